"""What the operator decides against the policy: to hold an article back, or to show it in spite of its doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from dragoman.errors import UsageError
from dragoman.newsroom import models, rows, shelves, tellings
from dragoman.types import Rendition, State


class Verdict(StrEnum):
    """`held`: readers don't see it; `released`: they do, whatever share of it is unproved."""

    HELD = "held"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict on one edition of an article, on all where `language` is empty, and why."""

    verdict: Verdict
    language: str = ""
    reason: str = ""


def give(id_: str, ruling: Ruling, now: datetime) -> None:
    """Keep a ruling; raise UsageError where the article is withdrawn or lacks the edition.

    One on all editions takes the place of those on single ones. What is held is hidden as it stands, since that must
    wait for no engine; for a release the article is rendered again.
    """
    with transaction.atomic():
        row = _standing(id_)
        if ruling.language and not row.pages.filter(language=ruling.language).exists():
            raise UsageError(f"{row.url} has no edition {ruling.language}; leave the language out, or name another")
        row.rulings.update_or_create(
            language=ruling.language,
            defaults={"verdict": ruling.verdict, "revision": row.revision, "reason": ruling.reason, "made": now},
        )
        if not ruling.language:
            row.rulings.exclude(language="").delete()
        if ruling.verdict is Verdict.HELD:
            _hide(row, ruling)
        else:
            _touch(row)


def take_back(id_: str, language: str) -> bool:
    """Drop the ruling on an edition, every one where `language` is empty; tell whether there was any."""
    with transaction.atomic():
        row = _standing(id_)
        found = row.rulings.filter(language=language) if language else row.rulings.all()
        dropped, _ = found.delete()
        if dropped:
            _touch(row)
    return bool(dropped)


def is_ruled(id_: str, language: str) -> bool:
    """Tell whether there is a ruling on an edition, on any where `language` is empty."""
    found = models.Ruling.objects.filter(article__public_id=id_)
    return (found.filter(language=language) if language else found).exists()


def every(id_: str, revision: int) -> tuple[Ruling, ...]:
    """Return the rulings that hold for a revision of an article, those on one edition first."""
    rows = models.Ruling.objects.filter(article__public_id=id_).order_by("-language")
    return tuple(
        Ruling(Verdict(row.verdict), row.language, row.reason)
        for row in rows
        if row.verdict == Verdict.HELD or row.revision == revision
    )


def on(found: Iterable[Ruling], language: str) -> Ruling | None:
    """Return the ruling on an edition; one on the edition goes before one on all."""
    return next((each for each in found if each.language in (language, "")), None)


def held(rendition: Rendition, ruling: Ruling) -> Rendition:
    """Return a rendition that the operator holds back."""
    return replace(rendition, state=State.HELD, reasons=(ruling.reason,) if ruling.reason else ())


def render_again(id_: str) -> None:
    """Have an article rendered again; raise UsageError where it is withdrawn."""
    with transaction.atomic():
        _touch(_standing(id_))


def _standing(id_: str) -> models.Article:
    row = models.Article.objects.select_for_update().get(public_id=id_)
    if row.withdrawn:
        raise UsageError(f"{row.url} is withdrawn; put it back first: dragoman withdraw --undo {id_}")
    return row


def _hide(row: models.Article, ruling: Ruling) -> None:
    """Hold back what stands of an article, in one edition or in all, and what is ready of a newer revision."""
    tellings.touch(row.public_id)
    one = {"language": ruling.language} if ruling.language else {}
    for each in models.Rendition.objects.filter(revision__article=row, revision__number__gte=row.rendered, **one):
        made = held(rows.RENDITION.validate_json(each.body), ruling)
        each.body, each.state = rows.RENDITION.dump_json(made).decode(), made.state
        each.save(update_fields=["body", "state"])
    pages = row.pages.filter(**one)
    pages.update(state=State.HELD, reason=ruling.reason)
    row.version += 1
    row.save(update_fields=["version"])
    shelves.clear(pages)


def _touch(row: models.Article) -> None:
    if row.rendered:
        row.stale, row.rests = True, None
        row.save(update_fields=["stale", "rests"])
