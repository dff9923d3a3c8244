"""RSL documents (Really Simple Licensing 1.0): what they permit, prohibit and charge for, as signals. Pure.

A document lists contents with the licences to choose from. Each licence permits and prohibits uses (`all`, `ai-all`,
`ai-train`, `ai-input`, `ai-index`, `search`) and may ask for payment. What we do is `ai-input`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from dragoman.rights.sitefiles import fits
from dragoman.types import Signal

NAMESPACE = "https://rslstandard.org/rsl"
MAX_BYTES = 256 * 1024
_MAX_CONTENTS = 500
_HOST = re.compile(r"[^/?#*]+")
_FREE = ("", "free", "attribution")
_INPUT = {"all", "ai-all", "ai-input"}


@dataclass(frozen=True, slots=True)
class _Licence:
    permits: frozenset[str]
    prohibits: frozenset[str]
    limits: tuple[str, ...]
    payment: str
    standard: str


def from_rsl(document: bytes, url: str, place: str) -> tuple[Signal, ...]:
    """Return what an RSL document says of an address; nothing where it is none, or says nothing of it."""
    root = _parsed(document)
    if root is None:
        return ()
    contents = [root] if _name(root) == "content" else [e for e in root.iter() if _name(e) == "content"][:_MAX_CONTENTS]
    told = [signal for content in contents if _speaks(content, url) for signal in _of_content(content, place)]
    return tuple(dict.fromkeys(told))


def _parsed(document: bytes) -> etree._Element | None:
    if NAMESPACE.encode() not in document or len(document) > MAX_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    # By hand: QName raises over the names that broken markup has.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _speaks(content: etree._Element, url: str) -> bool:
    """Tell whether a content is one that an address lies in; one without an address is the whole of its place."""
    rule, own = content.get("url", "").strip(), urlsplit(url)
    if not rule:
        return True
    if "://" in rule:
        # By hand: anybody may write an address that urlsplit raises over.
        address = rule.partition("://")[2]
        host = _HOST.match(address)
        if host and host[0] != own.netloc:
            return False
        rule = f"/{address.partition('/')[2]}"
    return fits(rule, (own.path or "/") + (f"?{own.query}" if own.query else ""))


def _of_content(content: etree._Element, place: str) -> Iterator[Signal]:
    if server := content.get("server", "").strip():
        yield Signal("rsl", f"server {server[:300]}", place)
    licences = [_licence(each) for each in content if _name(each) == "license"]
    if not licences:
        return
    for use in sorted(frozenset.intersection(*(each.prohibits for each in licences))):
        yield Signal("rsl", f"prohibits {use}", place)
    permitted = [each for each in licences if not each.permits or each.permits & _INPUT]
    if not permitted:
        yield Signal("rsl", "permits " + " ".join(sorted({use for each in licences for use in each.permits})), place)
    yield from _priced(permitted, place)


def _priced(licences: list[_Licence], place: str) -> Iterator[Signal]:
    """Yield what the licences that let a text be read by a machine ask for, unless one of them asks for nothing."""
    if not licences:
        return
    free = [each for each in licences if each.payment in _FREE and not each.limits]
    if not free:
        asked = dict.fromkeys(word for each in licences for word in (*each.limits, each.payment) if word)
        yield Signal("rsl", "payment " + " ".join(asked)[:100], place)
    for each in free:
        if each.standard:
            yield Signal("licence", each.standard, place)


def _licence(element: etree._Element) -> _Licence:
    payment = next((each for each in element.iter() if _name(each) == "payment"), None)
    standard = next((each for each in element.iter() if _name(each) == "standard"), None)
    limits = [*_words(element, "permits", "user"), *_words(element, "permits", "geo")]
    return _Licence(
        frozenset(_words(element, "permits", "usage")),
        frozenset(_words(element, "prohibits", "usage")),
        tuple(word for word in limits if word != "all"),
        payment.get("type", "").strip().lower() if payment is not None else "",
        (standard.text or "").strip()[:500] if standard is not None else "",
    )


def _words(element: etree._Element, name: str, kind: str) -> Iterable[str]:
    for each in element:
        if _name(each) == name and each.get("type", "usage").strip().lower() == kind:
            yield from (each.text or "").replace(",", " ").lower().split()
