"""What an article is known again by: its names, numbers and rarer words, the headline's above all.

How rare a word is says `wordfreq`, not a count of what was stored: "Trump" weighs the same on every day, in every site.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from wordfreq import zipf_frequency

from dragoman.stories.copies import sketch
from dragoman.stories.roundups import is_roundup
from dragoman.types import Signature, primary

OPENING = 400
"""Letters of the text that are read: news says first what it is about."""
HEADLINE = 2.5
"""How much more a word weighs in the headline."""
AGAIN = 0.4
"""What a word is worth each further time."""
COMMON, RAREST = 5.7, 1.0
"""Zipf frequencies: from the first on, words tell nothing; below the second, none is rarer."""
SCALE = 7.0
NUMBER = 1.6
"""What a number weighs."""
TERMS = 40
"""Terms that are kept, the heaviest."""
SHOUTED = 0.7
"""Share of capitalised words from which capitals tell no names."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s$")
_LANGUAGE_OF_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article's words in the pivot language, or its own where they were not translated; `text` is the original."""

    headline: str
    opening: str
    language: str
    text: str = ""


def signature(told: Told, pivot: str) -> Signature:
    """Return what an article is known again by; `pivot` is the language that articles are compared in."""
    weights, names = _weighed(told, primary(pivot))
    heaviest = sorted(weights.items(), key=lambda term: (-term[1], term[0]))[:TERMS]
    length = math.hypot(*(weight for _, weight in heaviest)) or 1.0
    terms = {term: round(weight / length, 4) for term, weight in heaviest}
    phrases, words = sketch(told.text or told.opening)
    return Signature(terms, frozenset(names & terms.keys()), phrases, words, is_roundup(told.headline))


def _weighed(told: Told, pivot: str) -> tuple[dict[str, float], set[str]]:
    weights: dict[str, float] = {}
    names: set[str] = set()
    own = primary(told.language)
    for text, factor in ((told.headline, HEADLINE), (told.opening[:OPENING], 1.0)):
        for word, named in _words(text, own):
            if named:
                names.add(_term(word, own if own == pivot else ""))
            elif own != pivot:
                continue  # a word of another language is no term
            term = _term(word, own if own == pivot else "")
            weight = factor * _rarity(word.casefold(), pivot)
            if weight:
                weights[term] = weights[term] + AGAIN * weight if term in weights else weight
    return weights, names


def _words(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield words and numbers, each with whether it is the same in every language: a name, or a number."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    tokens = [(found.start(), _POSSESSIVE.sub("", found[0])) for found in _TOKEN.finditer(plain)]
    capitals = sum(word[:1].isupper() for _, word in tokens)
    cased = capitals < SHOUTED * len(tokens) and language not in _LANGUAGE_OF_NOUNS
    for start, word in tokens:
        opens = not plain[:start].rstrip(" \"'“«(¿¡—-") or plain[:start].rstrip(" \"'“«(¿¡").endswith((".", "!", "?", ":"))
        if len(word) > 1 or word.isdigit():
            yield word, word[0].isdigit() or (cased and word[0].isupper() and not opens)


@lru_cache(maxsize=65536)
def _term(word: str, language: str) -> str:
    plain = unicodedata.normalize("NFKD", _lemma(word.casefold(), language))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _lemma(word: str, language: str) -> str:
    return simplemma.lemmatize(word, language) if language in _LEMMATISED else word


_LEMMATISED = frozenset({"ca", "de", "en", "es", "fr", "gl", "it", "pt", "ru", "tr", "uk"})


@lru_cache(maxsize=65536)
def _rarity(word: str, language: str) -> float:
    """Return how much a word tells, from 0 for "the" to 3.5 for a name that nobody knows."""
    if word[0].isdigit():
        return NUMBER
    frequency = max(RAREST, zipf_frequency(word, language))
    return 0.0 if frequency > COMMON else (SCALE - frequency) ** 0.7
