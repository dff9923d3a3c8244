"""Cut a text into numerals, words and signs, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache, partial
from typing import NamedTuple

ADDRESS = re.compile(
    r"https?://[^\s<>\"”»]+|www\.[^\s<>\"”»]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w@])[@#](?=\w*[^\W\d])\w+"
)
"""Web and e-mail addresses, handles and hashtags: copied as they are, never read as words or numbers."""

_SPACES = "\u00a0\u202f\u2009"
_MARKS = "".join(chr(code) for code in range(0x300, 0x20F1) if unicodedata.category(chr(code))[0] == "M")
"""Vowel signs and accents that stand apart from their letter, which a regular expression takes for no letters."""
_LETTERS = rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*"
_TOKEN = re.compile(
    rf"(?P<num>\d{{1,3}}(?:[ {_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’{_SPACES}]\d+)*)"
    rf"|(?P<word>{_LETTERS}(?:['’]{_LETTERS})*)"
    r"|(?P<sign>[^\w\s])"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_RAISED_DIGIT = re.compile("[" + "".join(map(chr, _RAISED)) + "]")
_AREA = re.compile(r"(?<![^\W\d])(?:[kcdm]?m|mi|ft|yd|in)[23](?!\w)")


class Kind(IntEnum):
    """What a token is."""

    NUMERAL = 0
    WORD = 1
    SIGN = 2


_NUMERAL, _WORD, _SIGN = Kind
_KINDS = {_TOKEN.groupindex[name]: kind for name, kind in (("num", _NUMERAL), ("word", _WORD), ("sign", _SIGN))}
_SHOUTED, _FEW = 0.6, 4
"""Share of words in capitals from which a text shouts, and words that it must have for that at least."""


class Token(NamedTuple):
    """A piece of a text; `lower` is its text in lower case with straight apostrophes."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int


_made = partial(tuple.__new__, Token)
"""Makes a token of a row of its fields, several times faster than its class does."""


@lru_cache(maxsize=64)
def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order; what stands in addresses is left out."""
    return tuple(map(_made, _tokens(plain(text))))


@lru_cache(maxsize=64)
def word_tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text that are words."""
    return tuple([token for token in tokenise(text) if token.kind is _WORD])


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Blank out addresses and the exponents of units, and lower raised digits; lengths stay as they are."""
    if "@" in text or "#" in text or "www." in text or "://" in text:
        text = ADDRESS.sub(lambda found: " " * len(found[0]), text)
    if not text.isascii() and _RAISED_DIGIT.search(text):
        text = text.translate(_RAISED)
    return _AREA.sub(lambda found: " " * len(found[0]), text) if "2" in text or "3" in text else text


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple([token.lower for token in word_tokens(text)])


@lru_cache(maxsize=64)
def said(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, each once."""
    return frozenset(words(text))


@lru_cache(maxsize=64)
def shouted(text: str) -> bool:
    """Tell whether a text is written in capitals, so that these tell nothing."""
    tokens = word_tokens(text)
    return sum([token.text.isupper() for token in tokens]) > _SHOUTED * max(len(tokens), _FEW)


def spoken(text: str) -> str:
    """Return a text with a capital before each word where it was written in nothing else; lengths stay as they are."""
    calm = text.title() if shouted(text) else text
    return calm if len(calm) == len(text) else text


def _tokens(text: str) -> Iterator[tuple[Kind, str, str, int, int]]:
    for match in _TOKEN.finditer(text):
        piece, kind = match[0], _KINDS[match.lastindex or 0]
        yield kind, piece, small(piece) if kind is _WORD else piece, match.start(), match.end()


def small(word: str) -> str:
    """Return a word in lower case with straight apostrophes."""
    return word.lower().replace("’", "'")
