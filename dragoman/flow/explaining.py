"""Explain what may be done with an address: the signals that it gives, what is vouched for it, and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from dragoman.clock import utc_now
from dragoman.config import Settings
from dragoman.errors import BadStatus, DragomanError, NotAFeed, NotAPage, UsageError
from dragoman.flow.desk import AGENT, door_settings, open_readers
from dragoman.flow.grants import circumstances, decided, decision_on_revision, names_of
from dragoman.flow.hostwords import HostWords, signals_from
from dragoman.flow.manners import PAID
from dragoman.flow.parsing import Page, parse_page
from dragoman.ingest import robots
from dragoman.ingest.feeds import parse_feed
from dragoman.net.answers import Request, Response
from dragoman.net.door import Door
from dragoman.newsroom import archive
from dragoman.rights.registry import Listed, Registry, find
from dragoman.rights.signals import from_entry, from_page
from dragoman.rights.sitefiles import ROBOTS, TDMREP_PATH
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Signal, Source
from dragoman.urls import gate


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: an address, under which settings, with which registry and which source vouched for."""

    url: str
    settings: Settings
    registry: Registry
    source: Source


@dataclass(frozen=True, slots=True)
class Explained:
    """All signals of an address in the order of their places, what the registry knows of it, and the decision."""

    signals: tuple[Signal, ...]
    decision: Decision
    listed: Listed | None = None
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as plain values."""
        decision, licence = self.decision, self.decision.licence
        return {
            "signals": [{"name": each.name, "value": each.value, "place": each.place} for each in self.signals],
            "registry": self.listed.model_dump(mode="json") if self.listed else None,
            "notes": list(self.notes),
            "level": decision.level,
            "excerpt": decision.excerpt or None,
            "licence": {"name": licence.name, "url": licence.url} if licence else None,
            "reasons": list(decision.reasons),
            "until": decision.until.isoformat() if decision.until else None,
            "uses": {use: {"allowed": decision.allows(use), "why": why} for use, why in decision.why},
        }


def explain_address(asked: Asked) -> Explained:
    """Fetch an address as the wire would, with all that its host says, and explain it."""
    url = gate(asked.url)
    if not url:
        raise UsageError(f"{asked.url} is no file and no address; give the http or https address of an article")
    with Door(door_settings(asked.settings)) as door:
        words = _words(door, url)
        if not robots.allowed(words.robots, url, AGENT):
            forbidden = (Signal("robots", "disallow", ROBOTS),)
            told = _Told(forbidden, ("The page was not fetched: robots.txt forbids it.",))
        else:
            told = _fetched(asked, door, url)
        signals = signals_from(words, url, told.signals, lambda address: _body(door, address))
        return _explained(asked, replace(told, signals=signals))


def explain_file(asked: Asked, body: bytes) -> Explained:
    """Explain a saved page or feed; what its host and its headers said is not known."""
    note = "A saved file: what its host and its headers say is not known."
    told = _read(asked, Response(asked.url, 200, {}, body))
    return _explained(asked, replace(told, notes=(*told.notes, note)))


@dataclass(frozen=True, slots=True)
class _Told:
    """The signals of what came, what is to be said of it, and whether it is the whole text."""

    signals: tuple[Signal, ...]
    notes: tuple[str, ...] = ()
    complete: bool = True


def _explained(asked: Asked, told: _Told) -> Explained:
    under = circumstances(asked.registry, asked.settings, asked.source)
    decision = decided(told.signals, under, utc_now(), complete=told.complete)
    return Explained(told.signals, decision, find(asked.registry, asked.source.feed), told.notes)


def _words(door: Door, url: str) -> HostWords:
    host = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
    try:
        rules = robots.robots_from(200, door.fetch(Request(f"{host}/robots.txt")).body)
    except BadStatus as error:
        rules = robots.robots_from(error.status)
    return HostWords(rules, _body(door, f"{host}{TDMREP_PATH}"))


def _body(door: Door, url: str) -> bytes:
    try:
        return door.fetch(Request(url)).body if url else b""
    except DragomanError:
        return b""


def _fetched(asked: Asked, door: Door, url: str) -> _Told:
    try:
        response = door.fetch(Request(url))
    except BadStatus as error:
        if error.status not in PAID:
            raise
        return _Told((Signal("free", "false", f"HTTP {error.status}"),), (str(error),))
    return _read(asked, response)


def _read(asked: Asked, response: Response) -> _Told:
    """Return what came, a page or a feed, says."""
    own = (*names_of(asked.source), urlsplit(response.url).hostname or "")
    page = Page(response.url, response.body, dict(response.headers))
    with open_readers(1) as readers:
        try:
            reading = readers.run(parse_page, page)
        except NotAPage as error:
            return _read_feed(response, own) or _Told(from_page(response.body, response.headers), (str(error),))
    signals = (*reading.signals, *from_holders(reading.signals, own), *from_document(reading.document, own))
    return _Told(signals, complete=reading.document.complete)


def _read_feed(response: Response, own: tuple[str, ...]) -> _Told | None:
    try:
        feed = parse_feed(response.body, response.url, response.content_type)
    except NotAFeed:
        return None
    headers = from_page(b"", response.headers)
    if not feed.entries:
        return _Told(headers, ("It is a feed, and holds nothing.",))
    entry = feed.entries[0]
    told = from_entry(entry, feed, (*own, feed.title))
    note = f"It is a feed; these are the signals of its newest item, {entry.title or entry.url}."
    return _Told((*headers, *told), (note,))


def decision_of_source(registry: Registry, settings: Settings, source: Source, now: datetime) -> Decision:
    """Return what may be done with a source now: with its newest article, or by its terms alone where none was read."""
    revision = archive.latest_of(source.slug)
    if revision:
        return decision_on_revision(registry, settings, replace(revision, source=source), now)
    return decided((), circumstances(registry, settings, source), now)


def source_of(sources: Iterator[Source], url: str, licence: str) -> Source:
    """Return the source of a site on whose host an address lies, or one that is known by the address alone."""
    host = urlsplit(url).netloc.removeprefix("www.")
    own = (
        each for each in sources if host in {urlsplit(a).netloc.removeprefix("www.") for a in (each.feed, each.home)}
    )
    # A page in a file has no host, and neither has an agency's folder.
    found = (next(own, None) if host else None) or Source("", url, "")
    return replace(found, licence=licence or found.licence)
