"""Check that no word of the source became its opposite: more and less, before and after, won and lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.denials import DENIALS
from dragoman.verify.lookup import Lookup
from dragoman.verify.tables import rows
from dragoman.verify.tokens import Token, plain, said, word_tokens

NAME = "opposites"
_COLUMNS = ("en", "pt")
_SHORTEST = 2


class _Side(NamedTuple):
    """One side of a row of opposites."""

    row: int
    second: bool


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where one side has only a word and the other only its opposite, and both deny as often."""
    here, there = pair.languages
    if here == there or not {here, there} <= set(_COLUMNS):
        return
    before = _sides(source, here)
    after = _sides(target, there) if before else {}
    for side, token in before.items():
        turned = after.get(_Side(side.row, not side.second))
        rendered = side in after or (token.text[0].isupper() and not _sides_of(token.lower, here).isdisjoint(after))
        if turned and not rendered and _sides_of(turned.lower, there).isdisjoint(before):
            if _denials(source, here) == _denials(target, there):
                message = f"“{token.text}” became “{turned.text}”."
                spans = (token.start, token.end), (turned.start, turned.end)
                yield Finding(NAME, Severity.WARN, message, *spans)
            return


def _denials(text: str, language: str) -> int:
    return len(DENIALS[language].plain.find(plain(text)))


@lru_cache(maxsize=64)
def _sides(text: str, language: str) -> dict[_Side, Token]:
    """Return the sides of all rows that a text has a word of, with that word."""
    found: dict[_Side, Token] = {}
    turning = _turning(language).among(said(text))
    for token in word_tokens(text) if turning else ():
        for side in _sides_of(token.lower, language) if token.lower in turning else ():
            found.setdefault(side, token)
    return found


@cache
def _turning(language: str) -> Lookup:
    """Return the words that have an opposite."""
    return Lookup(lambda word: bool(_sides_of(word, language)))


@lru_cache(maxsize=1 << 14)
def _sides_of(word: str, language: str) -> frozenset[_Side]:
    """Return the sides that a word is of; of which another word of the source may be that it renders."""
    exact, stems = _words(language)
    begun = [side for end in range(_SHORTEST, len(word) + 1) for side in stems.get(word[:end], ())]
    return frozenset((*exact.get(word, ()), *begun))


@cache
def _words(language: str) -> tuple[Mapping[str, list[_Side]], Mapping[str, list[_Side]]]:
    """Return the words of a language, whole ones and those that stand for any ending, with their sides."""
    exact: dict[str, list[_Side]] = {}
    stems: dict[str, list[_Side]] = {}
    for row, line in enumerate(rows("opposites")):
        cells = [cell.strip() for cell in line.split("|")]
        for second in (False, True):
            for word in cells[_COLUMNS.index(language) * 2 + second].split(", "):
                table = stems if word.endswith("*") else exact
                table.setdefault(word.rstrip("*").rpartition(" ")[2], []).append(_Side(row, second))
    return exact, stems
