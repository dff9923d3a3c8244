"""Keep to its bounds what the site holds: the memory of sentences, and what is kept for a while only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dragoman.dispatch.local import Job
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.newsroom import memory, reports, retention
from dragoman.newsroom.retention import ARTICLES, REVISIONS, Window

BATCH = 1000
"""Sentences forgotten in one go: other writers come in between."""


def full(desk: Desk) -> bool:
    """Tell whether anything is held that may not be."""
    return memory.excess(desk.settings.memory.sentences) > 0 or bool(_past(desk, desk.clock()))


def prune(desk: Desk, _subject: str) -> Iterable[Job]:
    """Forget the sentences that were used least recently, as many as there are too many; put away what is too old."""
    while excess := memory.excess(desk.settings.memory.sentences):
        memory.prune(min(excess, BATCH))
    now = desk.clock()
    for found in _past(desk, now):
        if found.kind == REVISIONS:
            retention.drop_revisions(found)
        else:
            retention.drop_articles(found, now)
        retention.record(found)
    return [jobs.publish()]


def forget_reporters(desk: Desk) -> None:
    """Forget who sent reports that were settled long ago."""
    if days := desk.settings.retention.reporters:
        reports.forget_old(desk.clock() - timedelta(days=days))


def _past(desk: Desk, now: datetime) -> list[Window]:
    kept = desk.settings.retention
    found = (retention.window(REVISIONS, kept.revisions, now), retention.window(ARTICLES, kept.articles, now))
    return [each for each in found if each]
