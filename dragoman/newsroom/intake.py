"""What came in: sources, their polls, robots.txt, articles and the readings of their pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dragoman.errors import UsageError
from dragoman.newsroom import models, rows
from dragoman.newsroom.rows import ArticleState, SourceState, Validators
from dragoman.types import Entry, Source
from dragoman.urls import gate

# --- Sources -----------------------------------------------------------------------------------------------------


def add_source(source: Source, now: datetime) -> None:
    """Store a new source, due at once; raise UsageError where its feed or short name is there already."""
    try:
        models.Source.objects.create(
            slug=source.slug,
            feed=source.feed,
            name=source.name,
            home=source.home,
            language=source.language,
            licence=source.licence,
            added=now,
            due=now,
        )
    except IntegrityError:
        raise UsageError(f"There is a source {source.slug} or with the feed {source.feed} already") from None


def sources() -> list[SourceState]:
    """Return all sources in the order they were added."""
    return [rows.source_state(row) for row in models.Source.objects.order_by("added", "id")]


def source(slug: str) -> SourceState:
    """Return one source; raise UsageError where there is none of that name."""
    row = models.Source.objects.filter(Q(slug=slug) | Q(feed=slug)).first()
    if row is None:
        raise UsageError(f"There is no source {slug}; `dragoman source list` shows those there are")
    return rows.source_state(row)


def pause_source(slug: str, *, paused: bool) -> None:
    """Stop polling a source, or take it up again."""
    models.Source.objects.filter(slug=source(slug).source.slug).update(paused=paused)


def remove_source(slug: str, now: datetime) -> None:
    """Withdraw all of a source's articles and stop polling it for good."""
    name = source(slug).source.slug
    with transaction.atomic():
        articles = models.Article.objects.filter(source__slug=name, withdrawn="")
        reason = "The source was removed from this site."
        articles.update(withdrawn=reason, withdrawn_at=now, version=F("version") + 1, due=None)
        models.Source.objects.filter(slug=name).update(paused=True)


def due_sources(now: datetime) -> list[tuple[str, str]]:
    """Return the short names and feeds of the sources to poll now, longest due first."""
    due = models.Source.objects.filter(due__lte=now, paused=False).order_by("due", "id")
    return list(due.values_list("slug", "feed"))


def record_poll(slug: str, polled: datetime, due: datetime, validators: Validators, body_hash: str) -> None:
    """Store that a poll went well, and when the next is."""
    models.Source.objects.filter(slug=slug).update(
        polled=polled,
        due=due,
        etag=validators.etag,
        last_modified=validators.last_modified,
        body_hash=body_hash,
        failures=0,
        error="",
    )


def record_failed_poll(slug: str, polled: datetime, due: datetime, error: str) -> None:
    """Store that a poll failed and why, and when the next is."""
    models.Source.objects.filter(slug=slug).update(polled=polled, due=due, error=error, failures=F("failures") + 1)


def describe_source(slug: str, name: str, home: str, language: str) -> None:
    """Fill in what the operator left open from what the feed says of itself."""
    for field, value in (("name", name), ("home", home), ("language", language)):
        models.Source.objects.filter(slug=slug, **{field: ""}).update(**{field: value})


# --- robots.txt --------------------------------------------------------------------------------------------------


def robots(host: str, since: datetime | None = None) -> str | None:
    """Return a host's robots.txt as last read, None where it was not, or not after a time."""
    hosts = models.Host.objects.filter(name=host)
    row = (hosts.filter(read__gte=since) if since else hosts).first()
    return row.robots if row else None


def record_robots(host: str, text: str, now: datetime) -> None:
    """Store a host's robots.txt."""
    models.Host.objects.update_or_create(name=host, defaults={"robots": text, "read": now})


# --- Articles ----------------------------------------------------------------------------------------------------


