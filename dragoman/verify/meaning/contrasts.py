"""Check that no word stands where its opposite belongs: rose for fell, never for always, she for he.

Of a word that has known opposites, each model says how much likelier one of these would be in its place: of the target
given the source, and of the source given the target. Where it is likelier, and likely at all, the two sides contradict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.types import Finding, Severity, Span
from dragoman.verify.meaning.opposites import COMMON, DENIALS, PERSONS, opposites
from dragoman.verify.meaning.reading import Reading, span
from dragoman.verify.meaning.witness import Given
from dragoman.verify.tokens import Kind, tokenise

MARGIN = 2.0
"""Nats from which a contrast is told."""
_POSSIBLE = 1.0
_UNCLEAR = 2.0
"""What words of many senses must have more."""


class Contrast(NamedTuple):
    """A word, the opposite that a model expects more, and by how much, in nats."""

    score: float
    place: Span
    word: str
    other: str


def check(reading: Reading) -> Iterator[Finding]:
    """Warn of the word that most clearly stands for its opposite; it is a fail where both models say so."""
    there = strongest(reading.target, reading.pair.target, reading.forward)
    here = strongest(reading.source, reading.pair.source, reading.back) if reading.uneasy and reading.back else None
    clearest = max((each for each in (there, here) if each), default=None)
    if clearest is None or clearest.score < MARGIN:
        return
    name = _name(clearest)
    if clearest is there:
        message = f"“{clearest.word}” stands where “{clearest.other}” is expected."
        yield Finding(name, Severity.WARN, message, None, clearest.place)
    else:
        message = f"The translation says “{clearest.other}” rather than “{clearest.word}”."
        yield Finding(name, Severity.WARN, message, clearest.place, None)


def strongest(text: str, language: str, given: Given) -> Contrast | None:
    """Return the word of a text whose opposite is expected most in its place; None where none has an opposite."""
    return max(_contrasts(text, language, given), default=None)


def _contrasts(text: str, language: str, given: Given) -> Iterator[Contrast]:
    table = opposites(language)
    for token in tokenise(text):
        if token.kind is Kind.WORD and token.lower in table and given.gap(span(token)) >= MARGIN:
            for other in table[token.lower]:
                margin, behind = given.instead(span(token), other.capitalize() if token.text[0].isupper() else other)
                unclear = _UNCLEAR if token.lower in COMMON else 0.0
                score = margin - max(0.0, behind - _POSSIBLE) / 2 - unclear
                yield Contrast(score, span(token), token.text, other)


def _name(contrast: Contrast) -> str:
    words = {contrast.word.lower(), contrast.other}
    if words & PERSONS:
        return "person"
    return "polarity" if words & DENIALS else "antonym"
