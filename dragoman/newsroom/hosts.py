"""Hosts: what they said last for all of their pages, and before when they want no request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host; `read` is when its robots.txt was, `told` when its other words were, None for never."""

    robots: str = ""
    read: datetime | None = None
    rests: datetime | None = None
    tdmrep: str = ""
    terms: str = ""
    told: datetime | None = None


def host(name: str) -> HostState:
    """Return what is known of a host, named by scheme, name and port."""
    row = models.Host.objects.filter(name=name).first()
    return HostState(row.robots, row.read, row.rests, row.tdmrep, row.terms, row.told) if row else HostState()


def record_robots(name: str, text: str, now: datetime) -> None:
    """Store a host's robots.txt."""
    models.Host.objects.update_or_create(name=name, defaults={"robots": text, "read": now})


def record_words(name: str, tdmrep: str, terms: str, now: datetime) -> None:
    """Store what a host says for all of its pages beside its robots.txt."""
    models.Host.objects.update_or_create(name=name, defaults={"tdmrep": tdmrep, "terms": terms, "told": now})


def record_rest(name: str, until: datetime) -> None:
    """Store before when a host does not want to be asked again."""
    models.Host.objects.update_or_create(name=name, defaults={"rests": until})


def take_turn(name: str, now: datetime, gap: timedelta, patience: timedelta) -> timedelta:
    """Take the next turn with a host, a gap after the last one of any process; return how long it is until then.

    Where that is longer than one's patience, none is taken.
    """
    with transaction.atomic():
        row, _ = models.Host.objects.select_for_update().get_or_create(name=name)
        turn = max(now, row.free or now)
        if turn - now <= patience:
            row.free = turn + gap
            row.save(update_fields=["free"])
        return turn - now
