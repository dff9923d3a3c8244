"""Poll a feed, read a page: from the network to entries and revisions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog

from dragoman.dispatch.local import Job, Urgency
from dragoman.errors import BadStatus, Disallowed, DragomanError, NotAPage
from dragoman.extract.identity import content_hash
from dragoman.flow.desk import Desk
from dragoman.flow.manners import allowed
from dragoman.flow.reading import Reading, read_page
from dragoman.ingest import schedule
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.identity import Known, flood, match
from dragoman.ingest.schedule import PollFacts
from dragoman.net.answers import Request, Response
from dragoman.newsroom import archive, intake
from dragoman.newsroom.rows import ArticleState, SourceState, Validators
from dragoman.types import Document, Entry, Feed, Signal, Text

log = structlog.get_logger()

RETRY = timedelta(minutes=5)
"""When a page that could not be read is tried again; twice as long after each failure."""


def poll(desk: Desk, slug: str) -> Iterable[Job]:
    """Fetch a source's feed and store its entries; the pages of new and changed ones are to be read."""
    state = intake.source(slug)
    try:
        _ask_leave(desk, state.source.feed)
        response = desk.door.fetch(Request(state.source.feed, state.validators.etag, state.validators.last_modified))
        touched = _store_feed(desk, state, response)
    except DragomanError as error:
        intake.record_failed_poll(slug, desk.clock(), _next_poll(desk, state, error), str(error))
        return []
    return [read_job(id_, url) for id_, url in touched]


def poll_job(slug: str, feed: str) -> Job:
    """Return the job that polls a source; a host is asked for one thing at a time."""
    return Job("poll", slug, Urgency.POLL, group=urlsplit(feed).netloc)


def read_job(id_: str, url: str) -> Job:
    """Return the job that reads an article's page; a host's pages are read one after the other."""
    return Job("read", id_, Urgency.READ, group=urlsplit(url).netloc)


def _ask_leave(desk: Desk, feed: str) -> None:
    if not allowed(desk, feed):
        raise Disallowed(f"The robots.txt of {urlsplit(feed).netloc} keeps us from {feed}; ask its publisher for leave")


def _store_feed(desk: Desk, state: SourceState, response: Response) -> list[tuple[str, str]]:
    digest = hashlib.sha256(response.body).hexdigest()
    touched: list[tuple[str, str]] = []
    if response.status != 304 and digest != state.body_hash:
        feed = desk.crew.run(parse_feed, response.body, response.url, response.headers.get("content-type", ""))
        source = state.source
        intake.describe_source(source.slug, feed.title, feed.link, feed.language)
        touched = _store_entries(source.slug, [_with_feed_rights(entry, feed) for entry in feed.entries], desk.clock())
    now = desk.clock()
    unchanged = response.status == 304
    validators = state.validators if unchanged else Validators(response.etag, response.last_modified)
    digest = state.body_hash if unchanged else digest
    intake.record_poll(state.source.slug, now, _next_poll(desk, state), validators, digest)
    return touched


def _store_entries(slug: str, entries: Sequence[Entry], now: datetime) -> list[tuple[str, str]]:
    known = Known(*intake.known(slug, entries))
    matches = match(entries, known)
    if flood(matches, known):
        log.warning("nearly all entries are new: the feed may have changed its guids", source=slug)
    return intake.record_entries(slug, [(each.entry, each.article) for each in matches if each.entry.url], now)


def _next_poll(desk: Desk, state: SourceState, error: DragomanError | None = None) -> datetime:
    failures = state.failures + 1 if error else 0
    interval = timedelta(minutes=desk.settings.poll.minutes)
    return schedule.next_poll(desk.clock(), PollFacts(state.source.slug, failures, _retry_after(error), interval))


def _retry_after(error: DragomanError | None) -> float | None:
    return error.retry_after if isinstance(error, BadStatus) else None


def _with_feed_rights(entry: Entry, feed: Feed) -> Entry:
    return replace(
        entry,
        language=entry.language or feed.language,
        licence=entry.licence or feed.licence,
        rights=entry.rights or feed.rights,
    )


def read(desk: Desk, id_: str) -> Iterable[Job]:
    """Fetch an article's page and store it as a revision where it says something new."""
    state = intake.article(id_)
    if state.withdrawn:
        return []
    try:
        reading, validators = _page(desk, state)
    except NotAPage as error:
        # What the feed says stands until its page is one: a headline and a link lose nothing.
        _record_failure(desk, state, error)
        return [] if state.revision else _store(desk, state, _reading_of_entry(state, error))
    except DragomanError as error:
        _record_failure(desk, state, error)
        return []
    now = desk.clock()
    jobs = _store(desk, state, reading) if reading else []
    intake.record_reading(id_, now, schedule.next_check(now, state.first_seen), validators)
    return jobs


def _store(desk: Desk, state: ArticleState, reading: Reading) -> list[Job]:
    """Store what a page says as a revision where it is new, in words or in rights; it is to be rendered then."""
    told = repr((reading.digest, sorted(set(map(repr, reading.signals))), state.entry.licence, state.entry.rights))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    added = archive.add_revision(state.id, reading.document, reading.signals, digest, desk.clock())
    return [interpret_job(state.id)] if added else []


def interpret_job(id_: str) -> Job:
    """Return the job that renders an article; one at a time for each."""
    return Job("interpret", id_, Urgency.INTERPRET, group=id_)


def _page(desk: Desk, state: ArticleState) -> tuple[Reading | None, Validators]:
    """Return what an article's page gives, None where it is as it was."""
    if not allowed(desk, state.url):
        if state.revision:
            return None, state.validators
        return _reading_of_entry(state, Disallowed("disallow")), Validators()
    response = desk.door.fetch(Request(state.url, state.validators.etag, state.validators.last_modified))
    if response.status == 304:
        return None, state.validators
    language = state.entry.language or state.source.language
    reading = desk.crew.run(read_page, response.body, response.url, dict(response.headers), language)
    return reading, Validators(response.etag, response.last_modified)


def _reading_of_entry(state: ArticleState, why: DragomanError) -> Reading:
    """Return what the feed alone says of an article whose page we may not fetch or can't read: its headline."""
    entry = state.entry
    document = Document(
        url=state.url,
        language=entry.language or state.source.language or "und",
        headline=Text(entry.title),
        authors=entry.authors,
        published=entry.published,
        complete=False,
    )
    signals = (Signal("robots", "disallow", "robots.txt"),) if isinstance(why, Disallowed) else ()
    return Reading(document, signals, content_hash(document))


def _record_failure(desk: Desk, state: ArticleState, error: DragomanError) -> None:
    """Withdraw an article whose page is gone for good; else store why it could not be read and when to try again."""
    now = desk.clock()
    status = error.status if isinstance(error, BadStatus) else None
    if status and state.revision and schedule.vanished(status, state.missing_since, now):
        intake.withdraw(state.id, "The source removed the article.", now)
        return
    facts = PollFacts(state.id, state.failures, _retry_after(error), interval=RETRY)
    again = error.transient or status == 404
    due = schedule.next_poll(now, facts) if again else schedule.next_check(now, state.first_seen)
    intake.record_failed_reading(state.id, now, due, str(error))
    if status == 404:
        intake.record_missing(state.id, now)
    if facts.retry_after:
        intake.record_later(state.id, now + timedelta(seconds=facts.retry_after))
