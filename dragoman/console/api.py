"""The operators' API: what the console shows and does, as JSON for programs that have a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import create_model

from dragoman.console.furnishing import LARGEST, here
from dragoman.console.offers import OFFERS, Offer
from dragoman.console.shapes import (
    FIELDS,
    ArticleOut,
    ArticlesOf,
    Differs,
    Done,
    Error,
    FrontOf,
    Given,
    Latest,
    Name,
    SentenceIn,
    Settled,
    Weeks,
    WordingIn,
    WordingOut,
    edition,
    worded,
)
from dragoman.errors import DragomanError, UsageError
from dragoman.flow import operating, overview
from dragoman.flow.explaining import decision_of_source
from dragoman.flow.operating import FactDiffers, Operator, Told
from dragoman.flow.overview import EngineState, Lead
from dragoman.flow.reload import mistake
from dragoman.newsroom import articles, deeds, exclusions, health, pins, quality, reports, sources, tokens, wordings
from dragoman.newsroom.articles import Standing
from dragoman.newsroom.deeds import Deed
from dragoman.newsroom.exclusions import Exclusion
from dragoman.newsroom.pins import Pin
from dragoman.newsroom.quality import Week
from dragoman.newsroom.reports import Report
from dragoman.types import Pair


class Bearer(HttpBearer):
    """Knows a program by its token."""

    def authenticate(self, request: HttpRequest, token: str) -> Operator | None:
        """Return who acts by a token, None where it is none."""
        now = here().clock()
        name = tokens.name_of(token, now)
        return Operator(f"{name} (API)", now) if name else None


REFUSALS: dict[Any, Any] = {400: Error, 401: Error, 422: Error}
api = NinjaAPI(title="The operators' API of Dragoman", version="1", auth=Bearer(), docs_url=None, openapi_url=None)


def _get(
    path: str, answer: Any, asked: type[Schema] | None = None, *, missing: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer a question; a parameter that `asked` doesn't have is a mistake, and not passed over."""
    refused = REFUSALS | ({404: Error} if missing else {})
    known = set(asked.model_fields) if asked else set()

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def strict(request: HttpRequest, *arguments: Any, **more: Any) -> Any:
            if unknown := sorted(set(request.GET) - known):
                raise HttpError(
                    422, f"There is no parameter {unknown[0]}; those there are: {', '.join(known) or 'none'}"
                )
            return view(request, *arguments, **more)

        return api.get(path, response={200: answer, **refused})(strict)

    return register


@api.exception_handler(FactDiffers)
def _differs(request: HttpRequest, error: FactDiffers) -> HttpResponse:
    told = "A fact differs from the source; mend the wording, or send `anyway`"
    return api.create_response(request, {"detail": told, "found": [asdict(each) for each in error.found]}, status=409)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return api.create_response(request, {"detail": f"A request has {LARGEST} bytes at most"}, status=400)


@api.exception_handler(DragomanError)
def _refused(request: HttpRequest, error: DragomanError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=409)


@api.get("/openapi.json", include_in_schema=False)
def description(request: HttpRequest) -> dict[str, Any]:
    """Describe this API for programs (OpenAPI)."""
    return api.get_openapi_schema()


@_get("/status", dict[str, Any])
def status(request: HttpRequest) -> dict[str, Any]:
    """Tell how the wire is: what it holds, what waits, what is wrong; as `dragoman status --json`."""
    return health.report(here().clock()) | {"settings": mistake(here().folder)}


@_get("/sources", list[dict[str, Any]])
def list_sources(request: HttpRequest) -> list[dict[str, Any]]:
    """List the sources, how they are, and what may be done with each, and why."""
    site = here()
    now = site.clock()
    known = {state.source.slug: state.source for state in sources.sources()}
    return [
        each | {"rights": asdict(decision_of_source(site.registry, site.settings, known[each["source"]], now))}
        for each in health.sources(now)
    ]


@_get("/articles", list[Standing], ArticlesOf)
def list_articles(request: HttpRequest, wanted: Query[ArticlesOf]) -> list[Standing]:
    """List articles, the newest first: of one source, or first seen before a time, where these are given."""
    return articles.latest(wanted.source, wanted.before, wanted.limit)


