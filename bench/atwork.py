"""The parts of the wire as processes, at work on a site: what they take, and what they log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline import family

DRAGOMAN = Path(sys.executable).with_name("dragoman")
PATIENCE = 900
"""Seconds of the clock in which something must have come."""
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def running(
    log: list[Path], folder: Path, *part: str, listen: str = "", processes: int = 0
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the wire; what it logs goes to a file, if one is named."""
    told = {"DRAGOMAN_WATCHING__LISTEN": listen, "DRAGOMAN_WORK__PROCESSES": str(processes), "DRAGOMAN_LOG": "json"}
    with ExitStack() as opened:
        out = opened.enter_context(log[0].open("wb")) if log else subprocess.DEVNULL
        command = [str(DRAGOMAN), "-v", *part, "--site", str(folder)]
        process = subprocess.Popen(command, env=os.environ | told, stdout=subprocess.DEVNULL, stderr=out)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def ask(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own site
            return f"{answer.read().decode()} "
    except OSError:
        return ""


def wait(there: Callable[[], object]) -> None:
    """Wait until something is there."""
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise SystemExit(f"It was not there after {PATIENCE} seconds")
        time.sleep(0.1)


def processor(pid: int) -> float:
    """Return the seconds of the processor that a process and its family took so far."""
    taken = 0.0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        taken += sum(map(int, fields[11:15])) / TICKS
    return taken
