"""Ask a host what it allows before anything else is asked of it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused, BadStatus, NetworkError
from dragoman.flow.desk import AGENT, Desk
from dragoman.ingest import robots
from dragoman.net.answers import Request
from dragoman.newsroom import intake

AGE = timedelta(hours=24)
"""How long a host's robots.txt is taken as read."""


def allowed(desk: Desk, url: str) -> bool:
    """Tell whether a host's robots.txt lets us fetch an address; it is read at most once a day.

    Where it can't be read now, what it said last holds; where it never could, the error is raised: nobody goes in
    unasked.
    """
    parts = urlsplit(url)
    host = f"{parts.scheme}://{parts.netloc}"
    now = desk.clock()
    text = intake.robots(host, since=now - AGE)
    if text is None:
        try:
            text = _read(desk, f"{host}/robots.txt")
            intake.record_robots(host, text, now)
        except NetworkError as error:
            text = intake.robots(host)
            if text is None or isinstance(error, AddressRefused):
                raise
    return robots.allowed(text, url, AGENT)


def _read(desk: Desk, url: str) -> str:
    try:
        response = desk.door.fetch(Request(url))
    except BadStatus as error:
        if error.transient:
            raise
        return robots.robots_from(error.status)
    return robots.robots_from(response.status, response.body)
