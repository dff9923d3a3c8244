"""Tables of data, told from tables that only lay out a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from dragoman.extract.inline import read
from dragoman.types import Table, Text

_MAX_CELLS = 5000
_LONG_CELL, _MAX_SPAN = 400, 30


def table(element: HtmlElement, base: str) -> Table | None:
    """Return the rows of a data table, or None where the table is layout."""
    if element.get("role") in ("presentation", "none") or next(element.iterdescendants("table"), None) is not None:
        return None
    lines = list(element.iter("tr"))
    cells = [[cell for cell in line if cell.tag in ("td", "th")] for line in lines]
    if sum(map(len, cells)) > _MAX_CELLS or max(map(len, cells), default=0) < 2:
        return None
    rows = tuple(row for row in _grid(cells, base) if any(row))
    if len(rows) < 2 or any(len(cell.text) > _LONG_CELL for row in rows for cell in row):
        return None
    caption = element.find("caption")
    return Table(rows, _is_header(lines[0], rows[0]), read(caption, base) if caption is not None else Text())


def _grid(cells: Sequence[Sequence[HtmlElement]], base: str) -> Iterator[tuple[Text, ...]]:
    """Yield rows whose cells stand under each other: one that spans several columns or rows leaves empty ones."""
    reserved: Counter[int] = Counter()
    """How many rows more a column is taken by a cell from above."""
    for line in cells:
        row: list[Text] = []
        taken = reserved
        reserved = Counter({column: rows - 1 for column, rows in taken.items() if rows > 1})
        for cell in line:
            while taken[len(row)]:
                row.append(Text())
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            reserved.update({len(row) + n: height - 1 for n in range(width) if height > 1})
            row += [read(cell, base), *[Text()] * (width - 1)]
        yield tuple(row)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "").strip()[:3]
    return min(int(value), _MAX_SPAN) if value.isdecimal() and int(value) else 1


def _is_header(line: HtmlElement, row: Sequence[Text]) -> bool:
    """Tell whether a table's first row is a header: by its place, its cells' tags, or by being all bold."""
    parent = line.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    inner = [cell for cell in line if cell.tag in ("td", "th")]
    if inner and all(cell.tag == "th" for cell in inner):
        return True
    told = [text for text in row if text]
    return len(told) > 1 and all(
        any(m.kind == "strong" and m.end - m.start == len(t.text) for m in t.marks) for t in told
    )
