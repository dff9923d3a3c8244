"""The wire at work: what is missing is found by a sweep, done by the dispatcher, until nothing is missing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta

import structlog

from dragoman import metrics, traces
from dragoman.dispatch.local import LOSSES, Dispatcher, Job, LocalDispatcher, Threads
from dragoman.errors import DragomanError
from dragoman.flow import announcing, editions, illustrating, jobs, pruning, searching, telling
from dragoman.flow.desk import Desk, door_settings
from dragoman.flow.reload import Wishes
from dragoman.flow.steps import POLLER, STEPS, TRANSLATING, WORKER, about
from dragoman.newsroom import (
    archive,
    articles,
    breakdowns,
    notes,
    pictures,
    reports,
    sources,
    subscriptions,
    withdrawal,
)
from dragoman.newsroom.setup import UNAVAILABLE, refresh, release

log = structlog.get_logger()

RENDERED_UNDER = "rendered under"
SWEEP = 1000
"""Jobs of one kind that a sweep finds at most; the next sweep finds the rest."""
AHEAD = timedelta(days=8)
"""Nothing but a hub is ever due further ahead."""
BROKEN = timedelta(hours=1)
"""How long a thing over which we broke is left alone."""
COUNTED = timedelta(minutes=1)
"""How often the memory's sentences are counted."""
TOLD = 100
"""Breakages that are kept to be told."""


