"""What an article is known again by: its names, numbers and rarer words, the headline's above all.

How rare a word is says `wordfreq`, not a count of what was stored: "Trump" weighs the same on every day, in every site.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol, TypeAlias

from dragoman.stories.copies import sketch
from dragoman.stories.roundups import is_roundup
from dragoman.types import Signature, primary

OPENING = 700
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
PLACE = 1.8
"""What a place or people weighs."""
TERMS = 40
"""Terms that are kept, the heaviest."""
SHOUTED = 0.7
"""Share of capitalised words from which capitals tell no names."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s$")
_OPENS = re.compile(r"(?:^|[.!?:])[\s\"'“«‘(¿¡—–-]*$")
"""What stands before the first word of a sentence."""
_NOUNS_TOO = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""
_LEMMATISED = frozenset({"ca", "de", "en", "es", "fr", "gl", "it", "pt", "ru", "tr", "uk"})


@dataclass(frozen=True, slots=True)
class Told:
    """An article's words in the pivot language, or its own where they were not translated; `text` is the original."""

    headline: str
    opening: str
    language: str
    text: str = ""


class Place(Protocol):
    """A place or people named in a text; one that goes by several keys may be any of them."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def keys(self) -> frozenset[str]: ...


Gazetteer: TypeAlias = Callable[[str, str], Sequence[Place]]
"""Finds the places in a text of a language, each under keys that are the same in every language."""


def signature(told: Told, pivot: str, gazetteer: Gazetteer) -> Signature:
    """Return what an article is known again by; `pivot` is the language that articles are compared in."""
    weights, neutral = _weighed(told, primary(pivot), gazetteer)
    heaviest = sorted(weights.items(), key=lambda term: (-term[1], term[0]))[:TERMS]
    length = math.hypot(*(weight for _, weight in heaviest)) or 1.0
    terms = {term: round(weight / length, 4) for term, weight in heaviest}
    phrases, words = sketch(told.text or told.opening)
    return Signature(terms, frozenset(neutral & terms.keys()), phrases, words, is_roundup(told.headline))


def _weighed(told: Told, pivot: str, gazetteer: Gazetteer) -> tuple[dict[str, float], set[str]]:
    """Return the weights of an article's terms, and which of them are the same in every language."""
    weights: dict[str, float] = {}
    neutral: set[str] = set()
    language = primary(told.language)
    for text, factor in ((told.headline, HEADLINE), (told.opening[:OPENING], 1.0)):
        plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
        places = gazetteer(plain, language)
        for term, weight, named in (*_named(places), *_words(plain, places, language, pivot)):
            if weight and named:
                neutral.add(term)
            if weight:
                weights[term] = weights[term] + AGAIN * factor * weight if term in weights else factor * weight
    return weights, neutral


_Term: TypeAlias = tuple[str, float, bool]
"""A term, its weight, and whether it is the same in every language."""


def _named(places: Sequence[Place]) -> Iterator[_Term]:
    yield from ((f"@{min(place.keys)}", PLACE, True) for place in places)


def _words(text: str, places: Sequence[Place], language: str, pivot: str) -> Iterator[_Term]:
    """Yield the words of a text outside its places; of one that is not in the pivot language, names and numbers."""
    known = {at for place in places for at in range(place.start, place.end)}
    tokens = [(found.start(), _POSSESSIVE.sub("", found[0])) for found in _TOKEN.finditer(text)]
    capitals = sum(word[:1].isupper() for _, word in tokens)
    cased = capitals < SHOUTED * len(tokens) and language not in _NOUNS_TOO
    for start, word in tokens:
        named = word[0].isdigit() or (cased and word[0].isupper() and not _OPENS.search(text[:start]))
        if start not in known and (named or language == pivot) and (len(word) > 1 or word.isdigit()):
            term = _term(word, pivot)
            yield term, _rarity(term, word.casefold(), pivot), named


@lru_cache(maxsize=65536)
def _term(word: str, language: str) -> str:
    import simplemma  # workers sign, and who only hands them texts starts without it

    lemma = simplemma.lemmatize(word.casefold(), language) if language in _LEMMATISED else word
    plain = unicodedata.normalize("NFKD", lemma.casefold())
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _synonyms().get(folded, folded) if language == "en" else folded


@lru_cache(maxsize=65536)
def _rarity(term: str, word: str, language: str) -> float:
    """Return how much a word tells, from 0 for "the" to 3.5 for a name that nobody knows."""
    from wordfreq import zipf_frequency  # imported when needed: 0.2 s

    if word[0].isdigit():
        return NUMBER
    frequency = max(RAREST, zipf_frequency(word, language))
    return 0.0 if frequency > COMMON else (SCALE - frequency) ** 0.7


@cache
def _synonyms() -> Mapping[str, str]:
    lines = (files("dragoman.stories") / "synonyms.txt").read_text("utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: group[0] for group in reversed(groups) for word in group}
