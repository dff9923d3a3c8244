"""The signature of an article, by which it is known again, and what it claims.

`sign` runs in the crew's worker processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.stories.claims import ENGLISH, SENTENCES, Stated, claims
from dragoman.stories.signature import Told, signature
from dragoman.translate.segmentation import segment
from dragoman.types import Claim, Document, Outcome, Paragraph, Place, Rendition, Signature, primary
from dragoman.verify.calendar import days
from dragoman.verify.places import places
from dragoman.verify.quantities import quantities

PARAGRAPHS = 4
"""Paragraphs, the standfirst included, from which an article is known again."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is read of an article: what is told in the pivot language, and its first sentences in theirs."""

    told: Told
    stated: tuple[Stated, ...]
    language: str
    pivot: str


class Unsound(ValueError):
    """Words that can't be read."""


Signed = tuple[Signature, tuple[Claim, ...]]
UNSOUND = (ValueError, TypeError, LookupError)
"""What an article that we did not foresee may raise."""


def sign(words: Words) -> Signed | Unsound:
    """Return an article's signature and its claims, or why it has none: an error would end the map of others."""
    try:
        said = claims(words.stated, quantities, days, words.language) if words.stated else ()
        return signature(words.told, words.pivot, places), said
    except UNSOUND as error:
        return Unsound(str(error))


def words_of(document: Document, rendition: Rendition | None, pivot: str) -> Words:
    """Return an article's words in the pivot language, as far as its rendition has them, else in its own.

    Its first sentences are in English where that is the pivot language, else in its own.
    """
    text = "\n".join(block.text.text for block in document.blocks if isinstance(block, Paragraph))
    whole = f"{document.standfirst.text}\n{text}"
    said = list(_said(document, rendition)) if rendition else []
    headline = " ".join(one.text for place, one in said if place == "headline") or document.headline.text
    if not rendition or not rendition.passages:
        told = Told(headline, whole, document.language, whole)
    else:
        opening = " ".join(one.text for place, one in said if place != "headline")
        told = Told(headline, opening, pivot if opening or headline != document.headline.text else "", whole)
    if said and primary(pivot) == ENGLISH:
        return Words(told, tuple(one for _, one in said[:SENTENCES]), ENGLISH, pivot)
    return Words(told, tuple(_own(document)), primary(document.language), pivot)


def _said(document: Document, rendition: Rendition) -> Iterator[tuple[Place, Stated]]:
    """Yield what a rendition says of an article's opening; what stands in the original is no word of its language."""
    for place in ("headline", *_opening(document)):
        for sentence in rendition.passages.get(place, ()):
            if sentence.outcome is not Outcome.ORIGINAL:
                yield place, Stated(sentence.target.text, sentence.source.text)


def _own(document: Document) -> Iterator[Stated]:
    texts = dict(document.texts())
    for place in ("headline", *_opening(document)):
        text = texts[place].text
        yield from (Stated(text[start:end], text[start:end]) for start, end in segment(text, document.language))


def _opening(document: Document) -> list[Place]:
    return ["standfirst", *document.paragraphs()][:PARAGRAPHS]
