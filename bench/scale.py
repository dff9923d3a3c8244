"""Measure how the wire grows: what an article costs where many are stored, how many a minute there are, how fresh.

    python bench/scale.py stored [1000 100000 1000000] [--words 72] [--a-day 500] [--tries 20]
    python bench/scale.py idle [1000000] [--words 72] [--a-day 500] [--seconds 60]
    python bench/scale.py rate [--limit 15] [--postgres]
    python bench/scale.py fresh [--limit 30] [--a-minute 20]

`stored` makes sites of so many articles (see `stock`) and has one article after another go through the whole wire, from
its feed to the written pages. It prints the median of what one costs: milliseconds of the processor of the process that
stores and publishes (reading, translating and checking, which workers do, knows nothing of what is stored), queries,
thousands of steps that SQLite takes for them, kilobytes that are written to the tree and the tables; then by how many
megabytes the memory grew meanwhile, and what a sweep costs that finds nothing. `idle` starts `dragoman run` over such a
site, waits until it serves and until it looks for what is missing, which it does first, and then counts the processor
that all its processes take.

`rate` replays so many recorded articles of each of two languages, all there at once, through a poller and a worker with
one process, and through twice as much: on SQLite a worker with two processes, with --postgres two workers with one
each. `fresh` has as many articles come a minute to a site under `dragoman run`, which polls at each sweep, and prints
how long after a poll was shown an article its page stood. All checks are on in both.
"""

from __future__ import annotations

import argparse
import logging
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import rate
import structlog
from atwork import ask, processor, running, wait
from django.db import connection
from pipeline import family, pss
from replayed import TOOL
from stock import Paper, Stocked, carry
from wire import copied

from dragoman.cli.app import open_desk
from dragoman.dispatch.crew import Crew
from dragoman.flow import jobs
from dragoman.flow.wire import RENDERED_UNDER, Wire
from dragoman.newsroom import notes, searches
from dragoman.newsroom.setup import release
from dragoman.testing.site import ScriptedSite

FEW = 100
"""Articles of a stocked site that went through the whole wire."""


# --- What one article costs ---


@dataclass
class Cost:
    """Milliseconds of the processor, queries, thousands of steps of the database, kilobytes written."""

    processor: float = 0.0
    queries: float = 0.0
    steps: float = 0.0
    written: float = 0.0


@contextmanager
def counted() -> Iterator[Cost]:
    """Yield a Cost that is that of the block once it ends."""
    found = Cost()

    def step() -> int:
        found.steps += 0.1
        return 0

    def query(execute: Callable[..., object], *said: object) -> object:
        found.queries += 1
        return execute(*said)

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, 100)
    processor, written = time.process_time(), _written()
    with connection.execute_wrapper(query):
        yield found
    found.processor = 1000 * (time.process_time() - processor)
    found.written = (_written() - written) / 1024
    connection.connection.set_progress_handler(None, 0)


def _written() -> int:
    return int(re.search(r"wchar: (\d+)", Path("/proc/self/io").read_text())[1])


def stored(asked: argparse.Namespace) -> None:
    """Print what an article costs in sites of the sizes that are asked for."""
    print(
        "  articles   made in  processor ms  queries  k steps  KB written  MB more   a sweep: ms  k steps", flush=True
    )
    with stocked(asked) as few:
        for size in asked.sizes or [1000, 100_000, 1_000_000]:
            began = time.monotonic()
            few.site.folder = grown(few, size)
            made = time.monotonic() - began
            found, memory, swept = costs(few, asked.tries)
            line = f"{found.processor:12.0f} {found.queries:8.0f} {found.steps:8.0f} {found.written:11.0f}"
            sweep = f"{swept.processor:13.1f} {swept.steps:8.1f}"
            print(f"{size:10,} {made:7.0f} s {line}  {memory:8.1f} {sweep}", flush=True)


