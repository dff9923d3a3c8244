"""Ask of a word once what is asked of it in every text: whether a list has it, whether it is one at all."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 1 << 16
"""Words whose answer is kept, at most."""


class Lookup:
    """The words that have a property, found among those of a text at the cost of a comparison of sets."""

    def __init__(self, has: Callable[[str], bool]) -> None:
        self._has = has
        self._seen: set[str] = set()
        self._found: set[str] = set()

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """Return those of some words that have the property."""
        if not words <= self._seen:
            self._learn(words)
        return words & self._found

    def _learn(self, words: frozenset[str]) -> None:
        if len(self._seen) > _MOST:
            self._seen.clear()
            self._found.clear()
        new = words - self._seen
        self._found |= set(filter(self._has, new))
        self._seen |= new
