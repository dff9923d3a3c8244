"""Which articles are of one event: links between two of them, and what hangs together by links is a story.

An article is linked with the older one that it is most alike, and with all that it is much alike. So the same articles
make the same stories, whoever comes first; a story is known by its oldest article.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from dragoman.stories.meaning import EVEN, WEIGHT, Meaning, closeness
from dragoman.types import Signature

WINDOW = timedelta(days=4)
"""How far apart articles of one event are at most; a story goes on for as long as there are others between."""
ALIKE = 0.34
"""Likeness from which an article may be of the same event as another."""
NAMES_ALIKE = 0.6
"""The same where only the names and numbers of either are known."""
FIRM = 0.4
"""Likeness from which two articles are of one event, however alike others are."""
LEAST = 2
"""Terms that two articles must share at least."""
INDEXED = 14
"""Terms by which an article is found."""


class Bond(IntEnum):
    """How firm a link is: one of `LIKE` counts where no older article is more alike, the others always."""

    LIKE = 1
    FIRM = 2
    COPY = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An article as far as joining goes; its vector of meaning where a server gave one."""

    id: str
    dated: datetime
    signature: Signature
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that may be of one event; `article` is the one that goes with the `other`, not with the next best.

    That is the later one; of a round-up and a report, the round-up.
    """

    article: str
    other: str
    likeness: float
    bond: Bond


def turn(dated: datetime, id_: str) -> tuple[datetime, str]:
    """Return what orders articles, the oldest first."""
    return dated, id_


def indexed(signature: Signature) -> list[str]:
    """Return the terms under which an article is kept in an index, and looked for."""
    return sorted(signature.terms, key=lambda term: (-signature.terms[term], term))[:INDEXED]


def linked(one: Known, other: Known, *, copy: bool = False, even: float = EVEN) -> Link | None:
    """Return how two articles are linked, None where they aren't; two round-ups are only where one is a copy.

    `even` is the cosine of two vectors that tells nothing: beyond it articles are more alike than by their words.
    """
    older, later = sorted((one, other), key=lambda each: (each.signature.roundup, *turn(each.dated, each.id)))
    alike = round(likeness(later.signature, older.signature) + _meant(later, older, even), 4)
    if copy:
        return Link(later.id, older.id, alike, Bond.COPY)
    names = _only_names(one.signature) or _only_names(other.signature)
    apart = older.signature.roundup or abs(one.dated - other.dated) > WINDOW
    if apart or alike < (NAMES_ALIKE if names else ALIKE):
        return None
    firm = alike >= FIRM and not names and not later.signature.roundup
    return Link(later.id, older.id, alike, Bond.FIRM if firm else Bond.LIKE)


def likeness(one: Signature, other: Signature) -> float:
    """Return how alike two articles are, from 0 to 1; by names and numbers alone where that is all there is."""
    terms = one.terms, other.terms
    if _only_names(one) or _only_names(other):
        terms = _names(one), _names(other)
    return round(cosine(*terms), 4) if len(terms[0].keys() & terms[1].keys()) >= LEAST else 0.0


def _meant(one: Known, other: Known, even: float) -> float:
    """Return how much more alike two articles are by their meaning, or less; nothing where that isn't known of both."""
    close = closeness(one.meaning, other.meaning) if one.meaning and other.meaning else None
    return 0.0 if close is None else WEIGHT * (close - even)


def _only_names(signature: Signature) -> bool:
    return len(signature.neutral) == len(signature.terms)


def _names(signature: Signature) -> Mapping[str, float]:
    return {term: weight for term, weight in signature.terms.items() if term in signature.neutral}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors."""
    short, long = sorted((one, other), key=len)
    product = sum(weight * long[term] for term, weight in short.items() if term in long)
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / lengths if lengths else 0.0


def grouped(dates: Mapping[str, datetime], links: Collection[Link]) -> list[list[str]]:
    """Return which articles, given with their dates, are of one story by the links that count, each oldest first."""
    best: dict[str, Link] = {}
    for link in links:
        if link.article not in best or _closer(link, best[link.article], dates):
            best[link.article] = link
    counts = [link for link in links if link.bond > Bond.LIKE or best[link.article] is link]
    groups = together(dates, counts)
    return [sorted(group, key=lambda id_: turn(dates[id_], id_)) for group in groups]


def _closer(one: Link, other: Link, dates: Mapping[str, datetime]) -> bool:
    """Tell whether an article is more alike in one link than in the other, or as much with the older of both."""
    return (-one.likeness, *turn(dates[one.other], one.other)) < (
        -other.likeness,
        *turn(dates[other.other], other.other),
    )


def together(ids: Iterable[str], links: Iterable[Link]) -> list[Sequence[str]]:
    """Return which of some ids hang together by links."""
    groups = {id_: [id_] for id_ in ids}
    for link in links:
        small, large = sorted((groups[link.article], groups[link.other]), key=len)
        if small is not large:
            large += small
            groups |= dict.fromkeys(small, large)
    return list({id(group): group for group in groups.values()}.values())
