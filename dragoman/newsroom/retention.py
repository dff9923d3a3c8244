"""What the site keeps for a while only: each kind is gone through once, from day to day, along an index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from dragoman.newsroom import models, notes, withdrawal

REVISIONS, ARTICLES = "revisions", "articles"
SHORTEST = timedelta(hours=1)
"""What is not longer than that is left for the next time."""
_LATE = "kept: late"
"""The note of the articles whose newest text was not rendered yet when its window was gone through."""
_BATCH = 500
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

    Their numbers, digests and times stay. What a page still shows goes at a later time, once a newer text is rendered.
    """
    new = Q(seen__gt=found.since) | Q(article__in=json.loads(notes.read(_LATE) or "[]"))
    newer = models.Revision.objects.filter(new, seen__lte=found.until, number__gt=1, article__erased=False)
    # As a list, since a reading that stays open forbids SQLite to write once anybody else has written.
    last = list(newer.values_list("article_id", "article__rendered").annotate(Max("number")).order_by("article_id"))
    for article, rendered, number in last:
        older = models.Revision.objects.filter(article=article, number__lt=min(number, rendered)).exclude(document="")
        with transaction.atomic():
            models.Rendition.objects.filter(revision__in=older).delete()
            older.update(document="")
    notes.write(_LATE, json.dumps([article for article, rendered, number in last if rendered < number]))


def drop_articles(found: Window, now: datetime) -> None:
    """Take down the articles that were first seen in a window; what was put back by hand since then stays."""
    there = Q(withdrawn="") | Q(cause=withdrawal.REMOVAL)
    old = models.Article.objects.filter(there, first_seen__gt=found.since, first_seen__lte=found.until)
    while ids := list(old.values_list("public_id", flat=True)[:_BATCH]):
        for id_ in ids:
            withdrawal.mark(id_, f"This site shows articles for {found.days} days.", now, withdrawal.AGE)


def _name(kind: str) -> str:
    return f"kept: {kind}"
