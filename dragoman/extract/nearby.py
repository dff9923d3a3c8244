"""What stands round the headline: where pages show who wrote and when, whatever they call it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from dragoman.extract.furniture import UNSEEN, is_furniture_by_nature
from dragoman.extract.text import key, words_in

_BEFORE, _AFTER = 12, 80
"""How many elements before and after the headline are looked at."""
_MOST, _FAR = 90, 1200
"""Letters of a line, and of all that stands between the headline and the last line."""
_PARTS = 40
_HEADS = ("h1", "h2", "h3")


def lines(root: HtmlElement, headline: str) -> Iterator[str]:
    """Yield the short lines after the headline, then those right before it; nothing where it isn't shown."""
    before, walk = _parted(root, headline)
    yield from _short(islice(walk, _AFTER))
    yield from _short(iter(before))


def after(root: HtmlElement, headline: str) -> Iterator[HtmlElement]:
    """Return the elements after the headline; none where it isn't shown."""
    return _parted(root, headline)[1]


def around(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes round an element, inside out, without the page as a whole."""
    return (box for box in element.iterancestors() if box.tag not in ("html", "body"))


def _parted(root: HtmlElement, headline: str) -> tuple[Iterable[HtmlElement], Iterator[HtmlElement]]:
    """Return the elements right before the headline, and a walk over those after it."""
    words = key(headline)
    before: deque[HtmlElement] = deque(maxlen=_BEFORE)
    body = root.find("body")
    walk = (root if body is None else body).iter("*")
    for element in walk:
        if element.tag in _HEADS and words and _holds(element, words):
            return before, walk
        before.append(element)
    return (), iter(())


def _holds(heading: HtmlElement, words: str) -> bool:
    """Tell whether a heading is the headline, at most with a kicker or a date in it."""
    text = key(heading.text_content()[:1000])
    return words in text and len(text) < 2 * len(words)


def _short(elements: Iterator[HtmlElement]) -> Iterator[str]:
    passed = 0
    for element in elements:
        if passed > _FAR:
            return
        if element.tag in UNSEEN or is_furniture_by_nature(element):
            continue
        text = words_in(element, _PARTS, _FAR)
        if 2 < len(text) <= _MOST:
            yield text
        if element.text and len(element.text) > _MOST:
            passed += len(text)
