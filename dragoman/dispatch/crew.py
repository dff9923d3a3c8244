"""The crew: worker processes for whatever holds the interpreter lock (extraction, translation, verification).

A worker that dies or hangs takes its pool with it. Whatever was under way is done again, each task alone in a pool
of its own, so that the one that kills its worker is found and the others don't suffer for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from dragoman.errors import WorkerLost

Result = TypeVar("Result")
Item = TypeVar("Item")
LOST = (BrokenProcessPool, TimeoutError, CancelledError)
"""What a task ends in when its worker died, hung, or was stopped because another one did."""


class Crew:
    """Run functions of plain arguments in worker processes (all cores by default); with 0 processes, in this one."""

    def __init__(self, processes: int | None = None, timeout: float = 120.0) -> None:
        self.processes = (os.cpu_count() or 1) if processes is None else processes
        self._timeout = timeout
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._alone = threading.Lock()
        # A task is let in only when a worker is free for it, so that its deadline counts its own time.
        self._free = threading.Semaphore(self.processes or 1)
        self._hands = ThreadPoolExecutor(2 * self.processes or 1, thread_name_prefix="crew")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Return what a function returns; raise what it raises, or WorkerLost where its worker died or hung."""
        if self.processes == 0:
            return function(*arguments)
        with self._free:
            pool = self._current()
            try:
                return pool.submit(function, *arguments).result(self._timeout)
            except LOST:
                self._discard(pool)
        return self._run_alone(function, *arguments)

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with what the function returns for it, in order; only a few items are held at a time."""
        under_way: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            under_way.append((item, self._hands.submit(self.run, function, item)))
            if len(under_way) > 4 * self.processes:
                first, task = under_way.popleft()
                yield first, task.result()
        while under_way:
            first, task = under_way.popleft()
            yield first, task.result()

    def close(self) -> None:
        """Stop all workers."""
        self._hands.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            if self._pool:
                self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _current(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = _pool(self.processes)
            return self._pool

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
                _kill(pool)

    def _run_alone(self, function: Callable[..., Result], *arguments: Any) -> Result:
        with self._alone:
            pool = _pool(1)
            try:
                return pool.submit(function, *arguments).result(self._timeout)
            except LOST:
                name = getattr(function, "func", function).__name__
                raise WorkerLost(
                    f"A worker died or hung twice in {name}; what it worked on is left for later"
                ) from None
            finally:
                _kill(pool)


def _pool(processes: int) -> ProcessPoolExecutor:
    # A fork of a process with threads can deadlock; a fork server is lean and its workers share what it preloaded.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("forkserver"), _begin)


def _begin() -> None:
    """Make a worker leave interrupts to its parent, and end when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _kill(pool: ProcessPoolExecutor) -> None:
    """Stop a pool whose workers may hang; `shutdown` alone would wait for them."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
