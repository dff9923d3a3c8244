"""How languages write numbers: separators, number words, scales and the words that stand in for a number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dragoman.verify.lexicon.ca import CA
from dragoman.verify.lexicon.en import EN
from dragoman.verify.lexicon.es import ES
from dragoman.verify.lexicon.forms import Lexicon, Reading
from dragoman.verify.lexicon.gl import GL
from dragoman.verify.lexicon.pt import PT

__all__ = ["LEXICONS", "Lexicon", "Reading", "lexicon"]

_COMMA = Lexicon(decimal=",", group=".")
_POINT = Lexicon(decimal=".", group=",")
_EITHER = Lexicon(decimal=",.", group=".,")
_HAN = Lexicon(
    decimal=".",
    group=",",
    signs={"千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
    | {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12},
)
_POINTED = frozenset("en th he iw hi bn ta te mr ur pa ms my si am sw fil tl".split())
_COMMAED = frozenset(
    "pt es ca gl eu fr it ro de nl da sv nb nn no is fi et lv lt pl cs sk sl hr bs sr hu bg mk sq el ru uk be tr az"
    " ka hy kk uz ky mn id vi".split()
)
LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"en": EN, "pt": PT, "es": ES, "ca": CA, "gl": GL})


def lexicon(language: str) -> Lexicon:
    """Return how a language (primary subtag) writes numbers; an unknown one allows both decimal signs."""
    if language in LEXICONS:
        return LEXICONS[language]
    if language in ("zh", "ja", "ko", "yue"):
        return _HAN
    if language in _COMMAED:
        return _COMMA
    return _POINT if language in _POINTED else _EITHER
