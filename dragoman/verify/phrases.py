"""Find words and phrases of a list in a text, fast: a word is looked up once, whatever texts it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.types import Span
from dragoman.verify.lookup import Lookup

_WORD = re.compile(r"\w+(?:['’‑-]\w+)*")
_HYPHEN = re.compile(r"[‑-]")


class _Words(NamedTuple):
    """The words of a text, and the same in small letters."""

    known: frozenset[str]
    small: frozenset[str]


class Phrases:
    """A list of words and phrases, as patterns parted by white space; an underscore stands for a space.

    Letters of any case match, and whole words alone: `disse\\w*` is any word that begins so.
    """

    def __init__(self, patterns: str = "") -> None:
        self._patterns = patterns
        each = [pattern.replace("_", r"\s") for pattern in patterns.split()]
        longer = [pattern for pattern in each if r"\s" in pattern or "(?=" in pattern]
        single = [pattern for pattern in each if pattern not in longer]
        one = re.compile("|".join(single) or r"(?!)", re.IGNORECASE)
        self._single = Lookup(lambda word: one.fullmatch(word) is not None)
        self._longer = re.compile(rf"(?<!\w)(?:{'|'.join(longer)})(?!\w)", re.IGNORECASE) if longer else None
        keys = [next((part for part in pattern.split(r"\s") if part.isalpha()), "") for pattern in longer]
        self._keys = frozenset(keys) if all(keys) else None

    def find(self, text: str) -> list[Span]:
        """Return the places of all matches in order, none inside another."""
        words = _words(text)
        listed = self._single.among(words.known)
        found = _apart((start, end) for start, end, word in _places(text) if word in listed) if listed else []
        if self._longer and (self._keys is None or not words.small.isdisjoint(self._keys)):
            phrases = [match.span() for match in self._longer.finditer(text)]
            found = sorted([*phrases, *(one for one in found if not any(a <= one[0] < b for a, b in phrases))])
        return found

    def __or__(self, other: Phrases) -> Phrases:
        return Phrases(f"{self._patterns} {other._patterns}")

    def first(self, text: str) -> Span | None:
        """Return the place of the first match."""
        return next(iter(self.find(text)), None)

    def blank(self, text: str) -> str:
        """Return a text of the same length without the matches."""
        for start, end in self.find(text):
            text = text[:start] + " " * (end - start) + text[end:]
        return text


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return spans that stand in order, without those that lie inside the one before."""
    found: list[Span] = []
    for span in spans:
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    """Read the words of a text: those with a hyphen whole, and their parts."""
    known = set(_WORD.findall(text))
    if "-" in text or "‑" in text:
        known.update(part for word in tuple(known) for part in _HYPHEN.split(word))
    return _Words(frozenset(known), frozenset(map(str.lower, known)))


@lru_cache(maxsize=64)
def _places(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the words of a text with their places."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        word, (at, end) = match[0], match.span()
        yield at, end, word
        if "-" in word or "‑" in word:
            for part in _HYPHEN.split(word):
                yield at, at + len(part), part
                at += len(part) + 1
