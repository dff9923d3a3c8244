"""What a publisher says about the use of its text, read wherever it stands: headers, page, feed.

Every signal has a name (what), a value (its own words) and a place (where). Names:

    robots            noindex, none, nosnippet, noarchive, max-snippet:50, unavailable_after:..., noai, ...
    tdm-reservation   1 or 0;  tdm-policy  the address of the terms
    translate         no: not by machine, not by the reader's browser either
    licence           the address or the words of a licence
    rights            prose about rights
    free              true or false: whether the whole text may be read without paying
    content-usage, content-signal   one preference each, as key=value
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree, html
from lxml.html import HtmlElement

from dragoman.rights.jsonld import article_nodes, flag, text_of
from dragoman.types import Entry, Feed, Signal

AGENTS = frozenset(("", "*", "dragoman", "googlebot", "googlebot-news"))
"""Whose rules we keep: our own, everybody's, and those for search engines, which show what we would show."""
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_EXPIRY = re.compile(r"unavailable_after\s*:\s*([^;]+?)\s*(?:$|;|,\s*(?=(?:no|max|all|index|follow|[\w-]+:)))", re.I)
_AGENT = re.compile(r"\s*([\w.*-]+)\s*:\s*(.*)", re.S)
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_LICENCE_REL = re.compile(r"""\brel\s*=\s*["']?[^"';,]*\blicen[sc]e\b""", re.I)
_METAS = {"robots": "", "googlebot": "googlebot", "googlebot-news": "googlebot-news", "dragoman": "dragoman"}
_MAX = 500


def from_page(page: bytes | HtmlElement, headers: Mapping[str, str]) -> tuple[Signal, ...]:
    """Return the signals of a page and of the headers that it came with, each once, in the order of their places."""
    root = page if isinstance(page, HtmlElement) else _parsed(page)
    found = [*_from_headers({name.lower(): value for name, value in headers.items()})]
    if root is not None:
        found += [*_from_metas(root), *_from_elements(root), *_from_machine_data(root)]
    return tuple(dict.fromkeys(found))


def from_entry(entry: Entry, feed: Feed | None = None) -> tuple[Signal, ...]:
    """Return the signals of a feed's item, and of the feed that it stands in."""
    found = [Signal("licence", entry.licence, "entry"), Signal("rights", entry.rights, "entry")]
    if feed:
        found += [Signal("licence", feed.licence, "feed"), Signal("rights", feed.rights, "feed")]
    return tuple(Signal(s.name, _short(s.value), s.place) for s in found if s.value.strip())


def _parsed(body: bytes) -> HtmlElement | None:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = body.decode("utf-16", "replace").encode()
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError):
        return None
    return root if isinstance(root, HtmlElement) else None


def _short(text: str) -> str:
    return " ".join(text.split())[:_MAX]


def _from_headers(headers: Mapping[str, str]) -> Iterator[Signal]:
    for line in headers.get("x-robots-tag", "").split("\n"):
        yield from _robots(line, "", "header X-Robots-Tag")
    for name in ("tdm-reservation", "tdm-policy"):
        if value := _short(headers.get(name, "")):
            yield Signal(name, value, f"header {name}")
    for name in ("content-usage", "content-signal"):
        yield from _preferences(name, headers.get(name, ""), f"header {name}")
    for match in _LINK.finditer(headers.get("link", "")[:8000]):
        if _LICENCE_REL.search(match[2]):
            yield Signal("licence", _short(match[1]), "header Link")


def _from_metas(root: HtmlElement) -> Iterator[Signal]:
    for meta in root.iter("meta"):
        name = meta.get("name", "").strip().lower()
        content = meta.get("content", "") or meta.get("value", "")
        if name in _METAS:
            yield from _robots(content, _METAS[name], f"meta {name}")
        elif name in ("tdm-reservation", "tdm-policy") and content.strip():
            yield Signal(name, _short(content), f"meta {name}")
        elif name == "google" and "notranslate" in (content or "").lower():
            yield Signal("translate", "no", "meta google")
        elif name in ("noai", "noimageai"):
            yield Signal("robots", name, f"meta {name}")
        elif name in ("dcterms.license", "dc.rights.license", "license", "licence") and content.strip():
            yield Signal("licence", _short(content), f"meta {name}")


def _from_elements(root: HtmlElement) -> Iterator[Signal]:
    for element in (root, root.find("body")):
        if element is not None and (
            element.get("translate") == "no" or "notranslate" in element.get("class", "").split()
        ):
            yield Signal("translate", "no", f"element {element.tag!s}")
    for element in root.iter("link", "a"):
        rels = element.get("rel", "").lower().split()
        if "license" in rels and element.get("href") and not _in_figure(element):
            yield Signal("licence", _short(element.get("href", "")), f"{element.tag!s} rel=license")


def _in_figure(element: HtmlElement) -> bool:
    """Tell whether a licence stands with a picture: then it is the picture's, not the text's."""
    return next(element.iterancestors("figure", "figcaption"), None) is not None


def _from_machine_data(root: HtmlElement) -> Iterator[Signal]:
    for node in article_nodes(root):
        if licence := text_of(node.get("license")):
            yield Signal("licence", _short(licence), "JSON-LD license")
        free = flag(node.get("isAccessibleForFree"))
        if free is not None:
            yield Signal("free", "true" if free else "false", "JSON-LD isAccessibleForFree")


def _robots(value: str, agent: str, place: str) -> Iterator[Signal]:
    """Yield the directives of a robots value that hold for us; a name before a colon says for whom the rest is."""
    value = value[:2000]
    if expiry := _EXPIRY.search(value):
        value = value[: expiry.start()] + value[expiry.end() :]
        if agent in AGENTS:
            yield Signal("robots", f"unavailable_after:{expiry[1].strip()}", place)
    for part in re.split(r"[,;]", value):
        directive = part.strip().lower()
        match = _AGENT.match(directive)
        if match and match[1] not in _VALUED:
            agent, directive = match[1], match[2].strip()
        if directive and agent in AGENTS:
            yield Signal("robots", re.sub(r"\s*[:=]\s*", ":", directive)[:80], place)


def _preferences(name: str, value: str, place: str) -> Iterable[Signal]:
    parts = (re.sub(r"\s", "", part).lower() for part in re.split(r"[,;]", value[:2000]))
    return [Signal(name, part[:80], place) for part in parts if "=" in part]
