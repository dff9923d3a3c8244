"""What was made of articles: revisions and renditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, Manager, Q
from django.db.models.functions import Coalesce

from dragoman.errors import EngineAway
from dragoman.newsroom import models, rows, rulings
from dragoman.newsroom.rulings import Ruling, Verdict
from dragoman.types import Document, Entry, Outcome, Rendition, Signal, Source, State, Text


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision with all that decides what may be done with it."""

    article: str
    number: int
    source: Source
    entry: Entry
    document: Document
    signals: tuple[Signal, ...]
    seen: datetime
    rulings: tuple[Ruling, ...] = ()
    """What the operator decided of it against the policy, as of its reading for a rendering."""

    def ruling(self, language: str) -> Ruling | None:
        """Return what the operator decided of an edition; one on the edition goes before one on all."""
        return rulings.on(self.rulings, language)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its newest rendered revision, and the renditions and permanent slugs by language."""

    revision: StoredRevision
    first_seen: datetime
    version: int
    renditions: Mapping[str, Rendition]
    slugs: Mapping[str, str]
    withdrawn: str
    withdrawn_at: datetime | None
    above: float | None = None


def add_revision(id_: str, document: Document, signals: tuple[Signal, ...], digest: str, now: datetime) -> bool:
    """Store a new state of an article; return False where it is the one that stands already, or it was withdrawn."""
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=id_)
        # It may have been withdrawn while its page was read.
        if row.withdrawn or row.revisions.filter(number=row.revision, hash=digest).exclude(document="").exists():
            return False
        row.revisions.create(
            number=row.revision + 1,
            hash=digest,
            document=rows.DOCUMENT.dump_json(document).decode(),
            signals=rows.SIGNALS.dump_json(signals).decode(),
            seen=now,
        )
        row.revision, row.erased, row.withdrawn_at = row.revision + 1, False, None
        if row.lost:
            row.rests, row.lost = None, None  # another text is another chance
        row.save(update_fields=["revision", "erased", "withdrawn_at", "rests", "lost"])
    return True


class Lack(StrEnum):
    """Why an article is to be rendered: it has changed, was never rendered, or would be rendered otherwise today."""

    CORRECTED = "corrected"
    NEW = "new"
    STALE = "stale"


def unrendered(now: datetime, limit: int) -> dict[str, Lack]:
    """Return the articles whose newest revision lacks renditions and may be tried now, by id, newest first; and why."""
    ready = models.Article.objects.filter(Q(rests=None) | Q(rests__lte=now), withdrawn="", erased=False).order_by(
        "-first_seen"
    )
    # Two queries, since each has its index and both together have none.
    behind = ready.filter(rendered__lt=F("revision")).values_list("public_id", "rendered")[:limit]
    found = {id_: Lack.CORRECTED if rendered else Lack.NEW for id_, rendered in behind}
    stale = ready.filter(stale=True).values_list("public_id", flat=True)[: limit - len(found)]
    return dict.fromkeys(stale, Lack.STALE) | found


def newest_revision(id_: str) -> StoredRevision:
    """Return an article's newest revision."""
    row = models.Article.objects.select_related("source").get(public_id=id_)
    revision = _revision(row, row.revisions.get(number=row.revision))
    return replace(revision, rulings=rulings.every(id_, revision.number))


def latest_of(slug: str) -> StoredRevision | None:
    """Return the newest revision of the newest article of a source that was read, None where there is none."""
    read = models.Article.objects.filter(source__slug=slug, revision__gt=0, withdrawn="").select_related("source")
    # By the order in which they were stored: by their time, all articles of the source would be sorted.
    row = read.order_by("-id").first()
    return _revision(row, row.revisions.get(number=row.revision)) if row else None


def _revision(row: models.Article, revision: models.Revision) -> StoredRevision:
    return StoredRevision(
        row.public_id,
        revision.number,
        rows.source(row.source),
        rows.ENTRY.validate_json(row.entry),
        _document(row, revision),
        rows.SIGNALS.validate_json(revision.signals),
        revision.seen,
    )


def _document(row: models.Article, revision: models.Revision) -> Document:
    if revision.document:
        return rows.DOCUMENT.validate_json(revision.document)
    return Document(row.url, row.source.language or "und", Text(""))


def make_stale() -> None:
    """Have every article rendered again: the settings or models that decide on renditions have changed.

    So are those of which a part was rendered only: it would stand beside what is rendered by others. What waits for an
    engine is no longer left alone: by other settings it may need none. What took workers with it still is.
    """
    found = models.Article.objects.filter(revision__gt=0, withdrawn="")
    found.filter(rests__isnull=False, lost=None).update(rests=None)
    found.update(stale=True)


def rendered_languages(id_: str, number: int) -> set[str]:
    """Return the languages in which a revision is rendered already, under the settings that hold now."""
    article = models.Article.objects.filter(public_id=id_, stale=False)
    found = models.Rendition.objects.filter(revision__article__in=article, revision__number=number)
    waiting = models.Page.objects.filter(article__in=article, reason=WAITS).values_list("language", flat=True)
    return set(found.values_list("language", flat=True)) - set(waiting)


def add_rendition(id_: str, number: int, rendition: Rendition, slug: str) -> None:
    """Store a rendition; the first in a language gives the article its permanent address there.

    Nothing is stored of an article that was withdrawn meanwhile, and what the operator holds back is stored as held.
    """
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=id_)
        if row.withdrawn:
            return
        ruling = rulings.on(rulings.every(id_, number), rendition.language)
        if ruling and ruling.verdict is Verdict.HELD:
            rendition = rulings.held(rendition, ruling)
        made = {
            "state": rendition.state,
            "body": rows.RENDITION.dump_json(rendition).decode(),
            "made": rendition.made or row.first_seen,
            **_counted(rendition),
        }
        page = {"state": rendition.state, "reason": " ".join(rendition.reasons)}
        _put(row.revisions.get(number=number).renditions, rendition.language, made)
        _put(row.pages, rendition.language, page, slug=slug)


