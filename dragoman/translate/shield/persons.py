"""Persons: what an engine says of a woman as of a man, or the other way, is put right by her given name."""

from __future__ import annotations

from functools import partial

from dragoman.gender import agreed
from dragoman.translate.shield.steps import Knows, Step
from dragoman.types import Pair


def persons(text: str, pair: Pair, knows: Knows) -> Step:
    """Let titles agree with the persons that bear them, in the engine's answer."""
    return Step(text, partial(agreed, language=pair.target))
