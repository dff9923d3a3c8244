"""The local dispatcher: one process, jobs in threads by urgency, whatever needs a core in the crew."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import structlog

from dragoman.errors import DragomanError

log = structlog.get_logger()


class Urgency(IntEnum):
    """What goes first: finished work to the page, then what is nearest to it."""

    PUBLISH = 0
    INTERPRET = 1
    READ = 2
    POLL = 3


@dataclass(frozen=True, slots=True)
class Job:
    """A step of the wire for one thing, named by both: a job that waits already is not put in twice."""

    step: str
    subject: str
    urgency: Urgency
    group: str = ""
    """Jobs of one group (a host, the site tree) are performed one at a time."""
    delay: float = 0.0
    """Seconds to wait before it starts, so that several causes make one run."""


class Perform(Protocol):
    """Does one job and returns those that follow from it."""

    def __call__(self, job: Job) -> Iterable[Job]: ...


class LocalDispatcher:
    """Perform jobs in threads until none is left; an error ends its job only."""

    def __init__(
        self,
        perform: Perform,
        threads: int = 16,
        after_thread: Callable[[], None] = lambda: None,
        *,
        hasty: bool = False,
    ) -> None:
        self._perform = perform
        self._hasty = hasty
        self._threads = threads
        self._after_thread = after_thread
        self._changed = threading.Condition()
        self._ready: list[tuple[Urgency, int, Job]] = []
        self._later: list[tuple[float, int, Job]] = []
        self._parked: dict[str, deque[tuple[Urgency, int, Job]]] = {}
        self._named: set[tuple[str, str]] = set()
        self._order = itertools.count()
        self._busy = 0
        self._stopping = False

    def put(self, jobs: Iterable[Job]) -> None:
        """Add jobs that do not wait already."""
        with self._changed:
            for job in jobs:
                name = (job.step, job.subject)
                if name not in self._named:
                    self._named.add(name)
                    heapq.heappush(self._later, (time.monotonic() + job.delay, next(self._order), job))
            self._changed.notify_all()

    def run(self, jobs: Iterable[Job]) -> None:
        """Perform jobs and all that follow from them; return when none is left or `stop` was called."""
        self.put(jobs)
        threads = [threading.Thread(target=self._work, name=f"desk-{n}") for n in range(self._threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        """End after the jobs that are under way."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            while job := self._next():
                try:
                    self.put(self._perform(job))
                except DragomanError as error:
                    log.warning("job failed", step=job.step, subject=job.subject, error=str(error))
                except Exception as error:
                    # The edge of a job is where a mistake of ours must stop: the others go on.
                    log.error("job broke", step=job.step, subject=job.subject, error=repr(error))  # noqa: TRY400
                    log.info("how it broke", exc_info=True)
                finally:
                    self._done(job)
        finally:
            self._after_thread()

    def _next(self) -> Job | None:
        """Wait for a job that is ready; None when the work is over."""
        with self._changed:
            while not self._stopping:
                self._ripen()
                if job := self._pop():
                    self._named.discard((job.step, job.subject))
                    self._busy += 1
                    return job
                if not self._later and self._busy == 0:
                    break
                self._changed.wait(self._later[0][0] - time.monotonic() if self._later else None)
            self._changed.notify_all()
            return None

    def _ripen(self) -> None:
        """Move the jobs whose time has come to the ready ones; where nothing else is to do, haste waits for none."""
        idle = self._hasty and self._busy == 0 and not self._ready
        while self._later and (idle or self._later[0][0] <= time.monotonic()):
            _, order, job = heapq.heappop(self._later)
            heapq.heappush(self._ready, (job.urgency, order, job))

    def _pop(self) -> Job | None:
        """Take the most urgent ready job whose group is free; park those met on the way whose group is not."""
        while self._ready:
            entry = heapq.heappop(self._ready)
            group = entry[2].group
            if group in self._parked:
                self._parked[group].append(entry)
                continue
            if group:
                self._parked[group] = deque()
            return entry[2]
        return None

    def _done(self, job: Job) -> None:
        with self._changed:
            self._busy -= 1
            for entry in self._parked.pop(job.group, ()):
                heapq.heappush(self._ready, entry)
            self._changed.notify_all()
