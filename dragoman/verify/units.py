"""Check that a measure keeps its unit, or is converted rightly: 10 miles, 16 km; 20 °C, 68 °F."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.matching import match_quantities
from dragoman.verify.quantity import Quantity
from dragoman.verify.tables import rows

NAME = "units"
_ROUNDED = Decimal("0.001")
"""How far two ways to write one unit may differ, as a share of it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, how much of its first unit it is, and where its scale starts (heat)."""

    dimension: str
    factor: Decimal
    zero: Decimal = Decimal(0)


_COLUMNS = ("en", "pt")
_TIME = "time"
"""What ages go without: a man aged 54."""
_SPOKEN = {"ano", "anos", "hora", "horas", "year", "years", "hour", "hours"}
"""What a bare number may mean: aged 54, at 10 o'clock."""
_DIGITS = re.compile(r"\d+")
"""What a quantity begins with that took its unit for a part of it: 24 hours. In R$ 5 mi that is no unit."""
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
    """Return what finds a unit, its square or cube, and how much of it goes by in a second or an hour."""
    names = "|".join(sorted(map(re.escape, _table(language)), key=len, reverse=True))
    return re.compile(
        rf"[\s-]?(?:de\s)?(?:(?:(?P<square>sq(?:uare)?)|(?P<cube>cu(?:bic)?))\.?[\s-]?)?(?P<name>{names})"
        r"(?:(?P<squared>[2²]|\squadrad[oa]s?)|(?P<cubed>[3³]|\scúbic[oa]s?))?(?!\w)"
        r"(?:(?:\s?/\s?|\s(?:per|por|an?|à)\s)(?:(?P<hour>h(?:r|our|ora)?)|(?P<second>s(?:ec|econd|egundo)?))(?!\w))?"
    )


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail where a number that stayed the same got another unit of what it measures; warn where it lost its unit."""
    here, there = pair.languages
    for mine, its in match_quantities(source, target, pair).pairs:
        was, now = unit(source, mine, here), unit(target, its, there)
        if was and now and rescaled(was[1], now[1]) and not (_half(mine, source) or _half(its, target)):
            spans = (mine.start, mine.end + len(was[0])), (its.start, its.end + len(now[0]))
            yield Finding(NAME, Severity.FAIL, f"“{was[0].strip()}” became “{now[0].strip()}”.", *spans)
        elif now and not was and _new(now, source, here):
            spans = (mine.start, mine.end), (its.start, its.end + len(now[0]))
            yield Finding(NAME, Severity.WARN, f"“{now[0].strip(' -')}” is not in the original.", *spans)
        elif was and not now and _plain(was) and there in _COLUMNS:
            spans = (mine.start, mine.end + len(was[0])), (its.start, its.end)
            if instead := _instead(was[1], source, target, pair):
                yield Finding(NAME, Severity.FAIL, f"“{was[0].strip(' -')}” became “{instead}”.", *spans)
            elif not _named(target, there):
                yield Finding(NAME, Severity.WARN, f"“{was[0].strip(' -')}” is missing.", *spans)


def _instead(lost: Unit, source: str, target: str, pair: Pair) -> str:
    """Return what a target names, away from its number, in the place of a unit: alguns quilos 800, some 800 pounds."""
    here, there = pair.languages
    own = set(_named(source, here).values())
    strange = (
        word
        for word, meant in _named(target, there).items()
        if rescaled(lost, meant) and all(rescaled(meant, each) for each in own if each.dimension == meant.dimension)
    )
    return next(strange, "")


def _plain(found: tuple[str, Unit]) -> bool:
    """Tell whether a unit is one word right behind its number: of others the signs are too many."""
    return found[0].strip(" -").isalpha() and found[1].dimension != _TIME


def _new(found: tuple[str, Unit], source: str, language: str) -> bool:
    """Tell whether a measure of time is one that a number without a unit doesn't mean."""
    return found[1].dimension == _TIME and found[0].strip(" -") not in _SPOKEN and not _named(source, language)


@lru_cache(maxsize=16)
def _named(text: str, language: str) -> Mapping[str, Unit]:
    """Return the units that a text names anywhere, by their names or signs, in order."""
    known = _table(language)
    return {word: known[word] for word in _LETTERS.findall(text) if word in known}


def unit(text: str, quantity: Quantity, language: str) -> tuple[str, Unit] | None:
    """Return the unit that stands behind a quantity, as written and as meant."""
    if found := _unit(text, quantity.end, language):
        return found
    digits = _DIGITS.match(text, quantity.start)
    found = _unit(text, digits.end(), language) if digits else None
    return found if found and found[1].dimension == _TIME else None


@lru_cache(maxsize=256)
def _unit(text: str, at: int, language: str) -> tuple[str, Unit] | None:
    found = _pattern(language).match(text, at)
    return (found[0], _meant(_table(language)[found["name"]], found)) if found else None


def units_in(text: str, language: str) -> list[Unit]:
    """Return the units that a text names, with a number or without."""
    found = _pattern(language).finditer(text)
    return [_meant(_table(language)[m["name"]], m) for m in found if not text[: m.start("name")][-1:].isalpha()]


def _meant(base: Unit, found: re.Match[str]) -> Unit:
    """Return a unit with the power and the pace that stand beside it: square miles, metres per second."""
    power = 2 if found["square"] or found["squared"] else 3 if found["cube"] or found["cubed"] else 1
    pace = 3600 if found["hour"] else 1 if found["second"] else 0
    dimension = base.dimension + (f"^{power}" if power > 1 else "") + ("/time" if pace else "")
    return Unit(dimension, base.factor**power / (pace or 1), base.zero)


def rescaled(one: Unit, another: Unit) -> bool:
    """Tell whether two units measure the same in other steps; mph and miles in 3,600 seconds differ by rounding."""
    if one.dimension != another.dimension:
        return False
    return one.zero != another.zero or abs(one.factor - another.factor) > _ROUNDED * one.factor


def _half(quantity: Quantity, text: str) -> bool:
    """Tell whether a fraction stands there, which another unit may say: half a day, 12 hours."""
    return quantity.end < len(text) and not text[quantity.start].isdigit() and len(quantity.readings) != 1