def public_id(slug: str, guid: str) -> str:
    """Return the permanent public name of an item of a source."""
    return hashlib.sha256(f"{slug}\n{guid}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def known(slug: str, entries: Sequence[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the ids of a source's articles that some entries may be, by guid and by address."""
    articles = models.Article.objects.filter(source__slug=slug)
    by_guid = articles.filter(guid__in=[entry.id for entry in entries])
    by_url = articles.filter(url__in=[entry.url for entry in entries])
    return dict(by_guid.values_list("guid", "public_id")), dict(by_url.values_list("url", "public_id"))


def record_entries(slug: str, entries: Sequence[tuple[Entry, str | None]], now: datetime) -> list[tuple[str, str]]:
    """Store a feed's entries, each with the id of the article that it is or None where it is new.

    Returns ids and addresses of the articles that are new, or that the feed shows changed.
    """
    with transaction.atomic():
        owner = models.Source.objects.get(slug=slug)
        touched = [
            _change_article(article, entry, now) if article else _add_article(owner, entry, now)
            for entry, article in entries
        ]
    return [(row.public_id, row.url) for row in touched if row]


def _add_article(owner: models.Source, entry: Entry, now: datetime) -> models.Article:
    guid = entry.id or entry.url
    return owner.articles.create(
        public_id=public_id(owner.slug, guid),
        guid=guid,
        url=entry.url,
        entry=rows.ENTRY.dump_json(entry).decode(),
        first_seen=now,
        due=now,
    )


def _change_article(id_: str, entry: Entry, now: datetime) -> models.Article | None:
    """Store what a feed says now of an article that it listed before; None where that is what it said."""
    row = models.Article.objects.get(public_id=id_)
    told = rows.ENTRY.dump_json(entry).decode()
    if row.entry == told or row.withdrawn:
        return None
    row.entry, row.url, row.due = told, entry.url or row.url, now
    # The page is read whole again, whatever its server thinks of its validators: its rights may have changed.
    row.etag = row.last_modified = ""
    row.save(update_fields=["entry", "url", "due", "etag", "last_modified"])
    return row


def due_articles(now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return the ids and addresses of the articles whose pages are to be read now, newest first."""
    due = models.Article.objects.filter(due__lte=now, source__paused=False).order_by("-first_seen", "id")
    return list(due.values_list("public_id", "url")[:limit])


def make_all_due(now: datetime) -> None:
    """Make every source and article due at once, but failing sources, and articles whose server said later."""
    models.Source.objects.filter(paused=False, failures=0).update(due=now)
    articles = models.Article.objects.filter(withdrawn="", source__paused=False)
    articles.filter(Q(later=None) | Q(later__lte=now)).update(due=now)


def article(id_: str) -> ArticleState:
    """Return one article with the facts of its last reading."""
    return rows.article_state(models.Article.objects.select_related("source").get(public_id=id_))


def find_articles(url: str) -> list[str]:
    """Return the ids of the articles with an address or id; raise UsageError where there is none."""
    found = models.Article.objects.filter(Q(url__in=[url, gate(url)]) | Q(public_id=url))
    ids = list(found.values_list("public_id", flat=True))
    if not ids:
        raise UsageError(f"There is no article {url}; give its address at the source or its id")
    return ids


def record_reading(id_: str, now: datetime, due: datetime | None, validators: Validators) -> None:
    """Store that an article's page was read (or is unchanged), and when it is read next."""
    models.Article.objects.filter(public_id=id_).update(
        checked=now,
        due=due,
        etag=validators.etag,
        last_modified=validators.last_modified,
        missing_since=None,
        failures=0,
        later=None,
        error="",
    )


def record_failed_reading(id_: str, now: datetime, due: datetime | None, error: str) -> None:
    """Store that an article's page could not be read, why, and when it is tried again."""
    article = models.Article.objects.filter(public_id=id_)
    article.update(checked=now, due=due, error=error, failures=F("failures") + 1)


def record_missing(id_: str, now: datetime) -> None:
    """Store that an article's page answered 404, unless it did before."""
    models.Article.objects.filter(public_id=id_, missing_since=None).update(missing_since=now)


def record_later(id_: str, later: datetime) -> None:
    """Store before when an article's server does not want to be asked again."""
    models.Article.objects.filter(public_id=id_).update(later=later)


def withdraw(id_: str, reason: str, now: datetime) -> None:
    """Take an article down from every edition, for a reason that readers are shown."""
    articles = models.Article.objects.filter(public_id=id_, withdrawn="")
    articles.update(withdrawn=reason, withdrawn_at=now, version=F("version") + 1, due=None, error="")
