"""Warn of two names that changed places, unless each plays the part that it played: the grammar turned them alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dragoman.types import Finding, Severity
from dragoman.verify.namewords import Names
from dragoman.verify.parts import keeps_part
from dragoman.verify.possessives import LINKS, owns
from dragoman.verify.tokens import Token

_FEW = 12
"""Names that are compared at most."""
_NEAR = 70
"""Code points between a possessive and what it holds at most."""


def exchanged(check: str, before: Names, after: Names) -> Iterator[Finding]:
    """Warn where two names that both texts have once stand in another order: who said it to whom.

    Names that an English possessive holds, or a participle (Lisbon-based), and those of one longer name may, and so
    may those that play the same part in both texts.
    """
    mine, its = before.once, after.once
    shared = [name for name in mine if name in its][:_FEW]
    for one, other in combinations(shared, 2):
        first, second = (mine[one], its[one]), (mine[other], its[other])
        if first[1].start < second[1].start or _bound(first[0], second[0], before):
            continue
        if not _bound(second[1], first[1], after) and not keeps_part(first, second, before, after):
            message = f"“{first[0].text}” and “{second[0].text}” changed places."
            spans = [(token.start, token.end) for token in (second[0], first[1])]
            yield Finding(check, Severity.WARN, message, *spans)
            return


def _bound(first: Token, second: Token, names: Names) -> bool:
    """Tell whether two words are of one name, or the first is of a name in the possessive."""
    last = first
    for token in names.cased:
        if token.start > last.end and names.text[last.end : token.start] in LINKS and not owns(last, names.text):
            last = token
    return last.start >= second.start or (owns(last, names.text) and second.start - last.end < _NEAR)
