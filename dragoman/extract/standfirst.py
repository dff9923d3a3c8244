"""The standfirst: what a page shows between headline and text to say what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from dragoman.extract import bylines
from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import UNSEEN, is_furniture_by_nature, words_of
from dragoman.extract.inline import read
from dragoman.extract.metadata import Metadata
from dragoman.extract.nearby import around
from dragoman.extract.text import key, words_in
from dragoman.types import Heading, Paragraph, Text

_SURE = frozenset(
    "standfirst subtitle subtitulo subheadline subheading subhead subline dek deck chapeau chapo bajada entradilla "
    "gravata strapline sottotitolo underrubrik vorspann teasertext".split()
)
_WORDS = _SURE | frozenset(
    "summary abstract intro introduction lead lede leadin preface preamble perex sumario olho excerpt tagline "
    "description occhiello ingress manchet lid anleser anriss einleitung sinopsis synopsis resumo resumen speakable "
    "highlights keypoints takeaways bullets".split()
)
_PHRASES = re.compile(
    r"linha-?fina|sub-?title|sub-?head|sous-?titre|teaser[-_]?text|sub-?line|key-?(?:points|takeaways)", re.I
)
_DATED = re.compile(r".{2,40}\([A-Z][\w .]{1,20}\)\s*[-–—]")
"""How the text of an agency begins: a place and its name."""
_NAMES = ("class", "id", "itemprop", "data-testid", "data-test", "data-qa", "data-manual", "data-component", "slot")
_BOLD = frozenset("bold semibold medium strong fett negrita".split())
_TAGS = ("p", "div", "h2", "h3", "h4", "span", "section", "strong", "b", "em", "ul")
_LENGTHS = range(20, 700)
_LINE, _LONG = 60, 120
"""Letters from which a piece is no label, and from which it is surely a paragraph of the text."""
_TOLD = 40
"""Letters that a description must have to speak for a text that only begins or ends with it."""
_UNDER = 1.2
"""What it weighs to stand right under the headline as a heading of its own."""
_AMONG = 3
"""How many pieces of the body may hold the standfirst."""
_DATELINE = 30
"""Letters of a place or a source before a standfirst."""
_BYLINE = 60
_PARTS, _OUT = 3, 4
"""How many parts the box of a standfirst may have, and how many boxes may hold it alone."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An element that may be the standfirst, with its words, and how much speaks for it."""

    element: HtmlElement
    words: str
    weight: float


def standfirst_and_rest(chosen: Sequence[Piece], before: Sequence[Piece], meta: Metadata) -> tuple[Text, list[Piece]]:
    """Return the standfirst and the pieces of the body without it; a body is never left without words."""
    found = max(_candidates(chosen, meta), key=lambda one: one.weight, default=None)
    if found is None:
        return Text(), list(chosen)
    pieces = {piece.element: piece for piece in (*before, *chosen)}
    piece = pieces.get(found.element)
    text = (
        piece.block.text if piece and isinstance(piece.block, Paragraph | Heading) else read(found.element, meta.base)
    )
    rest = [
        one for one in chosen if one.key != found.words and found.element not in (one.element, *around(one.element))
    ]
    return (text, rest) if any(one.key for one in rest) else (Text(), list(chosen))


def _candidates(chosen: Sequence[Piece], meta: Metadata) -> Iterator[_Found]:
    """Yield the elements from the headline to the body's first paragraphs that something speaks for."""
    opening = [piece for piece in chosen if isinstance(piece.block, Paragraph | Heading)][:_AMONG]
    inside = {piece.element: piece for piece in opening}
    last = next((p.element for p in opening if isinstance(p.block, Paragraph) and len(p.key) > _LINE), None)
    told = [key(text) for text in meta.descriptions]
    for element in _between(meta, last):
        words = key(_line(element))
        if len(words) not in _LENGTHS:
            continue
        named = _named(element)
        piece = inside.get(element)
        weight = _told(words, told, piece is not None) + named + _UNDER * _is_under_headline(element, meta)
        if piece and not _stands_out(piece, chosen):
            weight = weight if named else 0
        elif piece and _is_bold(element):
            weight += 1
        if weight >= 1 and not _is_other(element, meta) and not _begins_body(words, element, chosen):
            yield _Found(element, words, weight)


