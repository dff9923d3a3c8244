"""The links and the emphasis of a page's paragraphs: what its HTML sets, and whether a Document keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from lxml import html
from lxml.html import HtmlElement

from dragoman.extract.page import decode
from dragoman.extract.text import key
from dragoman.urls import gate

Row: TypeAlias = dict[str, Any]
Mark: TypeAlias = tuple[str, str, str]
"""What a mark is, the letters of its words, and the address that it leads to."""
TEXTS = ("p", "li", "h2", "h3", "h4", "td", "blockquote", "div")
TAGS = {"a": "links", "em": "emphasis", "i": "emphasis", "strong": "emphasis", "b": "emphasis"}
KINDS = {"link": "links", "emphasis": "emphasis", "strong": "emphasis"}


def kept(body: bytes, url: str, truth: str, found: Row) -> Iterator[tuple[str, bool]]:
    """Yield for each mark in a paragraph of the ground truth what it is, and whether a text of ours has it there.

    A mark of a whole paragraph is none; one may be joined with its neighbours.
    """
    texts = [text for block in [*found["blocks"], *above(found)] for text in marked(block)]
    root = html.document_fromstring(decode(body).encode(), parser=html.HTMLParser(encoding="utf-8"))
    base = root.find(".//base")
    start = url if base is None else gate(base.get("href", ""), url) or url
    for words, marks in paragraphs(root, truth, start):
        ours = {mark for text, marks in texts if words in text or text in words for mark in marks}
        for kind, part, href in marks:
            yield kind, any((kind, href) == (k, h) and (part in p or p in part) for k, p, h in ours)


def paragraphs(root: HtmlElement, truth: str, base: str) -> Iterator[tuple[str, list[Mark]]]:
    """Yield the letters of each paragraph of the ground truth that the page has, once, with its marks."""
    expected = {key(line) for line in truth.split("\n")} - {""}
    for element in root.iter(*TEXTS):
        words = key("".join(element.itertext()))
        if words in expected:
            expected.remove(words)
            marks = ((TAGS[str(e.tag)], key("".join(e.itertext())), address(e, base)) for e in element.iter(*TAGS))
            yield (
                words,
                [(k, part, href) for k, part, href in marks if part not in ("", words) and (href or k != "links")],
            )


def address(element: HtmlElement, base: str) -> str:
    href = element.get("href", "").strip()
    return "" if href.startswith("#") else gate(href, base)


def above(found: Row) -> Iterator[Row]:
    """Yield what stands above the blocks and has a text with marks: the standfirst and the lead figure."""
    yield {"text": found["standfirst"], "marks": found.get("standfirst_marks", [])}
    if found["lead"]:
        yield found["lead"]


def marked(block: Row) -> Iterator[tuple[str, set[Mark]]]:
    """Yield the letters of each text in a block, with its marks."""
    if "rows" in block:
        texts = [text for row in block["rows"] for text in row]
        marks = [each for row in block.get("row_marks", []) for each in row]
    elif "items" in block:
        texts, marks = block["items"], block.get("item_marks", [])
    elif "caption" in block:
        texts, marks = [block["caption"]], [block.get("caption_marks", [])]
    else:
        texts, marks = [block["text"]], [block.get("marks", [])]
    for text, each in zip(texts, marks or [[]] * len(texts), strict=True):
        yield key(text), set(named(text, each))


def named(text: str, marks: Iterable[Row]) -> Iterator[Mark]:
    for mark in marks:
        if mark["kind"] in KINDS:
            yield KINDS[mark["kind"]], key(text[mark["start"] : mark["end"]]), mark.get("href", "")
