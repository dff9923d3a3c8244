"""The crew: worker processes for whatever holds the interpreter lock (extraction, translation, verification).

A worker has a pipe of its own, so a task that kills its worker harms no other.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from dragoman.dispatch.turns import Turns
from dragoman.dispatch.workers import Answer, Lost, Start, Task, Worker
from dragoman.errors import WorkerLost

Result = TypeVar("Result")
Item = TypeVar("Item")
TASKS = 1000
"""What a worker does before a fresh one takes its place: whatever libraries leak goes with it."""
HANDS = 1000
"""Mapped items that wait for their turn at most, each in a thread; whatever is past them waits for one of these."""


class Crew:
    """Run functions of plain arguments in worker processes (all cores by default); with 0 processes, in this one.

    A task may take `timeout` seconds of a processor and `patience` times as many by the clock, since others may be at
    work too; its worker may hold `memory` bytes of data (None: as many as there are). What a worker with a limit writes
    to stderr is lost.
    """

    def __init__(
        self,
        processes: int | None = None,
        timeout: float = 120.0,
        memory: int | None = None,
        start: Start = "forkserver",
        patience: float = 3.0,
    ) -> None:
        self.processes = (os.cpu_count() or 1) if processes is None else processes
        self._timeout, self._memory, self._start, self._patience = timeout, memory, start, patience
        # A task is let in only when a worker is free for it, so that its deadline counts its own time.
        self._turns, self._open = Turns(self.processes or 1), self.processes
        self._idle: deque[Worker] = deque()
        # All that is under way waits for its turn there, else what is mapped first would be done first.
        self._hands = ThreadPoolExecutor(HANDS if self.processes else 1, thread_name_prefix="crew")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, function: Callable[..., Result], *arguments: Any, timeout: float | None = None) -> Result:
        """Return what a function returns; raise what it raises, or WorkerLost where it broke a bound or its worker.

        `timeout` is in seconds, where it is not that of the crew.
        """
        seconds = self._timeout if timeout is None else timeout
        return self._run(time.monotonic(), seconds, function, *arguments)

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        instead: Callable[[Item], Result] | None = None,
        leeway: float = 0.0,
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with what the function returns for it, in order; only a few items are held at a time.

        What others ask for within `leeway` seconds from now goes ahead, and what is mapped then with less of it.
        `instead` gives the result of an item over which a worker was lost; without it, WorkerLost is raised.
        """
        work = partial(self._one, time.monotonic() + leeway, function, instead)
        under_way: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            under_way.append((item, self._hands.submit(work, item)))
            if len(under_way) > 2 * self.processes:
                first, task = under_way.popleft()
                yield first, task.result()
        while under_way:
            first, task = under_way.popleft()
            yield first, task.result()

    def _one(
        self, due: float, function: Callable[[Item], Result], instead: Callable[[Item], Result] | None, item: Item
    ) -> Result:
        try:
            return self._run(due, self._timeout, function, item)
        except WorkerLost:
            if instead is None:
                raise
            return instead(item)

    def _run(self, due: float, seconds: float, function: Callable[..., Result], *arguments: Any) -> Result:
        if self.processes == 0:
            return function(*arguments)
        with self._turns.turn(due):
            done, result = self._perform(Task(function, arguments, seconds, self._patience))
        if not done:
            raise result
        return result  # type: ignore[no-any-return]

    def close(self) -> None:
        """Wait for the tasks under way, and stop all workers; once it is closed this does nothing."""
        self._hands.shutdown(wait=True, cancel_futures=True)
        while self._open:
            self._open -= 1
            self._turns.take(time.monotonic())
        while self._idle:
            self._idle.pop().stop()

    def _perform(self, task: Task, *, again: bool = True) -> Answer:
        # A worker also dies by another's hand, or is full of what other tasks left: a fresh one has a second try.
        worker = self._hire() if again else Worker(self._start, self._memory)
        try:
            answer = worker.perform(task)
        except Lost as lost:
            is_late = lost.is_late or task.left <= 0
            if again and not is_late:
                return self._perform(task, again=False)
            fate = f"took over {task.seconds:g} seconds" if is_late else lost
            return False, WorkerLost(f"{task.name} {fate} and was stopped; what it worked on is left for later")
        self._keep(worker)
        return answer

    def _hire(self) -> Worker:
        with suppress(IndexError):
            return self._idle.pop()
        return Worker(self._start, self._memory)

    def _keep(self, worker: Worker) -> None:
        if worker.tasks < TASKS:
            self._idle.append(worker)
        else:
            worker.stop()
