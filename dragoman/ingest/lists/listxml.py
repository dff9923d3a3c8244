"""Sitemaps and OPML as XML that a strict parser takes: no prolog, no entities, no stray ampersands, and bounded."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from io import BytesIO
from itertools import islice

from lxml import etree

from dragoman.errors import NotAFeed
from dragoman.ingest import charset, clean, markup, nofeed

MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 1_000_000
MAX_REFERENCES = 1_000_000
MAX_NODES = 2000

_PROLOG = 65536
_AMPERSAND = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([a-zA-Z][a-zA-Z0-9]{1,31});)?")
_NUMERIC = re.compile(r"&#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));")


def document(body: bytes, content_type: str, roots: tuple[str, ...]) -> tuple[bytes, str]:
    """Return the document from its root element on as clean UTF-8 XML, and the prefix that its elements bear.

    Raises NotAFeed, saying what the bytes are, where none of `roots` is in them or where they are a trap.
    """
    if len(body) > MAX_BYTES:
        raise NotAFeed(f"it is larger than {MAX_BYTES // 1024**2} MB")
    text = clean.xml_characters(charset.decode(body, content_type))
    names = "|".join(roots)
    found = re.compile(rf"<(?:([\w.-]{{1,40}}):)?({names})\b", re.IGNORECASE).search(text, 0, _PROLOG)
    if not found:
        raise NotAFeed(nofeed.what(body, text, markup.root(text)[0]))
    if text.count("<") > MAX_TAGS or text.count("&") > MAX_REFERENCES:
        raise NotAFeed("its markup is so large that only a trap is made like it")
    return _tidy(text[found.start() :]).encode(), found[1] or ""


def elements(document: bytes, names: tuple[str, ...], prefix: str = "") -> Iterator[etree._Element]:
    """Give the elements of these names in any namespace or none, one at a time, as far as the document goes.

    An element is emptied when the next one is asked for; broken markup is mended or ends the document.
    """
    tags = [tag for name in names for tag in (f"{{*}}{name}", f"{prefix}:{name}" if prefix else name)]
    events = etree.iterparse(
        BytesIO(document),
        events=("end",),
        tag=tags,
        recover=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
            _forget(element)
    except etree.XMLSyntaxError:
        return


def tree(document: bytes) -> etree._Element:
    """Return the whole document as a tree, as far as it goes; raises NotAFeed where there is none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, remove_comments=True, remove_pis=True)
    root: etree._Element | None = etree.fromstring(document, parser)
    if root is None:
        raise NotAFeed("its markup is so broken that no reader makes sense of it")
    return root


def nodes(element: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Give what an element holds, as (parent's name, name, element), names without namespace and in lower case."""
    for node in islice(element.iter(etree.Element), 1, MAX_NODES):
        parent = node.getparent()
        yield (local(parent.tag) if parent is not None else ""), local(node.tag), node


def local(tag: object) -> str:
    """Return the name of an element or attribute without namespace or prefix, in lower case."""
    return _local(str(tag))


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _tidy(text: str) -> str:
    first, *sections = text.split("<![CDATA[")
    pieces = [_escaped(first)]
    for section in sections:
        literal, _, rest = section.partition("]]>")
        pieces += [html.escape(literal, quote=False), _escaped(rest)]
    return "".join(pieces)


def _escaped(text: str) -> str:
    return _AMPERSAND.sub(_reference, _NUMERIC.sub(_allowed, text))


def _allowed(match: re.Match[str]) -> str:
    """Drop a reference to what is no character: as part of a name or an address of names it can't be read at all."""
    code = int(match[1]) if match[1] else int(match[2], 16)
    return match[0] if code <= sys.maxunicode and clean.xml_characters(chr(code)) else ""


def _reference(match: re.Match[str]) -> str:
    """Return what a name of HTML stands for; an ampersand that begins no reference is one that was left unescaped."""
    named = html5.get(f"{match[1]};") if match[1] else None
    return html.escape(named) if named else f"&amp;{match[0][1:]}"


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
