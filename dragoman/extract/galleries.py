"""Galleries: figures that stand together in a box made for several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import words_of
from dragoman.types import Figure

_NAMES = frozenset(
    "gallery galleries slideshow slider slides carousel swiper galerie galeria galería galleria bildergalerie "
    "bildstrecke fotostrecke photoset photogallery fotogaleria diashow lightbox mosaic".split()
)
_LEVELS = 8


def numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the number of its gallery on each figure that stands in one."""
    boxes = [_gallery(piece) for piece in pieces]
    sizes = Counter(box for box in boxes if box is not None)
    numbers = {box: n for n, box in enumerate((box for box, size in sizes.items() if size > 1), 1)}
    return [
        replace(piece, block=replace(piece.block, gallery=numbers[box]))
        if box in numbers and isinstance(piece.block, Figure)
        else piece
        for piece, box in zip(pieces, boxes, strict=True)
    ]


def _gallery(piece: Piece) -> HtmlElement | None:
    """Return the outermost box round a figure that is called a gallery."""
    if not isinstance(piece.block, Figure):
        return None
    named = (box for box in islice(piece.element.iterancestors("div", "figure", "ul", "section", "ol"), _LEVELS))
    found = [box for box in named if not _NAMES.isdisjoint(words_of(box.get("class", "")[:300]))]
    return found[-1] if found else None
