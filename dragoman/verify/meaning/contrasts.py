"""Check that no word stands where its opposite belongs: rose for fell, never for always, she for he.

Of a word that has known opposites, each model says how much likelier one of these would be in its place: of the target
given the source, and of the source given the target. Where it is likelier, and likely at all, the sides contradict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.types import Finding, Severity, Span
from dragoman.verify.meaning.opposites import COMMON, DENIALS, PERSONS, opposites
from dragoman.verify.meaning.reading import Reading, span
from dragoman.verify.meaning.witness import Given
from dragoman.verify.tokens import Kind, tokenise

MARGIN = 2.0
"""Nats from which the contrast that one model sees is told."""
AGREED = 1.0
"""Nats from which it is a failure, where both see one."""
_LIKELY, _POSSIBLE = 1.0, 4.0
"""How far behind the likeliest word an opposite may be at no cost, and at all."""
_UNCLEAR = 2.0
"""Nats that words of many senses must have more."""
_EITHER = re.compile(r"(?i)(?<!\w)(?:he|him|his|ele|dele)(?: or | ou |/)(?:she|hers?|ela|dela)(?!\w)")
"""Of whom either may be said: how the other language puts it tells nothing."""


class Contrast(NamedTuple):
    """A word, the opposite that a model expects more, and by how much, in nats."""

    score: float
    place: Span
    word: str
    other: str

    @property
    def person(self) -> bool:
        """Whether it is of a person's sex."""
        return bool({self.word.lower(), self.other} & PERSONS)


def check(reading: Reading) -> Iterator[Finding]:
    """Tell of the word that most clearly stands for its opposite."""
    there = strongest(reading.target, reading.pair.target, reading.forward)
    here = strongest(reading.source, reading.pair.source, reading.back) if reading.uneasy and reading.back else None
    if _EITHER.search(reading.source):
        there, here = (None if each and each.person else each for each in (there, here))
    if there and here and min(there.score, here.score) >= AGREED:
        yield _finding(there, Severity.FAIL, here.place, there.place)
    elif there and there.score >= MARGIN:
        yield _finding(there, Severity.WARN, None, there.place)
    elif here and here.score >= MARGIN:
        yield _finding(here, Severity.WARN, here.place, None)


def _finding(contrast: Contrast, severity: Severity, source: Span | None, target: Span | None) -> Finding:
    denied = {contrast.word.lower(), contrast.other} & DENIALS
    name = "person" if contrast.person else "polarity" if denied else "antonym"
    told = f"“{contrast.word}” says the opposite of the other text, which calls for “{contrast.other}”."
    return Finding(name, severity, told, source, target)


def strongest(text: str, language: str, given: Given) -> Contrast | None:
    """Return the word of a text whose opposite is expected most in its place; None where none has an opposite."""
    return max(_contrasts(text, language, given), default=None)


def _contrasts(text: str, language: str, given: Given) -> Iterator[Contrast]:
    table = opposites(language)
    for token in tokenise(text):
        if token.kind is Kind.WORD and token.lower in table and given.gap(span(token)) >= _LIKELY:
            for other in table[token.lower]:
                margin, behind = given.instead(span(token), other.capitalize() if token.text[0].isupper() else other)
                unclear = _UNCLEAR if token.lower in COMMON else 0.0
                if behind <= _POSSIBLE:
                    score = margin - max(0.0, behind - _LIKELY) / 2 - unclear
                    yield Contrast(score, span(token), token.text, other)
