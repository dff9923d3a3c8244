"""The shelves: what the lists of each edition, section and source hold, as it was last shown.

Each article gets a number in each edition when it first comes to its lists. A part of a shelf holds those of `PART`
numbers in a row: it is full one day, and then stays as it is. So every question goes along an index and is bounded, and
its cost does not grow with what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Subquery, Value

from dragoman.newsroom import models, picks, rows, searches, spots, tellings
from dragoman.newsroom.spots import Spot
from dragoman.types import Shelf

# As values, since Django writes a bare column for a bare True, and no index answers that.
LIVE, DEAD = Value(True), Value(False)
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
    feeds: Collection[str] = ()
    """The operator's own feeds that hold it."""


def shelve(id_: str, found: Sequence[Shelved], listed: str = "") -> None:
    """Put an article on its shelves alone, touch the spots that it leaves or comes to, and store its sitemap's line."""
    touched: set[Spot] = set()
    changed: list[tuple[models.Page, list[str]]] = []
    lost = False
    by_language = {each.language: each for each in found}
    with transaction.atomic():
        article = rows.one(models.Article, "public_id = %s", id_)
        source = rows.one(models.Source, "id = %s", article.source_id)
        for page in rows.where(models.Page, "article_id = %s", article.pk).prefetch_related("picks"):
            before, stood, fed = _spots(page, source.slug), page.live, picks.spots(page)
            new = by_language.get(page.language)
            names = _change(page, new, source)
            feeds = picks.choose(page, new.feeds if new else (), page.placed)
            if names:
                changed.append((page, names))
                touched |= before | _spots(page, source.slug)
                lost |= stood and not page.live
            touched |= fed | feeds if names else fed ^ feeds
        # Articles, then pages, then notes, as whoever withdraws: two who lock in different orders may wait for ever.
        if touched:
            tellings.touch(id_)
        if listed != article.listed:
            models.Article.objects.filter(pk=article.pk).update(listed=listed)
        for page, names in changed:
            page.save(update_fields=names)
        _touch(touched)
        if lost:
            searches.record_refreshed(None)


def clear(pages: QuerySet[models.Page]) -> None:
    """Drop what lists hold of some pages; their spots are touched, so that they are written without them.

    The search is brought up to date at once: it must not find what is withdrawn.
    """
    placed = pages.filter(source__isnull=False).select_related("source").defer("item", "content")
    touched = {spot for page in placed if page.source for spot in _spots(page, page.source.slug)} | picks.drop(pages)
    pages.update(item="", content="", live=False, untold=True)
    _touch(touched)
    searches.record_refreshed(None)


def _touch(touched: set[Spot]) -> None:
    spots.touch(touched)
    searches.touch(touched)


