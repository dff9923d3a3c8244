"""The tables of stories: which articles tell of one event, and by what the next one is found that does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Story(models.Model):
    """An event that articles tell of, by the id of the oldest. Its address is for ever: `into` is where it leads.

    `reports` is how many it had at most. Its pages are of `shown`, and should be of `version`.
    """

    public_id = models.CharField(max_length=16, unique=True)
    opened = models.DateTimeField()
    reports = models.PositiveIntegerField(default=0)
    into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="story_unshown", condition=models.Q(shown__lt=models.F("version"))),
        ]


class Member(models.Model):
    """An article in its story: what it is known again by and what it states; `kept` is the article it is a copy of.

    `loose` says that its links have changed since it was put into its story, `bare` that its vector of meaning is owed.
    """

    article = models.OneToOneField("newsroom.Article", on_delete=models.CASCADE, related_name="member")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="members")
    kept = models.ForeignKey("newsroom.Article", on_delete=models.SET_NULL, null=True, related_name="copies")
    dated = models.DateTimeField()
    body = models.TextField()
    loose = models.BooleanField(default=False)
    bare = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["story", "dated"], name="story_members"),
            models.Index(fields=["id"], name="member_loose", condition=models.Q(loose=True)),
            models.Index(fields=["id"], name="member_bare", condition=models.Q(bare=True)),
        ]


class Link(models.Model):
    """Two articles that may be of one event: how alike they are, and whether that counts beside a better one."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="linked")
    likeness = models.FloatField()
    bond = models.PositiveSmallIntegerField()


class TextKey(models.Model):
    """By what an article is found: the hash of a term, of a phrase or of an address, with when it was published."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()
    dated = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "-dated"], name="texts_by_key")]
