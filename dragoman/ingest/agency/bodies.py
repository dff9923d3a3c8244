"""The bodies of agencies' items as HTML, not harmless yet: from XHTML, NITF, HTML in a string, and plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.entities import name2codepoint
from typing import NamedTuple

import nh3
from lxml import etree
from lxml.builder import E

from dragoman.errors import NotAFeed
from dragoman.ingest import clean, markup

_NAMED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)([a-zA-Z][a-zA-Z0-9]{0,30});")
_CHARACTERS = {name: chr(code) for name, code in name2codepoint.items()}
_HTML = nh3.ALLOWED_TAGS | {"body", "section", "main", "font", "big"}
_NITF = {"hl1": "h2", "hl2": "h2", "block": "div", "bq": "blockquote", "credit": "p", "tagline": "p"}
_BODY = re.compile(r"<body\b[^<>]{0,2000}>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,2000}>")
_LONG_NAMESPACE = re.compile(r"""\sxmlns[\w:.-]{0,100}=["'][^"'<]{1000}""")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_STOPS = tuple('.!?:;…"”»)')
_LONG_LINE = 120
_LABEL = 60
_MOST_SIGNS = 500_000


class Body(NamedTuple):
    """A body as HTML; the richer of two ranks higher."""

    rank: int = 0
    html: str = ""


def parse(text: str) -> etree._Element:
    """Parse XML without anything from outside it, its names without namespaces.

    Raises NotAFeed where it is broken, declares entities, or is larger than any message of an agency.
    """
    if any(text.count(sign) > _MOST_SIGNS for sign in "<&=") or _LONG_NAMESPACE.search(text):
        raise NotAFeed("it has markup of a size that only a trap has")
    text = _NAMED.sub(lambda match: _CHARACTERS.get(match[1], match[0]), text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.strip("\ufeff \t\r\n").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        raise NotAFeed("it is broken XML") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise NotAFeed("it declares entities of its own, as only a trap does")
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    return root


def best(bodies: Iterable[Body]) -> str:
    """Return the HTML of the richest body, the longest where several are as rich."""
    return max(bodies, key=lambda body: (body.rank, len(body.html)), default=Body()).html


def from_element(element: etree._Element) -> Body:
    """Return the body that an element holds: XHTML or NITF; nothing for markup that is neither."""
    name = str(element.tag).lower()
    if name == "nitf":
        return Body(1, _nitf(element))
    if name == "html":
        inner = next(element.iter("body"), None)
        return Body(2, _html(inner)) if inner is not None else Body()
    return Body(2, _html(element)) if name in _HTML else Body()


def from_text(text: str, content_type: str = "") -> Body:
    """Return the body that a string holds, whatever it is said to be; nothing for XML of another kind."""
    text = text[: clean.MAX_FIELD]
    name = markup.root(text)[0]
    if name == "nitf":
        try:
            return from_element(parse(text))
        except NotAFeed:
            return Body()
    if name == "html":
        match = _BODY.search(text)
        return Body(2, match[1] if match else "")
    if name in _HTML:
        tags = {tag.lower().strip("/") for tag in _TAG.findall(text)}
        if not content_type.startswith("text/plain") or tags - {"p", "br"}:
            return Body(2, text)
        text = _TAG.sub(lambda match: "\n" if match[1].lower() == "br" else "\n\n", text)
    elif text.lstrip().startswith("<"):
        return Body()
    return Body(0, paragraphs(text))


def paragraphs(text: str) -> str:
    """Return plain text as paragraphs of HTML: parted by blank lines, by indents or line by line, as it was written."""
    text = html.unescape(text[: clean.MAX_FIELD]).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    parts = (part for passage in _BLANK_LINE.split(text) for part in _parts(passage.strip("\n").split("\n")))
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)


def figure(source: str, caption: str, credit: str) -> etree._Element:
    """Return a picture with its caption; one that names its credit already is not given it again."""
    if credit and credit.casefold() not in caption.casefold():
        caption = f"{caption} Photo: {credit}".strip()
    return E.figure(E.img(src=source), *([E.figcaption(caption)] if caption else []))


def written(element: etree._Element) -> str:
    """Return an element as HTML."""
    return etree.tostring(element, method="html", encoding="unicode", with_tail=False)


def words(element: etree._Element | None) -> str:
    """Return the text of an element on one line."""
    return "" if element is None else " ".join(" ".join(map(str, element.itertext())).split())


def _parts(lines: list[str]) -> list[str]:
    """Return the paragraphs of lines that no blank line parts."""
    starts = [n for n, line in enumerate(lines) if n and line.startswith("  ") and not lines[n - 1].startswith("  ")]
    if not starts and _ends_paragraphs(lines):
        starts = list(range(1, len(lines)))
    cuts = zip([0, *starts], [*starts, len(lines)], strict=True)
    return [" ".join(" ".join(lines[start:end]).split()) for start, end in cuts]


def _ends_paragraphs(lines: list[str]) -> bool:
    """Tell whether each line is a paragraph: lines that were wrapped by hand are short and end anywhere."""
    whole = sum(line.rstrip().endswith(_STOPS) for line in lines)
    return 2 * whole >= len(lines) or any(len(line) > _LONG_LINE for line in lines)


def _html(element: etree._Element) -> str:
    for header in list(element.iter("header")):
        if header.find(".//h1") is not None and not any(len(words(part)) > _LABEL for part in header.iter("p")):
            header.tag = "dropped"  # the item's headline, date and topics, which its metadata tells
    etree.strip_elements(element, "dropped", with_tail=False)
    return written(element)


def _nitf(root: etree._Element) -> str:
    parts = [part for name in ("body.content", "body.end") if (part := next(root.iter(name), None)) is not None]
    for part in parts:
        for media in list(part.iter("media")):
            _pictured(media)
        for element in part.iter(*_NITF):
            element.tag = _NITF[str(element.tag)]
    return "".join(map(written, parts))


def _pictured(media: etree._Element) -> None:
    """Turn a media element of NITF into a figure, or into its caption where it is no picture."""
    caption, credit = words(media.find("media-caption")), words(media.find("media-producer"))
    source = next((each.get("source", "") for each in media.iter("media-reference") if each.get("source")), "")
    is_picture = source and media.get("media-type") == "image"
    shown = figure(source, caption, credit) if is_picture else E.p(caption)
    shown.tail = media.tail
    parent = media.getparent()
    if parent is not None:
        parent.replace(media, shown)
