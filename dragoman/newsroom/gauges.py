"""What the tables tell of the wire in numbers, each by a question that goes along an index or a short table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Sum

from dragoman.newsroom import health, models


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what it is of; one that only ever grows is `counted`."""

    name: str
    told: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()
    counted: bool = False


def readings(now: datetime) -> Iterator[Reading]:
    """Yield how the wire is at a time."""
    yield from _articles()
    yield from _waiting(now)
    yield from _sources(now)
    yield from _engines(now)
    yield from _outside()


def _articles() -> Iterator[Reading]:
    known = models.Article.objects
    yield Reading("articles", "Articles that are known.", known.count())
    yield Reading("articles_withdrawn", "Articles that were taken down.", known.exclude(withdrawn="").count())


def _waiting(now: datetime) -> Iterator[Reading]:
    """Yield how much waits for each step and since when the oldest of it does; neither counts what is yet to come."""
    articles = models.Article.objects
    for step, rows, since in (
        ("read", articles.filter(due__lte=now), "due"),
        ("translate", articles.filter(rendered__lt=F("revision"), withdrawn=""), "first_seen"),
        ("publish", articles.filter(shown__lt=F("version")), "first_seen"),
        ("tell", models.Announcement.objects.filter(due__lte=now), "due"),
    ):
        found = rows.aggregate(count=Count("id"), oldest=Min(since))
        labels = (("step", step),)
        yield Reading("waiting", "What waits for a step.", found["count"], labels)
        yield Reading("waiting_oldest_seconds", "How long the oldest has waited.", _age(found["oldest"], now), labels)


def _sources(now: datetime) -> Iterator[Reading]:
    kept = models.Source.objects.filter(removed=None)
    counts = Counter(map(health.word, kept.only("paused", "failures", "alarm", "polled")))
    for word in health.WORDS:
        yield Reading("sources", "Sources, by how they are.", counts[word], (("health", word),))
    overdue = _age(kept.filter(paused=False).aggregate(first=Min("due"))["first"], now)
    yield Reading("poll_overdue_seconds", "How long ago the next poll was to be.", overdue)


def _engines(now: datetime) -> Iterator[Reading]:
    used = models.Usage.objects.values("engine").annotate(asked=Sum("requests"), sent=Sum("characters"))
    for row in used.order_by("engine"):
        labels = (("engine", row["engine"]),)
        yield Reading("engine_requests", "Requests to an engine behind the network.", row["asked"], labels, True)
        yield Reading("engine_characters", "Characters sent to it: what it costs.", row["sent"], labels, True)
    for engine in models.Engine.objects.order_by("name"):
        rests = bool(engine.rests and engine.rests > now)
        yield Reading("engine_resting", "Whether it is left alone for now.", rests, (("engine", engine.name),))


def _outside() -> Iterator[Reading]:
    for target in models.Target.objects.order_by("name"):
        labels = (("target", target.name),)
        yield Reading("target_failures", "Failures in a row to tell a target of news.", target.failures, labels)
    waiting = models.Report.objects.filter(outcome="").values("kind").annotate(count=Count("id"))
    for row in waiting.order_by("kind"):
        yield Reading("reports_open", "Reports of readers that wait.", row["count"], (("kind", row["kind"]),))


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0) if since else 0
