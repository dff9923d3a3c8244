"""The tables of stories: which articles tell of one event, and by what the next one is found that does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Story(models.Model):
    """An event that articles tell of. Its address is for ever: where it went `into` another, its page leads there.

    `terms` is what its members have in common, empty where that is to be summed anew; `latest` is when its last article
    was published, in seconds; `reports` how many it had at most. Its pages are of `shown`, and should be of `version`.
    """

    public_id = models.CharField(max_length=16, unique=True)
    opened = models.DateTimeField()
    latest = models.BigIntegerField(default=0)
    terms = models.TextField(blank=True)
    reports = models.PositiveIntegerField(default=0)
    into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="story_unshown", condition=models.Q(shown__lt=models.F("version"))),
            models.Index(fields=["id"], name="story_unsummed", condition=models.Q(terms="")),
        ]


class Member(models.Model):
    """An article in its story: what it is known again by and what it states; `kept` is the article it is a copy of."""

    article = models.OneToOneField("newsroom.Article", on_delete=models.CASCADE, related_name="member")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="members")
    kept = models.ForeignKey("newsroom.Article", on_delete=models.SET_NULL, null=True, related_name="copies")
    dated = models.DateTimeField()
    body = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["story", "dated"], name="story_members")]


class StoryTerm(models.Model):
    """A term by which a story is found, as a hash, with when its last article was published."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="keys")
    term = models.BigIntegerField()
    latest = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["term", "-latest"], name="stories_by_term")]


class TextKey(models.Model):
    """By what a copy of a text is found: the hash of a phrase or of an address, with when the text was published."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()
    dated = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "-dated"], name="texts_by_key")]
