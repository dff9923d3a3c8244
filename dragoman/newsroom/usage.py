"""What engines behind the network were asked, by day, and how they are: budgets and rests are kept past a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Sum

from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class Budget:
    """Characters that may be sent in a day and in a month; 0 means as many as there are."""

    day: int = 0
    month: int = 0


def reserve(engine: str, characters: int, budget: Budget, now: datetime) -> datetime | None:
    """Count a request before it is made; where it is over a budget, count nothing and return when that opens again."""
    with transaction.atomic():
        today = now.astimezone(UTC).date()
        # Whoever counts for the same engine waits here.
        models.Engine.objects.get_or_create(name=engine)
        models.Engine.objects.select_for_update().get(name=engine)
        for limit, since, opens in (
            (budget.month, today.replace(day=1), _next_month(today)),
            (budget.day, today, today + timedelta(days=1)),
        ):
            if limit and sent(engine, since) + characters > limit:
                return datetime.combine(opens, time(), UTC)
        models.Usage.objects.get_or_create(engine=engine, day=today)
        row = models.Usage.objects.filter(engine=engine, day=today)
        row.update(requests=F("requests") + 1, characters=F("characters") + characters)
    return None


def sent(engine: str, since: date) -> int:
    """Return how many characters an engine was sent since a day."""
    rows = models.Usage.objects.filter(engine=engine, day__gte=since)
    return int(rows.aggregate(total=Sum("characters"))["total"] or 0)


def asked(since: date) -> list[str]:
    """Return the names of the engines that were asked since a day."""
    found = models.Usage.objects.filter(day__gte=since)
    return list(found.order_by("engine").values_list("engine", flat=True).distinct())


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How an engine is: failures in a row, the last one in words, and before when it is not asked."""

    failures: int = 0
    error: str = ""
    rests: datetime | None = None


def health(engine: str) -> Health:
    """Return how an engine is."""
    row = models.Engine.objects.filter(name=engine).first()
    return Health(row.failures, row.error, row.rests) if row else Health()


def record_failure(engine: str, error: str, rests: datetime | None) -> None:
    """Store that an engine failed, in words, and before when it is not asked again (None: it may be)."""
    models.Engine.objects.get_or_create(name=engine)
    models.Engine.objects.filter(name=engine).update(failures=F("failures") + 1, error=error, rests=rests)


def record_success(engine: str) -> None:
    """Store that an engine answered as it should."""
    models.Engine.objects.filter(name=engine, failures__gt=0).update(failures=0, error="", rests=None)


def report(now: datetime) -> list[dict[str, object]]:
    """Return what each engine was asked today and this month and how it is, as plain values."""
    today = now.astimezone(UTC).date()
    names: Iterable[str] = models.Usage.objects.order_by("engine").values_list("engine", flat=True).distinct()
    return [_line(name, today) for name in names]


def _line(name: str, today: date) -> dict[str, object]:
    month = models.Usage.objects.filter(engine=name, day__gte=today.replace(day=1))
    totals = month.aggregate(requests=Sum("requests"), characters=Sum("characters"))
    now = health(name)
    return {
        "engine": name,
        "today": sent(name, today),
        "month": totals["characters"] or 0,
        "requests": totals["requests"] or 0,
        "failures": now.failures,
        "error": now.error,
        "rests": now.rests,
    }
