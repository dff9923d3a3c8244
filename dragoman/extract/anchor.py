"""What other methods take for the text of a page: the anchor by which its pieces are told from its furniture."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from dragoman.extract.furniture import UNSEEN, furniture_names, is_furniture_by_nature
from dragoman.extract.inline import BLOCKS
from dragoman.extract.text import key

_PART = 60
"""Letters of a paragraph's beginning or end by which it is known where trafilatura cut it."""
_SHORT = 25
_ENOUGH, _ABOUT = 400, 0.75
"""Letters from which the page's own word is a text, and the share of another's text that makes it as long."""
_MAX_NAMED = 2000
_PASSAGE = 250
_NEVER = UNSEEN | {"nav", "menu"}
_COMMENTS = frozenset(("comment", "comments", "commentlist", "disqus"))
_MAX_EFFORT = 15_000_000
"""Squares of the numbers of elements in one line of text, summed; trafilatura spends some 70 ns on each."""


class Anchor:
    """What another method takes for the text of a page, to look pieces up in."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        keys = [key(paragraph) for paragraph in paragraphs]
        self.whole = "".join(keys)
        self.keys = frozenset(keys)
        self.told = ""
        """The letters of the text that the page tells machines, whichever text the anchor is made of."""
        self.parts = [words[start : start + _PART] for words in keys for start in range(0, len(words), _PART)]

    def holds(self, words: str) -> bool:
        """Tell whether a piece with this key is in the text."""
        if len(words) < _SHORT:
            return bool(words) and words in self.keys
        return words in self.whole or (
            len(words) > 2 * _PART and (words[:_PART] in self.whole or words[-_PART:] in self.whole)
        )

    def is_body(self, element: HtmlElement) -> bool:
        """Tell whether an element is the body or a part of it, whatever it looks like.

        One that holds most of the text is; so is one that is furniture by its name alone, and holds a passage of the
        text and little else.
        """
        if self.is_most(element):
            return True
        if element.tag in _NEVER or is_furniture_by_nature(element) or _COMMENTS & furniture_names(element):
            return False
        found, length = self._found(element, _PASSAGE)
        return found >= _PASSAGE and found > 0.6 * length

    def is_most(self, element: HtmlElement) -> bool:
        """Tell whether an element holds 40 % of the text, or 80 % where it is named for comments."""
        if element.tag in _NEVER or not self.whole:
            return False
        enough = (0.8 if _COMMENTS & furniture_names(element) else 0.4) * len(self.whole)
        return self._found(element, enough)[0] >= enough

    def _found(self, element: HtmlElement, least: float) -> tuple[int, int]:
        """Return how many letters of an element are in the text, and how many it has; nothing for less than least."""
        if len(text := element.text_content()) < least:
            return 0, 0
        words = key(text)
        return sum(len(part) for part in self.parts if part in words), len(words)


def idle_names(root: HtmlElement, held: Anchor) -> frozenset[str]:
    """Return the furniture words that paragraphs of the text are named by: they say nothing on this page."""
    letters: Counter[str] = Counter()
    named = ((paragraph, names) for paragraph in root.iter("p") if (names := furniture_names(paragraph)))
    for paragraph, names in islice(named, _MAX_NAMED):
        words = key(paragraph.text_content())
        if len(words) > _PART and held.holds(words):
            letters.update(dict.fromkeys(names, len(words)))
    return frozenset(name for name, weight in letters.items() if weight > 0.1 * len(held.whole))


def anchor(root: HtmlElement, told: str = "") -> Anchor:
    """Return what trafilatura takes for the text of a page, or what the page tells machines that it is (told).

    The page's own word wins where it is about as long or longer: it holds no furniture. Where the page
    shows it in paragraphs and little else, nothing else is asked.
    """
    own = Anchor(told.split("\n"))
    best = own
    shown = _in_paragraphs(root)
    if not max(_ENOUGH, _ABOUT * shown) < len(own.whole) < 2 * shown:
        seen = Anchor(_by_trafilatura(root))
        best = own if len(own.whole) > max(_ENOUGH, _ABOUT * len(seen.whole)) else seen
    best.told = own.whole
    return best


def _in_paragraphs(root: HtmlElement) -> int:
    """Return how many letters stand in the long paragraphs of a page."""
    lengths = (len(key(paragraph.text_content())) for paragraph in root.iter("p"))
    return sum(length for length in lengths if length > _PART)


def _by_trafilatura(root: HtmlElement) -> list[str]:
    """Return the lines that trafilatura takes for text; none where its effort would grow without bounds."""
    if (
        sum(len(element) ** 2 for element in root.iter() if len(element) > 100 and element[0].tag not in BLOCKS)
        > _MAX_EFFORT
    ):
        return []
    from trafilatura import bare_extraction  # loads slowly, and wanted only here

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    body = getattr(bare_extraction(root, fast=True, include_comments=False), "body", None)
    return [text for element in body for text in _lines(element)] if body is not None else []


def _lines(element: Any) -> list[str]:
    if element.tag in ("list", "table"):
        return ["".join(item.itertext()) for item in element.iter("item", "cell")]
    return ["".join(element.itertext())]
