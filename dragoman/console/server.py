"""The console's own server: Waitress, with bounds on what comes in."""

from __future__ import annotations

import logging
from pathlib import Path

import django.contrib.admin
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from waitress.server import create_server
from whitenoise import WhiteNoise

from dragoman.config import ConsoleSettings
from dragoman.console.furnishing import HERE, LARGEST
from dragoman.errors import UsageError

HEADERS = 32 * 1024
"""Bytes of a request's head."""


def application() -> WhiteNoise:
    """Return the console as a WSGI application, with its style sheets and scripts."""
    files = WhiteNoise(WSGIHandler(), max_age=3600)
    files.add_files(str(Path(django.contrib.admin.__file__).parent / "static"), prefix="static/")
    files.add_files(str(HERE / "static"), prefix="static/")
    return files


def serve(settings: ConsoleSettings) -> None:
    """Serve the console until stopped; raise UsageError where its port is taken."""
    SessionStore.clear_expired()
    # Without a handler Django tells nobody of what breaks.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("django.request").addHandler(logging.StreamHandler())
    proxied = {"trusted_proxy": settings.proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    try:
        server = create_server(
            application(),
            host=settings.host,
            port=settings.port,
            threads=4,
            ident="Dragoman",
            connection_limit=100,
            channel_timeout=30,
            max_request_body_size=2 * LARGEST,
            max_request_header_size=HEADERS,
            clear_untrusted_proxy_headers=True,
            **(proxied if settings.secure else {}),
        )
    except OSError as error:
        raise UsageError(
            f"Port {settings.port} of {settings.host} can't be opened ({error.strerror}); change it under [console]"
        ) from None
    server.run()
