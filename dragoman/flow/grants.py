"""What is vouched for a source, and what decides about the site: settings and registry in the policy's own types."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from dragoman.config import Settings
from dragoman.newsroom.archive import StoredRevision
from dragoman.rights.policy import Grant, Site, decide, expired
from dragoman.rights.reasons import say
from dragoman.rights.registry import Registry, find
from dragoman.rights.signals import from_entry, settled
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Level, Source


def grant_of(registry: Registry, source: Source) -> Grant:
    """Return what the operator vouches for a source, or else what the registry of sources knows of it."""
    # By the address that it is polled at: its home is what the feed says of itself, and may be anybody's.
    listed = find(registry, source.feed)
    blocked = listed.blocked if listed else ()
    if source.licence or listed is None:
        return Grant(source.licence, blocked=blocked)
    return Grant(listed.licence, "The registry of sources", blocked)


def site_of(settings: Settings) -> Site:
    """Return what decides about the site itself."""
    return Site(settings.site.commercial, settings.site.jurisdiction, settings.site.quotation)


def names_of(source: Source) -> tuple[str, ...]:
    """Return the names by which a source speaks of itself: its own, and its hosts'."""
    hosts = ((urlsplit(address).hostname or "").removeprefix("www.") for address in (source.home, source.feed))
    return tuple(name for name in dict.fromkeys((source.name, *hosts)) if name)


def decision_on_revision(registry: Registry, settings: Settings, revision: StoredRevision, now: datetime) -> Decision:
    """Return what may be done with a revision now, from all that its publisher signals and its operator grants."""
    own = names_of(revision.source)
    told = (
        *from_entry(revision.entry, own=own),
        *revision.signals,
        *from_holders(revision.signals, own),
        *from_document(revision.document, own),
    )
    decision = decide(settled(told), grant_of(registry, revision.source), site_of(settings))
    return as_it_stands(decision, now, complete=revision.document.complete)


def as_it_stands(decision: Decision, now: datetime, *, complete: bool) -> Decision:
    """Return a decision as it holds now: nothing past the time that a page set, of a part of a text its headline."""
    decision = expired(decision, now)
    if decision.level is Level.FULL and not complete:
        return replace(decision, level=Level.HEADLINE, reasons=(*decision.reasons, say("partial")))
    return decision
