"""A web page as a tree, within bounds: for pages that list news or name feeds, not for articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from dragoman.errors import NotAFeed
from dragoman.ingest import charset, clean, markup, nofeed
from dragoman.survey import survey

MAX_BYTES = 5 * 1024 * 1024
MAX_ELEMENTS = 100_000
MAX_ATTRIBUTES = 500

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "button")
_FLOWING = frozenset("a abbr b bdi bdo big cite em font i mark q s small span strong sub sup time u wbr".split())


def parse(body: bytes, content_type: str = "") -> HtmlElement:
    """Return the root of an HTML page; raises NotAFeed, saying what the bytes are, for anything else."""
    if len(body) > MAX_BYTES:
        raise NotAFeed(f"it is larger than {MAX_BYTES // 1024**2} MB")
    text = clean.xml_characters(charset.decode(body, _charset(body, content_type)))
    root = markup.root(text)[0]
    if not root or not nofeed.is_page(text, root):
        raise NotAFeed(nofeed.what(body, text, root))
    document = text.encode()
    survey(document, _look)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(document, parser=parser)
    except (etree.LxmlError, AssertionError):
        raise NotAFeed("its markup is so broken that no reader makes sense of it") from None
    return page


def base(page: HtmlElement, url: str) -> str:
    """Return the address that the links of a page start from."""
    own = next(page.iter("base"), None)
    return (clean.link(own.get("href", ""), url) if own is not None else "") or url


def meta(page: HtmlElement, name: str) -> str:
    """Return what a page's head says under a name or property, as one line."""
    for element in page.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == name:
            return clean.plain(element.get("content") or "", markup=False)
    return ""


def title(page: HtmlElement) -> str:
    """Return the name of the site, else the title of the page."""
    own = next(page.iter("title"), None)
    return meta(page, "og:site_name") or (line(own) if own is not None else "")


def line(element: HtmlElement) -> str:
    """Return the text of an element as one line, blocks apart."""
    return clean.plain("".join(_pieces(element)), markup=False)


def _look(elements: int, attributes: int) -> None:
    if elements > MAX_ELEMENTS or attributes > MAX_ATTRIBUTES:
        raise NotAFeed("its markup is so large that only a trap is made like it")


def _pieces(element: HtmlElement) -> Iterator[str]:
    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            skipped += node.tag in _UNSEEN
            if not skipped:
                yield ("" if node.tag in _FLOWING else " ") + (node.text or "")
            continue
        skipped -= node.tag in _UNSEEN
        if node is not element and not skipped:
            yield ("" if node.tag in _FLOWING else " ") + (node.tail or "")


def _charset(body: bytes, content_type: str) -> str:
    named = _META.search(body[:8192])
    if "charset" in content_type.lower() or not named:
        return content_type
    return f"text/html; charset={named[1].decode('ascii', 'replace')}"
