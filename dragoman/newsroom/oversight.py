"""The tables of those who look after the site, and of readers who report: rulings, pins, words, deeds, tokens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Ruling(models.Model):
    """What the operator decides of an article against the policy, in one edition, or in all where `language` is empty.

    A hold is for all revisions; a release only for the one whose number it has, since nobody has read the others.
    """

    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="rulings")
    language = models.CharField(max_length=16, blank=True)
    verdict = models.CharField(max_length=16)
    revision = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    made = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language"], name="one_ruling_an_edition"),
        ]


class Pin(models.Model):
    """An article that leads front pages, or whichever report of its `story` does, up to a time where there is one."""

    article = models.OneToOneField("newsroom.Article", on_delete=models.CASCADE, related_name="pin")
    story = models.BooleanField(default=False)
    until = models.DateTimeField(null=True, db_index=True)
    made = models.DateTimeField()


class Exclusion(models.Model):
    """An article that a filter of the operator leaves out, and why; its page is read, and nothing of it is rendered."""

    article = models.OneToOneField("newsroom.Article", on_delete=models.CASCADE, related_name="exclusion")
    reason = models.TextField()
    made = models.DateTimeField(db_index=True)


class Pick(models.Model):
    """A page that one of the operator's own feeds holds; `language` and `placed` are the page's, to find the newest.

    `number` says in which part of the feed's archive it stands, and stays.
    """

    page = models.ForeignKey("newsroom.Page", on_delete=models.CASCADE, related_name="picks")
    feed = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    placed = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "feed"], name="one_pick_a_feed")]
        indexes: ClassVar = [
            models.Index(fields=["feed", "language", "-placed"], name="feed_list"),
            models.Index(fields=["feed", "language", "number"], name="feed_parts"),
        ]


class Deed(models.Model):
    """What an operator did: who, when, what, and to what."""

    made = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=200)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=2048, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["action", "subject", "made"], name="deeds_on_a_subject")]


class Token(models.Model):
    """A program that may do what operators may; the token itself is nowhere, only its digest."""

    name = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Wording(models.Model):
    """How the operator wants a sentence worded in another language, and what stood before; `key` names both."""

    key = models.CharField(max_length=64, primary_key=True)
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    source = models.TextField()
    target = models.TextField()
    was = models.TextField(blank=True, default="")
    made = models.DateTimeField()


class Report(models.Model):
    """What a reader reported of an article: a fault, or a takedown that takes effect at `due`.

    `outcome` is empty while it waits for that or for the operator.
    """

    number = models.CharField(max_length=16, unique=True)
    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="reports")
    language = models.CharField(max_length=16, blank=True)
    place = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200, blank=True)
    mail = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    received = models.DateTimeField(db_index=True)
    due = models.DateTimeField(null=True, db_index=True)
    closed = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
