"""Money and typography as steps of the shield."""

from __future__ import annotations

from dragoman.translate import money, typography
from dragoman.translate.shield.steps import Knows, Step
from dragoman.types import Pair


def sums(text: str, pair: Pair, knows: Knows) -> Step:
    return Step(money.spell_out(text, pair.source), money.tidy)


def typeset(text: str, pair: Pair, knows: Knows) -> Step:
    return Step(typography.plain(text), lambda answer: typography.restore(answer, text, pair.target))
