"""Find the places, peoples and faiths that a sentence names, in any language that CLDR or our own table knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from dragoman.verify.characters import fold
from dragoman.verify.lookup import Lookup
from dragoman.verify.tables import rows
from dragoman.verify.tokens import Token, word_tokens, words

COLUMNS = {"en": 1, "pt": 2}
"""Where our own table has the names of a language."""
_STEM, _LONG = 4, 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ELIDED = re.compile(r"^(?:[dl]|qu|dell|all|nell)'(?=\w)")
_NO_PLACES = frozenset(
    {"001", "003", "005", "009", "011", "013", "014", "015", "017", "018", "029", "030", "034", "035"}
)
_NO_PLACES |= {
    "039",
    "053",
    "054",
    "057",
    "061",
    "143",
    "145",
    "151",
    "154",
    "155",
    "202",
    "419",
    "QO",
    "UN",
    "ZZ",
    "021",
    "RE",
}
_NO_CITIES = re.compile(r"Etc/|Indian/Reunion|America/(?:Indiana|Kentucky|North_Dakota)/")
"""Zones whose names are words as well: reunion, center."""
_NOTE = re.compile(r"\s*[(\[].*?[)\]]|,? (?:SAR|RAE)\b.*")
_NO_PEOPLE = frozenset({"montanha", "montanhas", "roleta", "salada"})
"""Words after which a people is none: montanha-russa."""
_ARTICLE = re.compile(r"^(?:the|o|a|os|as|el|la|los|las|els|les|l'|l’)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A place or people named in a text; a name of several (Congo, Korean) has several keys."""

    start: int
    end: int
    keys: frozenset[str]
    spelled: str
    """Its words in plain small letters."""


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    key: str
    written: str
    """As the table has it: a star behind it stands for any ending, a wave before it for a word that only renders."""

    @property
    def open(self) -> bool:
        return self.written.endswith("*")

    def fits(self, token: Token) -> bool:
        """Tell whether a token has the capitals of the name: none, the first or all."""
        if self.written.isupper():
            titled = len(self.words) == 1 and len(self.written) >= _STEM and token.text.istitle()
            return titled or token.text.isupper() or token.text[:-1].isupper()
        return self.written[0].islower() or token.text[0].isupper()


class _Index:
    """The names of one language by the first letters of their first word."""

    def __init__(self, forms: Iterable[_Form]) -> None:
        self.whole: dict[str, list[_Form]] = {}
        self.stems: dict[str, list[_Form]] = {}
        self.loose: dict[str, list[_Form]] = {}
        for form in forms:
            if form.written[0] == "~":
                self.loose.setdefault(form.key, []).append(form)
            elif form.open and len(form.words) == 1:
                self.stems.setdefault(form.words[0][:_STEM], []).append(form)
            else:
                self.whole.setdefault(form.words[0], []).append(form)

        self.begins = Lookup(lambda word: bool(self._begun(word)))

    def _begun(self, word: str) -> list[_Form]:
        """Return the names that may begin with a word."""
        stems = (form for form in self.stems.get(word[:_STEM], ()) if word.startswith(form.words[0]))
        return [*self.whole.get(word, ()), *stems]

    def at(self, tokens: Sequence[Token], folded: Sequence[str], n: int) -> tuple[int, frozenset[str]]:
        """Return how many tokens the longest name at a place takes, and its keys."""
        forms = self._begun(folded[n])
        fitting = [form for form in forms if form.fits(tokens[n]) and _same(form, folded[n : n + len(form.words)])]
        longest = max((len(form.words) for form in fitting), default=0)
        return longest, frozenset(form.key for form in fitting if len(form.words) == longest)


def _same(form: _Form, here: Sequence[str]) -> bool:
    if not form.open:
        return tuple(here) == form.words
    return len(here) == len(form.words) and tuple(here[:-1]) == form.words[:-1] and here[-1].startswith(form.words[-1])


@lru_cache(maxsize=64)
def places(text: str, language: str) -> tuple[Named, ...]:
    """Return what a text names of the places and peoples that are known in its language (a primary subtag)."""
    tokens, folded, index = word_tokens(text), bare_words(text), _index(language)
    found, past = list[Named](), 0
    first = index.begins.among(frozenset(folded))
    for n in [n for n, word in enumerate(folded) if word in first] if first else ():
        taken, keys = index.at(tokens, folded, n)
        if n >= past and taken and not (n and folded[n - 1] in _NO_PEOPLE):
            whole = " ".join(folded[n : n + taken])
            found.append(Named(tokens[n].start, tokens[n + taken - 1].end, keys, whole))
            past = n + taken
    return tuple(found)


def bare(token: Token) -> str:
    """Return a word in plain small letters, without the English possessive and a Romance article (d'Anna, l'Havana)."""
    return _bare(token.lower)


@lru_cache(maxsize=1 << 14)
def _bare(word: str) -> str:
    return fold(ELIDED.sub("", word.removesuffix("'s").removesuffix("s'")))


def renders(text: str, key: str, language: str) -> bool:
    """Tell whether a text has a word that may render a place and is no name of it."""
    whole = f" {spelled(text)} "
    return any(
        f" {' '.join(form.words)}" + ("" if form.open else " ") in whole for form in _index(language).loose.get(key, ())
    )


@lru_cache(maxsize=64)
def bare_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in plain small letters."""
    return tuple(map(_bare, words(text)))


def spelled(text: str) -> str:
    """Return the words of a text in plain small letters, parted by spaces."""
    return " ".join(bare_words(text))


@cache
def _index(language: str) -> _Index:
    return _Index(
        {(f.words, f.key): f for f in (*_ours(language), *_territories(language), *_cities(language))}.values()
    )


def _form(name: str, key: str) -> _Form:
    name = _ARTICLE.sub("", _NOTE.sub("", name.strip()))
    words = tuple(fold(word).lower() for word in _WORD.findall(name))
    return _Form(words, key, name or " ")


def _ours(language: str) -> Iterator[_Form]:
    if language not in COLUMNS:
        return
    column = COLUMNS[language]
    for n, line in enumerate(rows("places")):
        cells = line.split("|")
        key = cells[0].strip()
        for name in cells[column].split(","):
            form = _form(name, f"{key}{n}" if key == "x" else key)
            if form.words:
                yield form
                yield from _dotted(form, language)


def _dotted(form: _Form, language: str) -> Iterator[_Form]:
    """Yield an acronym as some newspapers write it: A.I., U.N.C.H.R."""
    if language == "en" and form.written.isalpha() and form.written.isupper() and len(form.written) < _LONG:
        yield _Form(tuple(form.words[0]), form.key, form.written)


def _territories(language: str) -> Iterator[_Form]:
    for code, name in _locale_names(language, "territories"):
        if code not in _NO_PLACES and (form := _form(name, code)).words:
            yield form


def _cities(language: str) -> Iterator[_Form]:
    for zone, names in _locale_names(language, "time_zones"):
        if not _NO_CITIES.match(zone) and "city" in names:
            yield _form(names["city"], zone)
    if language == "en":
        for zone, _ in _locale_names("pt", "time_zones"):
            if not _NO_CITIES.match(zone):
                yield _form(zone.rpartition("/")[2].replace("_", " "), zone)


def _locale_names(language: str, what: str) -> Iterator[tuple[str, Any]]:
    """Yield CLDR's names in a language and in its European form, where that is one of its own."""
    for name in (language, f"{language}_{language.upper()}"):
        try:
            yield from getattr(Locale.parse(name), what).items()
        except (UnknownLocaleError, ValueError):
            continue
