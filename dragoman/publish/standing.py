"""The pages that are always there: languages, how it works, sources, feeds, data, search, and failures."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import page_file, standing_path
from dragoman.publish.render import page, render
from dragoman.publish.sections import sections
from dragoman.publish.words import Words, words
from dragoman.types import Shelf, Source

Links = list[tuple[str, str]]
FAILED = "50x.html"
"""What a server in front of the tree shows where it can't answer."""
MISSING = "404.html"


@dataclass(frozen=True)
class EditionFacts:
    """What the pages that are always there tell beside the site: its sources, and which shelves an edition has."""

    sources: Sequence[Source] = ()
    shelves: Sequence[Shelf] = ()


def chooser_page(site: SiteFacts, failure: str = "") -> bytes:
    """Render the root page, a choice of languages; with `failure`, the page for what is `missing` or has `failed`."""
    every = [words(code) for code in site.languages]
    return render("chooser.html", site=site, w=every[0], all=every, failure=failure, tagline=lambda w: tagline(w, site))


def standing_files(language: str, found: EditionFacts, site: SiteFacts) -> dict[str, bytes]:
    """Return the pages of an edition that tell of the site and not of the news."""
    table = words(language).table
    told: dict[str, dict[str, Any]] = {
        "how": {"how": table["how"], "rates": rates()},
        "sources": {"sources": found.sources, "listed": {shelf.source for shelf in found.shelves}},
        "feeds": {"shelves": named_shelves(language, found, site)},
        "data": {"shelves": named_shelves(language, found, site)},
        "search": {},
        "offline": {},
    }
    return {
        page_file(standing_path(language, name)): _page(name, language, site, facts) for name, facts in told.items()
    }


def _page(name: str, language: str, site: SiteFacts, facts: dict[str, Any]) -> bytes:
    path = standing_path(language, name)
    links = links_of(site, lambda code: standing_path(code, name))
    return page(f"{name}.html", Shelf(language), site, path=path, tongue_links=links, **facts)


def named_shelves(language: str, found: EditionFacts, site: SiteFacts) -> list[tuple[str, Shelf]]:
    """Return the shelves of an edition by name: own feeds, sections in the order of the paper, then sources."""
    names = words(language).table["section"]
    of_sections = {shelf.section: shelf for shelf in found.shelves if shelf.section}
    of_sources = {shelf.source: shelf for shelf in found.shelves if shelf.source}
    named = [(feed.title, Shelf(language, feed=feed.name)) for feed in site.feeds]
    named += [(names[key], of_sections[key]) for key in sections() if key in of_sections]
    return named + [(source.name, of_sources[source.slug]) for source in found.sources if source.slug in of_sources]


@lru_cache
def rates() -> dict[str, Any]:
    """Return how often the checks are right, as measured: the figures of docs/fidelity.md."""
    found = tomllib.loads((files("dragoman.publish") / "rates.toml").read_text("utf-8"))
    engines = [row for row in found["alarms"] if not row["by"].startswith("people")]
    spans = {key: (min(row[key] for row in engines), max(row[key] for row in engines)) for key in ("fail", "either")}
    return {**found, "engines": spans}


def tagline(found: Words, site: SiteFacts) -> str:
    """Return what the site says of itself in a language."""
    return site.tagline(found.language) or found.plain("tagline")


def links_of(site: SiteFacts, path: Callable[[str], str]) -> Links:
    return [(code, site.href(path(code))) for code in site.languages]
