"""The standfirst: what a page shows between headline and text to say what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import words_of
from dragoman.extract.metadata import Metadata
from dragoman.extract.text import key
from dragoman.types import Heading, Paragraph, Text

_WORDS = frozenset(
    "standfirst subtitle subtitulo subheadline subheading subhead dek deck chapeau chapo summary abstract intro "
    "introduction lead lede "
    "bajada entradilla sumario gravata olho excerpt tagline description strapline sottotitolo ingress manchet "
    "underrubrik lid vorspann "
    "anleser sinopsis resumo resumen".split()
)
_PHRASES = ("linha-fina", "sub-title", "sub-headline", "sub-head", "sous-titre")
_NEAR = 8
_LENGTHS = range(20, 700)


def standfirst_and_rest(chosen: Sequence[Piece], before: Sequence[Piece], meta: Metadata) -> tuple[Text, list[Piece]]:
    """Return the standfirst and the pieces of the body without it."""
    told = key(meta.description)
    opening = next((piece for piece in chosen if isinstance(piece.block, Paragraph | Heading)), None)
    if (
        opening
        and _fits(opening)
        and (_is_named(opening.element) or (opening.key == told and not _is_first_of_many(opening, chosen)))
    ):
        return _text(opening), [piece for piece in chosen if piece is not opening]
    known = {piece.key for piece in chosen}
    for piece in reversed(before[-_NEAR:]):
        if _fits(piece) and piece.key not in known and (piece.key == told or _is_named(piece.element)):
            return _text(piece), list(chosen)
        if isinstance(piece.block, Heading) and piece.key == key(meta.headline):
            break
    return Text(), list(chosen)


def _fits(piece: Piece) -> bool:
    return (
        isinstance(piece.block, Paragraph | Heading) and len(str(piece.block.text)) in _LENGTHS and piece.linked < 0.5
    )


def _text(piece: Piece) -> Text:
    return piece.block.text if isinstance(piece.block, Paragraph | Heading) else Text()


def _is_named(element: HtmlElement) -> bool:
    """Tell whether an element, or the box that holds it alone, is called a standfirst."""
    parent = element.getparent()
    boxes = [element] if parent is None or len(parent) > 3 else [element, parent]
    for box in boxes:
        names = f"{box.get('class', '')} {box.get('id', '')} {box.get('itemprop', '')}"[:300]
        if not _WORDS.isdisjoint(words_of(names)) or any(phrase in names.lower() for phrase in _PHRASES):
            return True
    return False


def _is_first_of_many(opening: Piece, chosen: Sequence[Piece]) -> bool:
    """Tell whether the text goes on right beside its opening, in elements of the same kind."""
    parent = opening.element.getparent()
    return any(
        p is not opening and p.element.tag == opening.element.tag and p.element.getparent() is parent for p in chosen
    )
