"""The brief for an interpreter: a Document cut into segments, each as the engine shall read it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dragoman.commonwords import sentence_language
from dragoman.translate.casing import capitals_of_place, forms, sentence_case, shouted, small_words, usual_cases
from dragoman.translate.headlines import announced
from dragoman.translate.labels import credit_start, is_label
from dragoman.translate.names import names, terms
from dragoman.translate.segmentation import MAX_WORDS, segment
from dragoman.translate.verbatim import Kept, hidden
from dragoman.types import Document, Heading, Place, Span, Term, Text, primary

FEW = 3
"""Words of a sentence in capitals at least: fewer may be a name."""
WHOLE = ("headline",)
"""Last parts of places whose text is not cut into sentences."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence to translate: where it stands, as published, and as the engine shall read it.

    `language` is set where it is not the document's; a `label` is no sentence and shall not become one. What the page
    wants `kept` as it is stands in the reading behind names.
    """

    place: Place
    source: Text
    reading: str
    gap: str = ""
    safe: str = ""
    """The same in a wording that our own models get right, where the glossary has one."""
    terms: tuple[Term, ...] = ()
    """What its translation is checked for beside the text (see `dragoman.translate.glossary`)."""
    language: str = ""
    label: bool = False
    kept: tuple[Kept, ...] = ()
    small: tuple[str, ...] = ()
    """Words that have a capital for their place alone, as far as all of the document tells."""

    @property
    def stands(self) -> bool:
        """Tell whether there is nothing in it to translate."""
        names = [each.name for each in self.kept] + [term.source for term in self.terms if term.source in term.targets]
        told = "|".join(rf"\b{re.escape(name)}\b" for name in names)
        rest = re.sub(told, "", self.reading) if told else self.source.text
        return not any(map(str.isalnum, rest))

    def key(self, context: str) -> str:
        """Name its translation under a context (pair, models, settings): equal keys have equal translations."""
        told = repr((context, self.language, self.label, self.source, self.reading, self.safe, self.terms, self.small))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def segments(document: Document, guess: Callable[[str], str]) -> Iterator[Segment]:
    """Cut every text of a document into segments, in reading order; headlines are read in sentence case.

    `guess` re-cases a word that the body doesn't hold (see `Vocabulary.likeliest_case`).
    """
    told = [(place, text.text) for place, text in document.texts() if not shouted(text.text)]
    usual = usual_cases(text for place, text in told if place != "headline")
    headings = {str(n) for n, block in enumerate(document.blocks) if isinstance(block, Heading)} | {"headline"}
    # What begins a sentence may be a name (Fox said, beside a fox), but for what is small before it or often.
    never = small_words(body := forms(text for place, text in told if place not in headings))
    seen = body + forms(text for place, text in told if place in headings)
    once, often = (small_words(seen, times=times, capitals=1) for times in (1, 2))
    own, known = primary(document.language), names(document, guess)
    for place, text in document.texts():
        heading = place in headings
        language = sentence_language(text.text, own)
        before = set[str]()
        for cut in cut_text(place, text, document.language if language == own else language):
            said, kept = hidden(cut.source)
            spoken = sentence_language(said, own) if language == own else language
            reading = said
            if heading or _cried(said):
                reading = _headline(sentence_case(said, usual, guess), spoken)
            small = capitals_of_place(reading, never if heading else once) if spoken == own else ()
            yield replace(
                cut,
                reading=reading,
                terms=terms(cut.source, reading, known) if spoken == own else (),
                language="" if spoken == own else spoken,
                label=is_label(place, said, heading=heading),
                kept=kept,
                small=tuple(word for word in small if heading or word.lower() in often or word.lower() in before),
            )
            before |= small_words(forms([said]))


def _cried(text: str) -> bool:
    """Tell whether a sentence is in capitals throughout, and no row of acronyms."""
    return shouted(text) and len(text.split()) >= FEW


def _headline(text: str, language: str) -> str:
    return announced(text) if primary(language) == "en" else text


def cut_text(place: Place, text: Text, language: str) -> Iterator[Segment]:
    """Cut one text into segments with the white space that stands between them."""
    spans = _spans(place, text.text, language)
    for index, (start, end) in enumerate(spans):
        following = spans[index + 1][0] if index + 1 < len(spans) else end
        gap = text.text[end:following]
        source = text.cut(start, end)
        yield Segment(place, source, source.text, "\n" if "\n" in gap else " " if gap else "")


def _spans(place: Place, text: str, language: str) -> list[Span]:
    part = place.rsplit(".", 1)[-1]
    if part in WHOLE and 0 < len(text.split()) <= MAX_WORDS:
        return [(0, len(text))]
    spans = segment(text, language)
    if part == "caption" and spans:
        start, end = spans[-1]
        if cut := credit_start(text[start:end], language):
            spans[-1:] = [(start, start + cut), (end - len(text[start + cut : end].lstrip()), end)]
    return spans
