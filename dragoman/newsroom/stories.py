"""Stories as they are stored: who is in which, and what they are found by.

Every question goes along an index and is bounded, so that an article costs the same whatever is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.db import connection, transaction
from django.db.models import F, Q

from dragoman.newsroom import models
from dragoman.newsroom.tellings import touch

NEWEST = 100
"""Stories of one term, or texts of one phrase, that are looked at; those that were told of last."""
FOUND = 40
"""Stories, or texts, that share most with an article and are compared with it."""
MEMBERS = 100
"""Articles of a story that its page names, and by which it is known, the newest."""


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story as it stands: its terms as they were stored."""

    id: str
    opened: datetime
    terms: str


@dataclass(frozen=True, slots=True)
class StoredMember:
    """An article in a story, and what of it was stored to know it again; `kept` is empty where it is no copy."""

    id: str
    story: str
    dated: datetime
    body: str
    kept: str


# --- What is missing ---


def unjoined(limit: int) -> dict[str, int]:
    """Return the ids of articles whose newest rendering was not put into a story yet, with its number, oldest first."""
    found = models.Article.objects.filter(joined__lt=F("rendered"), withdrawn="").order_by("first_seen", "id")
    return dict(found.values_list("public_id", "rendered")[:limit])


def unsummed() -> list[tuple[str, int]]:
    """Return the ids and versions of stories whose articles changed since what they have in common was stored."""
    return list(models.Story.objects.filter(terms="").order_by("id").values_list("public_id", "version"))


# --- What an article is compared with ---


def stories_like(terms: Collection[str], dated: datetime, window: timedelta) -> list[StoredStory]:
    """Return the stories that share most of some terms, told of within a window before or after a time."""
    ids = _BY_TERM.sharing([hashed(term) for term in terms], dated, window)
    found = models.Story.objects.filter(pk__in=ids, into=None).order_by("opened", "public_id")
    return [StoredStory(row.public_id, row.opened, row.terms) for row in found]


def texts_like(keys: Collection[int], dated: datetime, window: timedelta) -> list[StoredMember]:
    """Return the articles that share most of some keys of texts, published within a window before or after a time."""
    ids = _BY_KEY.sharing(list(keys), dated, window)
    return _members(Q(pk__in=ids))


def members(stories: Collection[str]) -> list[StoredMember]:
    """Return the newest articles of some stories."""
    return _members(Q(story__public_id__in=list(stories)))


def copies_of(ids: Collection[str]) -> list[StoredMember]:
    """Return some articles and all that are copies of them."""
    named = list(ids)
    return _members(Q(article__public_id__in=named) | Q(kept__public_id__in=named)) if named else []


def _members(wanted: Q) -> list[StoredMember]:
    rows = models.Member.objects.filter(wanted, article__withdrawn="").select_related("article", "story", "kept")
    return [
        StoredMember(
            row.article.public_id, row.story.public_id, row.dated, row.body, row.kept.public_id if row.kept else ""
        )
        for row in rows.order_by("-dated", "article__public_id")[:MEMBERS]
    ]


