"""Choose between a sentence's plain translation and others of the same source: pure, the judge is passed in.

Measured (2026-11): of the candidates that pass, the one closest to the plain output is best; the first that passes
costs quality, and one that moved far is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, TypeAlias

from dragoman.types import Attempt, Finding, Outcome, Severity
from dragoman.verify import verdict

TRIES = 8
"""Candidates looked at, at most."""
DOUBT_TRIES = 2
"""Candidates looked at where the plain attempt is only doubted: the dearer ones are hardly ever close to it."""
CLOSE = 0.85
"""Similarity to the plain translation from which a passing candidate is taken at once."""
FLOOR = 0.5
"""Similarity below which a candidate is another sentence rather than a repair."""
FEW = 3
"""Words in which likeness tells nothing: a heading's one wrong word is all of it."""
_RUIN = frozenset({"completeness", "language"})
"""Checks that, where they fail, leave no plain translation that a candidate could be close to."""
_SWAPS = frozenset({"terms", "senses", "language"})
"""Checks whose doubts are mended by another word: the shorter the sentence, the farther such a candidate moves."""


Judge: TypeAlias = Callable[[Attempt], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands for a sentence and why.

    Where the outcome is `original`, the attempt is the plain one and its findings say what is wrong with it. `tried`
    are the routes looked at, in order, the plain one first.
    """

    attempt: Attempt
    outcome: Outcome
    findings: tuple[Finding, ...]
    tried: tuple[str, ...]


def choose(plain: Attempt, others: Iterable[Attempt], judge: Judge) -> Choice:
    """Return the plain attempt where it is clean, else the passing candidate that is closest to it.

    `others` is pulled lazily, cheapest first, and only as far as needed: each one may cost an engine call. Where the
    plain attempt only warns, nothing but a clean candidate close to it takes its place; else it stands, `flagged`. The
    plain attempt itself with words of it put right (`plain, mended`) is close whatever it looks like, and takes its
    place where fewer doubts are left; so does one with its fixed translations (`terms`), since those must differ.
    """
    findings = judge(plain)
    if verdict(findings) == "pass":
        return Choice(plain, Outcome.CLEAN, findings, (plain.route,))
    floor = _floor(findings) if len(plain.text.split()) > FEW else 0.0
    tried, seen = [plain.route], {plain.text}
    passing: list[_Passing] = []
    for candidate in islice(others, TRIES if verdict(findings) == "fail" else DOUBT_TRIES):
        tried.append(candidate.route)
        near = similarity(plain.text, candidate.text)
        swapped = _is_mended(candidate, plain)
        if candidate.text in seen or (near < floor and not swapped):
            continue
        seen.add(candidate.text)
        found = judge(candidate)
        if verdict(found) != "fail":
            passing.append(_Passing(verdict(found) == "pass", near, candidate, found))
            if passing[-1].clean and (near >= CLOSE or not floor or swapped):
                break
    return _best(plain, findings, passing, tuple(tried))


def _is_mended(candidate: Attempt, plain: Attempt) -> bool:
    """Tell whether a candidate is the plain attempt with words of it put right, or with its fixed translations."""
    return candidate.route.startswith((f"{plain.route}, ", "terms"))


class _Passing(NamedTuple):
    clean: bool
    near: float
    attempt: Attempt
    findings: tuple[Finding, ...]


def _floor(findings: Iterable[Finding]) -> float:
    """Return how close to the plain attempt a candidate must be."""
    findings = tuple(findings)
    failing = {finding.check for finding in findings if finding.severity is Severity.FAIL}
    if not failing:
        doubted = {finding.check for finding in findings if finding.severity is Severity.WARN}
        return FLOOR if doubted <= _SWAPS else CLOSE
    return 0.0 if failing & _RUIN else FLOOR


def _best(plain: Attempt, findings: tuple[Finding, ...], passing: Sequence[_Passing], tried: tuple[str, ...]) -> Choice:
    best = max(passing, key=lambda candidate: candidate[:2], default=None)
    if best and best.clean:
        return Choice(best.attempt, Outcome.REPAIRED, best.findings, tried)
    if verdict(findings) == "warn":
        mended = (each for each in passing if _is_mended(each.attempt, plain) and len(each.findings) < len(findings))
        better = next(mended, None)
        attempt, findings = (better.attempt, better.findings) if better else (plain, findings)
        return Choice(attempt, Outcome.FLAGGED, findings, tried)
    if best:
        return Choice(best.attempt, Outcome.FLAGGED, best.findings, tried)
    return Choice(plain, Outcome.ORIGINAL, findings, tried)


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are by their runs of three characters, from 0 to 1, whatever the language."""
    a, b = _runs(one), _runs(other)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _runs(text: str) -> Counter[str]:
    padded = f"  {text.strip()}  "
    return Counter(padded[n : n + 3] for n in range(len(padded) - 2))
