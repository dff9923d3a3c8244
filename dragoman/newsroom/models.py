"""The tables: rows are facts ("this revision exists"), never "in progress"; comparing them shows what is missing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dragoman.newsroom.events import Link as Link
from dragoman.newsroom.events import Member as Member
from dragoman.newsroom.events import Story as Story
from dragoman.newsroom.events import TextKey as TextKey
from dragoman.newsroom.outward import Announcement as Announcement
from dragoman.newsroom.outward import Engine as Engine
from dragoman.newsroom.outward import Picture as Picture
from dragoman.newsroom.outward import Target as Target
from dragoman.newsroom.outward import Usage as Usage
from dragoman.newsroom.oversight import Deed as Deed
from dragoman.newsroom.oversight import Exclusion as Exclusion
from dragoman.newsroom.oversight import Pick as Pick
from dragoman.newsroom.oversight import Pin as Pin
from dragoman.newsroom.oversight import Report as Report
from dragoman.newsroom.oversight import Ruling as Ruling
from dragoman.newsroom.oversight import Token as Token
from dragoman.newsroom.oversight import Wording as Wording
from dragoman.types import Kind


class Source(models.Model):
    """What is polled, with the facts of its last polls.

    `calm` is when a poll last showed nothing odd, `whole` when it was last asked without validators, `gone` how often
    in a row it answered 410; `lasting` says that its error does not pass by itself; `moves` permanent redirects in a
    row led to `moved_to`, the first at `moved_since`; `rates` is when its news come, `rate` how many an hour on the
    whole, `hints` when it wants to be asked; `reason` says why the wire paused it (empty: the operator did), `alarm`
    what is odd about its entries, and `take_all` that the operator wants them all the same.
    """

    slug = models.CharField(max_length=80, unique=True)
    feed = models.CharField(max_length=2048, unique=True)
    name = models.CharField(max_length=200)
    home = models.CharField(max_length=2048, blank=True)
    language = models.CharField(max_length=16, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, default=Kind.FEED)
    selector = models.CharField(max_length=500, blank=True)
    full_text = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    removed = models.DateTimeField(null=True)
    added = models.DateTimeField()
    due = models.DateTimeField(db_index=True)
    polled = models.DateTimeField(null=True)
    calm = models.DateTimeField(null=True)
    whole = models.DateTimeField(null=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    lasting = models.BooleanField(default=False)
    gone = models.PositiveIntegerField(default=0)
    moved_to = models.CharField(max_length=2048, blank=True)
    moved_since = models.DateTimeField(null=True)
    moves = models.PositiveIntegerField(default=0)
    alarm = models.TextField(blank=True)
    take_all = models.BooleanField(default=False)
    rate = models.FloatField(default=0.0)
    rates = models.TextField(blank=True)
    hints = models.TextField(blank=True)


class Subscription(models.Model):
    """A source's hub, and our standing with it: it may push until `until`; it is asked (again) at `due`."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="subscription")
    hub = models.CharField(max_length=2048)
    topic = models.CharField(max_length=2048)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=128)
    until = models.DateTimeField(null=True)
    pushed = models.DateTimeField(null=True)
    due = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)


class Host(models.Model):
    """A host: its robots.txt as last read, before when it wants no request, and when the next one has its turn.

    `tdmrep` is what its tdmrep.json said, `terms` the licence file (RSL) that its robots.txt names, both as of `told`.
    """

    name = models.CharField(max_length=300, unique=True)
    robots = models.TextField(blank=True)
    read = models.DateTimeField(null=True)
    rests = models.DateTimeField(null=True)
    free = models.DateTimeField(null=True)
    tdmrep = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    told = models.DateTimeField(null=True)


