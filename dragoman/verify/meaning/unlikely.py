"""Check for wrong words: the model proposes what it would rather say, the opposite model says whether that is nearer.

A word that the model did not expect may be a good one of another's choosing. It is a wrong one where, with the model's
own word in its place, the source becomes likelier as well. The figures of both are weighed by a logistic regression,
trained by `bench/meaning.py` on other systems' translations with wrong words put in.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.types import Finding, Severity
from dragoman.verify.meaning.reading import Reading, put, span
from dragoman.verify.tokens import Token

NAME = "unlikely"
WORDS, PROPOSALS = 2, 2
"""How many words of a sentence are looked into, and how many others are tried for each."""
FEATURES = ("gap", "log gap", "surprise", "unlisted", "forward gain", "back gain", "both", "best place")
WEIGHTS: tuple[float, ...] = (0.0,) * 8
BIAS = 0.0
THRESHOLD = 0.0
_WIDEST = 25.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of the target, what the model would rather say, and the figures that tell whether it is wrong."""

    word: Token
    proposal: str
    figures: tuple[float, ...]

    @property
    def score(self) -> float:
        """The log-odds that the word is wrong, but for a constant."""
        return BIAS + sum(weight * figure for weight, figure in zip(WEIGHTS, self.figures, strict=True))


def check(reading: Reading) -> Iterator[Finding]:
    """Warn of the word that is most likely wrong."""
    worst = max(doubts(reading), key=lambda doubt: doubt.score, default=None)
    if worst and worst.score >= THRESHOLD:
        message = f"“{worst.word.text}” is unlikely; “{worst.proposal}” is expected."
        yield Finding(NAME, Severity.WARN, message, None, span(worst.word))


def doubts(reading: Reading) -> list[Doubt]:
    """Return what can be said of the least expected words."""
    tried = [
        (gap, word, proposal)
        for gap, word in reading.uneasy[:WORDS]
        for proposal in reading.forward.proposals(span(word), PROPOSALS)
    ]
    if not tried:
        return []
    others = [put(reading.target, span(word), proposal) for _, word, proposal in tried]
    gains = reading.forward.gains(others)
    given, *supports = reading.witness.support(reading.source, [reading.target, *others]) or [()]
    found = []
    for (gap, word, proposal), gain, support in zip(tried, gains, supports, strict=False):
        found.append(Doubt(word, proposal, _figures(reading, gap, word) + _compared(gain, given, support)))
    return found


def _figures(reading: Reading, gap: float, word: Token) -> tuple[float, ...]:
    surprise, unlisted = reading.forward.surprise(span(word)), reading.forward.unlisted(span(word))
    return min(gap, _WIDEST), math.log1p(gap), min(surprise, 2 * _WIDEST), unlisted


def _compared(gain: float, given: Sequence[float], support: Sequence[float]) -> tuple[float, ...]:
    differences = [new - old for new, old in zip(support, given, strict=True)]
    back = sum(differences)
    return tuple(max(-15.0, min(20.0, figure)) for figure in (gain, back, min(gain, back), max(differences)))
