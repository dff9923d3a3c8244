"""Check that what is denied in the source is denied in the target, by the words that deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.denials import DENIALS, Denial
from dragoman.verify.phrases import Phrases
from dragoman.verify.tokens import plain
from dragoman.verify.turns import DENYING, PERHAPS, turned

NAME = "negation"
_LOST, _ADDED = "A denial is missing.", "A denial is not in the original."
_CLAUSE = 8
"""Words between two denials of one clause at most."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_LONGEST = 20
"""Code points in which that word is looked for: what leads to a denial is short."""
_NEAR, _FAR, _CLOSE = 0.25, 0.5, 10
"""How far apart, relative to the length of the text, a denial and its rendering may stand: at most where it is sure
to be one (unspecified forces: forças não especificadas); and how far in any text, in code points."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where one side denies and nothing near it on the other can; only for languages whose denials are known."""
    here, there = (DENIALS.get(language) for language in pair.languages)
    if here is None or there is None or here is there:
        return
    if not (here.plain.find(source) or here.strong.find(source) or there.plain.find(target)):
        return
    source, target = turned(source, target, pair, DENYING)
    found = _differing(source, target, here, there)
    if found:
        found = _differing(*turned(source, target, pair, PERHAPS), here, there)
    yield from found[:1]


def _differing(source: str, target: str, here: Denial, there: Denial) -> list[Finding]:
    """Return what is denied on one side only; what is lost comes first."""
    only, its_only = here.only, there.only
    mine, its = only.first(source), its_only.first(target)
    if mine and not its:
        its_only = there.apart
    elif its and not mine:
        only = here.apart
    lost, added = _unmatched(_read(source, here, only), _read(target, there, its_only))
    mine, its = only.first(source), its_only.first(target)
    if mine and not its and (there.mere.first(target) or not there.more.first(target)):
        lost.append(mine)
    elif its and not mine and (here.mere.first(source) or not here.more.first(source)):
        added.append(its)
    lost += _doubted(source, target, here, there)
    added += _doubted(target, source, there, here)
    return [
        *(Finding(NAME, Severity.WARN, _LOST, span, None) for span in lost),
        *(Finding(NAME, Severity.WARN, _ADDED, None, span) for span in added),
    ]


def _doubted(text: str, other: str, mine: Denial, its: Denial) -> list[Span]:
    """Return what denies a doubt (no doubt) that the other text has and doesn't deny."""
    sure = mine.sure.first(text)
    return (
        [sure] if sure and its.doubt.first(other) and not its.sure.first(other) and not its.plain.first(other) else []
    )


def count(text: str, denial: Denial) -> int:
    """Count the denials of a text, two in one clause (não ... nada) as one."""
    return len(_read(text, denial, denial.only).plain)


@dataclass(frozen=True, slots=True)
class _Denials:
    """The denials of a text, the words that may be one or ask for one, and the length that places are relative to.

    `doubled` are those that only strengthen another one of their clause.
    """

    plain: list[Span]
    hidden: list[Span]
    doubled: list[Span]
    strong: frozenset[int]
    length: int

    def place(self, span: Span) -> float:
        return span[0] / self.length


def _read(text: str, denial: Denial, only: Phrases) -> _Denials:
    """Find denials; the second of a pair in one clause (não ... nada, neither ... nor) is no other one."""
    body = plain(text)
    hidden = [*denial.harmless.find(body), *denial.sure.find(body)]
    body = only.blank(denial.sure.blank(denial.harmless.blank(body)))
    found: list[Span] = []
    doubled: list[Span] = []
    for start, end in denial.plain.find(body):
        second = body[start:end].lower() in denial.second
        near = found and (body[start:end].lower() in denial.again or body.count(" ", found[-1][1], start) <= _CLAUSE)
        if second and near:
            doubled.append((start, end))
        elif not second or body[start:end].lower() in denial.alone or not _bare(body, start, denial):
            found.append((start, end))
    hidden += denial.hidden.find(denial.plain.blank(body))
    strong = frozenset(start for start, _ in denial.strong.find(body))
    return _Denials(found, hidden, doubled, strong, max(1, len(text)))


def _bare(body: str, at: int, denial: Denial) -> bool:
    """Tell whether a word that only strengthens stands inside a clause with nothing to strengthen: disse nada."""
    before = _WORD_BEFORE.search(body, max(0, at - _LONGEST), at)
    if not denial.led or before is None or before[1].lower() in denial.led:
        return False
    return all(start != at for start, _ in denial.subject.find(body))


def _unmatched(before: _Denials, after: _Denials) -> tuple[list[Span], list[Span]]:
    """Pair the nearest denials of both sides, then their hidden ones; what is left may answer a hidden one nearby."""
    if not (before.plain or after.plain or before.strong):
        return [], []
    lost, added = _paired(before.plain, after.plain, before, after)
    here, there = _paired(before.hidden, after.hidden, before, after, _NEAR)
    mine, its = _paired(before.doubled, after.doubled, before, after)
    lost, there = _paired(lost, there + its, before, after, _NEAR)
    here, added = _paired(here + mine, added, before, after, _NEAR)
    strong, added = _paired([span for span in here if span[0] in before.strong], added, before, after, _FAR)
    lost, _ = _paired(lost, [span for span in there if span[0] in after.strong], before, after, _FAR)
    return lost + strong, added


def _paired(
    mine: list[Span], others: list[Span], before: _Denials, after: _Denials, reach: float = 1.0
) -> tuple[list[Span], list[Span]]:
    """Pair the nearest spans within reach, each once; return those left on both sides."""
    reach = max(reach, _CLOSE / max(before.length, after.length))
    options = sorted(
        (abs(before.place(a) - after.place(b)), n, m) for n, a in enumerate(mine) for m, b in enumerate(others)
    )
    left, right = set(range(len(mine))), set(range(len(others)))
    for apart, n, m in options:
        if apart <= reach and n in left and m in right:
            left.discard(n)
            right.discard(m)
    return [mine[n] for n in sorted(left)], [others[m] for m in sorted(right)]
