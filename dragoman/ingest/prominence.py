"""Where an entry stands in its feed, as far as that says how much its source makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.types import Entry

IN_ORDER = 0.9
"""Share of neighbours that follow each other in time, from which that is what a feed is ordered by."""
FEWEST = 5
"""Entries below which an order says nothing."""


def above(entries: Sequence[Entry]) -> dict[str, float]:
    """Return which share of a feed stands above each entry, by address; none where the feed is in order of time."""
    dates = [entry.published or entry.updated for entry in entries]
    pairs = [(one, other) for one, other in pairwise(dates) if one and other and one != other]
    falling = sum(one > other for one, other in pairs)
    if len(entries) < FEWEST or (pairs and max(falling, len(pairs) - falling) >= IN_ORDER * len(pairs)):
        return {}
    return {entry.url: n / (len(entries) - 1) for n, entry in reversed(list(enumerate(entries)))}
