"""The headings of a page that may be its headline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain, islice

from lxml.html import HtmlElement

from dragoman.extract.furniture import is_furniture_by_nature, words_of
from dragoman.extract.inline import is_verbatim
from dragoman.extract.nearby import around
from dragoman.extract.text import clean, key
from dragoman.types import Mark, Text

_NAMES = frozenset("headline hed title heading".split())
_LABELS = frozenset("site page section widget video image related next menu nav sub small teaser card list".split())
_APART = frozenset(
    "kicker overline dachzeile spitzmarke eyebrow roofline pretitle supertitle antetitulo volanta cintillo chapeu "
    "surtitre occhiello topic label subtitle subline subheadline".split()
)
"""What is set above or below a headline inside its heading."""
_COLONS = (":", "：")
_CRUMBS = frozenset("breadcrumb breadcrumbs seotitle".split())
_TAGS = ("h2", "h3", "div", "span", "p", "a")
_MOST = 500
_TRIED = 8
_PARTS = 50
_LEAST = 15
"""Letters that a headline must keep when what is set apart goes."""


def shown(root: HtmlElement, told: Sequence[str]) -> tuple[list[str], Iterator[str]]:
    """Return the first headings of the first level, and what else on the page looks like a headline."""
    tops = [top for top in islice(root.iter("h1"), _TRIED) if not _is_crumb(top, told)]
    return [_text(top) for top in tops], _others(root, tops)


def marked(root: HtmlElement, headline: str) -> Text:
    """Return a headline with the parts marked that its heading wants to stay as they are."""
    tops = (top for top in islice(root.iter("h1"), _TRIED) if key(_text(top)) == key(headline))
    kept = (clean(part.text_content()[:_MOST]) for top in tops for part in top.iter() if is_verbatim(part))
    found = ((headline.find(words), len(words)) for words in kept if words)
    return Text(headline, tuple(Mark("verbatim", start, start + length) for start, length in found if start >= 0))


def _others(root: HtmlElement, tops: Iterable[HtmlElement]) -> Iterator[str]:
    inner = [_text(part) for top in tops for part in top.iter("span", "strong") if _is_named(part)]
    named = islice((e for e in root.iter(*_TAGS) if e.get("itemprop") == "headline" or _is_named(e)), _TRIED)
    seconds = islice((e for e in root.iter("h2") if not _in_furniture(e)), _TRIED)
    yield from inner
    yield from map(_text, chain(named, seconds))


def _text(element: HtmlElement) -> str:
    """Return the words of an element without the readings set over them, and without what is set apart."""
    whole = clean(element.text_content()[: 4 * _MOST])[:_MOST]
    if not any(part is not element and _is_apart(part) for part in islice(element.iter(), _PARTS)):
        return whole
    bare = _without(element, lambda part: part.tag in ("rt", "rp"))
    rest = _without(element, _is_apart)
    return rest if len(key(rest)) >= _LEAST and not _is_joined(bare, rest) else bare


def _is_joined(whole: str, rest: str) -> bool:
    """Tell whether a colon joins the rest of a line to what is set apart in it."""
    parts = (rest, whole.replace(rest, "").strip())
    return any(part.startswith(_COLONS) or part.endswith(_COLONS) for part in parts)


def _without(element: HtmlElement, goes: Callable[[HtmlElement], bool]) -> str:
    """Return the words of an element without those of the parts in it that go."""
    rest = deepcopy(element)
    for part in [part for part in rest.iter() if part is not rest and goes(part)]:
        part.drop_tree()
    return clean(rest.text_content()[: 4 * _MOST])[:_MOST]


def _is_apart(element: HtmlElement) -> bool:
    names = element.get("class", "")[:200]
    return element.tag in ("small", "rt", "rp") or bool(names and not _APART.isdisjoint(words_of(names)))


def _is_crumb(top: HtmlElement, told: Sequence[str]) -> bool:
    """Tell whether a heading is but the end of a trail of links, where machines are told another headline too."""
    names = " ".join((top.get("class", ""), *map(str, top.attrib)))[:200]
    if _CRUMBS.isdisjoint(words_of(names)):
        return False
    words = key(_text(top))
    return any(not (other.startswith(words) or words.startswith(other)) for other in map(key, told))


def _is_named(element: HtmlElement) -> bool:
    names = element.get("class")
    if not names or len(names) > 200:
        return False
    words = frozenset(words_of(names))
    return not _NAMES.isdisjoint(words) and _LABELS.isdisjoint(words) and not _in_furniture(element)


def _in_furniture(element: HtmlElement) -> bool:
    return any(is_furniture_by_nature(box) for box in around(element) if box.tag != "header")
