"""The objects of articles and of pictures in a page's JSON-LD, as far as rights need them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lxml.html import HtmlElement

Node: TypeAlias = Mapping[str, Any]

_ARTICLE = re.compile(r"article$|posting$|^(?:report|review|webpage|webcontent|creativework)$", re.I)
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_PICTURES = ("image", "primaryImageOfPage", "associatedMedia", "thumbnail")
_MAX_NODES = 2000


def article_nodes(root: HtmlElement) -> Iterator[Node]:
    """Yield the objects that speak of the article or of a part of it, never those of pictures or of other works."""
    return (node for node in _nodes(root, _PARTS) if any(_ARTICLE.search(kind) for kind in _kinds(node)))


def picture_nodes(root: HtmlElement) -> Iterator[Node]:
    """Yield the objects that speak of one of the article's pictures."""
    return (node for node in _nodes(root, (*_PARTS, *_PICTURES)) if "ImageObject" in _kinds(node))


def _nodes(root: HtmlElement, within: Sequence[str]) -> Iterator[Node]:
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text:
            yield from _walked(_load(script.text), within)


def _walked(value: Any, within: Sequence[str]) -> Iterator[Node]:
    waiting = [value]
    for count, item in enumerate(waiting):  # grows while it is walked
        if count >= _MAX_NODES:
            return
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item.get(name) for name in within)


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _load(text: str) -> Any:
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->").rstrip(" ;\n"), strict=False)
    except (ValueError, RecursionError):
        return None


def text_of(value: Any) -> str:
    """Return the address or the words of a licence, which may stand in a list or in an object."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode().strip()
    if isinstance(value, list):
        return next((found for item in value[:10] if not isinstance(item, list) and (found := text_of(item))), "")
    if isinstance(value, dict):
        named = (value.get(name) for name in ("url", "@id", "name"))
        return next((found for item in named if isinstance(item, str) and (found := text_of(item))), "")
    return ""


def flag(value: Any) -> bool | None:
    """Return a boolean that may be written as a word or as a schema.org address."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower().rsplit("/", 1)[-1] if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)
