"""Limits that tests hold what they call to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

SOON = 20.0
"""Seconds of a core: what grows with the square of a hostile input takes minutes, a slow machine takes five."""


PATIENCE = 600.0
"""Seconds of the clock that a test waits for what will come: a machine that is shared may be twenty times slower."""


@contextmanager
def ends_soon(seconds: float = SOON) -> Iterator[None]:
    """Fail where the block takes its own thread longer than that: how fast it is, the benchmarks tell."""
    began = time.thread_time()
    yield
    assert time.thread_time() - began < seconds
