"""Prove a translation sentence by sentence: check it, choose a repair, decide on the whole.

    findings = check("It cost £5.", "Custou 5 euros.", Pair("en", "pt"))
    verdict(findings)  # "fail"

Each check is a pure function of one file: source sentence, target sentence, languages -> findings. Cheap on purpose:
regular expressions, tables and word lists, no model; about a millisecond a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from dragoman.types import Context, Finding, Pair, Severity, Span
from dragoman.verify import (
    brackets,
    characters,
    completeness,
    dates,
    grammar,
    language,
    modality,
    money,
    names,
    negation,
    nonwords,
    numbers,
    opposites,
    quotations,
    senses,
    speech,
    terms,
    units,
)

Check: TypeAlias = Callable[[str, str, Pair], Iterator[Finding]]

__all__ = ["CHECKS", "Pair", "check", "verdict"]

_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        module.NAME: module.check
        for module in (
            numbers,
            units,
            money,
            dates,
            names,
            quotations,
            brackets,
            completeness,
            language,
            characters,
            nonwords,
            negation,
            modality,
            speech,
            opposites,
            senses,
            grammar,
        )
    }
)
NOTHING = Context()
"""What is known of a sentence by itself."""
LONGEST = 4000
"""Code points beyond which a text is no sentence, and no check is run on it."""
CHECKS: tuple[str, ...] = (*_CHECKS, terms.NAME)
"""The names of all checks, in the order in which they run."""


def check(source: str, target: str, pair: Pair, context: Context = NOTHING) -> tuple[Finding, ...]:
    """Run every check on a sentence and its translation; an empty or echoed target needs no other finding."""
    if max(len(source), len(target)) > LONGEST:
        return (Finding(completeness.NAME, Severity.FAIL, "The text is too long to be checked as one sentence."),)
    whole = tuple(completeness.check(source, target, pair))
    if any(finding.message in completeness.FATAL for finding in whole):
        return whole
    found = [
        finding
        for name, run in _CHECKS.items()
        for finding in (whole if name == completeness.NAME else run(source, target, pair))
    ]
    agreed = terms.agreed(target, context)
    doubted = (finding for finding in found if not any(_adds(finding, span) for span in agreed))
    return (*doubted, *terms.check(source, target, pair, context), *language.placed(target, pair, context))


def _adds(finding: Finding, span: Span) -> bool:
    """Tell whether all that a finding objects to is a word of a fixed translation."""
    place = finding.target
    return place is not None and finding.source is None and span[0] <= place[0] and place[1] <= span[1]


def verdict(findings: Iterable[Finding]) -> Literal["pass", "warn", "fail"]:
    """Return the worst of findings: `fail` where a fact differs, `warn` where a sign is, else `pass`."""
    severities = {finding.severity for finding in findings}
    if Severity.FAIL in severities:
        return "fail"
    return "warn" if Severity.WARN in severities else "pass"
