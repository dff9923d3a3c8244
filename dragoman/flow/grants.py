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
from dragoman.types import Decision, Level, Signal, Source


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


@dataclass(frozen=True, slots=True)
class Standing:
    """What the operator brings to every decision: what is vouched for a source, and what the site itself is."""

    grant: Grant
    site: Site


def standing(registry: Registry, settings: Settings, source: Source) -> Standing:
    """Return what decides about a source beside the signals of its articles."""
    return Standing(grant_of(registry, source), site_of(settings))


def decided(signals: Iterable[Signal], under: Standing, now: datetime, *, complete: bool = True) -> Decision:
    """Return what may be done now with an article that gives these signals; of a part of a text its headline."""
    decision = expired(decide(settled(signals), under.grant, under.site), now)
    if decision.level is Level.FULL and not complete:
        return replace(decision, level=Level.HEADLINE, reasons=(*decision.reasons, say("partial")))
    return decision


def signals_on(revision: StoredRevision) -> tuple[Signal, ...]:
    """Return all that a revision's publisher signals: its entry, its page with headers and host, and its text."""
    own = names_of(revision.source)
    return (
        *from_entry(revision.entry, own=own),
        *revision.signals,
        *from_holders(revision.signals, own),
        *from_document(revision.document, own),
    )


def decision_on_revision(registry: Registry, settings: Settings, revision: StoredRevision, now: datetime) -> Decision:
    """Return what may be done with a revision now, from all that its publisher signals and its operator grants."""
    under = standing(registry, settings, revision.source)
    return decided(signals_on(revision), under, now, complete=revision.document.complete)
