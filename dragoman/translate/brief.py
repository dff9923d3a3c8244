"""The brief for an interpreter: a Document cut into segments, each as the engine shall read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.translate.casing import sentence_case, usual_cases
from dragoman.translate.segmentation import MAX_WORDS, segment
from dragoman.types import Document, Heading, Place, Term, Text

WHOLE = ("headline", "alt")
"""Last parts of places whose text is not cut into sentences."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence to translate: where it stands, as published, and as the engine shall read it."""

    place: Place
    source: Text
    reading: str
    gap: str = ""
    safe: str = ""
    """The same in a wording that our own models get right, where the glossary has one."""
    terms: tuple[Term, ...] = ()
    """What its translation is checked for beside the text (see `dragoman.translate.glossary`)."""

    def key(self, context: str) -> str:
        """Name its translation under a context (pair, models, settings): equal keys have equal translations."""
        told = repr((context, self.source, self.reading, self.safe, self.terms))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def segments(document: Document, guess: Callable[[str], str]) -> Iterator[Segment]:
    """Cut every text of a document into segments, in reading order; headlines are read in sentence case.

    `guess` re-cases a word that the body doesn't hold (see `Vocabulary.likeliest_case`).
    """
    usual = usual_cases(text.text for place, text in document.texts() if place != "headline")
    headings = {str(n) for n, block in enumerate(document.blocks) if isinstance(block, Heading)} | {"headline"}
    for place, text in document.texts():
        for cut in cut_text(place, text, document.language):
            if place in headings:
                reading = sentence_case(cut.source.text, usual, guess)
                yield Segment(place, cut.source, reading, cut.gap)
            else:
                yield cut


def cut_text(place: Place, text: Text, language: str) -> Iterator[Segment]:
    """Cut one text into segments with the white space that stands between them."""
    whole = place.rsplit(".", 1)[-1] in WHOLE and 0 < len(text.text.split()) <= MAX_WORDS
    spans = [(0, len(text.text))] if whole else segment(text.text, language)
    for index, (start, end) in enumerate(spans):
        following = spans[index + 1][0] if index + 1 < len(spans) else end
        gap = text.text[end:following]
        source = text.cut(start, end)
        yield Segment(place, source, source.text, "\n" if "\n" in gap else " " if gap else "")
