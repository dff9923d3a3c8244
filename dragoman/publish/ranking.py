"""In which order a front page has its stories: newer, whole and from other sources first. Pure, no clock.

A story's score is its weight, halved for every six hours by which it is older than the newest one; where half of the
stories are older than that, half of their age counts as six hours do: an edition is as quick as its news. What several
sources report weighs more: a quarter for every doubling of their number. So does what stood high in its feed, where
that is not in order of time: a quarter more at its top, as much less at its end. Stories are then taken one by one,
best first; each one taken halves the scores of what is left of the same source, so that no source fills the page, and
takes the place of all other reports on the same event. Ties go to the newer story, then to the smaller id. What the
operator has pinned stands before all of that.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from dragoman.publish.genre import is_background
from dragoman.publish.items import Item
from dragoman.publish.sections import sections
from dragoman.publish.shown import Shown

HALF_LIFE = 6 * 3600.0
"""Seconds in which a story loses half of its score at least."""
SHARE = 0.5
"""What another story of a source that has one already is worth."""
WEIGHTS = {Shown.TEXT: 1.0, Shown.EXCERPT: 0.4, Shown.HEADLINE: 0.15}
IN_PART = 0.8
"""What a story is worth of which sentences stand in the original, or in doubt."""
ASIDE = 0.5
"""What a story is worth that explains or comments on what others report."""
WHOLE = 3000
"""Letters from which a longer text weighs no more."""
LEADS, A_SECTION, LATEST = 6, 4, 24
"""How many stories lead a front page, stand in each of its sections, and in its list of what is newest."""
TOLD = 0.25
"""What each doubling of the number of sources that report an event adds to its weight."""
PLACED = 1.25
"""What a story is worth that stood at the top of its feed; at the end, it is worth so many times less."""
FEWEST = 3
"""How many stories a section has at least, beside those that lead, to be on the front page."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where an item came to stand, and why: the factors of its score at that moment, or that it is `pinned`.

    `told` is for the sources that report the event, `placed` for where it stood in its feed, `recency` for its age,
    `share` for those of its source before it.
    """

    item: Item
    weight: float
    told: float
    placed: float
    recency: float
    share: float = 1.0
    pinned: bool = False

    @property
    def score(self) -> float:
        """What places are given by."""
        return self.weight * self.told * self.placed * self.recency * self.share


@dataclass(frozen=True, slots=True)
class Front:
    """A front page: the stories that lead, `pinned` ones first, those of its sections, and the newest of all others."""

    leads: Sequence[Item]
    sections: Mapping[str, Sequence[Item]]
    latest: Sequence[Item]
    pinned: Sequence[Item] = ()


def laid_out(items: Sequence[Item], pins: Sequence[Sequence[Item]] = ()) -> Front:
    """Return the front page of the newest items of an edition; each story stands on it once.

    Each pin is of one item, or of several of which the best leads.
    """
    first = leading(items, pins)
    leads = [rank.item for rank in first]
    rest = _others(items, leads)
    found: dict[str, list[Item]] = {}
    for section in sections():
        of_section = [item for item in rest if item.section == section]
        if len(of_section) >= FEWEST:
            found[section] = ranked(of_section, A_SECTION)
            rest = _others(rest, found[section])
    newest = {item.story or item.id: item for item in reversed(rest)}
    latest = [item for item in rest if newest[item.story or item.id] is item]
    return Front(leads, found, latest[:LATEST], [rank.item for rank in first if rank.pinned])


def leading(items: Sequence[Item], pins: Sequence[Sequence[Item]] = ()) -> list[Rank]:
    """Rank the stories that lead a front page: all that are pinned, then the best of the others."""
    pinned: list[Rank] = []
    for pin in pins:
        found = ranks(pin, 1, [rank.item for rank in pinned])
        pinned += [replace(rank, pinned=True) for rank in found]
    return [*pinned, *ranks(items, LEADS - len(pinned), [rank.item for rank in pinned])]


def _others(items: Sequence[Item], shown: Sequence[Item]) -> list[Item]:
    """Return the items that are none of those shown, nor report an event that one of them does."""
    ids, stories = {item.id for item in shown}, {item.story for item in shown if item.story}
    return [item for item in items if item.id not in ids and item.story not in stories]


def ranked(items: Sequence[Item], count: int) -> list[Item]:
    """Return the `count` stories that lead a list of items, the first one first."""
    return [rank.item for rank in ranks(items, count)]


def ranks(items: Sequence[Item], count: int, before: Sequence[Item] = ()) -> list[Rank]:
    """Rank the `count` stories that stand after those `before` them, the first one first."""
    left = sorted(items, key=lambda item: (-item.dated.timestamp(), item.id))
    told, recency = _told(left), _recency(left)
    left = _others(left, before)
    sources = Counter(item.source for item in before)
    scores = {
        item.id: weight(item) * told[item.id] * placed(item) * recency[item.id] * SHARE ** sources[item.source]
        for item in left
    }
    taken: list[Rank] = []
    while left and len(taken) < count:
        first = max(scores, key=scores.__getitem__)
        best = next(item for item in left if item.id == first)
        share = SHARE ** sources[best.source]
        taken.append(Rank(best, weight(best), told[first], placed(best), recency[first], share))
        sources[best.source] += 1
        left = _others(left, [best])
        scores = {item.id: scores[item.id] * (SHARE if item.source == best.source else 1.0) for item in left}
    return taken


def _recency(items: Sequence[Item]) -> dict[str, float]:
    """Return what is left of the weight of each item for its age; the newest is the first."""
    ages = {item.id: items[0].dated.timestamp() - item.dated.timestamp() for item in items}
    half = max(HALF_LIFE, median(ages.values()) / 2) if ages else HALF_LIFE
    return {id_: 0.5 ** (age / half) for id_, age in ages.items()}


def _told(items: Sequence[Item]) -> dict[str, float]:
    """Return by how much each item weighs more for the number of sources that report the same event."""
    sources: dict[str, set[str]] = {}
    for item in items:
        sources.setdefault(item.story or item.id, set()).add(item.source)
    return {item.id: 1 + TOLD * math.log2(len(sources[item.story or item.id])) for item in items}


def weight(item: Item) -> float:
    """Return how much a story is worth before its age is looked at, from 0 to 1."""
    length = math.log1p(min(item.length, WHOLE)) / math.log1p(WHOLE)
    aside = ASIDE if is_background(item.headline) else 1.0
    return WEIGHTS[item.shown] * (IN_PART if item.mark.count else 1.0) * aside * (0.5 + 0.5 * length)


def placed(item: Item) -> float:
    """Return how much more or less a story is worth for where it stood in its feed."""
    return 1.0 if item.above is None else float(PLACED ** (1 - 2 * item.above))
