"""The cards of a page: each link with all that belongs to it and to no other, and the words that are its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import NamedTuple

from lxml.html import HtmlElement

from dragoman.ingest import clean
from dragoman.ingest.lists import addresses, webpage

MAX_LINKS = 10_000

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLED = re.compile(r"(?<!sub)(?<!sub[-_])(?<!unter)(?<!sous[-_])(?:headline|title|titul|titel|titre|titol)", re.I)
_SPOKEN = ("aria-label", "title", "alt")
_WHOLE = frozenset(("article", "li", "tr", "main", "body"))
_HEIGHT = 6
_SUMMARY = 200
_NO_LEVEL = 7
_FEW = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A link and the largest part of the page that leads to no other article; `rank` tells how its title is marked.

    4: a linked heading; 3: another heading, or called a title; 2: the text of a link; 1: only said to those who don't
    see; 0: nothing.
    """

    url: str
    link: HtmlElement
    whole: HtmlElement
    title: str
    rank: int

    @property
    def headed(self) -> bool:
        return self.rank > 2


def links(page: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """Give the links of a page with their gated addresses, in its order."""
    for anchor in islice(page.iter("a"), MAX_LINKS):
        if url := clean.link(anchor.get("href") or "", base):
            yield anchor, url


def cards(found: Iterable[tuple[HtmlElement, str]]) -> list[Card]:
    """Return the cards of these links in their order; links of one card count as one."""
    found = list(found)
    owners = _owners(found)
    by_whole: dict[HtmlElement, list[HtmlElement]] = {}
    urls = {}
    for anchor, url in found:
        whole = _whole(anchor, url, owners)
        by_whole.setdefault(whole, []).append(anchor)
        urls[whole] = url
    return [card(anchors, urls[whole], whole) for whole, anchors in by_whole.items()]


class _Title(NamedTuple):
    """Words for what a link leads to; `level` is that of a heading, 7 for what is none."""

    rank: int
    level: int
    text: str
    anchor: HtmlElement

    @property
    def worth(self) -> tuple[bool, bool, int, int, int]:
        words = addresses.words(self.text)
        tells = words > 1 and (words > 2 or self.rank < 3)
        return tells, len(self.text) <= _SUMMARY, self.rank, -self.level, len(self.text)


def card(anchors: list[HtmlElement], url: str, whole: HtmlElement) -> Card:
    """Return the card of these links to one address, with its best title."""
    titles = [title for anchor in anchors for title in _titles(anchor)]
    titles += [_Title(3, _level(each), webpage.line(each), anchors[0]) for each in islice(whole.iter(*HEADINGS), _FEW)]
    best = max(titles, key=lambda title: title.worth)
    return Card(url, best.anchor, whole, best.text, best.rank if best.text else 0)


def _titles(anchor: HtmlElement) -> Iterator[_Title]:
    yield _Title(2, _NO_LEVEL, webpage.line(anchor), anchor)
    around = next(anchor.iterancestors(*HEADINGS), None)
    if around is not None:
        yield _Title(4, _level(around), webpage.line(anchor), anchor)
    for part in _marked(anchor):
        yield _Title(4 if part.tag in HEADINGS else 3, _level(part), webpage.line(part), anchor)
    for part in anchor.iter():
        for name in _SPOKEN:
            if spoken := part.get(name):
                yield _Title(1, _NO_LEVEL, clean.plain(spoken, markup=False), anchor)


def _level(element: HtmlElement) -> int:
    return HEADINGS.index(element.tag) + 1 if element.tag in HEADINGS else _NO_LEVEL


def _marked(anchor: HtmlElement) -> list[HtmlElement]:
    """Return the headings in a link and what its class calls a title, the innermost of those."""
    marked = [part for part in anchor.iter() if part.tag in HEADINGS or _TITLED.search(part.get("class") or "")]
    return [
        part
        for part, inner in zip_longest(marked, marked[1:])
        if part.tag in HEADINGS or inner is None or part not in inner.iterancestors()
    ]


def _owners(found: list[tuple[HtmlElement, str]]) -> dict[HtmlElement, str]:
    """Return for each element around a link the one address that all links in it lead to, empty for several."""
    owners: dict[HtmlElement, str] = {}
    for anchor, url in found:
        for element in (anchor, *anchor.iterancestors()):
            owner = owners.setdefault(element, url)
            if owner == url:
                continue
            if not owner:
                break
            owners[element] = ""
    return owners


def _whole(anchor: HtmlElement, url: str, owners: dict[HtmlElement, str]) -> HtmlElement:
    """Return the largest part of the page around a link that leads nowhere else, within reason."""
    whole = anchor
    for element in islice(anchor.iterancestors(), _HEIGHT):
        if whole.tag in _WHOLE or owners[element] != url:
            break
        whole = element
    return whole
