"""Read until when a page may be shown, where it says so (`unavailable_after`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dragoman.types import Signal


def until(signals: Iterable[Signal]) -> datetime | None:
    """Return the earliest moment after which a page is not to be shown; None where it names none that can be read."""
    return min(filter(None, map(_moment, signals)), default=None)


def _moment(signal: Signal) -> datetime | None:
    word, _, told = signal.value.partition(":")
    if word.strip().lower() != "unavailable_after":
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(told.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
