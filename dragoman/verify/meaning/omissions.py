"""Check that every stretch of the source was looked at: what no word of the target stands for was left out."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.completeness import expected_length
from dragoman.verify.meaning.reading import Reading, span
from dragoman.verify.tokens import tokenise

NAME = "omission"
SIGN, SURE = 1.0, 1.8
"""How much of a stretch must be missing, in words beyond what may be, for a warning and for a failure."""
_TOLERATED = 0.6
"""How much of a word may be missing: what an article or a preposition takes from its noun."""
_SHORT = 0.92
"""Of the expected length: one in ten translations that lack a clause is longer, of whole ones one in eight shorter."""


def check(reading: Reading) -> Iterator[Finding]:
    """Tell of the stretch of the source that the target says least of."""
    missing, place = longest(reading)
    if missing >= SIGN:
        severity = Severity.FAIL if missing >= SURE else Severity.WARN
        yield Finding(NAME, severity, f"“{reading.source[slice(*place)]}” is left out.", place, None)


def possible(source: str, target: str, pair: Pair) -> bool:
    """Tell, without a model, whether the target is short enough to lack a clause."""
    return len(target.strip()) < _SHORT * expected_length(source, pair)


def longest(reading: Reading) -> tuple[float, Span]:
    """Return the run of words that is missing most, and how much of it is, in words beyond what may be."""
    best, start, total = (0.0, (0, 0)), 0, 0.0
    for token in tokenise(reading.source):
        if not total:
            start = token.start
        total = max(0.0, total + max(0.0, 1 - reading.forward.looked(span(token))) - _TOLERATED)
        best = max(best, (total, (start, token.end)))
    return best
