"""Teasers: boxes inside a text that point to another article of the same site."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from dragoman.extract.blocks import Piece
from dragoman.extract.inline import brief
from dragoman.types import ItemList, Paragraph, Text
from dragoman.urls import bare_host, gate

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LEVELS = 5
_MAX_BOX, _MAX_TEXT, _LINE = 600, 350, 25
_ALL = 0.95
"""The share of a line that its link makes where it is nothing else."""
_MOST = 0.25
"""The share of a text over which its boxes are its own parts, as in a list of products, and no teasers."""


def without_teasers(pieces: Sequence[Piece], url: str) -> list[Piece]:
    """Return the pieces without those in a box with one headline or picture that leads elsewhere."""
    found = {n: box for n, piece in enumerate(pieces) if (box := _teaser(piece, url)) is not None}
    letters = sum(len(pieces[n].key) for n in found)
    if not found or letters > _MOST * sum(len(piece.key) for piece in pieces):
        return list(pieces)
    boxes = set(found.values())
    return [piece for piece in pieces if boxes.isdisjoint([piece.element, *piece.element.iterancestors()])]


def _teaser(piece: Piece, url: str) -> HtmlElement | None:
    """Return the element of the teaser that a paragraph is or belongs to, or None where it belongs to none."""
    if isinstance(piece.block, ItemList):
        return piece.element if all(_is_headline(item, url) for item in piece.block.items) else None
    if not isinstance(piece.block, Paragraph):
        return None
    return piece.element if _is_link_line(piece, url) else _box(piece, url)


def _is_link_line(piece: Piece, url: str) -> bool:
    """Tell whether a paragraph is nothing but a link to another article of the site."""
    if piece.element.tag != "p" or piece.linked < _ALL:
        return False
    text = piece.block.text if isinstance(piece.block, Paragraph) else Text()
    return brief(piece.element, _MAX_TEXT) == text.text and _is_headline(text, url)


def _is_headline(text: Text, url: str) -> bool:
    """Tell whether a text is one link, as long as a headline, to another article of the site."""
    links = [mark for mark in text.marks if mark.kind == "link"]
    if len(text.text) < _LINE or text.text[-1] in ".:" or len(links) != 1:
        return False
    return links[0].end - links[0].start >= _ALL * len(text.text) and _same_site(links[0].href or "", url)


def _box(piece: Piece, url: str) -> HtmlElement | None:
    """Return the box round a paragraph with one headline or picture that leads elsewhere, or None."""
    if brief(piece.element, _MAX_TEXT) is None:
        return None
    for box in islice(piece.element.iterancestors(), _LEVELS):
        if box.tag in ("body", "article", "main") or brief(box, _MAX_BOX) is None:
            return None
        links = [link for link in box.iter("a") if link.get("href", "").strip("# ")]
        if links and not _lead_to_one(links, url):
            return None
        if links and _show_headline(links):
            return box
    return None


def _lead_to_one(links: Sequence[HtmlElement], url: str) -> bool:
    """Tell whether all links but short labels, as that of a section, lead to one article of the site."""
    addresses = {link.get("href", "") for link in links}
    if len(addresses) > 1:
        addresses = {link.get("href", "") for link in links if _is_line(link) or _is_picture(link)}
    return len(addresses) == 1 and all(_same_site(address, url) for address in addresses)


def _show_headline(links: Sequence[HtmlElement]) -> bool:
    """Tell whether one of a box's links is a headline, or one is a picture and one a line."""
    return any(map(_heads, links)) or (any(map(_is_line, links)) and any(map(_is_picture, links)))


def _is_line(link: HtmlElement) -> bool:
    return len(brief(link, _MAX_BOX) or "") >= _LINE


def _is_picture(link: HtmlElement) -> bool:
    return next(link.iter("img", "picture"), None) is not None


def _same_site(href: str, url: str) -> bool:
    return bare_host(gate(href, url)) == bare_host(url)


def _heads(link: HtmlElement) -> bool:
    """Tell whether a link holds a heading or stands in one."""
    return next(link.iter(*_HEADINGS), None) is not None or any(up.tag in _HEADINGS for up in link.iterancestors())
