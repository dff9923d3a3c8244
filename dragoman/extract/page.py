"""From bytes to a tree: charset, and what is too big, too deep or no page at all."""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from dragoman.errors import NotAPage
from dragoman.survey import survey

MAX_BYTES = 8_000_000
MAX_TAGS = 30_000
MAX_DEPTH = 150
MAX_TEXT = 1_000_000
MAX_ATTRIBUTES = 200
"""Of one element; the time to build a tree grows with the square of it."""
MAX_SPANNED = 5000
"""How many places of tables cells may span; trafilatura's time grows with the square of it."""

# What browsers take these labels for: https://encoding.spec.whatwg.org/#names-and-labels
_LABELS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
    "iso-8859-11": "cp874", "windows-874": "cp874", "x-euc-jp": "euc_jp", "unicode": "utf-16", "utf-16": "utf-8",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)", re.I
)
_TEXT_CODEC = re.compile(r"utf-8|cp\d{3,4}|iso8859-\d+|koi8-\w|gb18030|big5hkscs|euc_jp|iso2022_jp|johab|mac-\w+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_A_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|article|section|main|h1|span|br|table)\b", re.I)
_A_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|rdf:RDF)\b", re.S)
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"\x7fELF",
)
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
"""One class for all elements: lxml's own choice by tag takes a fifth of the time of a page."""
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_SHOWN_TEXTS = etree.XPath("//text()[not(parent::script or parent::style)]", smart_strings=False)
_PAGE_TYPES = ("text/", "application/xhtml", "application/xml", "application/octet-stream")


def parse(body: bytes, content_type: str = "") -> html.HtmlElement:
    """Return the root of an HTML page.

    Raises:
        NotAPage: the bytes are empty, binary, no HTML, or bigger or deeper than any article.
    """
    if not body.strip():
        raise NotAPage("The page is empty.")
    if len(body) > MAX_BYTES:
        raise NotAPage(f"The page has {len(body):,} bytes, more than any article ({MAX_BYTES:,}).")
    kind = content_type.split(";")[0].strip().lower()
    if kind and not kind.startswith(_PAGE_TYPES):
        raise NotAPage(f"The address leads to {kind}, not to an HTML page.")
    text = _CONTROL.sub(" ", decode(body, content_type))
    if _A_FEED.match(text):
        raise NotAPage("The address leads to a feed, not to an HTML page.")
    if not _A_TAG.search(text):
        raise NotAPage("The address leads to plain text or data, not to an HTML page.")
    if text.count("<") > MAX_TAGS * 4:
        raise NotAPage(f"The page has over {MAX_TAGS:,} elements, more than any article.")
    return _bounded(_tree(text), text)


def drop_unquotable(root: html.HtmlElement) -> None:
    """Take the parts off a page that its publisher keeps out of any quotation (`data-nosnippet`).

    Browsers and search engines know it on span, div and section only; a page is not taken off as a whole.
    """
    for element in root.xpath("//body//*[@data-nosnippet][self::span or self::div or self::section][not(.//h1)]"):
        if element.getparent() is not None:
            element.drop_tree()


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a page by byte order mark, by being UTF-8, by its HTTP header and its own word, in this order.

    Raises:
        NotAPage: the bytes are binary.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(codec, "replace")
    if body.startswith(_MAGIC) or body[:4096].count(0) > 8:
        raise NotAPage("The address leads to a binary file, not to an HTML page.")
    claimed = _claims(body, content_type)
    for codec in claimed if "iso2022_jp" in claimed else ["utf-8", *claimed]:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return _least_broken(body, [*claimed, "utf-8", "cp1252"])


def _claims(body: bytes, content_type: str) -> list[str]:
    """Return the codecs that the header and the page name, as Python knows them."""
    header, meta = _CHARSET.search(content_type), _META_CHARSET.search(body[:8192])
    labels = [header[1] if header else "", (meta[1] or meta[2]).decode("ascii", "ignore") if meta else ""]
    codecs_named = []
    for label in filter(None, (label.strip().lower() for label in labels)):
        try:
            info = codecs.lookup(_LABELS.get(label, label))
        except LookupError:
            continue
        if _TEXT_CODEC.fullmatch(info.name):
            codecs_named.append(info.name)
    return codecs_named


def _least_broken(body: bytes, codecs_tried: list[str]) -> str:
    tries = [body.decode(codec, "replace") for codec in dict.fromkeys(codecs_tried)]
    return min(tries, key=lambda text: text.count("\ufffd") + 4 * sum(map(text.count, ("Ã", "â€"))))


def _look(_: int, attributes: int) -> None:
    if attributes > MAX_ATTRIBUTES:
        raise NotAPage(f"An element of the page has over {MAX_ATTRIBUTES} attributes, more than any article's.")


def _tree(text: str) -> html.HtmlElement:
    document = text.encode("utf-8")
    survey(document, _look)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = html.document_fromstring(document, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise NotAPage("The page holds no HTML that a parser makes sense of.") from error
    if not isinstance(root, html.HtmlElement) or root.find("body") is None:
        raise NotAPage("The page has no body.")
    return root


def _span(cell: html.HtmlElement) -> int:
    """Return how many places in its table a cell takes beyond its own."""
    width, height = (cell.get(name, "").strip()[:4] for name in ("colspan", "rowspan"))
    if not (width.isdecimal() or height.isdecimal()):
        return 0
    return (int(width) if width.isdecimal() else 1) * (int(height) if height.isdecimal() else 1) - 1


def _bounded(root: html.HtmlElement, text: str) -> html.HtmlElement:
    """Return the tree of a page that is no deeper and bigger than any article; its text bounds what need be counted."""
    if _TOO_DEEP(root):
        raise NotAPage(f"The page nests its elements over {MAX_DEPTH} deep, deeper than any article.")
    if text.count("<") > MAX_TAGS // 2 and (count := sum(1 for _ in root.iter())) > MAX_TAGS:
        raise NotAPage(f"The page has {count:,} elements, more than any article ({MAX_TAGS:,}).")
    if len(text) > MAX_TEXT and (size := sum(map(len, _SHOWN_TEXTS(root)))) > MAX_TEXT:
        raise NotAPage(f"The page has {size:,} characters of text, more than any article ({MAX_TEXT:,}).")
    spanned = 0
    for cell in root.iter("td", "th"):
        spanned += _span(cell)
        if spanned > MAX_SPANNED:
            cell.attrib.pop("rowspan", None)
            cell.attrib.pop("colspan", None)
    return root
