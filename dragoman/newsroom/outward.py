"""The tables of what lies beyond the articles' own texts: pictures, places that are told of news, engines elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Picture(models.Model):
    """A picture that articles hold: one of an address and of what its page says of it, which `key` names.

    `due` is when it is to be fetched (again), null where that is settled: then `files` is what was made of it, or
    `error` says why nothing was. `words` is what its file says of its rights; `orphaned` that no article holds it.
    """

    key = models.CharField(max_length=64, unique=True)
    url = models.CharField(max_length=4000)
    articles = models.ManyToManyField("newsroom.Article", related_name="pictures")
    due = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    words = models.TextField(blank=True)
    files = models.TextField(blank=True)
    orphaned = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key"], name="orphaned", condition=models.Q(orphaned=True))]


class Target(models.Model):
    """A place that is told of news, by its name in the settings: of what was first seen `since` it is there.

    `failures` in a row, the last of them, and before when it is not asked again.
    """

    name = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    rests = models.DateTimeField(null=True)


class Announcement(models.Model):
    """One version of what a target is told of an article in an edition; versions count from 1.

    `digest` is of what is told. It is told where `told` is set; then `remote` is the target's own name for it. `due` is
    when it is to be told, null where that is done, or given up for the reason in `error`.
    """

    page = models.ForeignKey("newsroom.Page", on_delete=models.CASCADE, related_name="announcements")
    target = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    due = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)
    remote = models.CharField(max_length=500, blank=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "target", "version"], name="one_announcement_a_version"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["target", "due"], name="to_be_told", condition=models.Q(due__isnull=False)),
        ]


class Usage(models.Model):
    """What an engine behind the network was sent on one day (UTC)."""

    engine = models.CharField(max_length=40)
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)
    characters = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["engine", "day"], name="one_usage_a_day")]


class Engine(models.Model):
    """How an engine behind the network is: failures in a row, the last one, and before when it is not asked."""

    name = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    rests = models.DateTimeField(null=True)
