"""Stories as they are stored: by what articles are found, how they are linked, and who is in which story.

Every question goes along an index and is bounded, so that an article costs the same whatever is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from dragoman.newsroom import models
from dragoman.newsroom.tellings import touch

NEAREST = 100
"""Articles with one key that are looked at, before and after an article each; those that are nearest in time."""
FOUND = 40
"""Articles that share most keys with another one and are compared with it."""
MEMBERS = 100
"""Articles of a story that its page names, the newest."""


@dataclass(frozen=True, slots=True)
class StoredMember:
    """An article in a story, and what of it was stored to know it again; `kept` is empty where it is no copy."""

    id: str
    story: str
    dated: datetime
    body: str
    kept: str


@dataclass(frozen=True, slots=True)
class StoredLink:
    """How alike an article is to another one, and how firm that is: of several links that are not, the best counts."""

    article: str
    other: str
    likeness: float
    bond: int


# --- What is missing ---


def unjoined(limit: int) -> dict[str, int]:
    """Return the ids of articles whose newest rendering was not put into a story yet, with its number, oldest first."""
    found = models.Article.objects.filter(joined__lt=F("rendered"), withdrawn="").order_by("first_seen", "id")
    return dict(found.values_list("public_id", "rendered")[:limit])


def loose() -> bool:
    """Tell whether the links of any article have changed since it was put into its story."""
    return models.Member.objects.filter(loose=True).exists()


# --- What an article is compared with ---


def sharing(keys: Sequence[int], dated: datetime, window: timedelta, least: int = 1) -> list[StoredMember]:
    """Return the articles that share most of some keys, at least so many, within a window before or after a time."""
    if not keys:
        return []
    at, width = int(dated.timestamp()), int(window.total_seconds())
    one = "SELECT member_id, dated FROM newsroom_textkey WHERE key = %s AND dated"
    before = f"SELECT * FROM ({one} BETWEEN %s AND %s ORDER BY dated DESC LIMIT {NEAREST}) AS before"  # noqa: S608
    after = f"SELECT * FROM ({one} BETWEEN %s AND %s ORDER BY dated LIMIT {NEAREST}) AS after"  # noqa: S608
    shared = " UNION ALL ".join([before, after] * len(keys))
    most = (
        f"SELECT member_id FROM ({shared}) AS shared GROUP BY member_id HAVING COUNT(*) >= %s"  # noqa: S608
        f" ORDER BY COUNT(*) DESC, MIN(ABS(dated - %s)), member_id LIMIT {FOUND}"
    )
    values = [value for key in keys for value in (key, at - width, at, key, at + 1, at + width)]
    with connection.cursor() as cursor:
        cursor.execute(most, [*values, least, at])
        return _members(Q(pk__in=[member for (member,) in cursor.fetchall()]))


def members(story: str) -> list[StoredMember]:
    """Return the newest articles of a story."""
    return _members(Q(story__public_id=story))


def _members(wanted: Q) -> list[StoredMember]:
    rows = models.Member.objects.filter(wanted, article__withdrawn="").select_related("article", "story", "kept")
    return [
        StoredMember(
            row.article.public_id, row.story.public_id, row.dated, row.body, row.kept.public_id if row.kept else ""
        )
        for row in rows.order_by("-dated", "article__public_id")[:MEMBERS]
    ]


def hashed(term: str) -> int:
    """Return the number under which a term or an address is kept in the index."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=7).digest(), "big")


# --- Joining ---


@dataclass(frozen=True, slots=True)
class Joining:
    """An article as it is known by one of its revisions: by which keys it is found, and with which it is linked."""

    article: str
    rendered: int
    dated: datetime
    body: str
    keys: Collection[int]
    links: Collection[StoredLink] = ()
    bare: bool = False
    """Whether its vector of meaning is owed."""


def record_joined(found: Joining) -> None:
    """Store what an article is known by, in a story of its own until links are looked at.

    Nothing is stored of an article that was withdrawn meanwhile.
    """
    with transaction.atomic():
        row = models.Article.objects.select_for_update().get(public_id=found.article)
        if row.withdrawn:
            return
        leave(found.article)
        story, made = _story(found.article, found.dated)
        stored = {"dated": found.dated, "body": found.body, "bare": found.bare or None}
        member = models.Member.objects.create(article=row, story=story, loose=True, **stored)
        at = int(found.dated.timestamp())
        models.TextKey.objects.bulk_create(models.TextKey(member=member, key=key, dated=at) for key in set(found.keys))
        _link(found.links)
        row.joined = found.rendered  # another revision may be rendered by now
        if row.shown >= row.version:  # it was rendered, and shown without its story, while others were joined
            row.version += 1
        row.save(update_fields=["joined", "version"])
        if not made:  # others may be in it already
            touch(found.article)


def _link(links: Collection[StoredLink]) -> None:
    """Store links, but those to articles that were withdrawn meanwhile."""
    ids = {id_ for link in links for id_ in (link.article, link.other)}
    rows = models.Member.objects.filter(article__public_id__in=ids)
    known = dict(rows.values_list("article__public_id", "pk"))
    models.Link.objects.bulk_create(
        models.Link(member_id=known[each.article], other_id=known[each.other], likeness=each.likeness, bond=each.bond)
        for each in links
        if each.article in known and each.other in known
    )


def _story(article: str, opened: datetime) -> tuple[models.Story, bool]:
    """Return the story whose oldest article is a given one, and whether it had to be made."""
    id_ = hashlib.sha256(f"story {article} 0".encode()).hexdigest()[:12]
    return models.Story.objects.get_or_create(public_id=id_, defaults={"opened": opened})


