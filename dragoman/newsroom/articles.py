"""Articles as they came in: what feeds list of them, and when their pages are read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from dragoman.errors import UsageError
from dragoman.newsroom import models, rows
from dragoman.newsroom.rows import ArticleState, Validators
from dragoman.types import Entry
from dragoman.urls import gate

FEW = 10
"""Articles at one address that are looked at: more tell no more."""


def public_id(slug: str, guid: str) -> str:
    """Return the permanent public name of an item of a source."""
    return hashlib.sha256(f"{slug}\n{guid}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as its source lists it; see `models.Article` for address and twin. `id` is empty for a new one.

    Of one that is `erased` nobody knows any more what its source told.
    """

    id: str
    entry: Entry
    address: str
    twin: str
    erased: bool = False
    above: float | None = None


def known(slug: str, like: Sequence[Listed]) -> list[Listed]:
    """Return the articles of a source that some entries may be: those with a guid, an address or a twin of theirs."""
    source = models.Source.objects.filter(slug=slug).values_list("pk", flat=True).first()
    of_source = models.Article.objects.filter(source=source)
    # A question along each index: one for all would go through everything that the source ever brought.
    asked = (
        # An address stands for a guid where an entry has none, or one that is none.
        of_source.filter(guid__in=[name for each in like for name in (each.entry.id, each.entry.url) if name]),
        models.Article.objects.filter(url__in=[each.entry.url for each in like if each.entry.url]),
        of_source.filter(address__in=[each.address for each in like if each.address]),
        of_source.filter(twin__in=[each.twin for each in like if each.twin]),
    )
    found = {row.pk: row for rows in asked for row in rows if row.source_id == source}
    return [_listed(found[pk]) for pk in sorted(found, key=lambda pk: (-found[pk].first_seen.timestamp(), pk))]


def has_any(slug: str) -> bool:
    """Tell whether a source has brought any article."""
    return models.Article.objects.filter(source__slug=slug).exists()


def _listed(row: models.Article) -> Listed:
    entry = rows.ENTRY.validate_json(row.entry)
    return Listed(row.public_id, replace(entry, id=row.guid, url=row.url), row.address, row.twin, row.erased)


def record_entries(slug: str, listed: Sequence[Listed], now: datetime) -> list[tuple[str, str]]:
    """Store what a source lists; return ids and addresses of the articles that are new, or that it shows changed."""
    with transaction.atomic():
        owner = models.Source.objects.select_for_update().filter(slug=slug, removed=None).first()
        if owner is None:
            return []
        ids = [each.id for each in listed if each.id]
        # At once: most of what a feed lists was there before. Locked in one order, whoever locks several.
        locked = models.Article.objects.select_for_update().filter(public_id__in=ids).order_by("pk")
        known = {row.public_id: row for row in locked}
        touched = [
            _change_article(known[each.id], each, now) if each.id else _add_article(owner, each, now) for each in listed
        ]
    return [(row.public_id, row.url) for row in touched if row]


def _add_article(owner: models.Source, listed: Listed, now: datetime) -> models.Article:
    entry = listed.entry
    guid = entry.id or entry.url
    return owner.articles.create(
        public_id=public_id(owner.slug, guid),
        guid=guid,
        url=entry.url,
        address=listed.address,
        twin=listed.twin,
        above=listed.above,
        entry=rows.ENTRY.dump_json(entry).decode(),
        first_seen=now,
        due=now,
    )


def _change_article(row: models.Article, listed: Listed, now: datetime) -> models.Article | None:
    """Store what a feed says now of an article that it listed before; None where that is what it said."""
    before, entry = rows.ENTRY.validate_json(row.entry), listed.entry
    if row.withdrawn or before == entry:
        return None
    # What is read from the original of what its source lists stays so.
    if entry.url != before.url or not row.address:
        row.url, row.address = entry.url or row.url, listed.address or row.address
    row.entry, row.due, row.twin = rows.ENTRY.dump_json(entry).decode(), now, listed.twin
    # The page is read whole again, whatever its server thinks of its validators: its rights may have changed.
    row.etag = row.last_modified = ""
    row.save(update_fields=["entry", "url", "address", "twin", "due", "etag", "last_modified"])
    return row


