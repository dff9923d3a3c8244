"""Portuguese as it has been spelt since 2009: the embedded models know some words only as they were spelt before."""

from __future__ import annotations

import re
from functools import partial

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_OLD = (
    (re.compile(r"\b([Pp])ára-quedas"), r"\1araquedas"),
    (re.compile(r"\b([Pp])ára\b"), r"\1ara"),
    (re.compile(r"\b([Pp])ólo(?=s?\b)"), r"\1olo"),
    (re.compile(r"(?<=\w)êem\b"), "eem"),
    (re.compile(r"(?<=\w)ôo(?=s?\b)"), "oo"),
    (re.compile(r"(?<=\w)éi(?=[ac][oa]?s?\b)"), "ei"),
    (re.compile(r"(?<=\w)ói(?=(?:a|co|ca|de)s?\b)"), "oi"),
)
_WORD = re.compile(r"\w+(?:-\w+)?")


def orthography(text: str, pair: Pair, knows: Knows) -> Step:
    """Spell the answer's words as today; what stands in the source, as names do, stays as it is there."""
    if primary(pair.target) != "pt" or primary(pair.source) == "pt":
        return Step(text, same)
    return Step(text, partial(_WORD.sub, partial(_today, source=text)))


def _today(found: re.Match[str], source: str) -> str:
    word = found[0]
    if word.isascii() or word in source:
        return word
    for old, new in _OLD:
        word = old.sub(new, word)
    return word
