"""Match the quantities of a sentence with those of its translation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dragoman.types import Pair
from dragoman.verify.lexicon import LEXICONS, Reading
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Quantity, Strength
from dragoman.verify.tokens import tokenise

_MANY, _REACH = 10_000, 10
"""Pairs of quantities beyond which each is compared only with so many on either side of its relative place."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of quantities that agree, those of the source that nothing answers, and those that answer nothing."""

    pairs: tuple[tuple[Quantity, Quantity], ...]
    lost: tuple[Quantity, ...]
    added: tuple[Quantity, ...]
    rarer: tuple[Quantity, ...] = ()
    """Those of the source whose value the target has, but says less often."""


@lru_cache(maxsize=64)
def match_quantities(source: str, target: str, pair: Pair) -> Matched:
    """Match quantities by value: wholes first, then the numbers that wholes are made of.

    A leftover that only repeats a matched value is no leftover.
    """
    here, there = pair.languages
    lost, added = list(quantities(source, here)), list(quantities(target, there))
    if here not in LEXICONS or there not in LEXICONS:
        lost, added = _unscaled(lost), _unscaled(added)
    pairs = _pairs(lost, added)
    lost, added = _left(lost, [a for a, _ in pairs]), _left(added, [b for _, b in pairs])
    if any(q.parts for q in (*lost, *added)):
        smaller = _pairs(_broken(lost), _broken(added))
        lost, added = _rest(lost, [a for a, _ in smaller]), _rest(added, [b for _, b in smaller])
        pairs += smaller
    pairs.sort(key=lambda both: both[0].start)
    lost, added = _told(lost), _told(added)
    rarer: list[Quantity] = []
    if not (lost and added):
        known: set[Reading] = set().union(*(a.readings | b.readings for a, b in pairs)) if pairs else set()
        whole = [q for q in quantities(source, here) if q.strength is Strength.STRICT]
        rarer = [q for q in lost if q in whole and not q.readings.isdisjoint(known)]
        lost, added = _new(lost, known), _new(added, known)
    left, come = _foreign(lost, source, target), _foreign(added, target, source)
    return Matched(tuple(pairs), tuple(left), tuple(come), tuple(rarer))


def _foreign(found: Sequence[Quantity], here: str, there: str) -> list[Quantity]:
    """Drop number words that the other side has letter for letter: they are names (Six Flags)."""
    known = {token.text for token in tokenise(there)} if any(q.strength is Strength.SOFT for q in found) else set()
    return [q for q in found if q.strength is Strength.STRICT or here[q.start : q.end] not in known]


def _pairs(lost: Sequence[Quantity], added: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pair the surest and the nearest first; positions are relative to the lengths of both lists."""
    options = []
    reach = len(added) if len(lost) * len(added) <= _MANY else _REACH
    for n, a in enumerate(lost):
        middle = n * len(added) // len(lost)
        for m in range(max(0, middle - reach), min(len(added), middle + reach + 1)):
            b = added[m]
            if a.strength + b.strength and not a.readings.isdisjoint(b.readings):
                surprise = abs(n / len(lost) - m / len(added)) + abs(a.percent - b.percent)
                options.append((-a.strength - b.strength, surprise, n, m))
    chosen: list[tuple[Quantity, Quantity]] = []
    left, right = set(range(len(lost))), set(range(len(added)))
    for _, _, n, m in sorted(options):
        if n in left and m in right:
            left.discard(n)
            right.discard(m)
            chosen.append((lost[n], added[m]))
    return chosen


def _left(all_of_them: Iterable[Quantity], taken: list[Quantity]) -> list[Quantity]:
    gone = {id(quantity) for quantity in taken}
    return [quantity for quantity in all_of_them if id(quantity) not in gone]


def _broken(found: Iterable[Quantity]) -> list[Quantity]:
    return [part for quantity in found for part in (quantity.parts or (quantity,))]


def _rest(found: Sequence[Quantity], taken: list[Quantity]) -> list[Quantity]:
    """Return what is left of broken quantities: a whole where none of its parts was taken, else the other parts."""
    left: list[Quantity] = []
    for quantity in found:
        parts = _left(quantity.parts or (quantity,), taken)
        left += [quantity] if quantity.parts and len(parts) == len(quantity.parts) else parts
    return left


def _told(found: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in found if quantity.strength is not Strength.LOOSE]


def _new(found: Sequence[Quantity], known: set[Reading]) -> list[Quantity]:
    return [quantity for quantity in found if quantity.readings.isdisjoint(known)]


def _unscaled(found: Iterable[Quantity]) -> list[Quantity]:
    """Let each number be read without its scale, and miss no number word: the other language's are unknown."""
    return [
        q._replace(
            readings=q.readings | {v / q.scale for v in q.readings if isinstance(v, Decimal)},
            strength=q.strength if q.strength is Strength.STRICT else Strength.LOOSE,
        )
        for q in found
    ]
