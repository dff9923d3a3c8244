"""Which story an article joins: on line, by what stands in a moving window, one decision an article.

A story's vector is the sum of its members' signatures. An article joins the story it is most alike, or opens one; where
that makes two stories alike, the younger goes into the older. Articles of a poll are taken in the order of `turn`, so
that the order in which they came in does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dragoman.types import Signature

WINDOW = timedelta(days=4)
"""How long after its last article a story takes another."""
ALIKE = 0.34
"""Likeness from which an article joins a story, and how much more it takes where only names and numbers are known."""
NAMES_ALIKE = 0.5
MERGED = 0.5
"""Likeness from which two stories are one."""
LEAST = 2
"""Terms that an article and a story must share at least."""
INDEXED = 14
"""Terms of a story by which it is found."""
KEPT = 60
"""Terms of a story that are kept."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story as far as joining goes: its vector, and which of its terms are the same in every language."""

    id: str
    opened: datetime
    terms: Mapping[str, float]
    neutral: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """The story that an article joins, None for a new one, and those that go into it."""

    story: Story | None
    merged: tuple[Story, ...] = ()


def turn(dated: datetime, id_: str) -> tuple[datetime, str]:
    """Return what orders the articles of a poll."""
    return dated, id_


def indexed(terms: Mapping[str, float]) -> list[str]:
    """Return the terms under which a vector is kept in an index, and looked for."""
    return [term for term, _ in _heaviest(terms, INDEXED)]


def joined(signature: Signature, candidates: Sequence[Story]) -> Joined:
    """Decide which of the stories of a window an article joins, and which of them it makes one."""
    scored = sorted(((likeness(signature, story), story) for story in candidates), key=_best)
    alike = [story for score, story in scored if score >= (NAMES_ALIKE if _only_names(signature) else ALIKE)]
    if not alike or signature.roundup:
        return Joined(alike[0] if alike else None)
    best, others = alike[0], [story for _, story in scored if story is not alike[0]]
    whole = total([best.terms, signature.terms])
    same = [story for story in others if cosine(whole, story.terms) >= MERGED]
    oldest = min((best, *same), key=lambda story: (story.opened, story.id))
    return Joined(oldest, tuple(story for story in (best, *same) if story is not oldest))


def _best(scored: tuple[float, Story]) -> tuple[float, datetime, str]:
    score, story = scored
    return -score, story.opened, story.id


def likeness(signature: Signature, story: Story) -> float:
    """Return how alike an article and a story are, from 0 to 1; by names and numbers alone where that is all."""
    terms = story.terms
    if _only_names(signature):
        terms = {term: weight for term, weight in terms.items() if term in story.neutral}
    if len(signature.terms.keys() & terms.keys()) < LEAST:
        return 0.0
    return cosine(signature.terms, terms)


def _only_names(signature: Signature) -> bool:
    return len(signature.neutral) == len(signature.terms)


def total(vectors: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the sum of vectors, as far as a story keeps it."""
    found: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            found[term] = found.get(term, 0.0) + weight
    return dict(_heaviest(found, KEPT))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors."""
    short, long = sorted((one, other), key=len)
    product = sum(weight * long[term] for term, weight in short.items() if term in long)
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / lengths if lengths else 0.0


def _heaviest(terms: Mapping[str, float], count: int) -> list[tuple[str, float]]:
    return sorted(((term, round(weight, 4)) for term, weight in terms.items()), key=lambda one: (-one[1], one[0]))[
        :count
    ]
