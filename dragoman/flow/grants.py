"""What is vouched for a source, and what decides about the site: settings and registry in the policy's own types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from dragoman.config import Settings
from dragoman.newsroom.archive import StoredRevision
from dragoman.rights.policy import Grant, Site, decide, expired
from dragoman.rights.reasons import say
from dragoman.rights.registry import Registry, find
from dragoman.rights.signals import from_entry, settled
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Document, Level, Signal, Source
from dragoman.urls import bare_host


def grant_of(registry: Registry, source: Source) -> Grant:
    """Return what the operator vouches for a source, or else what the registry of sources knows of it."""
    # By the address that it is polled at: its home is what the feed says of itself, and may be anybody's.
    listed = find(registry, source.feed)
    if listed is None:
        return Grant(source.licence)
    own = Grant(source.licence) if source.licence else Grant(listed.licence, "The registry of sources")
    return replace(own, blocked=listed.blocked, state_media=listed.state)


def site_of(settings: Settings) -> Site:
    """Return what decides about the site itself."""
    return Site(settings.site.commercial, settings.site.jurisdiction, settings.site.quotation)


def names_of(source: Source) -> tuple[str, ...]:
    """Return the names by which a source speaks of itself: its own, and its hosts'."""
    hosts = map(bare_host, (source.home, source.feed))
    return tuple(name for name in dict.fromkeys((source.name, *hosts)) if name)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the operator brings to every decision: what is vouched for a source, and what the site itself is."""

    grant: Grant
    site: Site


def circumstances(registry: Registry, settings: Settings, source: Source) -> Circumstances:
    """Return what decides about a source beside the signals of its articles."""
    return Circumstances(grant_of(registry, source), site_of(settings))


def decided(signals: Iterable[Signal], under: Circumstances, now: datetime, *, complete: bool = True) -> Decision:
    """Return what may be done now with an article that gives these signals; of a part of a text its headline."""
    decision = expired(decide(settled(signals), under.grant, under.site), now)
    if decision.level is Level.FULL and not complete:
        return replace(decision, level=Level.HEADLINE, reasons=(*decision.reasons, say("partial")))
    return decision


def publisher_of(registry: Registry, source: Source, document: Document) -> Source:
    """Return who answers for a text: the source that lists it, but for an original elsewhere its own publisher."""
    host = urlsplit(document.url).hostname or ""
    listed = find(registry, document.url)
    if (
        not document.relay
        or host == urlsplit(source.feed).hostname
        or (listed and listed is find(registry, source.feed))
    ):
        return source
    return Source(source.slug, document.url, document.publisher or host, document.url)


def signals_on(revision: StoredRevision) -> tuple[Signal, ...]:
    """Return all that a revision's publisher signals: its entry, its page with headers and host, and its text.

    An entry that lists a translation says nothing for the original that is read in its place.
    """
    own = (*names_of(revision.source), urlsplit(revision.document.relay and revision.document.url).hostname or "")
    return (
        *(() if revision.document.relay else from_entry(revision.entry, own=own)),
        *revision.signals,
        *from_holders(revision.signals, own),
        *from_document(revision.document, own),
    )


def decision_on_revision(registry: Registry, settings: Settings, revision: StoredRevision, now: datetime) -> Decision:
    """Return what may be done with a revision now, from all that its publisher signals and its operator grants."""
    under = circumstances(registry, settings, publisher_of(registry, revision.source, revision.document))
    return decided(signals_on(revision), under, now, complete=revision.document.complete)
