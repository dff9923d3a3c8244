"""Live-blogs: the times of their entries, and entries that only machines are told."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dragoman.extract import dates, jsonld
from dragoman.extract.blocks import Piece
from dragoman.extract.text import clean, key
from dragoman.types import Heading, Paragraph

_LEAST = 3
"""How many times make a text a live-blog."""
_KNOWN = 40
"""Letters that an entry's body is known by."""
_MAX_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the page tells it machines."""

    headline: str
    body: str
    time: datetime | None

    def openings(self) -> tuple[str, ...]:
        """Return what its first block is known by: its headline, and how its body begins."""
        return tuple(filter(None, (key(self.headline), key(self.body)[:_KNOWN])))


def entries(nodes: Sequence[jsonld.Node]) -> list[Entry]:
    """Return the entries of a live-blog that the page tells in JSON-LD; none where it is no live-blog."""
    return [_entry(node) for live in nodes if _is_live(live) for node in _updates(live)]


def as_html(told: Sequence[Entry]) -> str:
    """Return the entries of a live-blog as HTML."""
    lines = ([f"<h3>{html.escape(e.headline)}</h3>" if e.headline else "", *_paragraphs(e.body)] for e in told)
    return "".join(part for entry in lines for part in entry)


def timed(pieces: Sequence[Piece], told: Sequence[Entry]) -> list[Piece]:
    """Return the pieces of a live-blog, the first of each entry with its time; other texts as they are."""
    opening = {words: entry.time for entry in told for words in entry.openings()}
    found: list[Piece] = []
    headed: datetime | None = None
    """The time that the heading right before has told."""
    for piece in pieces:
        when = opening.get(piece.key) or opening.get(piece.key[:_KNOWN]) or piece.when
        found.append(_at(piece, when) if when != headed else piece)
        headed = when if isinstance(piece.block, Heading) else None
    shown = {piece.block.time for piece in found if isinstance(piece.block, Paragraph | Heading)} - {None}
    return found if len(shown) >= _LEAST else list(pieces)


def _at(piece: Piece, when: datetime | None) -> Piece:
    if when is None or not isinstance(piece.block, Paragraph | Heading):
        return piece
    return replace(piece, block=replace(piece.block, time=when))


def _is_live(node: jsonld.Node) -> bool:
    return "LiveBlogPosting" in jsonld.strings(node.get("@type"))


def _updates(live: jsonld.Node) -> Iterator[jsonld.Node]:
    told = live.get("liveBlogUpdate")
    yield from (node for node in (told if isinstance(told, list) else [])[:_MAX_ENTRIES] if isinstance(node, dict))


def _entry(node: jsonld.Node) -> Entry:
    body = node.get("articleBody")
    when = dates.parse(jsonld.string(node.get("datePublished")))
    return Entry(jsonld.string(node.get("headline")), body if isinstance(body, str) else "", when)


def _paragraphs(body: str) -> Iterator[str]:
    if "<p" in body:
        yield body
        return
    yield from (f"<p>{html.escape(line)}</p>" for line in map(clean, html.unescape(body).split("\n")) if line)
