"""A number of a text and the values it may have."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from dragoman.verify.lexicon import Reading
from dragoman.verify.numerals import digits_value, numeral_parts

_MONTHS = 12


class Strength(IntEnum):
    """How sure it is that a quantity is one: a loose word may only stand in for a number of the other side."""

    LOOSE = 0
    SOFT = 1
    STRICT = 2


class Percent(IntEnum):
    """Whether a percent sign belongs to a quantity; in `5 to 10%` it may to the first."""

    NO = 0
    MAYBE = 1
    YES = 2


class Quantity(NamedTuple):
    """A number of a text, its possible readings, and the smaller numbers it may also be read as."""

    start: int
    end: int
    readings: frozenset[Reading]
    strength: Strength = Strength.STRICT
    percent: Percent = Percent.NO
    scale: int = 1
    half: str = ""
    parts: tuple[Quantity, ...] = ()


def decimals(readings: frozenset[Reading]) -> list[Decimal]:
    """Return the readings that are plain values."""
    return [value for value in readings if isinstance(value, Decimal)]


def decades(readings: frozenset[Reading]) -> frozenset[Reading]:
    """Return what else a number with a decade's s may mean: 1990 for 90s, 90 for 1990s, the 19th century for 1800s."""
    found: set[Reading] = set()
    for value in decimals(readings):
        if value % 10 == 0 and value < 100:
            found |= {1900 + value, 1800 + value}
        elif value % 10 == 0 and 1000 <= value < 2100:
            found |= {value % 100} if value % 100 else {value // 100 + 1}
    return frozenset(found)


def plus(readings: frozenset[Reading], more: Decimal) -> frozenset[Reading]:
    """Add to every value."""
    return frozenset(value + more for value in decimals(readings))


def date_part(piece: str, values: list[int]) -> frozenset[Reading]:
    """Read one number of a date or of a season: 3 in 18/3 is a month too, 16 in 2015/16 is 2016."""
    value = int(piece)
    readings: set[Reading] = {Decimal(value)}
    if 1 <= value <= _MONTHS:
        readings.add(("m", value))
    if len(piece) == 2 and (max(values) > 1900 or len(values) == 3):
        readings |= {Decimal(1900 + value), Decimal(2000 + value)}
    return frozenset(readings)


def digit_parts(text: str, offset: int) -> tuple[Quantity, ...]:
    """Return each run of digits of a text that starts at an offset as a quantity of its own."""
    pieces = numeral_parts(text)
    dated = len(pieces) == 3 and all(len(piece) <= 4 for _, piece in pieces)
    values = [int(piece) for _, piece in pieces] if dated else []
    return tuple(
        Quantity(
            offset + at,
            offset + at + len(piece),
            date_part(piece, values) if dated else frozenset({digits_value(piece)}),
        )
        for at, piece in pieces
    )
