"""Ask the web for things the way a good guest does: by a host's own rules, and only when it wants to be asked."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused, BadStatus, Disallowed, NetworkError, TooSoon
from dragoman.flow.desk import AGENT, Desk
from dragoman.ingest import robots
from dragoman.net.answers import Request, Response
from dragoman.newsroom import hosts
from dragoman.newsroom.rows import NO_VALIDATORS, Validators

AGE = timedelta(hours=24)
"""How long a host's robots.txt is taken as read."""


def fetch(desk: Desk, url: str, validators: Validators = NO_VALIDATORS) -> Response:
    """Fetch an address that its host's robots.txt allows, at the pace that it asks for.

    Raises Disallowed where it doesn't, and TooSoon, without a request, while the host wants none.
    """
    rules = rules_of(desk, url)
    if not robots.allowed(rules, url, AGENT):
        raise Disallowed(f"The robots.txt of {urlsplit(url).netloc} keeps us from {url}; ask its publisher for leave")
    gap = robots.crawl_delay(rules, AGENT) or 0.0
    return _ask(desk, Request(url, validators.etag, validators.last_modified, gap=gap))


def rules_of(desk: Desk, url: str) -> str:
    """Return the robots.txt of an address's host; it is read at most once a day.

    Where it can't be read now, what it said last holds; where it never could, the error is raised: nobody goes in
    unasked.
    """
    name = _name(url)
    known = hosts.host(name)
    now = desk.clock()
    if known.read and known.read >= now - AGE:
        return known.robots
    try:
        text = _read(desk, f"{name}/robots.txt")
    except NetworkError as error:
        if not known.read or isinstance(error, AddressRefused):
            raise
        return known.robots
    hosts.record_robots(name, text, now)
    return text


def _read(desk: Desk, url: str) -> str:
    try:
        response = _ask(desk, Request(url))
    except BadStatus as error:
        if error.transient:
            raise
        return robots.robots_from(error.status)
    return robots.robots_from(response.status, response.body)


def _ask(desk: Desk, request: Request) -> Response:
    """Fetch, unless the host said to come later; what it says now is kept past a restart."""
    name, now = _name(request.url), desk.clock()
    rests = hosts.host(name).rests
    if rests and rests > now:
        raise TooSoon(f"{urlsplit(name).netloc} wants no request before {rests:%H:%M}", (rests - now).total_seconds())
    try:
        return desk.door.fetch(request)
    except BadStatus as error:
        if error.retry_after and error.status in (429, 503):
            hosts.record_rest(name, now + timedelta(seconds=error.retry_after))
        raise


def _name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
