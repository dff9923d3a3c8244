"""The steps of the wire: what does each, what it is done for, and what is stored where we broke in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from dragoman.dispatch.local import Job
from dragoman.flow import (
    announcing,
    editions,
    illustrating,
    polling,
    pruning,
    push,
    reading,
    renditions,
    searching,
    taking_down,
    telling,
)
from dragoman.flow.desk import Desk
from dragoman.newsroom import announcements, archive, articles, pictures, sources
from dragoman.newsroom.sources import Failed

Broken = Callable[[str, datetime, datetime, str], None]
"""Stores of a subject that we broke over it: when, when it is tried again, and why, in words."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the wire, done for one subject at a time; `polls` is the poller's work, all else the worker's.

    Where a subject has no place for what `broken` would store, it is told of the step (`newsroom.breakdowns`): what is
    missing is missing, and the next sweep finds it.

    What `translates` has a share of the threads for itself, so that no other step waits for it.
    """

    run: Callable[[Desk, str], Iterable[Job]]
    subject: str = "subject"
    """What the log calls that for which it is done."""
    broken: Broken | None = None
    polls: bool = False
    translates: bool = False


STEPS = {
    "poll": Step(
        polling.poll,
        "source",
        lambda slug, now, again, told: sources.record_failed_poll(slug, Failed(now, again, told)),
        polls=True,
    ),
    "subscribe": Step(push.subscribe, "source", polls=True),
    "read": Step(reading.read, "article", articles.record_failed_reading),
    "interpret": Step(
        renditions.interpret,
        "article",
        lambda id_, _, again, told: archive.record_unrenderable(id_, again, told),
        translates=True,
    ),
    "illustrate": Step(illustrating.illustrate, "article", lambda id_, _, again, __: pictures.postpone(id_, again)),
    "hide": Step(taking_down.hide, "report"),
    "expire": Step(taking_down.expire, "article"),
    "publish": Step(editions.publish),
    "search": Step(searching.search),
    "announce": Step(announcing.announce),
    "tell": Step(telling.tell, "target", lambda name, _, again, told: announcements.record_rest(name, told, again)),
    "prune": Step(pruning.prune),
}
POLLER = frozenset(name for name, step in STEPS.items() if step.polls)
WORKER = frozenset(STEPS) - POLLER
TRANSLATING = frozenset(name for name, step in STEPS.items() if step.translates)


def about(job: Job) -> dict[str, str]:
    """Return what the log says of all that a job does: its step, and what it is done for by name."""
    subject = STEPS[job.step].subject if job.step in STEPS else "subject"
    return {"step": job.step, subject: job.subject}
