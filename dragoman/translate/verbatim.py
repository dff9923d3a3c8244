"""What a page asks not to be translated (`translate="no"`): behind names that engines keep, and put back after them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from dragoman.translate.shield.masks import fresh
from dragoman.types import Finding, Mark, MarkKind, Severity, Span, Text

KIND: MarkKind = "verbatim"


class Kept(NamedTuple):
    """Words that stay as they are, and the name that they go by meanwhile."""

    name: str
    words: str


def hidden(text: Text) -> tuple[str, tuple[Kept, ...]]:
    """Return a text with a name in the place of all that must stay as it is, and what stands behind each name."""
    kept: list[Kept] = []
    parts, end, names = [], 0, fresh(text.text)
    for start, stop in _spans(text):
        parts += [text.text[end:start], name := next(names)]
        kept.append(Kept(name, text.text[start:stop]))
        end = stop
    return "".join([*parts, text.text[end:]]), tuple(kept)


def _spans(text: Text) -> list[Span]:
    """Return the spans that must stay as they are, none inside another."""
    spans: list[Span] = []
    for mark in sorted((mark for mark in text.marks if mark.kind == KIND), key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= (spans[-1][1] if spans else 0):
            spans.append((mark.start, mark.end))
    return spans


def restored(answer: str, kept: tuple[Kept, ...]) -> Text:
    """Return a translation with the words put back, marked as what they are."""
    if not kept:
        return Text(answer)
    words = dict(kept)
    parts, marks, end, length = [], [], 0, 0
    for found in re.finditer("|".join(rf"\b{name}\b" for name in words), answer):
        before, inside = answer[end : found.start()], words[found[0]]
        length += len(before)
        marks.append(Mark(KIND, length, length + len(inside)))
        length += len(inside)
        parts += [before, inside]
        end = found.end()
    return Text("".join([*parts, answer[end:]]), tuple(marks))


def without(text: Text) -> Text:
    """Return a text without the marks of what must stay as it is."""
    return replace(text, marks=tuple(mark for mark in text.marks if mark.kind != KIND))


def lost(answer: str, kept: tuple[Kept, ...]) -> tuple[Finding, ...]:
    """Return a finding for each name that a translation does not hold exactly once."""
    counts = {each: len(re.findall(rf"\b{each.name}\b", answer)) for each in kept}
    return tuple(
        Finding("verbatim", Severity.FAIL, f"“{each.words}” is missing.")
        for each, count in counts.items()
        if count != 1
    )
