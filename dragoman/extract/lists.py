"""Lists, nested ones and definitions too."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from dragoman.extract.inline import read
from dragoman.types import ItemList

LISTS = frozenset(("ul", "ol", "dl", "dir"))
_STRUCTURE = ("img", "figure", "h1", "h2", "h3", "h4", "table", "blockquote", "iframe")
_MAX_DEPTH = 6
_LONG = 600


def item_list(element: HtmlElement, base: str) -> ItemList | None:
    """Return the list that an element makes, or None where its items are parts of a text with a structure."""
    if not _is_plain(element):
        return None
    found = [(depth, text) for depth, item in _items(element) if (text := read(item, base, LISTS))]
    if not found:
        return None
    levels = tuple(depth for depth, _ in found)
    return ItemList(tuple(text for _, text in found), element.tag == "ol", levels=levels if any(levels) else ())


def _is_plain(element: HtmlElement) -> bool:
    """Tell whether a list's items hold no more than a few short paragraphs each."""
    if next(element.iter(*_STRUCTURE), None) is not None:
        return False
    for item in element.iter("li", "dd"):
        paragraphs = sum(1 for _ in item.iter("p"))
        if paragraphs > 3 or (paragraphs > 1 and len(item.text_content()) > _LONG):
            return False
    return True


def _items(element: HtmlElement, depth: int = 0) -> Iterator[tuple[int, HtmlElement]]:
    """Yield the items of a list and of the lists in them, with their depth; a definition is deeper than its term."""
    for child in element:
        if child.tag in LISTS:
            yield from _items(child, min(depth + 1, _MAX_DEPTH))
            continue
        if child.tag in ("li", "dt", "dd"):
            yield depth + (child.tag == "dd"), child
        yield from _items(child, depth)
