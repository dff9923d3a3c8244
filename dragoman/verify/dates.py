"""Check that every month and weekday of the source is the same in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.calendar import CALENDARS, Day, days
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Quantity
from dragoman.verify.tokens import spoken

NAME = "dates"
_DAY_FIRST = frozenset({"pt", "es", "gl"})
_DAY_BEHIND = re.compile(
    r" de (?:[12]?\d|3[01])(?![\d%ºª]|[.,:]\d)(?= [^\W\d]| ?[.,;:)”»\"]|$)(?! (?:mil|milh|bilh|de))"
)


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare months and weekdays by meaning; one that changed, went or came fails.

    A month may stand as a number on the other side (18/3), and a name may stand as it is (Sunday Times).
    """
    here, there = pair.languages
    if here not in CALENDARS or there not in CALENDARS:
        return
    mine, its = spoken(source), spoken(target)
    before, after = days(mine, here), days(its, there)
    lost = _unanswered(mine, before, after, its, quantities(target, there))
    added = _unanswered(its, after, before, mine, quantities(source, here))
    yield from _turned(target, after, there)
    for kind in ("month", "weekday"):
        yield from _findings(source, target, [d for d in lost if d.kind == kind], [d for d in added if d.kind == kind])


def _turned(target: str, named: Sequence[Day], language: str) -> Iterator[Finding]:
    """Fail where a day stands behind its month, which no Romance language writes so: outubro de 15."""
    for day in named if language in _DAY_FIRST else ():
        if day.kind == "month" and (found := _DAY_BEHIND.match(target, day.end)):
            span = (day.start, found.end())
            yield Finding(NAME, Severity.FAIL, f"“{target[slice(*span)]}” is no date.", None, span)


def _unanswered(
    text: str, mine: Sequence[Day], others: Sequence[Day], other: str, numbers: Sequence[Quantity]
) -> list[Day]:
    """Return the sure days, each once, that the other side has neither by name, by number nor letter for letter."""
    known = {(day.kind, day.number) for day in others}
    known |= {("month", n) for quantity in numbers for part in (quantity, *quantity.parts) for n in _months(part)}
    left: dict[tuple[str, int], Day] = {}
    for day in mine:
        if not day.loose and (day.kind, day.number) not in known and text[day.start : day.end] not in other:
            left.setdefault((day.kind, day.number), day)
    return list(left.values())


def _months(quantity: Quantity) -> list[int]:
    return [int(r[1]) for r in quantity.readings if isinstance(r, tuple) and r[0] == "m"]


def _findings(source: str, target: str, lost: Sequence[Day], added: Sequence[Day]) -> Iterator[Finding]:
    for n in range(max(len(lost), len(added))):
        old, new = (lost[n] if n < len(lost) else None), (added[n] if n < len(added) else None)
        before = source[old.start : old.end] if old else ""
        after = target[new.start : new.end] if new else ""
        if before and after:
            message = f"“{before}” became “{after}”."
        else:
            message = f"“{before}” is missing." if before else f"“{after}” is not in the original."
        places = [(day.start, day.end) if day else None for day in (old, new)]
        yield Finding(NAME, Severity.FAIL, message, *places)
