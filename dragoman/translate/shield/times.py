"""Times of day as engines read them."""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_DOTTED_TIME = re.compile(
    r"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\bfrom )|(?=\S+\s?[ap]\.?m\b))"
    r"\b([01]?\d|2[0-3])\.([0-5]\d)\b(?![.,]?\d|%|-|\s(?:per|m|million|billion|times|metres|meters|km|points)\b)"
)


def times(text: str, pair: Pair, knows: Knows) -> Step:
    """Write clock times with a colon: British papers' `6.26` is read as a decimal."""
    return Step(_DOTTED_TIME.sub(r"\1:\2", text) if pair.source.startswith("en") else text, same)
