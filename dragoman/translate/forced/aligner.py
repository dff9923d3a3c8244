"""The forced aligner of a pair: three witnesses of what stands for what, and the likelihood of a translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.translate.alignment import MAX_WORDS, Alignment, lexical, mean, words
from dragoman.translate.engines.embedded import ModelFiles
from dragoman.translate.forced.direction import Direction, direction
from dragoman.translate.forced.given import Given, Likelihood
from dragoman.types import Pair

_SLIGHT = 1e-3
"""Added to the sums of the turned view: a target word that no source word looks at gets next to none."""


class Forced:
    """Align sentences with their translations, and tell how likely these are; threads may share it.

    It works on any translation, whoever made it. A direction without a model, or whose files can't be read or don't do
    what they must, is left out, and a warning logged; with neither direction, words are aligned by spelling and place.
    """

    def __init__(self, models: Mapping[Pair, ModelFiles], pair: Pair) -> None:
        self._forward = direction(models[pair]) if pair in models else None
        self._back = direction(models[pair.reversed]) if pair.reversed in models else None

    def align(self, source: str, target: str) -> Alignment:
        """Return what all views say together, with the words that stand once on both sides tied to their like."""
        return mean(list(self.views(source, target))).anchored()

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        """Yield the view of the shortlists, then of the network, then of the opposite one; each made when asked for."""
        here, there = words(source, cuts)[:MAX_WORDS], words(target)[:MAX_WORDS]
        forward, back = self._forward, self._back
        yield lexical(here, there, forward.lexicon if forward else None, back.lexicon if back else None)
        if not here or not there:
            return
        seen = forward.attention(source, target, here, there) if forward else None
        if seen is not None:
            yield Alignment(here, there, seen)
        seen = back.attention(target, source, there, here) if back else None
        if seen is not None:
            turned = seen.T
            yield Alignment(here, there, turned / (turned.sum(axis=1, keepdims=True) + _SLIGHT))

    def likelihood(self, source: str, target: str) -> Likelihood | None:
        """Return how likely the translation is, piece by piece; None where no network can be run on it."""
        given = self.target(source, target)
        return given.likelihood if given else None

    def target(self, source: str, target: str) -> Given | None:
        """Return the target as the network sees it, given the source; None where it can't be run on the sentence."""
        return _judging(self._forward, source, target)

    def source(self, source: str, target: str) -> Given | None:
        """Return the source as the opposite network sees it, given the target; None where it can't be run."""
        return _judging(self._back, target, source)

    def support(self, source: str, targets: Sequence[str]) -> list[list[float]]:
        """Return the log-probabilities of the source's pieces given each of some targets, by the opposite network."""
        return self._back.totals(targets, source) if self._back else []


def _judging(direction: Direction | None, source: str, target: str) -> Given | None:
    """Return a forced translation where the engine's choice is known as well: without it, nothing can be compared."""
    given = direction.given(source, target) if direction else None
    return given if given and given.listed.size else None