def due_articles(now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return the ids and addresses of the articles whose pages are to be read now, longest due first."""
    due = models.Article.objects.filter(due__lte=now, withdrawn="").order_by("due", "id")
    return list(due.values_list("public_id", "url")[:limit])


def make_due(now: datetime) -> None:
    """Have the pages of all articles read again at once."""
    models.Article.objects.filter(withdrawn="").update(due=now)


def state(id_: str) -> ArticleState:
    """Return one article with the facts of its last reading."""
    return rows.article_state(models.Article.objects.select_related("source").get(public_id=id_))


def find_articles(url: str) -> list[str]:
    """Return the ids of the articles with an address or id; raise UsageError where there is none."""
    # An agency's item may have no address at all.
    named = [each for each in (url, gate(url)) if each]
    found = models.Article.objects.filter(Q(url__in=named) | Q(public_id=url))
    ids = list(found.values_list("public_id", flat=True))
    if not ids:
        raise UsageError(f"There is no article {url}; give its address at the source or its id")
    return ids


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands: what of it waits (`reading`, `rendering`, `showing`), what is wrong, why it is gone."""

    id: str
    source: str
    url: str
    headline: str
    first_seen: datetime
    checked: datetime | None
    revision: int
    waits: tuple[str, ...]
    error: str
    withdrawn: str
    cause: str
    editions: tuple[tuple[str, str], ...]
    """What readers may see in each language, by its state."""
    left_out: str = ""
    """Which filter leaves it out, and why."""


def standing(id_: str) -> Standing:
    """Return how an article stands; raise UsageError where there is none."""
    row = models.Article.objects.select_related("source", "exclusion").filter(public_id=id_).first()
    if row is None:
        raise UsageError(f"There is no article {id_}; give its id")
    return _standing(row)


def latest(source: str, before: datetime | None, limit: int) -> list[Standing]:
    """Return how the articles stand that were seen last, before a time and of one source where these are given."""
    found = models.Article.objects.select_related("source", "exclusion").prefetch_related("pages")
    found = found.order_by("-first_seen", "id")
    found = found.filter(source__slug=source) if source else found
    return [_standing(row) for row in (found.filter(first_seen__lt=before) if before else found)[:limit]]


def _standing(row: models.Article) -> Standing:
    waiting = {
        "reading": row.due is not None and row.revision == 0,
        "rendering": row.stale or row.rendered < row.revision,
        "showing": row.shown < row.version,
    }
    return Standing(
        id=row.public_id,
        source=row.source.slug,
        url=row.url,
        headline=rows.ENTRY.validate_json(row.entry).title,
        first_seen=row.first_seen,
        checked=row.checked,
        revision=row.revision,
        waits=tuple(what for what, does in waiting.items() if does),
        error=row.error,
        withdrawn=row.withdrawn,
        cause=row.cause,
        editions=tuple(sorted((page.language, page.state) for page in row.pages.all())),
        left_out=row.exclusion.reason if hasattr(row, "exclusion") else "",
    )


def take(state: ArticleState, address: str) -> list[ArticleState]:
    """Give an article another address; where others of its source have it, return these and change nothing."""
    with transaction.atomic():
        held = models.Article.objects.filter(source__slug=state.source.slug, address=address)
        others = held.exclude(public_id=state.id).select_related("source").order_by("pk")[:FEW]
        if found := [rows.article_state(row) for row in others]:
            return found
        models.Article.objects.filter(public_id=state.id).update(address=address)
    return []


def is_elsewhere(state: ArticleState, address: str, *, relayed: bool = False) -> bool:
    """Tell whether any source of the site has brought another article with an address, withdrawn ones too.

    With `relayed`, only one counts that is read from there in the place of a translation.
    """
    if not address:
        return False
    # The sources are named so that the index by source and address serves.
    sources = models.Source.objects.filter(removed=None).values_list("pk", flat=True)
    others = models.Article.objects.filter(source__in=list(sources), address=address).exclude(public_id=state.id)
    # Not joined: SQLite would go from the source to all that it ever brought.
    return any(not relayed or rows.article_state(row).relayed for row in others.prefetch_related("source"))


def move(id_: str, url: str, address: str) -> None:
    """Store that an article is read from the original of what its source lists."""
    models.Article.objects.filter(public_id=id_).update(url=url, address=address)


def record_reading(state: ArticleState, now: datetime, due: datetime | None, validators: Validators) -> None:
    """Store that an article's page was read (or is unchanged), and when it is read next.

    Where its feed says something else of it by now, it stays due and is read whole again.
    """
    with transaction.atomic():
        row = models.Article.objects.select_for_update().filter(public_id=state.id, withdrawn="").first()
        if row is None:
            return
        row.checked, row.missing_since, row.failures, row.error = now, None, 0, ""
        if rows.ENTRY.validate_json(row.entry) == state.entry:
            row.due, row.etag, row.last_modified = due, validators.etag, validators.last_modified
        row.save(update_fields=["checked", "missing_since", "failures", "error", "due", "etag", "last_modified"])


def record_failed_reading(id_: str, now: datetime, due: datetime | None, error: str) -> None:
    """Store that an article's page could not be read, why, and when it is tried again."""
    article = models.Article.objects.filter(public_id=id_, withdrawn="")
    article.update(checked=now, due=due, error=error, failures=F("failures") + 1)


def record_missing(id_: str, now: datetime) -> None:
    """Store that an article's page answered 404, unless it did before."""
    models.Article.objects.filter(public_id=id_, missing_since=None).update(missing_since=now)


def postpone_reading(id_: str, due: datetime) -> None:
    """Store that an article's host wants to be asked later."""
    models.Article.objects.filter(public_id=id_, withdrawn="").update(due=due)
