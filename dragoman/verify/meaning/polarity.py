"""Check that nothing is denied that the source affirms, nor affirmed that it denies.

Of a denial that the model did not expect, the sentence without it is tried; where the model expects one that is not
there, the sentence with it. Where the source is likelier given the other sentence, the given one says the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.types import Finding, Severity, Span
from dragoman.verify.meaning.reading import Reading, span
from dragoman.verify.tokens import Kind, Token, tokenise

NAME = "polarity"
MARGIN = 2.0
"""Nats by which each model must prefer the other sentence."""
TRIED = 3
"""Other sentences that are tried, at most."""
_EXPECTED = 1.0
_NOT: Mapping[str, tuple[str, ...]] = MappingProxyType({"en": ("not", "did not", "does not", "do not"), "pt": ("não",)})
_DENIALS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(r"(?:not|never|no|nor|neither|hardly|without|\w+n't)"),
        "pt": re.compile(r"(?:não|nunca|jamais|nem|nenhuma?|sem|tampouco)"),
    }
)
_FULL = MappingProxyType({"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"})


@dataclass(frozen=True, slots=True)
class _Other:
    """The sentence with a denial taken out or put in."""

    text: str
    place: Span
    message: str


def check(reading: Reading) -> Iterator[Finding]:
    """Warn of one denial that both models want taken out, or put in."""
    if reading.pair.target not in _NOT:
        return
    others = [*_without(reading), *_with(reading)][:TRIED]
    if not others:
        return
    texts = [reading.target, *(other.text for other in others)]
    given, *totals = map(sum, reading.witness.support(reading.source, texts) or [[]])
    for other, total in zip(others, totals, strict=False):
        if total - given >= MARGIN:
            yield Finding(NAME, Severity.WARN, other.message, None, other.place)
            return


def _words(reading: Reading) -> Iterator[Token]:
    return (token for token in tokenise(reading.target) if token.kind is Kind.WORD)


def _without(reading: Reading) -> Iterator[_Other]:
    for word in _words(reading):
        if _DENIALS[reading.pair.target].fullmatch(word.lower) and reading.forward.gap(span(word)) >= MARGIN:
            rest = _FULL.get(word.lower, word.text[:-3]) if word.lower.endswith("n't") else ""
            text = reading.target[: word.start] + rest + reading.target[word.end + (not rest) :]
            yield _Other(text, span(word), f"“{word.text}” is not in the original.")


def _with(reading: Reading) -> Iterator[_Other]:
    denials = _NOT[reading.pair.target]
    for word in _words(reading):
        if word.lower not in denials and reading.forward.gap(span(word)) >= MARGIN:
            for denial in denials:
                margin, behind = reading.forward.instead(span(word), f"{denial} {word.text}")
                if margin >= MARGIN and behind <= _EXPECTED:
                    text = f"{reading.target[: word.start]}{denial} {reading.target[word.start :]}"
                    yield _Other(text, span(word), f"“{denials[0]}” is missing.")
