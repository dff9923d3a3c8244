"""Names that are made of words, and what in a document shows that they are names: italics, and the kind before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from babel import Locale

from dragoman.commonwords import COMMON
from dragoman.types import Document, Term, Text, primary

_MOST = 8
"""Words of the longest name."""
_LONG = 4
"""Letters of a word that a title begins with a capital."""
_WORD = re.compile(r"\w[\w’'.-]*")
_EDGES = " \t\n\u00a0.,;:!?…\"“”«»‘’'()[]"
_OPENS = re.compile(r"(?:^|[.!?:;…•\n])[\s\"“«‘'(\[—–-]*$")
_BREAKS = re.compile(r"[.!?;]\s|[\n\[\]@/]")
_ARTICLE = re.compile(r"(?:The|A|An|O|Os|As|El|La|Los|Las)\s+(?=\w)")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_BEHIND = {
    "pt": "balsa|barco|navio|barca|lancha|veleiro|iate|cargueiro|petroleiro|traineira|rebocador|bairro|cooperativa",
}
"""Kinds behind which a name stands as it is, without a preposition: o barco Flor do Mar."""
_LINKS = {"pt": "d[aeo]s?|e|em|n[ao]s?"}

Guess = Callable[[str], str]


def names(document: Document, guess: Guess) -> tuple[str, ...]:
    """Return the names made of words that a document shows to be names, the longest first.

    `guess` re-cases a word by what is usual: a single one counts only where it is usually small (Friends).
    """
    own = primary(document.language)
    found = (name for _, text in document.texts() for name in _told(text, own, guess))
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


def terms(text: Text, reading: str, known: Iterable[str]) -> tuple[Term, ...]:
    """Return the names that a sentence holds, as terms whose translation is themselves, with or without an article.

    A name of one word counts only where the sentence itself shows it, since it is a word elsewhere.
    """
    shown = {text.text[start:end] for start, end in _emphases(text)}
    held: list[str] = []
    for name in known:
        is_new = name in reading and not any(name in longer for longer in held)
        if is_new and (" " in name or name in shown) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reading):
            held.append(name)
    return tuple(Term(name, tuple(dict.fromkeys((name, _ARTICLE.sub("", name, count=1))))) for name in held)


def _told(text: Text, language: str, guess: Guess) -> Iterator[str]:
    """Yield the names that a text shows."""
    for start, end in _emphases(text):
        name = text.text[start:end]
        opens = _OPENS.search(text.text[:start]) is not None
        if is_title(name, guess, opens=opens) and not (opens and text.text[end : end + 1] in ("", ":", "\n")):
            yield name
    if kinds := _BEHIND.get(language):
        name = rf"{_CAPITAL}(?: (?:(?:{_LINKS[language]}) )?{_CAPITAL})+"
        yield from (found[1] for found in re.finditer(rf"\b(?:{kinds}) ({name})", text.text))


def is_title(name: str, guess: Guess, *, opens: bool) -> bool:
    """Tell whether emphasised words are a name: every long word has its capital, and one at least is usually small.

    Where it begins a sentence, a second capital must show it.
    """
    words = _WORD.findall(name)
    if not 0 < len(words) <= _MOST or _BREAKS.search(name) or name.isupper() or not words[0][0].isupper():
        return False
    if any(word[0].islower() and len(word) >= _LONG and word not in COMMON for word in words):
        return False
    capitals = [word for word in words if word[0].isupper()]
    told = any(word.lower() not in COMMON and guess(word).islower() for word in capitals)
    return told and len(capitals) > opens and name not in _places()


@cache
def _places() -> frozenset[str]:
    """Return countries and cities that other languages call otherwise: New York."""
    cities = (str(zone).rpartition("/")[2].replace("_", " ") for zone in Locale("pt").time_zones)
    return frozenset(cities).union(*(Locale(language).territories.values() for language in ("en", "pt")))


def _emphases(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the places of what a text writes in italics, without the signs at its ends; all of a text is none."""
    for mark in text.marks:
        words = text.text[mark.start : mark.end]
        inner = words.strip(_EDGES)
        if mark.kind == "emphasis" and inner and len(inner) < len(text.text.strip(_EDGES)):
            start = mark.start + words.index(inner)
            yield start, start + len(inner)
