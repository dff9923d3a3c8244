"""The processes of a crew: each does one task at a time, within bounds that the kernel keeps.

An alarm ends a task past its processor time, another one that sleeps for too long, even where it holds the interpreter
lock or has lost its parent; and a worker at its limit gets no more memory.
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
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Literal, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")
Answer = tuple[bool, Any]
"""Whether a task was done, and its result or the error it raised."""
MB = 1024 * 1024
_ALARMED = (-signal.SIGALRM, -signal.SIGPROF)
_NO_MEMORY = pickle.dumps((False, MemoryError()))

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


class Task:
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


class Lost(Exception):
    """A worker is of no use any more; says what its task did to it, and whether that took too long."""

    def __init__(self, told: str, *, is_late: bool = False) -> None:
        super().__init__(told)
        self.is_late = is_late


class Worker:
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

    def perform(self, task: Task) -> Answer:
        """Have a task done before its deadline; raises Lost where the worker did not live to do it."""
        self.tasks += 1
        order = pickle.dumps((task.seconds, task.left, task.function, task.arguments))
        try:
            self._pipe.send_bytes(order)
            done, result = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise Lost("killed its worker twice", is_late=self._process.exitcode in _ALARMED) from None
        if isinstance(result, MemoryError):
            self.stop()
            raise Lost(f"wanted more memory than a worker may have ({(self._memory or 0) // MB} MB)")
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
