"""What an engine would lose is mapped, masked or folded before it, and put back after it.

Each step takes the text and returns it changed with an undo for the engine's answer; undos run last first.
The model's own vocabulary decides what it can't read.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.translate.shield.brackets import brackets
from dragoman.translate.shield.edges import edges, opening
from dragoman.translate.shield.english import english
from dragoman.translate.shield.hearsay import hearsay
from dragoman.translate.shield.inversion import inversion
from dragoman.translate.shield.letters import letters
from dragoman.translate.shield.masks import masked, strangers, tokens
from dragoman.translate.shield.numbers import NUMBER, localised, numbers
from dragoman.translate.shield.orthography import orthography
from dragoman.translate.shield.persons import persons
from dragoman.translate.shield.places import places
from dragoman.translate.shield.portuguese import portuguese
from dragoman.translate.shield.quotations import quotations
from dragoman.translate.shield.spanish import spanish
from dragoman.translate.shield.standins import standins
from dragoman.translate.shield.steps import Knows, Treatment, Undo
from dragoman.translate.shield.times import times
from dragoman.translate.shield.typeset import sums, typeset
from dragoman.types import Pair

__all__ = ["NUMBER", "STEPS", "Knows", "Shielded", "Treatment", "localised", "masked", "shield"]

STEPS: tuple[Treatment, ...] = (
    portuguese, english, spanish, persons, orthography, places, standins, edges, hearsay, inversion, quotations,
    brackets, opening, tokens, times, numbers, sums, typeset, letters, strangers,
)  # fmt: skip
"""The treatments of a sentence, in the order in which it goes through them."""


@dataclass(frozen=True, slots=True)
class Shielded:
    """A sentence as the engine shall read it, and how its answer is put right again."""

    text: str
    undos: tuple[Undo, ...]

    def restore(self, answer: str) -> str:
        """Return the engine's answer with everything put back."""
        for undo in reversed(self.undos):
            answer = undo(answer)
        return answer


def shield(sentence: str, pair: Pair, knows: Knows, steps: tuple[Treatment, ...] = STEPS) -> Shielded:
    """Prepare a sentence for an engine that reads only the characters it `knows`."""
    text, undos = sentence, []
    for step in steps:
        text, undo = step(text, pair, knows)
        undos.append(undo)
    return Shielded(text, tuple(undos))
