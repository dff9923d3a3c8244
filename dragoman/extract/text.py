"""Text as it may enter: folded, composed, free of control characters, with its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml.html import HtmlElement

from dragoman.types import Mark, MarkKind, Text

_SPACE = re.compile(r"\s+")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u200b\u2060\ufeff\ufff9-\ufffc"  # soft hyphens, zero-width spaces, annotation anchors
    "\u202a-\u202e\u2066-\u2069"  # directional overrides and isolates
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what no text may hold
)
_NOT_WORD = re.compile(r"[\W_]+")
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
"""What most of a text's characters that are no letters are: taken out as bytes, ten times as fast as by a pattern."""


def clean(text: str) -> str:
    """Return text on one line: white space folded, control characters out, in composed form (NFC)."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _folded(text).strip())


def words_in(element: HtmlElement, parts: int | None = None, letters: int | None = None) -> str:
    """Return the words of an element on one line, those of its parts apart; at most so many parts and letters."""
    return clean(" ".join(islice(element.itertext(), parts))[:letters])


def _folded(text: str) -> str:
    """Return text with every run of white space as one space, control characters out."""
    words = " ".join(text.split())
    text = f"{' ' * text[:1].isspace()}{words}{' ' * (words != '' and text[-1].isspace())}"
    if text.isprintable() and "\ufffc" not in text:  # the only printable character that is dropped
        return text
    return _SPACE.sub(" ", _DROPPED.sub("", text))


def clean_lines(text: str) -> str:
    """Return text with its lines and indents kept, control characters out, in composed form (NFC)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    lines = (
        _SPACE.sub(lambda space: " " * len(space[0]), _DROPPED.sub("", line)).rstrip() for line in text.split("\n")
    )
    return unicodedata.normalize("NFC", "\n".join(lines).strip("\n"))


def key(text: str) -> str:
    """Return the letters and digits of a text in lower case: what stays when only its looks change."""
    plain = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS).decode("utf-8", "surrogatepass")
    return (plain if plain.isalnum() else _NOT_WORD.sub("", plain)).lower()


@dataclass(slots=True)
class Runs:
    """Collect runs of text and their marks into one Text, joined as a browser joins them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    blank: bool = True
    """Whether a space would fold into what stands before it."""

    def add(self, text: str | None) -> None:
        """Append a run; white space at its ends folds with what stands there."""
        if not text:
            return
        text = _folded(text)
        if self.blank:
            text = text.lstrip(" ")
        if text:
            self._append(text)
            self.blank = text.endswith(" ")

    def line(self) -> None:
        """Append a line break, unless nothing or another one stands before it."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
            if not self.parts[-1]:
                self.parts.pop()
        if self.parts and not self.parts[-1].endswith("\n"):
            self._append("\n")
        self.blank = True

    def mark(self, kind: MarkKind, start: int, href: str | None = None) -> None:
        """Mark what was appended since start."""
        if self.length > start:
            self.marks.append(Mark(kind, start, self.length, href))

    def text(self) -> Text:
        """Return all that was collected."""
        return tidy("".join(self.parts), self.marks)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def tidy(text: str, marks: Iterable[Mark]) -> Text:
    """Return a Text in composed form (NFC), its marks shrunk to the words and joined where they touch."""
    text, marks = _composed(text.rstrip(" \n"), list(marks))
    return Text(text, _joined([_shrunk(text, mark) for mark in marks])) if marks else Text(text)


def _composed(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    if unicodedata.is_normalized("NFC", text):
        return text, marks

    def moved(offset: int) -> int:
        return len(unicodedata.normalize("NFC", text[:offset]))

    composed = unicodedata.normalize("NFC", text)
    return composed, [replace(m, start=moved(m.start), end=min(moved(m.end), len(composed))) for m in marks]


def _shrunk(text: str, mark: Mark) -> Mark:
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    return replace(mark, start=start, end=end)


def _joined(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Join marks of one kind and address that touch, drop empty and repeated ones, and put outer before inner."""
    result: list[Mark] = []
    last: dict[tuple[str, str | None], int] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.start >= mark.end:
            continue
        before = last.get((mark.kind, mark.href))
        if before is not None and result[before].end >= mark.start:
            result[before] = replace(result[before], end=max(result[before].end, mark.end))
            continue
        last[mark.kind, mark.href] = len(result)
        result.append(mark)
    return tuple(result)