def _put(of_all: Manager[Any], language: str, values: Mapping[str, Any], **at_first: Any) -> None:
    """Store what there is in a language; the article is locked, so nobody else stores it meanwhile."""
    if not of_all.filter(language=language).update(**values):
        of_all.create(language=language, **values, **at_first)


def _counted(rendition: Rendition) -> dict[str, int]:
    outcomes = rendition.outcomes
    told = (Outcome.REPAIRED, Outcome.FLAGGED, Outcome.ORIGINAL)
    return {"sentences": sum(outcomes.values()), **{str(each): outcomes[each] for each in told}}


def record_rendered(
    revision: StoredRevision,
    now: datetime,
    away: EngineAway | None = None,
    outdated: Callable[[], bool] = lambda: False,
) -> None:
    """Store that a revision has all its renditions: its pages are to be written anew, and its pictures looked at.

    Where the operator has ruled otherwise meanwhile, or by what it was rendered is outdated, it is rendered once more;
    where some wait for an engine that is away, when that is to be back.
    """
    id_, number = revision.article, revision.number
    with transaction.atomic():
        # Whoever rules on it waits here.
        models.Article.objects.select_for_update().get(public_id=id_)
        again = outdated() or rulings.every(id_, number) != revision.rulings
        articles = models.Article.objects.filter(Q(rendered__lt=number) | Q(stale=True), public_id=id_)
        # Also of one revision other words may come, by which it may be of another story.
        lost = F("lost") if away else None
        articles.update(rendered=number, joined=0, stale=again, version=F("version") + 1, illustrate=now, lost=lost)
        models.Article.objects.filter(public_id=id_, failures=0).update(error="")
        if away:
            record_waiting(id_, away.until, str(away))


WAITS = "The translation waits for its engine."
"""What readers are told of a rendition that is to be made later; the operator is told why."""


def awaited(rendition: Rendition) -> bool:
    """Tell whether a rendition only stands for one that waits for its engine."""
    return WAITS in rendition.reasons


def record_waiting(id_: str, until: datetime, told: str) -> None:
    """Store that renditions of an article wait for an engine, why, and when they are to be made."""
    models.Article.objects.filter(public_id=id_).update(stale=True, rests=until)
    models.Page.objects.filter(article__public_id=id_, reason=WAITS).update(reason=told)


def hurry(now: datetime) -> None:
    """Have what waits for an engine tried at once."""
    models.Article.objects.filter(stale=True, rests__gt=now).update(rests=None)


def record_unrenderable(id_: str, rests: datetime, error: str) -> None:
    """Store why an article could not be rendered, and when it is tried again."""
    models.Article.objects.filter(public_id=id_).update(rests=rests, error=error)


ASIDE = 3
"""Workers that an article may take with it before it is tried once a day only."""


def record_lost(id_: str, rests: datetime, error: str) -> None:
    """Store that rendering an article took a worker with it, and when it is tried again; a third time sets it aside."""
    articles = models.Article.objects.filter(public_id=id_)
    articles.update(rests=rests, error=error, lost=Coalesce(F("lost"), 0) + 1)
    told = f"{error.rstrip('.')}; after {ASIDE} times it is tried once a day only, please report it."
    articles.filter(lost__gte=ASIDE).update(rests=rests + timedelta(days=1), error=told)


_RENDITIONS, _SLUGS = "SELECT language, body FROM newsroom_rendition", "SELECT language, slug FROM newsroom_page"


def article(id_: str) -> StoredArticle | None:
    """Return all that an article's pages show; None where nothing of it was rendered.

    Of one whose text is to come again that is its tombstone.
    """
    row = rows.one(models.Article, "public_id = %s", id_)
    withdrawn = row.withdrawn or _tombstone(row)
    if row.rendered == 0 or (row.erased and not withdrawn):
        return None
    row.source = rows.one(models.Source, "id = %s", row.source_id)
    revision = rows.one(models.Revision, "article_id = %s AND number = %s", row.pk, row.rendered)
    bodies = rows.asked(f"{_RENDITIONS} WHERE revision_id = %s ORDER BY language", revision.pk)
    slugs = rows.asked(f"{_SLUGS} WHERE article_id = %s ORDER BY language", row.pk)
    return StoredArticle(
        _revision(row, revision),
        row.first_seen,
        row.version,
        {language: rows.RENDITION.validate_json(body) for language, body in bodies},
        dict(slugs),
        withdrawn,
        row.withdrawn_at,
        row.above,
    )


def stood(id_: str, language: str) -> tuple[Document, Rendition] | None:
    """Return the newest revision that an edition showed in its own words, and these; None where no text is kept."""
    made = models.Rendition.objects.filter(revision__article__public_id=id_, language=language)
    kept = made.exclude(revision__document="").order_by("-revision__number")
    for document, body in kept.values_list("revision__document", "body").iterator(chunk_size=1):
        rendition = rows.RENDITION.validate_json(body)
        if not awaited(rendition):
            return rows.DOCUMENT.validate_json(document), rendition
    return None


def _tombstone(row: models.Article) -> str:
    """Return what the pages of an article say that comes back but has not come yet, empty for any other."""
    stones = row.pages.filter(state=State.WITHDRAWN).values_list("reason", flat=True)
    return (row.erased and stones.first()) or ""
