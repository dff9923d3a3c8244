"""The wire at work: what is missing is found by a sweep, done by the dispatcher, until nothing is missing."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import connections

from dragoman.dispatch.local import Job, LocalDispatcher, Urgency
from dragoman.errors import DragomanError
from dragoman.flow import editions, intake, renditions
from dragoman.flow.desk import Desk
from dragoman.newsroom import archive
from dragoman.newsroom import intake as newsroom

STEPS = {
    "poll": intake.poll,
    "read": intake.read,
    "interpret": renditions.interpret,
    "publish": editions.publish,
}
SWEEP = 1000
"""Jobs of one kind that a sweep finds at most; the next sweep finds the rest."""
BROKEN = timedelta(hours=1)
"""How long a thing over which we broke is left alone."""
PAUSE = 5.0
"""Seconds between two sweeps while the wire runs."""
SWEEP_JOB = Job("sweep", "site", Urgency.POLL, delay=PAUSE)


class Wire:
    """Run the wire of one site."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.broken: list[str] = []
        """What could not be done, a sentence each; troubles of single sources and articles are not among it."""
        self._stopped = threading.Event()
        self._dispatcher: LocalDispatcher | None = None

    def once(self, *, recheck: bool = False) -> None:
        """Poll what is due, carry all work to its end; `recheck` looks at every published article again."""
        self._note_settings()
        if recheck:
            newsroom.make_all_due(self.desk.clock())
        tried: set[Job] = set()
        while not self._stopped.is_set() and (jobs := set(self.missing()) - tried):
            self._run(jobs, hasty=True)
            tried |= jobs

    def run(self) -> None:
        """Keep the site up to date until stopped."""
        self._note_settings()
        self._run([SWEEP_JOB])

    def _sweep(self) -> list[Job]:
        return [*self.missing(), SWEEP_JOB]

    def stop(self) -> None:
        """End after the jobs that are under way."""
        self._stopped.set()
        if self._dispatcher:
            self._dispatcher.stop()

    def missing(self) -> Iterator[Job]:
        """Yield a job for each fact that should exist and doesn't."""
        now = self.desk.clock()
        for slug, feed in newsroom.due_sources(now):
            yield intake.poll_job(slug, feed)
        for id_, url in newsroom.due_articles(now, SWEEP):
            yield intake.read_job(id_, url)
        for id_ in archive.unrendered(now, SWEEP):
            yield intake.interpret_job(id_)
        if editions.stale(self.desk):
            yield renditions.publish_job()

    def _perform(self, job: Job) -> Iterable[Job]:
        try:
            return self._sweep() if job == SWEEP_JOB else STEPS[job.step](self.desk, job.subject)
        except DragomanError as error:
            self.broken.append(str(error))
            raise
        except Exception as error:
            # A mistake of ours costs the one thing it was made on, and the status tells it.
            told = f"Dragoman itself broke in {job.step} ({type(error).__name__}: {error}); please report it"
            told = " ".join(told.split())
            self.broken.append(told)
            self._record_broken(job, told)
            raise

    def _record_broken(self, job: Job, told: str) -> None:
        now = self.desk.clock()
        again = now + BROKEN
        if job.step == "poll":
            newsroom.record_failed_poll(job.subject, now, again, told)
        elif job.step == "read":
            newsroom.record_failed_reading(job.subject, now, again, told)
        elif job.step == "interpret":
            archive.record_unrenderable(job.subject, again, told)

    def _note_settings(self) -> None:
        """Have everything rendered again where what decides on renditions has changed since the last run."""
        file = self.desk.folder / "data" / "rendered-under"
        now = renditions.settings_digest(self.desk)
        if file.is_file() and file.read_text(encoding="ascii") != now:
            archive.make_stale()
        file.write_text(now, encoding="ascii")

    def _run(self, jobs: Iterable[Job], *, hasty: bool = False) -> None:
        self._dispatcher = LocalDispatcher(self._perform, after_thread=connections.close_all, hasty=hasty)
        if not self._stopped.is_set():
            self._dispatcher.run(jobs)
