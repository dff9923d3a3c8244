"""Which pages the operator's own feeds hold: only such as stand in lists, and of each feed the newest are asked for.

A page gets a number in a feed when it comes to it. A part of the feed's archive holds those of `PART` numbers in a
row, so it is full one day and then changes only where a page does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from dragoman.newsroom import models
from dragoman.newsroom.spots import Spot
from dragoman.types import Shelf

PART = 100
"""Pages of a feed whose numbers are in one part."""


def spots(page: models.Page) -> set[Spot]:
    """Return where a page stands in feeds; they have no days."""
    return {_spot(pick) for pick in page.picks.all()}


def _spot(pick: models.Pick) -> Spot:
    return Spot(Shelf(pick.language, feed=pick.feed), pick.number // PART, date.min)


def choose(page: models.Page, feeds: Collection[str], placed: datetime | None) -> set[Spot]:
    """Put a page into some feeds and take it from all others; return where it stands then."""
    held = {pick.feed: pick for pick in page.picks.all()}
    wanted = {feed: placed for feed in sorted(feeds) if placed}
    for feed in held.keys() - wanted.keys():
        held.pop(feed).delete()
    for feed, moment in wanted.items():
        pick = held.setdefault(feed, models.Pick(page=page, feed=feed, language=page.language))
        if pick.placed != moment:
            pick.number = _next(Shelf(page.language, feed=feed)) if pick.pk is None else pick.number
            pick.placed = moment
            pick.save()
    return {_spot(pick) for pick in held.values()}


def _next(shelf: Shelf) -> int:
    last = _held(shelf).order_by("-number").values_list("number", flat=True).first()
    return 0 if last is None else last + 1


def drop(pages: QuerySet[models.Page]) -> set[Spot]:
    """Take some pages from all feeds; return where they stood."""
    found = models.Pick.objects.filter(page__in=pages)
    stood = {_spot(pick) for pick in found}
    found.delete()
    return stood


def latest(shelf: Shelf, limit: int) -> list[tuple[str, str]]:
    """Return items and contents of what is newest in a feed."""
    return _contents(_held(shelf).order_by("-placed", "page_id")[:limit])


def of_part(shelf: Shelf, part: int) -> list[tuple[str, str]]:
    """Return items and contents of a part of a feed, newest first."""
    return _contents(_held(shelf).filter(number__gte=part * PART, number__lt=(part + 1) * PART))


def part_before(shelf: Shelf, part: int | None = None) -> int | None:
    """Return the last part before a part, or of all, in which a feed has anything."""
    found = _held(shelf) if part is None else _held(shelf).filter(number__lt=part * PART)
    return _part(found.order_by("-number"))


def part_after(shelf: Shelf, part: int) -> int | None:
    """Return the first part after a part in which a feed has anything."""
    return _part(_held(shelf).filter(number__gte=(part + 1) * PART).order_by("number"))


def every_spot(shelf: Shelf) -> Iterator[Spot]:
    """Yield every spot of a feed, part by part; one without anything has one as well."""
    yield Spot(shelf, 0, date.min)
    part = part_after(shelf, 0)
    while part is not None:
        yield Spot(shelf, part, date.min)
        part = part_after(shelf, part)


def _held(shelf: Shelf) -> QuerySet[models.Pick]:
    return models.Pick.objects.filter(feed=shelf.feed, language=shelf.language)


def _part(found: QuerySet[models.Pick]) -> int | None:
    number = found.values_list("number", flat=True).first()
    return None if number is None else number // PART


def _contents(found: QuerySet[models.Pick]) -> list[tuple[str, str]]:
    ids = list(found.values_list("page", flat=True))
    pages = models.Page.objects.filter(pk__in=ids, live=True).order_by("-placed", "article__public_id")
    return list(pages.values_list("item", "content"))
