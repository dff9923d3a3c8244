"""Tables of data, told from tables that only lay out a page."""

from __future__ import annotations

from lxml.html import HtmlElement

from dragoman.extract.inline import read
from dragoman.types import Table, Text

_MAX_CELLS = 5000
_LONG_CELL = 400


def table(element: HtmlElement, base: str) -> Table | None:
    """Return the rows of a data table, or None where the table is layout."""
    if element.get("role") in ("presentation", "none") or next(element.iterdescendants("table"), None) is not None:
        return None
    lines = list(element.iter("tr"))
    cells = [[cell for cell in line if cell.tag in ("td", "th")] for line in lines]
    if sum(map(len, cells)) > _MAX_CELLS or max(map(len, cells), default=0) < 2:
        return None
    rows = tuple(row for row in (tuple(read(cell, base) for cell in line) for line in cells) if any(row))
    if len(rows) < 2 or any(len(cell.text) > _LONG_CELL for row in rows for cell in row):
        return None
    header = bool(cells[0]) and all(cell.tag == "th" for cell in cells[0])
    caption = element.find("caption")
    return Table(rows, header, read(caption, base) if caption is not None else Text())
