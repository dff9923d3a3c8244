"""Let the first number of a range or list share what only the last says: 5 to 10%, 2 e 3 milhões, from 3 to 5 p.m."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.verify.lexicon import Reading
from dragoman.verify.numerals import clock
from dragoman.verify.quantity import Percent, Quantity, Strength, decimals

_BETWEEN = re.compile(
    r"\s?(?:[-–—/,]|to|a|e|and|or|ou|até|and the|a as|às|e as|e os|till|until|by|x|×)?\s?"
    r"(?:R\$|US\$|[$£€¥])?\s?"
)

_HUNDREDS = re.compile(r"[a-z]+ hundred", re.IGNORECASE)
_TEN = 10


def shared(found: Sequence[Quantity], text: str) -> list[Quantity]:
    """Let the first of a range or list share the scale, percent sign and half of day of the next."""
    found = list(found)
    for n in range(len(found) - 2, -1, -1):
        this, after = found[n], found[n + 1]
        if this.strength is Strength.LOOSE or not _BETWEEN.fullmatch(text, this.end, after.start):
            continue
        readings, percent = this.readings, this.percent
        if after.scale > 1 and this.scale == 1:
            readings |= {value * after.scale for value in decimals(readings)}
        elif _HUNDREDS.fullmatch(text, after.start, after.end) and (few := decimals(readings)) and max(few) < _TEN:
            readings = frozenset(value * 100 for value in few)
        if after.half and not this.half:
            readings |= _halved(readings, after.half)
        if after.percent and not percent:
            percent = Percent.MAYBE
        found[n] = this._replace(readings=readings, percent=percent, scale=max(this.scale, after.scale))
    return found


def _halved(readings: frozenset[Reading], half: str) -> frozenset[Reading]:
    """Read hours as clock times of the given half or of either."""
    hours = [int(value) for value in decimals(readings) if value == int(value) and 0 < value <= 12]
    return frozenset().union(*(clock(hour, 0, part) for hour in hours for part in {half, "am", "pm"}))
