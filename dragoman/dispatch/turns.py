"""Turns at a few places: whoever is due first is next, and of those that are due together whoever asked first."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Let so many in at once. A semaphore would let whoever just left come in again before all others."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int, threading.Event]] = []
        self._order = itertools.count()
        self._changing = threading.Lock()

    @contextmanager
    def turn(self, due: float) -> Iterator[None]:
        """Wait for a place, and hold it; `due` is in seconds of a clock that never goes back."""
        self.take(due)
        try:
            yield
        finally:
            self._give()

    def take(self, due: float) -> None:
        """Wait for a place, and keep it."""
        called = threading.Event()
        with self._changing:
            if self._free:
                self._free -= 1
                return
            heapq.heappush(self._waiting, (due, next(self._order), called))
        try:
            called.wait()
        except BaseException:  # an interrupt: whoever leaves must hold no place
            self._leave(called)
            raise

    def _leave(self, called: threading.Event) -> None:
        with self._changing:
            self._waiting = [each for each in self._waiting if each[-1] is not called]
            heapq.heapify(self._waiting)
        if called.is_set():
            self._give()

    def _give(self) -> None:
        with self._changing:
            if self._waiting:
                heapq.heappop(self._waiting)[-1].set()
            else:
                self._free += 1
