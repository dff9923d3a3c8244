"""Poll a source: from its address to entries, and to when it is polled next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from dragoman import metrics, traces
from dragoman.dispatch.local import Job
from dragoman.errors import BadStatus, DragomanError, NotAFeed, TooSoon
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.flow.discovery import find
from dragoman.flow.listing import Answer, ask
from dragoman.flow.push import note_hub
from dragoman.ingest.identity import Flood, Known, Match, flood, latest, match, twin
from dragoman.ingest.prominence import above
from dragoman.ingest.timing import rates, schedule
from dragoman.ingest.timing.lifecycle import FeedFacts, Move, follow, verdict
from dragoman.ingest.timing.rates import Rates
from dragoman.ingest.timing.schedule import PollFacts
from dragoman.newsroom import articles, rows, sources, subscriptions, withdrawal
from dragoman.newsroom.articles import Listed
from dragoman.newsroom.rows import SourceState
from dragoman.newsroom.sources import Failed, Polled
from dragoman.rights.signals import of_feed
from dragoman.types import Entry, Feed, Kind
from dragoman.urls import normalised

log = structlog.get_logger()

ORDERED = frozenset({Kind.FEED, Kind.SECTION})
"""The kinds of sources whose order may say what they make much of."""


def poll(desk: Desk, slug: str, *, anew: bool = True) -> Iterable[Job]:
    """Fetch what a source lists and store its entries; the pages of new and changed ones are to be read.

    Where its address turns out to be no feed, the feed is looked for `anew`, once.
    """
    state = sources.source(slug)
    try:
        answer = ask(desk, state)
    except TooSoon as error:
        metrics.POLLS.labels("postponed").inc()
        sources.postpone_poll(slug, desk.clock() + timedelta(seconds=error.retry_after))
        return []
    except DragomanError as error:
        if anew and isinstance(error, NotAFeed) and _look_again(desk, state):
            return poll(desk, slug, anew=False)
        metrics.POLLS.labels("failed").inc()
        _record_failure(desk, state, error)
        return []
    touched = _store(desk, state, answer)
    metrics.POLLS.labels("news" if touched else "nothing new").inc()
    for id_, url in touched:
        log.info("listed", article=id_, url=url)
        traces.shared(id_)
    return [jobs.read(id_, url) for id_, url in touched]


def _look_again(desk: Desk, state: SourceState) -> bool:
    """Find the feed of a source that could not be looked at when it was added, and turns out to be none itself."""
    if state.polled or state.source.kind is not Kind.FEED:
        return False
    try:
        found = find(desk, state.source)
    except DragomanError:
        return False
    return sources.correct(state.source.slug, found.url, found.kind)


def _store(desk: Desk, state: SourceState, answer: Answer) -> list[tuple[str, str]]:
    """Store what a poll brought; return the articles whose pages are to be read."""
    now, slug, feed = desk.clock(), state.source.slug, answer.feed
    learned, flooded = rates.from_text(state.rates), None
    touched: list[tuple[str, str]] = []
    new: list[datetime | None] = []
    if feed is not None:
        sources.describe_source(slug, feed.title, feed.link, feed.language)
        note_hub(desk, slug, feed, answer)
        matches, flooded = _matched(state, _entries(state, feed, answer), rates.expected(learned, *_since(state, now)))
        order = above(feed.entries) if state.source.kind in ORDERED else {}
        touched = _take(slug, matches, order, now)
        new = [each.entry.published for each in matches if each.article is None]
    learned = rates.observe(learned, state.polled, now, new)
    move = _moving(state, answer, now)
    polled = _polled(desk, state, answer, learned)
    alarm = flooded.message(slug) if flooded else answer.trouble
    calm = state.calm if flooded or (feed is None and _is_flooded(state)) else now
    sources.record_poll(state, replace(polled, alarm=alarm, calm=calm, move=_stored(move)))
    if move.settled:
        _follow(slug, move.target)
    return touched


def _take(slug: str, matches: Sequence[Match[str]], order: Mapping[str, float], now: datetime) -> list[tuple[str, str]]:
    """Store entries, with where they stand in their feed; withdraw what an agency takes back.

    What it takes back before we saw it is stored as well: the item may come after.
    """
    gone = [each for each in matches if each.entry.withdrawn]
    unseen = articles.record_entries(slug, [_listed(each, order) for each in gone if not each.article], now)
    for id_ in [*(each.article for each in gone if each.article), *(id_ for id_, _ in unseen)]:
        withdrawal.withdraw(id_, "Its agency withdrew the article.", now)
    return articles.record_entries(slug, [_listed(each, order) for each in matches if not each.entry.withdrawn], now)


def _is_flooded(state: SourceState) -> bool:
    """Tell whether the last good poll was one of a flood: then one before it was the last calm one."""
    return bool(state.calm and state.polled and state.calm < state.polled)


def _since(state: SourceState, now: datetime) -> tuple[datetime, timedelta]:
    since = state.calm or now
    return since, now - since


def _entries(state: SourceState, feed: Feed, answer: Answer) -> list[Entry]:
    """Return the entries that can become articles, with what their feed says for all of them."""
    of_all = of_feed(feed, answer.headers)
    told = (
        replace(entry, language=entry.language or feed.language, signals=(*entry.signals, *of_all))
        for entry in feed.entries
    )
    return [entry for entry in told if entry.url or state.source.kind is Kind.AGENCY]


def _matched(
    state: SourceState, entries: Sequence[Entry], expected: float
) -> tuple[Sequence[Match[str]], Flood[str] | None]:
    """Return the entries to take, each with the article that it is, and the flood that kept some back."""
    slug = state.source.slug
    stored = articles.known(slug, [Listed("", entry, normalised(entry.url), twin(entry)) for entry in entries])
    known = Known(
        by_id={each.entry.id: each.id for each in stored},
        by_url={each.entry.url: each.id for each in stored},
        by_twin={each.twin: each.id for each in stored if each.twin},
        told={each.id: each.entry for each in stored if not each.erased},
        since=state.calm if articles.has_any(slug) else None,
        expected=expected,
        flooded=_is_flooded(state),
    )
    matches = match(latest(entries) if state.source.kind is Kind.AGENCY else entries, known)
    if state.source.kind is Kind.AGENCY:
        return [each for each in matches if not _is_older(each, known)], None
    if state.take_all:
        return matches, None
    flooded = flood(matches, known)
    return (flooded.taken if flooded else matches), flooded


def _is_older(found: Match[str], known: Known[str]) -> bool:
    """Tell whether an item is an older version than the one we have: agencies deliver in any order."""
    told = known.told.get(found.article) if found.article else None
    return bool(told and told.updated and found.entry.updated and found.entry.updated < told.updated)


def _listed(found: Match[str], order: Mapping[str, float]) -> Listed:
    entry = found.entry
    return Listed(found.article or "", entry, normalised(entry.url), twin(entry), above=order.get(entry.url))


def _polled(desk: Desk, state: SourceState, answer: Answer, learned: Rates) -> Polled:
    """Return the facts of a good poll, and when the next one is."""
    now, slug = desk.clock(), state.source.slug
    hints = answer.feed.hints if answer.feed else state.hints
    budget = desk.tempo.budget(now, timedelta(minutes=desk.settings.poll.minutes))
    facts = PollFacts(
        slug,
        interval=schedule.interval(now, learned, budget),
        least=schedule.least_wait(hints, answer.headers),
        hints=hints,
        pushed=desk.settings.push.subscribe and subscriptions.alive(slug, now),
    )
    return Polled(
        at=now,
        due=schedule.next_poll(now, facts),
        validators=answer.validators,
        body_hash=answer.digest,
        whole=answer.whole,
        hints=hints,
        rates=learned.to_text(),
        rate=learned.steady,
    )


def _moving(state: SourceState, answer: Answer, now: datetime) -> Move:
    before = state.move
    move = Move(before.to, before.times, before.since, state.polled) if before else Move()
    return follow(move, answer.redirects, now)


def _stored(move: Move) -> rows.Move | None:
    return rows.Move(move.target, move.first, move.times) if move.first else None


def _follow(slug: str, feed: str) -> None:
    """Poll a feed that has moved for good at its new address."""
    if sources.move_source(slug, feed):
        log.warning("the feed has moved for good; it is polled at its new address", source=slug, feed=feed)
    else:
        sources.pause_source(slug, f"It has moved to {feed}, which is another source of this site already")


def _record_failure(desk: Desk, state: SourceState, error: DragomanError) -> None:
    """Store why a poll failed and when the next is; give a source up that has ended."""
    now, slug = desk.clock(), state.source.slug
    failures, since = state.failures + 1, state.failing_since or now
    gone = state.gone + 1 if isinstance(error, BadStatus) and error.gone else 0
    mean = timedelta(minutes=desk.settings.poll.minutes)
    waits = error.retry_after if isinstance(error, BadStatus) else None
    due = schedule.next_poll(now, PollFacts(slug, failures, waits, interval=mean))
    sources.record_failed_poll(slug, Failed(now, due, str(error), not error.transient, bool(gone)))
    reason = verdict(now, FeedFacts(slug, state.source.feed, gone, failures, since, str(error)))
    # Where no source answers, it is our own line that is dead.
    if reason and (gone or sources.any_polled(now - timedelta(days=1))):
        sources.pause_source(slug, reason)
