"""The JSON that programs send to the operators' API and get from it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from dragoman.console.offers import LONGEST
from dragoman.flow import overview
from dragoman.newsroom.articles import Standing
from dragoman.newsroom.rulings import Ruling
from dragoman.newsroom.wordings import Wording
from dragoman.targets import Language
from dragoman.types import Decision, Finding, Outcome, State

Name = Annotated[str, Field(max_length=2048, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")]
Limit = Annotated[int, Field(ge=1, le=500)]
FIELDS: dict[str, Any] = {
    "language": (Literal[""] | Language, ""),
    "reason": (Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")], ""),
    "hours": (Annotated[int, Field(ge=1, le=LONGEST)] | None, None),
    "story": (bool, False),
}


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


class Given(Schema):
    """What a program sends: a key that we don't know is a mistake, and not passed over."""

    model_config = ConfigDict(extra="forbid")


class WordingIn(Given):
    """How a sentence is to stand; `anyway` takes it although a fact differs."""

    source_language: Language
    target_language: Language
    source: Words
    target: Words
    anyway: bool = False


class SentenceIn(Given):
    """A sentence that is left to the engines again."""

    source_language: Language
    target_language: Language
    source: Words


class ArticlesOf(Schema):
    """Which articles are listed."""

    source: Name = ""
    before: datetime | None = None
    limit: Limit = 50


class FrontOf(Schema):
    """Which edition's front page is told."""

    language: Language


class Settled(Schema):
    """Whether settled reports are listed, too."""

    every: bool = False


class Weeks(Schema):
    """How many weeks are told, this one among them."""

    weeks: Annotated[int, Field(ge=1, le=520)] = 8


class Latest(Schema):
    """How many are listed."""

    limit: Limit = 50


class WordingOut(Schema):
    """A sentence that an operator worded."""

    source_language: str
    target_language: str
    source: str
    target: str
    made: datetime


def edition(found: overview.Edition) -> EditionOut:
    """Return an edition as a program gets it."""
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


def worded(wording: Wording) -> dict[str, Any]:
    """Return a wording as a program gets it."""
    pair = {"source_language": wording.pair.source, "target_language": wording.pair.target}
    return pair | {"source": wording.source, "target": wording.target, "made": wording.made}
