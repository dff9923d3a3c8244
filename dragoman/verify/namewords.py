"""Read the names of a text: its words with a capital, and which of them are sure to be names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.types import Span
from dragoman.verify.calendar import days
from dragoman.verify.characters import fold
from dragoman.verify.places import ELIDED, bare, bare_words, places
from dragoman.verify.tables import entries
from dragoman.verify.tokens import Token, shouted, small, word_tokens
from dragoman.verify.vocabulary import LISTED, allows, hears, spells

LEAST = 3
"""Letters that a name has at least."""
_THIN = frozenset({"ca"})
"""Languages whose dictionary lacks so much that whatever is said often is no name."""
_TITLES = frozenset(
    "I Mr Mrs Ms Dr Sir Lord Lady St Jr Sr Dame Saint Prof Rev Hon Gov Sen Rep Gen Lt Col Capt Sgt Inc Ltd Corp"
    " Messrs Drs Profs Revs Govs Sens Reps Gens Lts Cols Capts Sgts Det Dets Insp Insps Supt Const Cpl Pte Pvt Maj Brig"
    " Cdr Cmdr Adm Cllr Cllrs Asst Dep Atty Pres Amb Esq Bros Assn Dept Univ Mme Mlle Msgr"
    " Sra Srta Sras Srs Dra Dras Profa Exmo Exma Cel Desa".split()
)
"""Titles of persons and kinds of firms, as they are written short before a name or behind it."""
_BEFORE = " \t\u00a0\"“”«»‘'([—–-"
_QUOTES = tuple('"“«')
_STOPS = ".!?:;…•"
_CONTRACTED = re.compile(r"(?:n't|'(?:ll|re|ve|d|m))$")
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")
_ROMAN = re.compile(r"[IVXLC]+")
_NO_NAMES = frozenset(
    "AM PM BC AD CE BCE GMT EST UTC aC dC EC AEC USD EUR GBP BRL JPY CHF CAD AUD Celsius Fahrenheit".split()
)
PERSONS = frozenset(word.rstrip("*") for word in entries("persons"))
"""Given names and surnames, in small letters."""
AMBIGUOUS = frozenset(word.rstrip("*") for word in entries("persons") if word.endswith("*"))
"""Those that are words or places as well: one that is missing tells nothing, one that is new may."""
PERSONS_ALONE = PERSONS - AMBIGUOUS
"""Those that are names and nothing else."""


@dataclass(frozen=True)
class Names:
    """The words of a text with a capital (`cased`), those that are no place or day, those sure to be names."""

    text: str
    language: str
    sure: frozenset[str]
    capital: tuple[Token, ...]
    cased: tuple[Token, ...]
    words: tuple[str, ...]
    said: frozenset[str]
    once: Mapping[str, Token]
    """The words with a capital that are said once, by their plain form."""


def names_of(text: str, language: str) -> Names | None:
    """Read the names of a text; None where it is written in capitals."""
    tokens = word_tokens(text)
    if shouted(text):
        return None
    named = places(text, language)
    covered = [(place.start, place.end) for place in named] + [(day.start, day.end) for day in days(text, language)]
    cased = [t for t in tokens if t.text[0].isupper() and t.text not in _NO_NAMES]
    capital = tuple(t for t in cased if not _inside(t, covered))
    sure = frozenset(t.text for t in capital if _sure(text, t, language))
    said = bare_words(text)
    words = {bare(token): token for token in cased if len(token.text) >= LEAST}
    once = {word: token for word, token in words.items() if said.count(word) == 1}
    return Names(text, language, sure, capital, tuple(cased), said, frozenset(said) | _whole(text), once)


def _whole(text: str) -> set[str]:
    """Return the words with a hyphen or dots in plain small letters, without: Anti-Corruption, F.B.I."""
    dotted = _DOTTED.findall(text) if text.count(".") > 1 else []
    hyphened = _HYPHENED.findall(text) if "-" in text else []
    return {word.lower().replace(".", "") for word in dotted} | {
        fold(word.lower()).replace("-", "") for word in hyphened
    }


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start < end for start, end in spans)


def _sure(text: str, token: Token, language: str) -> bool:
    """Tell whether a word with a capital is a name and no word of the language."""
    return _is_name(token.text, language, opens=opens(text, token))


@lru_cache(maxsize=1 << 14)
def _is_name(written: str, language: str, *, opens: bool) -> bool:
    word = ELIDED.sub("", small(written).removesuffix("'s").removesuffix("s'"))
    word = _CONTRACTED.sub("", word)
    if word.endswith("s") and written[:-1].isupper():
        word = word[:-1]
    if len(word) < LEAST or written in _TITLES or _ROMAN.fullmatch(written):
        return False
    if fold(word) in PERSONS:
        return not opens
    if language not in LISTED or (language in _THIN and hears(word, language)):
        return False
    return not (allows if opens else spells)(word, language)


def opens(text: str, token: Token) -> bool:
    """Tell whether a word begins a sentence or what is quoted of one, where a capital tells nothing."""
    before = text[: token.start].rstrip(_BEFORE)
    quoted = text[token.start - 1 : token.start] in _QUOTES
    return not before or before[-1] in _STOPS or (quoted and before[-1] == ",")
