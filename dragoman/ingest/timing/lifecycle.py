"""When a feed is given up, and when it has moved for good. Pure: `now` is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

GONE_TIMES = 2
DEAD_AFTER = timedelta(weeks=6)
DEAD_TIMES = 5
"""Failures that six weeks must hold at least: a machine that was off for most of them says little."""
PERMANENT = frozenset({301, 308})
MOVED_TIMES = 3
MOVED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """How a feed has been failing up to now: `gone` and `failures` count in a row, `failing_since` began the row.

    `name` is its source's short name and `error` what was wrong last, as a sentence; `gone` counts answers of 410.
    """

    name: str
    feed: str
    gone: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""


def verdict(now: datetime, facts: FeedFacts) -> str:
    """Decide whether to give up a feed; return why, in a sentence that says what to do, or nothing to go on."""
    if facts.gone >= GONE_TIMES:
        return (
            f"{facts.feed} has said twice in a row that it is gone for good (410), so it is no longer polled: "
            f"look for its new address and add that with `dragoman source add URL`, "
            f"or try this one again with `dragoman source resume {facts.name}`"
        )
    failing = now - facts.failing_since if facts.failing_since else timedelta(0)
    if failing >= DEAD_AFTER and facts.failures >= DEAD_TIMES:
        return (
            f"{facts.feed} has given nothing but errors since {facts.failing_since:%Y-%m-%d} "
            f"({facts.error.rstrip('.') or 'no reason was kept'}), so it is no longer polled: "
            f"mend that and take it up again with `dragoman source resume {facts.name}`, "
            f"or take it out with `dragoman source remove {facts.name}`"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed has been sending us for good, in how many polls in a row, and when first and last."""

    target: str = ""
    times: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @property
    def settled(self) -> bool:
        """Tell whether the feed is to be polled at its new address from now on."""
        return (
            self.times >= MOVED_TIMES
            and self.first is not None
            and self.last is not None
            and self.last - self.first >= MOVED_FOR
        )


def follow(move: Move, redirects: Sequence[tuple[int, str]], now: datetime) -> Move:
    """Take note of the redirects (status, target) of a poll that ended at a feed.

    A temporary one among them, or none at all, ends a move; another target begins a new one.
    """
    if not redirects or any(status not in PERMANENT for status, _ in redirects):
        return Move()
    target = redirects[-1][1]
    if target != move.target:
        return Move(target, 1, now, now)
    return Move(target, move.times + 1, move.first, now)
