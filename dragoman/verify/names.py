"""Check that the target names the persons, places, peoples and bodies of the source, in their order, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.gender import is_woman
from dragoman.types import Finding, Pair, Severity
from dragoman.verify.acronyms import abbreviated, disordered, made_of, permuted
from dragoman.verify.characters import LATIN
from dragoman.verify.cognates import cognate
from dragoman.verify.namewords import AMBIGUOUS, PERSONS, PERSONS_ALONE, Names, names_of, opens
from dragoman.verify.order import exchanged
from dragoman.verify.places import COLUMNS, Named, bare, places, renders, spelled
from dragoman.verify.possessives import LINKS, owns
from dragoman.verify.spellings import latinised, likeness, sounds_alike
from dragoman.verify.tokens import Token, spoken, words
from dragoman.verify.vocabulary import hears, prefix

NAME = "names"
_NOUNS_TOO = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""
_ALIKE = 0.7
"""Likeness from which two names are one, written in two ways."""
_SHORT, _STEM = 6, 4
_TOLD_BY = {"twitter": ("tweet", "tuit")}
"""Words that tell of what is done with a thing and are not spelt as its name is."""
_NATION = {"en": ("country", "country's", "nation", "nation's"), "pt": ("país", "nação")}
"""What may stand for a country that is known: China's cities, as cidades do país."""
_COUNTRY = re.compile("[A-Z]{2}")
_NEAR = 4
"""Code points between two words of one name at most: Ana de Souza."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare names: another place or person fails, one missing, new or misspelt warns, as does another order.

    Places and peoples are compared by meaning (Londres, alemães, OTAN), persons letter for letter but for accents.
    Where a side is written in capitals, places alone are known.
    """
    here, there = pair.languages
    if here == there or not {here, there} <= LATIN or {here, there} & _NOUNS_TOO:
        return
    before, after = names_of(source, here), names_of(target, there)
    if before is None or after is None:
        yield from places_apart(spoken(source), spoken(target), pair)
        return
    yield from places_apart(source, target, pair)
    yield from _persons(before, after)
    yield from _torn(before, after)
    yield from exchanged(NAME, before, after)


def name_words(text: str, language: str) -> set[str]:
    """Return the words of a text, in small letters, that are names of persons and things; places are left out."""
    read = names_of(text, language)
    if read is None:
        return set()
    sure_only = language in _NOUNS_TOO
    return {
        token.lower.removesuffix("'s")
        for token in read.capital
        if token.text in read.sure or not (sure_only or opens(text, token))
    }


# --- Places ------------------------------------------------------------------------------------------------------


