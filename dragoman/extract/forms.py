"""The JSON form of a Document: keys may be added, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dragoman.extract.text import key
from dragoman.types import (
    Block,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Separator,
    Table,
    Text,
)


def to_json(document: Document) -> dict[str, Any]:
    """Return a Document as the command `extract` prints it; `text` is its plain standfirst and body."""
    return {
        "url": document.url,
        "canonical": document.canonical,
        "language": document.language,
        "headline": document.headline.text,
        "standfirst": document.standfirst.text,
        **dict(_marks("standfirst_marks", _marked(document.standfirst))),
        "authors": list(document.authors),
        "published": _time(document.published),
        "modified": _time(document.modified),
        "section": document.section,
        "tags": list(document.tags),
        "lead": _figure(document.lead) if document.lead else None,
        "blocks": [_block(block) for block in document.blocks],
        "text": plain(document),
        "complete": document.complete,
        "free": document.free,
        "licence": document.licence,
        "publisher": document.publisher,
        "organisations": list(document.organisations),
        "alternates": [{"language": each.language, "href": each.href} for each in document.alternates],
        "translators": [{"name": each.name, "language": each.language} for each in document.translators],
        "original": {"language": document.original.language, "href": document.original.href}
        if document.original
        else None,
    }


def plain(document: Document) -> str:
    """Return the words of a text, figures left out, a blank line between blocks.

    The standfirst comes first, unless the body says it too.
    """
    body = "\n\n".join(filter(None, map(_words, document.blocks)))
    standfirst = document.standfirst.text
    return body if key(standfirst) in key(body) else f"{standfirst}\n\n{body}".strip()


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _words(block: Block) -> str:
    match block:
        case Paragraph(text) | Heading(text) | Quote(text) | Embed(_, text):
            return text.text
        case ItemList(items):
            return "\n".join(item.text for item in items)
        case Table(rows):
            return "\n".join("\t".join(cell.text for cell in row) for row in rows)
        case Code(text):
            return text
        case Figure() | Separator():
            return ""


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind} | dict(_fields(block))


def _fields(block: Block) -> Iterator[tuple[str, Any]]:
    match block:
        case Paragraph(text):
            yield from _text(text)
            yield from _set(time=_time(block.time))
        case Heading(text, level):
            yield from _text(text)
            yield "level", level
            yield from _set(time=_time(block.time))
        case Quote(text):
            yield from _text(text)
            yield from _set(pulled=block.pulled)
        case ItemList(items, ordered):
            yield "text", _words(block)
            yield "items", [item.text for item in items]
            yield from _marks("item_marks", [_marked(item) for item in items])
            yield "ordered", ordered
            yield from _set(levels=list(block.levels))
        case Table(rows, header, caption):
            yield "text", _words(block)
            yield "rows", [[cell.text for cell in row] for row in rows]
            yield from _marks("row_marks", [[_marked(cell) for cell in row] for row in rows])
            yield "header", header
            yield "caption", caption.text
        case Embed(href, text):
            yield from _text(text)
            yield "href", href
            yield "media", block.media
        case Code(words):
            yield "text", words
        case Separator():
            yield "text", ""
        case Figure():
            yield "text", ""
            yield from _figure(block).items()
            yield from _set(gallery=block.gallery)


def _set(**values: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys that have a value worth telling."""
    yield from ((name, value) for name, value in values.items() if value)


def _text(text: Text) -> Iterator[tuple[str, Any]]:
    yield "text", text.text
    yield from _marks("marks", _marked(text))


def _marks(name: str, marks: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield marks, nested as their texts are, unless there are none at all."""
    if any(any(inner) if isinstance(inner, list) else inner for inner in marks):
        yield name, marks


def _marked(text: Text) -> list[dict[str, Any]]:
    return [_mark(mark) for mark in text.marks]


def _mark(mark: Mark) -> dict[str, Any]:
    return {"kind": mark.kind, "start": mark.start, "end": mark.end} | ({"href": mark.href} if mark.href else {})


def _figure(figure: Figure) -> dict[str, Any]:
    sizes = {name: size for name, size in (("width", figure.width), ("height", figure.height)) if size}
    form = {"src": figure.src, "alt": figure.alt, "caption": figure.caption.text, "credit": figure.credit}
    told = {"licence": figure.licence} if figure.licence else {}
    return form | sizes | told | dict(_marks("caption_marks", _marked(figure.caption)))
