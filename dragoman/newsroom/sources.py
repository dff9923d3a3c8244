"""Sources and what their polls brought to light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dragoman.errors import UsageError
from dragoman.newsroom import models, pictures, rows, shelves, withdrawal
from dragoman.newsroom.rows import Move, SourceState, Validators
from dragoman.types import Hints, Kind, Source

_NAME, _LANGUAGE = 200, 16
"""Letters that a source's name and language have at most."""
REMOVED = "The source was removed from this site."
"""What readers are told of the articles of a source that the operator removed."""


def add_source(source: Source, now: datetime) -> str:
    """Store a new source, due at once, and return its short name; raise UsageError where its feed is there already.

    One that was removed comes back with its articles, under the name that it had.
    """
    with transaction.atomic():
        if _restore(source, now):
            return models.Source.objects.get(feed=source.feed).slug
        try:
            with transaction.atomic():
                _row(source, now).save(force_insert=True)
        except IntegrityError:
            taken = models.Source.objects.filter(feed=source.feed).first()
            what = f"the feed {source.feed}; it is {taken.slug}" if taken else f"the name {source.slug}"
            raise UsageError(f"There is a source with {what} already") from None
    return source.slug


def add_sources(new: Sequence[Source], now: datetime) -> int:
    """Store many new sources, due at once, and return how many; feeds that are there already stay as they are."""
    with transaction.atomic():
        known = set(models.Source.objects.filter(removed=None).values_list("feed", flat=True))
        fresh = {source.feed: source for source in new if source.feed not in known}
        fresh_rows = [_row(source, now) for source in fresh.values() if not _restore(source, now)]
        models.Source.objects.bulk_create(fresh_rows, batch_size=500)
    return len(fresh)


def _row(source: Source, now: datetime) -> models.Source:
    return models.Source(**asdict(source), added=now, due=now)


def _restore(source: Source, now: datetime) -> bool:
    told = {name: value for name, value in asdict(source).items() if value and name not in ("slug", "feed")}
    gone = models.Source.objects.filter(feed=source.feed, removed__isnull=False)
    if not gone.update(removed=None, paused=False, reason="", body_hash="", due=now, **told):
        return False
    articles = models.Article.objects.filter(source__feed=source.feed, withdrawn=REMOVED)
    articles.update(withdrawn="", withdrawn_at=None, cause="", version=F("version") + 1, due=now, stale=True)
    return True


def names() -> set[str]:
    """Return the short names that are taken, those of removed sources among them."""
    return set(models.Source.objects.values_list("slug", flat=True))


def sources() -> list[SourceState]:
    """Return all sources in the order they were added."""
    return [rows.source_state(row) for row in _kept().order_by("added", "id")]


def known() -> list[Source]:
    """Return all sources in the order they were added, without the facts of their polls."""
    found = _kept().order_by("added", "id").values(*Source.__dataclass_fields__)
    return [Source(**row | {"kind": Kind(row["kind"])}) for row in found]


def source(slug: str) -> SourceState:
    """Return one source by its short name or address; raise UsageError where there is none."""
    row = _kept().filter(Q(slug=slug) | Q(feed=slug)).first()
    if row is None:
        raise UsageError(f"There is no source {slug}; `dragoman source list` shows those there are")
    return rows.source_state(row)


def pause_source(slug: str, reason: str = "") -> None:
    """Stop polling a source; `reason` where the wire does it, empty where the operator does."""
    _named(slug).update(paused=True, reason=reason)


def resume_source(slug: str, now: datetime) -> None:
    """Take a paused source up again, as if nothing had been wrong with it."""
    _named(slug).update(paused=False, reason="", due=now, failures=0, failing_since=None, gone=0, error="")
    models.Subscription.objects.filter(source__in=_named(slug)).update(until=None, due=now)


def accept_entries(slug: str, now: datetime) -> None:
    """Take all entries of a source at its next poll, however odd they look."""
    _named(slug).update(take_all=True, alarm="", body_hash="", etag="", last_modified="", due=now)


def remove_source(slug: str, now: datetime) -> None:
    """Withdraw all of a source's articles and stop polling it; adding it again brings them back."""
    found = _named(slug)
    with transaction.atomic():
        articles = models.Article.objects.filter(source__in=found, withdrawn="")
        pictures.release(articles)
        gone = {"withdrawn": REMOVED, "withdrawn_at": now, "cause": withdrawal.REMOVAL, "due": None}
        articles.update(version=F("version") + 1, **gone)
        found.update(paused=True, removed=now)
        shelves.clear(models.Page.objects.filter(source__in=found, live=True))


