"""What a page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lxml.html import HtmlElement

from dragoman.extract.text import clean

Node: TypeAlias = Mapping[str, Any]

_ARTICLE = re.compile(
    r"article$|^blogposting$|^liveblogposting$|^report$|^review$|^newsstory$|^advertisercontent", re.I
)
_PAGE = re.compile(r"^(web|item)page$", re.I)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)(?:\s*\*/)?\s*;?\s*$"
)
_BREAK = re.compile(r"<(?:br|/p|/h\d|/li|/div)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.I)
_MAX_NODES = 2000


def article(nodes: Iterable[Node]) -> Node:
    """Return the article among a page's objects, or else its WebPage, or an empty mapping."""
    best: Node = {}
    best_rank = 0
    for node in nodes:
        rank = _rank(node)
        if rank > best_rank:
            best, best_rank = node, rank
    return best


def nodes(root: HtmlElement) -> Iterator[Node]:
    """Yield every object of the page's JSON-LD, outer before inner; broken scripts are passed over."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text:
            waiting.extend(_load(script.text))
    for count, value in enumerate(_breadth_first(waiting)):
        if count >= _MAX_NODES:
            return
        yield value


def _breadth_first(waiting: list[Any]) -> Iterator[Node]:
    for value in waiting:  # grows while it is walked
        if isinstance(value, dict):
            yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting.extend(inner for inner in value if isinstance(inner, dict | list))


def _load(text: str) -> list[Any]:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text.strip())).strip().rstrip(";")
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return []


def _rank(node: Node) -> int:
    kinds = strings(node.get("@type"))
    if any(_ARTICLE.search(kind) for kind in kinds):
        filled = sum(bool(node.get(name)) for name in ("headline", "datePublished", "author", "articleBody"))
        return 10 + filled
    return 1 if any(_PAGE.search(kind) for kind in kinds) else 0


def strings(value: Any) -> list[str]:
    """Return the strings that a value holds: itself, its items, or the names of its things."""
    if isinstance(value, str):
        return [text] if (text := clean(value)) else []
    if isinstance(value, Mapping):
        return next(
            (found for name in ("name", "@value", "headline", "@id") if (found := strings(value.get(name)))), []
        )
    if isinstance(value, Sequence):
        items = [inner for item in value[:50] for inner in (item if isinstance(item, list) else [item])]
        return [text for item in items if not isinstance(item, list) for text in strings(item)]
    return []


def string(value: Any) -> str:
    """Return the first string that a value holds."""
    return next(iter(strings(value)), "")


def address(value: Any) -> str:
    """Return the first address that a value holds: a string, or the `url` of a thing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return next((found for name in ("url", "contentUrl", "@id") if (found := address(value.get(name)))), "")
    if isinstance(value, Sequence):
        return next((found for item in value[:20] if (found := address(item))), "")
    return ""


def body(nodes: Iterable[Node]) -> str:
    """Return the longest text that the page tells machines is its article's, with its lines, or an empty string."""
    found = (node.get("articleBody") for node in nodes)
    told = max((text for text in found if isinstance(text, str)), key=len, default="")
    return _TAG.sub(" ", _BREAK.sub("\n", html.unescape(told))) if "<" in told or "&" in told else told


def flag(value: Any) -> bool | None:
    """Return a boolean that may be written as a word."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "yes": True, "no": False}.get(str(value).strip().lower().rsplit("/", 1)[-1])


def number(value: Any) -> int:
    """Return a whole number that may be written as words, or 0 where it is none."""
    digits = string(value) if isinstance(value, str | list) else str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0
