"""Measure how fresh the schedule keeps recorded feeds, beside other rules that make as many polls.

    python bench/freshness.py [--feeds ../shared/data/feeds/real] [--every] [--weeks N] [--minutes 15 30 60]

Takes the news feeds (`--every`: all feeds) that list at least 10 dated entries in their newest week, and simulates
polling in two ways, each with several budgets (the mean minutes between two polls of one feed):

- recorded: the times as they are, nothing added. A random point near the middle of each feed's window parts what the
  feed shows at its first poll from what is yet to come. Windows are short (half an hour to a week), so this measures
  how well the schedule starts; it is done ten times with other points. Feeds with long windows, the quiet ones, count
  for most of the polls.
- replicated: five weeks, of which the last four count. A window of six days or more is taken as a week, a shorter one
  as its newest whole days, one of less than a day as a stretch without hours of day; under six hours it is left out.
  Each stretch is filled again and again with times drawn from it with replacement, each moved by up to half an hour:
  the lively hours of a feed stay, no stretch is a copy of another. What a feed does on days that were not recorded
  is not known: the gain from hours of day is only as true as the few days recorded, and no feed dies or bursts here.

The rules: `fixed` polls all feeds alike; `1/rate` and `root` poll at c/rate and c/sqrt(rate), within the schedule's
bounds, and are told each feed's true mean rate; `schedule` is ours, which knows only what it polled (it learns, keeps
its budget and its jitter). The others are given just as many polls as the schedule made; `polls` are those over what
the budget allows. A delay runs from publication to the next poll; `mean` and `median` are over entries, `by feed` is
the mean of the feeds' means. Feeds never drop an entry here, and no publisher asks for patience.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from math import sqrt
from pathlib import Path
from statistics import mean, median

from dragoman.errors import NotAFeed
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.timing import rates, schedule
from dragoman.ingest.timing.rates import HOUR, Rates

DAY = timedelta(days=1)
START = datetime(2026, 11, 2, tzinfo=UTC)  # a Monday
AT_LEAST = 10
SHORTEST_STRETCH = 6 * HOUR
Delays = list[list[float]]
"""Hours, by feed."""


@dataclass(frozen=True)
class Stream:
    """A feed to be polled from one time to another: what it listed at first, and what it publishes then."""

    name: str
    start: datetime
    end: datetime
    first: Sequence[datetime]
    later: Sequence[datetime]
    counted: datetime

    @property
    def hours(self) -> float:
        return (self.end - self.counted) / HOUR

    @property
    def entries(self) -> list[datetime]:
        return [when for when in self.later if when > self.counted]

    @property
    def rate(self) -> float:
        return max(len(self.entries) / self.hours, rates.SLOWEST)


def windows(folder: Path, every: bool) -> dict[str, list[datetime]]:
    """Return the publication times of each feed's newest week."""
    found = {}
    for file in sorted(folder.glob("*.gz")):
        if not every and not file.name.startswith("news"):
            continue
        try:
            feed = parse_feed(gzip.decompress(file.read_bytes()), "https://feed.example/")
        except NotAFeed:
            continue
        dates = sorted(entry.published for entry in feed.entries if entry.published)
        dates = [when for when in dates if when > dates[-1] - 7 * DAY]
        if len(dates) >= AT_LEAST and dates[-1] > dates[0]:
            found[file.name] = dates
    return found


def recorded(found: dict[str, list[datetime]], chance: random.Random) -> list[Stream]:
    streams = []
    for name, dates in found.items():
        start = dates[0] + (dates[-1] - dates[0]) * chance.uniform(0.4, 0.6)
        first, later = [when for when in dates if when <= start], [when for when in dates if when > start]
        streams.append(Stream(name, start, dates[-1], first, later, start))
    return streams


def replicated(found: dict[str, list[datetime]], weeks: int, chance: random.Random) -> list[Stream]:
    long = {name: dates for name, dates in found.items() if dates[-1] - dates[0] >= SHORTEST_STRETCH}
    return [_replicated(name, dates, weeks, chance) for name, dates in long.items()]


def _replicated(name: str, dates: list[datetime], weeks: int, chance: random.Random) -> Stream:
    span = dates[-1] - dates[0]
    if span >= DAY:
        span = 7 * DAY if span >= 6 * DAY else span // DAY * DAY
        dates = [when for when in dates if when > dates[-1] - span]
    # From a Monday on: whole days keep their hours, whole weeks their weekdays.
    offsets = [(when - START) % span for when in dates]
    end = START + timedelta(weeks=weeks)
    times: list[datetime] = []
    for n in count(-1):
        begin = START + n * span
        if begin >= end:
            break
        times += [begin + chance.choice(offsets) + chance.uniform(-0.5, 0.5) * HOUR for _ in offsets]
    times.sort()
    first, later = [when for when in times if when <= START], [when for when in times if START < when <= end]
    return Stream(name, START, end, first[-len(dates) :], later, START + timedelta(weeks=1))


