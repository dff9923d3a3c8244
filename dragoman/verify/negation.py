"""Check that what is denied in the source is denied in the target, by the words that deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.denials import DENIALS, Denial
from dragoman.verify.tokens import plain

NAME = "negation"
_LOST, _ADDED = "A denial is missing.", "A denial is not in the original."
_CLAUSE = 8
"""Words between two denials of one clause at most."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_NEAR, _FAR = 0.25, 0.5
"""How far apart, relative to the length of the text, a denial and its rendering may stand: at most where it is sure
to be one (unspecified forces: forças não especificadas)."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where one side denies and nothing near it on the other can; only for languages whose denials are known."""
    here, there = (DENIALS.get(language) for language in pair.languages)
    if here is None or there is None or here is there:
        return
    if not (here.plain.find(source) or here.strong.find(source) or there.plain.find(target)):
        return
    before, after = _read(source, here), _read(target, there)
    lost, added = _unmatched(before, after)
    mine, its = here.only.first(source), there.only.first(target)
    if mine and not its and (there.mere.first(target) or not there.more.first(target)):
        lost.append(mine)
    elif its and not mine and (here.mere.first(source) or not here.more.first(source)):
        added.append(its)
    if lost:
        yield Finding(NAME, Severity.WARN, _LOST, lost[0], None)
    elif added:
        yield Finding(NAME, Severity.WARN, _ADDED, None, added[0])


def count(text: str, denial: Denial) -> int:
    """Count the denials of a text, two in one clause (não ... nada) as one."""
    return len(_read(text, denial).plain)


@dataclass(frozen=True, slots=True)
class _Denials:
    """The denials of a text, the words that may be one or ask for one, and the length that places are relative to."""

    plain: list[Span]
    hidden: list[Span]
    strong: frozenset[int]
    length: int

    def place(self, span: Span) -> float:
        return span[0] / self.length


def _read(text: str, denial: Denial) -> _Denials:
    """Find denials; the second of a pair in one clause (não ... nada, neither ... nor) counts as hidden."""
    body = plain(text)
    hidden = denial.harmless.find(body)
    body = denial.only.blank(denial.harmless.blank(body))
    found: list[Span] = []
    for start, end in denial.plain.find(body):
        second = body[start:end].lower() in denial.second
        if second and found and body.count(" ", found[-1][1], start) <= _CLAUSE:
            hidden.append((start, end))
        elif not second or body[start:end].lower() in denial.alone or not _bare(body, start, denial):
            found.append((start, end))
    hidden += denial.hidden.find(denial.plain.blank(body))
    strong = frozenset(start for start, _ in denial.strong.find(body))
    return _Denials(found, hidden, strong, max(1, len(text)))


def _bare(body: str, at: int, denial: Denial) -> bool:
    """Tell whether a word that only strengthens stands inside a clause with nothing to strengthen: disse nada."""
    before = _WORD_BEFORE.search(body, 0, at)
    return bool(denial.led) and before is not None and before[1].lower() not in denial.led


def _unmatched(before: _Denials, after: _Denials) -> tuple[list[Span], list[Span]]:
    """Pair the nearest denials of both sides, then their hidden ones; what is left may answer a hidden one nearby."""
    if not (before.plain or after.plain or before.strong):
        return [], []
    lost, added = _paired(before.plain, after.plain, before, after)
    here, there = _paired(before.hidden, after.hidden, before, after, _NEAR)
    lost, there = _paired(lost, there, before, after, _NEAR)
    here, added = _paired(here, added, before, after, _NEAR)
    strong, added = _paired([span for span in here if span[0] in before.strong], added, before, after, _FAR)
    lost, _ = _paired(lost, [span for span in there if span[0] in after.strong], before, after, _FAR)
    return lost + strong, added


def _paired(
    mine: list[Span], others: list[Span], before: _Denials, after: _Denials, reach: float = 1.0
) -> tuple[list[Span], list[Span]]:
    """Pair the nearest spans within reach, each once; return those left on both sides."""
    options = sorted(
        (abs(before.place(a) - after.place(b)), n, m) for n, a in enumerate(mine) for m, b in enumerate(others)
    )
    left, right = set(range(len(mine))), set(range(len(others)))
    for apart, n, m in options:
        if apart <= reach and n in left and m in right:
            left.discard(n)
            right.discard(m)
    return [mine[n] for n in sorted(left)], [others[m] for m in sorted(right)]
