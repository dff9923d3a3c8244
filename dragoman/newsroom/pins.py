"""What the operator has pinned to the top of front pages.

A pin that is there holds: whoever ends one touches the front pages in the same transaction, so they need no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from dragoman.errors import UsageError
from dragoman.newsroom import models, spots, tellings
from dragoman.newsroom.spots import Spot
from dragoman.types import Shelf

_FACTS = ("article__public_id", "article__url", "story", "until")
REPORTS = 100
"""Articles of a pinned story, the newest, of which the best leads."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned article, or its whole story; without `until` it leads until somebody takes it back."""

    article: str
    url: str
    story: bool = False
    until: datetime | None = None

    @property
    def line(self) -> str:
        """The pin as a line for a terminal."""
        lasts = f"until {self.until:%Y-%m-%d %H:%M}Z" if self.until else "for good"
        return f"{self.url or self.article}{' and its story' if self.story else ''}, {lasts}"


def give(id_: str, now: datetime, until: datetime | None = None, *, story: bool = False) -> None:
    """Pin an article or its story, in place of an earlier pin; raise UsageError where it is withdrawn."""
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=id_)
        if row.withdrawn:
            raise UsageError(f"{row.url} is withdrawn; put it back first: dragoman withdraw --undo {id_}")
        models.Pin.objects.update_or_create(article=row, defaults={"story": story, "until": until, "made": now})
        _touch([row])


def take_back(id_: str) -> bool:
    """Drop the pin of an article; tell whether there was one."""
    return _drop(models.Pin.objects.filter(article__public_id=id_))


def end(now: datetime) -> None:
    """Drop the pins whose time is over."""
    if over(now):
        _drop(models.Pin.objects.filter(until__lte=now))


def pass_on(id_: str) -> None:
    """Have the pin of a story that loses an article hold by the newest other report of it, where there is one."""
    pin = models.Pin.objects.filter(article__public_id=id_, story=True).first()
    others = models.Member.objects.filter(story__members__article__public_id=id_, kept=None, article__pin=None)
    if pin and (heir := others.exclude(article__public_id=id_).order_by("-dated", "article__public_id").first()):
        models.Pin.objects.filter(pk=pin.pk).update(article=heir.article_id)


def over(now: datetime) -> bool:
    """Tell whether the time of any pin is over."""
    return models.Pin.objects.filter(until__lte=now).exists()


def every() -> list[Pin]:
    """Return all pins, the newest first, as front pages have them."""
    return [Pin(*row) for row in models.Pin.objects.order_by("-made", "article__public_id").values_list(*_FACTS)]


def of(id_: str) -> Pin | None:
    """Return the pin of an article, None where there is none."""
    row = models.Pin.objects.filter(article__public_id=id_).values_list(*_FACTS).first()
    return Pin(*row) if row else None


def reports(pin: Pin) -> Sequence[str]:
    """Return the ids of the articles of which the best takes a pin's place; of a copy, that which is shown for it."""
    place = tellings.place(pin.article)
    if place and pin.story and place.story:
        members = models.Member.objects.filter(story__public_id=place.story, kept=None)
        newest = members.order_by("-dated", "article__public_id").values_list("article__public_id", flat=True)
        return list(newest[:REPORTS])
    return [place.kept if place and place.kept else pin.article]


def _drop(pins: QuerySet[models.Pin]) -> bool:
    with transaction.atomic():
        found = list(pins.select_for_update().select_related("article"))
        models.Pin.objects.filter(pk__in=[pin.pk for pin in found]).delete()
        _touch([pin.article for pin in found])
    return bool(found)


def _touch(articles: Sequence[models.Article]) -> None:
    """Have the front pages written again on which some articles may stand, and no page of a day or part."""
    pages = models.Page.objects.filter(article__in=articles, placed__isnull=False).values_list("language", flat=True)
    spots.touch({Spot(Shelf(language), 0, date.min) for language in pages.distinct()})
