"""The pages that list articles: front page, sections, sources, days, and the archive of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import groupby

from markupsafe import Markup

from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Item, Listing
from dragoman.publish.paths import archive_path, page_file, shelf_path, utc
from dragoman.publish.pieces import KEPT
from dragoman.publish.ranking import laid_out
from dragoman.publish.render import page, render_text
from dragoman.publish.sections import sections as every_section
from dragoman.publish.standing import links_of, tagline
from dragoman.publish.words import words
from dragoman.types import Shelf


@dataclass(frozen=True)
class Candidates:
    """What a front page is made of: the newest items of an edition, and for each pin those of which the best leads."""

    newest: Sequence[Item]
    pins: Sequence[Sequence[Item]] = ()


def front_page(language: str, found: Candidates, sections: Sequence[str], site: SiteFacts) -> bytes:
    """Render the front page of an edition; `sections` are those that have a page."""
    day = max((item.updated for item in found.newest), default=None)
    return page(
        "front.html",
        Shelf(language),
        site,
        front=laid_out(found.newest, found.pins),
        sections=[section for section in every_section() if section in sections],
        day=day,
        card=partial(_card, site, utc(day).date() if day else None),
        tagline=tagline(words(language), site),
        tongue_links=links_of(site, lambda code: shelf_path(Shelf(code))),
    )


def shelf_page(found: Listing, site: SiteFacts) -> bytes:
    """Render the page of a section or of a source from what is newest on it."""
    shelf, items = found.shelf, found.items
    sizes = ("head", *["card"] * len(items))
    cards = [
        f"{_card(site, items[0].dated.date(), item, size, 2)}\n".encode()
        for item, size in zip(items, sizes, strict=False)
    ]
    home = items[0].source_home if shelf.source and items else ""
    return page("shelf.html", shelf, site, cards, name=found.name, items=items, home=home)


@lru_cache(maxsize=KEPT)
def _card(site: SiteFacts, day: date | None, item: Item, size: str, level: int) -> Markup:
    """Return an article as a list shows it that was made on a day."""
    return Markup(render_text("cards.html", "card", item, size, level, site, words(item.language), day))  # noqa: S704


@lru_cache(maxsize=KEPT)
def _line(item: Item, site: SiteFacts) -> bytes:
    return f"{render_text('cards.html', 'line', item, site, words(item.language))}\n".encode()


@dataclass(frozen=True)
class Day:
    """What a part has of a day of an edition: its items, newest first.

    `parts` are all that have any of the day, in order; `before` and `after` are the days that have any.
    """

    language: str
    day: date
    part: int
    items: Sequence[Item]
    parts: Sequence[int]
    before: date | None = None
    after: date | None = None


def day_page(day: Day, path: str, site: SiteFacts) -> bytes:
    """Render a day of the archive, or what a part has of it, for a path."""
    lines = [_line(item, site) for item in day.items]
    return page("day.html", Shelf(day.language), site, lines, it=day, path=path)


def archive_files(language: str, months: Sequence[date], site: SiteFacts) -> dict[str, bytes]:
    """Return the archive's own page, which names its months."""
    years = [(year, list(found)) for year, found in groupby(sorted(months, reverse=True), lambda month: month.year)]
    return {page_file(archive_path(language)): page("archive.html", Shelf(language), site, years=years)}


def month_files(language: str, month: date, days: Sequence[date], site: SiteFacts) -> Mapping[str, bytes | None]:
    """Return the page of a month, which names its days; a month without any has none."""
    made = page("month.html", Shelf(language), site, month=month, days=days) if days else None
    return {page_file(archive_path(language, f"{month:%Y-%m}")): made}
