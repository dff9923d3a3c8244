"""Bring the site tree up to date: the pages of the articles that changed, and the front pages and feeds they touch.

Article pages are written first, then the lists that name them, and only then is it stored that they are shown: after
a crash at any point the same files are written again, with the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import TemplateError
from pydantic import TypeAdapter

from dragoman import __version__
from dragoman.config import Settings
from dragoman.corrections.notices import notices
from dragoman.dispatch.local import Job
from dragoman.extract.identity import content_hash
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.flow.renditions import decision_on
from dragoman.newsroom import archive, history, reports
from dragoman.provenance import keys
from dragoman.publish import site as pages
from dragoman.publish import tree
from dragoman.publish.facts import SiteFacts
from dragoman.publish.reports import Counts
from dragoman.publish.sitemaps import Listed
from dragoman.publish.tree import Written
from dragoman.publish.words import PARTS
from dragoman.types import Article

BATCH = 100
UNSOUND = (ValueError, TypeError, LookupError, TemplateError)
"""What rendering an article that we did not foresee may raise."""
STAMP = ".dragoman"
"""The file of a tree that says which site and which templates it was written from."""
_LISTED = TypeAdapter(Listed)


def publish(desk: Desk, _: str) -> Iterable[Job]:
    """Write every page that is older than its facts; the tree is whole after each file."""
    site = facts(desk)
    anew = not _stamped(desk, site)
    if anew:
        archive.show_all_again()
    while ids := archive.unshown(BATCH):
        _show(desk, site, ids)
    if anew:
        _write_lists(desk, site, archive.days())
    tree.write(desk.public, {STAMP: stamp(site)})
    tree.sweep(desk.public)
    return [jobs.announce()] if desk.settings.push.hub else []


def stale(desk: Desk) -> bool:
    """Tell whether the tree lacks anything."""
    return bool(archive.unshown(1)) or not _stamped(desk, facts(desk))


def build(desk: Desk, out: Path) -> Written:
    """Write the whole tree of a site anew into a folder; what is there and not part of it stays."""
    site = facts(desk)
    signer = keys.signer(keys.folder_of(desk.folder))
    whole: list[Written] = [tree.write(out, pages.site_files(site))]
    for id_, version in archive.all_rendered():
        if (article := load(desk, id_, version)) is not None:
            whole.append(tree.write(out, pages.article_files(article, site, signer)))
    whole.append(tree.write(out, _lists(desk, site, archive.days())))
    whole.append(tree.write(out, {STAMP: stamp(site)}))
    tree.sweep(out)
    return Written(
        tuple(path for each in whole for path in each.written),
        tuple(path for each in whole for path in each.removed),
        sum(each.unchanged for each in whole),
    )


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
        takedown_hours=settings.reports.hours,
    )


def stamp(site: SiteFacts) -> bytes:
    """Name the site and the templates that a tree is written from."""
    told = json.dumps([__version__, _templates(), asdict(site)], sort_keys=True, default=bytes.decode)
    return hashlib.sha256(told.encode()).hexdigest().encode() + b"\n"


@cache
def _templates() -> str:
    """Name the templates and words; they stay as they are while we run."""
    told = hashlib.sha256()
    for part in ("templates", *PARTS):
        for file in sorted((files("dragoman.publish") / part).iterdir(), key=lambda file: file.name):
            told.update(file.read_bytes())
    return told.hexdigest()


@lru_cache(maxsize=8 * pages.LATEST)
def load(desk: Desk, id_: str, version: int) -> Article | None:
    """Return an article as its pages show it; None where nothing of it was ever rendered.

    The newest articles stand in several lists and are asked for at every publishing: they are kept by their version.
    """
    stored = archive.article(id_)
    if stored is None or not (stored.renditions or stored.slugs):
        return None
    revision = stored.revision
    return Article(
        id=id_,
        source=revision.source,
        url=revision.document.canonical or revision.document.url,
        first_seen=stored.first_seen,
        updated=stored.withdrawn_at or revision.seen,
        revision=revision.number,
        document=revision.document,
        decision=decision_on(desk, revision),
        renditions=stored.renditions,
        slugs=stored.slugs,
        withdrawn=stored.withdrawn,
        digest=content_hash(revision.document),
        updates=history.updates(id_, revision.number),
        notices=notices(revision.document),
    )


def _stamped(desk: Desk, site: SiteFacts) -> bool:
    file = desk.public / STAMP
    return file.is_file() and file.read_bytes() == stamp(site)


def _show(desk: Desk, site: SiteFacts, ids: list[str]) -> None:
    versions = archive.versions(ids)
    signer = keys.signer(keys.folder_of(desk.folder))
    days: set[date] = set()
    listed: dict[str, str] = {}
    for id_, version in versions.items():
        try:
            article = load(desk, id_, version)
            if article is None:
                continue
            tree.write(desk.public, pages.article_files(article, site, signer))
            found = pages.listed(article, site) if not article.withdrawn else None
        except UNSOUND as error:
            # One article that can't be shown must not keep the others from their readers.
            archive.record_unshowable(id_, f"Its pages could not be made ({type(error).__name__}: {error})")
            continue
        listed[id_] = _LISTED.dump_json(found).decode() if found else ""
        days.add(article.first_seen.astimezone(UTC).date())
    archive.record_listed(listed)
    _write_lists(desk, site, days)
    archive.record_shown(versions)


def _write_lists(desk: Desk, site: SiteFacts, days: Iterable[date]) -> None:
    if not _stamped(desk, site):
        tree.write(desk.public, pages.site_files(site))
    tree.write(desk.public, _lists(desk, site, days))


def _index(language: str, newest: list[Article], site: SiteFacts) -> dict[str, bytes]:
    """Return an edition's front page and feeds; an article that can't be shown is left out of them."""
    try:
        return pages.index_files(language, newest, site)
    except UNSOUND:
        sound = [article for article in newest if _sound(language, article, site)]
        return pages.index_files(language, sound, site)


def _loaded(desk: Desk, ids: list[str]) -> list[Article]:
    versions = archive.versions(ids)
    found = (load(desk, id_, versions[id_]) for id_ in ids)
    return [article for article in found if article]


def _sound(language: str, article: Article, site: SiteFacts) -> bool:
    try:
        pages.index_files(language, [article], site)
    except UNSOUND:
        return False
    return True


def _lists(desk: Desk, site: SiteFacts, days: Iterable[date]) -> Mapping[str, bytes | None]:
    """Return the front pages, the feeds, the sitemaps of some days and their index."""
    made: dict[str, bytes | None] = {}
    counts = Counts(**reports.counts())
    for language in site.languages:
        newest = (load(desk, *each) for each in archive.latest(language, pages.LATEST).items())
        made |= _index(language, [article for article in newest if article], site)
        made |= pages.record_files(language, _loaded(desk, history.corrected(language, pages.LATEST)), counts, site)
    for day in days:
        start = datetime.combine(day, time(), UTC)
        of_day = archive.listed(start, start + timedelta(days=1))
        made |= pages.sitemap_files(pages.sitemap_key(start), map(_LISTED.validate_json, of_day), site)
    keys = [pages.sitemap_key(datetime.combine(day, time(), UTC)) for day in archive.days()]
    return made | pages.sitemap_index_files(keys, site)
