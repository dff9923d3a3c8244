"""What the site keeps for a while only: each kind is gone through once, from day to day, along an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from dragoman.newsroom import models, notes, withdrawal

REVISIONS, ARTICLES = "revisions", "articles"
SHORTEST = timedelta(hours=1)
"""What is not longer than that is left for the next time."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """A time after which all of a kind is to be put away that is not yet, and the time up to which it is."""

    kind: str
    days: int
    since: datetime
    until: datetime


def window(kind: str, days: int, now: datetime) -> Window | None:
    """Return what of a kind is past its days and was not gone through under them yet; None where hardly any is."""
    if not days:
        return None
    kept, _, done = notes.read(_name(kind)).partition(" ")
    since = datetime.fromisoformat(done) if kept == str(days) else _BEGINNING
    until = now - timedelta(days=days)
    return Window(kind, days, since, until) if until - since > SHORTEST else None


def record(done: Window) -> None:
    """Store that a window was gone through."""
    notes.write(_name(done.kind), f"{done.days} {done.until.isoformat()}")


def drop_revisions(found: Window) -> None:
    """Erase the texts and translations that newer ones took the place of in a window, as far as no page shows them.

    Their numbers, digests and times stay.
    """
    newer = models.Revision.objects.filter(seen__gt=found.since, seen__lte=found.until, number__gt=1)
    for article, number, rendered in newer.values_list("article_id", "number", "article__rendered").iterator():
        older = models.Revision.objects.filter(article=article, number__lt=min(number, rendered)).exclude(document="")
        with transaction.atomic():
            models.Rendition.objects.filter(revision__in=older).delete()
            older.update(document="")


def drop_articles(found: Window, now: datetime) -> None:
    """Take down the articles that were first seen in a window; what was put back by hand since then stays."""
    old = models.Article.objects.filter(first_seen__gt=found.since, first_seen__lte=found.until, withdrawn="")
    for id_ in old.values_list("public_id", flat=True).iterator():
        withdrawal.mark(id_, f"This site shows articles for {found.days} days.", now, withdrawal.AGE)


def _name(kind: str) -> str:
    return f"kept: {kind}"
