"""What a publisher says about the use of its text, read wherever it stands: headers, page, feed.

Every signal has a name (what), a value (its own words) and a place (where). Names:

    robots            noindex, none, nosnippet, noarchive, max-snippet:50, unavailable_after:..., noai, ...
    tdm-reservation   1 or 0;  tdm-policy  the address of the terms
    translate         no: not by machine, not by the reader's browser either
    licence           the address or the words of a licence
    rights            prose about rights;  notice  the same in a page's own corners, which may tighten only
    rsl               permits, prohibits, payment, server, or the address of a file (`rights.rsl`)
    free              true or false: whether the whole text may be read without paying
    content-usage, content-signal   one preference each, as key=value
    third-party       a line that says that the text is another's (`rights.thirdparty`)
    translation-of    language and address of the original;  no-original  why that can't be had, as we found
    picture-licence   a licence that stands with a picture, picture-credit  whose it is; the place ends with its address
    copyright-holder, usage-info, kept-apart   worth knowing; they decide nothing
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree, html
from lxml.html import HtmlElement

from dragoman.rights import corners, thirdparty
from dragoman.rights.jsonld import article_nodes, flag, picture_nodes, text_of
from dragoman.rights.rsl import from_rsl
from dragoman.rights.sitefiles import TDMREP, preferences
from dragoman.types import Entry, Feed, Signal
from dragoman.urls import gate

AGENTS = frozenset(("", "*", "dragoman", "googlebot", "googlebot-news"))
"""Whose rules we keep: our own, everybody's, and those for search engines, which show what we would show."""
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_EXPIRY = re.compile(r"unavailable_after\s*:\s*([^;]+?)\s*(?:$|;|,\s*(?=(?:no|max|all|index|follow|[\w-]+:)))", re.I)
_AGENT = re.compile(r"\s*([\w.*-]+)\s*:\s*(.*)", re.S)
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_LICENCE_REL = re.compile(r"""\brel\s*=\s*["']?[^"';,]*\blicen[sc]e\b""", re.I)
_METAS = {"robots": "", "googlebot": "googlebot", "googlebot-news": "googlebot-news", "dragoman": "dragoman"}
_CREDITS = ("creditText", "copyrightNotice", "copyrightHolder", "creator")
_MAX = 500


RSL_TYPE = "application/rsl+xml"
RSL_DOCUMENT = "rsl-document"
"""The name of a signal whose value is a whole RSL document, as feeds carry them."""
_TDM_PLACES = (TDMREP, "feed", "header", "meta")
"""Where a reservation may stand; each of these places overrules those before it (TDMRep)."""


def from_page(page: bytes | HtmlElement, headers: Mapping[str, str], url: str = "") -> tuple[Signal, ...]:
    """Return the signals of a page and of the headers that it came with, each once, in the order of their places."""
    root = page if isinstance(page, HtmlElement) else _parsed(page)
    found = [*_from_headers({name.lower(): value for name, value in headers.items()})]
    if root is not None:
        found += [*_from_metas(root), *_from_elements(root, url), *_from_machine_data(root), *_from_pictures(root, url)]
        found += corners.signals(root)
    return tuple(dict.fromkeys(found))


