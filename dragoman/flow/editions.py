"""Bring the site tree up to date: the pages of the articles that changed, and the front pages and feeds they touch.

Article pages are written first, then the lists that name them, and only then is it stored that they are shown: after
a crash at any point the same files are written again, with the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import structlog

from dragoman import __version__, metrics, traces
from dragoman.config import Settings
from dragoman.corrections.notices import notices
from dragoman.dispatch.local import Job
from dragoman.extract.identity import content_hash
from dragoman.flow import illustrating, jobs, storypages
from dragoman.flow.desk import Desk
from dragoman.flow.lists import Touched, dropped, every_spot, lists, shelve
from dragoman.flow.stories import join
from dragoman.newsroom import archive, history, notes, pictures, pins, reports, showing, spots, stories, tellings
from dragoman.newsroom.setup import alone
from dragoman.provenance import keys
from dragoman.publish import site as pages
from dragoman.publish import themes, tree
from dragoman.publish.facts import OwnFeed, SiteFacts
from dragoman.publish.reports import Counts
from dragoman.publish.themes import UNSOUND
from dragoman.publish.tree import Written
from dragoman.publish.words import PARTS
from dragoman.types import Article

log = structlog.get_logger()

BATCH = 100
ACCOUNTS = "pages of account"
"""The notes that say of what an edition's pages of corrections and takedowns were last made."""
STAMP = ".dragoman"
"""The file of a tree that says which site and which templates it was written from."""


@alone("publish")
def publish(desk: Desk, _: str) -> Iterable[Job]:
    """Write every page that is older than its facts; the tree is whole after each file."""
    site = facts(desk)
    anew = not _stamped(desk, site)
    if anew:
        showing.show_all_again()
        tellings.show_all_again()
    # Whose articles let them go before this moment have their pages written without them below.
    orphans = pictures.orphans(illustrating.ORPHANS)
    pins.end(desk.clock())
    late = True
    while late:  # what is to be shown, or taken down, waits for one batch of what is to be joined at most
        late = join(desk)
        while found := showing.unshown(BATCH):
            shown = _show(desk, site, {id_: each.version for id_, each in found.items()})
            _note(desk, shown, {id_ for id_, each in found.items() if each.new and not anew})
        storypages.show(desk, site)
    if spots.touched():
        _relist(desk, site)
    illustrating.drop(desk, orphans)
    whole = chain(dropped(desk.public, site), lists(site, _whole(site))) if anew else ()
    for made in chain(whole, _accounts(desk, site, desk.public, anew=anew)):
        tree.write(desk.public, made)
    tree.write(desk.public, {STAMP: stamp(site)})
    tree.sweep(desk.public)
    return [jobs.announce()]


def stale(desk: Desk, *, here: bool = True) -> bool:
    """Tell whether the tree lacks anything, as far as facts tell it where the tree is not `here` but elsewhere."""
    site = facts(desk)
    of_old = here and not _stamped(desk, site)
    late = bool(
        showing.unshown(1) or tellings.unshown(1) or stories.unjoined(1) or stories.loose() or pictures.orphans(1)
    )
    pinned = pins.over(desk.clock()) or bool(spots.touched())
    return of_old or late or pinned or any(_unanswered(site))


def build(desk: Desk, out: Path) -> Written:
    """Write the whole tree of a site anew into a folder; what is there and not part of it stays."""
    site = facts(desk)
    signer = keys.signer(keys.folder_of(desk.folder))
    whole: list[Written] = []
    for id_ in showing.all_rendered():
        try:
            if (article := load(desk, id_)) is not None:
                whole.append(tree.write(out, illustrating.files_of(desk, article, out)))
                made = pages.made_of(article, site, signer)
                whole.append(tree.write(out, made.files))
                shelve(article, made.items, site, desk.settings.feeds)
        except UNSOUND as error:
            showing.record_unshowable(id_, _unshowable(error))
    whole += [tree.write(out, each) for id_ in tellings.every_story() for each in storypages.files(site, id_)]
    touched = spots.touched()
    whole += [
        tree.write(out, found)
        for found in chain(lists(site, _whole(site, at_home=out == desk.public)), _accounts(desk, site, out, anew=True))
    ]
    if out == desk.public:
        spots.record_listed(touched)
    whole.append(tree.write(out, {STAMP: stamp(site)}))
    tree.sweep(out)
    return Written(
        tuple(path for each in whole for path in each.written),
        tuple(path for each in whole for path in each.removed),
        sum(each.unchanged for each in whole),
    )


def _whole(site: SiteFacts, *, at_home: bool = True) -> Touched:
    """Touch every list of a site."""
    return Touched(frozenset(every_spot(site)), frozenset(showing.days()), lambda _: False, at_home)


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


