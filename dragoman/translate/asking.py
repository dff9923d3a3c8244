"""Align words where no model's files can be read: by spelling, by place, and by asking the engine for parts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from dragoman.errors import EngineError
from dragoman.translate.alignment import MAX_WORDS, Alignment, Matrix, Word, alike, anchors, positions, shares, words

Ask: TypeAlias = Callable[[str], str]
"""Translates a few words as the engine does that made the translation."""

LONGEST = 14
"""Words of a part that is asked for; a longer one is most of its sentence."""
REACH = 1.5
"""Words from the expected place at which a word is worth a third of one that stands there."""
PLACED = 0.15
"""Worth of a word in the expected place, beside 1 for one that is spelt alike."""
SAID = 3.0
"""Worth of a word that the engine says for a part."""
UNSAID = 0.02
"""What is left of the worth of others where the engine's words for a part are all found."""
SMALL = 0.2
"""Worth of function words and punctuation."""
BEGINNING = 0.55
"""Share of two words that must be their common beginning: they may be inflected."""


class Asking:
    """Align sentences with their translations by what both have in common, and by what the engine says of parts.

    Without an engine to ask, spelling and place must do.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        """Yield a view of the words alone that stand once on both sides, then one of all words."""
        cuts = list(cuts)
        here, there = words(source, cuts)[:MAX_WORDS], words(target)[:MAX_WORDS]
        if not here or not there:
            return
        yield Alignment(here, there, np.zeros((len(there), len(here)))).anchored()
        table = _likely(here, there)
        for start, end in pairwise(sorted({0, len(source), *cuts})):
            part = [n for n, word in enumerate(here) if start <= word.start < end]
            if part and len(source[start:end].split()) <= LONGEST:
                self._hear(source[start:end].strip(), part, there, table)
        yield Alignment(here, there, shares(table, axis=1))

    def _hear(self, text: str, part: list[int], there: Sequence[Word], table: Matrix) -> None:
        """Write into a table what the engine says for a part of its source words."""
        said = words(self._said(text))
        if not said:
            return
        alike = np.array([[_same(word.folded, other.folded) for other in said] for word in there])
        worth = np.where([word.content for word in said], 1.0, SMALL)
        found = alike.max(axis=0) @ worth / worth.sum()
        middle = (np.mean(part) + 0.5) / table.shape[1]
        near = np.exp(-REACH * np.abs(positions(len(there)) - middle))
        table[:, part] *= 1 - found + UNSAID
        table[:, part] += (SAID * alike.max(axis=1) * near)[:, None] / len(part)

    def _said(self, text: str) -> str:
        try:
            return self._ask(text) if self._ask else ""
        except EngineError:
            return ""


def _likely(here: Sequence[Word], there: Sequence[Word]) -> Matrix:
    """Return how likely words stand for each other by spelling and place, [target words, source words]."""
    far = np.abs(positions(len(there))[:, None] - positions(len(here))[None, :])
    table = (alike(here, there) * np.exp(-REACH * far) + PLACED * _placed(here, there)) ** 2
    both: Matrix = np.sqrt(shares(table, axis=0) * shares(table, axis=1))
    return both


def _placed(here: Sequence[Word], there: Sequence[Word]) -> Matrix:
    """Return how near words stand to where they are expected: between those that stand once on both sides."""
    chain = [(-0.5, -0.5), *_rising(sorted(anchors(here, there).items())), (len(there) - 0.5, len(here) - 0.5)]
    known = np.array(chain, np.float64)
    expected = np.interp(np.arange(len(there)), known[:, 0], known[:, 1])
    near: Matrix = np.exp(-np.abs(np.arange(len(here))[None, :] - expected[:, None]) / REACH)
    return near * _matching(here, there, lambda word: word.content, SMALL) * _matching(here, there, _spoken, 0.0)


def _spoken(word: Word) -> bool:
    return word.folded[:1].isalnum()


def _matching(here: Sequence[Word], there: Sequence[Word], kind: Callable[[Word], bool], other: float) -> Matrix:
    """Return 1 where two words are of one kind, else `other`."""
    one, two = np.array([kind(word) for word in there]), np.array([kind(word) for word in here])
    return np.where(one[:, None] == two[None, :], 1.0, other)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs that rise on both sides; they come by the first."""
    chains: list[list[tuple[int, int]]] = []
    for pair in pairs:
        before = [chain for chain in chains if chain[-1][1] < pair[1]]
        chains.append([*max(before, key=len, default=[]), pair])
    return max(chains, key=len, default=[])


def _same(one: str, other: str) -> float:
    """Score two words by their common beginning."""
    if one == other:
        return 1.0
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    share = 2 * common / (len(one) + len(other))
    return share if min(len(one), len(other)) >= 4 and share > BEGINNING else 0.0