def hashed(term: str) -> int:
    """Return the number under which a term is kept in the index."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=7).digest(), "big")


@dataclass(frozen=True, slots=True)
class _Index:
    """A table of keys, each with its owner and a moment; `least` keys must be shared to be found."""

    table: str
    owner: str
    key: str
    moment: str
    least: int

    def sharing(self, keys: Sequence[int], dated: datetime, window: timedelta) -> list[int]:
        """Return the owners that share most keys; of a key that all the world has, the newest alone are looked at."""
        if not keys:
            return []
        one = (
            f"SELECT owner FROM (SELECT {self.owner} AS owner FROM {self.table} WHERE {self.key} = %s"  # noqa: S608
            f" AND {self.moment} BETWEEN %s AND %s ORDER BY {self.moment} DESC LIMIT {NEWEST}) AS newest"
        )
        shared = f"SELECT owner FROM ({' UNION ALL '.join([one] * len(keys))}) AS shared"  # noqa: S608
        most = f"{shared} GROUP BY owner HAVING COUNT(*) >= %s ORDER BY COUNT(*) DESC, owner LIMIT {FOUND}"
        first, last = _seconds(dated - window), _seconds(dated + window)
        with connection.cursor() as cursor:
            cursor.execute(most, [*(value for each in keys for value in (each, first, last)), self.least])
            return [owner for (owner,) in cursor.fetchall()]


_BY_TERM = _Index("newsroom_storyterm", "story_id", "term", "latest", 2)
_BY_KEY = _Index("newsroom_textkey", "member_id", "key", "dated", 1)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


# --- Joining ---


@dataclass(frozen=True, slots=True)
class Joining:
    """An article that joins a story by one of its revisions, with what it is to be known again by.

    Of `copies` of one text, `kept` is the one that is shown.
    """

    article: str
    rendered: int
    dated: datetime
    body: str
    keys: Sequence[int]
    story: str
    merged: Sequence[str] = ()
    kept: str = ""
    copies: Collection[str] = ()


def record_joined(found: Joining) -> None:
    """Put an article into a story, and the stories that it makes one with it; what they have in common is to be summed.

    Nothing is stored of an article that was withdrawn meanwhile.
    """
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=found.article)
        if row.withdrawn:
            return
        # Only one process joins at a time, so there is no need of `get_or_create` with its savepoints.
        story = models.Story.objects.filter(public_id=found.story).first()
        story = story or models.Story.objects.create(public_id=found.story, opened=found.dated)
        models.Member.objects.filter(article=row).delete()
        member = models.Member.objects.create(article=row, story=story, dated=found.dated, body=found.body)
        at = _seconds(found.dated)
        models.TextKey.objects.bulk_create(models.TextKey(member=member, key=each, dated=at) for each in found.keys)
        for other in models.Story.objects.filter(public_id__in=found.merged).exclude(pk=story.pk):
            _merge(other, story)
        row.joined = found.rendered  # another revision may be rendered by now
        if row.shown >= row.version:  # it was rendered, and shown without its story, while others were joined
            row.version += 1
        row.save(update_fields=["joined", "version"])
        touch(found.article)
        models.Story.objects.filter(pk=story.pk).update(terms="", version=F("version") + 1)
        if found.copies:
            _keep(found.kept, found.copies)


def _merge(other: models.Story, story: models.Story) -> None:
    models.Article.objects.filter(member__story=other).update(version=F("version") + 1)
    other.members.update(story=story)
    other.keys.all().delete()
    models.Story.objects.filter(Q(pk=other.pk) | Q(into=other)).update(into=story, version=F("version") + 1)


def record_summed(id_: str, version: int, terms: str, indexed: Sequence[str]) -> None:
    """Store what the articles of a story have in common, and the terms by which it is found.

    Nothing is stored where the story is of another version by now: it is still to be summed then.
    """
    with transaction.atomic():
        story = models.Story.objects.select_for_update().filter(public_id=id_, version=version).first()
        if story is None:
            return
        dates = list(story.members.order_by("-dated").values_list("dated", flat=True)[:MEMBERS])
        story.keys.all().delete()
        if not dates and story.reports < 2 and not story.merged.exists():
            story.delete()
            return
        story.latest = _seconds(dates[0]) if dates else 0
        models.StoryTerm.objects.bulk_create(
            [models.StoryTerm(story=story, term=hashed(term), latest=story.latest) for term in indexed if dates]
        )
        story.terms, story.reports = terms, max(story.reports, story.members.filter(kept=None).count())
        story.save(update_fields=["terms", "latest", "reports"])


def _keep(kept: str, copies: Collection[str]) -> None:
    """Store which of several copies is shown, and that the others are copies of it."""
    shown = models.Article.objects.get(public_id=kept)
    wanted = {kept: None, **dict.fromkeys(copies, shown)}
    changed = [
        member
        for member in models.Member.objects.filter(article__public_id__in=list(wanted)).select_related("article")
        if member.kept_id != getattr(wanted[member.article.public_id], "pk", None)
    ]
    for member in changed:
        member.kept = wanted[member.article.public_id]
        member.save(update_fields=["kept"])
    if changed:
        models.Article.objects.filter(public_id__in=list(wanted)).update(version=F("version") + 1)


def pass_over(rendered: Mapping[str, int]) -> None:
    """Store that some renderings, by article, are not looked at again; one that came meanwhile is."""
    for id_, number in rendered.items():
        models.Article.objects.filter(public_id=id_, joined__lt=number).update(joined=number)


def new_id(article: str) -> str:
    """Return the permanent id of the story that an article opens; another one where it has opened one before."""
    ids = (hashlib.sha256(f"story {article} {number}".encode()).hexdigest()[:12] for number in count())
    return next(id_ for id_ in ids if not models.Story.objects.filter(public_id=id_).exists())


def leave(id_: str) -> bool:
    """Take an article out of its story: nothing of it is left there, and its copies are looked at again.

    Tell whether it was in one.
    """
    with transaction.atomic():
        member = models.Member.objects.filter(article__public_id=id_).first()
        if member is None:
            return False
        touch(id_)
        models.Article.objects.filter(member__kept__public_id=id_).update(joined=0)
        models.Member.objects.filter(kept__public_id=id_).update(kept=None)
        models.Story.objects.filter(pk=member.story_id).update(terms="", version=F("version") + 1)
        member.delete()
    return True
