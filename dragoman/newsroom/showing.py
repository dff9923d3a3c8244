"""What of the articles the site tree shows: which pages are older than their facts, and what the sitemaps list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from dragoman.newsroom import models, rows


class Unshown(NamedTuple):
    """How often the facts of an article have changed so far, and whether it is new to readers."""

    version: int
    new: bool


_UNSHOWN = """SELECT public_id, version, shown, withdrawn FROM newsroom_article
WHERE shown < version ORDER BY first_seen DESC, id DESC LIMIT %s"""


def unshown(limit: int) -> dict[str, Unshown]:
    """Return the newest articles whose pages are older than their facts by id, in the order in which they came."""
    found = rows.asked(_UNSHOWN, limit)
    return {id_: Unshown(version, not (shown or withdrawn)) for id_, version, shown, withdrawn in reversed(found)}


def versions(ids: Iterable[str]) -> dict[str, int]:
    """Return how often the facts of some articles have changed so far."""
    found = models.Article.objects.filter(public_id__in=list(ids))
    return dict(found.values_list("public_id", "version"))


def record_shown(versions: Mapping[str, int]) -> None:
    """Store which version of each article the site tree holds now."""
    ids: dict[int, list[str]] = {}
    for id_, version in versions.items():
        ids.setdefault(version, []).append(id_)
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
