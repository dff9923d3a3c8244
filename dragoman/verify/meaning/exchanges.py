"""Check that names and numbers stand at their own places: who said it to whom, which sum is which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from dragoman.types import Finding, Severity, Span
from dragoman.verify.meaning.reading import UNEASY, Reading

NAMES = {
    "speaker": re.compile(r"(?<![\w-])[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)*"),
    "order": re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])"),
}
SIGN, SURE = 2.0, 10.0
"""Nats by which both models must prefer the two exchanged, for a warning and for a failure."""
PAIRS = 8
"""Pairs of names that are tried in a sentence, at most."""


def check(reading: Reading) -> Iterator[Finding]:
    """Warn of two names, or two numbers, that the models would rather see exchanged."""
    for name, pattern in NAMES.items():
        pairs = list(islice(_pairs(reading, pattern), PAIRS))
        if pairs:
            yield from _exchanged(reading, name, pairs)


def _pairs(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of names that stand once on both sides, of which one was not expected where it stands."""
    once = [
        match.span()
        for match in pattern.finditer(reading.target)
        if reading.target.count(match[0]) == reading.source.count(match[0]) == 1
    ]
    for one, other in combinations(once, 2):
        if max(reading.forward.gap(one), reading.forward.gap(other)) >= UNEASY:
            yield one, other


def _exchanged(reading: Reading, name: str, pairs: Sequence[tuple[Span, Span]]) -> Iterator[Finding]:
    others = [exchange(reading.target, *pair) for pair in pairs]
    gains = reading.forward.gains(others)
    if max(gains) < SIGN:
        return
    given, *totals = map(sum, reading.witness.support(reading.source, [reading.target, *others]) or [()])
    agreed = ((min(gain, total - given), pair) for gain, total, pair in zip(gains, totals, pairs, strict=False))
    best, (one, other) = max(agreed, default=(0.0, ((0, 0), (0, 0))))
    if best >= SIGN:
        severity = Severity.FAIL if best >= SURE else Severity.WARN
        message = f"“{reading.target[slice(*one)]}” and “{reading.target[slice(*other)]}” seem to have changed places."
        yield Finding(name, severity, message, None, (one[0], other[1]))


def exchange(text: str, one: Span, other: Span) -> str:
    """Let two spans of a text, the first before the second, change places."""
    return text[: one[0]] + text[slice(*other)] + text[one[1] : other[0]] + text[slice(*one)] + text[other[1] :]
