"""What every page shows of the site, and the name of all that its tree is written from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files

from dragoman import __version__
from dragoman.config import Settings
from dragoman.flow.desk import Desk
from dragoman.provenance import keys
from dragoman.publish import themes
from dragoman.publish.facts import OwnFeed, SiteFacts
from dragoman.publish.words import PARTS

STAMP = ".dragoman"
"""The file of a tree that says which site and which templates it was written from."""


def facts(desk: Desk) -> SiteFacts:
    """Return what every page shows of the site, with the keys that its records are checked with."""
    folder = keys.folder_of(desk.folder)
    # A site made by an older Dragoman has none yet.
    keys.ensure(folder, desk.clock())
    return replace(site_facts(desk.settings), keys=keys.published(keys.public_keys(folder)))


def site_facts(settings: Settings) -> SiteFacts:
    """Return what every page shows of a site with these settings."""
    site = settings.site
    taglines = dict.fromkeys(site.languages, site.tagline) if site.tagline else {}
    return SiteFacts(
        site.title,
        site.address,
        site.languages,
        contact=site.contact,
        taglines=taglines,
        hub=settings.push.hub,
        form=settings.reports.form,
        pictures=settings.pictures.show,
        theme=themes.current().digest,
        takedown_hours=settings.reports.hours,
        feeds=tuple(OwnFeed(feed.name, feed.title, repr(feed)) for feed in settings.feeds),
    )


def stamp(site: SiteFacts) -> bytes:
    """Name the site and the templates that a tree is written from."""
    told = json.dumps([__version__, _templates(), asdict(site)], sort_keys=True, default=bytes.decode)
    return hashlib.sha256(told.encode()).hexdigest().encode() + b"\n"


def is_stamped(desk: Desk, site: SiteFacts) -> bool:
    """Tell whether the site's own tree was written from what holds now."""
    file = desk.public / STAMP
    return file.is_file() and file.read_bytes() == stamp(site)


@cache
def _templates() -> str:
    """Name the templates and words; they stay as they are while we run."""
    told = hashlib.sha256()
    for part in ("templates", *PARTS, ""):
        for file in sorted((files("dragoman.publish") / part).iterdir(), key=lambda file: file.name):
            if file.is_file():
                told.update(file.read_bytes())
    return told.hexdigest()