def from_entry(entry: Entry, feed: Feed | None = None, own: Sequence[str] = ()) -> tuple[Signal, ...]:
    """Return the signals of a feed's item, and of the feed that it stands in; `own` are the names of its source."""
    found = [Signal("licence", entry.licence, "entry"), Signal("rights", entry.rights, "entry"), *entry.signals]
    if feed:
        found += of_feed(feed)
    told = [signal for each in found if each.value.strip() for signal in _opened(each, entry.url)]
    text = re.sub(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>", "\n", entry.content or entry.summary)
    text = html.fromstring(f"<div>{text}</div>").text_content() if text.strip() else ""
    return tuple(dict.fromkeys([*told, *thirdparty.from_text(text, entry.authors, own)]))


def of_feed(feed: Feed, headers: Mapping[str, str] = MappingProxyType({})) -> tuple[Signal, ...]:
    """Return what a feed says for all of its items: itself, and in its headers, but those on listing the feed."""
    own = (Signal("licence", feed.licence, "feed"), Signal("rights", feed.rights, "feed"), *feed.signals)
    sent = (Signal(s.name, s.value, f"feed {s.place}") for s in from_page(b"", headers) if s.name != "robots")
    return (*(signal for signal in own if signal.value.strip()), *sent)


def _opened(signal: Signal, url: str) -> Iterable[Signal]:
    if signal.name == RSL_DOCUMENT:
        return from_rsl(signal.value.encode(), url, signal.place)
    return [Signal(signal.name, _short(signal.value), signal.place)]


def settled(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return signals without the reservations of text mining that a place nearer to the page overrules."""
    signals = tuple(dict.fromkeys(signals))
    places = [_tdm_place(signal) for signal in signals if signal.name == "tdm-reservation"]
    nearest = max(places, default=-1)
    return tuple(s for s in signals if s.name != "tdm-reservation" or _tdm_place(s) == nearest)


def _tdm_place(signal: Signal) -> int:
    place = signal.place.partition(" ")[0]
    return _TDM_PLACES.index(place) if place in _TDM_PLACES else len(_TDM_PLACES)


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
        yield from preferences(name, headers.get(name, "").replace("\n", ","), f"header {name}")
    for match in _LINK.finditer(headers.get("link", "")[:8000]):
        if _LICENCE_REL.search(match[2]):
            is_rsl = RSL_TYPE in match[2].lower()
            yield (
                Signal("rsl", f"file {match[1]}", "header Link")
                if is_rsl
                else Signal("licence", _short(match[1]), "header Link")
            )


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


def _from_elements(root: HtmlElement, url: str) -> Iterator[Signal]:
    for element in _whole(root):
        if element.get("translate") == "no" or "notranslate" in element.get("class", "").split():
            yield Signal("translate", "no", f"element {element.tag!s}")
    for element in root.iter("link", "a"):
        rels = element.get("rel", "").lower().split()
        if "license" not in rels or not element.get("href") or corners.is_with_picture(element):
            continue
        if RSL_TYPE in element.get("type", "").lower():
            yield Signal("rsl", f"file {_short(element.get('href', ''))}", "link rel=license")
        else:
            yield Signal("licence", _short(element.get("href", "")), f"{element.tag!s} rel=license")
    for script in root.iter("script"):
        if RSL_TYPE in script.get("type", "").lower() and script.text:
            yield from from_rsl(script.text.strip().encode(), url, "script rsl+xml")


def _whole(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that hold the whole of an article: what any other asks, it asks for a part."""
    yield root
    yield from root.iter("body")
    yield from (element for element in root.iter("main", "article") if next(element.iter("h1"), None) is not None)


def _from_machine_data(root: HtmlElement) -> Iterator[Signal]:
    for node in article_nodes(root):
        if licence := text_of(node.get("license")):
            yield Signal("licence", _short(licence), "JSON-LD license")
        free = flag(node.get("isAccessibleForFree"))
        if free is not None:
            yield Signal("free", "true" if free else "false", "JSON-LD isAccessibleForFree")
        for name, key in (("copyright-holder", "copyrightHolder"), ("usage-info", "usageInfo")):
            if told := text_of(node.get(key)):
                yield Signal(name, _short(told), f"JSON-LD {key}")


def _from_pictures(root: HtmlElement, url: str) -> Iterator[Signal]:
    """Yield the licences that machine data gives to single pictures, and the credits beside them."""
    for node in picture_nodes(root):
        told = [
            ("picture-licence", text_of(node.get("license"))),
            *(("picture-credit", text_of(node.get(name))) for name in _CREDITS),
        ]
        addresses = {gate(text_of(node.get(name)), url) for name in ("contentUrl", "url")} - {""}
        for address in sorted(addresses) if told[0][1] else ():
            yield from (Signal(name, _short(words), f"JSON-LD ImageObject {address}") for name, words in told if words)


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
