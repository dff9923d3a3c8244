"""Put a sentence's inline marks on the words of its translation that stand for the marked ones; none is ever lost."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from dragoman.translate.alignment import Aligner, Alignment, Vector, Word, mean
from dragoman.types import Mark, Span, Text

LIGHT = 0.3
"""Weight of a function word or punctuation mark beside a content word's 1 when a span is chosen."""
KEPT = 0.6
"""Share from which a function word stays at the edge of a span."""
SURE = 0.7
"""Share from which the first view alone is believed: 1 mark of 250 then stands elsewhere than by all views."""
ARTICLES = frozenset("a an the o os as um uma uns umas el la lo los las un una unos unas".split())
OPENING = frozenset("\"'“‘«‹„([")
CLOSING = frozenset("\"'”’»›“)]")
STOPS = frozenset(".,;:!?…")
PAIRS = {"“": "”", "‘": "’", "«": "»", "‹": "›", "„": "“", '"': '"', "'": "'", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark on a span of the translation, and how much of each of its words stands for the marked ones."""

    mark: Mark
    span: Span
    votes: Vector


def place_marks(source: Text, target: str, aligner: Aligner) -> Text:
    """Return the translation with every mark of its source on the words that correspond."""
    marks = [mark for mark in source.marks if source.text[mark.start : mark.end]]
    if not marks or not target:
        return Text(target)
    inner = [mark for mark in marks if _whole(source.text, mark, target) is None]
    alignment = _alignment(source.text, inner, target, aligner) if inner else None
    placed = [_place(source.text, mark, target, alignment) for mark in sorted(marks, key=lambda m: (m.start, -m.end))]
    words = alignment.target if alignment else []
    return Text(target, tuple(replace(p.mark, start=p.span[0], end=p.span[1]) for p in _arranged(placed, words)))


# --- How much is asked --------------------------------------------------------------------------------------------


def _alignment(source: str, marks: list[Mark], target: str, aligner: Aligner) -> Alignment | None:
    """Ask for views until the marks are settled; None where there are no words to align."""
    views: list[Alignment] = []
    cuts = {place for mark in marks for place in (mark.start, mark.end)}
    for view in aligner.views(source, target, cuts):
        if not view.source or not view.target:
            return None
        views.append(view)
        if _settled(marks, views):
            break
    return mean(views).anchored() if views else None


def _settled(marks: list[Mark], views: list[Alignment]) -> bool:
    """Tell whether the first view is sure of every mark, or two independent ones put each on the same words."""
    one, *others = (view.anchored() for view in views)
    if not others:
        return all(_sure(mark, one) for mark in marks)
    return len(others) == 1 and all(_run(mark, one) == _run(mark, others[0]) for mark in marks)


def _sure(mark: Mark, view: Alignment) -> bool:
    """Tell whether the mark's span, and nothing else, stands for its words, and holds each of them."""
    first, last = _run(mark, view)
    content = np.array([word.content for word in view.target])
    marked = [n for n in _marked(mark, view.source) if view.source[n].content]
    votes = np.where(content, view.share_of(mark.start, mark.end), 0.0)
    inside = votes[first : last + 1]
    if not marked or not inside.any():
        return False
    found = view.shares[first : last + 1, marked].sum(axis=0).min()
    kept = inside.sum() / content[first : last + 1].sum() * inside.sum() / votes.sum()
    return bool(min(found, kept) >= SURE)


# --- Where a mark stands ------------------------------------------------------------------------------------------


def _place(source: str, mark: Mark, target: str, alignment: Alignment | None) -> _Placed:
    span = _whole(source, mark, target)
    if alignment is None:
        return _Placed(mark, span or (0, len(target)), np.zeros(0))
    if span:
        return _Placed(mark, span, np.ones(len(alignment.target)))
    first, last = _run(mark, alignment)
    span = alignment.target[first].start, alignment.target[last].end
    return _Placed(mark, span, alignment.share_of(mark.start, mark.end))


def _whole(source: str, mark: Mark, target: str) -> Span | None:
    """A mark over the whole sentence covers the whole translation; its last stop is in it only if it was."""
    if source[: mark.start].strip() or source[mark.end :].strip(" .!?…"):
        return None
    inside = source[mark.end :].strip() == ""
    return 0, len(target) if inside else len(target.rstrip(".!?…")) or len(target)


def _marked(mark: Mark, source: Sequence[Word]) -> list[int]:
    return [n for n, word in enumerate(source) if word.start < mark.end and word.end > mark.start]


def _run(mark: Mark, alignment: Alignment) -> tuple[int, int]:
    """Return the first and last target word of the phrase that stands for the marked words."""
    target, votes = alignment.target, alignment.share_of(mark.start, mark.end)
    marked = [alignment.source[n] for n in _marked(mark, alignment.source)]
    content = np.array([word.content for word in target])
    first, last = _best_run(np.where(content, 1.0, LIGHT) * (votes - 0.5))
    if any(word.content for word in marked) and content.any() and not content[first : last + 1].any():
        first = last = int(np.argmax(np.where(content, votes, -1.0)))
    if not marked:
        return first, last
    return _balanced(*_trimmed(first, last, marked, target, votes), marked, target)


def _best_run(gains: Vector) -> tuple[int, int]:
    """Return the first and last index of the contiguous run with the largest sum."""
    best, best_run, total, start = -np.inf, (0, 0), 0.0, 0
    for index, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, index
        total += gain
        if total > best:
            best, best_run = total, (start, index)
    return best_run


def _trimmed(first: int, last: int, marked: list[Word], target: Sequence[Word], votes: Vector) -> tuple[int, int]:
    """Drop the function words and punctuation at the edges that the mark's own edges don't call for."""
    while first < last and not _stays(target[first], votes[first], marked[0]):
        first += 1
    while last > first and not _stays(target[last], votes[last], marked[-1]):
        last -= 1
    return first, last


def _stays(word: Word, vote: float, edge: Word) -> bool:
    """Tell whether a word may begin or end a span, beside the word that begins or ends its mark."""
    if word.content:
        return True
    spoken, edge_spoken = word.folded[:1].isalnum(), edge.folded[:1].isalnum()
    if spoken and edge_spoken:
        return vote >= KEPT and (not edge.content or word.folded not in ARTICLES)
    if spoken or edge_spoken:
        return False
    return word.text == edge.text or any({word.text, edge.text} <= kind for kind in (OPENING, CLOSING))


def _balanced(first: int, last: int, marked: list[Word], target: Sequence[Word]) -> tuple[int, int]:
    """Take in a quotation mark or bracket beside the span where the mark held one, or the span its other half."""
    inside = [word.text for word in target[first : last + 1]]
    before = target[first - 1].text if first else ""
    if before in OPENING and (marked[0].text in OPENING or _lacks(before, inside)):
        first -= 1
        inside.insert(0, before)
    # A closing mark may have changed places with the stop beside it.
    for closing in (last + 1, last + 2):
        after = target[closing].text if closing < len(target) else ""
        opened = any(PAIRS.get(text) == after and inside.count(text) % 2 for text in inside)
        if after in CLOSING and inside[-1] not in CLOSING and (marked[-1].text in CLOSING or opened):
            return first, closing
        if after not in STOPS:
            break
    return first, last


def _lacks(opening: str, inside: list[str]) -> bool:
    """Tell whether a span holds the other half of an opening mark, but not that mark."""
    closing = PAIRS[opening]
    return inside.count(closing) % 2 == 1 if closing == opening else inside.count(closing) > inside.count(opening)


# --- Marks beside and inside each other ---------------------------------------------------------------------------


def _arranged(placed: list[_Placed], words: Sequence[Word]) -> list[_Placed]:
    """Keep nested marks nested and disjoint ones disjoint, as they were in the source; outer marks go first."""
    families: defaultdict[int, list[int]] = defaultdict(list)
    for n, parent in enumerate(_parents([one.mark for one in placed])):
        families[parent].append(n)
    done, parents = list(placed), deque([-1])
    while parents:
        parent = parents.popleft()
        family = families[parent]
        if parent >= 0:
            for n in family:
                done[n] = _clipped(done[n], done[parent].span, words)
        for one, other in combinations(family, 2):
            if done[one].mark.end <= done[other].mark.start and _meet(done[one].span, done[other].span):
                done[one], done[other] = _cut(done[one], done[other], words)
        parents.extend(family)
    return done


def _parents(marks: list[Mark]) -> Iterator[int]:
    """Yield for each mark the number of the innermost one that holds it, or -1; they come by start, longer first."""
    open_: list[int] = []
    for n, mark in enumerate(marks):
        while open_ and marks[open_[-1]].end < mark.end:
            open_.pop()
        yield open_[-1] if open_ else -1
        open_.append(n)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _clipped(inner: _Placed, span: Span, words: Sequence[Word]) -> _Placed:
    """Keep a mark inside a span: on what of it lies there, else on the best of the words there."""
    start, end = max(inner.span[0], span[0]), min(inner.span[1], span[1])
    if start < end:
        return replace(inner, span=(start, end))
    within = [n for n, word in enumerate(words) if span[0] <= word.start and word.end <= span[1]]
    if not within:
        return replace(inner, span=span)
    best = words[max(within, key=lambda n: inner.votes[n])]
    return replace(inner, span=(best.start, best.end))


def _cut(one: _Placed, other: _Placed, words: Sequence[Word]) -> tuple[_Placed, _Placed]:
    """Part two marks that meet where each keeps most of its words; in one word that both claim, at its middle."""
    left, right = (one.span, one.votes), (other.span, other.votes)
    turned = _centre(other, words) < _centre(one, words)
    if turned:
        left, right = right, left
    spans = _halves(left[0], right[0])
    best = 0.0
    for n in range(1, len(words)):
        before = left[0][0], min(left[0][1], words[n - 1].end)
        after = max(right[0][0], words[n].start), right[0][1]
        kept = left[1][:n].sum() + right[1][n:].sum()
        if before[0] < before[1] and after[0] < after[1] and kept > best:
            best, spans = kept, (before, after)
    first, second = spans[::-1] if turned else spans
    return replace(one, span=first), replace(other, span=second)


def _halves(left: Span, right: Span) -> tuple[Span, Span]:
    """Part two spans in the middle of what they share, else let one have it; a single letter they must share."""
    middle = (max(left[0], right[0]) + min(left[1], right[1])) // 2
    ways = (
        ((left[0], middle), (middle, right[1])),
        (left, (left[1], right[1])),
        ((left[0], right[0]), right),
        ((right[1], left[1]), right),
        (left, (right[0], left[0])),
    )
    return next((way for way in ways if all(start < end for start, end in way)), (left, right))


def _centre(one: _Placed, words: Sequence[Word]) -> float:
    """Return where the mark's words lie in the translation, as the mean of their places by their votes."""
    total = one.votes.sum()
    middles = np.array([word.start + word.end for word in words]) / 2
    return float(one.votes @ middles / total) if total else sum(one.span) / 2
