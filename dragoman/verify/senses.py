"""Check for the wrong sense of a word that has several: a party that became festa, a sentence that became frase.

The tables were made by reading what engines write of news, and of words that are known to mislead. A row is called by
its term in the source; where its right word stands in the target as well, the wrong one may render something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.lookup import Lookup
from dragoman.verify.tables import rows
from dragoman.verify.tokens import plain, said, words

NAME = "senses"
_CELLS = 5
_STEM = 3
_CLASSES = (
    re.compile(r"(?:[oei]u|aram|eram|iram|[aei]r|ando|endo)$"),
    re.compile(r"(?:a|ção|são|dade|agem|ice)$"),
    re.compile(r"(?:as|ções|sões|dades|agens)$"),
    re.compile(r"(?:[oi]|or|[ao]l|que)$"),
    re.compile(r"(?:[oi]s|ores|ais|ols|ques)$"),
)
"""Endings of Portuguese verbs, of feminine and masculine words, one and many: what agrees alike."""
_ARTICLE = re.compile(r"\b([Aa])n? $")
_FEMININE = re.compile(r"(?: \w+){0,3} \w+(?:[aiíu]d|ost|eit|ert|rit)as?\b")
"""What stands behind a phrase and agrees with its noun: no masculine phrase can take that one's place."""


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A row: words of the source, their wrong renderings and the right ones, what must and what mustn't be near."""

    term: re.Pattern[str]
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    fine: re.Pattern[str]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def called(self, source: str) -> re.Match[str] | None:
        """Return where the source calls for it; None where it has another sense there."""
        found = self.term.search(source)
        if not found or (self.near and not self.near.search(source)) or (self.unless and self.unless.search(source)):
            return None
        return found

    def stands(self, target: str) -> tuple[Span, str] | None:
        """Return where the target has a wrong word, and the right one for its place, where there is one."""
        if self.fine.search(target):
            return None
        for n, word in enumerate(self.wrong):
            if found := _pattern((word,)).search(target):
                return found.span(), self.right[n] if n < len(self.right) else ""
        return None


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn of a word of the target that renders another sense of a word of the source."""
    for term, span, _ in _found(source, target, pair):
        message = f"“{target[slice(*span)]}” is another sense of “{source[slice(*term)]}”."
        yield Finding(NAME, Severity.WARN, message, term, span)


def mended(source: str, target: str, pair: Pair) -> str:
    """Return a target with the right word for each wrong one whose place it can take as it is."""
    for _, (start, end), right in sorted(_found(source, target, pair), key=lambda found: -found[1][0]):
        wrong = target[start:end]
        agrees = pair.target == "en" or (_alike(wrong, right) and not _turned(wrong, right, target[end:]))
        if right and "*" not in right and agrees:
            before = target[:start]
            if pair.target == "en" and (article := _ARTICLE.search(before)):
                before = f"{before[: article.start()]}{article[1]}{'n' if right[0] in 'aeiou' else ''} "
            target = before + (right[:1].upper() + right[1:] if wrong[:1].isupper() else right) + target[end:]
    return target


def _alike(wrong: str, right: str) -> bool:
    """Tell whether words agree with their neighbours alike: both are verbs, or of one gender and number.

    Adverbs agree with nothing, a phrase brings its own article (um bilhete, uma chapa), and an acronym (NATO) has the
    gender of its words.
    """
    if wrong.endswith("mente") or (" " in wrong and " " in right) or (wrong.isupper() and right.isupper()):
        return True
    each = [next((n for n, ending in enumerate(_CLASSES) if ending.search(word)), -1) for word in (wrong, right)]
    return each[0] == each[1] >= 0


def _turned(wrong: str, right: str, rest: str) -> bool:
    """Tell whether a feminine phrase would become masculine before a participle that agrees with it."""
    genders = [phrase.split()[0][-1:] for phrase in (wrong.lower(), right)]
    return " " in wrong and genders in (["a", "o"], ["à", "o"]) and _FEMININE.match(rest) is not None


@lru_cache(maxsize=64)
def _found(source: str, target: str, pair: Pair) -> tuple[tuple[Span, Span, str], ...]:
    """Return each wrong sense: the term's place, the wrong word's, and the right word."""
    body, other, found = plain(source), plain(target), dict[Span, tuple[Span, Span, str]]()
    for sense in _candidates(source, pair):
        term = sense.called(body)
        if term and (wrong := sense.stands(other)):
            found.setdefault(wrong[0], (term.span(), *wrong))
    return tuple(found.values())


def _candidates(source: str, pair: Pair) -> list[Sense]:
    """Return the rows whose term may stand in the source, each once."""
    table, calling = _table(pair.languages), _calling(pair.languages).among(said(source))
    called = [word for word in words(source) if word in calling] if calling else ()
    return list(dict.fromkeys(sense for word in called for sense in table[word[:_STEM]]))


@cache
def _calling(languages: tuple[str, str]) -> Lookup:
    """Return the words that begin as the term of a row does."""
    table = _table(languages)
    return Lookup(lambda word: word[:_STEM] in table)


@cache
def _table(languages: tuple[str, str]) -> dict[str, list[Sense]]:
    """Return the rows of a pair by the first letters of their terms."""
    table: dict[str, list[Sense]] = {}
    for row in rows(f"senses.{'-'.join(languages)}"):
        cells = [tuple(filter(None, map(str.strip, cell.split(",")))) for cell in row.split("|")]
        term, wrong, right, near, unless = cells + [()] * (_CELLS - len(cells))
        sense = Sense(
            _pattern(term),
            wrong,
            right,
            _pattern(right),
            _pattern(near) if near else None,
            _pattern(unless) if unless else None,
        )
        for start in {_start(form) for form in term}:
            table.setdefault(start, []).append(sense)
    return table


def _start(form: str) -> str:
    """Return the first letters of a form's first word that is no article or preposition."""
    return next((word for word in form.lower().split() if len(word) >= _STEM), form.lower())[:_STEM]


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some words, acronyms as they are written; a star stands for any ending."""
    each = "|".join(f"(?-i:{re.escape(form)})" if form.isupper() else _any(form) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{each})(?![\w-])", re.IGNORECASE)


def _any(form: str) -> str:
    return re.escape(form).replace(r"\*", r"\w*")
