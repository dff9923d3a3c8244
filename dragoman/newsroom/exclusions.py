"""The articles that a filter of the operator leaves out, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from dragoman.newsroom import models, rows


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An article that is left out: what it is, when that was decided, and why."""

    article: str
    source: str
    url: str
    headline: str
    made: datetime
    reason: str

    @property
    def line(self) -> str:
        """The article as a line for a terminal."""
        return f"{self.made:%Y-%m-%d %H:%M}Z  {self.source}  {self.headline}  {self.url}\n        {self.reason}"


def record(id_: str, reason: str, now: datetime) -> None:
    """Store why an article is left out, empty where it isn't; where that is new, it is looked at for stories again."""
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=id_)
        was = models.Exclusion.objects.filter(article=row).values_list("reason", flat=True).first() or ""
        if was == reason:
            return
        if reason:
            models.Exclusion.objects.update_or_create(article=row, defaults={"reason": reason, "made": now})
        else:
            models.Exclusion.objects.filter(article=row).delete()
        models.Article.objects.filter(pk=row.pk).update(joined=0)


def among(ids: Collection[str]) -> set[str]:
    """Return those of some articles that are left out."""
    found = models.Exclusion.objects.filter(article__public_id__in=list(ids))
    return set(found.values_list("article__public_id", flat=True))


def latest(limit: int) -> list[Exclusion]:
    """Return the articles that were left out last, the latest first."""
    found = _standing().select_related("article", "article__source").order_by("-made", "-id")
    return [
        Exclusion(
            row.article.public_id,
            row.article.source.slug,
            row.article.url,
            rows.ENTRY.validate_json(row.article.entry).title,
            row.made,
            row.reason,
        )
        for row in found[:limit]
    ]


def counts(limit: int) -> list[dict[str, Any]]:
    """Return for how many articles each reason holds, the commonest first."""
    found: Any = _standing().values("reason").annotate(count=Count("id"))
    return list(found.order_by("-count", "reason")[:limit])


def _standing() -> QuerySet[models.Exclusion]:
    # Not by a join, for which SQLite may go through all articles.
    return models.Exclusion.objects.exclude(article__in=models.Article.objects.exclude(withdrawn=""))
