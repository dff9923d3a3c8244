"""Tell the places that the operator named of news: what each is to be told is a stored fact, and told until it took it.

What lists hold of a page says whether there is anything new to tell; a version is named by article, edition, target and
number, so that it is told once, and after a crash between telling and storing once more under the same name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import PurePosixPath

import structlog
from markupsafe import Markup

from dragoman.announce import News, Photo
from dragoman.dispatch.local import Job
from dragoman.errors import AddressRefused, BadStatus, DragomanError, MailRefused, TargetError, UsageError
from dragoman.flow import illustrating, jobs
from dragoman.flow.apis import named
from dragoman.flow.channels import MESSAGES, channel
from dragoman.flow.desk import Desk
from dragoman.flow.sitefacts import facts
from dragoman.newsroom import announcements
from dragoman.newsroom.announcements import Pending, ToldPage, Words
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import item_from_json
from dragoman.publish.paths import folder_of
from dragoman.publish.pictures import Shot
from dragoman.publish.words import words
from dragoman.targets import MailSettings, TargetSettings

log = structlog.get_logger()

BATCH = 100
TRIES = 24
"""How often a version is told to which a target answers with an error of its own: a day, with the rests between."""
REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
"""How long a target is left alone that failed, at first and at most: twice as long after each failure more."""
LASTING = frozenset({401, 403, 404, 405, 410})
"""Statuses that say that a target's key or address is wrong, whatever it is told."""


def note(desk: Desk) -> list[Job]:
    """Store what targets are to be told of pages that changed, and return the jobs that tell them."""
    targets = {each.name: each for each in desk.settings.announce}
    if not targets:
        return []
    since, now, site = announcements.begin(targets, desk.clock()), desk.clock(), facts(desk)
    # What waits for its pictures is told with them.
    while pages := announcements.untold(BATCH, now if desk.settings.pictures.show else None):
        for page in pages:
            due = {name: _due(target, now) for name, target in targets.items()}
            if not page.item:
                announcements.note(page, {}, {name: Words("withdrawn", due[name]) for name in targets})
                continue
            news = _news(desk, page, site)
            heard = [each for each in targets.values() if _hears(each, page) and since[each.name] <= page.first_seen]
            announcements.note(page, {each.name: Words(_digest(each, news), due[each.name]) for each in heard}, {})
    return list(missing(desk))


def _hears(target: TargetSettings, page: ToldPage) -> bool:
    return not target.languages or page.language in target.languages


def missing(desk: Desk) -> Iterator[Job]:
    """Yield a job for each target that is to be told something now."""
    yield from map(jobs.tell, announcements.waiting([each.name for each in desk.settings.announce], desk.clock()))


def tell(desk: Desk, name: str) -> Iterable[Job]:
    """Tell a target all that it is to be told, until it fails or nothing is left."""
    target = next((each for each in desk.settings.announce if each.name == name), None)
    if target is None or not announcements.waiting([name], desk.clock()):
        return []
    site = facts(desk)
    try:
        while found := announcements.pending(name, desk.clock(), BATCH):
            for batch in _batches(target, found):
                if not _told(desk, target, site, batch):
                    return []
    except UsageError as error:
        announcements.record_rest(name, str(error), desk.clock() + LONGEST_REST)
    return []


def _batches(target: TargetSettings, found: Sequence[Pending]) -> Iterator[Sequence[Pending]]:
    """Yield what is told in one go: for a digest all of an edition, else one by one."""
    if not isinstance(target, MailSettings):
        yield from ([each] for each in found)
        return
    for language in sorted({each.page.language for each in found}):
        yield [each for each in found if each.page.language == language]


def _told(desk: Desk, target: TargetSettings, site: SiteFacts, batch: Sequence[Pending]) -> bool:
    """Tell a target of some versions; tell whether it may be told more now. Failures are stored."""
    # That it is tried is stored before: whoever is withdrawn meanwhile, or before it is tried again, may be there.
    still = announcements.record_tried([each.id for each in batch])
    batch = [each for each in batch if each.id in still]
    if not batch:
        return True
    ids = [each.id for each in batch]
    news = [_version(desk, target, site, each) for each in batch]
    lacks: list[str] = []
    try:
        remotes = channel(desk, target, site, batch[0].page.language, lacks.append).tell(news)
    except DragomanError as error:
        if _is_about_target(error):
            announcements.record_failed(ids, str(error))
            told, rest = _in_words(target, error), _rest(announcements.failures(target.name), error)
            announcements.record_rest(target.name, told, desk.clock() + rest)
            if _is_broken_by_it(error) and max(each.tries for each in batch) + 1 >= TRIES:
                announcements.record_refused(ids, str(error))
            return False
        announcements.record_refused(ids, str(error))
        return True
    for lack in lacks:
        log.warning("told in part", target=target.name, lacks=lack)
    announcements.record_told(dict(zip(ids, remotes, strict=True)), desk.clock(), "; ".join(lacks))
    announcements.record_well(target.name)
    return True


