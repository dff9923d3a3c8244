"""Check for wrong words: the model proposes what it would rather say, the opposite model says whether that is nearer.

A word that the model did not expect may be a good one of another's choosing. It is a wrong one where, with the model's
own word in its place, the source becomes likelier as well. The figures of both are weighed by a logistic regression,
trained by `bench/meaning.py` on other systems' translations with wrong words put in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.types import Finding, Severity
from dragoman.verify.meaning.reading import Reading, put, span
from dragoman.verify.tokens import Token

NAME = "unlikely"
WORDS, PROPOSALS = 2, 2
"""How many words of a sentence are looked into, and how many others are tried for each."""
FIGURES = ("gap", "surprise", "unlisted", "gain", "others")
"""What is known of a word: how little the model expected it, whether it thought of it at all, how much likelier the
proposal makes both the target and the source (the lesser of the two), and how many other words it did not expect."""
_WIDEST = 25.0
_MOST, _LEAST, _MANY = 20.0, -15.0, 5
_LEARNED = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
_WEIGHTS = tuple(_LEARNED["weights"][name] for name in FIGURES)
_BIASES: dict[str, float] = _LEARNED["biases"]
"""By pair: how clear it must be that a word is wrong; elsewhere as for the strictest."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of the target, what the model would rather say, and the figures that tell whether it is wrong."""

    word: Token
    proposal: str
    figures: tuple[float, ...]

    @property
    def score(self) -> float:
        """How sure it is that the word is wrong, but for a bias."""
        return math.fsum(weight * figure for weight, figure in zip(_WEIGHTS, self.figures, strict=True))


def check(reading: Reading) -> Iterator[Finding]:
    """Warn of the word that is most likely wrong."""
    worst = max(doubts(reading), key=lambda doubt: doubt.score, default=None)
    if worst and worst.score + _BIASES.get(str(reading.pair), min(_BIASES.values())) > 0:
        message = f"“{worst.word.text}” is unlikely; “{worst.proposal}” is expected."
        yield Finding(NAME, Severity.WARN, message, None, span(worst.word))


def doubts(reading: Reading) -> list[Doubt]:
    """Return what can be said of the least expected words."""
    tried = [
        (gap, word, proposal)
        for gap, word in reading.uneasy[:WORDS]
        for proposal in reading.forward.proposals(span(word), PROPOSALS)
        if _another(word, proposal)
    ]
    if not tried:
        return []
    others = [put(reading.target, span(word), proposal) for _, word, proposal in tried]
    gains, alike = reading.forward.gains(others), float(min(_MANY, len(reading.uneasy) - 1))
    given, *supports = map(sum, reading.witness.support(reading.source, [reading.target, *others]) or [()])
    return [
        Doubt(word, proposal, (*_figures(reading, gap, word), max(_LEAST, min(_MOST, gain, support - given)), alike))
        for (gap, word, proposal), gain, support in zip(tried, gains, supports, strict=False)
    ]


def _another(word: Token, proposal: str) -> bool:
    """Tell whether a proposal is another word, and one."""
    return proposal.isalpha() and proposal.casefold() != word.text.casefold()


def _figures(reading: Reading, gap: float, word: Token) -> tuple[float, ...]:
    surprise, unlisted = reading.forward.surprise(span(word)), reading.forward.unlisted(span(word))
    return min(gap, _WIDEST), min(surprise, 2 * _WIDEST), unlisted
