"""What operators did, kept for whoever asks later. No text of an article stands there, since it outlives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what to what, and when; `told` is what else there is to say of it."""

    made: datetime
    who: str
    action: str
    subject: str = ""
    told: str = ""

    @property
    def line(self) -> str:
        """The deed as a line for a terminal."""
        return f"{self.made:%Y-%m-%d %H:%M:%S}Z  {self.who}: {self.action} {self.subject} {self.told}".rstrip()


def record(deed: Deed) -> None:
    """Keep what an operator did; what is too long is cut."""
    models.Deed.objects.create(
        made=deed.made,
        who=deed.who[:200],
        action=deed.action[:40],
        subject=deed.subject[:2048],
        told=deed.told,
    )


@contextmanager
def noted(deed: Deed) -> Iterator[None]:
    """Store what is done in the block and the note of it together, or neither.

    What reads much belongs before it: nobody else may write meanwhile.
    """
    with transaction.atomic():
        yield
        record(deed)


def latest(limit: int) -> list[Deed]:
    """Return what was done last, the latest first."""
    rows = models.Deed.objects.order_by("-made", "-id")[:limit]
    return [Deed(row.made, row.who, row.action, row.subject, row.told) for row in rows]


def count(actions: Iterable[str], since: datetime, subject: str = "") -> int:
    """Count what was done since a time, to one subject where one is given."""
    found = models.Deed.objects.filter(action__in=list(actions), made__gt=since)
    return (found.filter(subject=subject) if subject else found).count()
