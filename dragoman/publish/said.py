"""Sentences as a reader sees them: translated or in the original, with a mark where they are in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from dragoman.publish.marks import html, one_line
from dragoman.types import Finding, Outcome, Sentence, Severity, Text

EXCERPT_LENGTH = 200
"""Characters of an excerpt and of a description, counted in each language."""
OPENING_LENGTH = 640
"""Characters of the beginning that a lead story shows."""


@dataclass(frozen=True)
class Said:
    """A sentence as shown: `language` is set where it isn't the page's own, `original` where it was translated.

    `origin` is the language of the original; `notes` are what was found, in English.
    """

    text: Text
    language: str = ""
    original: str = ""
    origin: str = ""
    notes: tuple[str, ...] = ()
    kept: str = ""
    """Why it stands in the original, as a key of the words; empty where it doesn't."""
    doubt: bool = False
    gap: str = " "

    @cached_property
    def html(self) -> Markup:
        return html(self.text, "" if self.kept else self.origin)


Line = tuple[Said, ...]


def said(sentence: Sentence, language: str, compare: bool = True) -> Said:
    """Return a sentence as shown; `language` is its document's, `compare` says that its original may stand beside."""
    kept, doubt = sentence.outcome is Outcome.ORIGINAL, sentence.outcome is Outcome.FLAGGED
    origin = sentence.language or language
    compared = compare and not kept and sentence.target.text != sentence.source.text
    return Said(
        text=sentence.source if kept else sentence.target,
        language=origin if kept else "",
        origin=origin,
        original=one_line(sentence.source.text) if compared else "",
        notes=_noted(sentence.findings) if kept or doubt else (),
        kept="" if not kept else "untranslated" if sentence.language else "kept",
        doubt=doubt,
        gap=sentence.gap,
    )


def _noted(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return what findings tell readers, each once; notes are for the operator."""
    return tuple(dict.fromkeys(each.message for each in findings if each.severity is not Severity.NOTE))


def verbatim(text: Text, language: str, own: bool) -> Iterator[Said]:
    """Yield the lines of a text that nobody translated; `own` says that it is in the language of the edition."""
    start = 0
    for line in text.text.split("\n") if text else ():
        part = text.cut(start, start + len(line))
        start += len(line) + 1
        if line.strip():
            yield Said(part, gap="\n") if own else Said(part, language, kept="untranslated", gap="\n")


def broken(sentences: Iterable[Said]) -> Iterator[Line]:
    """Yield sentences line by line."""
    line: list[Said] = []
    for one in sentences:
        line.append(one)
        if "\n" in one.gap:
            yield tuple(line)
            line = []
    if line:
        yield tuple(line)


def joined(lines: Iterable[Line]) -> str:
    """Return lines as one plain line."""
    return one_line("".join(each.text.text + each.gap for line in lines for each in line))


def fitting(lines: Iterable[Line], room: int = EXCERPT_LENGTH) -> Line:
    """Return the first whole sentences that fit into an excerpt, in the translation and in the original."""
    kept: list[Said] = []
    for each in (each for line in lines for each in line):
        room -= max(len(each.text.text), len(each.original)) + 1
        if room < 0:
            break
        kept.append(each)
    return tuple(kept)


def clipped(text: str, length: int = EXCERPT_LENGTH) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return (text[:length].rpartition(" ")[0] or text[: length - 1]).rstrip(" ,;:–—-") + "…"
