"""Compare two states of a text sentence by sentence: what was edited, what came, what went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from dragoman.types import Change, Fact, Place

ALIKE = 0.5
"""Likeness from which two sentences are two states of one."""
_GAIN = 0.05
"""What a neighbour must add to the likeness of two sentences to be a part of one of them."""
_MANY = 400
"""Sentences on either side beyond which only those near each other are compared: a text of that kind is another one."""
_NEAR = 10
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or a character of a script that doesn't part its words."""
_SIGN = re.compile(r"\S")
_PLAIN = str.maketrans("“”„«»‘’‚‹›–—\u00a0\u202f\u2009", "\"\"\"\"\"'''''--   ")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence (or a whole headline) as it stands, and what of it is quoted."""

    place: Place
    text: str
    quoted: tuple[str, ...] = ()


Differ: TypeAlias = Callable[[Line, Line], tuple[Fact, ...]]
"""Tells in which facts a line (first) differs from what became of it."""
_Pair: TypeAlias = tuple[list[int], list[int]]


def compare(before: Sequence[Line], after: Sequence[Line], differ: Differ) -> tuple[Change, ...]:
    """Return what was edited between two states of a text, in the order of the newer one.

    Another headline is a change of fact by itself. Sentences that only moved, and changes of white space, quotation
    marks' shape or dashes alone, are none.
    """
    headlines = [Line("headline", " ".join(line.text for line in lines if _heads(line))) for lines in (before, after)]
    old, new = ([line for line in lines if not _heads(line)] for lines in (before, after))
    changes = list(_headline(headlines[0], headlines[1], differ))
    return (*changes, *_body(old, new, differ))


def _heads(line: Line) -> bool:
    return line.place == "headline"


def _headline(was: Line, now: Line, differ: Differ) -> Iterator[Change]:
    if _plain(was.text) == _plain(now.text):
        return
    same = _words(was.text) == _words(now.text)
    if not (was.text and now.text) or same:
        yield Change("headline", was.text, now.text)
        return
    yield Change("headline", was.text, now.text, (Fact.HEADLINE, *differ(was, now)))


def _body(before: Sequence[Line], after: Sequence[Line], differ: Differ) -> Iterator[Change]:
    pairs = _Pairing(before, after).pairs()
    answered = {n for mine, _ in pairs for n in mine}
    changes = []
    for mine, its in pairs:
        was, now = _joined(before, mine), _joined(after, its)
        if _plain(was.text) != _plain(now.text):
            changes.append((its[0], Change(now.place, was.text, now.text, differ(was, now))))
    old, new = _unmatched(before, after)
    stated = {n for _, its in pairs for n in its}
    changes += [(n, Change(after[n].place, "", after[n].text)) for n in new if n not in stated]
    yield from (change for _, change in sorted(changes, key=lambda each: each[0]))
    yield from (Change(before[n].place, before[n].text, "") for n in old if n not in answered)


def _unmatched(before: Sequence[Line], after: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Return the lines of both states that the other has nowhere, each of equal ones counted."""
    mine, its = [_plain(line.text) for line in before], [_plain(line.text) for line in after]
    return _beyond(mine, Counter(its)), _beyond(its, Counter(mine))


def _beyond(lines: Sequence[str], known: Counter[str]) -> list[int]:
    found = []
    for n, line in enumerate(lines):
        if known[line]:
            known[line] -= 1
        else:
            found.append(n)
    return found


class _Pairing:
    """Put lines beside those that became of them; a sentence that was parted or joined goes with its parts."""

    def __init__(self, before: Sequence[Line], after: Sequence[Line]) -> None:
        old, new = _unmatched(before, after)
        self._mine = {n: _words(before[n].text) for n in old}
        self._its = {n: _words(after[n].text) for n in new}

    def pairs(self) -> list[_Pair]:
        """Return pairs of rows of lines, the likest first."""
        left, right = set(self._mine), set(self._its)
        found: list[_Pair] = []
        for _, _, n, m in sorted(self._options()):
            if n in left and m in right:
                left.discard(n)
                right.discard(m)
                found.append(([n], [m]))
        for mine, its in found:
            _widen(mine, left, lambda row, its=its: self._likeness(row, its))  # type: ignore[misc]
            _widen(its, right, lambda row, mine=mine: self._likeness(mine, row))  # type: ignore[misc]
        return found

    def _options(self) -> Iterator[tuple[float, int, int, int]]:
        reach = max(len(self._mine), len(self._its))
        reach = reach if reach <= _MANY else _NEAR
        for i, n in enumerate(self._mine):
            for j, m in enumerate(self._its):
                if abs(i - j) <= reach and (likeness := self._likeness([n], [m])) >= ALIKE:
                    yield -likeness, abs(i - j), n, m

    def _likeness(self, mine: Sequence[int], its: Sequence[int]) -> float:
        """Return how alike two rows of lines are, between 0 and 1, by their words in order."""
        one = [word for n in mine for word in self._mine[n]]
        other = [word for n in its for word in self._its[n]]
        shared = sum((Counter(one) & Counter(other)).values())
        if 2 * shared < ALIKE * (len(one) + len(other)):
            return 0.0
        return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _widen(row: list[int], free: set[int], likeness: Callable[[Sequence[int]], float]) -> None:
    """Take neighbours that nothing else answers into a row for as long as they make it more like the other side."""
    while True:
        options = [sorted([*row, n]) for n in (row[0] - 1, row[-1] + 1) if n in free]
        best = max(options, key=likeness, default=None)
        if best is None or likeness(best) < likeness(row) + _GAIN:
            return
        free -= set(best)
        row[:] = best


def _joined(lines: Sequence[Line], row: Sequence[int]) -> Line:
    some = [lines[n] for n in row]
    return Line(some[0].place, " ".join(line.text for line in some), tuple(q for line in some for q in line.quoted))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _plain(text: str) -> str:
    return "".join(_SIGN.findall(text.translate(_PLAIN)))
