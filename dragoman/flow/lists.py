"""Bring the lists of the site tree up to date: those of the shelves and days that articles left or came to.

All that a list is made of is stored beside its articles, so that the cost of publishing one is that of its own lists:
a few queries along an index, of a few dozen rows or of one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from pydantic import TypeAdapter

from dragoman.flow.desk import Desk
from dragoman.newsroom import archive, shelves, sources
from dragoman.newsroom.shelves import Shelved, Spot
from dragoman.publish import site as pages
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Deleted, Item
from dragoman.publish.sitemaps import Listed
from dragoman.types import Article, Shelf, Source

GONE = 10
"""How many withdrawn articles a feed tells of."""
_ITEM = TypeAdapter(Item)
_LISTED = TypeAdapter(Listed)
Files = Mapping[str, bytes | None]


def shelve(article: Article, site: SiteFacts) -> None:
    """Store what lists hold of an article."""
    made = pages.items_of(article, site)
    found = [
        Shelved(language, it[0].section, it[0].dated, _ITEM.dump_json(it[0]).decode(), it[1])
        if it
        else Shelved(language, "", article.updated)
        for language, it in made.items()
    ]
    listed = pages.listed(article, site) if not article.withdrawn else None
    archive.record_listed({article.id: _LISTED.dump_json(listed).decode() if listed else ""})
    shelves.shelve(article.id, found)


def lists(desk: Desk, site: SiteFacts, spots: Iterable[Spot], seen: Iterable[date]) -> Iterator[Files]:
    """Yield the files of every list that these spots touch, and the sitemaps of the days on which articles were seen.

    A day's own files come last, after those that point to it: they tell whether it is new.
    """
    spots = set(spots)
    for shelf in sorted({spot.shelf for spot in spots}):
        yield pages.shelf_files(_newest(shelf), site)
    for spot in sorted(spots, key=lambda spot: (spot.shelf, spot.day)):
        yield from _of_day(desk, site, spot)
    for language in site.languages:
        yield from _of_edition(site, language, {spot.day for spot in spots if spot.shelf == Shelf(language)})
    yield pages.site_files(site, _sources())
    for day in seen:
        start = datetime.combine(day, time(), UTC)
        of_day = archive.listed(start, start + timedelta(days=1))
        yield pages.sitemap_files(pages.sitemap_key(start), map(_LISTED.validate_json, of_day), site)
    keys = [pages.sitemap_key(datetime.combine(day, time(), UTC)) for day in archive.days()]
    yield pages.sitemap_index_files(keys, site)


def every_spot(site: SiteFacts) -> Iterator[Spot]:
    """Yield every day of every shelf of a site; a shelf that holds nothing but what was withdrawn has one, too."""
    for language in site.languages:
        for shelf in (Shelf(language), *_parts(language)):
            found = [Spot(shelf, day) for day in shelves.days(shelf)]
            yield from found or [Spot(shelf, date.min)]


def _of_edition(site: SiteFacts, language: str, days: set[date]) -> Iterator[Files]:
    shelf = Shelf(language)
    newest = [_ITEM.validate_json(item) for item in shelves.items(shelf, pages.CANDIDATES)]
    parts = _parts(language)
    yield pages.front_files(language, newest, [part.section for part in parts if part.section], site)
    yield pages.standing_list_files(language, pages.Standing(_sources(), parts), site)
    for month in {day.replace(day=1) for day in days if day > date.min}:
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield pages.month_files(language, month, shelves.days_of(shelf, month, last), site)
    yield dict(pages.archive_files(language, shelves.months(shelf), site))


def _parts(language: str) -> list[Shelf]:
    """Return the sections and the sources that an edition has a page for, in the order of the paper."""
    present = shelves.sections(language)
    of_sections = [Shelf(language, section=key) for key in pages.sections() if key in present]
    return of_sections + [Shelf(language, source=slug) for slug in shelves.sources(language)]


def _newest(shelf: Shelf) -> pages.Newest:
    stories = [_story(*each) for each in shelves.latest(shelf, pages.LATEST)]
    deleted = [Deleted(*each) for each in shelves.gone(shelf, GONE)]
    return pages.Newest(shelf, stories, deleted, stories[0].item.dated.date() if stories else None)


def _of_day(desk: Desk, site: SiteFacts, spot: Spot) -> Iterator[Files]:
    """Yield the files of a day on a shelf, after those of the days beside it where it comes or goes."""
    if spot.day == date.min:
        return
    found = _day(spot)
    made = pages.day_files(found, site)
    if not found.stories or not all((desk.public / path).is_file() for path in made):
        for beside in (found.before, found.after):
            if beside:
                yield pages.day_files(_day(Spot(spot.shelf, beside)), site)
    yield made


def _day(spot: Spot) -> pages.OfDay:
    shelf, day = spot.shelf, spot.day
    stories = [_story(*each) for each in shelves.of_day(shelf, day)]
    return pages.OfDay(shelf, day, stories, shelves.before(shelf, day), shelves.after(shelf, day))


def _story(item: str, content: str) -> pages.Story:
    return pages.Story(_ITEM.validate_json(item), content)


def _sources() -> list[Source]:
    return [state.source for state in sources.sources()]
