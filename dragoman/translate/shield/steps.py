"""What a step of the shield is: it changes the text on its way to the engine, and undoes that in the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from dragoman.types import Pair

Undo: TypeAlias = Callable[[str], str]
Knows: TypeAlias = Callable[[str], bool]


class Step(NamedTuple):
    """A text as a step leaves it, and what puts the engine's answer right again."""

    text: str
    undo: Undo


Treatment: TypeAlias = Callable[[str, Pair, Knows], Step]


def same(answer: str) -> str:
    """Return the answer as it is: the undo of a step that leaves nothing to put back."""
    return answer
