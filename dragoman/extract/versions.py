"""Other versions of a page that it links to, with less round the text: for print, and AMP."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from dragoman.urls import gate


def plainer(root: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the addresses of a page's print and AMP versions, the print version first; nothing is fetched."""
    found = (gate(link.get("href", ""), url) for link in [*_links(root, "print"), *_links(root, "amphtml")])
    return tuple(dict.fromkeys(address for address in found if address and address != gate(url)))


def _links(root: HtmlElement, kind: str) -> Iterator[HtmlElement]:
    for link in root.iter("link"):
        rel, media = link.get("rel", "").lower().split(), link.get("media", "").lower().strip()
        if kind in rel or (kind == media and "alternate" in rel):
            yield link
