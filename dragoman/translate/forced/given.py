"""A translation forced through a network, to be asked about: what was expected instead, and what was looked at."""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from dragoman.translate.alignment import Vector
from dragoman.translate.forced.model_file import Floats
from dragoman.translate.forced.student import END, Memory, Pass, Student
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Span

LONGEST_WORD = 8
"""Pieces of a word that a network may propose."""
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("–—―−", "-") | {"…": "."}
)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely each piece of a translation was, given its source and the pieces before it.

    `places` are the pieces' spans in the target; the last, of no length, is the sentence's end. `given` are the
    natural logarithms of the pieces' probabilities among all that the engine chooses from, `best` those of the
    likeliest piece at each place: best - given is 0 where the model would have said the same.
    """

    places: tuple[Span, ...]
    given: Vector
    best: Vector


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as a model reads it; places are in order, and a piece's place takes in the space before."""

    text: str
    numbers: list[int]
    places: list[Span]

    def within(self, span: Span) -> list[int]:
        """Return the indices of the pieces that share a letter with a span."""
        start, end = span
        first = bisect_right(self.places, start, key=itemgetter(1))
        behind = bisect_left(self.places, end, lo=first, key=itemgetter(0))
        return [n for n in range(first, behind) if self._between(self.places[n], span).strip()]

    def _between(self, place: Span, span: Span) -> str:
        return self.text[max(place[0], span[0]) : min(place[1], span[1])]


def read(text: str, vocabulary: Vocabulary) -> Pieces:
    """Return the pieces of a text; what the model can't read is written in letters that it can, each for one."""
    readable = "".join(c if vocabulary.knows(c) else _likest(c) for c in text)
    return Pieces(readable, *vocabulary.pieces(readable))


def _likest(character: str) -> str:
    return unicodedata.normalize("NFD", character.translate(_ALIKE))[0]


def log_likelihood(network: Student, made: Pass, numbers: Sequence[int], candidates: NDArray[np.int64]) -> Vector:
    """Return the log-probabilities of a translation's pieces and its end among candidates that hold them all."""
    table = network.log_probabilities(made.states, candidates)
    given = table[np.arange(len(numbers) + 1), np.searchsorted(candidates, [*numbers, END])]
    return given.astype(np.float64)


@dataclass(frozen=True)
class Given:
    """One translation that a network was made to say; threads may share it.

    `listed` are the pieces that the engine chooses among for this source, in order.
    """

    network: Student
    vocabulary: Vocabulary
    source: Pieces
    target: Pieces
    listed: NDArray[np.int64]

    @cached_property
    def _memory(self) -> Memory:
        return self.network.encode([self.source.numbers])

    @cached_property
    def forced(self) -> Pass:
        """The network's states and what it looked at."""
        (made,) = self.network.decode(self._memory, [self.target.numbers])
        return made

    @cached_property
    def _candidates(self) -> NDArray[np.int64]:
        return np.union1d(self.listed, [*self.target.numbers, END])

    @cached_property
    def _table(self) -> Floats:
        return self.network.log_probabilities(self.forced.states, self._candidates)

    @cached_property
    def likelihood(self) -> Likelihood:
        """How likely the translation is, piece by piece."""
        numbers = [*self.target.numbers, END]
        given = self._table[np.arange(len(numbers)), np.searchsorted(self._candidates, numbers)]
        places = (*self.target.places, (len(self.target.text), len(self.target.text)))
        return Likelihood(places, given.astype(np.float64), self._table.max(axis=1).astype(np.float64))

    @cached_property
    def _gaps(self) -> Vector:
        return self.likelihood.best - self.likelihood.given

    # --- What was expected ---------------------------------------------------------------------------------------

    def gap(self, span: Span) -> float:
        """Return how much likelier, in nats, another piece was at the least expected place of a span."""
        return max((float(self._gaps[n]) for n in self.target.within(span)), default=0.0)

    def surprise(self, span: Span) -> float:
        """Return how unlikely the text of a span is, in nats."""
        return float(-self.likelihood.given[self.target.within(span)].sum())

    def unlisted(self, span: Span) -> float:
        """Return the share, 0 to 1, of a span's pieces that the engine would not have chosen among."""
        within = self.target.within(span)
        known = np.isin([self.target.numbers[n] for n in within], self.listed)
        return float(1 - known.mean()) if within else 0.0

    def instead(self, span: Span, other: str) -> tuple[float, float]:
        """Compare another word with that of a span, in nats, by the first piece where the two part.

        Return how much likelier it is than the given word, and how much less likely than the likeliest of all.
        """
        within = self.target.within(span)
        if within:
            start, end = self.target.places[within[0]][0], self.target.places[within[-1]][1]
            changed = self.target.text[start : span[0]] + other + self.target.text[span[1] : end]
            new = self.vocabulary.encode(changed.strip())
            for place, piece in zip(within, new, strict=False):
                if piece != self.target.numbers[place]:
                    pieces = np.array([piece, self.target.numbers[place]])
                    scores = self.network.scores(self.forced.states[place : place + 1], pieces)[0]
                    margin = float(scores[0] - scores[1])
                    return margin, float(self._gaps[place]) - margin
        return -math.inf, math.inf

    def proposals(self, span: Span, count: int) -> Iterator[str]:
        """Yield what the network would rather say than the word of a span, likeliest first."""
        within = self.target.within(span)
        if not within:
            return
        place = within[int(self._gaps[within].argmax())]
        likeliest = self._candidates[np.argsort(-self._table[place])[: count + 1]].tolist()
        begun = self.target.numbers[within[0] : place]
        for piece in [piece for piece in likeliest if piece not in (self.target.numbers[place], END)][:count]:
            yield self.vocabulary.text([*begun, *self._word(place, piece)])

    def _word(self, place: int, first: int) -> list[int]:
        """Return the pieces of a word that begins with a piece at a place, as the network would end it."""
        before, word = self.target.numbers[:place], [first]
        while len(word) < LONGEST_WORD:
            (made,) = self.network.decode(self._memory, [[*before, *word]])
            scores = self.network.scores(made.states[-1:], self._candidates)[0]
            piece = int(self._candidates[scores.argmax()])
            if piece == END or self.vocabulary.begins_word(piece):
                break
            word.append(piece)
        return word

    def gains(self, others: Sequence[str]) -> list[float]:
        """Return how much likelier, in nats, other translations of the source are than the given one."""
        numbers = [self.target.numbers, *(read(other, self.vocabulary).numbers for other in others)]
        candidates = np.union1d(self.listed, [END, *(piece for each in numbers for piece in each)])
        made = self.network.decode(self._memory, numbers)
        own, *totals = [
            float(log_likelihood(self.network, one, each, candidates).sum())
            for one, each in zip(made, numbers, strict=True)
        ]
        return [total - own for total in totals]

    # --- What was looked at --------------------------------------------------------------------------------------

    def looked(self, span: Span) -> float:
        """Return how much of the translation stands for a span of the source, in pieces."""
        return float(self.forced.attention[:-1, self.source.within(span)].sum())
