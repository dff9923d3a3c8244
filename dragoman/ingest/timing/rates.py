"""How often a source has news: a mean, by hour of day and day of week, and lately; learned from poll to poll. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import isfinite, sqrt

HOUR = timedelta(hours=1)
MEMORY = 120.0
"""Hours that the mean looks back, with weights that fade."""
LOOK = timedelta(weeks=4)
"""How far back a single observation is looked at, which bounds its work."""
SLOWEST, FASTEST = 1e-4, 1e4
USUAL = 0.5
"""New entries an hour of a source that nothing is known of."""

# How many expected entries it takes to believe an observation as much as what was believed before.
_HOURS, _DAYS, _LATELY = 12.0, 24.0, 8.0
_SHAPE = (1 / 16, 16.0)
_MOOD = (1 / 4, 8.0)


@dataclass(frozen=True, slots=True)
class Rates:
    """New entries an hour: `mean` x hour of day x day of week x `lately`, all times in UTC.

    The last three are ratios: 1 is as usual; Monday comes first. `known` is how many hours `mean` rests on.
    """

    mean: float = USUAL
    known: float = 1.0
    lately: float = 1.0
    hours: tuple[float, ...] = (1.0,) * 24
    days: tuple[float, ...] = (1.0,) * 7

    @property
    def steady(self) -> float:
        """Return the unchanging rate that takes as many polls as this one does over a week."""
        root = sum(map(sqrt, self.hours)) / 24 * sum(map(sqrt, self.days)) / 7
        return _within(self.mean * root**2, SLOWEST, FASTEST)

    def at(self, when: datetime) -> float:
        """Return the new entries an hour that a time in UTC makes likely."""
        return _within(self.mean * self.lately * self.shape(when), SLOWEST, FASTEST)

    def shape(self, when: datetime) -> float:
        """Return how much livelier than the mean a time in UTC usually is."""
        return self.hours[when.hour] * self.days[when.weekday()]

    def to_text(self) -> str:
        """Return the rates as a line of numbers, some 220 characters."""
        return " ".join(f"{number:.5g}" for number in (self.mean, self.known, self.lately, *self.hours, *self.days))


def from_text(text: str) -> Rates:
    """Read a line of numbers; what is none is a source of which nothing is known."""
    try:
        numbers = [float(word) for word in text[:1000].split()]
    except ValueError:
        return Rates()
    if len(numbers) != 34 or not all(isfinite(number) and 0 < number <= FASTEST for number in numbers):
        return Rates()
    mean, known, lately, *shape = numbers
    return Rates(mean, known, lately, tuple(shape[:24]), tuple(shape[24:]))


def slices(since: datetime, until: datetime) -> Iterator[tuple[datetime, float]]:
    """Cut a time at the full hours of UTC; yield where each part starts and how many hours it has."""
    start = since.astimezone(UTC)
    while start < until:
        end = min(_full_hour(start) + HOUR, until.astimezone(UTC))
        yield start, (end - start) / HOUR
        start = end


def expected(rates: Rates, now: datetime, ahead: timedelta) -> float:
    """Return how many new entries are likely in the time ahead; after four weeks it goes on as before."""
    if ahead <= timedelta(0):
        return 0.0
    looked = min(ahead, LOOK)
    return sum(rates.at(start) * hours for start, hours in slices(now, now + looked)) * (ahead / looked)


def observe(rates: Rates, since: datetime | None, until: datetime, published: Sequence[datetime | None]) -> Rates:
    """Learn from a poll: the entries that are new since the one before, each by its own date or None.

    `since` is None at the first poll: then the newer half of what the feed lists says how often it has news (old
    entries stay in some lists for years). Entries without a date in that time came at some time in it.
    """
    if since is None:
        since, published = _newer_half(until, published)
    looked = max(since, until - LOOK)
    published = [when for when in published if when is None or not since < when <= looked]
    parts = list(slices(looked, until))
    return _learn(rates, _seen(parts, published)) if parts else rates


@dataclass(frozen=True, slots=True)
class _Part:
    when: datetime
    hours: float
    entries: float


def _newer_half(until: datetime, published: Iterable[datetime | None]) -> tuple[datetime, list[datetime]]:
    """Return the oldest date of the newer half, at least an hour ago, and those after it; nothing without dates."""
    dates = sorted(when for when in published if when and when < until)
    newer = dates[len(dates) // 2 :]
    return (min(newer[0], until - HOUR), newer[1:]) if newer else (until, [])


def _seen(parts: Sequence[tuple[datetime, float]], published: Sequence[datetime | None]) -> list[_Part]:
    """Count the entries of each part; those without a time in any of them are spread over all."""
    first, (last, length) = parts[0][0], parts[-1]
    dated = (when.astimezone(UTC) for when in published if when and first <= when < last + length * HOUR)
    # Midnight sharp is how a day without an hour is read.
    placed = Counter(_full_hour(when) for when in dated if when.time() != time())
    spread = (len(published) - placed.total()) / sum(hours for _, hours in parts)
    return [_Part(when, hours, placed[_full_hour(when)] + spread * hours) for when, hours in parts]


def _learn(rates: Rates, parts: Sequence[_Part]) -> Rates:
    entries = sum(part.entries for part in parts)
    usual = sum(rates.shape(part.when) * part.hours for part in parts)
    mean = _within((rates.mean * rates.known + entries) / (rates.known + usual), SLOWEST / 100, FASTEST)
    hours, days = [_Tally() for _ in range(24)], [_Tally() for _ in range(7)]
    for part in parts:
        hour, day = part.when.hour, part.when.weekday()
        hours[hour].add(part.entries, mean * rates.days[day] * part.hours)
        days[day].add(part.entries, mean * rates.hours[hour] * part.hours)
    return Rates(
        mean,
        min(rates.known + usual, MEMORY),
        _within(_Tally(entries, mean * usual).draw(rates.lately, _LATELY), *_MOOD),
        _around_one(tally.draw(old, _HOURS) for tally, old in zip(hours, rates.hours, strict=True)),
        _around_one(tally.draw(old, _DAYS) for tally, old in zip(days, rates.days, strict=True)),
    )


@dataclass(slots=True)
class _Tally:
    """Entries that came, beside those that were likely."""

    seen: float = 0.0
    likely: float = 0.0

    def add(self, seen: float, likely: float) -> None:
        self.seen += seen
        self.likely += likely

    def draw(self, old: float, strength: float) -> float:
        """Draw an old ratio towards the one seen, as far as the number of likely entries carries."""
        return (strength * old + self.seen) / (strength + self.likely)


def _around_one(ratios: Iterable[float]) -> tuple[float, ...]:
    ratios = [_within(ratio, *_SHAPE) for ratio in ratios]
    return tuple(ratio * len(ratios) / sum(ratios) for ratio in ratios)


def _within(number: float, least: float, most: float) -> float:
    return min(max(number, least), most)


def _full_hour(when: datetime) -> datetime:
    return when.replace(minute=0, second=0, microsecond=0)