def due_sources(now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return the short names and feeds of the sources to poll now, longest due first."""
    due = models.Source.objects.filter(due__lte=now, paused=False).order_by("due", "id")
    return list(due.values_list("slug", "feed")[:limit])


def make_due(now: datetime) -> None:
    """Make every source due at once but the failing ones."""
    models.Source.objects.filter(paused=False, failures=0).update(due=now)


def try_again(now: datetime) -> None:
    """Make every failing source due at once."""
    models.Source.objects.filter(paused=False, failures__gt=0).update(due=now)


def pull_back(now: datetime, longest: timedelta) -> None:
    """Make due what is due further ahead than anything ever is: the clock was ahead and has been put right."""
    late, latest = now + longest, now + 4 * longest
    models.Source.objects.filter(due__gt=late).update(due=now)
    models.Article.objects.filter(due__gt=late).update(due=now)
    models.Article.objects.filter(illustrate__gt=late).update(illustrate=now)
    models.Article.objects.filter(stale=True, rests__gt=latest).update(rests=now)
    models.Article.objects.filter(rendered__lt=F("revision"), rests__gt=latest).update(rests=now)
    models.Subscription.objects.filter(due__gt=latest).update(due=now)
    models.Announcement.objects.filter(due__gt=late).update(due=now)
    for resting in (models.Engine, models.Target):
        resting.objects.filter(rests__gt=latest).update(rests=now)
    models.Host.objects.filter(rests__gt=late).update(rests=None)
    models.Host.objects.filter(free__gt=late).update(free=None)
    models.Host.objects.filter(read__gt=late).update(read=now)
    models.Host.objects.filter(told__gt=late).update(told=now)


def any_polled(since: datetime) -> bool:
    """Tell whether any source was polled well after a time."""
    return models.Source.objects.filter(polled__gt=since).exists()


def rates() -> list[float]:
    """Return how many entries an hour each polled source brings."""
    return list(models.Source.objects.filter(paused=False).values_list("rate", flat=True))


@dataclass(frozen=True, slots=True)
class Polled:
    """What a good poll found out, each as `models.Source` has it."""

    at: datetime
    due: datetime
    validators: Validators
    body_hash: str
    whole: datetime | None
    hints: Hints
    rates: str
    rate: float
    move: Move | None = None
    calm: datetime | None = None
    alarm: str = ""


def record_poll(state: SourceState, polled: Polled) -> None:
    """Store that a poll went well, and when the next is; what was asked of the source meanwhile is still to be done."""
    move = polled.move
    found = models.Source.objects.filter(slug=state.source.slug)
    found.filter(due=state.due).update(due=polled.due)
    found.filter(take_all=state.take_all).update(take_all=False)
    found.update(
        polled=polled.at,
        calm=polled.calm,
        whole=polled.whole,
        etag=polled.validators.etag,
        last_modified=polled.validators.last_modified,
        body_hash=polled.body_hash,
        rates=polled.rates,
        hints=rows.HINTS.dump_json(polled.hints).decode(),
        rate=polled.rate,
        alarm=polled.alarm,
        moved_to=move.to if move else "",
        moved_since=move.since if move else None,
        moves=move.times if move else 0,
        failures=0,
        failing_since=None,
        gone=0,
        error="",
    )


@dataclass(frozen=True, slots=True)
class Failed:
    """What a failed poll found out: why it failed, whether that passes by itself, whether the answer was 410."""

    at: datetime
    due: datetime
    error: str
    lasting: bool = True
    gone: bool = False


def record_failed_poll(slug: str, failed: Failed) -> None:
    """Store that a poll failed and why, and when the next is."""
    found = models.Source.objects.filter(slug=slug)
    found.filter(failing_since=None).update(failing_since=failed.at)
    found.update(
        due=failed.due,
        error=failed.error,
        lasting=failed.lasting,
        failures=F("failures") + 1,
        gone=F("gone") + 1 if failed.gone else 0,
    )


def postpone_poll(slug: str, due: datetime) -> None:
    """Store that a source's host wants to be asked later."""
    models.Source.objects.filter(slug=slug).update(due=due)


def move_source(slug: str, feed: str) -> bool:
    """Store a source's new address; return False where another source has it already."""
    if models.Source.objects.filter(feed=feed).exists():
        return False
    models.Source.objects.filter(slug=slug).update(
        feed=feed, moved_to="", moved_since=None, moves=0, etag="", last_modified=""
    )
    return True


def correct(slug: str, feed: str, kind: Kind) -> bool:
    """Store what a source's address really leads to; return False where that is its own or another source's."""
    if models.Source.objects.filter(feed=feed).exclude(slug=slug, kind=Kind.FEED).exists():
        return False
    changed = models.Source.objects.filter(slug=slug).exclude(feed=feed, kind=kind)
    return bool(changed.update(feed=feed, kind=kind))


def describe_source(slug: str, name: str, home: str, language: str) -> None:
    """Fill in what the operator left open from what the feed says of itself."""
    told = {"name": name[:_NAME], "home": home, "language": language if len(language) <= _LANGUAGE else ""}
    for field, value in told.items():
        models.Source.objects.filter(slug=slug, **{field: ""}).update(**{field: value})


def _kept() -> Any:
    return models.Source.objects.filter(removed=None)


def _named(slug: str) -> Any:
    return models.Source.objects.filter(slug=source(slug).source.slug)
