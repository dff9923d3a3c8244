"""Persons: what an engine says of a woman as of a man, or the other way, is put right by her given name."""

from __future__ import annotations

import re
from functools import partial

from dragoman.gender import agreed
from dragoman.translate.shield.steps import Knows, Step
from dragoman.types import Pair, primary

_HONORIFIC = re.compile(r"\b(dona|dom)(?= [^\W\d_a-zà-ÿ]\w)")
"""In small letters the words mean an owner and a gift, and that is what engines read before a name, too."""


def persons(text: str, pair: Pair, knows: Knows) -> Step:
    """Have Portuguese honorifics read as such, and let titles in the answer agree with the persons that bear them."""
    if primary(pair.source) == "pt":
        text = _HONORIFIC.sub(lambda found: found[0].capitalize(), text)
    return Step(text, partial(agreed, language=pair.target))
