"""How alike two words are, and one name of antiquity in two languages' spellings: Pythagoras, Pitágoras."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from dragoman.verify.places import bare
from dragoman.verify.tokens import Token

_SOUNDS = tuple(tuple(pair.split("=")) for pair in "ph=f th=t rh=r kh=c ch=c qu=c k=c y=i ae=e oe=e j=i".split())
_ENDING = re.compile(r"(?:us|os|um|es|is|as|[aeosn])$")


def latinised(one: Token, other: Token) -> bool:
    """Tell whether two names are one of antiquity; an accent on one alone shows that it is no slip."""
    return one.text.isascii() != other.text.isascii() and sounds_alike(one, other)


def sounds_alike(one: Token, other: Token) -> bool:
    """Tell whether two names may be one in the spellings of two languages."""
    return _sound(one) == _sound(other)


def _sound(token: Token) -> str:
    word = bare(token)
    for here, there in _SOUNDS:
        word = word.replace(here, there)
    return _ENDING.sub("", word)


@lru_cache(maxsize=1 << 12)
def likeness(one: str, other: str) -> float:
    """Return how alike two words are, 0 to 1; 0 where one is over three times as long."""
    if min(len(one), len(other)) < len(one + other) / 4:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