def _between(meta: Metadata, last: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield the elements after the headline, up to the body's first paragraph; all where it isn't shown."""
    body = meta.root.find("body")
    walk = (meta.root if body is None else body).iter(*_TAGS, "h1")
    headline = key(meta.headline)
    passed = [element for element in meta.root.iter("h1", "h2") if headline and headline in key(_line(element))]
    started = not passed
    for element in walk:
        if element is last:
            yield element
            return
        if started:
            yield element
        started = started or element is passed[0]


def _is_under_headline(element: HtmlElement, meta: Metadata) -> bool:
    """Tell whether an element is a second heading, as long as a sentence, right under the headline."""
    above = element.getprevious()
    if above is None or above.tag != "h1" or element.tag not in ("h2", "h3"):
        return False
    return len(key(_line(element))) >= _LINE and key(_line(above)) == key(meta.headline)


def _line(element: HtmlElement) -> str:
    return words_in(element, 60, 1000)


def _told(words: str, told: Sequence[str], is_inside: bool) -> float:
    """Return how well the words agree with what machines are told: wholly, but for a dateline, or by half.

    A description that is but the beginning of a paragraph of the body was cut from it, and says nothing.
    """
    long = [text for text in told if len(text) >= _TOLD]
    if words in told or any(words.endswith(text) and len(words) - len(text) <= _DATELINE for text in long):
        return 3
    if len(words) < _TOLD:
        return 0
    return 2 if any(text.startswith(words) or (not is_inside and words.startswith(text)) for text in long) else 0


def _named(element: HtmlElement) -> float:
    """Return how surely an element, or a box that holds it alone, is called a standfirst."""
    boxes = [element, *islice(takewhile(lambda box: len(box) == 1, around(element)), _OUT)]
    parent = element.getparent()
    if parent is not None and 1 < len(parent) <= _PARTS:
        boxes.append(parent)
    names = " ".join(box.get(name, "") for box in boxes for name in _NAMES)[:600]
    words = words_of(names)
    if not _SURE.isdisjoint(words) or _PHRASES.search(names):
        return 3.1
    return 1.5 if not _WORDS.isdisjoint(words) else 0


def _is_bold(element: HtmlElement) -> bool:
    """Tell whether all words of an element are set in bold."""
    inner = [
        child for child in element if child.tag in ("strong", "b") and key(child.text_content()) == key(_line(element))
    ]
    return bool(inner) or not _BOLD.isdisjoint(words_of(element.get("class", "")[:400]))


def _is_other(element: HtmlElement, meta: Metadata) -> bool:
    """Tell whether an element is something else: furniture, a box of several texts, a byline, a link, the headline."""
    text = _line(element)
    texts = (part for part in element.iter("p", "h1", "figure", "img") if next(part.iterancestors("li"), None) is None)
    if sum(1 for _ in islice(texts, 2)) > 1:
        return True
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    if linked > 0.5 * len(text) or next(element.iterancestors("a", "figure", "figcaption"), None) is not None:
        return True
    if any(is_furniture_by_nature(box) or box.tag in UNSEEN for box in (element, *around(element))):
        return True
    return bool(key(text) == key(meta.headline) or _DATED.match(text) or (len(text) < _BYLINE and bylines.opens(text)))


def _begins_body(words: str, element: HtmlElement, chosen: Sequence[Piece]) -> bool:
    """Tell whether words are the beginning of a paragraph of the body: a description that was cut."""
    return any(
        piece.key.startswith(words[:-5]) and piece.key != words and piece.element is not element
        for piece in chosen[: 2 * _AMONG]
    )


def _stands_out(piece: Piece, chosen: Sequence[Piece]) -> bool:
    """Tell whether a piece of the body is set apart from the paragraphs after it: a heading, or by place or weight."""
    if isinstance(piece.block, Heading):
        return True
    others = [p.element for p in chosen if p is not piece and isinstance(p.block, Paragraph) and len(p.key) > _TOLD][:4]
    alike = [
        other
        for other in others
        if other.getparent() is piece.element.getparent() and other.get("class") == piece.element.get("class")
    ]
    return not alike or (_is_bold(piece.element) and not any(map(_is_bold, alike)))
