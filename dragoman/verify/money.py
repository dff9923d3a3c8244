"""Check that every currency of the source is the same in the target."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.currencies import KNOWN, REACH, Mention, beside, currencies
from dragoman.verify.matching import match_quantities
from dragoman.verify.quantity import Quantity

NAME = "money"
_WEIGHTS = frozenset({"pound", "lira"})
_NEAR = 30
"""How far apart two amounts may stand and still share one currency name, in code points."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare currencies by sign, code and name; one that changed, came or went with an amount fails.

    Where the names of a language are unknown, only a known currency that became another known one fails.
    """
    here, there = pair.languages
    before, after = currencies(source, here), currencies(target, there)
    if not before and not after:
        return
    lost, added = _unanswered(before, after), _unanswered(after, before)
    known = {here, there} <= KNOWN
    for mention in lost:
        instead = next((other for other in added if other.families.isdisjoint(mention.families)), None)
        if instead or (known and mention.amount and not _weighs(mention)):
            yield _finding(source, target, mention, instead)
    if known:
        if not lost:
            yield from (_finding(source, target, None, m) for m in added if m.amount and not _weighs(m))
        yield from _moved(source, target, pair)


def _certain(mention: Mention) -> bool:
    return mention.amount or not mention.doubtful


def _unanswered(mentions: tuple[Mention, ...], others: tuple[Mention, ...]) -> list[Mention]:
    """Return the mentions, one a currency, whose currency the other side does not name at all."""
    found: dict[frozenset[str], Mention] = {}
    for mention in mentions:
        if _certain(mention) and all(mention.families.isdisjoint(other.families) for other in others):
            found.setdefault(mention.families, mention)
    return list(found.values())


def _weighs(mention: Mention) -> bool:
    """Tell whether a pound may be one of weight, converted in the translation."""
    return mention.doubtful and not mention.families.isdisjoint(_WEIGHTS)


def _finding(source: str, target: str, lost: Mention | None, added: Mention | None) -> Finding:
    before = source[lost.start : lost.end] if lost else ""
    after = target[added.start : added.end] if added else ""
    if before and after:
        message = f"The currency “{before}” became “{after}”."
    elif before:
        message = f"The currency “{before}” is missing."
    else:
        message = f"The currency “{after}” is not in the original."
    return Finding(NAME, Severity.FAIL, message, _span(lost), _span(added))


def _span(mention: Mention | Quantity | None) -> tuple[int, int] | None:
    return (mention.start, mention.end) if mention else None


def _moved(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Find amounts that agree in value and differ in currency, where both sides name the same currencies."""
    here, there = pair.languages
    before, after = currencies(source, here), currencies(target, there)
    for amount, other in match_quantities(source, target, pair).pairs:
        mine, its = _of(source, amount, before), _of(target, other, after)
        if mine is None or _unanswered((mine,), after):
            continue
        if its and mine.families.isdisjoint(its.families):
            yield _finding(source, target, mine, its)
        elif not its and not mine.doubtful and not _close(other, after):
            message = f"“{target[other.start : other.end]}” lost its currency."
            yield Finding(NAME, Severity.WARN, message, _span(mine), _span(other))


def _of(text: str, amount: Quantity, mentions: tuple[Mention, ...]) -> Mention | None:
    near = (m for m in mentions if abs(m.start - amount.start) <= REACH)
    return next((m for m in near if beside(text, m.start, m.end, [amount])), None)


def _close(amount: Quantity, mentions: tuple[Mention, ...]) -> bool:
    return any(-_NEAR <= m.start - amount.end <= _NEAR or 0 <= amount.start - m.end <= _NEAR for m in mentions)
