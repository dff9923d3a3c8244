"""Add sources: one that is looked at first, or a whole list of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

from dragoman.cli.app import open_desk, open_site
from dragoman.clock import utc_now
from dragoman.errors import DragomanError, UsageError
from dragoman.flow.discovery import Found, find
from dragoman.ingest import opml
from dragoman.ingest.opml import Outline
from dragoman.newsroom import sources
from dragoman.rights.registry import Listed
from dragoman.types import Decision, Entry, Kind, Source
from dragoman.urls import bare_host, normalised

SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
"""Short names of sources, which stand in addresses and as folders."""
SHOWN = 3
"""Entries that are shown of a new source."""


def add_source(site: Path, wanted: Source) -> Iterator[str]:
    """Store a new source, after a look at it; yield what was found, a line each."""
    if Path(wanted.feed).is_absolute():
        open_site(site)
        yield from _store(replace(wanted, kind=Kind.AGENCY))
        return
    with open_desk(site, parts=()) as desk:
        try:
            found = find(desk, wanted)
        except DragomanError as error:
            if not error.transient:
                raise
            yield f"It could not be looked at now: {error}"
            yield from _store(wanted)
            return
    yield from _store(
        replace(
            wanted,
            feed=found.url,
            kind=found.kind,
            name=wanted.name or found.feed.title,
            home=found.feed.link,
            language=wanted.language or found.feed.language,
        )
    )
    yield from _told(found)


def import_sources(body: bytes, licence: str) -> str:
    """Store the feeds of an OPML list, and say how many are new."""
    found = opml.read(body)
    taken = sources.names()
    new = []
    for outline in found:
        name = _free_name(outline.feed, taken)
        taken.add(name)
        new.append(_source(outline, name, licence))
    added = sources.add_sources(new, utc_now())
    return f"Added {added} of {len(found)} sources; they are polled in the next run"


def export_sources(title: str) -> str:
    """Return all sources as OPML."""
    found = [_outline(state.source) for state in sources.sources()]
    return opml.write(found, title, utc_now()).decode()


def _store(source: Source) -> Iterator[str]:
    if source.slug and not SHORT.fullmatch(source.slug):
        raise UsageError(
            f"A short name is made of small letters, digits and hyphens, 80 at most; {source.slug!r} is none"
        )
    _refuse_twin(source.feed)
    source = replace(source, slug=source.slug or _free_name(source.feed, sources.names()))
    name = sources.add_source(source, utc_now())
    yield f"Added {name} ({source.kind}): {source.feed}; it is polled in the next run"


def _refuse_twin(feed: str) -> None:
    """Raise UsageError where a source has the same address in another spelling."""
    twins = [each.source for each in sources.sources() if normalised(each.source.feed) == normalised(feed)]
    if twins:
        raise UsageError(f"There is a source with the feed {twins[0].feed} already; it is {twins[0].slug}")


def _told(found: Found) -> Iterator[str]:
    feed = found.feed
    yield f"  {feed.title or 'No title'}, {feed.language or 'language not said'}, {len(feed.entries)} entries"
    yield from (f"  {_when(entry)}  {entry.title or entry.url}" for entry in feed.entries[:SHOWN])
    if found.listed:
        yield f"  {known(found.listed)}"
    yield f"  {standing(found.decision)}"


def _when(entry: Entry) -> str:
    return f"{entry.published.astimezone(UTC):%Y-%m-%d %H:%MZ}" if entry.published else "no date          "


def known(listed: Listed) -> str:
    """Return what the registry knows of a source as a line."""
    licence = listed.licence or "no licence that a translation needs"
    terms = f"; its terms: {listed.terms}" if listed.terms else ""
    return f"In the registry of sources: {listed.name}, {licence} (read {listed.read}){terms}. {listed.note}".rstrip()


def standing(decision: Decision) -> str:
    """Return what may be done, and why, as a line."""
    named = f"Licence: {decision.licence.name}. " if decision.licence else ""
    level = f"excerpt of {decision.excerpt} characters" if decision.excerpt else str(decision.level)
    translated = "translated" if decision.translate else "not translated"
    return f"{named}Shown as {level}, {translated}: {' '.join(decision.reasons)}"


def _outline(source: Source) -> Outline:
    return Outline(
        feed=source.feed,
        title=source.name,
        home=source.home,
        language=source.language,
        kind=source.kind,
        selector=source.selector,
        licence=source.licence,
    )


def _source(outline: Outline, name: str, licence: str) -> Source:
    return Source(
        name,
        outline.feed,
        outline.title,
        outline.home,
        outline.language,
        outline.licence or licence,
        outline.kind,
        outline.selector,
    )


def _free_name(feed: str, taken: Container[str]) -> str:
    """Return a short name for a feed that no source has: its host and the telling part of its path."""
    return next(each for each in _numbered(_short(feed)) if each not in taken)


def _numbered(name: str) -> Iterable[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _short(feed: str) -> str:
    path = re.sub(r"\.(xml|rss|atom|json)$", "", urlsplit(feed).path)
    words = re.findall(r"[a-z0-9]+", f"{bare_host(feed)} {path}".lower())
    return "-".join(word for word in words if word not in ("feed", "feeds", "rss"))[:70].strip("-") or "source"
