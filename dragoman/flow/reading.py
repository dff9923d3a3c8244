"""Read an article: from its page to a revision, or to its withdrawal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from dragoman.dispatch.local import Job
from dragoman.errors import BadStatus, Disallowed, DragomanError, NotAPage, TooSoon
from dragoman.extract.entry import filled
from dragoman.extract.identity import content_hash
from dragoman.extract.text import key
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.flow.hostwords import fetch_page, signals_of
from dragoman.flow.manners import PAID, fetch
from dragoman.flow.originals import NO_ORIGINAL, Original, original_of
from dragoman.flow.parsing import Page, Reading, parse_entry, parse_page, parse_version, parse_whole_entry
from dragoman.ingest.timing import schedule
from dragoman.ingest.timing.schedule import PollFacts
from dragoman.net.answers import Response
from dragoman.newsroom import archive, articles, withdrawal
from dragoman.newsroom.rows import NO_VALIDATORS, ArticleState, Validators
from dragoman.rights.signals import from_page, settled
from dragoman.types import Document, Kind, Signal, Text
from dragoman.urls import normalised

GIVE_UP = timedelta(weeks=2)
"""How long a page that was never there is looked for."""
RETRY = timedelta(minutes=5)
"""When a page that could not be read is tried again; twice as long after each failure."""


def read(desk: Desk, id_: str) -> Iterable[Job]:
    """Fetch an article's page and store it as a revision where it says something new."""
    state = articles.state(id_)
    if state.withdrawn:
        return []
    if _is_withdrawn(desk, state, {normalised(state.url)}):
        return []
    try:
        found = _page(desk, state)
        if found.reading and _is_withdrawn(desk, state, _addresses(found.reading.document)):
            return []
        if found.reading and _is_another(state, found.reading.document):
            articles.record_reading(state, desk.clock(), None, found.validators)
            return []
        found = _from_original(desk, state, found)
    except TooSoon as error:
        articles.postpone_reading(id_, desk.clock() + timedelta(seconds=error.retry_after))
        return []
    except NotAPage as error:
        # What the feed says stands until its page is one: a headline and a link lose nothing.
        _record_failure(desk, state, error)
        return [] if state.revision else _store(desk, state, _reading_of_entry(state, error))
    except DragomanError as error:
        _record_failure(desk, state, error)
        return []
    now = desk.clock()
    follow = _store(desk, state, found.reading) if found.reading else []
    due = schedule.next_check(now, state.first_seen) if found.fetched else None
    articles.record_reading(state, now, due, found.validators)
    return follow


def _addresses(document: Document) -> set[str]:
    every = (document.url, document.canonical, document.relays.href if document.relays else "")
    return {normalised(each) for each in every if each}


def _is_withdrawn(desk: Desk, state: ArticleState, addresses: set[str]) -> bool:
    """Withdraw an article of which a reader has had a copy taken down before it was read; tell whether it is one."""
    reason = "" if state.revision else withdrawal.withdrawn_copy(addresses)
    if reason:
        withdrawal.withdraw(state.id, reason, desk.clock(), withdrawal.REQUEST)
    return bool(reason)


def _is_another(state: ArticleState, document: Document) -> bool:
    """Tell whether a page read for the first time says that it is an article which we have already.

    Its source has brought it under another address, or it is the translation of one, or the original of one that was
    read in the place of its translation.
    """
    if state.revision:
        return False
    if document.relays and articles.is_elsewhere(state, normalised(document.relays.href)):
        return True
    if articles.is_elsewhere(state, normalised(state.url), relayed=True):
        return True
    if not document.canonical or normalised(document.canonical) == normalised(state.url):
        return False
    return any(_is_of(other, document) for other in articles.take(state, normalised(document.canonical)))


def _is_of(other: ArticleState, document: Document) -> bool:
    """Tell whether an article is what a page means by its canonical address, which templates may have wrong.

    The article is listed under that address, or has the same headline.
    """
    if normalised(other.url) == normalised(document.canonical):
        return True
    read = archive.newest_revision(other.id).document if other.revision else None
    return read is not None and key(read.headline.text) == key(document.headline.text)


def _from_original(desk: Desk, state: ArticleState, found: Found) -> Found:
    """Return what the original of a translation gave, where that can be had; the translation itself where it can't.

    What was published once as a translation stays one.
    """
    reading = found.reading
    original = reading.document.relays if reading else None
    if reading is None or original is None or normalised(original.href) == normalised(state.url):
        return found
    newest = archive.newest_revision(state.id) if state.revision else None
    if newest and normalised(newest.document.url) != normalised(original.href):
        lacked = (signal for signal in newest.signals if signal.name == NO_ORIGINAL)
        return replace(found, reading=replace(reading, signals=(*reading.signals, *lacked)))
    told = original_of(desk, state, reading.document)
    if not isinstance(told, Original):
        return replace(found, reading=replace(reading, signals=(*reading.signals, *filter(None, (told,)))))
    url, answer = told.response.url, told.response
    articles.move(state.id, url, normalised(url))
    return Found(told.reading, Validators(answer.etag, answer.last_modified))


