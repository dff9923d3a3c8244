"""What goes through the door and what comes back, and how an answer without content is put in words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from dragoman.errors import BadStatus
from dragoman.net.guard import shown

REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEEP_METHOD = frozenset({307, 308})
"""The redirects that say to ask the same thing there; a POST follows no other."""
VERBS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
RETRY_LEAST, RETRY_MOST = 60.0, 7 * 24 * 3600.0

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_DOORS_OWN = frozenset(
    "accept-encoding connection content-length cookie expect host te transfer-encoding upgrade user-agent".split()
)


@dataclass(frozen=True, slots=True)
class Request:
    """A page or feed to fetch; with validators, only if it changed; with `post`, even an empty one, a body to send.

    `verb` is what sends that body: POST, PUT, PATCH or DELETE. `gap` holds the least seconds until the next request
    that its host asks for (Crawl-delay), where that is more than the door's own gap. `headers` are names and values to
    send beside the door's own; after a redirect to another origin only the Content- ones go along. `allow` holds
    private host:port pairs that this one may reach beside those of the door, and `timeout` its seconds, where they are
    not the door's; `watch` is told of each part of the content how many bytes came, in the door's own thread. Raises
    ValueError for a header that is none or that is the door's to write, and for a verb that sends no body.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    gap: float = 0.0
    post: bytes | None = None
    verb: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    allow: frozenset[str] = frozenset()
    timeout: float | None = None
    watch: Callable[[int], object] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.gap < math.inf:
            raise ValueError(f"{self.gap} seconds are no gap")
        if self.post is not None and self.verb not in VERBS:
            raise ValueError(f"{self.verb!r} sends no body")
        for name, value in self.headers:
            if not _TOKEN.fullmatch(name) or not _sendable(value) or name.lower() in _DOORS_OWN:
                raise ValueError(f"{name!r}: {value!r} is no header to send")

    @property
    def method(self) -> str:
        """Return the method by its name in HTTP."""
        return "GET" if self.post is None else self.verb

    @property
    def redirects(self) -> frozenset[int]:
        """Return the statuses that send this request somewhere else."""
        return REDIRECTS if self.post is None else KEEP_METHOD

    @property
    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for news only; none where there are no validators, or for a POST."""
        # Validators are a server's own words given back; what is no header value is not given back.
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {} if self.post is not None else {name: value for name, value in pairs if value and _sendable(value)}

    def brings_content(self, status: int) -> bool:
        """Tell whether an answer of this status has what was asked for."""
        return status in (200, 203) if self.post is None else 200 <= status < 300


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with content, or the news that there is none since last time (status 304, empty body).

    The status of content is 200, or any 2xx where something was posted. `url` is where the content was in the end;
    `redirects` holds the status and target of every hop to there.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    etag: str = ""
    last_modified: str = ""
    redirects: tuple[tuple[int, str], ...] = ()

    @property
    def content_type(self) -> str:
        """Return the Content-Type header as sent, parameters included."""
        return self.headers.get("content-type", "")


def _sendable(value: str) -> bool:
    return value.isascii() and value.isprintable()


def retry_after(value: str, now: datetime) -> float | None:
    """Read a Retry-After header in either form as seconds from now, between a minute and a week."""
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        seconds = float(value[:12])
    else:
        try:
            when = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, RETRY_LEAST), RETRY_MOST)


def bad_status(url: str, status: int, headers: Mapping[str, str], now: datetime) -> BadStatus:
    """Put an answer that is no content into an error; `url` is what answered."""
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    seconds = retry_after(headers.get("retry-after", ""), now)
    return BadStatus(f"{shown(url)} answered {status}{phrase}.", status, seconds, url)
