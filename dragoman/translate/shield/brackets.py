"""Brackets: engines keep them, and what they hold, where the words stand free in them.

`[him]` came back without its brackets, `(72 kilometres)` not at all; with spaces inside, chrF of the sentences
concerned rises by 0.2 to 0.5 as well.
"""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_TIGHT = re.compile(r"(?<!\w)([\[(]) ?([^\[\]()]*\w[^\[\]()]*?) ?([\])])(?!\w)")
_PART = re.compile(r"\[(\w)\](?=\w)|(?<=[^\W\d_])\[([^\W\d_]{1,3})\](?!\w)")
"""What an editor changed of a word: [W]ithin, want[ing]."""
_LOOSE = re.compile(r"(?<=[\[(])\s+|\s+(?=[\])])")


def brackets(text: str, pair: Pair, knows: Knows) -> Step:
    """Set spaces inside brackets, and close them up afterwards; those around a part of a word are taken off."""
    spaced = _TIGHT.sub(r"\1 \2 \3", _PART.sub(r"\1\2", text))
    return Step(spaced, same if spaced == text else lambda answer: _LOOSE.sub("", answer))
