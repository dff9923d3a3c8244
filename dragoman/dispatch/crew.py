"""The crew: worker processes for whatever holds the interpreter lock (extraction, translation, verification).

A worker does one task at a time and has a pipe of its own, so a task that kills its worker harms no other. The kernel
keeps the bounds: an alarm ends a task past its processor time, another one that sleeps for too long, even where it
holds the interpreter lock or has lost its parent; and a worker at its limit gets no more memory.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Literal, TypeVar

from dragoman.errors import WorkerLost

Result = TypeVar("Result")
Item = TypeVar("Item")
Answer = tuple[bool, Any]
"""Whether a task was done, and its result or the error it raised."""

MB = 1024 * 1024
TASKS = 1000
"""What a worker does before a fresh one takes its place: whatever libraries leak goes with it."""

Start = Literal["forkserver", "fork"]
"""How a worker is made: a fork is quicker, but one of a process with threads can deadlock; a fork server can't."""


def preload(*modules: str) -> None:
    """Have a fork server import modules that workers then share, beside what is done here; before there is a worker."""
    forkserver.set_forkserver_preload(list(modules))
    _serve_forks()


def _serve_forks() -> None:
    """Have a fork server running that leaves Ctrl-C to its parent even before its imports are done."""
    resource_tracker.ensure_running()  # which lets signals in again, and is started else by what comes next
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def timed(function: Callable[[Item], Result], item: Item) -> tuple[Result, int, float]:
    """Return what a function returns for an item, when that began, in nanoseconds since 1970, and its seconds."""
    at, began = time.time_ns(), time.perf_counter()
    return function(item), at, time.perf_counter() - began


_ALARMED = (-signal.SIGALRM, -signal.SIGPROF)
_NO_MEMORY = pickle.dumps((False, MemoryError()))


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
        self._free = threading.Semaphore(self.processes or 1)
        self._idle: deque[_Worker] = deque()
        self._hands = ThreadPoolExecutor(self.processes or 1, thread_name_prefix="crew")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, function: Callable[..., Result], *arguments: Any, timeout: float | None = None) -> Result:
        """Return what a function returns; raise what it raises, or WorkerLost where it broke a bound or its worker.

        `timeout` is in seconds, where it is not that of the crew.
        """
        if self.processes == 0:
            return function(*arguments)
        with self._free:
            seconds = self._timeout if timeout is None else timeout
            done, result = self._perform(_Task(function, arguments, seconds, self._patience))
        if not done:
            raise result
        return result  # type: ignore[no-any-return]

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        instead: Callable[[Item], Result] | None = None,
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with what the function returns for it, in order; only a few items are held at a time.

        `instead` gives the result of an item over which a worker was lost; without it, WorkerLost is raised.
        """
        under_way: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            under_way.append((item, self._hands.submit(self._one, function, item, instead)))
            if len(under_way) > 4 * self.processes:
                first, task = under_way.popleft()
                yield first, task.result()
        while under_way:
            first, task = under_way.popleft()
            yield first, task.result()

    def _one(self, function: Callable[[Item], Result], item: Item, instead: Callable[[Item], Result] | None) -> Result:
        try:
            return self.run(function, item)
        except WorkerLost:
            if instead is None:
                raise
            return instead(item)

    def close(self) -> None:
        """Wait for the tasks under way, and stop all workers."""
        self._hands.shutdown(wait=True, cancel_futures=True)
        for _ in range(self.processes):
            self._free.acquire()
        while self._idle:
            self._idle.pop().stop()

    def _perform(self, task: _Task, *, again: bool = True) -> Answer:
        # A worker also dies by another's hand, or is full of what other tasks left: a fresh one has a second try.
        worker = self._hire() if again else _Worker(self._start, self._memory)
        try:
            answer = worker.perform(task)
        except _Lost as lost:
            is_late = lost.is_late or task.left <= 0
            if again and not is_late:
                return self._perform(task, again=False)
            fate = f"took over {task.seconds:g} seconds" if is_late else lost
            return False, WorkerLost(f"{task.name} {fate} and was stopped; what it worked on is left for later")
        self._keep(worker)
        return answer

    def _hire(self) -> _Worker:
        with suppress(IndexError):
            return self._idle.pop()
        return _Worker(self._start, self._memory)

    def _keep(self, worker: _Worker) -> None:
        if worker.tasks < TASKS:
            self._idle.append(worker)
        else:
            worker.stop()


class _Task:
    """A function with its arguments, and the seconds that it has from now on: `patience` times as many by the clock."""

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, patience: float
    ) -> None:
        self.function, self.arguments, self.seconds = function, arguments, seconds
        self._deadline = time.monotonic() + seconds * patience

    @property
    def left(self) -> float:
        return self._deadline - time.monotonic()

    @property
    def name(self) -> str:
        return _name(self.function)


def _name(function: Callable[..., Any]) -> str:
    """Return what a function is called beneath all that wraps it."""
    if not isinstance(function, partial):
        return str(function.__name__)
    wrapped = function.args[0] if function.func is timed else function.func
    return _name(wrapped)


class _Lost(Exception):
    """A worker is of no use any more; says what its task did to it, and whether that took too long."""

    def __init__(self, told: str, *, is_late: bool = False) -> None:
        super().__init__(told)
        self.is_late = is_late


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, start: Start, memory: int | None) -> None:
        self.tasks = 0
        self._memory = memory
        if start == "forkserver":
            _serve_forks()
        context: Any = multiprocessing.get_context(start)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, memory), daemon=True)
        self._process.start()
        theirs.close()

    def perform(self, task: _Task) -> Answer:
        """Have a task done before its deadline; raises _Lost where the worker did not live to do it."""
        self.tasks += 1
        order = pickle.dumps((task.seconds, task.left, task.function, task.arguments))
        try:
            self._pipe.send_bytes(order)
            done, result = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise _Lost("killed its worker twice", is_late=self._process.exitcode in _ALARMED) from None
        if isinstance(result, MemoryError):
            self.stop()
            raise _Lost(f"wanted more memory than a worker may have ({(self._memory or 0) // MB} MB)")
        return done, result

    def stop(self) -> None:
        """Let an idle worker end, and wait for that."""
        with suppress(OSError):
            self._pipe.send_bytes(b"")
        self._process.join()
        self._pipe.close()


# --- In the worker -----------------------------------------------------------------------------------------------


def _work(pipe: Connection, memory: int | None) -> None:
    """Carry out order after order until an empty one comes."""
    _begin(memory)
    with suppress(EOFError, OSError):
        while order := pipe.recv_bytes():
            pipe.send_bytes(_answer(order))


def _begin(memory: int | None) -> None:
    """Make a worker leave interrupts to its parent, end when its parent does, and keep to its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if memory:
        # Unlike its address space, the data of a process holds no mapped files and no room that is only set aside.
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory if most < 0 else min(memory, most), most))
        # Libraries that abort for want of memory say so at length; the crew says it in a sentence.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _answer(order: bytes) -> bytes:
    try:
        seconds, left, function, arguments = pickle.loads(order)  # noqa: S301 - from our own crew
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))
        return pickle.dumps((True, function(*arguments)))
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the task was given
        return _told(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _told(error: Exception) -> bytes:
    """Pickle an error with a note of where it was raised; one that can't be pickled is told in words."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        told = pickle.dumps((False, error))
        pickle.loads(told)  # noqa: S301 - just made
    except Exception:  # noqa: BLE001 - an error's own way of being pickled may raise anything
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return told
