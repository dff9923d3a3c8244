"""Runs of text inside a block, with the marks that HTML gives them."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from dragoman.extract.furniture import UNSEEN, is_furniture, is_hidden, words_of
from dragoman.extract.text import Runs, clean
from dragoman.types import MarkKind, Text
from dragoman.urls import gate

BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr legend li main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr "
    "ul body html".split()
)
_MARKS: dict[str, MarkKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "b": "strong", "strong": "strong", "sub": "sub", "sup": "sup",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "abbr": "abbr", "acronym": "abbr",
}  # fmt: skip
_CLASSES: dict[str, MarkKind] = {
    "em": "emphasis", "italic": "emphasis", "i": "emphasis", "strong": "strong", "bold": "strong", "b": "strong",
}  # fmt: skip
"""What a span's class means where it is its only one."""
_INITIAL = frozenset("initial dropcap drop lettrine capital initiale initiaal".split())
_LETTER = re.compile(r"[BCDFGHJLMNPQRTX]")  # no word by itself in any language: "A year" and "W środę" are two
_FOLDED = re.compile(r"[\t\n\r]")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)


class Inline:
    """Collect text and marks as elements open and close; `cut` ends a block and keeps open marks open."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.runs = Runs()
        self._open: list[tuple[HtmlElement, MarkKind, int, str | None]] = []

    def open(self, element: HtmlElement) -> None:
        """Take in an element's beginning: its mark and its first text."""
        if element.tag == "q":
            self.runs.add("“")
        if is_verbatim(element):
            self._open.append((element, "verbatim", self.runs.length, None))
        if marked := self._kind(element):
            self._open.append((element, marked[0], self.runs.length, marked[1]))
        if element.tag == "img":
            self.runs.add(emoji(element))
        self.runs.add(element.text)

    def close(self, element: HtmlElement) -> None:
        """Take in an element's end; its tail is the caller's to add."""
        while self._open and self._open[-1][0] is element:
            _, kind, start, href = self._open.pop()
            self.runs.mark(kind, start, href)
        if element.tag == "q":
            self.runs.add("”")
        if element.tag == "span" and _is_initial(element):
            self.runs.blank = True

    def cut(self) -> Text:
        """Return what was collected so far and begin anew inside the same open marks."""
        for _, kind, start, href in self._open:
            self.runs.mark(kind, start, href)
        text = self.runs.text()
        self.runs = Runs()
        self._open = [(element, kind, 0, href) for element, kind, _, href in self._open]
        return text

    def _kind(self, element: HtmlElement) -> tuple[MarkKind, str | None] | None:
        tag = str(element.tag)
        if tag == "a":
            href = _target(element.get("href", ""), self.base)
            return ("link", href) if href else None
        if tag in _MARKS:
            return _MARKS[tag], None
        if tag == "span" and (named := _CLASSES.get(element.get("class", ""))):
            return named, None
        style = element.get("style", "") if tag == "span" else ""
        if style and (_BOLD.search(style) or _ITALIC.search(style)):
            return ("strong" if _BOLD.search(style) else "emphasis"), None
        return None


def is_verbatim(element: HtmlElement) -> bool:
    """Tell whether a page asks that what an element holds be not translated."""
    return element.get("translate") == "no" or "notranslate" in element.get("class", "").split()


def _is_initial(element: HtmlElement) -> bool:
    """Tell whether an element is the large first letter of a text, whose word goes on after it."""
    names = element.get("class", "")
    return (
        bool(names)
        and not _INITIAL.isdisjoint(words_of(names[:200]))
        and _LETTER.fullmatch(element.text_content().strip()) is not None
    )


@lru_cache(maxsize=2048)
def _target(told: str, base: str) -> str:
    """Return the address that a link leads to, as browsers read it, or nothing for one inside the page."""
    href = _FOLDED.sub("", told.strip()).replace(" ", "%20")
    return "" if href.startswith("#") else gate(href, base)


def read(element: HtmlElement, base: str, without: Set[str] = frozenset()) -> Text:
    """Return the text of an element with its marks; inner blocks and breaks become newlines, furniture goes.

    Inner elements whose tags are in `without` go too.
    """
    inline = Inline(base)
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, child in walker:
        if event == "end":
            inline.close(child)
            if child.tag in BLOCKS and child.tag not in without:
                inline.runs.line()
            if child is not element:
                inline.runs.add(child.tail)
        elif child is not element and (child.tag in without or is_no_text(child)):
            inline.runs.add(" " if child.tag in without else "")
            walker.skip_subtree()
        else:
            if child.tag in BLOCKS or is_break(child):
                inline.runs.line()
            inline.open(child)
    return inline.cut()


def brief(element: HtmlElement, limit: int) -> str | None:
    """Return the text of an element on one line, or None for more than limit characters; a long one is not read."""
    parts: list[str] = []
    letters = 0
    for part in islice(element.itertext(), 4 * limit):
        parts.append(part)
        letters += sum(map(len, part.split()))
        if letters > limit:
            return None
    text = clean("".join(parts))
    return text if len(text) <= limit else None


def is_no_text(element: HtmlElement) -> bool:
    """Tell whether an element inside a text is no part of it; a class alone never takes words out of a sentence.

    The footer of a quotation says whose it is.
    """
    if element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None:
        return is_hidden(element)
    return element.tag in UNSEEN or (is_furniture(element) if element.tag in BLOCKS else is_hidden(element))


def is_break(element: HtmlElement) -> bool:
    """Tell whether an element is a line break: a br, or an empty span that is named for one."""
    if element.tag == "br":
        return True
    return bool(
        element.tag == "span" and not len(element) and not element.text and "br" in element.get("class", "").split()
    )


def emoji(image: HtmlElement) -> str:
    """Return the character that an image stands for, or an empty string."""
    alt = image.get("alt", "")
    return alt if 0 < len(alt) <= 4 and not alt.isascii() else ""
