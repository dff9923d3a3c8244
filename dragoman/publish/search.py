"""The search: what Pagefind reads of each article, and what the search page knows of each part of the index.

A part is a whole index of Pagefind's over up to five hundred articles. The page takes the newest parts first, and of
those only the ones in which what is asked for can be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from icu4py.breakers import WordBreaker
from lxml import html

from dragoman.publish.items import FullItem, Item
from dragoman.publish.pagefind import bundle
from dragoman.publish.paths import iso, page_file, search_part, search_parts
from dragoman.publish.tree import Files
from dragoman.publish.words import words
from dragoman.types import primary

FORMAT = "1"
"""What names the form of what is made here: where it changes, all is indexed anew."""
FILTERS = ("source", "section", "month", "language")
UNSPACED = frozenset({"ja", "zh"})
"""Languages that set no spaces between words."""
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What the search page knows of a part: how many articles it holds, and by filter which values, by what name."""

    number: int
    articles: int
    filters: Mapping[str, Names]


def part_of(language: str, number: int, items: Sequence[FullItem]) -> tuple[Part, Files]:
    """Return a part of an edition's search, and the files of its index; raise SearchError where none can be made."""
    found = [_filters(full.item) for full in items]
    filters = {key: dict(sorted({each[key] for each in found if each[key][0]})) for key in FILTERS}
    made = bundle({page_file(full.item.path): _page(full) for full in items}, language) if items else {}
    folder = search_part(language, number)
    return Part(number, len(items), filters), {f"{folder}{path}": content for path, content in made.items()}


def parts_file(language: str, parts: Iterable[Part], by: str) -> Files:
    """Return the file that names the parts of an edition's search, newest first; none without a version `by`."""
    told = [
        {"part": part.number, "articles": part.articles, "filters": part.filters}
        for part in sorted(parts, key=lambda part: -part.number)
    ]
    whole = json.dumps({"by": f"{by}/{FORMAT}", "parts": told}, ensure_ascii=False, separators=(",", ":"))
    return {search_parts(language): whole.encode() if by else None}


def read_parts(content: bytes, by: str) -> list[Part]:
    """Return the parts that such a file names; none where another version made them."""
    found = json.loads(content)
    if found["by"] != f"{by}/{FORMAT}":
        return []
    return [Part(each["part"], each["articles"], each["filters"]) for each in found["parts"]]


def _filters(item: Item) -> dict[str, tuple[str, str]]:
    """Return by what an article can be sought: each a value, empty where there is none, and its name for readers."""
    told, month = words(item.language), f"{item.dated:%Y-%m}"
    return {
        "source": (item.source, item.source_name),
        "section": (item.section, told.table["section"].get(item.section, "")),
        "language": (item.original_language, told.name(item.original_language)),
        "month": (month, told.month(item.dated.date())),
    }


def _page(full: FullItem) -> str:
    """Return what Pagefind reads of an article: its headline and text, by what it is filtered, and what a result shows.

    Pagefind finds the words of all meta data, so what is only shown travels as filters of which nobody asks.
    """
    item = full.item
    shown = {"day": f"{item.dated:%Y-%m-%d}", "label": item.label, "spoken": item.headline_language or item.language}
    filters = {key: value for key, (value, _) in _filters(item).items()} | shown
    headline = _spaced(item.headline) if _unspaced(item.language) else item.headline
    told = [
        _meta("meta", "title", headline),
        _meta("sort", "date", iso(item.dated)),
        *(_meta("filter", key, value) for key, value in filters.items() if value),
    ]
    body = f"<body data-pagefind-body>{_text(full)}</body>"
    return f'<!doctype html><html lang="{item.language}"><head>{"".join(told)}</head>{body}</html>'


def _meta(kind: str, key: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{key}[content]" content="{escape(value)}">'


def _text(full: FullItem) -> str:
    """Return the text of an article as HTML, without label and credits, with spaces between all words."""
    if not full.content:
        tree = html.Element("p")
        # Pagefind passes over a page without text, and fails where there is no other.
        tree.text = full.item.description or full.item.headline
    else:
        tree = html.fragment_fromstring(full.content, create_parent="div")
        for aside in tree.xpath("./p/small | .//figcaption/small"):
            aside.drop_tree()
    if _unspaced(full.item.language):
        for element in tree.iter():
            element.text, element.tail = _spaced(element.text), _spaced(element.tail)
    return html.tostring(tree, encoding="unicode")


def _unspaced(language: str) -> bool:
    return primary(language) in UNSPACED


def _spaced(text: str | None) -> str:
    return " ".join(WordBreaker(text, "zh")) if text else ""
