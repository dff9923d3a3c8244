"""Find words and phrases of a list in a text, fast: a word is looked up once, whatever texts it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.types import Span

_WORD = re.compile(r"\w+(?:['’‑-]\w+)*")
_HYPHEN = re.compile(r"[‑-]")
_MOST = 1 << 16
"""Words whose answer is kept, at most, for each list."""


class _Words(NamedTuple):
    """The words of a text with their places, all of them once, and once in small letters."""

    places: tuple[tuple[int, int, str], ...]
    known: frozenset[str]
    small: frozenset[str]


class Phrases:
    """A list of words and phrases, as patterns parted by white space; an underscore stands for a space.

    Letters of any case match, and whole words alone: `disse\\w*` is any word that begins so.
    """

    def __init__(self, patterns: str = "") -> None:
        each = [pattern.replace("_", r"\s") for pattern in patterns.split()]
        longer = [pattern for pattern in each if r"\s" in pattern or "(?=" in pattern]
        single = [pattern for pattern in each if pattern not in longer]
        self._single = re.compile("|".join(single) or r"(?!)", re.IGNORECASE)
        self._longer = re.compile(rf"(?<!\w)(?:{'|'.join(longer)})(?!\w)", re.IGNORECASE) if longer else None
        keys = [next((part for part in pattern.split(r"\s") if part.isalpha()), "") for pattern in longer]
        self._keys = frozenset(keys) if all(keys) else None
        self._seen: set[str] = set()
        self._listed: set[str] = set()

    def find(self, text: str) -> list[Span]:
        """Return the places of all matches in order, none inside another."""
        words = _words(text)
        self._look_up(words.known)
        found: list[Span] = []
        if not words.known.isdisjoint(self._listed):
            found = _apart((start, end) for start, end, word in words.places if word in self._listed)
        if self._longer and (self._keys is None or not words.small.isdisjoint(self._keys)):
            phrases = [match.span() for match in self._longer.finditer(text)]
            found = sorted([*phrases, *(one for one in found if not any(a <= one[0] < b for a, b in phrases))])
        return found

    def first(self, text: str) -> Span | None:
        """Return the place of the first match."""
        return next(iter(self.find(text)), None)

    def blank(self, text: str) -> str:
        """Return a text of the same length without the matches."""
        for start, end in self.find(text):
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _look_up(self, words: frozenset[str]) -> None:
        if words <= self._seen:
            return
        if len(self._seen) > _MOST:
            self._seen.clear()
        new = words - self._seen
        self._seen |= new
        self._listed |= {word for word in new if self._single.fullmatch(word)}


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
    places = tuple(_pieces(text))
    known = frozenset(word for _, _, word in places)
    return _Words(places, known, frozenset(map(str.lower, known)))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        word, (at, end) = match[0], match.span()
        yield at, end, word
        if "-" in word or "‑" in word:
            for part in _HYPHEN.split(word):
                yield at, at + len(part), part
                at += len(part) + 1
