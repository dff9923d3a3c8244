"""Read one numeral as a language writes it: 5,667 is five thousand in English and five and a bit in Portuguese."""

from __future__ import annotations

import re
from decimal import Decimal

from dragoman.verify.lexicon import Lexicon, Reading

_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f\u2009 ]")
_SPACES = "\u00a0\u202f\u2009 "
_LONGEST = 40
"""Digits beyond which a numeral is an identifier, compared as written."""


def read_numeral(text: str, lex: Lexicon) -> frozenset[Reading]:
    """Return the values that a numeral may have; none where it is several numbers in a row (a date, a list)."""
    groups, signs = _SEPARATOR.split(text), _SEPARATOR.findall(text)
    if len(text) > _LONGEST:
        return frozenset({("id", "".join(groups))})
    if not signs:
        return _bare(groups[0])
    if len(set(signs)) == 1:
        return _alike(groups, signs, lex)
    if len(set(signs[:-1])) == 1 and signs[-1] in ".," and signs[-1] != signs[0] and _grouped(groups[:-1]):
        return frozenset({Decimal("".join(groups[:-1]) + "." + groups[-1])})
    return frozenset()


def numeral_parts(text: str) -> list[tuple[int, str]]:
    """Return the digit groups of a numeral with their offsets."""
    return [(match.start(), match[0]) for match in re.finditer(r"\d+", text)]


def digits_value(digits: str) -> Reading:
    """Return the value of a run of digits; one too long to be a number stays as written."""
    return Decimal(digits) if len(digits) <= _LONGEST else ("id", digits)


def clock(hour: int, minute: int, half: str = "", *, twelve: bool = False) -> frozenset[Reading]:
    """Return the minutes of the day that a clock time may mean; `half` is am, pm or empty.

    With `twelve` a time that does not say its half may be in either.
    """
    if hour > 24 or minute > 59:
        return frozenset()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        return frozenset({("t", hour * 60 + minute)})
    minutes = hour * 60 + minute
    either = {minutes % 1440} | ({minutes + 720} if twelve and hour < 12 else set())
    return frozenset(("t", value) for value in either | ({0} if twelve and minutes == 720 else set()))


def _bare(digits: str) -> frozenset[Reading]:
    value = Decimal(digits)
    if len(digits) == 4 and digits[0] == "0":
        return frozenset({value}) | clock(int(digits[:2]), int(digits[2:]))
    return frozenset({value})


def _alike(groups: list[str], signs: list[str], lex: Lexicon) -> frozenset[Reading]:
    """Read a numeral with one kind of separator."""
    sign, single = signs[0], len(signs) == 1
    whole, fraction = Decimal("".join(groups)), sign in ".,"
    if sign in _SPACES or sign in "'’":
        return frozenset({whole}) if _grouped(groups) else frozenset()
    decimal = Decimal(groups[0] + "." + groups[1]) if single and fraction else None
    readings: set[Reading] = set()
    if _grouped(groups) and (sign in lex.group or not single):
        readings.add(whole)
    if decimal is not None and (sign in lex.decimal or not _grouped(groups)):
        readings.add(decimal)
        readings |= _dotted_clock(groups)
    return frozenset(readings)


def _grouped(groups: list[str]) -> bool:
    """Tell whether digit groups stand as thousands do: 1,234,567, or the Indian 12,34,567."""
    first, *rest = groups
    if not rest or first[0] == "0" or len(first) > 3 or len(rest[-1]) != 3:
        return not rest
    return all(len(group) == 3 for group in rest) or (len(first) < 3 and all(len(group) == 2 for group in rest[:-1]))


def _dotted_clock(groups: list[str]) -> frozenset[Reading]:
    hour, minute = groups
    if len(hour) <= 2 and len(minute) == 2:
        return clock(int(hour), int(minute), twelve=True)
    return frozenset()
