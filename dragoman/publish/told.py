"""What the checks and the decisions on rights say of themselves, in the reader's language.

The stages say it in English, in sentences that are stored with what they tell of. They are known again by the patterns
of words/told/en.toml, so that nothing that was stored earlier stays behind; what no pattern knows stands in English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from dragoman.publish.marks import one_line
from dragoman.publish.words import Words, words

_FILLING = re.compile(r"\{(\w+)\}")


class Known(NamedTuple):
    """A sentence by its key, with what fills it."""

    key: str
    fill: dict[str, str]


def told(found: Words, message: str) -> Markup:
    """Return a sentence of the checks or of the policy as HTML, marked as English where nobody has put it otherwise."""
    known = recognised(one_line(message))
    if known is None:
        return Markup('<span lang="en" dir="ltr">{}</span>').format(one_line(message))
    return Markup("{}").format(_said(found, known))


def _said(found: Words, known: Known) -> str:
    whole = found.table["told"]
    who = {"who": whole["who"][_who()[known.fill["who"]]]} if "who" in known.fill else {}
    return str(whole["said"][known.key]).format(**{**known.fill, **who})


@lru_cache(maxsize=4096)
def recognised(message: str) -> Known | None:
    """Return which sentence a message is; None where it is none that the words know."""
    for key, pattern in _patterns():
        if found := pattern.fullmatch(message):
            fill = found.groupdict()
            if fill.get("who", "") in _who() or "who" not in fill:
                return Known(key, fill)
    return None


@lru_cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the English sentences as patterns, those of most letters first."""
    said = words("en").table["told"]["said"]
    longest = sorted(said.items(), key=lambda item: -len(_FILLING.sub("", item[1])))
    return [(key, _pattern(sentence)) for key, sentence in longest]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _FILLING.split(sentence)
    return re.compile("".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)))


@lru_cache
def _who() -> dict[str, str]:
    return {english: key for key, english in words("en").table["told"]["who"].items()}
