"""Articles that were taken down: their pages say so, their texts are gone, and what is left is what an audit needs.

Address, source, reason, times, and the digests of what had been published stay; headline, text, translations and
corrections do not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import F

from dragoman.newsroom import memory, models, pictures, pins, rows, shelves, stories
from dragoman.types import Document, Entry, State

SOURCE, OPERATOR, REQUEST = "source", "operator", "request"
"""Who had an article withdrawn."""
AGE = "age"
"""The operator keeps no article for longer."""
REMOVAL = "removal"
"""The operator removed its source: its texts stay, and come back with the source."""
SENTENCES = "sentences"
"""The key of an erased rendition under which the digests of its sentences stand."""
_DEADLOCK = "40P01"
"""The state that PostgreSQL gives to an error where two wait for each other: one of them goes on, one is told."""
_WEIGHTS = ("", REMOVAL, AGE, SOURCE, REQUEST, OPERATOR)
"""Causes, the weakest first; empty where an older Dragoman did not say."""


def withdraw(id_: str, reason: str, now: datetime, cause: str = SOURCE) -> None:
    """Take an article down from every edition, for a reason that readers are shown, and erase its texts.

    What its source did not take back itself is taken out of the memory too. Where it is withdrawn already, only a
    stronger cause changes anything.
    """
    kept = memory.Kept() if cause == SOURCE else kept_of([id_])
    with transaction.atomic():
        memory.drop(kept)
        mark(id_, reason, now, cause)


def kept_of(ids: Collection[str]) -> memory.Kept:
    """Return what the memory holds of articles: to be asked before any transaction, since it reads all of it."""
    found = models.Article.objects.filter(public_id__in=ids)
    digests = {digest for row in found for digest in _digests_of(row)}
    return memory.kept((text for row in found for text in _texts_of(row)), digests)


def mark(id_: str, reason: str, now: datetime, cause: str) -> None:
    """Store that an article is withdrawn, and erase its texts; those in the memory stay."""
    try:
        _mark(id_, reason, now, cause)
    except OperationalError as error:
        # Neighbours in a story that are withdrawn at once lock each other.
        if getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
            raise
        _mark(id_, reason, now, cause)


def _mark(id_: str, reason: str, now: datetime, cause: str) -> None:
    with transaction.atomic():
        row = models.Article.objects.select_for_update().filter(public_id=id_).first()
        if row is None or (row.withdrawn and _WEIGHTS.index(cause) <= _WEIGHTS.index(row.cause)):
            return
        row.withdrawn, row.withdrawn_at, row.cause, row.due, row.error = reason, now, cause, None, ""
        row.version += 1
        _erase(row)
        row.save()


def translations_of(ids: Collection[str]) -> list[str]:
    """Return the keys of what engines made of articles' sentences; as `kept_of`, before any transaction."""
    found = models.Article.objects.filter(public_id__in=ids)
    return memory.translations("\0".join(text for row in found for text in _texts_of(row)))


def forget_late(id_: str, document: Document) -> None:
    """Take out of the memory what a rendering put there of an article that a person had withdrawn meanwhile."""
    if models.Article.objects.filter(public_id=id_, erased=True).exclude(cause=SOURCE).exists():
        memory.drop(memory.kept(text.text for _, text in document.texts()))


def _texts_of(row: models.Article) -> Iterator[str]:
    for document in row.revisions.exclude(document="").values_list("document", flat=True):
        yield from (text.text for _, text in rows.DOCUMENT.validate_json(document).texts())


def _digests_of(row: models.Article) -> Iterator[str]:
    """Yield the digests of an erased article's sentences that may still be in the memory."""
    for body in models.Rendition.objects.filter(revision__article=row).values_list("body", flat=True):
        yield from json.loads(body).get(SENTENCES, ())


def _erase(row: models.Article) -> None:
    """Drop every text of an article; digests, numbers and times of its revisions stay.

    Where its sentences are left in the memory, their digests stay too, for whoever wants them gone later.
    """
    entry = rows.ENTRY.validate_json(row.entry)
    told = {name: getattr(entry, name) for name in ("language", "licence", "rights", "signals")}
    row.entry = rows.ENTRY.dump_json(Entry(entry.id, entry.url, "", **told)).decode()
    row.erased, row.listed, row.etag, row.last_modified, row.expires = True, "", "", "", None
    row.illustrate, row.joined = None, 0
    pins.pass_on(row.public_id)
    stories.leave(row.public_id)
    models.Pin.objects.filter(article=row).delete()  # no front page has it, so nobody would think of it again
    pictures.release(models.Article.objects.filter(id=row.id))
    row.revisions.update(document="")
    shelves.clear(row.pages.all())
    row.updates.all().delete()
    for each in models.Rendition.objects.filter(revision__article=row):
        made = rows.RENDITION.validate_json(each.body)
        told = {"language": made.language, "state": State.WITHDRAWN, "engine": made.engine, "checks": made.checks}
        if row.cause in (SOURCE, AGE, REMOVAL):
            spoken = {memory.digest(one.source.text) for passage in made.passages.values() for one in passage}
            told[SENTENCES] = sorted(spoken | {*json.loads(each.body).get(SENTENCES, ())})
        each.body, each.state = json.dumps(told, ensure_ascii=False), State.WITHDRAWN
        each.save(update_fields=["body", "state"])


def withdrawn_copy(addresses: Collection[str]) -> str:
    """Return why a reader had the article at one of some addresses taken down; empty where none has."""
    # The sources are named so that the index by source and address serves.
    sources = models.Source.objects.values_list("pk", flat=True)
    named = [each for each in addresses if each]  # an agency's items have none
    found = models.Article.objects.filter(source__in=list(sources), address__in=named, cause=REQUEST)
    return found.values_list("withdrawn", flat=True).first() or ""


def restore(id_: str, now: datetime) -> None:
    """Let a withdrawn article come back: its page is read anew, and its tombstone stands until that is done."""
    gone = models.Article.objects.filter(public_id=id_).exclude(withdrawn="")
    with transaction.atomic():
        if row := gone.select_for_update().first():
            row.pages.update(state=State.WITHDRAWN, reason=row.withdrawn)
        gone.update(withdrawn="", cause="", due=now, missing_since=None, stale=False, rendered=F("revision"))


def expired(now: datetime, limit: int) -> list[str]:
    """Return the ids of the articles whose source wants them gone by now."""
    past = models.Article.objects.filter(expires__lte=now, withdrawn="").order_by("expires")
    return list(past.values_list("public_id", flat=True)[:limit])


def expiry(id_: str) -> datetime | None:
    """Return when an article's source wants it gone, None for never."""
    return models.Article.objects.filter(public_id=id_).values_list("expires", flat=True).first()


def record_expiry(id_: str, expires: datetime | None) -> None:
    """Store when an article's source wants it gone, None for never."""
    models.Article.objects.filter(public_id=id_).exclude(expires=expires).update(expires=expires)
