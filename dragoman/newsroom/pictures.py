"""Pictures that articles show: fetched once for each address and what its page says of it, and dropped with the last
article that holds them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet

from dragoman.newsroom import models, rows
from dragoman.types import PictureFile, PictureWords


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as far as it was made; `due` is when it is to be fetched (again), None where that is settled.

    `words` is None where its bytes were never had; without `files` it is not shown, and `error` says why.
    """

    key: str
    url: str
    words: PictureWords | None
    files: tuple[PictureFile, ...]
    tries: int
    error: str
    due: datetime | None


def due(now: datetime, limit: int) -> list[str]:
    """Return the ids of the articles whose pictures are to be looked at now, those rendered last first."""
    # Along its index: in the order in which they were seen, each sweep would go through all that is stored.
    found = models.Article.objects.filter(illustrate__lte=now, withdrawn="").order_by("-illustrate", "id")
    return list(found.values_list("public_id", flat=True)[:limit])


def hold(id_: str, wanted: Mapping[str, str], now: datetime) -> bool:
    """Store that an article wants these pictures and no others: their addresses by key.

    Tell whether one that it did not hold was made already, for another: then its pages are to be written anew.
    """
    with transaction.atomic():
        article = models.Article.objects.select_for_update().get(public_id=id_)
        if article.withdrawn:
            return False
        for key, url in wanted.items():
            models.Picture.objects.get_or_create(key=key, defaults={"url": url, "due": now})
        found = models.Picture.objects.filter(key__in=wanted)
        list(found.select_for_update().order_by("key"))  # nobody drops them meanwhile
        _release(_links().filter(article=article).exclude(picture__in=found))
        there = found.exclude(files="").exclude(articles=article).exists()
        article.pictures.add(*found)
        found.filter(orphaned=True).update(orphaned=False)
        if there:
            models.Article.objects.filter(public_id=id_).update(version=F("version") + 1)
    return there


def release(articles: QuerySet[models.Article]) -> None:
    """Store that some articles hold no pictures any more."""
    _release(_links().filter(article__in=articles))


def _links() -> Any:
    through: Any = models.Picture.articles.through
    return through.objects.all()


def _release(links: Any) -> None:
    left = list(links.values_list("picture_id", flat=True))
    if left:
        links.delete()
        models.Picture.objects.filter(id__in=left, articles=None).update(orphaned=True)


def claim(key: str, now: datetime, time: timedelta) -> bool:
    """Tell whether a picture is to be fetched now; others are told no for some time."""
    return models.Picture.objects.filter(key=key, due__lte=now).update(due=now + time) == 1


def let_go(now: datetime, time: timedelta) -> None:
    """Have pictures fetched now that were claimed for some time by whoever is no more."""
    claimed = models.Picture.objects.filter(due__gt=now, due__lt=now + time, tries=0, words="")
    models.Article.objects.filter(pictures__in=claimed, illustrate__gt=now).update(illustrate=now)
    claimed.update(due=now)


def of(id_: str) -> dict[str, StoredPicture]:
    """Return the pictures that an article holds, by key."""
    return {row.key: _stored(row) for row in models.Picture.objects.filter(articles__public_id=id_)}


def _stored(row: models.Picture) -> StoredPicture:
    words = rows.PICTURE_WORDS.validate_json(row.words) if row.words else None
    files = rows.PICTURE_FILES.validate_json(row.files) if row.files else ()
    return StoredPicture(row.key, row.url, words, files, row.tries, row.error, row.due)


def record_made(key: str, words: PictureWords, files: Sequence[PictureFile]) -> bool:
    """Store what a picture says and what was made of it: the pages of its articles are to be written anew.

    Tell whether there is such a picture still.
    """
    with transaction.atomic():
        if not _settle(key, words, rows.PICTURE_FILES.dump_json(tuple(files)).decode(), ""):
            return False
        models.Article.objects.filter(pictures__key=key).update(version=F("version") + 1)
    return True


def record_refused(key: str, words: PictureWords, why: str) -> None:
    """Store what a picture says, and why it is not shown."""
    _settle(key, words, "", why)


def _settle(key: str, words: PictureWords, files: str, error: str) -> bool:
    told = {"words": rows.PICTURE_WORDS.dump_json(words).decode(), "files": files, "error": error}
    return models.Picture.objects.filter(key=key).update(due=None, **told) == 1


def record_failed(key: str, error: str, again: datetime | None) -> None:
    """Store why a picture could not be had, and when it is tried again (None: it is not)."""
    models.Picture.objects.filter(key=key).update(tries=F("tries") + 1, error=error, due=again)


def record_delayed(key: str, due: datetime) -> None:
    """Store that a picture's host wants to be asked later."""
    models.Picture.objects.filter(key=key).update(due=due)


def record_illustrated(id_: str) -> None:
    """Store that an article's pictures were looked at; they are again when the first of them is due."""
    with transaction.atomic():
        first = models.Picture.objects.filter(articles__public_id=id_).aggregate(first=Min("due"))["first"]
        models.Article.objects.filter(public_id=id_).update(illustrate=first)


def postpone(id_: str, due: datetime) -> None:
    """Store that an article's pictures are to be looked at later."""
    models.Article.objects.filter(public_id=id_).update(illustrate=due)


def orphans(limit: int) -> list[str]:
    """Return the keys of pictures that no article holds any more."""
    return list(models.Picture.objects.filter(orphaned=True).values_list("key", flat=True)[:limit])


def drop(key: str, erase: Callable[[Collection[str]], object]) -> None:
    """Drop a picture unless an article holds it by now; `erase` removes its files, but those that another has, too."""
    with transaction.atomic():
        row = models.Picture.objects.select_for_update().filter(key=key, orphaned=True).first()
        if row is None or row.articles.exists():
            return
        # First the files: where we are stopped between, the row is still there to find them by.
        erase(unused((file.path for file in _stored(row).files), key))
        row.delete()


def unused(paths: Iterable[str], key: str = "") -> list[str]:
    """Return the files that no picture has, but perhaps the one of a key."""
    asked = list(paths)
    # In one question: each goes through all pictures.
    held = reduce(or_, (Q(files__contains=path) for path in asked), Q(pk__in=[]))
    others = list(models.Picture.objects.exclude(key=key).filter(held).values_list("files", flat=True))
    return [path for path in asked if not any(path in files for files in others)]


def counts() -> dict[str, int]:
    """Return how many pictures are shown, wait to be fetched, and were refused or not to be had."""
    fetched, due = ~Q(files=""), Q(due__isnull=False)
    found = models.Picture.objects.filter(orphaned=False).aggregate(
        shown=Count("id", filter=fetched), waiting=Count("id", filter=due), hidden=Count("id", filter=~fetched & ~due)
    )
    return {"shown": found["shown"], "waiting": found["waiting"], "not shown": found["hidden"]}
