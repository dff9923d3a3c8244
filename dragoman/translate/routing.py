"""Routes over the graph of pairs: which engines lead from one language to another, the best first. Pure.

A route has one leg, or two that meet in a third language. It is ranked by the quality that was measured for the whole
of it (chrF on NTREX, `quality.toml`); where nobody measured, by what is usual for its kinds of engines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.translate.engines import Offer
from dragoman.types import Pair

TABLE = Path(__file__).with_name("quality.toml")
LEAST = 50.0
"""The chrF below which a route is not taken: readers would not trust it, and checks don't see all that is wrong."""
MARGIN = 1.5
"""By how much chrF a pivot must beat a direct route: a second engine adds errors that chrF hardly sees."""
LOSS = 0.9
"""The share of the weaker leg's quality that is left behind a second one, where nobody measured both together."""


@dataclass(frozen=True, slots=True)
class Quality:
    """BLEU and chrF of a route, and on what they were measured; `usual` says that it is only what its kind gives."""

    bleu: float
    chrf: float
    on: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """An ordered way from a language to another: one leg, or two through a third language."""

    legs: tuple[Offer, ...]
    quality: Quality

    @property
    def name(self) -> str:
        """Name the engines of all legs, as a sentence's receipt does."""
        return "+".join(leg.name for leg in self.legs)

    @property
    def pair(self) -> Pair:
        """Return the languages at both ends."""
        return Pair(self.legs[0].pair.source, self.legs[-1].pair.target)

    @property
    def remote(self) -> bool:
        """Tell whether it is asked over the network."""
        return self.legs[0].open is None


@cache
def measured() -> Mapping[str, Quality]:
    """Return the measured quality of routes by their labels joined with `+`, and the usual one by kind of engine."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    usual = {kind: Quality(bleu, chrf, usual=True) for kind, (bleu, chrf) in rows["usual"].items()}
    return usual | {label: Quality(*row) for label, row in rows["measured"].items()}


def routes(offers: Iterable[Offer], pair: Pair, known: Mapping[str, Quality] | None = None) -> tuple[Route, ...]:
    """Return the routes of a pair that are good enough, the best first."""
    found = all_routes(offers, pair, measured() if known is None else known)
    return tuple(sorted((route for route in found if route.remote or route.quality.chrf >= LEAST), key=_order))


def all_routes(offers: Iterable[Offer], pair: Pair, known: Mapping[str, Quality]) -> list[Route]:
    """Return every route of a pair, however weak; a pivot's legs are both local."""
    offers = list(offers)
    into = [offer for offer in offers if offer.pair.target == pair.target and offer.open]
    direct = [(offer,) for offer in offers if offer.pair == pair]
    pivots = [
        (first, second)
        for first in offers
        if first.pair.source == pair.source and first.pair.target != pair.target and first.open
        for second in into
        if second.pair.source == first.pair.target and second.pair.target != pair.source
    ]
    return [_route(legs, known) for legs in (*direct, *pivots)]


def _order(route: Route) -> tuple[float, float, int, str]:
    return -route.legs[0].rank, MARGIN * len(route.legs) - route.quality.chrf, len(route.legs), route.name


def _route(legs: tuple[Offer, ...], known: Mapping[str, Quality]) -> Route:
    label = "+".join(leg.label for leg in legs)
    return Route(legs, known.get(label) or _usual(legs, known))


def _usual(legs: tuple[Offer, ...], known: Mapping[str, Quality]) -> Quality:
    each = [known.get(leg.label) or known.get(leg.kind) or Quality(0, 0) for leg in legs]
    weaker = min(each, key=lambda quality: quality.chrf)
    left = LOSS ** (len(legs) - 1)
    return Quality(weaker.bleu * left, weaker.chrf * left, usual=True)


def reader(offers: Iterable[Offer], language: str) -> Offer | None:
    """Return the local engine that knows a language's words best: it tells how a headline's capitals are read."""
    local = [offer for offer in offers if offer.open and offer.pair.source == language]
    return min(local, key=lambda offer: (offer.kind == "apertium", offer.name), default=None)
