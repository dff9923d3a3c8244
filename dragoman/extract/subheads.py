"""Subheads that are written as bold lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.blocks import Piece
from dragoman.extract.text import key
from dragoman.types import Heading, Paragraph, Text

_LEVEL = 3
_MAX, _LEAST_BODY = 80, 60
_NO_SUBHEAD = re.compile(r"[.,:;!?…。！？»”\"]\W*$|https?://|www\.|@|^\W*$|^[IVXLC\d]+\.?$")


def promoted(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with bold lines over a paragraph as headings.

    A line that ends like a sentence or a question is none, nor is one that is a link, the first or the last.
    """
    found = [one for piece in pieces for one in _parts(piece)]
    return [
        _heading(piece) if 0 < n < len(found) - 1 and _is_bold_line(piece) and _is_body(found[n + 1]) else piece
        for n, piece in enumerate(found)
    ]


def _parts(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph whose first line is bold as two, and every other piece as it is."""
    text = piece.block.text if isinstance(piece.block, Paragraph) else Text()
    end = text.text.find("\n")
    rest = text.cut(end + 1, len(text.text))
    if end <= 0 or len(rest.text) < _LEAST_BODY or not _is_bold(line := text.cut(0, end)):
        yield piece
        return
    yield replace(piece, block=Paragraph(line), key=key(line.text), linked=0)
    yield replace(piece, block=Paragraph(rest), key=key(rest.text))


def _is_bold_line(piece: Piece) -> bool:
    return isinstance(piece.block, Paragraph) and piece.linked < 0.5 and _is_bold(piece.block.text)


def _is_bold(text: Text) -> bool:
    if not 0 < len(text.text) <= _MAX or _NO_SUBHEAD.search(text.text):
        return False
    return any(mark.kind == "strong" and (mark.start, mark.end) == (0, len(text.text)) for mark in text.marks)


def _is_body(piece: Piece) -> bool:
    return isinstance(piece.block, Paragraph) and len(piece.block.text.text) >= _LEAST_BODY and not _is_bold_line(piece)


def _heading(piece: Piece) -> Piece:
    text = piece.block.text if isinstance(piece.block, Paragraph) else Text()
    marks = tuple(m for m in text.marks if (m.kind, m.start, m.end) != ("strong", 0, len(text.text)))
    return replace(piece, block=Heading(Text(text.text, marks), _LEVEL))
