"""Editorial additions in square brackets: engines keep the brackets where the words stand free in them."""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_TIGHT = re.compile(r"\[ ?([^\[\]]*\w[^\[\]]*?) ?\]")
_LOOSE = re.compile(r"(?<=\[)\s+|\s+(?=\])")


def brackets(text: str, pair: Pair, knows: Knows) -> Step:
    """Set spaces inside square brackets (`[him]` came back without them), and close them up afterwards."""
    spaced = _TIGHT.sub(r"[ \1 ]", text)
    return Step(spaced, same if spaced == text else lambda answer: _LOOSE.sub("", answer))