def _is_about_target(error: DragomanError) -> bool:
    """Tell whether an error says something of the target, or only of what it was told."""
    lasting = isinstance(error, BadStatus) and error.status in LASTING
    login = isinstance(error, MailRefused) and error.code in (504, 530, 534, 535)
    return error.transient or lasting or login or isinstance(error, AddressRefused | UsageError)


def _is_broken_by_it(error: DragomanError) -> bool:
    """Tell whether a target is there and breaks, perhaps over what it is told; one that is away is waited for."""
    return isinstance(error, TargetError) or (isinstance(error, BadStatus) and error.status == 500)


def _in_words(target: TargetSettings, error: DragomanError) -> str:
    refused = isinstance(error, BadStatus) and error.status in (401, 403)
    if refused or (isinstance(error, MailRefused) and error.code == 535):
        return f"It refuses its key: look at {named(target.key)} in the environment"
    return str(error)


def _rest(failures: int, error: DragomanError) -> timedelta:
    """Return how long a target is left alone after so many failures before this one."""
    if not error.transient:
        return LONGEST_REST
    asked: float = getattr(error, "retry_after", None) or 0.0
    return max(min(REST * (1 << min(failures, 10)), LONGEST_REST), timedelta(seconds=asked))


# --- What is told ------------------------------------------------------------------------------------------------


def _version(desk: Desk, target: TargetSettings, site: SiteFacts, each: Pending) -> News:
    """Return what a target is told of a page as it is now, under the name of the version that is due."""
    page = each.page
    news = _news(desk, page, site) if page.item else _gone(desk, page, site)
    key = f"{site.permanent_id(page.article, page.language)}/{target.name}/{each.version}"
    return replace(news, key=key, remote=each.remote, tries=each.tries)


def _news(desk: Desk, page: ToldPage, site: SiteFacts) -> News:
    item = item_from_json(page.item)
    return News(
        key="",
        id=item.id,
        language=item.language,
        url=site.url(item.path),
        slug=_slug(item.path),
        updated=item.updated,
        headline=item.headline,
        summary=item.description,
        html=page.content,
        label=item.label,
        credit=item.credit,
        notes=item.notes,
        source=item.source_name,
        original=item.original_url,
        licence=item.licence,
        licence_url=item.licence_url,
        image=site.url(item.picture.path) if item.picture else "",
        photo=_photo(desk, item.picture) if item.picture else None,
        tags=item.tags,
    )


def _photo(desk: Desk, shot: Shot) -> Photo:
    return Photo(
        name=PurePosixPath(shot.path).stem,
        read=partial(illustrating.read, desk, shot.path),
        alt=shot.alt,
        caption=shot.caption,
        credit=shot.credit,
        licence=shot.licence,
        licence_url=shot.licence_url,
    )


def _gone(desk: Desk, page: ToldPage, site: SiteFacts) -> News:
    path = folder_of(page.article, page.language, page.slug, page.first_seen)
    said = words(page.language).plain("gone_title")
    when = page.withdrawn_at or desk.clock()
    return News("", page.article, page.language, site.url(path), _slug(path), when, withdrawn=said)


def _slug(path: str) -> str:
    """Name an article in an edition by its own part of the address, which holds its id, and its language."""
    language, *_, name, _ = path.split("/")
    return f"{name}-{language}".lower()


def _digest(target: TargetSettings, news: News) -> str:
    """Name what a target is told: another markup of the same words is nothing new."""
    told = {name: _plain(value) for name, value in MESSAGES[target.kind](news).items() if name != "updated"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode("utf-8", "replace")).hexdigest()


def _plain(value: object) -> object:
    return Markup(value).striptags() if isinstance(value, str) else value  # noqa: S704 - read, never shown


def _due(target: TargetSettings, now: datetime) -> datetime:
    """Return when a target is told of news that come now: at once, or with its next digest."""
    if not isinstance(target, MailSettings):
        return now
    at = datetime.combine(now.date(), time.fromisoformat(target.at), now.tzinfo)
    return at if at > now else at + timedelta(days=1)
