"""The market: what every engine offers that is installed or set up, and the routes that follow for a pair."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import NoRoute
from dragoman.translate.engines import Offer, apertium, embedded
from dragoman.translate.routing import Route, routes
from dragoman.types import Pair

ROUNDS = 3
"""Routes that are tried for a sentence."""


def local_offers() -> tuple[Offer, ...]:
    """Return what the engines on this machine offer."""
    return (*embedded.offers(), *apertium.offers())


def ways(offers: Iterable[Offer], pair: Pair) -> tuple[Route, ...]:
    """Return the routes that are tried for a pair, the best first; raise NoRoute where there is none."""
    found = routes(offers, pair)[:ROUNDS]
    if not found:
        raise NoRoute(f"No engine translates {pair}; add one, or take {pair.target} from the site's languages")
    return found
