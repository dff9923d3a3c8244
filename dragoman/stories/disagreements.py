"""In what the sources of a story differ: stated as each states it, never judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.types import Claim

VAGUE = "~"
"""What stands before a number that its source gives as about so many, or at least."""
MOST = 4
"""Disagreements that are told of a story."""


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
        if len(said) > 1 and _differ([_values(claims, houses, house, kind, about) for house in said]):
            values = {saying.claim.value: saying for saying in said.values()}
            if len(values) > 1:
                ordered = sorted(values.values(), key=lambda one: (_number(one.claim.value), one.article))
                found.append(Disagreement(kind, about, tuple(ordered)))
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


def _differ(values: Sequence[set[str]]) -> bool:
    """Tell whether some two houses share no value; what is vague agrees with whatever it may mean."""
    return any(
        not any(_agree(mine, its) for mine in one for its in other)
        for n, one in enumerate(values)
        for other in values[n + 1 :]
    )


def _agree(one: str, other: str) -> bool:
    if one == other or one.lstrip(VAGUE) == other.lstrip(VAGUE):
        return True
    if not (one + other).count(VAGUE):
        return False
    small, large = sorted((_number(one), _number(other)))
    return large <= 2 * small


def _number(value: str) -> int:
    return int(value.lstrip(VAGUE))
