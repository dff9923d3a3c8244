"""The command line as a test calls it: `dragoman` with its exit status and what it says, in the test's own process.

A process of its own takes a second of a core; that it works as one is what tests/test_cli.py is about.
"""

from __future__ import annotations

import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import structlog

from dragoman.cli import main
from dragoman.newsroom.setup import release


@dataclass(frozen=True)
class Told:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object, folder: Path | None = None) -> Told:
    """Run a command, in a folder where one is named."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    release()
    with (
        chdir(folder or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["dragoman", *map(str, arguments)]),
    ):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            release()
            structlog.reset_defaults()  # a command writes its log where it was told to
    return Told(code, *(each.buffer.getvalue().decode() for each in (out, err)))