@_get("/articles/{id}", ArticleOut, missing=True)
def show_article(request: HttpRequest, id: Name) -> Any:  # noqa: A002 - its name in the address
    """Show an article with all its editions, sentence by sentence beside the original."""
    site = here()
    try:
        seen = overview.article(site.registry, site.settings, id, site.clock())
    except UsageError as error:
        return api.create_response(request, {"detail": str(error)}, status=404)
    return ArticleOut(
        standing=seen.standing, decision=seen.decision, editions=[edition(each) for each in seen.editions]
    )


@_get("/front", list[Lead], FrontOf)
def show_front(request: HttpRequest, wanted: Query[FrontOf]) -> list[Lead]:
    """Tell which stories lead the front page of an edition, the first one first, and why."""
    return overview.front(wanted.language)


@_get("/left-out", list[Exclusion], Latest)
def list_left_out(request: HttpRequest, wanted: Query[Latest]) -> list[Exclusion]:
    """List the articles that filters of the settings leave out, and why, the latest first."""
    return exclusions.latest(wanted.limit)


@_get("/pins", list[Pin])
def list_pins(request: HttpRequest) -> list[Pin]:
    """List what operators put first on front pages, in its order there."""
    return pins.every()


@_get("/wordings", list[WordingOut])
def list_wordings(request: HttpRequest) -> list[dict[str, Any]]:
    """List the sentences that operators worded, the newest first."""
    return [worded(each) for each in wordings.every()]


@api.post("/wordings", response={200: Told, **REFUSALS, 409: Differs})
def word(request: HttpRequest, wording: WordingIn) -> Told:
    """Word a sentence for good, in every article that holds it."""
    pair = operating.pair_of(wording.source_language, wording.target_language)
    return operating.word(_by(request), pair, wording.source, wording.target, anyway=wording.anyway)


@api.post("/wordings/undo", response={200: Done, **REFUSALS, 409: Error})
def unword(request: HttpRequest, sentence: SentenceIn) -> dict[str, str]:
    """Leave a sentence to the engines again."""
    pair: Pair = operating.pair_of(sentence.source_language, sentence.target_language)
    return {"told": operating.unword(_by(request), pair, sentence.source)}


@_get("/reports", list[Report], Settled)
def list_reports(request: HttpRequest, wanted: Query[Settled]) -> list[Report]:
    """List what readers reported and nobody has settled, or all of it."""
    return reports.listed(every=wanted.every)


@_get("/engines", list[EngineState])
def list_engines(request: HttpRequest) -> list[EngineState]:
    """List the engines behind the network: what they were sent, of which budget, and how they are."""
    site = here()
    return list(overview.engines(site.settings, site.clock()))


@_get("/quality", list[Week], Weeks)
def show_quality(request: HttpRequest, wanted: Query[Weeks]) -> list[Week]:
    """Tell how well translations came out, week by week, by source and languages."""
    return quality.weeks(here().clock(), wanted.weeks)


@_get("/deeds", list[Deed], Latest)
def list_deeds(request: HttpRequest, wanted: Query[Latest]) -> list[Deed]:
    """List what operators did, the latest first."""
    return deeds.latest(wanted.limit)


def _by(request: HttpRequest) -> Operator:
    by: Operator = request.auth  # type: ignore[attr-defined]
    return by


def _performing(offer: Offer) -> Callable[..., dict[str, str]]:
    """Return what does a deed: its thing is in the path, and its fields, where it has any, are in the body."""
    if not offer.fields:

        def plain(request: HttpRequest, name: Name) -> dict[str, str]:
            return {"told": offer.perform(_by(request), name)}

        return plain
    form = create_model(f"{offer.kind}_{offer.name}", __base__=Given, **{name: FIELDS[name] for name in offer.fields})

    def filled(request: HttpRequest, name: Name, fields: Any) -> dict[str, str]:
        return {"told": offer.perform(_by(request), name, **fields.dict())}

    # Its annotations say what it takes, and no annotation can be written of what is made here.
    filled.__annotations__["fields"], filled.__defaults__ = form, (form(),)
    return filled


for _offer in OFFERS:
    api.post(
        f"/{_offer.kind}/{{name}}/{_offer.name}",
        response={200: Done, **REFUSALS, 409: Error},
        operation_id=f"{_offer.kind}_{_offer.name}",
        summary=str(_offer.label),
        description=str(_offer.told),
    )(_performing(_offer))
