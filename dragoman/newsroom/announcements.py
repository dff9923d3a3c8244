"""What other places were told: a fact for each version of an article in an edition that a target is told, or was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from dragoman.newsroom import models

OVERTAKEN = "A newer version came before it was told."


@dataclass(frozen=True, slots=True)
class ToldPage:
    """A page as lists hold it; `item` is empty where the article is not to be read in that edition any more."""

    id: int
    article: str
    language: str
    slug: str
    first_seen: datetime
    item: str
    content: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that a target is to be told now; `remote` is its name for the version it was told before."""

    id: int
    version: int
    tries: int
    remote: str
    page: ToldPage


@dataclass(frozen=True, slots=True)
class Words:
    """What a target is to be told of a page: a digest of it, and when."""

    digest: str
    due: datetime


def begin(names: Collection[str], now: datetime) -> dict[str, datetime]:
    """Return since when each target is there; a new one is from now on."""
    for name in names:
        models.Target.objects.get_or_create(name=name, defaults={"since": now})
    return dict(models.Target.objects.filter(name__in=names).values_list("name", "since"))


def untold(limit: int, now: datetime | None = None) -> list[ToldPage]:
    """Return pages of which nobody knows yet whether others have to be told, in the order they came.

    Those whose pictures are to be fetched at `now` are left out; for what is withdrawn none are.
    """
    found = models.Page.objects.filter(untold=True).select_related("article").order_by("id")
    if now:
        found = found.exclude(article__illustrate__lte=now, article__withdrawn="")
    return [_page(row) for row in found[:limit]]


def _page(row: models.Page) -> ToldPage:
    article = row.article
    return ToldPage(
        row.id,
        article.public_id,
        row.language,
        row.slug,
        article.first_seen,
        row.item,
        row.content,
        article.withdrawn_at,
    )


def note(page: ToldPage, wanted: Mapping[str, Words], gone: Mapping[str, Words]) -> None:
    """Store what targets are to be told of a page: `wanted` of it as it is, `gone` those that may have heard of it.

    Nothing is stored where the page has changed meanwhile: it is still untold then.
    """
    with transaction.atomic():
        same = models.Page.objects.filter(id=page.id, item=page.item, content=page.content)
        if not same.update(untold=False):
            return
        for name, words in wanted.items():
            _add(page.id, name, words)
        for name, words in gone.items():
            if _may_know(page.id, name):
                _add(page.id, name, words)
            else:
                _overtake(page.id, name)


def _of(page: int, target: str) -> QuerySet[models.Announcement]:
    return models.Announcement.objects.filter(page_id=page, target=target)


def _told(page: int, target: str) -> models.Announcement | None:
    """Return the newest version that a target was told."""
    return _of(page, target).filter(told__isnull=False).order_by("-version").first()


def _may_know(page: int, target: str) -> bool:
    """Tell whether a target was told of a page, or took perhaps what failed or is under way."""
    return _of(page, target).filter(Q(told__isnull=False) | Q(tries__gt=0)).exists()


def _add(page: int, target: str, words: Words) -> None:
    """Store the next version, unless it says what the one before says."""
    last = _of(page, target).order_by("-version").first()
    if last and last.digest == words.digest:
        return
    _overtake(page, target)
    version = last.version + 1 if last else 1
    models.Announcement.objects.create(page_id=page, target=target, version=version, digest=words.digest, due=words.due)


def _overtake(page: int, target: str) -> None:
    """Give up what a target was still to be told of a page."""
    _of(page, target).filter(due__isnull=False).update(due=None, error=OVERTAKEN)


def waiting(names: Iterable[str], now: datetime) -> list[str]:
    """Return the targets that are to be told something now, and are not at rest."""
    resting = set(models.Target.objects.filter(rests__gt=now).values_list("name", flat=True))
    return [name for name in names if name not in resting and _due(name, now).exists()]


def _due(name: str, now: datetime) -> QuerySet[models.Announcement]:
    return models.Announcement.objects.filter(target=name, due__lte=now)


def pending(name: str, now: datetime, limit: int) -> list[Pending]:
    """Return what a target is to be told now, the longest due first."""
    found = _due(name, now).select_related("page__article").order_by("due", "id")[:limit]
    return [_pending(row) for row in found]


def _pending(row: models.Announcement) -> Pending:
    before = _told(row.page_id, row.target)
    return Pending(row.id, row.version, row.tries, before.remote if before else "", _page(row.page))


def record_tried(ids: Sequence[int]) -> set[int]:
    """Store that some versions are told now, and return those that are due still: others were overtaken meanwhile."""
    still = models.Announcement.objects.filter(id__in=ids, due__isnull=False)
    still.update(tries=F("tries") + 1)
    return set(still.values_list("id", flat=True))


def record_told(remotes: Mapping[int, str], now: datetime, lacks: str = "") -> None:
    """Store that a target took some versions, its own names for them, and what could not be had there."""
    with transaction.atomic():
        for id_, remote in remotes.items():
            models.Announcement.objects.filter(id=id_).update(due=None, told=now, remote=remote[:500], error=lacks)


def record_refused(ids: Sequence[int], error: str) -> None:
    """Store that some versions are given up, and why."""
    models.Announcement.objects.filter(id__in=ids).update(due=None, error=error)


def record_failed(ids: Sequence[int], error: str) -> None:
    """Store why some versions could not be told; they are still due."""
    models.Announcement.objects.filter(id__in=ids).update(error=error)


# --- The targets -------------------------------------------------------------------------------------------------


def failures(name: str) -> int:
    """Return how often in a row a target failed."""
    return models.Target.objects.filter(name=name).values_list("failures", flat=True).first() or 0


def record_rest(name: str, error: str, rests: datetime) -> None:
    """Store that a target failed, in words, and before when it is not asked again."""
    models.Target.objects.filter(name=name).update(failures=F("failures") + 1, error=error, rests=rests)


def record_well(name: str) -> None:
    """Store that a target answered as it should."""
    models.Target.objects.filter(name=name, failures__gt=0).update(failures=0, error="", rests=None)


def report() -> list[dict[str, Any]]:
    """Return how each target is, as plain values."""
    return [_line(row) for row in models.Target.objects.order_by("name")]


def _line(row: models.Target) -> dict[str, Any]:
    every = models.Announcement.objects.filter(target=row.name)
    refused = every.filter(due=None, told=None).exclude(error=OVERTAKEN).order_by("-id")
    last = refused.values_list("error", flat=True).first()
    newest = every.filter(told__isnull=False).order_by("-told", "-id")
    return {
        "target": row.name,
        "lacks": newest.values_list("error", flat=True).first() or "",
        "told": every.filter(told__isnull=False).count(),
        "waiting": every.filter(due__isnull=False).count(),
        "refused": refused.count(),
        "refusal": last or "",
        "failures": row.failures,
        "error": row.error,
        "rests": row.rests,
    }
