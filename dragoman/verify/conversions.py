"""Measures that stand in another unit on the other side: 10 miles, 16 km; 2 to 4 inches, 5 a 10 cm, 6-foot-6.

A unit may also stand beside its number in another one: 10 miles (16 km).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dragoman.types import Pair
from dragoman.verify.matching import Matched
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Quantity, Strength, decimals
from dragoman.verify.units import Unit, rescaled, unit, units_in

_NEARLY = Decimal("0.06")
"""How far a converted measure may be rounded, as a share of it."""
_EXACTLY, _CENTIMETRE = Decimal("0.005"), Decimal("0.01")
"""How far what is told in feet and inches may be rounded."""
_TO = re.compile(r"\s?(?:-|–|to|a|and|e|or|ou|by|por|x|×)\s?(?=\d)")
"""What stands between two numbers that share the unit of the second."""
_INCHES = re.compile(
    r"(?:-foot-|\s?ft\.?\s?)(\d\d?)(?:\s?in\b|\b(?![.,]\d|\s?[a-z%]))|-foot-(\d\d?)\b|[\s-](?:foot|feet)[\s-](\d\d?)[\s-]inch"
)
"""What stands behind the feet of 6-foot-6, 6ft 6in, 6 feet 6 inches."""
_FOOT, _INCH = Decimal("0.3048"), Decimal("0.0254")
_BESIDE = re.compile(r"[(\[/]|\b(?:or|ou)\b")
"""What stands between a measure and the same in another unit."""
_MINUTE, _DAY = Unit("time", Decimal(60)), Unit("time", Decimal(86400))
_WEEKS = {Decimal(15): Decimal(14), Decimal(8): Decimal(7)}
"""Days that Portuguese counts in a fortnight and in a week, with those that there are."""
_SOME = re.compile(r"\s(?:an?|of an?|de)(?=\s)")
"""What stands between half and a mile."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """A quantity with what it may measure, and the number of inches that is a part of it."""

    quantity: Quantity
    meant: Unit
    values: tuple[Decimal, ...]
    inches: int = -1


def unconverted(source: str, target: str, matched: Matched, pair: Pair) -> tuple[list[Quantity], list[Quantity]]:
    """Return what was lost and what came, but for measures that stand in another unit."""
    here, there = pair.languages
    lost, added = list(matched.lost), list(matched.added)
    if not lost and not added:
        return lost, added
    mine = [*_measures(source, [*lost, *_spoken(source, here)], here)]
    its = [*_measures(target, [*added, *_spoken(target, there)], there)]
    for one in mine:
        other_one = next((measure for measure in its if _alike(one, measure)), None)
        if other_one is None:
            continue
        its.remove(other_one)
        lost = [q for q in lost if q is not one.quantity and q.start != one.inches]
        added = [q for q in added if q is not other_one.quantity and q.start != other_one.inches]
    ours, theirs = units_in(source, here), units_in(target, there)
    return _single(source, lost, here, theirs), _single(target, added, there, ours)


def _single(text: str, left: list[Quantity], language: str, elsewhere: Sequence[Unit]) -> list[Quantity]:
    """Drop what says a measure again in a unit that the other side does not have at all: 645 miles (1,040 km)."""
    if not left or not _BESIDE.search(text):
        return left
    answered = [q for q in quantities(text, language) if q not in left and q.strength is not Strength.LOOSE]
    known = list(_measures(text, answered, language))
    return [
        quantity
        for quantity in left
        if not any(
            _alike(one, another)
            and _BESIDE.search(text, *sorted((quantity.start, another.quantity.start)))
            and any(each.dimension == one.meant.dimension for each in elsewhere)
            and all(each.dimension != one.meant.dimension or rescaled(each, one.meant) for each in elsewhere)
            for one in _measures(text, [quantity], language)
            for another in known
        )
    ]


def _spoken(text: str, language: str) -> list[Quantity]:
    """Return the words that stand for a number beside a unit: a mile, half an inch."""
    return [quantity for quantity in quantities(text, language) if quantity.strength is Strength.LOOSE]


def _measures(text: str, found: Sequence[Quantity], language: str) -> Iterator[_Measure]:
    for quantity in found:
        if inches := _INCHES.match(text, quantity.end):
            at = inches.lastindex or 0
            length = tuple(value * _FOOT + int(inches[at]) * _INCH for value in decimals(quantity.readings))
            yield _Measure(quantity, Unit("length", _FOOT), length, inches.start(at))
        elif minutes := [Decimal(r[1]) for r in quantity.readings if isinstance(r, tuple) and r[0] == "t"]:
            yield _Measure(quantity, _MINUTE, tuple(value * _MINUTE.factor for value in minutes))
        elif meant := _unit(text, quantity, language):
            told = set(decimals(quantity.readings))
            if language == "pt" and meant == _DAY:
                told |= {_WEEKS[value] for value in told & _WEEKS.keys()}
            yield _Measure(quantity, meant, tuple((value - meant.zero) * meant.factor for value in told))


def _unit(text: str, quantity: Quantity, language: str) -> Unit | None:
    """Return the unit of a quantity, or that of the next number in a range, or behind half a."""
    found = unit(text, quantity, language)
    between = _TO.match(text, quantity.end)
    if not found and between:
        after = next((q for q in quantities(text, language) if q.start == between.end()), None)
        found = unit(text, after, language) if after else None
    elif not found and (some := _SOME.match(text, quantity.end)):
        found = unit(text, quantity._replace(end=some.end()), language)
    return found[1] if found else None


def _alike(one: _Measure, another: _Measure) -> bool:
    """Tell whether two measures are one in two units, as nearly as people round."""
    if not rescaled(one.meant, another.meant):
        return False
    told = max(one.inches, another.inches) >= 0
    nearly, step = (_EXACTLY, _CENTIMETRE) if told else (_NEARLY, min(_step(one), _step(another)))
    return any(abs(a - b) <= max(nearly * max(abs(a), abs(b)), step) for a in one.values for b in another.values)


def _step(measure: _Measure) -> Decimal:
    """Return how far a whole number may stand from what it rounds."""
    whole = measure.inches < 0 and any(value == int(value) for value in decimals(measure.quantity.readings))
    return measure.meant.factor / 2 if whole else Decimal(0)
