"""The addresses that a page gives itself: its canonical one, and those of its versions in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dragoman.extract.language import normalised
from dragoman.types import Alternate, primary
from dragoman.urls import gate

_MOST = 100


def canonical(root: HtmlElement, told: Iterable[str], url: str) -> str:
    """Return the first canonical address, of the link or else as told, that can be the article's.

    A front page, of this site or another, is none, unless the page was read from one.
    """
    linked = [link.get("href", "") for link in _links(root, "canonical")]
    is_front = _is_front(gate(url))
    addresses = (gate(value, url) for value in (*linked, *told) if value)
    return next((address for address in addresses if address and (is_front or not _is_front(address))), "")


def alternates(root: HtmlElement, own: str, language: str) -> tuple[Alternate, ...]:
    """Return the page's versions in other languages than its own, one a language, as its hreflang links name them."""
    found: dict[str, str] = {}
    for link in islice(_links(root, "alternate"), _MOST):
        code, address = normalised(link.get("hreflang", "")), gate(link.get("href", ""), own)
        if code and address and address != own and primary(code) != primary(language) and not _is_front(address):
            found.setdefault(code, address)
    return tuple(Alternate(code, address) for code, address in found.items())


def _links(root: HtmlElement, relation: str) -> Iterator[HtmlElement]:
    return (link for link in root.iter("link") if relation in link.get("rel", "").lower().split())


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path.strip("/") in ("", "index.html", "index.php", "home") and not parts.query
