"""The shelves: what the lists of each edition, section and source hold, as it was last shown.

Each article gets a number in each edition when it first comes to its lists. A part of a shelf holds those of `PART`
numbers in a row: it is full one day, and then stays as it is. So every question goes along an index and is bounded, and
its cost does not grow with what is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dragoman.newsroom import models
from dragoman.types import Shelf

TOUCHED = "lists to be written"
MANY = 500
"""Notes of one query."""
PART = 100
"""Articles of an edition whose numbers are in one part."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """What lists hold of an article in an edition; `item` is empty where they say only that it was withdrawn."""

    language: str
    section: str
    placed: datetime
    item: str = ""
    content: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where an article stands, or stood: in which part of a shelf, and on which day."""

    shelf: Shelf
    part: int
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


def clear(article: models.Article) -> None:
    """Drop what lists hold of an article; its spots are touched, so that they are written without it."""
    _touch({spot for page in article.pages.all() for spot in _spots(page, article.source.slug)})
    article.pages.update(item="", content="", live=False, untold=True)


def touched() -> set[Spot]:
    """Return the spots that articles left or came to since their lists were last written."""
    return {_spot(line) for line in _noted().values_list("text", flat=True)}


def record_listed(spots: Collection[Spot]) -> None:
    """Store that the lists of some touched spots are written; what was touched meanwhile still is."""
    names = [_name(spot) for spot in spots]
    for start in range(0, len(names), MANY):
        models.Note.objects.filter(name__in=names[start : start + MANY]).delete()


def _touch(spots: set[Spot]) -> None:
    """Store spots with the facts that touch them, so that a crash before their lists are written loses none."""
    notes = [models.Note(name=_name(spot), text=_line(spot)) for spot in spots]
    models.Note.objects.bulk_create(notes, ignore_conflicts=True)


def _noted() -> QuerySet[models.Note]:
    return models.Note.objects.filter(name__startswith=TOUCHED)


def _name(spot: Spot) -> str:
    return f"{TOUCHED} {hashlib.sha256(_line(spot).encode()).hexdigest()}"


def _line(spot: Spot) -> str:
    shelf = spot.shelf
    return " ".join((str(spot.day), str(spot.part), shelf.language, shelf.section or "-", shelf.source or "-"))


def _spot(line: str) -> Spot:
    day, part, language, *rest = line.split()
    section, source = ("" if name == "-" else name for name in rest)
    return Spot(Shelf(language, section, source), int(part), date.fromisoformat(day))


def _put(page: models.Page, found: Shelved | None, source: models.Source) -> bool:
    """Store what lists hold of a page; tell whether that is anything new."""
    held = {
        "source": source,
        "section": found.section if found and found.item else page.section,
        "placed": found.placed if found else None,
        "live": bool(found and found.item),
        "item": found.item if found else "",
        "content": found.content if found else "",
        "number": _next(page.language) if found and page.number is None else page.number,
    }
    changed = [name for name, value in held.items() if getattr(page, name) != value]
    for name in changed:
        setattr(page, name, held[name])
    if changed:
        page.untold = True
        page.save(update_fields=[*changed, "untold"])
    return bool(changed)


def _next(language: str) -> int:
    last = models.Page.objects.filter(language=language, number__isnull=False).order_by("-number").first()
    return last.number + 1 if last and last.number is not None else 0


def _spots(page: models.Page, source: str) -> set[Spot]:
    if page.placed is None or page.number is None:
        return set()
    day = page.placed.astimezone(UTC).date()
    shelves = [Shelf(page.language), Shelf(page.language, source=source)]
    if page.section:
        shelves.append(Shelf(page.language, section=page.section))
    return {Spot(shelf, page.number // PART, day) for shelf in shelves}


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


def of_part(shelf: Shelf, part: int) -> list[tuple[str, str]]:
    """Return items and contents of a part of a shelf, newest first."""
    return list(_of_part(shelf, part).values_list("item", "content"))


def of_day(shelf: Shelf, day: date, part: int) -> list[str]:
    """Return the items of a day in a part of a shelf, newest first."""
    return list(_of_part(shelf, part).filter(_on(day)).values_list("item", flat=True))


def parts_of(shelf: Shelf, day: date) -> list[int]:
    """Return the parts of a shelf that have anything of a day, in order."""
    found = _pages(shelf).filter(_on(day), live=True).annotate(part=F("number") / PART)
    return sorted(set(found.values_list("part", flat=True)))


def part_before(shelf: Shelf, part: int) -> int | None:
    """Return the last part before a part in which a shelf has anything."""
    return _part(_pages(shelf).filter(live=True, number__lt=part * PART).order_by("-number"))


def part_after(shelf: Shelf, part: int) -> int | None:
    """Return the first part after a part in which a shelf has anything."""
    return _part(_pages(shelf).filter(live=True, number__gte=(part + 1) * PART).order_by("number"))


def last_part(shelf: Shelf) -> int | None:
    """Return the last part in which a shelf has anything."""
    return _part(_pages(shelf).filter(live=True, number__isnull=False).order_by("-number"))


def every_spot(shelf: Shelf) -> Iterator[Spot]:
    """Yield every spot of a shelf, part by part; a shelf that only lost something has one on no day."""
    part = part_after(shelf, -1)
    if part is None:
        yield Spot(shelf, 0, date.min)
    while part is not None:
        placed = _of_part(shelf, part).values_list("placed", flat=True)
        yield from sorted({Spot(shelf, part, day) for moment in placed if (day := _day(moment))})
        part = part_after(shelf, part)


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


def _of_part(shelf: Shelf, part: int) -> QuerySet[models.Page]:
    return _live(shelf).filter(number__gte=part * PART, number__lt=(part + 1) * PART)


def _part(found: QuerySet[models.Page]) -> int | None:
    number = found.values_list("number", flat=True).first()
    return None if number is None else number // PART


def _on(day: date) -> Q:
    return Q(placed__gte=_start(day), placed__lt=_start(day) + timedelta(days=1))


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None