class Article(models.Model):
    """An item of a source: what its feed says of it, when its page is read next, and how far its work has come.

    `address` is what all spellings of its url have in common, and `twin` what outlives a change of guid and url.

    `revision` is the number of its newest revision (0 for none), `rendered` that of the newest with every rendition;
    `version` grows with each fact that its pages show, and `shown` is the version that the site tree holds;
    `stale` says that it was rendered under other settings; `rests` is when its rendering is tried again, `lost` how
    often in a row it took a worker with it;
    `listed` is what its sitemap says of it, kept so that a day's sitemap costs one small query. `expires` is when its
    source wants it taken down; `cause` says who had it withdrawn, and `erased` that its texts are gone since then.
    `illustrate` is when its pictures are to be looked at, null where there is nothing to do for them. `joined` is the
    number of the revision by which it was put into a story. `above` is which share of its feed stood above it when it
    was first seen, null where that says nothing.
    """

    public_id = models.CharField(max_length=16, unique=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="articles")
    guid = models.CharField(max_length=2048)
    url = models.CharField(max_length=2048, db_index=True)
    address = models.CharField(max_length=2048, blank=True)
    twin = models.CharField(max_length=32, blank=True)
    entry = models.TextField()
    first_seen = models.DateTimeField(db_index=True)
    due = models.DateTimeField(null=True, db_index=True)
    checked = models.DateTimeField(null=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    missing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    rests = models.DateTimeField(null=True)
    lost = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(default=0)
    rendered = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    withdrawn = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=16, blank=True)
    erased = models.BooleanField(default=False)
    expires = models.DateTimeField(null=True, db_index=True)
    stale = models.BooleanField(default=False)
    listed = models.TextField(blank=True)
    illustrate = models.DateTimeField(null=True, db_index=True)
    joined = models.PositiveIntegerField(default=0)
    above = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "guid"], name="one_article_a_guid"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "address"], name="by_address"),
            models.Index(fields=["source", "twin"], name="by_twin"),
            models.Index(
                fields=["first_seen"], name="unrendered", condition=models.Q(rendered__lt=models.F("revision"))
            ),
            models.Index(fields=["first_seen"], name="stale", condition=models.Q(stale=True)),
            models.Index(fields=["first_seen"], name="unshown", condition=models.Q(shown__lt=models.F("version"))),
            models.Index(fields=["first_seen"], name="unjoined", condition=models.Q(joined__lt=models.F("rendered"))),
            models.Index(fields=["cause"], name="gone", condition=~models.Q(withdrawn="")),
            models.Index(fields=["first_seen"], name="unread", condition=models.Q(revision=0, due__isnull=False)),
            models.Index(fields=["-checked", "id"], name="troubled", condition=~models.Q(error="")),
        ]


class Revision(models.Model):
    """One immutable state of an article: its Document and what its publisher signals about rights."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    document = models.TextField()
    signals = models.TextField()
    seen = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_a_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["seen"], name="revisions_by_time")]


class Rendition(models.Model):
    """One revision in one language, sentence by sentence, and how many of these came out how (null: not counted)."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="renditions")
    language = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    body = models.TextField()
    made = models.DateTimeField()
    sentences = models.PositiveIntegerField(null=True)
    repaired = models.PositiveIntegerField(null=True)
    flagged = models.PositiveIntegerField(null=True)
    original = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "language"], name="one_rendition_a_language"),
        ]
        indexes: ClassVar = [models.Index(fields=["made"])]


class Update(models.Model):
    """An edit of what was published in one edition; `digest` names its changes, so that it is stored once.

    `corrects` tells that it changed a fact, `ours` that only the translation was edited.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="updates")
    language = models.CharField(max_length=16)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    changes = models.TextField()
    corrects = models.BooleanField()
    ours = models.BooleanField()
    when = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language", "revision", "digest"], name="one_update_an_edit"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["language", "-when"], name="corrections", condition=models.Q(corrects=True)),
        ]


class Page(models.Model):
    """An article's permanent address in one edition, and the state of the rendition that stands there now.

    `item` and `content` are what lists and feeds were last made of (empty where they say only that it was withdrawn),
    `section`, `source` and `placed` in which lists and where in them it stands; `placed` is null where in none. `live`
    tells the listed from the withdrawn, `untold` that others may have to be told of it. `number` counts the pages of an
    edition as they come to its lists: lists of a fixed number of them never change their size.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pages")
    language = models.CharField(max_length=16)
    slug = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=16)
    reason = models.TextField(blank=True)
    section = models.CharField(max_length=24, blank=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="pages", null=True)
    placed = models.DateTimeField(null=True)
    live = models.BooleanField(default=False)
    untold = models.BooleanField(default=False)
    number = models.PositiveIntegerField(null=True)
    item = models.TextField(blank=True)
    content = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language"], name="one_page_an_edition"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["language", "live", "-placed"], name="edition_list"),
            models.Index(fields=["language", "section", "live", "-placed"], name="section_list"),
            models.Index(fields=["source", "language", "live", "-placed"], name="source_list"),
            models.Index(fields=["language", "number"], name="edition_parts"),
            models.Index(fields=["language", "section", "number"], name="section_parts"),
            models.Index(fields=["source", "language", "number"], name="source_parts"),
            models.Index(fields=["state", "language"], name="by_state"),
            models.Index(fields=["id"], name="untold", condition=models.Q(untold=True)),
        ]


class Memory(models.Model):
    """A sentence once translated and proved under one set of rules; `used` is the day of its last use."""

    key = models.CharField(max_length=64, primary_key=True)
    sentence = models.TextField()
    used = models.DateField(db_index=True)


class Note(models.Model):
    """A short fact about the site as a whole: under which settings it is rendered, what a hub was told last."""

    name = models.CharField(max_length=100, unique=True)
    text = models.TextField()
