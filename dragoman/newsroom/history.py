"""What was edited after it was published: updates by article and edition, corrections among them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from dragoman.newsroom import models, rows
from dragoman.types import Update


def record_update(id_: str, language: str, update: Update) -> None:
    """Store an edit of what an edition shows; the same one again, or one of a withdrawn article, changes nothing."""
    article = models.Article.objects.filter(public_id=id_, withdrawn="").first()
    if article is None:
        return
    told = rows.CHANGES.dump_json(update.changes, exclude_defaults=True)
    models.Update.objects.get_or_create(
        article=article,
        language=language,
        revision=update.revision,
        digest=hashlib.sha256(told).hexdigest(),
        defaults={
            "changes": told.decode(),
            "corrects": bool(update.corrects),
            "ours": update.ours,
            "when": update.when,
        },
    )


MOST = 100
"""Edits of an article that are told, in all editions together: a number that ticks on a page must not fill ours."""


def updates(id_: str, revision: int) -> Mapping[str, tuple[Update, ...]]:
    """Return the newest edits of an article up to a revision, by edition language, oldest first."""
    found: dict[str, tuple[Update, ...]] = {}
    edits = models.Update.objects.filter(article__public_id=id_, revision__lte=revision).order_by("-when", "-id")
    for row in reversed(edits[:MOST]):
        found[row.language] = (*found.get(row.language, ()), _update(row))
    return found


def corrected(language: str, limit: int) -> list[str]:
    """Return the ids of the articles that were corrected in an edition last, the latest first, those at once by id."""
    corrections = models.Update.objects.filter(language=language, corrects=True, article__withdrawn="")
    named = corrections.order_by("-when", "article__public_id").values_list("article__public_id", flat=True)
    # Read until there are enough: one article may have been corrected often.
    found: dict[str, None] = {}
    for id_ in named.iterator(chunk_size=2 * limit):
        found[id_] = None
        if len(found) == limit:
            break
    return list(found)


def _update(row: models.Update) -> Update:
    return Update(row.when, row.revision, rows.CHANGES.validate_json(row.changes), row.ours)
