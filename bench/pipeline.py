"""Measure the whole wire on recorded real news beside a bare loop of the same engine over the same sentences.

    python bench/pipeline.py [--replay ../shared/tools/replay.py] [--limit N] [--keep DIR]

Starts the replay server, makes a site with its English and Portuguese feeds, runs `dragoman once`, and then gives
every sentence that was translated to the bare engine, in as many processes as there are cores. Prints words a second
of both, their ratio, and the peak memory of all the wire's processes together (PSS: shared pages counted once).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from dragoman.translate.engines.embedded import open_engine, packaged_models
from dragoman.types import Pair

FEEDS = ("/feeds/wikinews-en.xml", "/feeds/agencia-brasil-pt.xml")
DRAGOMAN = Path(sys.executable).with_name("dragoman")


@contextmanager
def replayed(tool: Path, limit: int | None):
    command = [sys.executable, str(tool), "--port", "0", *(["--limit", str(limit)] if limit else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        base = re.search(r"http://\S+", server.stdout.readline())[0]
        try:
            yield base
        finally:
            server.terminate()


class Meter(threading.Thread):
    """Watch the memory of a process and all its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.stopped = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.25):
            self.peak = max(self.peak, sum(map(pss, family(self.pid))))


def family(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(child))]


def pss(pid: int) -> int:
    """Return a process's proportional memory in KiB."""
    try:
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[1])
    except (OSError, TypeError):
        return 0


def translated(site: Path) -> dict[Pair, list[str]]:
    """Return the sentences that the wire gave to an embedded model alone, by pair: most that its memory holds."""
    from dragoman.newsroom.setup import open_database

    open_database(site.resolve() / "data" / "dragoman.sqlite3")
    from dragoman.newsroom import models, rows

    pairs = {files.name: pair for pair, files in packaged_models().items()}
    found: dict[Pair, list[str]] = {}
    for row in models.Memory.objects.iterator():
        sentence = rows.SENTENCE.validate_json(row.sentence)
        if pair := pairs.get(sentence.route.split("/")[0]):
            found.setdefault(pair, []).append(sentence.source.text)
    return found


_engines: dict[Pair, object] = {}


def bare(batch: tuple[Pair, list[str]]) -> None:
    pair, sentences = batch
    engine = _engines.get(pair) or _engines.setdefault(pair, open_engine(pair))
    for sentence in sentences:
        engine.translate(sentence)


def words(sentences: dict[Pair, list[str]]) -> int:
    return sum(len(sentence.split()) for each in sentences.values() for sentence in each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replay", type=Path, default=Path(__file__).parents[2] / "shared/tools/replay.py")
    parser.add_argument("--limit", type=int, help="articles of each feed")
    parser.add_argument("--keep", type=Path, help="make the site there and leave it")
    options = parser.parse_args()
    with replayed(options.replay, options.limit) as base, tempfile.TemporaryDirectory() as scratch:
        site = options.keep or Path(scratch) / "site"
        subprocess.run([DRAGOMAN, "init", site, "--allow", base.removeprefix("http://")], check=True)
        settings = site / "dragoman.toml"  # the one host stands for many: no gap between its answers
        settings.write_text(settings.read_text(encoding="utf-8").replace("gap = 1.0", "gap = 0.0"), encoding="utf-8")
        for feed in FEEDS:
            subprocess.run([DRAGOMAN, "source", "add", base + feed, "--site", site], check=True)
        started = time.perf_counter()
        with subprocess.Popen([DRAGOMAN, "once", "--site", site]) as wire:
            meter = Meter(wire.pid)
            meter.start()
            if wire.wait():
                raise SystemExit(f"dragoman once ended with {wire.returncode}: nothing was measured")
        wall = time.perf_counter() - started
        meter.stopped.set()
        sentences = translated(site)
        batches = [(pair, each[n : n + 50]) for pair, each in sentences.items() for n in range(0, len(each), 50)]
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(bare, [(pair, ["Hello."]) for pair in sentences] * (os.cpu_count() or 1)))
            started = time.perf_counter()
            list(pool.map(bare, batches))
            bare_wall = time.perf_counter() - started
    count = words(sentences)
    print(f"sentences {sum(map(len, sentences.values()))}, words {count}, cores {os.cpu_count()}")
    print(f"wire, feed to written site: {wall:6.1f} s  {count / wall:7.0f} words/s")
    print(f"bare engine, same sentences: {bare_wall:6.1f} s  {count / bare_wall:7.0f} words/s")
    print(f"ratio {bare_wall / wall:.2f}, peak memory of the wire {meter.peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
