"""Find what can be polled at an address: a feed, the feed of a home page, a sitemap, an agency's items, a section."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from dragoman.errors import BadStatus, DragomanError, NotAFeed
from dragoman.flow.desk import Desk
from dragoman.flow.grants import circumstances, decided, names_of
from dragoman.flow.hostwords import signals_of
from dragoman.flow.listing import read
from dragoman.flow.manners import fetch, rules_of
from dragoman.ingest import robots
from dragoman.ingest.discovery import Candidate, best, candidates
from dragoman.net.answers import Response
from dragoman.rights.registry import Listed
from dragoman.rights.registry import find as find_listed
from dragoman.rights.signals import from_entry
from dragoman.types import Decision, Feed, Kind, Signal, Source

LOOKED_AT = 10
"""Candidates that are fetched at most."""
ENOUGH = 3
"""Candidates that hold entries after which no more are fetched."""
ITSELF = (Kind.FEED, Kind.SITEMAP, Kind.AGENCY)
"""What an address may answer with by itself; a page is a section only where nothing better is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to poll: its kind and address, what it holds now, and what its signals let us do."""

    kind: Kind
    url: str
    feed: Feed
    decision: Decision
    listed: Listed | None = None
    """What the registry of sources knows of it."""


def find(desk: Desk, wanted: Source) -> Found:
    """Find what to poll at the address of a source whose kind may be a mere guess; raise NotAFeed where nothing is.

    A kind other than FEED, or a selector, is the operator's word and taken as it is.
    """
    try:
        response = fetch(desk, wanted.feed)
    except BadStatus as error:
        if error.transient:
            raise
        raise NotAFeed(f"{str(error).rstrip('.')}; check the address, or give that of a feed") from None
    if wanted.selector or wanted.kind is not Kind.FEED:
        kind = Kind.SECTION if wanted.selector else wanted.kind
        return _found(desk, wanted, Candidate(wanted.feed, kind), read(desk, kind, response, wanted.selector))
    for kind in ITSELF:
        with suppress(NotAFeed):
            return _found(desk, wanted, Candidate(wanted.feed, kind), read(desk, kind, response))
    held = list(_held(desk, response))
    if not held:
        raise NotAFeed(
            f"{wanted.feed} is no feed and leads to none; give a feed's address, or pick links by --selector"
        )
    chosen = best(held, desk.clock())
    return _found(desk, wanted, chosen, dict(held)[chosen])


def _held(desk: Desk, page: Response) -> Iterator[tuple[Candidate, Feed]]:
    """Yield the candidates of a page that hold entries, with these; the first enough of them."""
    link, sitemaps = page.headers.get("link", ""), robots.sitemaps(rules_of(desk, page.url))
    found = 0
    *elsewhere, itself = candidates(page.body, page.url, page.content_type, link, sitemaps)
    for candidate in (*elsewhere[:LOOKED_AT], itself):
        if found == ENOUGH or (found and candidate is itself):
            return
        with suppress(DragomanError):
            response = page if candidate is itself else fetch(desk, candidate.url)
            feed = read(desk, candidate.kind, response)
            if feed.entries or feed.parts:
                yield candidate, feed
                found += 1


def _found(desk: Desk, wanted: Source, chosen: Candidate, feed: Feed) -> Found:
    listed = find_listed(desk.registry, chosen.url)
    source = replace(wanted, feed=chosen.url, home=wanted.home or feed.link)
    entry = feed.entries[0] if feed.entries else None
    own = from_entry(entry, feed, names_of(source)) if entry else ()
    signals: tuple[Signal, ...] = own
    with suppress(DragomanError):
        signals = signals_of(desk, chosen.url, own)
    decision = decided(signals, circumstances(desk.registry, desk.settings, source), desk.clock())
    return Found(chosen.kind, chosen.url, feed, decision, listed)
