"""What is English in a Romance language, whatever it says: the possessive of a full name, a date, a day of the week."""

from __future__ import annotations

import re

from dragoman.types import Pair, Span

_ROMANCE = frozenset({"pt", "es", "gl", "ca"})
_SIGNS = ("day", "'s ", "’s ", ". ")
"""What a text has that may hold any of it: looked for first, since few have."""
_LEFT = re.compile(
    r"(?<![\w“\"‘'])(?!(?:The|A|Trader|Papa|Uncle|Dr|Saint|St|Mrs|Mr) )[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ][a-zà-ÿ]+['’]s(?= \w)"
    r"|\b(?:Dec|Feb|Apr|Aug|Sept|Oct)\. \d{1,2}\b"
    r"|(?<!Black )(?<!Good )(?<!Bloody )(?<!Cyber )(?<!Super )(?<!Palm )(?<!Easter )(?<!Small Business )(?<!Giving )"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?! [A-Z]|['’-])"
)


def english(source: str, target: str, pair: Pair) -> list[Span]:
    """Return what a target has left in English, letter for letter as its source has it."""
    here, there = pair.languages
    if here != "en" or there not in _ROMANCE or not any(sign in target for sign in _SIGNS):
        return []
    return [left.span() for left in _LEFT.finditer(target) if left[0] in source]