@cache
def _templates() -> str:
    """Name the templates and words; they stay as they are while we run."""
    told = hashlib.sha256()
    for part in ("templates", *PARTS, ""):
        for file in sorted((files("dragoman.publish") / part).iterdir(), key=lambda file: file.name):
            if file.is_file():
                told.update(file.read_bytes())
    return told.hexdigest()


def load(desk: Desk, id_: str) -> Article | None:
    """Return an article as its pages show it; None where nothing of it was ever rendered."""
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
        decision=desk.decision_on(revision),
        renditions=stored.renditions,
        slugs=stored.slugs,
        withdrawn=stored.withdrawn,
        digest=content_hash(revision.document),
        updates=history.updates(id_, revision.number),
        notices=notices(revision.document),
        pictures=illustrating.shown(desk, revision),
        telling=storypages.telling(id_, desk.settings.site.languages),
        above=stored.above,
    )


def _stamped(desk: Desk, site: SiteFacts) -> bool:
    file = desk.public / STAMP
    return file.is_file() and file.read_bytes() == stamp(site)


def _show(desk: Desk, site: SiteFacts, versions: Mapping[str, int]) -> list[Article]:
    """Write the pages of some articles and what they touch; return those whose pages were written."""
    signer = keys.signer(keys.folder_of(desk.folder))
    shown: list[Article] = []
    for id_ in versions:
        try:
            article = load(desk, id_)
            if article is None:
                continue
            tree.write(desk.public, illustrating.files_of(desk, article, desk.public))
            made = pages.made_of(article, site, signer)
            tree.write(desk.public, made.files)
            shelve(article, made.items, site, desk.settings.feeds)
        except UNSOUND as error:
            # One article that can't be shown must not keep the others from their readers.
            showing.record_unshowable(id_, _unshowable(error))
            continue
        shown.append(article)
    _relist(desk, site, frozenset(article.first_seen.astimezone(UTC).date() for article in shown))
    showing.record_shown(versions)
    return shown


def _relist(desk: Desk, site: SiteFacts, seen: frozenset[date] = frozenset()) -> None:
    """Write the lists that are touched, and the sitemaps of the days on which articles were seen."""
    touched = spots.touched()
    for found in lists(site, Touched(frozenset(touched), seen, lambda path: (desk.public / path).is_file())):
        tree.write(desk.public, found)
    spots.record_listed(touched)


def _note(desk: Desk, shown: Iterable[Article], new: Container[str]) -> None:
    """Log what was shown, and count how fresh it is where it is new to readers."""
    now = desk.clock()
    for article in shown:
        log.info("shown", article=article.id, revision=article.revision)
        traces.shared(article.id)
        if article.id not in new:
            continue
        traces.arrived(article.id, article.first_seen)
        metrics.FRESHNESS.labels("seen").observe((now - article.first_seen).total_seconds())
        if article.document.published:
            metrics.FRESHNESS.labels("published").observe((now - article.document.published).total_seconds())


def _unshowable(error: Exception) -> str:
    return f"Its pages could not be made ({type(error).__name__}: {error})"


def _accounts(desk: Desk, site: SiteFacts, out: Path, *, anew: bool = False) -> Iterator[pages.Files]:
    """Yield the pages on which each edition answers for itself, where what they tell has changed.

    What changed is known of the site's own tree only.
    """
    for answer in _answers(site) if anew else _unanswered(site):
        corrected = [article for id_ in answer.ids if (article := _sound(desk, id_)) is not None]
        yield pages.account_files(answer.language, corrected, answer.counts, site)
        if out == desk.public:
            notes.write(answer.note, answer.told)


class _Answer(NamedTuple):
    """What the pages of corrections and takedowns of an edition are made of, and all that in words."""

    language: str
    ids: list[str]
    counts: Counts
    told: str

    @property
    def note(self) -> str:
        """Name the note of what they were last made of."""
        return f"{ACCOUNTS} {self.language}"


def _answers(site: SiteFacts) -> Iterator[_Answer]:
    counts = Counts(**reports.counts())
    for language in site.languages:
        ids = history.corrected(language, pages.LATEST)
        versions = showing.versions(ids) if ids else {}
        yield _Answer(language, ids, counts, f"{counts} {[(id_, versions[id_]) for id_ in ids]}")


def _unanswered(site: SiteFacts) -> Iterator[_Answer]:
    """Yield what the pages that stand in the site's own tree do not tell yet."""
    answers = list(_answers(site))
    known = notes.read_all(answer.note for answer in answers)
    yield from (answer for answer in answers if known.get(answer.note) != answer.told)


def _sound(desk: Desk, id_: str) -> Article | None:
    """Return an article, None where what is stored of it can't be understood: its own pages tell that."""
    try:
        return load(desk, id_)
    except UNSOUND:
        return None
