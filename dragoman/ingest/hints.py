"""What a feed says about when to ask again, and who pushes its news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from dragoman.ingest import clean
from dragoman.types import Hints

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBER = re.compile(r"\d{1,7}")
_SKIPPED = re.compile(r"<skip(hours|days)\b[^<>]{0,100}>", re.IGNORECASE)
_VALUE = re.compile(r"<(?:hour|day)\b[^<>]{0,100}>\s{0,20}(\w{1,10})", re.IGNORECASE)
_SKIP_LENGTH = 4000


def read(document: str, ttl: str, period: str, frequency: str) -> Hints:
    """Return what a feed says about when to ask again.

    `ttl` is in minutes; `period` and `frequency` are those of the syndication module. The longer of both counts.
    Hours and days to skip are read from the document: feedparser keeps only the last of them.
    """
    hours, days = _skipped(document, "hours"), _skipped(document, "days")
    return Hints(
        least=max(60.0 * _number(ttl), _interval(period, frequency)),
        skip_hours=_some((int(hour) % 24 for hour in hours if hour.isdecimal() and int(hour) <= 24), 24),
        skip_days=_some((_DAYS.index(day) for day in days if day in _DAYS), 7),
    )


def hub(hrefs: Iterable[str], base: str) -> str:
    """Return the address of the hub to subscribe at: the first over https, else the first, else an empty string."""
    found = [url for href in hrefs if (url := clean.link(href, base))]
    return next((url for url in found if url.startswith("https:")), found[0] if found else "")


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text := text.strip()) else 0


def _interval(period: str, frequency: str) -> float:
    length = _PERIODS.get(period.strip().lower(), timedelta())
    return length.total_seconds() / max(1, _number(frequency))


def _skipped(document: str, what: str) -> list[str]:
    for start in _SKIPPED.finditer(document):
        if start[1].lower() == what:
            inner = document[start.end() : start.end() + _SKIP_LENGTH].partition("</skip")[0]
            return [value.lower() for value in _VALUE.findall(inner)]
    return []


def _some(values: Iterable[int], most: int) -> tuple[int, ...]:
    """Return the values in order; a feed that would be left alone at all times says nothing."""
    found = tuple(sorted(set(values)))
    return found if len(found) < most else ()
