"""What stands at the edges of a text and is no part of it: bylines, dates, licence lines, the headline, repetitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.extract import bylines, dates
from dragoman.extract.blocks import Piece
from dragoman.extract.headline import agreement
from dragoman.extract.metadata import Metadata
from dragoman.extract.text import key
from dragoman.types import Figure, Heading, Paragraph, Quote

_HEAD, _TAIL = 6, 4
"""How many pieces from either end are looked at."""
_SHORT = 40
"""Letters of a line over a title."""
_ALIKE = 0.7
"""The share of common words that makes a heading the headline in other words."""
_SIGNED = re.compile(
    r"\W*(?:(?:additional )?(?:reporting|writing|editing)(?: and (?:writing|editing))? by\b.{3,300}|"
    r"(?:reporte|reportagem|editado|edición|edição|escrito) (?:de|por)\b.{3,200};.{3,200}|our standards:.{3,60}|"
    r"©.{2,60}|(?:redaktion|faktencheck|mitarbeit|lektorat):.{3,100})$",
    re.I,
)
_SENTENCE_END = re.compile(r"[^\W\d]{3,}[.!?。]\W*$")


def trimmed(pieces: Sequence[Piece], meta: Metadata) -> list[Piece]:
    """Return the pieces of a body without the lines round it and without what it says twice."""
    title = _title(pieces[:_HEAD], meta)
    kept = _without_repeats(
        [
            piece
            for n, piece in enumerate(pieces)
            if not (n <= title and isinstance(piece.block, Heading | Paragraph))
            and not (_is_headline(piece, meta.headline) or _is_portrait(piece, meta))
        ]
    )
    opening = next((n for n, piece in enumerate(kept) if len(piece.key) > 120), len(kept))
    head = min(max(opening, 1), _HEAD)
    tail = max(1, len(kept) - _TAIL)
    return [
        piece
        for n, piece in enumerate(kept)
        if not (n < head and _is_dateline(piece, meta.language))
        and not ((n < _HEAD or n >= tail) and _is_line(piece, meta))
        and not (n >= tail and _is_signed(piece))
    ]


def _is_portrait(piece: Piece, meta: Metadata) -> bool:
    """Tell whether a picture is one of an author, by what it is called."""
    if not isinstance(piece.block, Figure):
        return False
    return any(text and _is_byline(text, meta) for text in (piece.block.alt, piece.block.caption.text))


def _is_headline(piece: Piece, headline: str) -> bool:
    """Tell whether a piece is the headline again, or the page's own title."""
    if not isinstance(piece.block, Heading | Paragraph):
        return False
    return piece.key == key(headline) or (
        isinstance(piece.block, Heading) and piece.block.level == 1 and piece.key in key(headline)
    )


def _is_line(piece: Piece, meta: Metadata) -> bool:
    """Tell whether a piece is a byline or a licence line."""
    if not isinstance(piece.block, Paragraph | Heading):
        return False
    text = piece.block.text.text
    if len(text) > 160:
        return False
    if any("license" in link.get("rel", "").split() for link in piece.element.iter("a")):
        return True
    return _is_byline(text, meta)


def _title(opening: Sequence[Piece], meta: Metadata) -> int:
    """Return the place of the title that a body begins with, short lines before it or none; -1 where it has none."""
    for n, piece in enumerate(opening):
        if piece.element.tag == "h1" or _is_headline(piece, meta.headline) or _says_headline(piece, meta):
            return n
        if len(piece.key) > _SHORT:
            break
    return -1


def _says_headline(piece: Piece, meta: Metadata) -> bool:
    """Tell whether a heading is the headline with a kicker or, on a page that shows it nowhere, in other words."""
    if not isinstance(piece.block, Heading):
        return False
    headline = key(meta.headline)
    if headline and headline in piece.key and len(piece.key) < 2 * len(headline):
        return True
    is_shown = any(headline in key(top.text_content()[:1000]) for top in meta.root.iter("h1"))
    return not is_shown and agreement(piece.block.text.text, [meta.headline]) >= _ALIKE


def _is_signed(piece: Piece) -> bool:
    """Tell whether a piece is the line by which an agency signs: who reported, wrote and edited."""
    return isinstance(piece.block, Paragraph) and bool(_SIGNED.match(piece.block.text.text))


def _is_byline(text: str, meta: Metadata) -> bool:
    if len(text) > 120 or (_SENTENCE_END.search(text) and len(text) > 60):
        return False
    authors = {key(author) for author in meta.authors}
    named = {key(name) for name in bylines.names([text])}
    return key(text) in authors or bool(named and named & authors and (named <= authors or bylines.opens(text)))


def _is_dateline(piece: Piece, language: str) -> bool:
    """Tell whether a piece is a line that holds a date or a time and hardly anything else.

    A plain `p` is a paragraph of the text, whatever it says.
    """
    if not isinstance(piece.block, Paragraph) or (piece.element.tag == "p" and not piece.element.attrib):
        return False
    text = piece.block.text.text
    if len(text) > 90 or _SENTENCE_END.search(text):
        return False
    return len(text.split()) <= 12 and sum(map(str.isdigit, text)) >= 4 and dates.parse(text, language) is not None


def _without_repeats(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop a piece that another one holds: a copy of the whole text, a quotation pulled out of it."""
    long = [piece.key for piece in pieces if len(piece.key) > 40]
    return [piece for piece in pieces if not _is_repeat(piece, long)]


def _is_repeat(piece: Piece, long: Sequence[str]) -> bool:
    """Tell whether a quotation stands in a longer text, or most of a long text in others."""
    if isinstance(piece.block, Quote):
        said = key(piece.block.text.text.rpartition("\n")[0]) or piece.key  # its last line says whose it is
        return any(piece.key in other or said in other for other in long if other is not piece.key)
    if len(piece.key) <= 1000:
        return False
    held = sum(len(other) for other in long if other is not piece.key and other in piece.key)
    return held > 0.6 * len(piece.key)
