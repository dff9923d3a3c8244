"""OPML: the list of sources as all feed readers exchange it, in versions 1.0, 1.1 and 2.0."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import islice

from lxml import etree

from dragoman.errors import NotAFeed
from dragoman.ingest import clean
from dragoman.ingest.lists import listxml
from dragoman.types import Kind

MAX_OUTLINES = 20_000
MAX_FOLDERS = 20
MAX_NODES = 100_000
MAX_ATTRIBUTES = 100
NAMESPACE = "urn:x-dragoman:opml"

_MAX_NAME = 200
_MAX_SELECTOR = 1000
_FEED_TYPES = frozenset(("rss", "atom", "feed", "rdf", "json"))


@dataclass(frozen=True, slots=True)
class Outline:
    """A source as an OPML file lists it; `folder` names the folders that it lies in, apart by slashes."""

    feed: str
    title: str = ""
    home: str = ""
    language: str = ""
    folder: str = ""
    kind: Kind = Kind.FEED
    selector: str = ""
    licence: str = ""


def read(body: bytes) -> list[Outline]:
    """Return the sources that an OPML file lists, each once, in its order; only http and https addresses pass.

    Raises NotAFeed with a sentence that says what the file is instead.
    """
    try:
        document, _ = listxml.document(body, "", ("opml",))
    except NotAFeed as reason:
        raise NotAFeed(f"The file is no OPML: {reason}; export the list of feeds as OPML.") from None
    found: dict[str, Outline] = {}
    for outline in _outlines(listxml.tree(document)):
        found.setdefault(outline.feed, outline)
        if len(found) == MAX_OUTLINES:
            break
    return list(found.values())


def write(outlines: Iterable[Outline], title: str, now: datetime) -> bytes:
    """Return an OPML 2.0 document of these sources; `now` is when it was made.

    What OPML has no word for stands in attributes of a namespace of our own, kinds other than feeds in `type`.
    Folders of agencies, which are no addresses, are left out.
    """
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"dragoman": NAMESPACE})
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = _line(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for outline in outlines:
        if clean.link(outline.feed):
            etree.SubElement(_folder(folders, _names(outline.folder)), "outline", _written(outline))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


# --- Reading -----------------------------------------------------------------------------------------------------


def _outlines(root: etree._Element) -> Iterator[Outline]:
    folders: list[tuple[str, ...]] = [()]
    walk = etree.iterwalk(root, events=("start", "end"))
    nodes = ((event, node) for event, node in walk if listxml.local(node.tag) == "outline")
    for event, node in islice(nodes, MAX_NODES):
        if event == "end":
            folders.pop()
            continue
        given = _attributes(node)
        outline = _outline(given, "/".join(folders[-1]))
        name = "" if outline else _text(given.get("text") or given.get("title") or "")
        folders.append((*folders[-1], *_names(name))[:MAX_FOLDERS])
        if outline:
            yield outline


def _attributes(node: etree._Element) -> dict[str, str]:
    # Taking them out takes quadratic time in their number.
    few = len(node.attrib) <= MAX_ATTRIBUTES
    return {listxml.local(name): str(value) for name, value in node.attrib.items()} if few else {}


def _outline(given: Mapping[str, str], folder: str) -> Outline | None:
    """Return the source of an outline's attributes, None where it is a folder or a mere link."""
    mime = given.get("type", "").strip().lower()
    feed = _address(given.get("xmlurl") or given.get("feedurl") or "")
    if not feed and mime in _FEED_TYPES:
        feed = _address(given.get("url") or "")
    if not feed:
        return None
    title = _text(given.get("title") or "") or _text(given.get("text") or "")
    return Outline(
        feed=feed,
        title="" if clean.link(title) == feed else title,
        home=_address(given.get("htmlurl") or ""),
        language=clean.language(given.get("language", "")),
        folder=folder,
        kind=Kind(mime) if mime in list(Kind) else Kind.FEED,
        selector=clean.bare(given.get("selector", "")).strip()[:_MAX_SELECTOR],
        licence=_line(given.get("licence", "")),
    )


def _address(value: str) -> str:
    # Some writers escape twice.
    return clean.link(value.replace("&amp;", "&"))


def _text(value: str) -> str:
    return clean.plain(value, markup=False, limit=_MAX_NAME)


# --- Writing -----------------------------------------------------------------------------------------------------


def _written(outline: Outline) -> dict[str, str]:
    given = {
        "text": _escaped(outline.title) or outline.feed,
        "title": _escaped(outline.title),
        "type": "rss" if outline.kind is Kind.FEED else outline.kind.value,
        "xmlUrl": outline.feed,
        "htmlUrl": outline.home,
        "language": outline.language,
        f"{{{NAMESPACE}}}selector": clean.bare(outline.selector).strip(),
        f"{{{NAMESPACE}}}licence": _line(outline.licence),
    }
    return {name: value for name, value in given.items() if value}


def _folder(folders: dict[tuple[str, ...], etree._Element], names: tuple[str, ...]) -> etree._Element:
    """Return the element of a folder; it is made, with those around it, where it is new."""
    if names not in folders:
        around = _folder(folders, names[:-1])
        folders[names] = etree.SubElement(around, "outline", {"text": _escaped(names[-1])})
    return folders[names]


def _names(folder: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, folder.split("/"))))[:MAX_FOLDERS]


def _line(value: str) -> str:
    return " ".join(clean.bare(value).split())[:_MAX_NAME].rstrip()


def _escaped(text: str) -> str:
    """Return a text so that reading it, which decodes what was escaped twice, gives it back."""
    text = _line(text)
    return text if _text(text) == text else html.escape(text, quote=False)
