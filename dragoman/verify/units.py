"""Check that a measure keeps its unit, or is converted rightly: 10 miles, 16 km; 20 °C, 68 °F."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.matching import match_quantities
from dragoman.verify.quantity import Quantity, decimals
from dragoman.verify.tables import rows
from dragoman.verify.tokens import plain

NAME = "units"
_NEARLY = Decimal("0.06")
"""How far a converted measure may be rounded, as a share of it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, how much of its first unit it is, and where its scale starts (heat)."""

    dimension: str
    factor: Decimal
    zero: Decimal = Decimal(0)


_COLUMNS = ("en", "pt")
_TIME = "time"
"""What ages go without: a man aged 54."""
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _table(language: str) -> Mapping[str, Unit]:
    """Return the units of a language by sign and name; the signs alone where its names are unknown."""
    found: dict[str, Unit] = {}
    for line in rows("units"):
        what, signs, *names = (cell.strip() for cell in line.split("|"))
        dimension, factor = what.split()
        factor, _, zero = factor.partition("@")
        own = names[_COLUMNS.index(language)].split(", ") if language in _COLUMNS else []
        meant = Unit(dimension, Decimal(factor), Decimal(zero or 0))
        found |= {name: meant for name in (*signs.split(", "), *own) if name}
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(map(re.escape, _table(language)), key=len, reverse=True)
    return re.compile(r"[\s-]?(?:de\s)?(" + "|".join(names) + r")(?!\w)")


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail where a number that stayed the same got another unit of what it measures; warn where it lost its unit."""
    here, there = pair.languages
    for mine, its in match_quantities(source, target, pair).pairs:
        was, now = unit(source, mine, here), unit(target, its, there)
        if was and now and was[1].dimension == now[1].dimension and was[1] != now[1] and not _half(mine, source):
            spans = (mine.start, mine.end + len(was[0])), (its.start, its.end + len(now[0]))
            yield Finding(NAME, Severity.FAIL, f"“{was[0].strip()}” became “{now[0].strip()}”.", *spans)
        elif was and not now and _plain(was) and there in _COLUMNS and not _named(target, there):
            spans = (mine.start, mine.end + len(was[0])), (its.start, its.end)
            yield Finding(NAME, Severity.WARN, f"“{was[0].strip(' -')}” is missing.", *spans)


def _plain(found: tuple[str, Unit]) -> bool:
    """Tell whether a unit is one word right behind its number: of others the signs are too many."""
    return found[0].strip(" -").isalpha() and found[1].dimension != _TIME


def _named(text: str, language: str) -> bool:
    """Tell whether a text names a unit anywhere, by its name or its sign."""
    return any(word in _table(language) for word in _LETTERS.findall(text))


def unit(text: str, quantity: Quantity, language: str) -> tuple[str, Unit] | None:
    """Return the unit that stands behind a quantity, as written and as meant."""
    return _unit(text, quantity.end, language)


@lru_cache(maxsize=256)
def _unit(text: str, at: int, language: str) -> tuple[str, Unit] | None:
    found = _pattern(language).match(plain(text), at)
    return (found[0], _table(language)[found[1]]) if found else None


def _half(quantity: Quantity, text: str) -> bool:
    """Tell whether a fraction stands there, which another unit may say: half a day, 12 hours."""
    return quantity.end < len(text) and not text[quantity.start].isdigit() and len(quantity.readings) != 1


def converted(one: tuple[str, Quantity, str], other: tuple[str, Quantity, str]) -> bool:
    """Tell whether two quantities, each with its text and language, are one measure in two units."""
    was, now = unit(one[0], one[1], one[2]), unit(other[0], other[1], other[2])
    if not was or not now or was[1].dimension != now[1].dimension or was[1] == now[1]:
        return False
    return any(
        abs(a - b) <= _NEARLY * max(abs(a), abs(b), Decimal(1))
        for a in _measures(one[1], was[1])
        for b in _measures(other[1], now[1])
    )


def _measures(quantity: Quantity, meant: Unit) -> list[Decimal]:
    return [(value - meant.zero) * meant.factor for value in decimals(quantity.readings)]