class Wire:
    """Run the wire of one site, or some of its steps: what the others should do, theirs find by themselves.

    Where a server holds the tables, the jobs of all steps go through its queue; `threads` are done here at once.
    """

    def __init__(self, desk: Desk, steps: frozenset[str] = POLLER | WORKER, threads: int = 16) -> None:
        self.desk = desk
        self._queue = desk.settings.database.address
        self._steps = POLLER | WORKER if self._queue else steps
        self._here, self._threads = steps, threads
        # What others were not told before a crash is told at the start; after that, with each publishing.
        self._untold = announcing.wanted(desk.settings)
        self.broken: deque[str] = deque(maxlen=TOLD)
        """What could not be done, a sentence each; troubles of single sources and articles are not among it."""
        self._counted = desk.clock() - COUNTED
        self._swept = desk.clock()
        self._under = ""
        self._dispatcher: Dispatcher | None = None

    def once(self, *, recheck: bool = False) -> None:
        """Poll what is due, carry all work to its end; `recheck` looks at every published article again."""
        self._begin()
        if recheck:
            sources.make_due(self.desk.clock())
            articles.make_due(self.desk.clock())
        tried: set[Job] = set()
        while not self.desk.stopping.is_set() and (found := [job for job in self.missing() if job not in tried]):
            self._run(found, hasty=True)
            tried.update(found)
        if "search" in self._here:
            # What came after the last refresh need not wait for the next.
            self._run([jobs.search()], hasty=True)

    def run(self) -> None:
        """Keep the site up to date until stopped."""
        self._begin()
        self._run([jobs.sweep(at_once=True)])

    def take_up(self, wishes: Wishes) -> None:
        """Work by what the site's files say now: what is under way ends as it began, and is done again if it matters.

        May be called again where the database failed.
        """
        old, files = self.desk, {each.name: getattr(wishes, each.name) for each in fields(wishes)}
        self.desk = replace(old, **files)
        old.outdated.set()
        self.desk.door.adapt(door_settings(self.desk.settings))
        self._untold = announcing.wanted(self.desk.settings)
        sources.try_again(self.desk.clock())  # it may have been what the settings said until now
        self._render_anew()

    def stop(self) -> None:
        """End after the jobs that are under way."""
        self.desk.stopping.set()
        if self._dispatcher:
            self._dispatcher.stop()

    def missing(self) -> Iterator[Job]:
        """Yield a job for each fact that should exist and doesn't, as far as it is ours to make."""
        now = self.desk.clock()
        for question in self._questions():
            yield from question(now)

    def _questions(self) -> Iterator[Callable[[datetime], Iterable[Job]]]:
        """Yield what is to be asked, one kind of fact at a time."""
        desk = self.desk
        if self._steps & POLLER:
            yield lambda now: (jobs.poll(slug, feed) for slug, feed in sources.due_sources(now, SWEEP))
            yield self._to_subscribe
        if self._steps & WORKER:
            yield lambda now: (jobs.read(id_, url) for id_, url in articles.due_articles(now, SWEEP))
            yield lambda now: map(jobs.hide, reports.due(now, SWEEP))
            yield lambda now: map(jobs.expire, withdrawal.expired(now, SWEEP))
            yield lambda now: (jobs.interpret(id_, why) for id_, why in archive.unrendered(now, SWEEP).items())
            yield lambda _: illustrating.missing(desk, SWEEP)
            yield lambda _: [jobs.publish()] if editions.stale(desk, here="publish" in self._here) else []
            yield lambda _: [jobs.search()] if searching.due(desk) else []
            yield self._to_announce
            yield lambda _: telling.missing(desk)
            yield self._to_prune

    def _to_subscribe(self, now: datetime) -> Iterable[Job]:
        if not self.desk.settings.push.subscribe:
            return ()
        return (jobs.subscribe(slug, hub) for slug, hub in subscriptions.due(now, SWEEP))

    def _to_announce(self, _: datetime) -> Iterable[Job]:
        untold, self._untold = self._untold, False
        return [jobs.announce()] if untold else []

    def _to_prune(self, now: datetime) -> Iterable[Job]:
        if now < self._counted + COUNTED:
            return ()
        self._counted = now
        pruning.forget_reporters(self.desk)
        return [jobs.prune()] if pruning.full(self.desk) else []

    def _perform(self, job: Job) -> Iterable[Job]:
        """Do a job, with its subject's name on every line of the log, and return those that follow."""
        began, outcome, told = time.perf_counter(), "broke", about(job)
        with structlog.contextvars.bound_contextvars(**told), traces.step(job.step, told.get("article", "")):
            try:
                found = self._do(job)
                outcome = "done"
            finally:
                taken = time.perf_counter() - began
                metrics.JOBS.labels(job.step, outcome).observe(taken)
                if job.step != jobs.SWEEP:
                    log.info("job", outcome=outcome, seconds=round(taken, 3))
        return found

    def _do(self, job: Job) -> list[Job]:
        """Do a job and return those that follow; a sweep is followed by the next one, whatever became of it."""
        if job.step == jobs.SWEEP:
            metrics.SWEPT.set_to_current_time()
            return [*self._ours(self._seen(job)), jobs.sweep()]
        try:
            refresh()
            found = self._ours(STEPS[job.step].run(self.desk, job.subject))
            if not STEPS[job.step].broken:
                breakdowns.over(job.step, job.subject)
        except Exception as error:
            self._tell(job, error)
            raise
        return found

    def _ours(self, found: Iterable[Job]) -> list[Job]:
        return [each for each in found if each.step in self._steps]

    def _seen(self, sweep: Job) -> list[Job]:
        """Return what is missing, as far as it can be seen: a question that fails keeps no other from its answer."""
        found: list[Job] = []
        for question in (self._look_at_clock, *self._questions()):
            try:
                refresh()
                found += question(self.desk.clock())
            except Exception as error:  # noqa: BLE001 - the next sweep asks again
                self._tell(sweep, error)
                log.warning("job failed", error=repr(error))
                if isinstance(error, UNAVAILABLE):
                    break
        return found

    def _look_at_clock(self, now: datetime) -> Iterable[Job]:
        """Put right what was stored by a clock that was ahead, once it goes back."""
        if now < self._swept:
            log.warning("the clock went back; what was due later is done now", by=str(self._swept - now))
            sources.pull_back(now, AHEAD)
            self._counted = now - COUNTED
        self._swept = now
        return ()

    def _tell(self, job: Job, error: Exception) -> None:
        """Keep what went wrong; a mistake of ours costs the one thing it was made on, and the status tells it."""
        if isinstance(error, UNAVAILABLE):
            self.broken.append(" ".join(f"The database failed ({error}); look at it".split()))
        elif isinstance(error, DragomanError):
            self._record_broken(job, str(error), ours=False)
        else:
            told = f"Dragoman itself broke in {job.step} ({type(error).__name__}: {error}); please report it"
            self._record_broken(job, told)

    def _record_broken(self, job: Job, told: str, *, ours: bool = True) -> None:
        """Keep why a job failed; whether that is `ours` decides if its subject is to be left alone for it."""
        told, now = " ".join(told.split()), self.desk.clock()
        self.broken.append(told)
        if job.step not in STEPS:  # a sweep is asked again anyway
            return
        store = STEPS[job.step].broken
        if not store:
            breakdowns.record(job.step, job.subject, now, told)
        elif ours:
            store(job.subject, now, now + BROKEN, told)

    def _begin(self) -> None:
        """Put right what the last run left, and what has changed since."""
        sources.pull_back(self.desk.clock(), AHEAD)
        if not self._queue and "illustrate" in self._steps:
            # Nobody else illustrates this site, so what is claimed was claimed by a process that died.
            pictures.let_go(self.desk.clock(), illustrating.CLAIM)
            illustrating.sweep(self.desk)
        self._render_anew()

    def _render_anew(self) -> None:
        """Have everything rendered again where what decides on renditions has changed since that was done last.

        Each process does so for itself: another one, that knew of the change before, could not know what we would
        still render by what was in force.
        """
        now = self.desk.digest
        if (self._under or notes.read(RENDERED_UNDER)) not in ("", now):
            archive.make_stale()
        notes.write(RENDERED_UNDER, now)
        self._under = now

    def _run(self, first: Iterable[Job], *, hasty: bool = False) -> None:
        self._dispatcher = self._queued() if self._queue and not hasty else self._local(hasty=hasty)
        if not self.desk.stopping.is_set():
            self._dispatcher.run(first)

    def _at_once(self) -> Threads:
        """Return how much is done at once: of articles, what keeps the crew busy, or an engine behind the network.

        Any more would have all of them wait for each other: the first page would come out with the last.
        """
        is_far = any(engine.translates for engine in self.desk.settings.engines)
        return Threads(self._threads, self._threads if is_far else self.desk.crew.processes + 1)

    def _local(self, *, hasty: bool) -> Dispatcher:
        return LocalDispatcher(self._perform, self._at_once(), after_thread=release, hasty=hasty)

    def _queued(self) -> Dispatcher:
        # Its packages are there only where a server holds the tables.
        from dragoman.dispatch.queue import QueueDispatcher, Steps

        steps = Steps(self._here & TRANSLATING, (self._here - TRANSLATING) | {jobs.SWEEP})
        return QueueDispatcher(self._queue, self._perform, steps, self._give_up, self._at_once())

    def _give_up(self, job: Job) -> None:
        told = f"Dragoman was killed {LOSSES} times in {job.step}; please report it"
        self._record_broken(job, told)