def _change(page: models.Page, found: Shelved | None, source: models.Source) -> list[str]:
    """Set what lists hold of a page, and return the names of what is to be stored, none where nothing is new."""
    held = {
        "source_id": source.pk,
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
    page.untold |= bool(changed)
    return [*changed, "untold"] if changed else []


def _next(language: str) -> int:
    found = _rows("page.number", Shelf(language), "AND page.number IS NOT NULL ORDER BY page.number DESC LIMIT 1")
    return int(found[0][0]) + 1 if found else 0


def _spots(page: models.Page, source: str) -> set[Spot]:
    if page.placed is None or page.number is None:
        return set()
    day = page.placed.astimezone(UTC).date()
    shelves = [Shelf(page.language), Shelf(page.language, source=source)]
    if page.section:
        shelves.append(Shelf(page.language, section=page.section))
    return {Spot(shelf, page.number // PART, day) for shelf in shelves}


def latest(shelf: Shelf, limit: int) -> list[tuple[int, str, str]]:
    """Return numbers, items and contents of what is newest on a shelf."""
    return _rows("page.number, page.item, page.content", shelf, f"{_LIVE} {_NEWEST} LIMIT %s", limit)


def items(shelf: Shelf, limit: int) -> list[str]:
    """Return the items of what is newest on a shelf."""
    return [item for (item,) in _rows("page.item", shelf, f"{_LIVE} {_NEWEST} LIMIT %s", limit)]


def gone(shelf: Shelf, limit: int) -> list[tuple[str, datetime]]:
    """Return the ids of what was withdrawn last from a shelf, and when."""
    if not _rows("1", shelf, "AND page.live = FALSE AND page.placed IS NOT NULL LIMIT 1"):
        return []
    found = _pages(shelf).filter(live=DEAD, placed__isnull=False).order_by("-placed", "article__public_id")
    return [(id_, placed) for id_, placed in found.values_list("article__public_id", "placed")[:limit] if placed]


def of_part(shelf: Shelf, part: int) -> list[tuple[str, str]]:
    """Return items and contents of a part of a shelf, newest first."""
    within = f"{_LIVE} AND page.number >= %s AND page.number < %s {_NEWEST}"
    return _rows("page.item, page.content", shelf, within, part * PART, (part + 1) * PART)


def parts_of(shelf: Shelf, day: date) -> list[int]:
    """Return the parts of a shelf that have anything of a day, in order."""
    found = _rows(f"DISTINCT page.number / {PART}", shelf, f"{_LIVE} {_ON}", *_ends(day))
    return sorted(part for (part,) in found)


def part_before(shelf: Shelf, part: int) -> int | None:
    """Return the last part before a part in which a shelf has anything."""
    return _part(shelf, "AND page.number < %s ORDER BY page.number DESC LIMIT 1", part * PART)


def part_after(shelf: Shelf, part: int) -> int | None:
    """Return the first part after a part in which a shelf has anything."""
    return _part(shelf, "AND page.number >= %s ORDER BY page.number LIMIT 1", (part + 1) * PART)


def last_part(shelf: Shelf, known: Collection[int] = ()) -> int | None:
    """Return the last part in which a shelf has anything but what has these numbers."""
    last = f"{_LIVE} AND page.number IS NOT NULL ORDER BY page.number DESC LIMIT %s"
    found = _rows("page.number", shelf, last, len(known) + 1)
    return next((number // PART for (number,) in found if number not in known), None)


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
    return _placed(shelf, "AND page.placed < %s ORDER BY page.placed DESC", _ends(day)[0])


def after(shelf: Shelf, day: date) -> date | None:
    """Return the first day after a day on which a shelf has anything."""
    return _placed(shelf, "AND page.placed >= %s ORDER BY page.placed", _ends(day)[1])


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
    with connection.cursor() as cursor:
        cursor.execute(_SECTIONS, [language, language, language])
        return [section for (section,) in cursor.fetchall()]


def sources(language: str) -> list[str]:
    """Return the short names of the sources of which an edition has, or had, anything, in the order they were added."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [language])
        return [slug for (slug,) in cursor.fetchall()]


def _live(shelf: Shelf) -> QuerySet[models.Page]:
    return _pages(shelf).filter(live=LIVE).order_by("-placed", "article__public_id")


def _pages(shelf: Shelf) -> QuerySet[models.Page]:
    found = models.Page.objects.filter(language=shelf.language)
    if shelf.section:
        found = found.filter(section=shelf.section)
    if shelf.source:
        # One value, not one of several: only so do its index and its order hold.
        found = found.filter(source=Subquery(models.Source.objects.filter(slug=shelf.source).values("pk")))
    return found


def _of_part(shelf: Shelf, part: int) -> QuerySet[models.Page]:
    return _live(shelf).filter(number__gte=part * PART, number__lt=(part + 1) * PART)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


# --- SQL ---------------------------------------------------------------------------------------------------------
# Of what every article's lists ask, Django takes ten times as long to write it as the database to answer.

_LIVE = "AND page.live = TRUE"
_ON = "AND page.placed >= %s AND page.placed < %s"
_NEWEST = "ORDER BY page.placed DESC, article.public_id"
_ROWS = "SELECT {what} FROM newsroom_page AS page {joined} WHERE page.language = %s {on} {rest}"
_JOINED = "JOIN newsroom_article AS article ON article.id = page.article_id"
_OF_SECTION = "AND page.section = %s"
_OF_SOURCE = "AND page.source_id = (SELECT id FROM newsroom_source WHERE slug = %s)"
_SECTIONS = """WITH RECURSIVE found (section) AS (
  SELECT MIN(section) FROM newsroom_page WHERE language = %s AND section > ''
  UNION ALL
  SELECT (SELECT MIN(section) FROM newsroom_page WHERE language = %s AND section > found.section)
  FROM found WHERE found.section IS NOT NULL
)
SELECT section FROM found WHERE section IS NOT NULL AND EXISTS (
  SELECT 1 FROM newsroom_page AS page
  WHERE page.language = %s AND page.section = found.section AND page.placed IS NOT NULL
)"""
"""From one section to the next along the index: a scan of all pages would cost more with each of them."""
_SOURCES = """SELECT source.slug FROM newsroom_source AS source WHERE EXISTS (
  SELECT 1 FROM newsroom_page AS page
  WHERE page.source_id = source.id AND page.language = %s AND page.placed IS NOT NULL
) ORDER BY source.added, source.id"""


def _rows(what: str, shelf: Shelf, rest: str, *values: Any) -> list[tuple[Any, ...]]:
    on = (_OF_SECTION if shelf.section else "") + (_OF_SOURCE if shelf.source else "")
    named = [name for name in (shelf.section, shelf.source) if name]
    joined = _JOINED if "article." in rest else ""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(what=what, joined=joined, on=on, rest=rest), [shelf.language, *named, *values])
        return list(cursor.fetchall())


def _part(shelf: Shelf, rest: str, *values: int) -> int | None:
    found = _rows("page.number", shelf, f"{_LIVE} {rest}", *values)
    return found[0][0] // PART if found else None


def _placed(shelf: Shelf, rest: str, *values: Any) -> date | None:
    found = _rows("page.placed", shelf, f"{_LIVE} {rest} LIMIT 1", *values)
    # SQLite gives text, PostgreSQL a moment; both are in UTC.
    return date.fromisoformat(str(found[0][0])[:10]) if found else None


def _ends(day: date) -> list[Any]:
    """Return the first moment of a day and that of the next, as the database takes them."""
    start = datetime.combine(day, time(), UTC)
    return [connection.ops.adapt_datetimefield_value(each) for each in (start, start + timedelta(days=1))]
