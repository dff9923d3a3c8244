"""When a feed is polled next, when a page is looked at again, and when it counts as gone. Pure: `now` is passed in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

BASE = timedelta(minutes=15)
LONGEST = timedelta(hours=6)
JITTER = 0.1
CHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
MISSING_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PollFacts:
    """What the decision about a feed's next poll rests on.

    `key` names the feed and spreads the polls; `failures` in a row up to now; `retry_after` in seconds as its server
    said last; `interval` is what the feed is polled at when all is well.
    """

    key: str
    failures: int = 0
    retry_after: float | None = None
    interval: timedelta = BASE


def next_poll(now: datetime, facts: PollFacts) -> datetime:
    """Decide when to poll a feed next, having polled it now: doubled for each failure, never sooner than it asked."""
    wait = min(facts.interval * 2.0 ** min(facts.failures, 16), max(LONGEST, facts.interval))
    wait *= 1 + JITTER * _spread(f"{facts.key} {now.isoformat()}")
    return now + max(wait, timedelta(seconds=facts.retry_after or 0))


def next_check(now: datetime, first_seen: datetime) -> datetime | None:
    """Decide when to look at a page again, having looked now; None once a week has passed.

    Checks that were missed while nothing ran are not made up for.
    """
    return next((first_seen + after for after in CHECKS if first_seen + after > now), None)


def vanished(status: int | None, missing_since: datetime | None, now: datetime) -> bool:
    """Decide whether a page is gone: 410 at once, 404 when it was missing before and over 24 hours ago.

    `status` is the answer of now, None for no answer; no answer, 5xx and all others never mean gone.
    """
    if status == 410:
        return True
    return status == 404 and missing_since is not None and now - missing_since > MISSING_FOR


def _spread(key: str) -> float:
    """Return a number from -1 to 1 that looks like chance and is always the same for a key."""
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") / (2**63) - 1
