"""The market: what every engine offers that is installed or set up, and the routes that follow for a pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.config import EngineSettings
from dragoman.errors import NoRoute
from dragoman.flow import remotes
from dragoman.translate.engines import Offer, apertium, embedded
from dragoman.translate.engines.store import known_models, pair_of
from dragoman.translate.routing import Route, routes
from dragoman.types import Pair

ROUNDS = 3
"""Routes that are tried for a sentence."""


def local_offers() -> tuple[Offer, ...]:
    """Return what the engines on this machine offer."""
    return (*embedded.offers(known_models()), *apertium.offers())


def ways(offers: Iterable[Offer], pair: Pair) -> tuple[Route, ...]:
    """Return the routes that are tried for a pair, the best first; raise NoRoute where there is none."""
    found = routes(offers, pair)[:ROUNDS]
    if not found:
        raise NoRoute(f"No engine translates {pair}; add one, or take {pair.target} from the site's languages")
    return found


def table(settings: Sequence[EngineSettings]) -> Iterator[dict[str, object]]:
    """Yield every pair that can be translated now with its routes, the best first, as plain values for a terminal."""
    local = local_offers()
    languages = sorted({code for offer in local for code in (offer.pair.source, offer.pair.target)})
    named = [pair_of(pair) for each in settings for pair in each.pairs]
    every = [Pair(one, other) for one in languages for other in languages if one != other]
    for pair in dict.fromkeys([*every, *named]):
        offers = [*local, *remotes.offers(settings, pair)]
        for route in routes(offers, pair)[:ROUNDS]:
            yield {
                "pair": pair.key,
                "route": route.name,
                "engines": [leg.kind for leg in route.legs],
                "bleu": None if route.quality.usual else route.quality.bleu,
                "chrf": None if route.quality.usual else route.quality.chrf,
                "billed": any(leg.able.billed for leg in route.legs),
                "markup": all(leg.able.markup for leg in route.legs),
                "told": _told(route),
            }


def _told(route: Route) -> str:
    quality = route.quality
    return "not measured" if quality.usual else f"BLEU {quality.bleu:.1f}, chrF {quality.chrf:.1f} ({quality.on})"
