"""The lead figure, and the body without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from dragoman.extract.blocks import Piece
from dragoman.extract.imagery import leading, leading_size
from dragoman.extract.metadata import Metadata
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import key
from dragoman.types import Block, Figure, Heading, Text

_WORD = re.compile(r"[a-z0-9]+", re.I)
_OWN = re.compile(r"/(?:\d{4,}|[A-Z][\w-]*[a-z])$")
"""A folder that holds one picture's crops: it is a number, or has a name."""
_NEAR = 12
"""How many pieces before the body may hold its lead figure."""


def lead_and_rest(
    chosen: Sequence[Piece], before: Sequence[Piece], meta: Metadata
) -> tuple[Figure | None, list[Block]]:
    """Return the lead figure and the blocks of the body; no block repeats the lead figure.

    The picture that the page names to machines wins, with the caption that it has where the page shows it; a page
    that names none, or one that it doesn't show, is led by the captioned figure before its first words.
    """
    blocks = [_without_headline(piece.block, meta.headline) for piece in chosen]
    shown = [_without_headline(piece.block, meta.headline) for piece in before[-_NEAR:]]
    first = _opening(blocks) or _after_headline(shown, meta.headline)
    images = leading(meta)
    if not images:
        return first, [block for block in blocks if block is not first]
    candidates = [block for block in (*blocks, *shown) if isinstance(block, Figure)]
    width, height = leading_size(meta)
    for address in images:
        if found := next((figure for figure in candidates if same_picture(figure.src, address)), None):
            address = images[0] if _is_crop(images[0], address) else address
            lead = replace(found, src=address, width=width, height=height)
            return lead, [block for block in blocks if block is not found]
    told = Figure(images[0], width=width, height=height)
    if first and _is_crop(first.src, told.src):
        lead = replace(first, src=told.src, width=width, height=height)
    elif first and first.caption:
        lead = first
    else:
        return told, blocks
    return lead, [block for block in blocks if block is not first]


def _is_crop(one: str, other: str) -> bool:
    """Tell whether two addresses lead to crops of one picture: one folder of its own, or names that begin alike."""
    folders = [urlsplit(address).path.rstrip("/").rpartition("/") for address in (one, other)]
    if urlsplit(one).hostname != urlsplit(other).hostname or not folders[0][0]:
        return False
    names = [_WORD.findall(folder[2]) for folder in folders]
    opening = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*names, strict=False)))
    return folders[0][0] == folders[1][0] and (opening >= 2 or _OWN.search(folders[0][0]) is not None)


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
