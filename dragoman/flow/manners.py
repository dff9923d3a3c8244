"""Ask a host what it allows before anything else is asked of it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from dragoman.errors import BadStatus, NetworkError
from dragoman.flow.desk import AGENT, Desk
from dragoman.ingest import robots
from dragoman.net.answers import Request
from dragoman.newsroom import intake

AGE = timedelta(hours=24)
"""How long a host's robots.txt is taken as read."""


def allowed(desk: Desk, url: str) -> bool:
    """Tell whether a host's robots.txt lets us fetch an address; it is read at most once a day."""
    parts = urlsplit(url)
    host = f"{parts.scheme}://{parts.netloc}"
    now = desk.clock()
    text = intake.robots(host, since=now - AGE)
    if text is None:
        text = _read(desk, f"{host}/robots.txt")
        intake.record_robots(host, text, now)
    return robots.allowed(text, url, AGENT)


def _read(desk: Desk, url: str) -> str:
    try:
        response = desk.door.fetch(Request(url))
    except BadStatus as error:
        return robots.robots_from(error.status)
    except NetworkError:
        return robots.robots_from(None)
    return robots.robots_from(response.status, response.body)
