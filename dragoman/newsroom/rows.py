"""Types to the text of a column and back, and the column's own words for what a row holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Model
from django.db.models.query import RawQuerySet
from pydantic import TypeAdapter

from dragoman.newsroom import models
from dragoman.types import (
    Change,
    Document,
    Entry,
    Hints,
    Kind,
    PictureFile,
    PictureWords,
    Rendition,
    Sentence,
    Signal,
    Source,
)

T = TypeVar("T", bound=Model)
ENTRY = TypeAdapter(Entry)
DOCUMENT = TypeAdapter(Document)
RENDITION = TypeAdapter(Rendition)
SENTENCE = TypeAdapter(Sentence)
HINTS = TypeAdapter(Hints)
SIGNALS = TypeAdapter(tuple[Signal, ...])
CHANGES = TypeAdapter(tuple[Change, ...])
PICTURE_WORDS = TypeAdapter(PictureWords)
PICTURE_FILES = TypeAdapter(tuple[PictureFile, ...])


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with."""

    etag: str = ""
    last_modified: str = ""


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed's permanent redirects lead: the first of `times` in a row was seen at `since`."""

    to: str
    since: datetime
    times: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with the facts of its last polls; see `models.Source`."""

    source: Source
    paused: bool
    due: datetime
    polled: datetime | None
    calm: datetime | None
    whole: datetime | None
    validators: Validators
    body_hash: str
    failures: int
    failing_since: datetime | None
    error: str
    gone: int
    move: Move | None
    take_all: bool
    alarm: str
    rates: str
    hints: Hints


@dataclass(frozen=True, slots=True)
class ArticleState:
    """An article with the facts of its last reading."""

    id: str
    source: Source
    entry: Entry
    url: str
    first_seen: datetime
    checked: datetime | None
    validators: Validators
    missing_since: datetime | None
    failures: int
    revision: int
    withdrawn: str

    @property
    def relayed(self) -> bool:
        """Tell whether it is read from the original of the translation that its source lists."""
        return bool(self.entry.url) and self.entry.url != self.url


# Of what is asked with every article, Django takes ten times as long to write it as the database to answer.


def where(model: type[T], condition: str, *values: Any) -> RawQuerySet[T]:
    """Return the rows of a table for which a condition in SQL holds."""
    question = f"SELECT * FROM {model._meta.db_table} WHERE {condition}"  # noqa: S608 - our own names
    return model._default_manager.raw(question, values)


def one(model: type[T], condition: str, *values: Any) -> T:
    """Return the row of a table for which a condition in SQL holds; raise ObjectDoesNotExist where there is none."""
    for row in where(model, condition, *values):
        return row
    raise ObjectDoesNotExist(f"{model.__name__} with {condition} {values}")


def asked(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a question in SQL gives."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def source(row: models.Source) -> Source:
    """Return the source that a row holds."""
    return Source(
        row.slug,
        row.feed,
        row.name,
        row.home,
        row.language,
        row.licence,
        kind=Kind(row.kind),
        selector=row.selector,
        full_text=row.full_text,
    )


def source_state(row: models.Source) -> SourceState:
    """Return a source with the facts of its last polls."""
    return SourceState(
        source=source(row),
        paused=row.paused,
        due=row.due,
        polled=row.polled,
        calm=row.calm,
        whole=row.whole,
        validators=Validators(row.etag, row.last_modified),
        body_hash=row.body_hash,
        failures=row.failures,
        failing_since=row.failing_since,
        error=row.error,
        gone=row.gone,
        move=Move(row.moved_to, row.moved_since, row.moves) if row.moved_since else None,
        take_all=row.take_all,
        alarm=row.alarm,
        rates=row.rates,
        hints=HINTS.validate_json(row.hints) if row.hints else Hints(),
    )


def article_state(row: models.Article) -> ArticleState:
    """Return an article with the facts of its last reading."""
    return ArticleState(
        row.public_id,
        source(row.source),
        ENTRY.validate_json(row.entry),
        row.url,
        row.first_seen,
        row.checked,
        Validators(row.etag, row.last_modified),
        row.missing_since,
        row.failures,
        row.revision,
        row.withdrawn,
    )
