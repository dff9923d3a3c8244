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
MARGIN = 2.0
"""Nats by which the source must be likelier with the two exchanged."""
PAIRS = 3
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
    if max(gains) < MARGIN:
        return
    given, *totals = [sum(each) for each in reading.witness.support(reading.source, [reading.target, *others])] or [0.0]
    for (one, other), gain, total in zip(pairs, gains, totals, strict=False):
        if min(gain, total - given) >= MARGIN:
            first, second = reading.target[slice(*one)], reading.target[slice(*other)]
            message = f"“{first}” and “{second}” seem to have changed places."
            yield Finding(name, Severity.WARN, message, None, (one[0], other[1]))
            return


def exchange(text: str, one: Span, other: Span) -> str:
    """Let two spans of a text, the first before the second, change places."""
    return text[: one[0]] + text[slice(*other)] + text[one[1] : other[0]] + text[slice(*one)] + text[other[1] :]
