"""Check that every word of the target is one: engines put pieces together to what no language has (judaca)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from dragoman.gender import is_woman
from dragoman.types import Finding, Pair, Severity
from dragoman.verify.characters import fold
from dragoman.verify.cognates import cognate
from dragoman.verify.lookup import Lookup
from dragoman.verify.namewords import PERSONS_ALONE
from dragoman.verify.tokens import Token, said, word_tokens
from dragoman.verify.vocabulary import LISTED, allows, hears, knows, reads

NAME = "nonwords"
_LEAST = 3
_PIECE = 2
"""Letters that a word has at least to be looked up, and that the beginning of one has which stands before it."""
_STEM, _ENDING = 4, 5
"""Letters that a word shares with a name at least, and that it may have behind them."""
_SHORTENED = re.compile(r"(?:n't|'s|'ll|'re|'ve|'d|'m|s')$")
_ELIDED = {
    "ca": re.compile(r"^[ldnmst]'|'(?:n|l|ls|m|t|s|ns|hi|ho)$"),
    "fr": re.compile(r"^(?:[ldnmstcj]|qu|lorsqu|puisqu|jusqu)'"),
    "it": re.compile(r"^(?:[ldnmstcv]|un|gl|all|dell|nell|sull|dall|quest|quell|c|cos|anch)'"),
}
"""What is written together with a word, behind an apostrophe or before it."""
_LENDERS = ("en",)
"""Languages whose words all others borrow (software, softbol, reality)."""
_BUILT = frozenset("de nl sv da nb nn is fi et hu".split())
"""Languages that make words of words, which no dictionary holds."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn of words in small letters that neither the language's dictionary nor the source has."""
    there = pair.languages[1]
    if there not in LISTED or there in _BUILT:
        return
    known, tokens = said(source), word_tokens(target)
    yield from map(_finding, _pieces(source, target, there))
    strange = _strangers(there).among(said(target)) - known
    for token in tokens if strange else ():
        word = _strange(token.lower, there) if token.lower in strange else None
        if word and word not in known and _whole(target, token) and not _made(word, source, pair):
            yield _finding(token)


def mended(source: str, target: str, pair: Pair) -> str:
    """Return a target without the beginnings of words that stand before the words themselves."""
    for piece in reversed(list(_pieces(source, target, pair.languages[1]))):
        target = target[: piece.start] + target[piece.end + 1 :]
    return target


def _finding(token: Token) -> Finding:
    return Finding(NAME, Severity.WARN, f"“{token.text}” is no word.", None, (token.start, token.end))


def _pieces(source: str, target: str, language: str) -> Iterator[Token]:
    known = said(source)
    for piece, whole in pairwise(word_tokens(target)):
        if _is_piece(piece, whole, language) and piece.lower not in known:
            yield piece


def _is_piece(token: Token, whole: Token, language: str) -> bool:
    """Tell whether a word is the beginning of the next one, which an engine wrote twice, and is none: man mandíbula."""
    return (
        len(whole.lower) > len(token.lower) >= _PIECE
        and token.end + 1 == whole.start
        and whole.lower.startswith(token.lower)
        and token.text.islower()
        and not knows(token.lower, language)
    )


@cache
def _strangers(language: str) -> Lookup:
    """Return the words that a language lacks."""
    return Lookup(lambda word: bool(_strange(word, language)))


@lru_cache(maxsize=1 << 14)
def _strange(said: str, language: str) -> str | None:
    """Return what is left of a word (lower case) without what is written together with it, where it is no word."""
    word = unicodedata.normalize("NFC", _ELIDED.get(language, _SHORTENED).sub("", said))
    return None if len(said) < _LEAST or _is_word(word, language) else word


def _whole(text: str, token: Token) -> bool:
    """Tell whether a token is a whole word in small letters: parts of hyphened ones (vendê-lo) are not."""
    return (
        token.text.islower()
        and text[token.start - 1 : token.start] not in ("-", "‑", ".", "/", "·")
        and text[token.end : token.end + 1] not in ("-", "‑", "·")
    )


def _is_word(word: str, language: str) -> bool:
    if word in PERSONS_ALONE or is_woman(word) is not None:
        # What is a name alone is no word in small letters: sua alice.
        return knows(word, language)
    known = len(word) < _LEAST or hears(word, language) or allows(word, language) or reads(word, language)
    return known or any(knows(word, lender) and hears(word, lender) for lender in _LENDERS)


def _made(word: str, source: str, pair: Pair) -> bool:
    """Tell whether a word is rightly made of one of the source: of a name, or as the English word is."""
    return _of_a_name(word, source) or (pair.languages == ("en", "pt") and cognate(word, said(source)))


def _of_a_name(word: str, source: str) -> bool:
    """Tell whether a word is made of a name of the source: bostoniano, mapuches, sikhismo."""
    stem = fold(word)[: max(_STEM, len(word) - _ENDING)]
    return len(stem) >= _STEM and any(
        token.text[0].isupper() and fold(token.lower).startswith(stem) for token in word_tokens(source)
    )
