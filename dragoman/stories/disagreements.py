"""In what the sources of a story differ: stated as each states it, never judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dragoman.stories.claims import DAY, NUMBER
from dragoman.stories.measures import AGE, DATE, MAGNITUDE, MONEY, VAGUE, VOTES
from dragoman.types import Claim

MOST = 4
"""Disagreements that are told of a story."""
NEAR = {MAGNITUDE: Decimal("1.5"), AGE: Decimal(12), VOTES: Decimal(9), DATE: Decimal(10)}
"""How far apart two values of a kind are at most that are of one thing: aftershocks are weaker, a father is older."""
TIMES = {NUMBER: 4, MONEY: 2}
"""How many times as large: those who died of one event are not those of the whole war."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one article says of something, with its sentence."""

    article: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something of which articles say different things; one article for each value, the newest that says it."""

    kind: str
    about: str
    sayings: tuple[Saying, ...]


def disagreements(claims: Mapping[str, Sequence[Claim]], houses: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Return in what articles differ, given oldest first; `houses` tells whose each is.

    A house that says both values, in one article or a later one, does not differ from who says either of them.
    """
    found = []
    for kind, about in sorted({(claim.kind, claim.about) for each in claims.values() for claim in each}):
        said = _said(claims, houses, kind, about)
        if len(said) > 1 and _differ(kind, [_values(claims, houses, house, kind, about) for house in said]):
            values = {saying.claim.value: saying for saying in said.values()}
            differing = [saying for value, saying in values.items() if any(_are_two(kind, value, it) for it in values)]
            ordered = sorted(differing, key=lambda one: (_numbers(kind, one.claim.value), one.article))
            found += [Disagreement(kind, about, tuple(ordered))] if ordered else []
    return tuple(found[:MOST])


def _said(claims: Mapping[str, Sequence[Claim]], houses: Mapping[str, str], kind: str, about: str) -> dict[str, Saying]:
    """Return what each house says of something last."""
    return {
        houses[article]: Saying(article, claim)
        for article, each in claims.items()
        for claim in reversed(each)
        if (claim.kind, claim.about) == (kind, about)
    }


def _values(
    claims: Mapping[str, Sequence[Claim]], houses: Mapping[str, str], house: str, kind: str, about: str
) -> set[str]:
    of_house = (claim for article, each in claims.items() if houses[article] == house for claim in each)
    return {claim.value for claim in of_house if (claim.kind, claim.about) == (kind, about)}


def _differ(kind: str, values: Sequence[set[str]]) -> bool:
    """Tell whether of some two houses each value of one differs from each of the other."""
    return any(
        all(_are_two(kind, mine, its) for mine in one for its in other)
        for n, one in enumerate(values)
        for other in values[n + 1 :]
    )


def _are_two(kind: str, one: str, other: str) -> bool:
    """Tell whether two values can be of one thing and are not the same; what is vague is whatever it may mean."""
    if kind == DAY:
        return one != other
    if kind == MONEY and one.lstrip(VAGUE).split()[0] != other.lstrip(VAGUE).split()[0]:
        return False
    apart = [abs(mine - its) for mine, its in zip(_numbers(kind, one), _numbers(kind, other), strict=True)]
    if kind not in TIMES:
        return any(apart) and max(apart) <= NEAR[kind]
    small, large = sorted((*_numbers(kind, one), *_numbers(kind, other)))
    rounded = Decimal(10) ** max(_digit(small), _digit(large)) / 2 if kind == MONEY else 0
    return apart[0] > rounded and large <= TIMES[kind] * small and not (VAGUE in one + other and large <= 2 * small)


def _numbers(kind: str, value: str) -> list[Decimal]:
    found = [Decimal(each) for each in value.lstrip(VAGUE).split()[-1].split("-")]
    return [31 * found[0] + found[1]] if kind == DATE else found


def _digit(number: Decimal) -> int:
    """Return the power of ten of a number's last digit that was said."""
    return int(number.normalize().as_tuple().exponent)
