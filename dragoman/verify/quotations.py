"""Check that every quotation of the source is one in the target: none lost, none unpaired, none of another extent."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.quotes import Quotes, quotes
from dragoman.types import Finding, Pair, Severity, Span

NAME = "quotations"
_SHIFT = 0.15
"""How far the quoted share of a sentence may move where two quotations became one, or one two."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare quotation marks by number and pairing, whatever their shape.

    A quotation lost or left unpaired fails; one that opens or closes outside the sentence must do so on both sides.
    Quotations joined, parted or added are a warning.
    """
    before, after = quotes(source), quotes(target)
    if before.shape == after.shape:
        return
    if not before.agrees(after):
        yield _unpaired(before, after)
    elif len(after.spans) > len(before.spans):
        place = _odd(source, before, target, after)
        yield Finding(NAME, Severity.WARN, "Words stand in quotation marks that the original has not.", None, place)
    elif len(after.spans) < len(before.spans):
        place = _odd(target, after, source, before)
        severity = Severity.WARN if _joined(source, target) else Severity.FAIL
        yield Finding(NAME, severity, "Quotation marks are lost.", place, None)


def _joined(source: str, target: str) -> bool:
    """Tell whether as much of the target as of the source stands in quotation marks, in fewer pieces."""
    before, after = quotes(source), quotes(target)
    return bool(after.spans) and abs(_share(source, before) - _share(target, after)) <= _SHIFT


def _unpaired(before: Quotes, after: Quotes) -> Finding:
    message = "A quotation opens or closes on one side only."
    if sum(before.shape) > sum(after.shape):
        message = "Quotation marks are lost."
    marks = (*after.opened, *after.closed)
    place = (marks[0], marks[0] + 1) if marks else None
    return Finding(NAME, Severity.FAIL, message, before.spans[0] if before.spans else None, place)


def _share(text: str, found: Quotes) -> float:
    """Return the share of a text that stands in quotation marks, nested ones counted once."""
    covered, reach = 0, 0
    for start, end in found.spans:
        covered += max(0, end - max(start, reach))
        reach = max(reach, end)
    return covered / max(1, len(text))


def _odd(few_text: str, few: Quotes, many_text: str, many: Quotes) -> Span | None:
    """Return the quotation of the richer side that is hardest to place on the poorer one, by relative position."""
    middles = [(start + end) / 2 / max(1, len(few_text)) for start, end in few.spans]

    def loneliness(span: Span) -> float:
        middle = (span[0] + span[1]) / 2 / max(1, len(many_text))
        return min((abs(middle - other) for other in middles), default=1.0)

    return max(many.spans, key=loneliness, default=None)
