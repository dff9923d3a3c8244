"""Which of a page's pieces are its article, by all the ways there are to tell."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from dragoman.extract import live
from dragoman.extract.anchor import Anchor, anchor
from dragoman.extract.blocks import Piece, Walk
from dragoman.extract.body import inside_article, is_pointer, select
from dragoman.extract.density import overruled
from dragoman.extract.galleries import numbered
from dragoman.extract.imagery import informed
from dragoman.extract.lines import structured
from dragoman.extract.metadata import Metadata
from dragoman.extract.state import hidden_body
from dragoman.types import Heading


def passage(meta: Metadata, told: str) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the article's body, and those right before it.

    `told` is the text that the page gives to machines.
    """
    root, base = meta.root, meta.base
    held = anchor(root, told)
    pieces = _pieces(meta, held)
    chosen, before = select(pieces, overruled(held, pieces), base)
    if not any(piece.key for piece in pieces):
        held = Anchor([paragraph.text_content() for paragraph in root.iter("p")])
        pieces = _pieces(meta, held)
        chosen, before = select(pieces, held, base)
    if not any(piece.key and not isinstance(piece.block, Heading) for piece in chosen):
        chosen, before = inside_article(pieces)
    entries = live.entries(meta.nodes)
    hidden = hidden_body(root, told, sum(piece.weight for piece in chosen), live.as_html(entries))
    if hidden is not None:
        chosen = [piece for piece in Walk(base, Anchor([])).run(hidden) if not is_pointer(piece)]
    return finished(chosen, entries), before


def _pieces(meta: Metadata, held: Anchor) -> list[Piece]:
    inner = meta.root.find("body")
    return informed(Walk(meta.base, held).run(meta.root if inner is None else inner), meta.nodes)


def within(boxes: Sequence[HtmlElement], base: str) -> list[Piece]:
    """Return the pieces of the boxes that an operator says hold the body."""
    found = [piece for box in boxes for piece in Walk(base, Anchor([])).run(box) if not is_pointer(piece)]
    return finished(found, [])


def finished(pieces: Sequence[Piece], entries: Sequence[live.Entry]) -> list[Piece]:
    """Return the pieces of a body with what only looks like structure, times of entries and galleries as such."""
    return numbered(live.timed(structured(pieces), entries))
