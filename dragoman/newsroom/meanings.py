"""The articles to which a vector of meaning is owed: until it comes they are in stories by their words alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class Bare:
    """An article without its vector: by which of its renderings it was joined, and what is stored of it."""

    id: str
    joined: int
    dated: datetime
    body: str


def bare(limit: int) -> list[Bare]:
    """Return articles that were joined without their vectors, but those that wait to be joined anew."""
    rows = models.Member.objects.filter(bare=True, article__joined=F("article__rendered")).order_by("pk")
    return [Bare(*row) for row in rows.values_list("article__public_id", "article__joined", "dated", "body")[:limit]]


def bodies(ids: Collection[str]) -> dict[str, str]:
    """Return what is stored of some articles to know them again, of those that were joined."""
    rows = models.Member.objects.filter(article__public_id__in=list(ids))
    return dict(rows.values_list("article__public_id", "body"))
