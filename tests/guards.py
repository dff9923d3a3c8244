"""Limits that tests hold what they call to."""

from __future__ import annotations

import socket
import subprocess
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


def listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a process listens at a port of this machine; tell whether it does, or ended before."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False
