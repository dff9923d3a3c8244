"""When a feed is polled next, when a page is looked at again, and when it counts as gone. Pure: `now` is passed in.

Feeds are polled by the square-root rule: at T = k / sqrt(new entries an hour), a given number of polls finds the news
of all feeds with the least mean delay. `k` follows from that number; T stays between two bounds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import accumulate
from math import sqrt

from dragoman.ingest.timing.jitter import share
from dragoman.ingest.timing.rates import HOUR, SLOWEST, USUAL, Rates, slices
from dragoman.types import Hints

BASE = timedelta(minutes=15)
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
LONGEST_FAILING = timedelta(hours=24)
LONG_FAILING = 30
"""Failures in a row, a week of them, from which on a feed is tried once a day only."""
RETRY_MOST = timedelta(days=7)
JITTER = 0.1
PUSHED, LONGEST_PUSHED = 4, timedelta(hours=12)
WHOLE = timedelta(days=7)
CHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
MISSING_FOR = timedelta(hours=24)
NO_HINTS = Hints()


# --- How often, when all is well ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Budget:
    """What there is to spend on polls: `k` of the square-root rule (in root entries x hours), and T's bounds."""

    k: float
    least: timedelta
    most: timedelta


def budget(rates: Iterable[float], mean: timedelta) -> Budget:
    """Share out the polls that one every `mean` for each feed makes; `rates` are the feeds' new entries an hour."""
    rates = list(rates) or [USUAL]
    least, most = min(SHORTEST, mean), max(LONGEST, mean)
    return Budget(budget_k(rates, len(rates) * (HOUR / mean), least, most), least, most)


def budget_k(rates: Iterable[float], requests_per_hour: float, least: timedelta, most: timedelta) -> float:
    """Return the k at which all feeds together are polled so often, or as nearly as the bounds allow.

    `rates` holds at least one; a feed is polled every k / sqrt(rate) hours, never under `least` nor over `most`.
    """
    roots = sorted(sqrt(max(rate, SLOWEST)) for rate in rates)
    sums = list(accumulate(roots, initial=0.0))
    short, long = least / HOUR, most / HOUR

    def spent(k: float) -> float:
        slow, fast = bisect_left(roots, k / long), bisect_left(roots, k / short)
        return slow / long + (sums[fast] - sums[slow]) / k + (len(roots) - fast) / short

    low, high = short * roots[0], long * roots[-1]
    for _ in range(64):
        middle = sqrt(low * high)
        low, high = (middle, high) if spent(middle) > requests_per_hour else (low, middle)
    return high


def interval(now: datetime, rates: Rates, spend: Budget) -> timedelta:
    """Return T from now on: the time in which sqrt(rate), as it changes from hour to hour, adds up to k."""
    left, passed = spend.k, 0.0
    for start, hours in slices(now, now + spend.most):
        speed = sqrt(rates.at(start))
        if speed * hours >= left:
            return max(spend.least, (passed + left / speed) * HOUR)
        left, passed = left - speed * hours, passed + hours
    return spend.most


# --- What the publisher asks for ---------------------------------------------------------------------------------


def least_wait(hints: Hints, headers: Mapping[str, str]) -> timedelta:
    """Return how long at least a feed is left alone after an answer, at most 6 hours.

    That is the longer of what its feed says and of how long its answer stays fresh; `headers` have small names.
    """
    return timedelta(seconds=min(max(0.0, hints.least, _fresh(headers)), LONGEST.total_seconds()))


def _fresh(headers: Mapping[str, str]) -> float:
    """Return for how many seconds an answer stays fresh: max-age, s-maxage or Expires, less its Age."""
    parts = (part.partition("=") for part in headers.get("cache-control", "").lower().split(","))
    said = {name.strip(): value.strip(' \t"') for name, _, value in parts}
    if "no-cache" in said or "no-store" in said:
        return 0.0
    ages = (_seconds(said.get(name, "")) for name in ("max-age", "s-maxage"))
    lasts = next((age for age in ages if age is not None), None)
    return (_expires(headers) if lasts is None else lasts) - (_seconds(headers.get("age", "").strip()) or 0.0)


def _seconds(text: str) -> float | None:
    return float(text[:12]) if text.isascii() and text.isdigit() else None


def _expires(headers: Mapping[str, str]) -> float:
    try:
        date, expires = (parsedate_to_datetime(headers[name][:100]) for name in ("date", "expires"))
    except (KeyError, ValueError, OverflowError):
        return 0.0
    return (expires.replace(tzinfo=expires.tzinfo or UTC) - date.replace(tzinfo=date.tzinfo or UTC)).total_seconds()


def _unskipped(due: datetime, hints: Hints) -> datetime:
    """Put a poll off, hour by hour, while its time is one that the feed asks to skip; by 6 hours at most."""
    for _ in range(LONGEST // HOUR):
        when = due.astimezone(UTC)
        if when.hour not in hints.skip_hours and when.weekday() not in hints.skip_days:
            break
        due += HOUR
    return due


# --- The next poll -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PollFacts:
    """What the decision about a feed's next poll rests on.

    `key` names the feed and spreads the polls; `failures` in a row up to now; `retry_after` in seconds as its server
    said last; `interval` is what the feed is polled at when all is well; `least` is how long its publisher wants to
    be left alone, and `hints` say at which hours; `pushed` tells that a hub pushes its news, so that polls only see
    to it that nothing is missed.
    """

    key: str
    failures: int = 0
    retry_after: float | None = None
    interval: timedelta = BASE
    least: timedelta = timedelta(0)
    hints: Hints = NO_HINTS
    pushed: bool = False


def next_poll(now: datetime, facts: PollFacts) -> datetime:
    """Decide when to poll a feed next, having polled it now: doubled for each failure, never sooner than it asked."""
    wait = _wait(facts) * (1 + JITTER * _spread(f"{facts.key} {now.isoformat()}"))
    asked = min(timedelta(seconds=min(facts.retry_after or 0, 1e9)), RETRY_MOST)
    return _unskipped(now + max(wait, facts.least, asked), facts.hints)


def _wait(facts: PollFacts) -> timedelta:
    usual = facts.interval
    if facts.pushed:
        usual = min(usual * PUSHED, max(LONGEST_PUSHED, usual))
    longest = LONGEST if facts.failures < LONG_FAILING else LONGEST_FAILING
    return min(usual * 2.0 ** min(facts.failures, 16), max(longest, usual))


def asks_whole(last_whole: datetime | None, now: datetime) -> bool:
    """Decide whether to ask for a feed without validators, in case they lie: once a week, give or take a tenth."""
    return last_whole is None or now - last_whole >= WHOLE * (1 + JITTER * _spread(last_whole.isoformat()))


# --- Pages -------------------------------------------------------------------------------------------------------


def next_check(now: datetime, first_seen: datetime) -> datetime | None:
    """Decide when to look at a page again, having looked now; None once a week has passed.

    Checks that were missed while nothing ran are not made up for. What a clock saw that was ahead counts from now.
    """
    seen = min(first_seen, now)
    return next((seen + after for after in CHECKS if seen + after > now), None)


def vanished(status: int | None, missing_since: datetime | None, now: datetime) -> bool:
    """Decide whether a page is gone: 410 at once, 404 when it was missing before and over 24 hours ago.

    `status` is the answer of now, None for no answer; no answer, 5xx and all others never mean gone.
    """
    if status == 410:
        return True
    return status == 404 and missing_since is not None and now - missing_since > MISSING_FOR


def _spread(key: str) -> float:
    """Return a number from -1 to 1 that is always the same for a key."""
    return 2 * share(key) - 1
