"""A sentence and its translation, with what the models say of them: asked when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dragoman.types import Pair, Span
from dragoman.verify.meaning.witness import Given, Witness
from dragoman.verify.tokens import Kind, Token, tokenise

UNEASY = 5.0
"""Gap from which a word is looked into: 99 % of wrong words are above, half of the sentences of other systems below."""

FEW, FREE, FOREIGN = 3, 1 / 6, 0.65
"""Words that a model may not expect: a few anywhere; more than a sixth in over half of the sentences that people
translated and in 3 % of those of other systems; two thirds where the target belongs to another sentence."""


@dataclass(frozen=True)
class Reading:
    """What the checks look at: `forward` is the target as the translation of the source."""

    source: str
    target: str
    pair: Pair
    witness: Witness
    forward: Given

    @cached_property
    def back(self) -> Given | None:
        """The source as the translation of the target."""
        return self.witness.source(self.source, self.target)

    @cached_property
    def _words(self) -> tuple[Token, ...]:
        return tuple(token for token in tokenise(self.target) if token.kind is Kind.WORD)

    @cached_property
    def uneasy(self) -> tuple[tuple[float, Token], ...]:
        """The words of the target that the model did not expect at all, with their gaps, the worst first."""
        gaps = ((self.forward.gap(span(word)), word) for word in self._words)
        return tuple(sorted(((gap, word) for gap, word in gaps if gap >= UNEASY), key=lambda each: -each[0]))

    @property
    def free(self) -> bool:
        """Whether so much is put otherwise that the model is no witness of single words."""
        return len(self.uneasy) > max(FEW, FREE * len(self._words))

    @property
    def foreign(self) -> bool:
        """Whether hardly a word was expected."""
        return len(self.uneasy) > max(FEW, FOREIGN * len(self._words))


def span(token: Token) -> Span:
    return token.start, token.end


def put(text: str, place: Span, word: str) -> str:
    """Put a word in the place of another, with a capital where that has one."""
    start, end = place
    return text[:start] + (word[:1].upper() + word[1:] if text[start].isupper() else word) + text[end:]