def _store(desk: Desk, state: ArticleState, reading: Reading) -> list[Job]:
    """Store what a page says as a revision where it is new, in words or in rights; it is to be rendered then."""
    signals = sorted(set(map(repr, (*reading.signals, *state.entry.signals))))
    told = repr((reading.digest, signals, state.entry.licence, state.entry.rights))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    added = archive.add_revision(state.id, reading.document, reading.signals, digest, desk.clock())
    why = archive.Lack.CORRECTED if state.revision else archive.Lack.NEW
    return [jobs.interpret(state.id, why)] if added else []


@dataclass(frozen=True, slots=True)
class Found:
    """What an article's page gave, None where it is as it was; `fetched` tells whether it is to be looked at again."""

    reading: Reading | None
    validators: Validators = NO_VALIDATORS
    fetched: bool = True


def _page(desk: Desk, state: ArticleState) -> Found:
    language = state.entry.language or state.source.language
    if carried := _carried(desk, state, language):
        return Found(carried, fetched=False)
    try:
        response = fetch_page(desk, state.url, state.validators)
    except Disallowed as error:
        return Found(None if state.revision else _reading_of_entry(state, error), state.validators)
    except BadStatus as error:
        if error.status not in PAID or state.revision:
            raise
        return Found(_reading_of_entry(state, error))
    if response.status == 304:
        if not _tells_anew(desk, state, response):
            return Found(None, state.validators)
        response = fetch(desk, state.url)
    page = Page(response.url, response.body, dict(response.headers), language, desk.rules)
    reading = desk.readers.run(parse_page, page, None if state.relayed else state.entry)
    if reading.versions:
        reading = _fuller(desk, page, reading)
    # The digest stays that of what the page says: feeds that date their entries anew each day make no news of it.
    said = reading.document
    document = replace(said, relay=state.entry.url) if state.relayed else filled(said, state.entry)
    reading = replace(reading, document=document, signals=signals_of(desk, response.url, reading.signals))
    return Found(reading, Validators(response.etag, response.last_modified))


def _tells_anew(desk: Desk, state: ArticleState, response: Response) -> bool:
    """Tell whether an answer without a body, or its host by now, says something of rights that is not known yet."""
    if not state.revision:
        return False
    known = archive.newest_revision(state.id).signals
    told = signals_of(desk, response.url, from_page(b"", response.headers, response.url))
    return set(settled((*known, *told))) != set(settled(known))


def _fuller(desk: Desk, page: Page, reading: Reading) -> Reading:
    """Return a Reading with the text of the page's print or AMP version, where that can be had and is whole."""
    url = reading.versions[0]
    try:
        response = fetch(desk, url)
        version = replace(page, url=response.url, body=response.body, headers=dict(response.headers))
        return desk.readers.run(parse_version, version, reading)
    except DragomanError:
        return reading


def _carried(desk: Desk, state: ArticleState, language: str) -> Reading | None:
    """Return the Reading of what came with the entry, where no page is needed: an agency's item, a trusted feed."""
    if state.source.kind is Kind.AGENCY:
        return desk.readers.run(parse_entry, state.entry, language)
    reading = desk.readers.run(parse_whole_entry, state.entry, language) if state.source.full_text else None
    return replace(reading, signals=_of_host(desk, state.source.feed)) if reading else None


def _of_host(desk: Desk, url: str) -> tuple[Signal, ...]:
    """Return what the host of a feed says for all that it serves; the feed was polled, so it may be read."""
    try:
        return signals_of(desk, url)
    except TooSoon:
        raise
    except DragomanError:
        return ()


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
    return Reading(document, tuple(_told_by(why)), content_hash(document))


def _told_by(why: DragomanError) -> Iterator[Signal]:
    """Yield what it says of rights that a page could not be had."""
    if isinstance(why, Disallowed):
        yield Signal("robots", "disallow", "robots.txt")
    elif isinstance(why, BadStatus) and why.status in PAID:
        yield Signal("free", "false", f"HTTP {why.status}")


def _record_failure(desk: Desk, state: ArticleState, error: DragomanError) -> None:
    """Withdraw an article whose page is gone for good; else store why it could not be read and when to try again."""
    now = desk.clock()
    status = error.status if isinstance(error, BadStatus) else None
    if status and state.revision and schedule.vanished(status, state.missing_since, now):
        withdrawal.withdraw(state.id, "The source removed the article.", now)
        return
    waits = error.retry_after if isinstance(error, BadStatus) else None
    facts = PollFacts(state.id, state.failures, waits, interval=RETRY)
    again = error.transient or (status == 404 and now - state.first_seen < GIVE_UP)
    due = schedule.next_poll(now, facts) if again else schedule.next_check(now, state.first_seen)
    articles.record_failed_reading(state.id, now, due, str(error))
    if status == 404:
        articles.record_missing(state.id, now)
