"""What there is to know of how a language writes numbers: separators, number words, scales, what stands for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

Reading: TypeAlias = Decimal | tuple[str | int, ...]
"""One way to read a quantity: a value, or a tagged tuple for clock times, months and bare scales."""


@dataclass(frozen=True)
class Lexicon:
    """The numerals of one language; all words in lower case.

    `small` are the words below the first scale, `scales` those that multiply, `plurals` bare ones ("millions");
    `signs` are scales of one character that stand right behind the digits. `loose` words may stand for a number of
    the other side, but are never missed themselves; a loose ordinal counts only in a longer one (twenty-first).
    """

    decimal: str
    group: str
    joiner: str = ""
    small: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    glued: Mapping[str, int] = field(default_factory=dict)
    plurals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, int] = field(default_factory=dict)
    loose: Mapping[str, frozenset[Reading]] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    signs: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Return every word that a number in words may begin with."""
        tables = (self.small, self.scales, self.plurals, self.ordinals, self.halves, self.articles)
        joined = {word.partition("-")[0] for word in self.loose}
        return frozenset(self.loose).union(joined, *tables)

    eras: frozenset[str] = frozenset()


_D = Decimal
WHOLE, FIRST = ("%", 100), ("#", 1)
"""What all of a thing is as a share, and who leads as a number: 100 %, No. 1."""
HALF, THIRD, QUARTER = _D("0.5"), _D(1) / _D(3), _D("0.25")


def loosely(**entries: tuple[Reading | int, ...]) -> dict[str, frozenset[Reading]]:
    """Return words that may stand for numbers; an underscore in a word stands for a hyphen."""
    return {
        word.replace("_", "-"): frozenset(_D(v) if isinstance(v, int) else v for v in values)
        for word, values in entries.items()
    }


def each(words: str, values: tuple[int | Reading, ...]) -> dict[str, tuple[Reading | int, ...]]:
    """Return the same values for each of some words."""
    return dict.fromkeys(words.split(), values)


def counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Return the values of words that count on; a slash parts forms of one, a dash leaves one out."""
    return {word: start + step * n for n, group in enumerate(words.split()) for word in group.split("/") if word != "-"}


def months(names: str) -> dict[str, tuple[Reading | int, ...]]:
    """Return the months by their names."""
    return {name: (("m", n),) for n, group in enumerate(names.split(), 1) for name in group.split("/")}


MIDNIGHT: tuple[Reading | int, ...] = (0, 24, 12, ("t", 0))
NOON: tuple[Reading | int, ...] = (12, ("t", 720))
