"""Align a sentence with its translation through the text in between, where both legs of a pivot can be aligned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.translate.alignment import Aligner, Alignment, mean, shares


class Chained:
    """An aligner of a pivot: what a target word stands for in the text between, stands for that text's sources."""

    def __init__(self, first: Aligner, second: Aligner, between: str) -> None:
        self._first, self._second, self._between = first, second, between

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        """Yield the views of the second leg, each carried on to the source by all that the first leg's say."""
        near = mean(list(self._first.views(source, self._between, cuts))).anchored()
        for far in self._second.views(self._between, target):
            through = far.anchored().shares @ near.shares
            yield Alignment(near.source, far.target, shares(through, axis=1))
