"""Check that every number of the source stands in the target with the same value, and no other does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.conversions import unconverted
from dragoman.verify.lexicon import LEXICONS
from dragoman.verify.matching import Matched, match_quantities
from dragoman.verify.quantity import Percent, Quantity, Strength

NAME = "numbers"


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare digits, scales, number words, times, ranges and percent by value, each read by its own locale.

    A number that changed, came or went in digits fails; a number word alone that has no counterpart is a warning.
    Where the number words of a language are unknown, only digits that differ on both sides fail.
    """
    yield from _leftovers(source, target, pair)
    matched = match_quantities(source, target, pair)
    yield from _percents(matched)
    for lost in matched.rarer:
        message = f"The number “{source[lost.start : lost.end]}” stands less often than in the original."
        yield Finding(NAME, Severity.WARN, message, _span(lost), None)


def _leftovers(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    known = all(language in LEXICONS for language in pair.languages)
    left, come = unconverted(source, target, match_quantities(source, target, pair), pair)
    for lost, added in _changes(left, come):
        severity = _severity(lost, added, known=known)
        yield Finding(NAME, severity, _message(source, target, lost, added), _span(lost), _span(added))


def _changes(lost: Sequence[Quantity], added: Sequence[Quantity]) -> list[tuple[Quantity | None, Quantity | None]]:
    """Put what was lost beside what came instead: in order, digits with digits first."""
    left, rows = list(added), []
    for quantity in sorted(lost, key=lambda q: -q.strength):
        instead = min(left, key=lambda other: -other.strength, default=None)
        if instead:
            left.remove(instead)
        rows.append((quantity, instead))
    return [*rows, *((None, quantity) for quantity in left)]


def _severity(lost: Quantity | None, added: Quantity | None, *, known: bool) -> Severity:
    if lost and added:
        return Severity.FAIL
    only = lost or added
    strict = only is not None and only.strength is Strength.STRICT
    if not known:
        return Severity.WARN if strict else Severity.NOTE
    return Severity.FAIL if strict else Severity.WARN


def _message(source: str, target: str, lost: Quantity | None, added: Quantity | None) -> str:
    before = source[lost.start : lost.end] if lost else ""
    after = target[added.start : added.end] if added else ""
    if before and after:
        return f"“{before}” became “{after}”."
    if before:
        return f"The number “{before}” is missing."
    return f"The number “{after}” is not in the original."


def _span(quantity: Quantity | None) -> tuple[int, int] | None:
    return (quantity.start, quantity.end) if quantity else None


def _percents(matched: Matched) -> Iterator[Finding]:
    for here, there in matched.pairs:
        if {here.percent, there.percent} == {Percent.NO, Percent.YES} and Strength.LOOSE not in (
            here.strength,
            there.strength,
        ):
            what = "lost its percent sign" if here.percent else "got a percent sign"
            yield Finding(NAME, Severity.FAIL, f"A number {what}.", _span(here), _span(there))
