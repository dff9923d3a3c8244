"""Hand out a site's tree while it is at work: who hears what comes in, and by which settings."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.clock import utc_now

if TYPE_CHECKING:
    from dragoman.config import Settings
    from dragoman.serve import Ears, SiteServer
    from dragoman.serve.server import Push, Reports


def ears(settings: Settings) -> Ears:
    """Return who hears what comes in to a site's server; what they need is imported when the first comes."""
    from dragoman.serve import Ears

    @cache
    def push() -> Push:
        from dragoman.flow.push import Callbacks

        return Callbacks(utc_now)

    @cache
    def reports() -> Reports:
        from dragoman.flow.reporting import Reports

        return Reports(settings, utc_now)

    return Ears(
        push=(lambda *asked: push()(*asked)) if settings.push.subscribe else None,
        reports=(lambda *told, posted: reports()(*told, posted=posted)) if settings.reports.form else None,
        proxies=frozenset(map(str, settings.reports.proxies)),
    )


def is_secure(settings: Settings) -> bool:
    """Tell whether readers come by TLS."""
    return settings.site.address.startswith("https://")


@dataclass
class Serving:
    """Serves a site's tree in the background, at a host and port."""

    folder: Path
    host: str
    port: int
    _server: SiteServer | None = field(default=None, init=False)

    @contextmanager
    def __call__(self, settings: Settings) -> Iterator[None]:
        """Serve until the block ends."""
        from dragoman.serve import make_server

        made = make_server(self.folder / "public", self.host, self.port, ears(settings), secure=is_secure(settings))
        self._server = made
        threading.Thread(target=made.serve_forever, name="serve", daemon=True).start()
        typer.echo(f"Serving {self.folder} at http://{self.host}:{self.port}/ ; stop with Ctrl-C")
        try:
            yield
        finally:
            made.shutdown()

    def take_up(self, settings: Settings) -> None:
        """Hear what other settings let come in."""
        if self._server:
            self._server.adapt(ears(settings), secure=is_secure(settings))
