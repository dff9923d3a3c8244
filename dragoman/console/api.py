"""The operators' API: what the console shows and does, as JSON for programs that have a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.security import HttpBearer
from pydantic import Field, create_model

from dragoman import __version__
from dragoman.console.furnishing import LARGEST, here
from dragoman.console.offers import OFFERS, Offer
from dragoman.errors import DragomanError, UsageError
from dragoman.flow import operating, overview
from dragoman.flow.explaining import decision_of_source
from dragoman.flow.operating import FactDiffers, Operator, Told
from dragoman.flow.overview import EngineState
from dragoman.newsroom import articles, deeds, health, quality, reports, sources, tokens, wordings
from dragoman.newsroom.articles import Standing
from dragoman.newsroom.deeds import Deed
from dragoman.newsroom.quality import Week
from dragoman.newsroom.reports import Report
from dragoman.newsroom.rulings import Ruling
from dragoman.newsroom.wordings import Wording
from dragoman.types import Decision, Finding, Outcome, Pair, State

Name = Annotated[str, Field(max_length=2048, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Limit = Annotated[int, Field(ge=1, le=500)]
FIELDS: dict[str, Any] = {
    "language": (Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z]{2,4})?)?$")], ""),
    "reason": (Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")], ""),
}


class Bearer(HttpBearer):
    """Knows a program by its token."""

    def authenticate(self, request: HttpRequest, token: str) -> Operator | None:
        """Return who acts by a token, None where it is none."""
        now = here().clock()
        name = tokens.name_of(token, now)
        return Operator(f"{name} (API)", now) if name else None


class Done(Schema):
    """What was done, in a sentence."""

    told: str


class Error(Schema):
    """Why nothing was done, in a sentence or as a list of what is wrong with the request."""

    detail: str | list[dict[str, Any]]


class Differs(Error):
    """A wording in which a fact differs from its source."""

    found: tuple[Finding, ...] = ()


class Sentence(Schema):
    """A sentence of an edition beside its original; `language` is the original's."""

    place: str
    number: int
    language: str
    source: str
    target: str
    outcome: Outcome
    route: str
    findings: list[Finding]


class EditionOut(Schema):
    """An article in an edition."""

    language: str
    state: State
    reasons: list[str]
    engine: str
    made: datetime | None
    ruling: Ruling | None
    sentences: list[Sentence]


class ArticleOut(Schema):
    """An article with what may be done with it, and all its editions."""

    standing: Standing
    decision: Decision | None
    editions: list[EditionOut]


class WordingIn(Schema):
    """How a sentence is to stand; `anyway` takes it although a fact differs."""

    source_language: Language
    target_language: Language
    source: Words
    target: Words
    anyway: bool = False


class SentenceIn(Schema):
    """A sentence that is left to the engines again."""

    source_language: Language
    target_language: Language
    source: Words


class WordingOut(Schema):
    """A sentence that an operator worded."""

    source_language: str
    target_language: str
    source: str
    target: str
    made: datetime


REFUSALS: dict[Any, Any] = {400: Error, 401: Error, 422: Error}
api = NinjaAPI(
    title="The operators' API of Dragoman", version=__version__, auth=Bearer(), docs_url=None, openapi_url=None
)


def _get(path: str, answer: Any, *, missing: bool = False) -> Callable[[Any], Any]:
    refused = REFUSALS | ({404: Error} if missing else {})
    return api.get(path, response={200: answer, **refused})


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
    return health.report(here().clock())


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


@_get("/articles", list[Standing])
def list_articles(
    request: HttpRequest,
    source: Name = "",
    before: datetime | None = None,
    limit: Limit = 50,
) -> list[Standing]:
    """List articles, the newest first: of one source, or first seen before a time, where these are given."""
    return articles.latest(source, before, limit)


@_get("/articles/{id}", ArticleOut, missing=True)
def show_article(request: HttpRequest, id: Name) -> Any:  # noqa: A002 - its name in the address
    """Show an article with all its editions, sentence by sentence beside the original."""
    site = here()
    try:
        seen = overview.article((site.registry, site.settings), id, site.clock())
    except UsageError as error:
        return api.create_response(request, {"detail": str(error)}, status=404)
    return ArticleOut(
        standing=seen.standing, decision=seen.decision, editions=[_edition(each) for each in seen.editions]
    )


def _edition(found: overview.Edition) -> EditionOut:
    made = found.rendition
    return EditionOut(
        language=found.language,
        state=made.state,
        reasons=list(made.reasons),
        engine=made.engine,
        made=made.made,
        ruling=found.ruling,
        sentences=[
            Sentence(
                place=line.place,
                number=line.number,
                language=line.language,
                source=line.sentence.source.text,
                target=line.sentence.target.text,
                outcome=line.sentence.outcome,
                route=line.sentence.route,
                findings=list(line.sentence.findings),
            )
            for line in found.lines
        ],
    )


@_get("/wordings", list[WordingOut])
def list_wordings(request: HttpRequest) -> list[dict[str, Any]]:
    """List the sentences that operators worded, the newest first."""
    return [_worded(each) for each in wordings.every()]


def _worded(wording: Wording) -> dict[str, Any]:
    pair = {"source_language": wording.pair.source, "target_language": wording.pair.target}
    return pair | {"source": wording.source, "target": wording.target, "made": wording.made}


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


@_get("/reports", list[Report])
def list_reports(request: HttpRequest, every: bool = False) -> list[Report]:
    """List what readers reported and nobody has settled, or all of it."""
    return reports.listed(every=every)


@_get("/engines", list[EngineState])
def list_engines(request: HttpRequest) -> list[EngineState]:
    """List the engines behind the network: what they were sent, of which budget, and how they are."""
    site = here()
    return list(overview.engines(site.settings, site.clock()))


@_get("/quality", list[Week])
def show_quality(request: HttpRequest, weeks: Annotated[int, Field(ge=1, le=520)] = 8) -> list[Week]:
    """Tell how well translations came out, week by week, by source and languages."""
    return quality.weeks(here().clock(), weeks)


@_get("/deeds", list[Deed])
def list_deeds(request: HttpRequest, limit: Limit = 50) -> list[Deed]:
    """List what operators did, the latest first."""
    return deeds.latest(limit)


def _by(request: HttpRequest) -> Operator:
    by: Operator = request.auth  # type: ignore[attr-defined]
    return by


def _performing(offer: Offer) -> Callable[..., dict[str, str]]:
    """Return what does a deed: its thing is in the path, and its fields, where it has any, are in the body."""
    if not offer.fields:

        def plain(request: HttpRequest, name: Name) -> dict[str, str]:
            return {"told": offer.perform(_by(request), name)}

        return plain
    form = create_model(f"{offer.kind}_{offer.name}", __base__=Schema, **{name: FIELDS[name] for name in offer.fields})

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