@contextmanager
def stocked(asked: argparse.Namespace) -> Iterator[Stocked]:
    """Yield a site of a few articles."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as name, ScriptedSite() as place, Crew(1) as crew:
        few = Stocked(Path(name) / "few", crew, Paper(place, asked.words), asked.a_day)
        few.work(FEW)
        yield few


def grown(few: Stocked, size: int) -> Path:
    """Return a copy of a site with as many articles as are asked for."""
    folder = few.folder.with_name(str(size))
    few.copy(copied(few.folder, folder), size // FEW - 1)
    few.paper.shown = FEW
    few.paper.print(0)
    return folder


def costs(few: Stocked, tries: int) -> tuple[Cost, float, Cost]:
    """Return what one article costs, by how much memory grew, and what a sweep costs that finds nothing."""
    taken: list[Cost] = []
    with few.site.desk() as desk:
        for n in range(10 + tries):
            if n == 10:  # what a running process keeps is there by now
                before = _memory()
            few.paper.print(1)
            few.site.clock.forward(days=1 / few.a_day)
            with counted() as cost:
                carry(desk, jobs.poll("paper", ""))
            taken.append(cost)
        wire = Wire(desk)
        list(wire.missing())
        with counted() as swept:
            list(wire.missing())
    release()
    each = zip(*map(astuple, taken[10:]), strict=True)
    return Cost(*map(statistics.median, each)), _memory() - before, swept


def _memory() -> float:
    """Return the memory of this process now, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


# --- A site at rest ---


def idle(asked: argparse.Namespace) -> None:
    """Print how soon a site of each size is at work, and what it takes while nothing comes."""
    with stocked(asked) as few:
        for size in asked.sizes or [1_000_000]:
            folder = grown(few, size)
            with open_desk(folder) as desk:
                # As if the engines of this machine had made what the scripted one made, and all was in the search.
                notes.write(RENDERED_UNDER, desk.digest)
                searches.record_refreshed(desk.clock())
            release()
            at_rest(folder, size, asked.seconds)


def at_rest(folder: Path, size: int, seconds: float) -> None:
    """Print the line of one site."""
    at = "127.0.0.1:9464"
    began = time.monotonic()
    with running([], folder, "run", "--port", "8199", listen=at) as process:
        wait(lambda: ask("http://127.0.0.1:8199/readyz"))
        serves, to_serve = time.monotonic() - began, processor(process.pid)
        wait(lambda: re.search(r"^dragoman_last_sweep_timestamp_seconds [1-9]", ask(f"http://{at}/metrics"), re.M))
        works, to_work = time.monotonic() - began, processor(process.pid)
        time.sleep(20)
        before = processor(process.pid)
        time.sleep(seconds)
        share = (processor(process.pid) - before) / seconds
        memory = sum(map(pss, family(process.pid))) / 1024
        began = time.monotonic()
        ask(f"http://{at}/metrics")
        scraped = time.monotonic() - began
    print(
        f"{size:,} articles: serves after {serves:.1f} s ({to_serve:.1f} s of processors), works after {works:.1f} s"
        f" ({to_work:.1f} s); idle {share:.2%} of a core, {memory:.0f} MB; its numbers are told in {scraped:.2f} s",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for command, numbers in (
        (stored, {"words": 72, "a-day": 500, "tries": 20}),
        (idle, {"words": 72, "a-day": 500, "seconds": 60}),
        (rate.rate, {"limit": 15}),
        (rate.fresh, {"limit": 30, "a-minute": 20}),
    ):
        asks = commands.add_parser(command.__name__, help=command.__doc__)
        asks.set_defaults(command=command)
        for name, value in numbers.items():
            asks.add_argument(f"--{name}", type=int, default=value)
        if "words" in numbers:
            asks.add_argument("sizes", nargs="*", type=int)
        else:
            asks.add_argument("--replay", type=Path, default=TOOL)
            asks.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    asked.command(asked)


if __name__ == "__main__":
    main()
