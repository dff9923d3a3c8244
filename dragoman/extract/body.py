"""Which of a page's pieces are its article: those between the first and the last that trafilatura takes for text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from dragoman.extract.anchor import Anchor
from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import is_furniture_line
from dragoman.types import Embed, Figure, Heading, Paragraph, Quote

_LONG = 80


def select(pieces: Sequence[Piece], held: Anchor) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the article's body, and those right before it."""
    known = [bool(piece.key) and held.holds(piece.key) for piece in pieces]
    places = _places(pieces, known)
    first, last = _range(pieces, known, places)
    chosen: list[Piece] = []
    seen: dict[str, HtmlElement | None] = {}
    heads_body = False
    for index in range(last, first - 1, -1):
        piece, parent = pieces[index], pieces[index].element.getparent()
        belongs = _belongs(piece, known[index] or (heads_body and _is_plain_heading(piece)), places)
        if not isinstance(piece.block, Figure | Embed):
            heads_body = belongs
        if belongs and not (len(piece.key) > 40 and seen.setdefault(piece.key, parent) is not parent):
            chosen.append(piece)
    return chosen[::-1], list(pieces[:first])


def _is_plain_heading(piece: Piece) -> bool:
    """Tell whether a piece is a heading and no link: it belongs to what follows it."""
    return isinstance(piece.block, Heading) and piece.linked < 0.5


def inside_article(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the paragraphs inside an article or main element, the body of a short note, and what is before them."""
    found = [index for index, piece in enumerate(pieces) if _is_inside(piece) and _goes_on(piece, piece, frozenset())]
    return [pieces[index] for index in found], list(pieces[: found[0]] if found else [])


def _is_inside(piece: Piece) -> bool:
    return next(piece.element.iterancestors("article", "main"), None) is not None


def _places(pieces: Sequence[Piece], known: Sequence[bool]) -> frozenset[str]:
    """Return the places (an element and what is round it, by tag and class) where the text's long paragraphs stand."""
    weights: Counter[str] = Counter()
    for piece, is_known in zip(pieces, known, strict=True):
        if is_known and isinstance(piece.block, Paragraph) and len(piece.key) > _LONG:
            weights[_place(piece.element)] += len(piece.key)
    least = 0.1 * weights.total()
    return frozenset(place for place, weight in weights.items() if weight >= least)


def _place(element: HtmlElement) -> str:
    """Return the tags and classes of an element and the two round it."""
    around = [element, *islice(element.iterancestors(), 2)]
    return ">".join(f"{one.tag!s}.{one.get('class', '')}" for one in around)


def _range(pieces: Sequence[Piece], known: Sequence[bool], places: frozenset[str]) -> tuple[int, int]:
    """Return the first and last index of the body, grown over the paragraphs beside it."""
    indexes = [index for index, is_known in enumerate(known) if is_known]
    if not indexes:
        return 0, -1
    first, last = indexes[0], indexes[-1]
    while first > 0 and _goes_on(pieces[first - 1], pieces[first], places):
        first -= 1
    for index in range(last + 1, min(last + 400, len(pieces))):
        if _goes_on(pieces[index], pieces[last], places):
            last = index
    return first, last


def _goes_on(piece: Piece, neighbour: Piece, places: frozenset[str]) -> bool:
    """Tell whether a piece beside the body is a paragraph of it."""
    if not isinstance(piece.block, Paragraph) or piece.element.tag != "p" or piece.linked >= 0.5:
        return False
    if is_furniture_line(piece.block.text.text, piece.linked):
        return False
    if len(piece.key) > _LONG and _place(piece.element) in places:
        return True
    return neighbour.element.tag == "p" and piece.element.getparent() is neighbour.element.getparent()


def _belongs(piece: Piece, is_known: bool, places: frozenset[str]) -> bool:
    """Tell whether a piece between the body's ends is a part of it."""
    block = piece.block
    if isinstance(block, Figure | Embed):
        return True
    if isinstance(block, Paragraph | Heading | Quote) and is_furniture_line(block.text.text, piece.linked):
        return False
    if is_known:
        return True
    if piece.linked > 0.5:
        return False
    around = _place(piece.element).partition(">")[2]
    return any(place.partition(">")[2] == around for place in places)
