"""What readers report: faults, and takedowns that take effect by themselves unless the operator refuses them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from dragoman.errors import UsageError
from dragoman.newsroom import memory, models, rows, withdrawal
from dragoman.newsroom.memory import Kept

FAULT, TAKEDOWN = "fault", "takedown"
HIDDEN, REFUSED, CLOSED = "hidden", "refused", "closed"
ASKED_FOR = "Someone with a right to it asked for its removal."
"""What readers are told of an article that one of them had taken down."""
_ASKED = """SELECT COUNT(*), COUNT(*) FILTER (WHERE outcome = %s), COUNT(*) FILTER (WHERE outcome = '')
FROM newsroom_report WHERE kind = %s"""
# NOT, as its index has it: SQLite would not take it otherwise.
_GONE = """SELECT cause, COUNT(*) FROM newsroom_article WHERE NOT (withdrawn = '') AND cause IN (%s, %s, %s, %s, %s)
AND EXISTS (SELECT 1 FROM newsroom_page WHERE article_id = newsroom_article.id) GROUP BY cause"""
_CAUSES = ("", withdrawal.OPERATOR, withdrawal.REMOVAL, withdrawal.REQUEST, withdrawal.SOURCE)
"""Who had an article withdrawn: what was only too old, which may be nearly all, is none of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a reader; `place` is the anchor of a paragraph, `due` when a takedown takes effect."""

    article: str
    kind: str
    text: str
    received: datetime
    language: str = ""
    place: str = ""
    name: str = ""
    mail: str = ""
    due: datetime | None = None
    number: str = ""
    outcome: str = ""
    url: str = ""


def add(report: Report) -> str:
    """Store a report and return the number that its sender is given."""
    number = secrets.token_hex(5)
    article = models.Article.objects.get(public_id=report.article)
    models.Report.objects.create(
        number=number,
        article=article,
        language=report.language,
        place=report.place,
        kind=report.kind,
        name=report.name,
        mail=report.mail,
        text=report.text,
        received=report.received,
        due=report.due,
    )
    return number


def received(kind: str, since: datetime) -> int:
    """Count the reports of a kind (any where empty) that came in since a time."""
    found = models.Report.objects.filter(received__gt=since)
    return (found.filter(kind=kind) if kind else found).count()


def due(now: datetime, limit: int) -> list[str]:
    """Return the numbers of the takedowns that are to take effect now."""
    waiting = models.Report.objects.filter(kind=TAKEDOWN, outcome="", due__lte=now)
    return list(waiting.order_by("due").values_list("number", flat=True)[:limit])


def take_effect(number: str, now: datetime) -> None:
    """Take an article down as a reader asked, and every copy of it; nothing where the operator was faster."""
    _hide(number, now, kept_of(number))


def kept_of(number: str) -> Kept:
    """Return what the memory holds of what a report wants gone; to be asked before any transaction."""
    row = _waiting(number).first()
    return withdrawal.kept_of([each.public_id for each in _copies(row.article)]) if row else Kept()


def _waiting(number: str) -> QuerySet[models.Report]:
    return models.Report.objects.select_related("article").filter(number=number, outcome="")


def _hide(number: str, now: datetime, kept: Kept) -> None:
    with transaction.atomic():
        if row := _waiting(number).first():
            memory.drop(kept)
            for each in _copies(row.article):
                withdrawal.mark(each.public_id, ASKED_FOR, now, withdrawal.REQUEST)
            _close(row, HIDDEN, now)


def refuse(number: str, now: datetime) -> bool:
    """Refuse a takedown, or close a report of a fault; tell whether an article comes back by that.

    What is withdrawn for a weightier cause than a request stays so, and so does what another takedown asks for too.
    """
    with transaction.atomic():
        row = _open(number)
        asked = row.kind == TAKEDOWN and not _others(row).exists()
        back = [each for each in _copies(row.article) if asked and each.cause == withdrawal.REQUEST]
        for each in back:
            withdrawal.restore(each.public_id, now)
        _close(row, REFUSED if row.kind == TAKEDOWN else CLOSED, now)
    return bool(back)


def grant(number: str, now: datetime, kept: Kept) -> None:
    """Take an article down at once, as a report asks, with what the memory has `kept_of` it."""
    _open(number)
    _hide(number, now, kept)


def listed(*, every: bool) -> list[Report]:
    """Return the reports that wait, or all of them, the newest first."""
    found = models.Report.objects.select_related("article").order_by("-received", "-id")
    return [_report(row) for row in (found if every else found.filter(outcome=""))]


def counts() -> Mapping[str, int]:
    """Return how many takedowns were asked for, and how many articles are withdrawn, by what came of it and why."""
    found = dict(zip(("asked", "refused", "open"), *rows.asked(_ASKED, REFUSED, TAKEDOWN), strict=True))
    causes = dict(rows.asked(_GONE, *_CAUSES))
    operator = causes.pop(withdrawal.OPERATOR, 0) + causes.pop(withdrawal.REMOVAL, 0)
    hidden = causes.pop(withdrawal.REQUEST, 0)
    return {**found, "hidden": hidden, "operator": operator, "source": sum(causes.values())}


def forget_old(before: datetime) -> None:
    """Forget who reported what, once that is settled and old; that it was reported stays."""
    models.Report.objects.filter(closed__lt=before).update(name="", mail="", text="")


def _open(number: str) -> models.Report:
    row = models.Report.objects.select_related("article").filter(number=number).first()
    if row is None or row.outcome in (REFUSED, CLOSED):
        raise UsageError(f"There is no open report {number}; `dragoman report list` shows those that wait")
    return row


def _copies(article: models.Article) -> QuerySet[models.Article]:
    """Return an article and those that other sources list under its address."""
    same = Q(pk=article.pk)
    if article.url:
        same |= Q(url=article.url) | (Q(address=article.address) & ~Q(address=""))
    return models.Article.objects.filter(same)


def _others(row: models.Report) -> QuerySet[models.Report]:
    """Return the other takedowns of an article that nobody has refused."""
    asked = models.Report.objects.filter(kind=TAKEDOWN, article__in=_copies(row.article), outcome__in=("", HIDDEN))
    return asked.exclude(pk=row.pk)


def _close(row: models.Report, outcome: str, now: datetime) -> None:
    row.outcome, row.closed = outcome, now
    row.save(update_fields=["outcome", "closed"])


def _report(row: models.Report) -> Report:
    return Report(
        row.article.public_id,
        row.kind,
        row.text,
        row.received,
        row.language,
        row.place,
        row.name,
        row.mail,
        row.due,
        row.number,
        row.outcome,
        row.article.url,
    )
