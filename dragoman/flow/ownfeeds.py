"""The lists of the operator's own feeds: what is newest in each, and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.flow.shelving import full_item
from dragoman.flow.touched import Touched
from dragoman.newsroom import picks
from dragoman.publish import site as pages
from dragoman.publish.facts import SiteFacts
from dragoman.publish.tree import Files
from dragoman.types import Shelf


def feed_lists(site: SiteFacts, shelf: Shelf, touched: Touched) -> Iterator[Files]:
    """Yield the lists of an own feed: of what is newest, and of its parts, each after what points to it."""
    yield pages.shelf_files(_picked(shelf, site), site)
    for part in sorted(spot.part for spot in touched.spots if spot.shelf == shelf):
        made, after = pages.part_files(_picked(shelf, site, part), site), picks.part_after(shelf, part)
        if after is not None and not touched.is_settled(made):
            yield pages.part_files(_picked(shelf, site, after), site)
        yield made


def _picked(shelf: Shelf, site: SiteFacts, part: int | None = None) -> pages.Listing:
    """Return what is newest in an own feed, or a part of it."""
    found = picks.latest(shelf, pages.LATEST) if part is None else picks.of_part(shelf, part)
    items, before = [full_item(*each) for each in found], picks.part_before(shelf, part)
    return pages.Listing(shelf, items, part=part, before=before, title=site.feed_title(shelf.feed))


def dropped(public: Path, site: SiteFacts) -> Iterator[Files]:
    """Yield the files of own feeds that stand in a tree and not in the settings: none is to be there."""
    for page in sorted(public.glob("*/feeds/*/index.html")):
        language, _, feed, _ = page.relative_to(public).parts
        if language in site.languages and not site.feed_title(feed):
            shelf = Shelf(language, feed=feed)
            for file in sorted(page.parent.glob("archive/[0-9]*/atom.xml")):
                yield pages.part_files(pages.Listing(shelf, part=int(file.parent.name)), site)
            yield pages.shelf_files(pages.Listing(shelf), site)
