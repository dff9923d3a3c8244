"""Structure that is written as lines: bold lines for subheads, bullets for lists, stars for separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dragoman.extract.blocks import Piece
from dragoman.extract.text import key
from dragoman.types import Heading, ItemList, Paragraph, Separator, Text

_LEVEL = 3
_MAX, _LEAST_BODY = 80, 60
_NO_SUBHEAD = re.compile(r"[.,:;!?…。！？»”\"]\W*$|https?://|www\.|@|^\W*$|^[IVXLC\d]+\.?$")
_BULLET = re.compile(r"^\s*[•●▪■◦‣⁃►▶➤✓✔]\s*")
_RULE = re.compile(r"(?:[*＊•·⁂~_=#–—-]\s*){1,20}")


def structured(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with what only looks like structure as structure."""
    return _with_separators(_with_subheads(list(_with_lists(pieces))))


def _with_subheads(pieces: Sequence[Piece]) -> list[Piece]:
    """Make bold lines over a paragraph headings.

    A line that ends like a sentence or a question is none, nor is one that is a link, the first or the last.
    """
    found = [one for piece in pieces for one in _parts(piece)]
    return [
        _heading(piece) if 0 < n < len(found) - 1 and _is_bold_line(piece) and _is_body(found[n + 1]) else piece
        for n, piece in enumerate(found)
    ]


def _parts(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph whose first line is bold as two, and every other piece as it is."""
    text = _text(piece)
    end = text.text.find("\n")
    rest = text.cut(end + 1, len(text.text))
    if end <= 0 or len(rest.text) < _LEAST_BODY or not _is_bold(line := text.cut(0, end)):
        yield piece
        return
    yield replace(piece, block=Paragraph(line), key=key(line.text), linked=0)
    yield replace(piece, block=Paragraph(rest), key=key(rest.text))


def _text(piece: Piece) -> Text:
    return piece.block.text if isinstance(piece.block, Paragraph) else Text()


def _is_bold_line(piece: Piece) -> bool:
    return piece.linked < 0.5 and _is_bold(_text(piece))


def _is_bold(text: Text) -> bool:
    if not 0 < len(text.text) <= _MAX or _NO_SUBHEAD.search(text.text):
        return False
    return any(mark.kind == "strong" and (mark.start, mark.end) == (0, len(text.text)) for mark in text.marks)


def _is_body(piece: Piece) -> bool:
    return len(_text(piece).text) >= _LEAST_BODY and not _is_bold_line(piece)


def _heading(piece: Piece) -> Piece:
    text = _text(piece)
    marks = tuple(m for m in text.marks if (m.kind, m.start, m.end) != ("strong", 0, len(text.text)))
    return replace(piece, block=Heading(Text(text.text, marks), _LEVEL))


def _with_lists(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield two or more lines that begin with a bullet as a list."""
    for is_list, group in groupby(pieces, key=_is_bulleted):
        run = list(group)
        items = tuple(item for piece in run for item in _items(piece)) if is_list else ()
        if len(items) < 2:
            yield from run
            continue
        yield replace(run[0], block=ItemList(items), key=key("".join(item.text for item in items)))


def _is_bulleted(piece: Piece) -> bool:
    text = _text(piece).text
    return bool(text) and all(_BULLET.match(line) for line in text.split("\n"))


def _items(piece: Piece) -> Iterator[Text]:
    """Yield the lines of a bulleted paragraph without their bullets."""
    text, start = _text(piece), 0
    for line in text.text.split("\n"):
        bullet = _BULLET.match(line)
        if item := text.cut(start + (bullet.end() if bullet else 0), start + len(line)):
            yield item
        start += len(line) + 1


def _with_separators(pieces: Sequence[Piece]) -> list[Piece]:
    """Make lines of stars or dashes separators; one stands only between two texts."""
    kept: list[Piece] = []
    for piece in pieces:
        one = replace(piece, block=Separator()) if _RULE.fullmatch(_text(piece).text) else piece
        if not (isinstance(one.block, Separator) and (not kept or isinstance(kept[-1].block, Separator))):
            kept.append(one)
    while kept and isinstance(kept[-1].block, Separator):
        kept.pop()
    return kept
