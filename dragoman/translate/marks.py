"""Put a sentence's inline marks on the words of its translation that stand for the marked ones; none is ever lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from dragoman.translate.alignment import Aligner, Word, words
from dragoman.types import Mark, Span, Text

FUNCTION_WORDS = frozenset(
    (
        "a an the of to in on at by for from with and or as is was be been are were his her its their this that it"
        " o os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para com e ou"
        " que se seu sua seus suas el la los las un una del al en y con por"
    ).split()
)
LIGHT = 0.3
"""Weight of a function word or punctuation mark beside a content word's 1 when a span is chosen."""
_QUOTES = "\"“”‘’«»'"
_PAIRS = {"“": "”", "‘": "’", "«": "»", '"': '"', "(": ")", "[": "]"}


def place_marks(source: Text, target: str, aligner: Aligner) -> Text:
    """Return the translation with every mark of its source on the words that correspond."""
    if not source.marks:
        return Text(target)
    from_words, to_words = words(source.text), words(target)
    shares = aligner.align(from_words, to_words) if from_words and to_words else None
    placed: list[tuple[Mark, Span]] = []
    for mark in sorted(source.marks, key=lambda m: (m.start, -m.end)):
        span = _whole(source, mark, target)
        if span is None and shares is not None:
            span = _span(mark, from_words, to_words, shares)
        placed.append((mark, _inside(mark, span or (0, len(target)), placed)))
    return Text(target, tuple(Mark(mark.kind, start, end, mark.href) for mark, (start, end) in placed if start < end))


def _whole(source: Text, mark: Mark, target: str) -> Span | None:
    """A mark over the whole sentence covers the whole translation; its last stop is in it only if it was."""
    if source.text[: mark.start].strip() or source.text[mark.end :].strip(" .!?…"):
        return None
    inside = source.text[mark.end :].strip() == ""
    return 0, len(target) if inside else len(target.rstrip(".!?…"))


def _span(mark: Mark, source: list[Word], target: list[Word], shares: NDArray[np.float64]) -> Span:
    inside = [n for n, word in enumerate(source) if word.start < mark.end and word.end > mark.start]
    votes = shares[inside].sum(axis=0) if inside else np.zeros(len(target))
    _anchor(votes, inside, source, target)
    weights = np.array([1.0 if _content(word) else LIGHT for word in target])
    first, last = _best_run(weights * (votes - 0.5))
    best = int(np.argmax(votes * weights))
    if any(_content(source[n]) for n in inside) and not any(map(_content, target[first : last + 1])):
        first = last = best
    first, last = _trimmed(first, last, [source[n] for n in inside], target, votes)
    return target[first].start, target[last].end


def _anchor(votes: NDArray[np.float64], inside: list[int], source: list[Word], target: list[Word]) -> None:
    """A word or number that stands once on both sides is certain."""
    here, there = Counter(word.folded for word in source), Counter(word.folded for word in target)
    marked = {source[n].folded for n in inside}
    for column, word in enumerate(target):
        if _content(word) and here[word.folded] == there[word.folded] == 1:
            votes[column] = 1.0 if word.folded in marked else 0.0


def _best_run(gains: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and last index of the contiguous run with the largest sum."""
    best, best_run, total, start = -np.inf, (0, 0), 0.0, 0
    for index, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, index
        total += gain
        if total > best:
            best, best_run = total, (start, index)
    return best_run


def _trimmed(
    first: int, last: int, marked: list[Word], target: list[Word], votes: NDArray[np.float64]
) -> tuple[int, int]:
    """Drop function words and punctuation at the edges unless the mark itself begins or ends with one."""
    opens = marked and not _content(marked[0])
    closes = marked and not _content(marked[-1])
    while first < last and not _content(target[first]) and not (opens and votes[first] >= 0.6):
        first += 1
    while last > first and not _content(target[last]) and not (closes and votes[last] >= 0.6):
        last -= 1
    return _balanced(first, last, marked, target)


def _balanced(first: int, last: int, marked: list[Word], target: list[Word]) -> tuple[int, int]:
    """Take in a quotation mark or bracket beside the span where the mark held one, or where one half is inside."""
    if not marked:
        return first, last
    held = marked[0].text in _QUOTES + "([" and first > 0 and target[first - 1].text in _QUOTES + "(["
    shut = marked[-1].text in _QUOTES + ")]" and last + 1 < len(target) and target[last + 1].text in _QUOTES + ")]"
    inside = [word.text for word in target[first : last + 1]]
    opened = [text for text in inside if text in _PAIRS and _PAIRS[text] not in inside]
    half = last + 1 < len(target) and any(target[last + 1].text == _PAIRS[text] for text in opened)
    return first - 1 if held else first, last + 1 if shut or half else last


def _content(word: Word) -> bool:
    return any(map(str.isalnum, word.text)) and word.text.lower() not in FUNCTION_WORDS


def _inside(mark: Mark, span: Span, placed: list[tuple[Mark, Span]]) -> Span:
    """Keep nested marks nested and disjoint ones disjoint, as they were in the source."""
    start, end = span
    for other, (other_start, other_end) in placed:
        if other.start <= mark.start and mark.end <= other.end:
            clipped = max(start, other_start), min(end, other_end)
            start, end = clipped if clipped[0] < clipped[1] else (other_start, other_end)
        elif mark.start >= other.end and start < other_end and end > other_start:
            if start >= other_start and other_end < end:
                start = other_end
            elif start < other_start:
                end = other_start
    return start, end
