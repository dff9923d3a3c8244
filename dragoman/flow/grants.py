"""What is vouched for a source, and what decides about the site: settings and registry in the policy's own types."""

from __future__ import annotations

from urllib.parse import urlsplit

from dragoman.config import Settings
from dragoman.newsroom.archive import StoredRevision
from dragoman.rights.policy import Grant, Site, decide
from dragoman.rights.registry import Registry, find
from dragoman.rights.signals import from_entry, settled
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Source


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


def decision_on_revision(registry: Registry, settings: Settings, revision: StoredRevision) -> Decision:
    """Return what may be done with a revision, from all that its publisher signals and its operator grants."""
    own = names_of(revision.source)
    told = (
        *from_entry(revision.entry, own=own),
        *revision.signals,
        *from_holders(revision.signals, own),
        *from_document(revision.document, own),
    )
    return decide(settled(told), grant_of(registry, revision.source), site_of(settings))
