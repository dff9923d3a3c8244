"""Align words through a third language: what stands for what on the first leg, and for that on the second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dragoman.errors import EngineError
from dragoman.translate.alignment import Aligner, Alignment, mean, shares


class Composed:
    """Align sentences with their translations by way of `middle`, which gives what a sentence is on the way."""

    def __init__(self, first: Aligner, second: Aligner, middle: Callable[[str], str]) -> None:
        self._first, self._second, self._middle = first, second, middle

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        """Yield one view: what all views of both legs say together; none where the first leg fails."""
        try:
            middle = self._middle(source)
        except EngineError:
            return
        there = list(self._first.views(source, middle, cuts))
        back = list(self._second.views(middle, target))
        if there and back:
            one, other = mean(there).anchored(), mean(back).anchored()
            if one.target and other.source:
                yield Alignment(one.source, other.target, shares(other.shares @ one.shares, axis=1))
