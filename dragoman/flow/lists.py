"""Bring the lists of the site tree up to date: those of the shelves and days that articles left or came to.

All that a list is made of is stored beside its articles, so that the cost of publishing one is that of its own lists:
a few queries along an index, of a few dozen rows or of one day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial

from dragoman.flow.ownfeeds import feed_lists
from dragoman.flow.shelving import full_item, item_of, listed_of
from dragoman.flow.touched import Touched
from dragoman.newsroom import notes, picks, pins, shelves, showing, sources, tellings
from dragoman.newsroom.pins import Pin
from dragoman.newsroom.spots import Spot
from dragoman.publish import site as pages
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Deleted
from dragoman.publish.paths import SITEMAPS, STYLE, archive_path, day_path, front_path, page_file, shelf_data
from dragoman.publish.tree import Files
from dragoman.types import Shelf

STANDING = "standing pages"
"""The note that says of what the pages that tell of the site were last made."""
GONE = 10
"""How many withdrawn articles a feed tells of."""
HELD = 16
"""Parts of a shelf that are kept in memory while its lists are made: its days are made of them too."""


def lists(site: SiteFacts, touched: Touched) -> Iterator[Files]:
    """Yield the files of every list that is touched; what shows that a list is there comes after what points to it."""
    for shelf in sorted({spot.shelf for spot in touched.spots}):
        yield from feed_lists(site, shelf, touched) if shelf.feed else _of_shelf(site, shelf, touched)
    every = sources.known()
    told = {language: pages.EditionFacts(every, _parts(language)) for language in site.languages}
    fronts = {language: standing for language, standing in told.items() if _is_touched(language, touched)}
    pinned = pins.every() if fronts else []
    for language, standing in fronts.items():
        sections = [shelf.section for shelf in standing.shelves if shelf.section]
        yield pages.front_files(language, candidates(language, pinned), sections, site)
    for language in site.languages:
        if not touched.stands(page_file(archive_path(language))):
            yield dict(pages.archive_files(language, shelves.months(Shelf(language)), site))
    yield from _standing(site, told, touched)
    yield from _sitemaps(site, touched)


def _of_shelf(site: SiteFacts, shelf: Shelf, touched: Touched) -> Iterator[Files]:
    """Yield the lists of what is newest on a shelf, of its parts, and of its days."""
    newest = _newest(shelf)
    yield pages.shelf_files(newest, site)
    held = lru_cache(maxsize=HELD)(partial(_held, shelf, newest.before))
    parts = touched.parts.get(shelf, set())
    for part in (*_bared(newest, parts, touched), *sorted(parts)):
        made = pages.part_files(held(part), site)
        if not touched.is_settled(made):
            after = shelves.part_after(shelf, part)
            # What is touched itself has its own turn; before that it must not look as if it had stood.
            if after is not None and after not in parts:
                yield pages.part_files(held(after), site)
        yield made
    for day in sorted(touched.days.get(shelf, ())):
        yield from _day(site, _DayOf(shelf, day, held), touched)


def _bared(newest: pages.Listing, parts: Collection[int], touched: Touched) -> list[int]:
    """Return the other parts of a section or a source that come or go, since what is newest holds all of them or not.

    In this order they are found again where we are stopped between.
    """
    shelf, part = newest.shelf, newest.before
    if not (shelf.section or shelf.source):
        return []
    come: list[int] = []
    gone: list[int] = []
    while part is not None and (part in parts or not touched.stands(shelf_data(shelf, part))):
        come.insert(0, part)
        part = shelves.part_before(shelf, part)
    part = shelves.part_after(shelf, -1 if newest.before is None else newest.before)
    while part is not None and touched.stands(shelf_data(shelf, part)):
        gone.insert(0, part)
        part = shelves.part_after(shelf, part)
    return [part for part in come + gone if part not in parts]


def _day(site: SiteFacts, found: _DayOf, touched: Touched) -> Iterator[Files]:
    """Yield the pages of a day of an edition, after those that point to it, where it comes or goes."""
    shelf, days = found.shelf, touched.days[found.shelf]
    changed, apart = days[found.day], set(found.parts[:-1])
    places = {part: page_file(day_path(shelf.language, found.day, part)) for part in changed.union(found.parts)}
    settled = all(touched.stands(place) == (part in apart) for part, place in places.items())
    # Every part names all others.
    yield from (found.part(part, site) for part in sorted(changed if settled else places))
    whole = found.whole(site)
    if not touched.is_settled(whole):
        for beside in (found.before, found.after):
            if beside and beside not in days:
                other = _DayOf(shelf, beside, found.held)
                yield from (other.part(part, site) for part in other.parts)
                yield other.whole(site)
        month = _month(found.day)
        yield pages.month_files(shelf.language, month, shelves.days_of(shelf, month, _last(month)), site)
        yield dict(pages.archive_files(shelf.language, shelves.months(shelf), site))
    yield whole


class _DayOf:
    """A day of an edition: its parts, and the days beside it."""

    def __init__(self, shelf: Shelf, day: date, held: Callable[[int], pages.Listing]) -> None:
        self.shelf, self.day, self.held = shelf, day, held
        self.parts = shelves.parts_of(shelf, day)
        self.before, self.after = shelves.before(shelf, day), shelves.after(shelf, day)

    def whole(self, site: SiteFacts) -> Files:
        return pages.day_files(self._of(self.parts[-1] if self.parts else 0), site)

    def part(self, part: int, site: SiteFacts) -> Files:
        return pages.day_part_files(self._of(part), site)

    def _of(self, part: int) -> pages.Day:
        items = [item for item in self.held(part).items if item.dated.date() == self.day]
        return pages.Day(self.shelf.language, self.day, part, items, self.parts, self.before, self.after)


def _month(day: date) -> date:
    return day.replace(day=1)


def _last(month: date) -> date:
    return _month(month + timedelta(days=32)) - timedelta(days=1)


def _sitemaps(site: SiteFacts, touched: Touched) -> Iterator[Files]:
    made: list[Files] = []
    for day in sorted(touched.seen):
        start = datetime.combine(day, time(), UTC)
        of_day = showing.listed(start, start + timedelta(days=1))
        made.append(pages.sitemap_files(pages.sitemap_key(start), map(listed_of, of_day), site))
    if not all(touched.is_settled(files) for files in made) or not touched.stands(SITEMAPS):
        keys = [pages.sitemap_key(datetime.combine(day, time(), UTC)) for day in showing.days()]
        yield pages.sitemap_index_files(keys, site)
    yield from made


def every_spot(site: SiteFacts) -> Iterator[Spot]:
    """Yield every spot of every shelf of a site."""
    for language in site.languages:
        for shelf in (Shelf(language), *_parts(language)):
            yield from shelves.every_spot(shelf)
        for feed in site.feeds:
            yield from picks.every_spot(Shelf(language, feed=feed.name))


def _is_touched(language: str, touched: Touched) -> bool:
    """Tell whether the front page of an edition is to be written."""
    shown = touched.stands(page_file(front_path(language)))
    return not shown or any(spot.shelf == Shelf(language) for spot in touched.spots)


def candidates(language: str, pinned: Sequence[Pin]) -> pages.Candidates:
    """Return what the front page of an edition is made of."""
    newest = [item_of(item) for item in shelves.items(Shelf(language), pages.CANDIDATES)]
    first = [[item_of(item) for item in tellings.items(pins.reports(pin), language)] for pin in pinned]
    return pages.Candidates(newest, first)


def _standing(site: SiteFacts, found: Mapping[str, pages.EditionFacts], touched: Touched) -> Iterator[Files]:
    """Yield the pages that tell of the site, where what they tell has changed since they were written."""
    digest = hashlib.sha256(repr(found).encode()).hexdigest()
    if digest == notes.read(STANDING) and touched.stands(STYLE):
        return
    for language, standing in found.items():
        yield pages.standing_list_files(language, standing, site)
    yield pages.site_files(site, found[site.languages[0]].sources)
    if touched.at_home:
        notes.write(STANDING, digest)


def _parts(language: str) -> list[Shelf]:
    """Return the sections and the sources that an edition has a page for."""
    of_sections = [Shelf(language, section=key) for key in shelves.sections(language)]
    return of_sections + [Shelf(language, source=slug) for slug in shelves.sources(language)]


def _newest(shelf: Shelf) -> pages.Listing:
    found = shelves.latest(shelf, pages.LATEST)
    deleted = [Deleted(*each) for each in shelves.gone(shelf, GONE)]
    # The days of an edition, and its archive of feeds, name all of its parts.
    known = set() if shelf.whole else {number for number, *_ in found}
    return pages.Listing(
        shelf, [full_item(*each) for _, *each in found], deleted, before=shelves.last_part(shelf, known)
    )


def _held(shelf: Shelf, last: int | None, part: int) -> pages.Listing:
    """Return a part of a shelf; one after the last is without anything."""
    if last is None or part > last:
        return pages.Listing(shelf, part=part)
    items = [full_item(*each) for each in shelves.of_part(shelf, part)]
    return pages.Listing(shelf, items, part=part, before=shelves.part_before(shelf, part))
