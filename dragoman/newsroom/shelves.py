"""The shelves: what the lists of each edition, section and source hold, as it was last shown.

Every question goes along an index and is bounded, so that its cost does not grow with what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from dragoman.newsroom import models
from dragoman.types import Shelf

TOUCHED = "lists to be written"


@dataclass(frozen=True, slots=True)
class Shelved:
    """What lists hold of an article in an edition; `item` is empty where they say only that it was withdrawn."""

    language: str
    section: str
    placed: datetime
    item: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an article stands, or stood: on which shelf, and on which day of it."""

    shelf: Shelf
    day: date


def shelve(id_: str, found: Sequence[Shelved]) -> None:
    """Put an article on its shelves and take it from all others; every spot that it leaves or comes to is touched."""
    touched: set[Spot] = set()
    by_language = {each.language: each for each in found}
    with transaction.atomic():
        article = models.Article.objects.select_related("source").get(public_id=id_)
        for page in article.pages.all():
            before = _spots(page, article.source.slug)
            if _put(page, by_language.get(page.language), article.source):
                touched |= before | _spots(page, article.source.slug)
        if touched:
            _touch(touched)


def touched() -> set[Spot]:
    """Return the spots that articles left or came to since their lists were last written."""
    note = models.Note.objects.filter(name=TOUCHED).first()
    return {_spot(line) for line in note.text.splitlines()} if note else set()


def record_listed() -> None:
    """Store that the lists of all touched spots are written."""
    models.Note.objects.filter(name=TOUCHED).delete()


def _touch(spots: set[Spot]) -> None:
    """Store spots with the facts that touch them, so that a crash before their lists are written loses none."""
    every = spots | touched()
    models.Note.objects.update_or_create(name=TOUCHED, defaults={"text": "\n".join(sorted(map(_line, every)))})


def _line(spot: Spot) -> str:
    return " ".join((str(spot.day), spot.shelf.language, spot.shelf.section or "-", spot.shelf.source or "-"))


def _spot(line: str) -> Spot:
    day, language, section, source = line.split()
    return Spot(Shelf(language, section.strip("-"), "" if source == "-" else source), date.fromisoformat(day))


def _put(page: models.Page, found: Shelved | None, source: models.Source) -> bool:
    """Store what lists hold of a page; tell whether that is anything new."""
    held = {
        "source": source,
        "section": found.section if found and found.item else page.section,
        "placed": found.placed if found else None,
        "live": bool(found and found.item),
        "item": found.item if found else "",
        "content": found.content if found else "",
    }
    changed = [name for name, value in held.items() if getattr(page, name) != value]
    for name in changed:
        setattr(page, name, held[name])
    if changed:
        page.save(update_fields=changed)
    return bool(changed)


def _spots(page: models.Page, source: str) -> set[Spot]:
    if page.placed is None:
        return set()
    day = page.placed.astimezone(UTC).date()
    shelves = [Shelf(page.language), Shelf(page.language, source=source)]
    if page.section:
        shelves.append(Shelf(page.language, section=page.section))
    return {Spot(shelf, day) for shelf in shelves}


def latest(shelf: Shelf, limit: int) -> list[tuple[str, str]]:
    """Return items and contents of what is newest on a shelf."""
    return list(_live(shelf).values_list("item", "content")[:limit])


def items(shelf: Shelf, limit: int) -> list[str]:
    """Return the items of what is newest on a shelf."""
    return list(_live(shelf).values_list("item", flat=True)[:limit])


def gone(shelf: Shelf, limit: int) -> list[tuple[str, datetime]]:
    """Return the ids of what was withdrawn last from a shelf, and when."""
    found = _pages(shelf).filter(live=False, placed__isnull=False).order_by("-placed", "article__public_id")
    return [(id_, placed) for id_, placed in found.values_list("article__public_id", "placed")[:limit] if placed]


def of_day(shelf: Shelf, day: date) -> list[tuple[str, str]]:
    """Return items and contents of a day on a shelf, newest first."""
    start = _start(day)
    found = _live(shelf).filter(placed__gte=start, placed__lt=start + timedelta(days=1))
    return list(found.values_list("item", "content"))


def since(shelf: Shelf, moment: datetime, limit: int) -> list[str]:
    """Return the items that a shelf has from a moment on, newest first."""
    return list(_live(shelf).filter(placed__gte=moment).values_list("item", flat=True)[:limit])


def before(shelf: Shelf, day: date) -> date | None:
    """Return the last day before a day on which a shelf has anything."""
    return _day(_live(shelf).filter(placed__lt=_start(day)).values_list("placed", flat=True).first())


def after(shelf: Shelf, day: date) -> date | None:
    """Return the first day after a day on which a shelf has anything."""
    found = _live(shelf).filter(placed__gte=_start(day) + timedelta(days=1)).order_by("placed")
    return _day(found.values_list("placed", flat=True).first())


def days_of(shelf: Shelf, first: date, last: date) -> list[date]:
    """Return the days from one to another on which a shelf has anything, in order."""
    found: list[date] = []
    day = after(shelf, first - timedelta(days=1))
    while day and day <= last:
        found.append(day)
        day = after(shelf, day)
    return found


def days(shelf: Shelf) -> Iterator[date]:
    """Yield every day on which a shelf has anything, in order."""
    day = after(shelf, date.min + timedelta(days=1))
    while day:
        yield day
        day = after(shelf, day)


def months(shelf: Shelf) -> list[date]:
    """Return the first days of the months in which a shelf has anything, in order."""
    found: list[date] = []
    day = after(shelf, date.min + timedelta(days=1))
    while day:
        found.append(day.replace(day=1))
        day = after(shelf, (found[-1] + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    return found


def sections(language: str) -> list[str]:
    """Return the sections that an edition has, or had, anything in."""
    found: list[str] = []
    pages = models.Page.objects.filter(language=language).order_by("section")
    # From one to the next along the index, as days are.
    following = pages.filter(section__gt="").values_list("section", flat=True).first()
    while following:
        if models.Page.objects.filter(language=language, section=following, placed__isnull=False).exists():
            found.append(following)
        following = pages.filter(section__gt=following).values_list("section", flat=True).first()
    return found


def sources(language: str) -> list[str]:
    """Return the short names of the sources of which an edition has, or had, anything, in the order they were added."""
    of_edition = models.Page.objects.filter(language=language, placed__isnull=False, source=OuterRef("pk"))
    found = models.Source.objects.filter(Exists(of_edition)).order_by("added", "id")
    return list(found.values_list("slug", flat=True))


def _live(shelf: Shelf) -> QuerySet[models.Page]:
    return _pages(shelf).filter(live=True).order_by("-placed", "article__public_id")


def _pages(shelf: Shelf) -> QuerySet[models.Page]:
    on = Q(language=shelf.language)
    if shelf.section:
        on &= Q(section=shelf.section)
    if shelf.source:
        on &= Q(source__in=models.Source.objects.filter(slug=shelf.source))
    return models.Page.objects.filter(on)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None
