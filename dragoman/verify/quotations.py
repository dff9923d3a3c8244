"""Check that every quotation of the source is one in the target: none lost, none unpaired, none of another extent."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.quotes import Quotes, quotes
from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.tokens import words
from dragoman.verify.vocabulary import LISTED, hears

NAME = "quotations"
_STOPS = frozenset(".,!?…")
_TAG = 2
"""Words that tell who spoke, at least: he added."""
_TERM = 2
"""Words that a term has at most."""
_LONG = 4
_SHIFT = 0.15
"""How far the quoted share of a sentence may move where two quotations became one, or one two."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare quotation marks by number and pairing, whatever their shape.

    A quotation lost or left unpaired fails; one that opens or closes outside the sentence must do so on both sides.
    Quotations joined, parted or added are a warning.
    """
    before, after = quotes(source), quotes(target)
    if before.shape == after.shape:
        yield from _extent(source, before, target, after)
        return
    if not before.agrees(after):
        yield _unpaired(before, after)
        return
    here, there = pair.languages
    mine, others = _own(source, before, target, (here, there)), _own(target, after, source, (there, here))
    if len(others) > len(mine):
        place = _odd(source, before, target, after)
        yield Finding(NAME, Severity.WARN, "Words stand in quotation marks that the original has not.", None, place)
    elif len(others) < len(mine):
        place = _odd(target, after, source, before)
        severity = Severity.WARN if _joined(source, target) else Severity.FAIL
        yield Finding(NAME, severity, "Quotation marks are lost.", place, None)


def _extent(source: str, before: Quotes, target: str, after: Quotes) -> Iterator[Finding]:
    """Warn where a quotation swallowed what followed it, or ends inside a word."""
    cut = next((end for _, end in after.spans if target[end : end + 1].isalpha()), None)
    if cut and not any(source[end : end + 1].isalpha() for _, end in before.spans):
        yield Finding(NAME, Severity.WARN, "A quotation ends inside a word.", None, (cut - 1, cut + 1))
    last, end = (max((end for _, end in found.spans), default=0) for found in (before, after))
    told = last and not {source[last - 2], source[last : last + 1]}.isdisjoint(_STOPS)
    tail = len(words(source[last:])) if told else 0
    if tail >= _TAG and not words(target[end:]) and _outside(source, before) - _outside(target, after) >= tail:
        yield Finding(NAME, Severity.WARN, "What follows the quotation came inside it.", (last, len(source)), None)


def _outside(text: str, found: Quotes) -> int:
    """Return how many words of a text stand in no quotation."""
    for start, end in found.spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return len(words(text))


def _own(text: str, found: Quotes, other: str, languages: tuple[str, str]) -> list[Span]:
    """Return the quotations of a text but for words that stand in marks because another language lends them.

    These are few, the other text has them as they are, and the language hardly uses one of them: o "momentum".
    """
    here, there = languages
    if not {here, there} <= LISTED:
        return list(found.spans)
    return [span for span in found.spans if not _lent(text[span[0] : span[1]], other, here, there)]


def _lent(quoted: str, other: str, language: str, lender: str) -> bool:
    term = words(quoted)
    return (
        0 < len(term) <= _TERM
        and f" {' '.join(term)} " in f" {' '.join(words(other))} "
        and quoted.islower()
        and not all(hears(word, language) for word in term)
        and all(len(word) >= _LONG and hears(word, lender) for word in term)
    )


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
