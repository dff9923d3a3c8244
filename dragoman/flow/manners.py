"""Ask the web for things the way a good guest does: by a host's own rules, and only when it wants to be asked."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from dragoman import traces
from dragoman.errors import AddressRefused, BadStatus, Disallowed, NetworkError, TooSoon
from dragoman.flow.desk import AGENT, Desk
from dragoman.ingest import robots
from dragoman.net.answers import Request, Response
from dragoman.newsroom import hosts
from dragoman.newsroom.hosts import HostState
from dragoman.newsroom.rows import NO_VALIDATORS, Validators
from dragoman.urls import gate

PAID = (401, 402, 403)
"""Statuses that say that a page is not for everybody: its headline is, from the feed."""
AGE = timedelta(hours=24)
"""How long a host's robots.txt is taken as read."""


def fetch(desk: Desk, url: str, validators: Validators = NO_VALIDATORS) -> Response:
    """Fetch an address that its host's robots.txt allows, at the pace that it asks for.

    Raises Disallowed where it doesn't, and TooSoon, without a request, while the host wants none.
    """
    known = hosts.host(host_name(url))
    rules = rules_of(desk, url, known)
    if not robots.allowed(rules, url, AGENT):
        raise Disallowed(f"The robots.txt of {urlsplit(url).netloc} keeps us from {url}; ask its publisher for leave")
    gap = robots.crawl_delay(rules, AGENT) or 0.0
    return _ask(desk, Request(url, validators.etag, validators.last_modified, gap=gap), known)


def rules_of(desk: Desk, url: str, known: HostState | None = None) -> str:
    """Return the robots.txt of an address's host, read at most once a day; `known` spares a look at the host's row.

    Where it can't be read now, what it said last holds; where it never could, the error is raised: nobody goes in
    unasked.
    """
    name, now = host_name(url), desk.clock()
    known = known or hosts.host(name)
    if known.read and known.read >= now - AGE:
        return known.robots
    try:
        text = _read(desk, f"{name}/robots.txt", known)
    except NetworkError as error:
        if not known.read or isinstance(error, AddressRefused):
            raise
        return known.robots
    hosts.record_robots(name, text, now)
    return text


def host_file(desk: Desk, url: str) -> bytes:
    """Return a file in which a host speaks for all of its pages, empty where it has none.

    Like robots.txt it is asked for without leave. Raises NetworkError where nobody can tell whether it is there.
    """
    try:
        return _ask(desk, Request(url), hosts.host(host_name(url))).body
    except BadStatus as error:
        if error.transient:
            raise
        return b""


def _read(desk: Desk, url: str, known: HostState) -> str:
    try:
        response = _ask(desk, Request(url), known)
    except BadStatus as error:
        if error.transient:
            raise
        return robots.robots_from(error.status)
    return robots.robots_from(response.status, response.body)


def _ask(desk: Desk, request: Request, known: HostState) -> Response:
    """Fetch, unless the host said to come later; what it, or where it redirects, says now is kept past a restart."""
    now, rests = desk.clock(), known.rests
    if rests and rests > now:
        raise TooSoon(
            f"{urlsplit(request.url).netloc} wants no request before {rests:%H:%M}", (rests - now).total_seconds()
        )
    _await_turn(desk, request)
    try:
        with traces.part("fetch", {"url.full": request.url}):
            return desk.door.fetch(request)
    except BadStatus as error:
        if error.retry_after and error.status in (429, 503):
            hosts.record_rest(host_name(error.url or request.url), desk.clock() + timedelta(seconds=error.retry_after))
        raise


def _await_turn(desk: Desk, request: Request) -> None:
    """Wait until the host of a request may be asked again, whichever process asked it last.

    The door keeps the same gaps, by the hop, for this process alone.
    """
    if not (gap := desk.door.gap(request)):
        return
    name, patience = host_name(request.url), timedelta(seconds=desk.door.settings.patience)
    wait = hosts.take_turn(name, desk.clock(), timedelta(seconds=gap), patience).total_seconds()
    if wait > patience.total_seconds() or (wait and desk.stopping.wait(wait)):
        raise TooSoon(f"{urlsplit(request.url).netloc} is to be left in peace for {wait:.0f} seconds more", wait)


def host_name(url: str) -> str:
    """Return the name of an address's host, by scheme, name and port."""
    parts = urlsplit(gate(url) or url)  # a redirect may spell its host in another way
    return f"{parts.scheme}://{parts.netloc}"