def pass_over(rendered: Mapping[str, int]) -> None:
    """Store that some renderings, by article, are not looked at again; one that came meanwhile is."""
    for id_, number in rendered.items():
        models.Article.objects.filter(public_id=id_, joined__lt=number).update(joined=number)


def leave(id_: str) -> None:
    """Take an article out of its story: nothing of it is left there, and those linked with it are looked at again."""
    with transaction.atomic():
        member = models.Member.objects.filter(article__public_id=id_).first()
        if member is None:
            return
        touch(id_)
        beside = Q(links__other=member) | Q(linked__member=member)
        models.Member.objects.filter(pk__in=models.Member.objects.filter(beside).values("pk")).update(loose=True)
        models.Member.objects.filter(kept__public_id=id_).update(loose=True, kept=None)
        story = member.story
        member.delete()
        if not story.members.exists():
            _close(story, None)


# --- Who is in which story ---


@dataclass(frozen=True, slots=True)
class Region:
    """Articles whose stories may have changed, with their dates, and their links; what is stored of those with copies.

    Their stories are whole, and none of them has a link that counts to an article that is not among them.
    """

    dates: Mapping[str, datetime]
    links: Sequence[StoredLink]
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arranged:
    """Stories by their articles, each oldest first; and of which article each copy is one."""

    stories: Sequence[Sequence[str]]
    kept: Mapping[str, str]


def arrange(limit: int, copy: int, decide: Callable[[Region], Arranged]) -> bool:
    """Put the articles whose links have changed, some at a time, into the stories that are decided on.

    Links from `copy` on are those of copies. Returns whether there were any.
    """
    with transaction.atomic():
        loosened = models.Member.objects.select_for_update().filter(loose=True).order_by("pk")
        if not (changed := list(loosened.values_list("pk", flat=True)[:limit])):
            return False
        rows = {row.article.public_id: row for row in _around(changed).select_related("article", "story", "kept")}
        before: dict[models.Story, list[models.Member]] = {}
        for row in sorted(rows.values(), key=lambda row: (row.dated, row.article.public_id)):
            before.setdefault(row.story, []).append(row)
        arranged, shared = decide(_region(rows, copy)), {story.pk for story, its in before.items() if len(its) > 1}
        for ids in arranged.stories:
            _put([rows[id_] for id_ in ids], shared)
        _keep(rows, arranged.kept)
        for story in {row.story for row in rows.values()}:
            _count(story)
        for story, its in before.items():
            if not story.members.exists():
                _close(story, its[0].story)
        models.Member.objects.filter(pk__in=changed).update(loose=False)
    return True


def _around(changed: Collection[int]) -> QuerySet[models.Member]:
    """Return the articles of all stories that some articles are in, or those up to two links away from them."""
    ids = set(changed)
    for _ in range(2):
        ends = models.Link.objects.filter(Q(member__in=ids) | Q(other__in=ids)).values_list("member_id", "other_id")
        ids |= set(chain.from_iterable(ends))
    stories = models.Member.objects.filter(pk__in=ids).values("story_id")
    return models.Member.objects.filter(story_id__in=stories)


def _region(rows: Mapping[str, models.Member], copy: int) -> Region:
    ids = {row.pk: id_ for id_, row in rows.items()}
    stored = models.Link.objects.filter(member__story__in={row.story_id for row in rows.values()})
    links = [
        StoredLink(ids[each.member_id], ids[each.other_id], each.likeness, each.bond)
        for each in stored
        if each.other_id in ids
    ]
    copies = {id_ for link in links if link.bond >= copy for id_ in (link.article, link.other)}
    return Region({id_: row.dated for id_, row in rows.items()}, links, {id_: rows[id_].body for id_ in copies})


def _put(members: Sequence[models.Member], shared: Collection[int]) -> None:
    """Put articles, the oldest first, into their story; its address leads nowhere else.

    Those who stand beside them, also in the stories that were `shared` with others before, have other neighbours then.
    """
    story, _ = _story(members[0].article.public_id, members[0].dated)
    for row in members:
        if row.story_id != story.pk:
            if row.story_id in shared:
                touch(row.article.public_id)
            models.Member.objects.filter(pk=row.pk).update(story=story)
            models.Article.objects.filter(pk=row.article_id).update(version=F("version") + 1)
            touch(row.article.public_id)
        row.story = story
    models.Story.objects.filter(pk=story.pk).exclude(into=None).update(into=None, version=F("version") + 1)


def _keep(rows: Mapping[str, models.Member], kept: Mapping[str, str]) -> None:
    """Store which articles are copies of which; the pages of both tell it."""
    for id_, row in rows.items():
        shown = rows[kept[id_]].article if id_ in kept else None
        if row.kept != shown:
            told = [row.article_id, *(each.pk for each in (row.kept, shown) if each)]
            models.Article.objects.filter(pk__in=told).update(version=F("version") + 1)
            models.Member.objects.filter(pk=row.pk).update(kept=shown)


def _count(story: models.Story) -> None:
    reports = story.members.filter(kept=None).count()
    models.Story.objects.filter(pk=story.pk, reports__lt=reports).update(reports=reports, version=F("version") + 1)


def _close(story: models.Story, into: models.Story | None) -> None:
    """Have the address of a story without articles lead to another; one that never had a page is forgotten."""
    if story.reports < 2 and not story.merged.exists():
        story.delete()
    elif into:
        closed = models.Story.objects.filter(Q(pk=story.pk) | Q(into=story)).exclude(pk=into.pk)
        closed.update(into=into, version=F("version") + 1)
