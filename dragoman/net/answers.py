"""What goes through the door and what comes back, and how an answer without content is put in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from dragoman.errors import BadStatus

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRY_LEAST, RETRY_MOST = 60.0, 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Request:
    """A page or feed to fetch; with validators, only if it changed."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with content (status 200), or the news that there is none since last time (status 304, empty body).

    `url` is where the content was in the end; `redirects` holds the status and target of every hop to there.
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


def retry_after(value: str, now: datetime) -> float | None:
    """Read a Retry-After header in either form as seconds from now, between a minute and a week."""
    value = value.strip()
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
    """Put an answer that is no content into an error; `url` as it may be shown."""
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    return BadStatus(f"{url} answered {status}{phrase}.", status, retry_after(headers.get("retry-after", ""), now))
