"""What pages show of stories: which of them have to be written again, and who stands beside whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from dragoman.newsroom import models, rows

NEIGHBOURS = 3
"""Articles before and after one in its story that its page names."""


_UNSHOWN = "SELECT public_id FROM newsroom_story WHERE shown < version AND reports > 1 ORDER BY id LIMIT %s"


def unshown(limit: int) -> list[str]:
    """Return the ids of stories whose pages are older than their facts."""
    found = rows.asked(_UNSHOWN, limit)
    return [id_ for (id_,) in found]


def pass_over() -> None:
    """Store that stories of one report have no pages to be written."""
    models.Story.objects.filter(shown__lt=F("version"), reports__lte=1).update(shown=F("version"))


def versions(ids: Iterable[str]) -> dict[str, int]:
    """Return how often the facts of some stories have changed so far."""
    return dict(models.Story.objects.filter(public_id__in=list(ids)).values_list("public_id", "version"))


def record_shown(found: Mapping[str, int]) -> None:
    """Store which version of each story the site tree holds now."""
    for id_, version in found.items():
        models.Story.objects.filter(public_id=id_).update(shown=version)


def every_story() -> list[str]:
    """Return the ids of all stories that ever had a page."""
    return list(_paged().order_by("id").values_list("public_id", flat=True))


def show_all_again() -> None:
    """Make the pages of all stories older than their facts."""
    _paged().update(shown=0)


def _paged() -> QuerySet[models.Story]:
    return models.Story.objects.filter(reports__gt=1)


def touch(id_: str) -> None:
    """Make the pages of an article's story, and of its neighbours in it, older than their facts."""
    before, after = neighbours(id_)
    copies = models.Member.objects.filter(kept__public_id=id_).values_list("article__public_id", flat=True)
    beside = models.Article.objects.filter(public_id__in=[*before, *after, *copies])
    # Locked in one order, whoever touches them.
    if list(beside.select_for_update().order_by("pk").values_list("pk")):
        beside.update(version=F("version") + 1)
    models.Story.objects.filter(members__article__public_id=id_).update(version=F("version") + 1)


def neighbours(id_: str) -> tuple[list[str], list[str]]:
    """Return the ids of the articles that stand before and after one in its story, the nearest first."""
    mine = models.Member.objects.filter(article__public_id=id_).values_list("pk", "story_id", "dated").first()
    if mine is None:
        return [], []
    pk, story, dated = mine
    others = models.Member.objects.filter(story=story, kept=None).exclude(pk=pk)
    later = Q(dated__gt=dated) | Q(dated=dated, article__public_id__gt=id_)
    ids = [
        found.values_list("article__public_id", flat=True)[:NEIGHBOURS]
        for found in (
            others.exclude(later).order_by("-dated", "-article__public_id"),
            others.filter(later).order_by("dated", "article__public_id"),
        )
    ]
    return list(ids[0]), list(ids[1])


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: its story, empty where it is alone in it, what it is a copy of, and its own copies."""

    story: str
    kept: str
    copies: tuple[str, ...]


def place(id_: str) -> Place | None:
    """Return where an article stands among the others, None where it was not looked at yet."""
    names = ("story_id", "story__public_id", "kept__public_id")
    row = models.Member.objects.filter(article__public_id=id_).values_list(*names).first()
    if row is None:
        return None
    pk, story, kept = row
    reports = models.Member.objects.filter(story=pk, kept=None).values_list("pk", flat=True)[:2]
    copies = models.Member.objects.filter(kept__public_id=id_).order_by("dated", "article__public_id")
    ids = tuple(copies.values_list("article__public_id", flat=True))
    return Place(story if len(reports) > 1 else "", kept or "", ids)


def addresses(ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the names of the sources of some articles and their addresses there, in their order."""
    rows = models.Article.objects.filter(public_id__in=ids).select_related("source")
    found = {row.public_id: (row.source.name, row.url) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def items(ids: Sequence[str], language: str) -> list[str]:
    """Return what lists hold of some articles in an edition, of those that stand in it, in their order."""
    pages = models.Page.objects.filter(article__public_id__in=ids, language=language, live=True)
    found = dict(pages.values_list("article__public_id", "item"))
    return [found[id_] for id_ in ids if id_ in found]


def moved(id_: str) -> str:
    """Return the id of the story that a story went into, empty for one that stands by itself."""
    found = models.Story.objects.filter(public_id=id_).values_list("into__public_id", flat=True).first()
    return found or ""