def places_apart(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Yield the places and peoples that one text names and the other does not, by meaning."""
    here, there = pair.languages
    before, after = places(source, here), places(target, there)
    lost = _unanswered(before, after, target, there)
    added = _unanswered(after, before, source, here)
    if lost and not added and _nations(target, there) > _nations(source, here):
        lost = [place for place in lost if not any(_COUNTRY.fullmatch(key) for key in place.keys)]
    # Of a language whose peoples we do not know, only a place that stands for another is told.
    told = max if {here, there} <= COLUMNS.keys() else min
    for n in range(told(len(lost), len(added))):
        old, new = (lost[n] if n < len(lost) else None), (added[n] if n < len(added) else None)
        was = source[old.start : old.end] if old else ""
        now = target[new.start : new.end] if new else ""
        spans = [(place.start, place.end) if place else None for place in (old, new)]
        if was and now:
            yield Finding(NAME, Severity.FAIL, f"“{was}” became “{now}”.", *spans)
        else:
            message = f"“{was}” is missing." if was else f"“{now}” is not in the original."
            yield Finding(NAME, Severity.WARN, message, *spans)


def _nations(text: str, language: str) -> int:
    return sum(word in _NATION.get(language, ()) for word in words(text))


def _unanswered(mine: Sequence[Named], others: Sequence[Named], other: str, there: str) -> list[Named]:
    """Return the places, each once, that the other text names in no way."""
    known = frozenset().union(*(place.keys for place in others))
    said, left = f" {spelled(other)} ", dict[frozenset[str], Named]()
    for place in mine:
        verbatim = f" {place.spelled} " in said
        if not verbatim and place.keys.isdisjoint(known) and not any(renders(other, key, there) for key in place.keys):
            left.setdefault(place.keys, place)
    return list(left.values())


# --- Persons -----------------------------------------------------------------------------------------------------


def _persons(before: Names, after: Names) -> Iterator[Finding]:
    """Pair each name that the other side lacks with the word there that it may have become."""
    lost = [token for token in _distinct(before.capital) if not _said(token, after)]
    new = [token for token in _distinct(after.capital) if not _said(token, before)]
    for token, like in _alike(lost, new, before.sure | after.sure):
        lost.remove(token)
        new.remove(like)
        if disordered(like, after.text) if permuted(token, like) else not _adopted(token, like, before, after):
            yield _finding(f"“{token.text}” is written “{like.text}”.", token, like)
    for token in lost:
        plain = bare(token) in AMBIGUOUS or _adapted(token, after) or abbreviated(token, before.cased, after.cased)
        if token.text in before.sure and not plain:
            yield _finding(f"“{token.text}” is missing.", token, None)
    for token in new:
        if meant := _respelt(token, before, after):
            yield _finding(f"“{meant.text}” is written “{token.text}” once.", meant, token)
        elif token.text in after.sure and not _worded(token, after, before):
            if _adapted(token, before) or abbreviated(token, after.cased, before.cased):
                continue
            yield _finding(f"“{token.text}” is not in the original.", None, token)


def _adopted(token: Token, like: Token, before: Names, after: Names) -> bool:
    """Tell whether a name is put as the other language spells it: Aphrodite, Afrodite; Subcommittee, Subcomitê."""
    own = bare(like) not in PERSONS and hears(like.lower, after.language)
    if latinised(token, like) or (own and sounds_alike(token, like)):
        return True
    one, other = prefix(token.lower, before.language), prefix(like.lower, after.language)
    if one and one[:2] == other[:2]:
        return True
    pair = {before.language: token.lower, after.language: like.lower}
    return pair.keys() == {"en", "pt"} and cognate(pair["pt"], [pair["en"]])


def _alike(lost: Sequence[Token], new: Sequence[Token], sure: frozenset[str]) -> Iterator[tuple[Token, Token]]:
    """Yield pairs of names that may be one, written in two ways; one of them at least is no word."""
    left = list(new)
    for token in list(lost):
        like = max(left, key=lambda other: (permuted(token, other), likeness(bare(token), bare(other))), default=None)
        if (
            like
            and {token.text, like.text} & sure
            and (permuted(token, like) or likeness(bare(token), bare(like)) >= _ALIKE)
        ):
            left.remove(like)
            yield token, like


def _respelt(token: Token, before: Names, after: Names) -> Token | None:
    """Return the name that a new one stands for: one that stands with its capital less often than in the source."""
    its = [bare(other) for other in after.cased]
    plain = set(before.capital)
    for name in _distinct(before.cased) if token.text in after.sure else ():
        word = bare(name)
        if sum(bare(other) == word for other in before.cased) <= its.count(word):
            continue
        known = name.text in before.sure if name in plain else word in after.said
        made = sum(other.startswith(word[:_STEM]) for other in before.words)
        if known and made == before.words.count(word) and likeness(word, bare(token)) >= _ALIKE:
            return name
    return None


def _torn(before: Names, after: Names) -> Iterator[Finding]:
    """Warn where a name's words stand in another order, or with another capital between them."""
    mine, its = before.once, after.once
    for one, other in pairwise(before.cased):
        first, second = its.get(bare(one)), its.get(bare(other))
        link = before.text[one.end : other.start]
        linked = link in LINKS and _given(one) and not one.lower.endswith("'s")
        if link != " " and second and owns(second, after.text):
            continue
        if not linked or not first or not second or not {bare(one), bare(other)} <= mine.keys():
            continue
        if second.start < first.start or any(first.end < token.start < second.start for token in after.cased):
            yield _finding(f"“{before.text[one.start : other.end]}” is torn apart.", one, second)


def _given(token: Token) -> bool:
    return is_woman(token.text) is not None or bare(token) in PERSONS_ALONE


def _worded(token: Token, mine: Names, other: Names) -> bool:
    """Tell whether a name that is a word too (Carvalho, Park) stands as one: among words of a title."""
    if bare(token) not in AMBIGUOUS:
        return False
    beside = [t for t in mine.cased if 0 < t.start - token.end <= _NEAR or 0 < token.start - t.end <= _NEAR]
    return bool(beside) and not any(_said(neighbour, other) for neighbour in beside)


def _finding(message: str, old: Token | None, new: Token | None) -> Finding:
    spans = [(token.start, token.end) if token else None for token in (old, new)]
    return Finding(NAME, Severity.WARN, message, *spans)


def _distinct(tokens: Sequence[Token]) -> list[Token]:
    return list({bare(token): token for token in reversed(tokens)}.values())[::-1]


def _said(token: Token, names: Names) -> bool:
    word, said = bare(token), names.said
    return word in said or f"{word}s" in said or word.removesuffix("s") in said or f"{word}es" in said


def _adapted(token: Token, names: Names) -> bool:
    """Tell whether the other side has a word made of the name (marxista), or an acronym's letters or words."""
    if token.text.isupper() and len(token.text) < _SHORT:
        return made_of(token, names.text) or any(permuted(token, other) for other in names.cased)
    stems = [stem[: max(_STEM, len(stem) * 2 // 3)] for stem in (bare(token), *_TOLD_BY.get(bare(token), ()))]
    return any(word.startswith(tuple(stems)) for word in names.said)
