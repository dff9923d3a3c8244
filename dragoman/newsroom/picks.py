"""Which pages the operator's own feeds hold: only such as stand in lists, and of each feed the newest are asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet

from dragoman.newsroom import models
from dragoman.newsroom.spots import Spot
from dragoman.types import Shelf


def spots(page: models.Page) -> set[Spot]:
    """Return where a page stands in feeds; they have no parts and no days."""
    return {spot(page.language, pick.feed) for pick in page.picks.all()}


def spot(language: str, feed: str) -> Spot:
    """Return what is touched where a feed changes."""
    return Spot(Shelf(language, feed=feed), 0, date.min)


def choose(page: models.Page, feeds: Collection[str], placed: datetime | None) -> set[Spot]:
    """Put a page into some feeds and take it from all others; return where it stands then."""
    wanted = {feed: placed for feed in feeds if placed}
    if {pick.feed: pick.placed for pick in page.picks.all()} != wanted:
        page.picks.all().delete()
        models.Pick.objects.bulk_create(
            models.Pick(page=page, feed=feed, language=page.language, placed=at) for feed, at in wanted.items()
        )
    return {spot(page.language, feed) for feed in wanted}


def drop(pages: QuerySet[models.Page]) -> set[Spot]:
    """Take some pages from all feeds; return where they stood."""
    found = models.Pick.objects.filter(page__in=pages)
    stood = {spot(pick.language, pick.feed) for pick in found}
    found.delete()
    return stood


def latest(shelf: Shelf, limit: int) -> list[tuple[str, str]]:
    """Return items and contents of what is newest in a feed."""
    newest = models.Pick.objects.filter(feed=shelf.feed, language=shelf.language).order_by("-placed", "page_id")
    ids = list(newest.values_list("page", flat=True)[:limit])
    pages = models.Page.objects.filter(pk__in=ids).order_by("-placed", "article__public_id")
    return list(pages.values_list("item", "content"))
