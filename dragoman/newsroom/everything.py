"""All that the tables hold, as plain values that JSON can say: for who wants to leave, or to read it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from dragoman.newsroom import models

CHUNK = 200
"""Rows that are held at a time."""
_JSON = frozenset({"entry", "document", "signals", "body", "changes", "sentence", "hints", "item", "words", "files"})
"""Columns whose text is JSON."""
_KEPT_BACK = frozenset({"secret", "token"})
"""Columns that hold what only we and somebody else may know."""


def tables() -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Yield each kind of fact with its rows; what belongs to an article stands in it."""
    yield "sources", _rows(models.Source.objects.order_by("id"))
    yield "articles", _articles()
    yield "stories", _stories()
    yield "wordings", _rows(models.Wording.objects.order_by("key"))
    yield "memory", _rows(models.Memory.objects.order_by("key"))
    yield "reports", _of_articles(models.Report.objects.order_by("id"))
    yield "hosts", _rows(models.Host.objects.order_by("id"))
    yield "subscriptions", _rows(models.Subscription.objects.order_by("id"))
    yield "engines", _rows(models.Usage.objects.order_by("id"))
    yield "targets", _rows(models.Target.objects.order_by("id"))
    yield "deeds", _rows(models.Deed.objects.order_by("id"))


def _articles() -> Iterator[dict[str, Any]]:
    found = models.Article.objects.select_related("source").order_by("id")
    for row in found.iterator(chunk_size=CHUNK):
        yield _plain(row) | {
            "source": row.source.slug,
            "revisions": [_revision(each) for each in row.revisions.order_by("number")],
            "pages": [_plain(each) | {"told": list(_rows(each.announcements.order_by("id")))} for each in _pages(row)],
            "updates": list(_rows(row.updates.order_by("id"))),
            "pictures": list(_rows(row.pictures.order_by("key"))),
            "rulings": list(_rows(row.rulings.order_by("language"))),
            "exclusion": next(_rows(models.Exclusion.objects.filter(article=row)), None),
            "pin": next(_rows(models.Pin.objects.filter(article=row)), None),
        }


def _stories() -> Iterator[dict[str, Any]]:
    """Yield stories with their articles, each with the one that it is a copy of; what they are found by is derived."""
    for row in models.Story.objects.select_related("into").order_by("id").iterator(chunk_size=CHUNK):
        members = row.members.order_by("dated", "id").values("article__public_id", "kept__public_id")
        told = [{"article": each["article__public_id"], "copy_of": each["kept__public_id"]} for each in members]
        yield {
            "id": row.public_id,
            "opened": row.opened.isoformat(),
            "into": row.into.public_id if row.into else None,
            "articles": told,
        }


def _revision(row: models.Revision) -> dict[str, Any]:
    return _plain(row) | {"renditions": list(_rows(row.renditions.order_by("language")))}


def _pages(row: models.Article) -> QuerySet[models.Page]:
    return row.pages.order_by("language")


def _of_articles(rows: QuerySet[models.Report]) -> Iterator[dict[str, Any]]:
    for row in rows.select_related("article").iterator(chunk_size=CHUNK):
        yield _plain(row) | {"article": row.article.public_id}


def _rows(rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    return map(_plain, rows.iterator(chunk_size=CHUNK))


def _plain(row: Model) -> dict[str, Any]:
    """Return what a row's own columns say, but its number; where it stands says whom it belongs to."""
    fields = (each for each in row._meta.concrete_fields if not each.is_relation and each.name not in _KEPT_BACK)
    return {each.name: _value(each.name, getattr(row, each.name)) for each in fields if each.name != "id"}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.loads(value) if name in _JSON and value else value
