"""The local dispatcher: one process, jobs in threads by urgency, whatever needs a core in the crew."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import structlog

from dragoman.errors import DragomanError

log = structlog.get_logger()

LOSSES = 3
"""How many processes a job may take with it before it is given up."""


class Urgency(IntEnum):
    """What goes first: the look for what is missing, then finished work to the page, then what is nearest to it.

    Corrections go before news, and news before what would only look otherwise today.
    """

    SWEEP = 0
    PUBLISH = 1
    CORRECT = 2
    INTERPRET = 3
    READ = 4
    POLL = 5
    RENEW = 6


RENDERING = (Urgency.CORRECT, Urgency.INTERPRET, Urgency.RENEW)
"""What has articles rendered."""


@dataclass(frozen=True, slots=True)
class Job:
    """A step of the wire for one thing, named by both: a job that waits or is under way is not put in twice.

    `again` jobs, put in while one of their name is under way, are done once more after it: what they look at may have
    changed meanwhile.
    """

    step: str
    subject: str
    urgency: Urgency
    group: str = ""
    """Jobs of one group (a host, the site tree) are performed one at a time."""
    delay: float = 0.0
    """Seconds to wait before it starts, so that several causes make one run."""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Threads:
    """How many jobs are done at once, and how many articles at most are rendered among them."""

    most: int = 16
    rendering: int = 8

    @property
    def half(self) -> int:
        """Return how many jobs of one urgency are done at once: a flood of text to translate stops no poll."""
        return max(1, self.most // 2)

    def has_room(self, urgency: Urgency, busy: Counter[Urgency]) -> bool:
        """Tell whether one more job of an urgency may begin beside those under way; a correction waits for no other."""
        waits = urgency in RENDERING and urgency is not Urgency.CORRECT
        if waits and sum(busy[each] for each in RENDERING) >= self.rendering:
            return False
        return busy[urgency] < self.half


class Perform(Protocol):
    """Does one job and returns those that follow from it."""

    def __call__(self, job: Job) -> Iterable[Job]: ...


class Dispatcher(Protocol):
    """Has jobs performed, and all that follow from them, until none is left or it is stopped."""

    def run(self, jobs: Iterable[Job]) -> None: ...

    def stop(self) -> None: ...


def attempt(perform: Perform, job: Job) -> Iterable[Job]:
    """Perform a job and return those that follow; an error ends the job only, and is logged."""
    try:
        return perform(job)
    except DragomanError as error:
        log.warning("job failed", step=job.step, subject=job.subject, error=str(error))
    except Exception as error:
        # The edge of a job is where a mistake of ours must stop: the others go on.
        log.error("job broke", step=job.step, subject=job.subject, error=repr(error))  # noqa: TRY400
        log.info("how it broke", exc_info=True)
    return ()


class LocalDispatcher:
    """Perform jobs in threads until none is left; an error ends its job only."""

    def __init__(
        self,
        perform: Perform,
        threads: Threads = Threads(),
        after_thread: Callable[[], None] = lambda: None,
        *,
        hasty: bool = False,
    ) -> None:
        self._perform = perform
        self._hasty = hasty
        self._threads = threads
        self._after_thread = after_thread
        self._changed = threading.Condition()
        self._ready: dict[Urgency, list[tuple[int, Job]]] = {urgency: [] for urgency in Urgency}
        self._later: list[tuple[float, int, Job]] = []
        self._parked: dict[str, deque[tuple[int, Job]]] = {}
        self._named: dict[tuple[str, str], Urgency] = {}
        self._under_way: dict[tuple[str, str], Job | None] = {}
        self._order = itertools.count()
        self._busy: Counter[Urgency] = Counter()
        self._stopping = False

    def put(self, jobs: Iterable[Job]) -> None:
        """Add jobs that do not wait already."""
        with self._changed:
            for job in jobs:
                self._put(job)
            self._changed.notify_all()

    def _put(self, job: Job) -> None:
        name = (job.step, job.subject)
        if name in self._under_way:
            before = self._under_way[name]
            if job.again and (before is None or job.urgency < before.urgency):
                self._under_way[name] = job
        elif job.urgency < self._named.get(name, len(Urgency)):
            self._named[name] = job.urgency
            heapq.heappush(self._later, (time.monotonic() + job.delay, next(self._order), job))

    def run(self, jobs: Iterable[Job]) -> None:
        """Perform jobs and all that follow from them; return when none is left or `stop` was called."""
        self.put(jobs)
        threads = [threading.Thread(target=self._work, name=f"desk-{n}") for n in range(self._threads.most)]
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
                    self.put(attempt(self._perform, job))
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
                    name = (job.step, job.subject)
                    del self._named[name]
                    self._under_way[name] = None
                    self._busy[job.urgency] += 1
                    return job
                if not self._later and not self._busy.total():
                    break
                self._changed.wait(self._later[0][0] - time.monotonic() if self._later else None)
            self._changed.notify_all()
            return None

    def _ripen(self) -> None:
        """Move the jobs whose time has come to the ready ones; where nothing else is to do, haste waits for none."""
        idle = self._hasty and not self._busy.total() and not any(self._ready.values())
        while self._later and (idle or self._later[0][0] <= time.monotonic()):
            _, order, job = heapq.heappop(self._later)
            heapq.heappush(self._ready[job.urgency], (order, job))

    def _pop(self) -> Job | None:
        """Take the most urgent ready job whose group is free; park those met on the way whose group is not."""
        for urgency, ready in self._ready.items():
            while ready and self._threads.has_room(urgency, self._busy):
                order, job = heapq.heappop(ready)
                if self._named.get((job.step, job.subject)) is not urgency:
                    continue  # put in again since, as more urgent
                if job.group in self._parked:
                    self._parked[job.group].append((order, job))
                    continue
                if job.group:
                    self._parked[job.group] = deque()
                return job
        return None

    def _done(self, job: Job) -> None:
        with self._changed:
            self._busy[job.urgency] -= 1
            for order, parked in self._parked.pop(job.group, ()):
                heapq.heappush(self._ready[parked.urgency], (order, parked))
            if again := self._under_way.pop((job.step, job.subject)):
                self._put(again)
            self._changed.notify_all()
