"""The dispatcher of many machines: jobs wait in PostgreSQL (procrastinate), any process of the site takes them.

What is put in twice, waits for its group or is under way is told by the queue's own locks. A process that dies is
missed by its heartbeat, and what it had under way is done again by another; a job that lost three processes is given
up. Jobs are only ever a hint: what they should make is found by the next sweep, so none is kept when it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.jobs import Job as Queued
from procrastinate.manager import JobManager

from dragoman.dispatch.local import LOSSES, Job, Perform, Threads, Urgency, attempt

log = structlog.get_logger()

HEARTBEAT, STALLED = 4.0, 16.0
"""Seconds between two heartbeats of a process, and without any until it is taken for dead."""
PAUSE = 2.0
"""Seconds between two tries to reach the server."""
LOOK = 1.0
"""Seconds after which workers look for jobs that nobody told them of: those that were put off."""
TASK = "perform"
_THERE = """
SELECT queueing_lock, max(priority) FILTER (WHERE status = 'todo') AS waits_at FROM procrastinate_jobs
WHERE queueing_lock = ANY(%(names)s) AND status IN ('todo', 'doing') GROUP BY queueing_lock
"""
_HURRY = """
UPDATE procrastinate_jobs SET priority = %(priority)s, args = args || jsonb_build_object('urgency', -%(priority)s),
scheduled_at = CASE WHEN %(delay)s > 0 THEN now() + %(delay)s * interval '1 second' END
WHERE queueing_lock = %(name)s AND status = 'todo'
"""
_NEXT = """
SELECT pg_notify('procrastinate_queue_v1#' || queue_name, json_build_object('type', 'job_inserted', 'job_id', id)::text)
FROM (SELECT queue_name, id FROM procrastinate_jobs WHERE lock = %(lock)s AND status = 'todo'
AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY priority DESC, id LIMIT 1) AS waiting
"""


class Steps(NamedTuple):
    """The steps whose jobs a process takes; those that translate have a share of the threads, all others another.

    So a flood of text to translate stops no poll.
    """

    translating: Collection[str]
    others: Collection[str]


class QueueDispatcher:
    """Perform the jobs of some steps that wait at a PostgreSQL address, until stopped.

    What it is run with is put in again where it was lost: a job that goes on by itself goes on for ever.

    `given_up` is told of a job that three processes did not survive.
    """

    def __init__(
        self,
        address: str,
        perform: Perform,
        steps: Steps,
        given_up: Callable[[Job], None],
        threads: Threads = Threads(),
    ) -> None:
        self._app = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=8))
        self._app.job_manager = _Telling(self._app.connector)
        self._app.task(name=TASK)(self._do)
        self._perform, self._given_up, self._steps = perform, given_up, steps
        self._pool = ThreadPoolExecutor(threads.most, thread_name_prefix="desk")
        self._threads = threads
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._first: tuple[Job, ...] = ()

    def run(self, jobs: Iterable[Job]) -> None:
        """Put jobs in, and perform whatever waits until `stop` is called; a server that is away is waited for."""
        self._first = tuple(jobs)
        with asyncio.Runner() as runner, self._pool:
            runner.run(self._run())

    def stop(self) -> None:
        """End after the jobs that are under way."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            try:
                async with self._app.open_async():
                    await self._put(self._first)
                    await self._work()
            except (ConnectorException, psycopg.Error) as error:
                log.warning("the database is out of reach; it is tried again", error=" ".join(str(error).split()))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), PAUSE)

    async def _work(self) -> None:
        """Work with the queue until stopped or until one of the parts fails; then let the others end."""
        translating = min(self._threads.half, self._threads.rendering)
        shares = ((self._steps.translating, translating), (self._steps.others, self._threads.half))
        parts = [asyncio.create_task(self._take(steps, share)) for steps, share in shares if steps]
        parts += [asyncio.create_task(self._rescue()), asyncio.create_task(self._until_stopped())]
        done, going = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for part in going:
            part.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        for part in done:
            part.result()

    async def _take(self, steps: Collection[str], share: int) -> None:
        await self._app.run_worker_async(
            queues=sorted(steps),
            concurrency=share,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            fetch_job_polling_interval=LOOK,
        )

    async def _until_stopped(self) -> None:
        await self._stopping.wait()

    async def _do(self, step: str, subject: str, urgency: int, group: str) -> None:
        job = Job(step, subject, Urgency(urgency), group)
        loop = asyncio.get_running_loop()
        await self._put(await loop.run_in_executor(self._pool, attempt, self._perform, job))

    async def _put(self, jobs: Iterable[Job]) -> None:
        """Put in the jobs that do not wait already, nor are under way unless they are to be done again.

        One that waits and is more urgent now goes ahead.
        """
        named = {_name(job): job for job in sorted(jobs, key=lambda job: job.urgency, reverse=True)}
        if not named:
            return
        rows = await self._app.connector.execute_query_all_async(_THERE, names=list(named))
        there = {row["queueing_lock"]: row["waits_at"] for row in rows}
        for name, job in named.items():
            waits_at = there.get(name)
            if name not in there or (waits_at is None and job.again):
                await self._defer(name, job)
            elif waits_at is not None and waits_at < -job.urgency:
                told = {"name": name, "priority": -job.urgency, "delay": job.delay}
                await self._app.connector.execute_query_async(_HURRY, **told)

    async def _defer(self, name: str, job: Job) -> None:
        with suppress(AlreadyEnqueued):
            await self._app.configure_task(
                TASK,
                queue=job.step,
                priority=-job.urgency,
                lock=job.group or name,
                queueing_lock=name,
                schedule_in={"seconds": job.delay} if job.delay else None,
            ).defer_async(step=job.step, subject=job.subject, urgency=int(job.urgency), group=job.group)

    async def _rescue(self) -> None:
        """Have what dead processes left done again."""
        while True:
            for queued in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
                await self._do_again(queued)
            await asyncio.sleep(HEARTBEAT)
            await self._put(job for job in self._first if job.again)

    async def _do_again(self, queued: Queued) -> None:
        manager = self._app.job_manager
        if queued.attempts + 1 >= LOSSES:
            told = queued.task_kwargs
            job = Job(str(told["step"]), str(told["subject"]), Urgency(int(str(told["urgency"]))), str(told["group"]))
            await asyncio.get_running_loop().run_in_executor(self._pool, self._given_up, job)
            await manager.finish_job(queued, Status.FAILED, delete_job=True)
            return
        try:
            await manager.retry_job(queued)
        except (ConnectorException, AlreadyEnqueued):  # one of its name waits already
            await manager.finish_job(queued, Status.FAILED, delete_job=True)


class _Telling(JobManager):
    """Wake the workers when a job is done that others of its group wait for.

    The queue itself wakes them for new jobs only; a group would go on when they next look, one job a second.
    """

    async def finish_job(self, job: Queued, status: Status, delete_job: bool) -> None:
        await super().finish_job(job, status, delete_job)
        if job.lock != job.queueing_lock:
            await self.connector.execute_query_async(_NEXT, lock=job.lock)


def _name(job: Job) -> str:
    return f"{job.step}:{job.subject}"
