"""What of the articles the site tree shows: which pages are older than their facts, and what the sitemaps list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from dragoman.newsroom import models


def unshown(limit: int) -> list[str]:
    """Return the ids of articles whose pages are older than their facts, newest first."""
    stale = models.Article.objects.filter(shown__lt=F("version")).order_by("-first_seen", "id")
    return list(stale.values_list("public_id", flat=True)[:limit])


def versions(ids: Iterable[str]) -> dict[str, int]:
    """Return how often the facts of some articles have changed so far."""
    found = models.Article.objects.filter(public_id__in=list(ids))
    return dict(found.values_list("public_id", "version"))


def never_shown(ids: Iterable[str]) -> set[str]:
    """Return those of some articles whose pages were never written, or not since the whole tree is to be."""
    new = models.Article.objects.filter(public_id__in=list(ids), shown=0, withdrawn="")
    return set(new.values_list("public_id", flat=True))


def record_shown(versions: Mapping[str, int]) -> None:
    """Store which version of each article the site tree holds now."""
    ids: dict[int, list[str]] = {}
    for id_, version in versions.items():
        ids.setdefault(version, []).append(id_)
    with transaction.atomic():
        for version, shown in ids.items():
            models.Article.objects.filter(public_id__in=shown).update(shown=version)


def record_unshowable(id_: str, error: str) -> None:
    """Store why an article's pages could not be written: the others' are."""
    models.Article.objects.filter(public_id=id_).update(error=error)


def show_all_again() -> None:
    """Make every page older than its facts, so that the whole site is written anew."""
    models.Article.objects.filter(rendered__gt=0).update(shown=0)


def listed(start: datetime, end: datetime) -> list[str]:
    """Return what the sitemap says of the articles first seen from a time up to another."""
    seen = models.Article.objects.filter(first_seen__gte=start, first_seen__lt=end).exclude(listed="")
    return list(seen.order_by("public_id").values_list("listed", flat=True))


def days() -> list[date]:
    """Return the days on which articles that stand in some edition were first seen."""
    found: list[date] = []
    listed = models.Article.objects.exclude(listed="").order_by("first_seen")
    # From day to day along the index: a scan of all articles would cost more with each of them.
    following = listed.values_list("first_seen", flat=True).first()
    while following:
        found.append(following.astimezone(UTC).date())
        end = datetime.combine(found[-1] + timedelta(days=1), time(), UTC)
        following = listed.filter(first_seen__gte=end).values_list("first_seen", flat=True).first()
    return found


def all_rendered() -> Iterator[str]:
    """Yield the ids of all articles that were ever rendered, in the order they were seen."""
    rendered = models.Article.objects.filter(rendered__gt=0).order_by("first_seen", "id")
    yield from rendered.values_list("public_id", flat=True).iterator(chunk_size=1000)