# --- Rules -------------------------------------------------------------------------------------------------------


def regular(stream: Stream, interval: float) -> list[float]:
    """Return the delays, in hours, of a feed that is polled at a fixed interval, in hours."""
    return [interval - (when - stream.counted) / HOUR % interval for when in stream.entries]


def at_cost(streams: list[Stream], polls: float, rule: Callable[[float, float], float]) -> Delays:
    """Return the delays under a rule (c, rate) -> interval, with the c that makes a number of polls."""
    low, high = 1e-9, 1e9
    for _ in range(200):
        middle = sqrt(low * high)
        made = sum(stream.hours / rule(middle, stream.rate) for stream in streams)
        low, high = (middle, high) if made > polls else (low, middle)
    return [regular(stream, rule(high, stream.rate)) for stream in streams]


def bounded(interval: float) -> float:
    return min(max(interval, schedule.SHORTEST / HOUR), schedule.LONGEST / HOUR)


def ours(streams: list[Stream], minutes: float, seed: int) -> tuple[Delays, float]:
    """Return the delays under the schedule, and how many polls it made (the last of each feed in part)."""
    every = timedelta(minutes=minutes)
    known = [rates.observe(Rates(), None, stream.start, stream.first) for stream in streams]
    spend = schedule.budget((each.steady for each in known), every)
    queue = [(stream.start, n, stream.start, 0) for n, stream in enumerate(streams)]
    heapq.heapify(queue)
    delays: Delays = [[] for _ in streams]
    polls, tick = 0.0, 0
    while queue:
        now, n, since, at = heapq.heappop(queue)
        stream, new = streams[n], at
        while new < len(stream.later) and stream.later[new] <= now:
            new += 1
        found = stream.later[at:new]
        delays[n] += [(now - when) / HOUR for when in found if when > stream.counted]
        if now > since:
            known[n] = rates.from_text(rates.observe(known[n], since, now, found).to_text())
            part = (min(now, stream.end) - max(since, stream.counted)) / (now - since)
            polls += max(part, 0.0)
        if now >= stream.end:
            continue
        tick += 1
        if tick % (50 * len(streams)) == 0:
            spend = schedule.budget((each.steady for each in known), every)
        wait = schedule.interval(now, known[n], spend)
        due = schedule.next_poll(now, schedule.PollFacts(f"{stream.name} {seed}", interval=wait))
        heapq.heappush(queue, (due, n, now, new))
    return delays, polls


RULES: dict[str, Callable[[float, float], float]] = {
    "fixed": lambda c, _: c,
    "1/rate": lambda c, rate: bounded(c / rate),
    "root": lambda c, rate: bounded(c / sqrt(rate)),
}


def measure(
    make: Callable[[random.Random], list[Stream]], minutes: float, runs: int
) -> tuple[dict[str, Delays], float]:
    """Return the delays by rule, and the polls that the schedule made over those that its budget allows."""
    found: dict[str, Delays] = {rule: [] for rule in (*RULES, "schedule")}
    shares = []
    for seed in range(runs):
        streams = make(random.Random(seed))
        delays, polls = ours(streams, minutes, seed)
        found["schedule"] += delays
        for rule, interval in RULES.items():
            found[rule] += at_cost(streams, polls, interval)
        shares.append(polls / sum(stream.hours * 60 / minutes for stream in streams))
    return found, mean(shares)


def show(way: str, minutes: float, share: float, found: dict[str, Delays]) -> None:
    fixed = mean(chain.from_iterable(found["fixed"]))
    for rule, delays in found.items():
        every = list(chain.from_iterable(delays))
        feeds = mean(mean(each) for each in delays if each)
        numbers = f"{60 * mean(every):8.1f}{60 * median(every):8.1f}{60 * feeds:9.1f}{mean(every) / fixed:10.2f}"
        print(f"{way:12}{minutes:8.0f}{share:7.2f}  {rule:10}{numbers}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, default=Path(__file__).parents[2] / "shared/data/feeds/real")
    parser.add_argument("--every", action="store_true", help="all feeds, not only those of news")
    parser.add_argument("--weeks", type=int, default=5)
    parser.add_argument("--minutes", type=float, nargs="+", default=[15.0, 30.0, 60.0])
    options = parser.parse_args()
    found = windows(options.feeds, options.every)
    print(f"{len(found)} feeds, {sum(map(len, found.values()))} recorded times; delays in minutes")
    print(f"{'':12}{'minutes':>8}{'polls':>7}  {'rule':10}{'mean':>8}{'median':>8}{'by feed':>9}{'to fixed':>10}")
    for minutes in options.minutes:
        delays, share = measure(lambda chance: recorded(found, chance), minutes, runs=10)
        show("recorded", minutes, share, delays)
    for minutes in options.minutes:
        delays, share = measure(lambda chance: replicated(found, options.weeks, chance), minutes, runs=1)
        show("replicated", minutes, share, delays)


if __name__ == "__main__":
    main()
