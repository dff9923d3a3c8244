"""The glossary of a pair: words that an engine gets wrong, with a safer wording of the source or a fixed translation.

    [en-pt]
    keep = ["The Harbour Courier", "John Doe"]                        # never translated
    fixed = [
        {term = "Harbour Office", as = ["Capitania", "Capitania do Porto"]},   # any of them will do
    ]
    hazards = [
        {term = "de-escalation", say = "reducing tensions"},          # what the engine is given instead
        {term = ["strike", "strikes"], say = ["stoppage", "stoppages"], near = ["union*", "pay"], never = ["ataque*"]},
    ]

A `term` is one form or a list of all its forms, each with its own `say` or one for all. A term in lower case also
matches at the beginning of a sentence; one with a capital only as it is written. `near`: one of these words must stand
in the sentence; `unless`: none may; `never`: words that would be the wrong sense in the translation, and are flagged
there. In all four lists `*` stands for any ending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from dragoman.translate.brief import Segment
from dragoman.translate.termlist import Entry, Form, read_terms
from dragoman.types import Pair, Span, Term

FILE = "glossary.toml"
"""The operator's own glossary in the site folder; its entries go before the shipped ones."""
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;…]\s+|[\"“«‘'(\[—–]\s?)$")
_A = re.compile(r"\b([Aa])n? $")
_SAME = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry where a sentence calls for it, and which of its forms stands there."""

    span: Span
    form: Form
    entry: Entry


class Glossary:
    """The entries of one pair; a sentence costs one look-up for each of its words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        index: defaultdict[str, list[tuple[Form, Entry]]] = defaultdict(list)
        for entry in self.entries:
            for form in entry.forms:
                first = _FIRST.search(form.text)
                index[first[0].lower() if first else ""].append((form, entry))
        for candidates in index.values():
            candidates.sort(key=lambda candidate: -len(candidate[0].text))
        self._index = dict(index)

    def found(self, text: str) -> Iterator[Found]:
        """Yield the entries that a sentence calls for, in order, the longest of those that overlap."""
        plain, end = text.translate(_SAME), 0
        for word in _FIRST.finditer(plain):
            if word.start() < end:
                continue
            for form, entry in self._index.get(word[0].lower(), ()):
                if _stands(form.text, plain, word.start()) and entry.applies(plain):
                    end = word.start() + len(form.text)
                    yield Found((word.start(), end), form, entry)
                    break

    def read(self, segment: Segment) -> Segment:
        """Return a segment with its wording for our own models and the terms that its translation is checked for."""
        names = [term.source for term in segment.terms]
        found = [one for one in self.found(segment.reading) if not _inside(one.span, segment.reading, names)]
        if not found:
            return segment
        safe = reworded(segment.reading, found)
        terms = tuple(term for one in found if (term := _term(segment.reading, one)))
        return replace(segment, safe=safe if safe != segment.reading else "", terms=(*terms, *segment.terms))


def _inside(span: Span, text: str, names: Iterable[str]) -> bool:
    """Tell whether words stand inside a name that stays as it is, and are not all of it."""
    places = (found.span() for name in names for found in re.finditer(re.escape(name), text))
    return any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in places)


def _stands(form: str, text: str, start: int) -> bool:
    """Tell whether a form stands at a place as whole words, with no capital but at the beginning of a sentence."""
    piece = text[start : start + len(form)]
    end = start + len(form)
    if text[end : end + 1].isalnum() or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()):
        return False
    if piece == form:
        return True
    capital = form[:1].islower() and piece == form[:1].upper() + form[1:]
    return capital and _OPENS.search(text[:start]) is not None


def reworded(text: str, found: Iterable[Found]) -> str:
    """Return a text with the safer wording of every entry that has one."""
    pieces, end = [], 0
    for one in found:
        if one.form.say is None:
            continue
        start, stop = one.span
        before = text[end:start]
        say = one.form.say[:1].upper() + one.form.say[1:] if _capital(text[start], one.form.text) else one.form.say
        pieces += [_articled(before, say), say]
        end = stop
    return "".join([*pieces, text[end:]])


def _capital(letter: str, form: str) -> bool:
    return letter.isupper() and form[:1].islower()


def _articled(before: str, word: str) -> str:
    """Let an indefinite article in front agree with the word that takes another's place."""
    article = _A.search(before)
    if not article or not word[:1].isalpha():
        return before
    return before[: article.start()] + article[1] + ("n " if word[0].lower() in "aeiou" else " ")


def _term(text: str, found: Found) -> Term | None:
    if not found.entry.targets and not found.entry.never:
        return None
    start, end = found.span
    return Term(text[start:end], found.entry.targets, found.entry.never)


@lru_cache(maxsize=16)
def shipped(pair: Pair) -> tuple[Entry, ...]:
    """Return the entries that come with the wire: each was read, and is tried on the embedded models."""
    file = files("dragoman.translate") / "terms" / f"{pair.key}.toml"
    return read_terms(file.read_text(encoding="utf-8"), file.name)[pair] if file.is_file() else ()


@lru_cache(maxsize=16)
def glossary(pair: Pair, own: str = "", leg: Pair | None = None) -> Glossary:
    """Return the glossary of a pair: the operator's own entries (a text like glossary.toml), then the shipped ones.

    Where the way goes through a third language, `leg` is its first part: its safer wordings serve here, too.
    """
    through = (replace(entry, targets=(), never=()) for entry in shipped(leg)) if leg and leg != pair else ()
    return Glossary((*read_terms(own, FILE).get(pair, ()), *shipped(pair), *through))
