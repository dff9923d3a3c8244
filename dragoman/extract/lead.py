"""The lead figure, and the body without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.blocks import Piece
from dragoman.extract.metadata import Metadata
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import key
from dragoman.types import Block, Figure, Heading, Text

_NEAR = 12
"""How many pieces before the body may hold its lead figure."""


def lead_and_rest(
    chosen: Sequence[Piece], before: Sequence[Piece], meta: Metadata
) -> tuple[Figure | None, list[Block]]:
    """Return the lead figure and the blocks of the body; no block repeats the lead figure.

    The picture that the page names to machines wins, with the caption that it has where the page shows it; a page
    that names none is led by the figure before its first words.
    """
    blocks = [_without_headline(piece.block, meta.headline) for piece in chosen]
    shown = [_without_headline(piece.block, meta.headline) for piece in before[-_NEAR:]]
    opening = _opening(blocks)
    candidates = [block for block in (*blocks, *shown) if isinstance(block, Figure)]
    for address in meta.images:
        if found := next((figure for figure in candidates if same_picture(figure.src, address)), None):
            width, height = meta.image_size
            lead = replace(found, src=address, width=width, height=height)
            return lead, [block for block in blocks if block is not found]
    first = opening or _after_headline(shown, meta.headline)
    if meta.images and not (first and (first.caption or first is opening)):
        width, height = meta.image_size
        return Figure(meta.images[0], width=width, height=height), blocks
    return first, [block for block in blocks if block is not first]


def _opening(blocks: Sequence[Block]) -> Figure | None:
    """Return the figure that stands before the first words of the body."""
    return blocks[0] if blocks and isinstance(blocks[0], Figure) else None


def _after_headline(shown: Sequence[Block], headline: str) -> Figure | None:
    """Return the last figure between the headline and the body."""
    for block in reversed(shown):
        if isinstance(block, Figure) and (block.caption or (block.width or 0) >= 400):
            return block
        if isinstance(block, Heading) and key(block.text.text) == key(headline):
            return None
    return None


def _without_headline(block: Block, headline: str) -> Block:
    """Take the headline out of a figure: an alternative text that repeats it says nothing of the picture."""
    if not isinstance(block, Figure):
        return block
    alt = "" if _repeats(block.alt, headline) else block.alt
    caption = Text() if _repeats(block.caption.text, headline) else block.caption
    return replace(block, alt=alt, caption=caption)


def _repeats(text: str, headline: str) -> bool:
    words, headline = key(text), key(headline)
    return bool(words) and (
        words == headline or (len(headline) > 20 and headline in words and len(words) < 1.4 * len(headline))
    )
