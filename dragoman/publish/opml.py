"""Lists of feeds that readers can take along: those of an edition, and those that the site itself reads."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import public_address, shelf_feed, shelf_path
from dragoman.publish.render import render
from dragoman.publish.words import words
from dragoman.types import Shelf, Source
from dragoman.urls import gate


def feeds_list(language: str, named: Sequence[tuple[str, Shelf]], site: SiteFacts) -> bytes:
    """Return the Atom feeds of an edition's shelves as OPML 2.0."""
    feeds = [
        (name, site.url(shelf_feed(shelf, "atom")), site.url(shelf_path(shelf)), language) for name, shelf in named
    ]
    return render("feeds.opml", title=f"{site.title} · {words(language).plain('feeds')}", type="atom", feeds=feeds)


def sources_list(sources: Sequence[Source], site: SiteFacts) -> bytes:
    """Return the feeds that the site reads as OPML 2.0, but for folders of its own."""
    feeds = [
        (source.name, address, gate(source.home), source.language)
        for source in sources
        if (address := public_address(source.feed))
    ]
    return render("feeds.opml", title=site.title, type="rss", feeds=feeds)
