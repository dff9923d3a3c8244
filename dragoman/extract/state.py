"""A body that stands in the state of a page's scripts (Next.js, Nuxt, Redux and the like) and not in its HTML."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from dragoman.extract.text import key

_ASSIGNED = re.compile(
    r"(?:^|[;\s])(?:(?:window|self|globalThis)\.|var |let |const )[\w.$]{1,80}\s{0,20}=\s{0,20}(?=[{\[]|JSON\.parse\()"
)
_PARSED = re.compile(r"JSON\.parse\(\s*(\"[^\"\\]*(?:\\.[^\"\\]*)*\")")
_MARKUP = re.compile(r"<(?:p|h[2-6]|ul|ol|blockquote|figure|div)\b[^<>]{0,500}>", re.I)
_TEXTS = ("content", "text", "html", "value", "body", "paragraph")
_HEADINGS = ("head", "title")
_CONSENT = re.compile(r"cookies?\b.{0,2000}cookies?\b|datenschutzeinstellungen", re.I | re.S)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_ASSIGNED = 20
_MAX_SCRIPT, _MAX_NODES, _LEAST, _ENOUGH = 4_000_000, 40_000, 400, 2000


def hidden_body(root: HtmlElement, told: str, shown: int, entries: str = "") -> HtmlElement | None:
    """Return the body that a page holds for machines only, as HTML, where it is over twice as long as what is shown.

    That is the entries of a live-blog, the longest one in the state of its scripts, or else the text that the page
    tells as its article's.
    """
    if _prose(entries) > max(_LEAST, 2 * shown):
        return _fragment(entries)
    if shown < _ENOUGH:
        found = (body for script in root.iter("script") for value in _values(script) for body in _bodies(value))
        best = max(found, key=_prose, default="")
        if _prose(best) > max(_LEAST, 2 * shown, len(told) // 2) and not _CONSENT.search(best):
            return _fragment(best)
    if len(key(told)) > max(_LEAST, 2 * shown):
        return _fragment("".join(f"<p>{entities.escape(line)}</p>" for line in told.split("\n") if line.strip()))
    return None


def _fragment(body: str) -> HtmlElement | None:
    try:
        return html.fragment_fromstring(_CONTROL.sub(" ", body), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _values(script: HtmlElement) -> Iterator[Any]:
    """Yield the JSON values of a script: the whole of a data script, what others assign to their variables."""
    text, kind = script.text or "", script.get("type", "").lower()
    if not _LEAST < len(text) < _MAX_SCRIPT or "ld+json" in kind:
        return
    if "json" in kind:
        yield from _loaded(text.lstrip())
        return
    for match in islice(_ASSIGNED.finditer(text), _MAX_ASSIGNED):
        if parsed := _PARSED.match(text, match.end()):
            yield from (value for inner in _loaded(parsed[1]) if isinstance(inner, str) for value in _loaded(inner))
        else:
            yield from _loaded(text, match.end())


def _loaded(text: str, start: int = 0) -> Iterator[Any]:
    """Yield the JSON value that begins at start, unless there is none."""
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return


def _bodies(value: Any) -> Iterator[str]:
    """Yield what may be a body: a string of several paragraphs, or a list of parts with a text each."""
    waiting = [value]
    for count, inner in enumerate(waiting):  # grows while it is walked
        if count >= _MAX_NODES:
            return
        if isinstance(inner, str):
            if len(inner) >= _LEAST and len(_MARKUP.findall(inner, 0, 20_000)) > 1:
                yield inner
        elif isinstance(inner, Mapping):
            waiting.extend(part for part in inner.values() if isinstance(part, str | list | dict))
        elif isinstance(inner, list):
            waiting.extend(part for part in inner if isinstance(part, str | list | dict))
            if 1 < len(inner) <= 2000:
                yield "".join(_part(part) for part in inner if isinstance(part, Mapping))


def _part(part: Mapping[str, Any]) -> str:
    """Return one part of a body as HTML: a heading, a list, a picture, or a paragraph."""
    kind = str(part.get("type") or part.get("__typename") or part.get("_type") or "").lower()
    if "image" in kind and isinstance(part.get("url"), str):
        caption = part.get("caption") if isinstance(part.get("caption"), str) else ""
        return f'<figure><img src="{entities.escape(part["url"])}"><figcaption>{caption}</figcaption></figure>'
    if "list" in kind and isinstance(part.get("items"), Sequence):
        items = (_text(item) for item in part["items"] if isinstance(item, Mapping))
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items if item) + "</ul>"
    if not kind or not (text := _text(part)):
        return ""
    if _MARKUP.match(text):
        return text
    tag = "h2" if any(word in kind for word in _HEADINGS) else "blockquote" if "quote" in kind else "p"
    return (
        f"<{tag}>{text}</{tag}>" if any(word in kind for word in (*_HEADINGS, "text", "para", "quote", "html")) else ""
    )


def _text(part: Mapping[str, Any]) -> str:
    return next((text for name in _TEXTS if isinstance(text := part.get(name), str) and text.strip()), "")


def _prose(body: str) -> int:
    """Return the length of a body's text, as far as it stands in paragraphs."""
    return len(re.sub(r"<[^<>]{0,2000}>", "", body)) if len(body) >= _LEAST and body.count("<p") > 1 else 0
