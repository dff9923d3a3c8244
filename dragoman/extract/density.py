"""A second opinion on where a page's text is: the box that holds most of its prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from dragoman.extract.anchor import Anchor
from dragoman.extract.blocks import Piece
from dragoman.types import Paragraph, Quote

_PROSE = 80
_SHARE = 0.7
_LEAST, _ENOUGH, _TIMES = 800, 1500, 2
"""Prose that is no chance, prose that is an article, and how much more of it makes the anchor look wrong."""


def overruled(held: Anchor, pieces: Sequence[Piece]) -> Anchor:
    """Return the anchor, or one made of the densest text where that is twice as long as what the anchor holds."""
    dense = densest(pieces)
    weight = sum(piece.weight for piece in dense)
    known = sum(piece.weight for piece in pieces if piece.key and held.holds(piece.key) and is_prose(piece))
    if known > _ENOUGH or weight < _LEAST or weight < _TIMES * known:
        return held
    return Anchor([piece.key for piece in dense])


def densest(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the texts in the innermost element that holds most of a page's prose.

    Prose is what stands in long paragraphs and quotations that are no links.
    """
    prose = [piece for piece in pieces if is_prose(piece)]
    weights: Counter[HtmlElement] = Counter()
    for piece in prose:
        for box in piece.element.iterancestors():
            weights[box] += piece.weight
    enough = _SHARE * sum(piece.weight for piece in prose)
    inmost = [box for box, weight in weights.items() if weight >= enough]
    if not inmost:
        return []
    box = max(inmost, key=lambda element: sum(1 for _ in element.iterancestors()))
    return [piece for piece in prose if box in piece.element.iterancestors()]


def is_prose(piece: Piece) -> bool:
    """Tell whether a piece is a long text that is no link."""
    return isinstance(piece.block, Paragraph | Quote) and piece.weight > _PROSE and piece.linked < 0.3
