"""Cut a text into sentences that an engine can carry: ICU's boundaries, merged at abbreviations, split where too long.

ICU alone cuts after most abbreviations and initials; what it cut wrongly is merged by the rules below, since a
sentence cut in two is translated worse than two joined ones, and a joined pair worse than none: engines drop text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from icu4py.breakers import SentenceBreaker

from dragoman.translate.abbreviations import ALWAYS, NUMBERED, SOMETIMES, STARTERS, listed
from dragoman.types import Span, primary

MAX_WORDS = 60
"""Words that an engine carries safely in one call; longer sentences are split at clauses."""

MAX_LENGTH = 800
"""Code points that it carries, whatever the words: its time grows faster than the length."""
NEAR = 200
"""Code points before and after a boundary that tell whether it is one."""

_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters: no text to ICU."""
_PREFIX = re.compile(r"[\"'“‘’«(\[]")
_TRAILING = re.compile(r"(\S+)\.\s*$")
_INITIAL = re.compile(r"(?:^|[\s(\"“'‘’.-])(?:(?:[A-ZÀ-Þ]\.)+|[ap]\.\s?m\.)[”’»)\]]*\s*$")
_CLOSING = re.compile(r"\s*[»”](?=[\s,.;:!?]|$)\s*")
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d_]{3})[.!?][\"'”’»)\]]*\s+(?=[\"“‘«(]?\d)")
_COUNTED = re.compile(r"[(\s]*(?:\d|[IVXLC]+\b)")
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}\.\s*$")
ORDINAL_STOP = frozenset({"de", "da", "nb", "no", "fi", "cs", "sk", "hu", "pl", "hr", "sl", "et", "lv", "tr"})
"""Languages that write ordinals with a stop: am 3. Oktober."""
_NUMBER = re.compile(r"^\W*\d{1,3}\.\s*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = (
    re.compile(r"[;:]\s|\s[-–—]\s|—"),
    re.compile(
        r",\s(?=(?:and|but|or|which|who|while|because|e|mas|ou|que|enquanto|porque|y|pero|o|i|però|o|et|mais|qui|ma|che|und|aber|oder|dass)\s)"
    ),
    re.compile(r",\s"),
    re.compile(r"\s"),
)


def segment(text: str, language: str) -> list[Span]:
    """Return the spans of the sentences of a text, white space between them left out; a newline always ends one."""
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _sentences(line[0], primary(language)):
            spans.extend(_bounded(text, line.start() + start, line.start() + end))
    return spans


def _sentences(line: str, language: str) -> Iterator[Span]:
    start = 0
    for end in _boundaries(line, language):
        if end == len(line) or not _belong_together(
            line[max(start, end - NEAR) : end], line[end : end + NEAR], language
        ):
            yield start, end
            start = end


def _boundaries(line: str, language: str) -> list[int]:
    """Return where sentences may end: by ICU, and before a number that small letters follow (`It closed. 12 people`).

    A quotation's closing mark set apart (`! »`) belongs to what it closes.
    """
    # The breaker's own offsets count UTF-16 units; its pieces are plain strings.
    ends = {*accumulate(map(len, SentenceBreaker(_LONE.sub("\ufffd", line), language or "en"))), *_before_numbers(line)}
    return sorted({_behind_closing(line, end) for end in ends})


def _before_numbers(line: str) -> Iterator[int]:
    return (found.end() for found in _BEFORE_NUMBER.finditer(line))


def _behind_closing(line: str, end: int) -> int:
    closing = _CLOSING.match(line, end)
    return closing.end() if closing and line.rfind("«", 0, end) > line.rfind("»", 0, end) else end


def _belong_together(before: str, after: str, language: str) -> bool:
    first = _FIRST_WORD.search(after)
    if not first:
        return True
    if first[0][0].islower() and not after[: first.start()].strip("\"'“‘«([-–— ”’»)],"):
        return True
    opens = listed(STARTERS, first[0], language) and not (len(first[0]) == 1 and after[first.end() :].startswith("."))
    if _NUMBER.match(before):
        return True
    if _INITIAL.search(before) or (language in ORDINAL_STOP and _ORDINAL.search(before)):
        return not opens
    last = _TRAILING.search(before)
    word = _PREFIX.split(last[1])[-1] if last else ""
    if listed(NUMBERED, word, language):
        return _COUNTED.match(after) is not None
    return listed(ALWAYS, word, language) or (listed(SOMETIMES, word, language) and not opens)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence without its white space, in parts where it is longer than an engine carries."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_LENGTH or len(text[start:end].split()) > MAX_WORDS:
        cut = _clause_end(text, start, end)
        yield start, len(text[:cut].rstrip())
        start = cut
    if start < end:
        yield start, end


def _clause_end(text: str, start: int, end: int) -> int:
    """Find the best place to part an over-long sentence: the last strong clause end within reach, else a space."""
    words = list(islice(re.finditer(r"\S+", text[start:end]), MAX_WORDS))
    most = min(start + MAX_LENGTH, start + words[-1].start() if len(words) == MAX_WORDS else end)
    least = start + (most - start) // 4
    for clause in _CLAUSE:
        places = [m.end() for m in clause.finditer(text, least, most)]
        if places:
            return places[-1]
    return most
