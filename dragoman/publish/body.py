"""Two questions that the body of an article asks: how deep is a heading, and does an alternative text tell anything."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.publish.marks import one_line
from dragoman.types import Block, Document, Figure, Heading

_DEEPEST = 6


def levels(blocks: Sequence[Block]) -> list[int]:
    """Return the level of each block's heading under an h1, none skipped, whatever levels the source used."""
    found: list[int] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
        found.append(min(len(above) + 1, _DEEPEST))
    return found


def tells(document: Document, figure: Figure) -> bool:
    """Tell whether a figure's alternative text says what neither the headline nor the caption says already."""
    alt = one_line(figure.alt).casefold()
    return bool(alt) and alt not in (
        one_line(document.headline.text).casefold(),
        one_line(figure.caption.text).casefold(),
    )
