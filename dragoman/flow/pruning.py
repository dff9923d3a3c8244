"""Keep the memory of sentences within its bound."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.dispatch.local import Job
from dragoman.flow.desk import Desk
from dragoman.newsroom import memory

BATCH = 1000
"""Sentences forgotten in one go: other writers come in between."""


def full(desk: Desk) -> bool:
    """Tell whether the memory holds more than it may."""
    return memory.excess(desk.settings.memory.sentences) > 0


def prune(desk: Desk, _subject: str) -> Iterable[Job]:
    """Forget the sentences that were used least recently, as many as there are too many."""
    while excess := memory.excess(desk.settings.memory.sentences):
        memory.prune(min(excess, BATCH))
    return ()
