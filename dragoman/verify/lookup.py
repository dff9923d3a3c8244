"""Ask of a word once what is asked of it in every text: whether a list has it, whether it is one at all."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 1 << 16
"""Words whose answer is kept, at most."""


class Lookup:
    """The words that have a property, found among those of a text at the cost of a comparison of sets."""

    def __init__(self, has: Callable[[str], bool]) -> None:
        self._has = has
        self._asked: tuple[set[str], set[str]] = set(), set()
        """The words that were asked about, and those of them that have the property."""

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """Return those of some words that have the property."""
        # Both sets are taken at once, and put aside when they are full, never emptied: another thread may ask by them.
        seen, found = self._asked
        if not words <= seen:
            if len(seen) > _MOST:
                self._asked = seen, found = set(), set()
            new = words - seen
            found |= set(filter(self._has, new))
            seen |= new
        return words & found
