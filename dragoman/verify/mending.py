"""Mend a translation where it is sure what should stand there, which costs no engine."""

from __future__ import annotations

from dragoman.types import Pair
from dragoman.verify import brackets, nonwords, repetition, senses


def mended(source: str, target: str, pair: Pair) -> str:
    """Return a target with the right word for one of another sense, each word once, and no language behind a name."""
    for mend in (brackets.mended, senses.mended, repetition.mended, nonwords.mended):
        target = mend(source, target, pair)
    return target
