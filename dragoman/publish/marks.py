"""Text and its marks as HTML. Offsets, kinds and addresses in marks come from outside and are not trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markupsafe import Markup, escape

from dragoman.publish.words import language_attributes
from dragoman.types import Mark, Text
from dragoman.urls import gate

# Outermost first: an anchor is cut into two only where it overlaps another.
_TAGS = {
    "link": "a",
    "verbatim": "span",
    "strong": "strong",
    "emphasis": "em",
    "abbr": "abbr",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
}
_OPENING = {kind: Markup(f"<{tag}>") for kind, tag in _TAGS.items()}  # noqa: S704 - our own tags
_CLOSING = {kind: Markup(f"</{tag}>") for kind, tag in _TAGS.items()}  # noqa: S704
_RANK = {kind: rank for rank, kind in enumerate(_TAGS)}
# Not allowed in XML, or turning the direction of what follows (U+202D, U+202E).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


def permitted(text: str) -> str:
    """Drop the characters that no page or feed may hold."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return text on one line without characters that no page may hold."""
    return " ".join(permitted(text).split())


def html(text: Text, origin: str = "") -> Markup:
    """Return a text as HTML, its marks as properly nested elements and its newlines as `br`.

    `origin` is the language of the words in it that were not to be translated, where that is not the text's own.
    """
    marks = [sound for mark in text.marks if (sound := _sound(mark, len(text.text)))]
    if not marks:
        return _letters(text.text)
    out: list[Markup] = []
    open_marks: list[Mark] = []
    for start, end, active in _pieces(marks, len(text.text)):
        shared = _shared(open_marks, active)
        out += [_closing(mark) for mark in reversed(open_marks[shared:])]
        out += [_opening(mark, origin) for mark in active[shared:]]
        out.append(_letters(text.text[start:end]))
        open_marks = active
    out += [_closing(mark) for mark in reversed(open_marks)]
    return Markup().join(out)


def _sound(mark: Mark, length: int) -> Mark | None:
    """Clip a mark to its text, or turn it down."""
    start, end = max(0, mark.start), min(mark.end, length)
    href = gate(mark.href or "") if mark.kind == "link" else None
    if mark.kind not in _TAGS or start >= end or href == "":
        return None
    return Mark(mark.kind, start, end, href)


def _pieces(marks: list[Mark], length: int) -> Iterator[tuple[int, int, list[Mark]]]:
    """Yield the stretches of a text that carry the same marks, with those marks, outermost first."""
    cuts = sorted({0, length, *(m.start for m in marks), *(m.end for m in marks)})
    waiting = sorted(marks, key=lambda m: m.start, reverse=True)
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        yield start, end, _one_a_kind(active)


def _one_a_kind(active: Iterable[Mark]) -> list[Mark]:
    first: dict[str, Mark] = {}
    for mark in active:
        first.setdefault(mark.kind, mark)
    return sorted(first.values(), key=lambda m: _RANK[m.kind])


def _shared(left: list[Mark], right: list[Mark]) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count] is right[count]:
        count += 1
    return count


def _opening(mark: Mark, origin: str) -> Markup:
    if mark.kind == "link":
        return Markup('<a href="{}">').format(mark.href)
    if mark.kind == "verbatim":
        spoken = Markup(" {}").format(language_attributes(origin)) if origin else ""
        return Markup('<span translate="no"{}>').format(spoken)
    return _OPENING[mark.kind]


def _closing(mark: Mark) -> Markup:
    return _CLOSING[mark.kind]


def _letters(text: str) -> Markup:
    return Markup(str(escape(permitted(text))).replace("\n", "<br>\n"))  # noqa: S704
