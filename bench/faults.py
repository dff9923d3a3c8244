"""Kill the wire at random points of a replay, again and again, and see that the end is what a clean run gives.

    python bench/faults.py [--kills 300] [--seed 1] [--postgres]

Replays the sample source: its articles come, then one is edited and one is taken down. A clean run shows what there is
to be. Other sites are killed (`kill -9`) at random points of both parts until all is done: a run with all its processes
at once or, as often, any one of them; with --postgres so are a poller and two workers that are at work together.
Whatever is gone is started again. A kill counts where something is at work. Then comes one run in peace.

In the end each site is held to three things: nothing waits; its tree is, byte for byte (but for the search index),
what `dragoman build` makes of its facts; and it tells what the clean run tells, but for the times at which it was made
and for earlier addresses of stories, which lead to those that stand.
Exits 1 where one of them does not hold, and keeps the site then. Needs PostgreSQL's programs for --postgres.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import postgres
from pipeline import family
from wire import is_index, new_site

from dragoman.cli.app import open_site
from dragoman.clock import utc_now
from dragoman.newsroom import articles, health, models, sources
from dragoman.newsroom.setup import release
from dragoman.testing.harbour import HarbourSource, load_pieces
from dragoman.types import Source

DRAGOMAN = Path(sys.executable).with_name("dragoman")
TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d?:\d\d(?:[ \u202f][AP]M)? UTC")
LEADS_ON = 'http-equiv="refresh"'
A_SITE = 16
"""Kills that a site has to survive at most."""
IDLE = 30
"""Seconds after which what has not logged a line has nothing to do: the others may have done all of it."""
PATIENCE = 600
"""Seconds in which a site must be done with all its work."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="dragoman-faults-"))
    with HarbourSource() as source, ExitStack() as opened:
        server = opened.enter_context(postgres.server()) if asked.postgres else None
        replay = Replay(room, source, random.Random(asked.seed), server)
        began = time.monotonic()
        clean = replay.clean()
        print(f"clean run: {len(clean)} pages, {time.monotonic() - began:.0f} s", flush=True)
        kills = 0
        while kills < asked.kills:
            day = utc_now().date()
            survived, wrong = replay.killed(A_SITE, clean)
            if utc_now().date() != day:  # its pages tell two days, and the clean run's one
                clean = replay.clean()
                continue
            kills += survived
            print(f"{kills} kills, {time.monotonic() - began:.0f} s: {wrong or 'as the clean run'}", flush=True)
            if wrong:
                sys.exit(f"The site is kept in {room}")
    shutil.rmtree(room)


@dataclass
class Replay:
    """A source that tells the same each time, and the sites that hear it."""

    room: Path
    source: HarbourSource
    dice: random.Random
    server: postgres.Server | None
    sites: int = 0
    seconds: float = 0.0
    """How long a clean run takes."""

    def clean(self) -> dict[str, str]:
        """Return what a site tells that nobody disturbs."""
        site, began = self._site(), time.monotonic()
        run(site)
        self.seconds = time.monotonic() - began
        self._change()
        run(site, "--recheck")
        return told(site / "public")

    def killed(self, kills: int, clean: dict[str, str]) -> tuple[int, str]:
        """Disturb a site; return how often, and what is wrong with it in the end."""
        site, first = self._site(), kills // 2
        survived = self._disturb(site, first)
        with opened(site):
            hurry(utc_now())
        if not self.server:
            run(site)  # or an edit might come before the first text was seen
        self._change()
        with opened(site):
            sources.make_due(utc_now())
            articles.make_due(utc_now())
        survived += self._disturb(site, kills - first)
        with opened(site):
            hurry(utc_now())
        run(site, "--recheck")
        return survived, self._wrong(site, clean)

    def _site(self) -> Path:
        self.source.reset()
        self.sites += 1
        folder = self.room / f"site-{self.sites}"
        database = self.server.new() if self.server else ""
        new_site(folder, self.source.base.removeprefix("http://"), database=database)
        if self.sites > 1:
            # What a site signs with is its own; all else must be the same.
            shutil.copytree(self.room / "site-1/data/keys", folder / "data/keys", dirs_exist_ok=True)
        for language, feed in self.source.feeds.items():
            sources.add_source(Source(f"harbour-{language}", feed, ""), utc_now())
        release()
        return folder

    def _change(self) -> None:
        """Have one article edited and another one gone."""
        edited = sorted(path for path, piece in load_pieces(edited=True).items() if load_pieces().get(path) != piece)
        self.source.edit(edited[0])
        self.source.remove(next(path for path in sorted(load_pieces()) if path != edited[0]))

    def _disturb(self, site: Path, kills: int) -> int:
        """Kill what is at work, and start it again, until all is done; return how many kills that took."""
        parts = ["poller", "worker", "worker"] if self.server else ["once"]
        at_work = [at_its_work(part, site) for part in parts]
        end, survived = time.monotonic() + PATIENCE, 0
        while not self._done(site):
            if time.monotonic() > end:
                sys.exit(f"{site} is not done after {PATIENCE} seconds")
            time.sleep(self.dice.uniform(0, self.seconds / 6) if survived < kills else 1)
            one = self.dice.randrange(len(parts))
            if survived < kills and at_work[one].poll() is None:
                strike(at_work[one], self.dice)
                survived += 1
            if at_work[one].poll() is not None:
                at_work[one] = at_its_work(parts[one], site)
        for process in at_work:
            process.terminate()
        for process in at_work:
            process.wait(PATIENCE)
        return survived

    def _done(self, site: Path) -> bool:
        """Tell whether every article is read, rendered and shown."""
        with opened(site):
            now = utc_now()
            hurry(now)
            late = sources.due_sources(now, 1) or articles.due_articles(now, 1)
            waits = any(health.report(now)["waiting"].values())
            return not late and not waits and models.Article.objects.count() >= len(load_pieces())

    def _wrong(self, site: Path, clean: dict[str, str]) -> str:
        with opened(site):
            waiting = health.report(utc_now())["waiting"]
        if any(waiting.values()):
            return f"work was left: {waiting}"
        anew = site.with_name(f"{site.name}-anew")
        subprocess.run([DRAGOMAN, "build", "--site", site, "--out", anew], check=True, stdout=subprocess.DEVNULL)
        if wrong := differing(site / "public", anew):
            return f"{wrong[0]} is not what its facts make"
        found = told(site / "public")
        different = sorted(name for name in found.keys() | clean.keys() if found.get(name) != clean.get(name))
        if different:
            return f"{len(different)} pages tell something else, {different[0]} among them"
        shutil.rmtree(anew)
        shutil.rmtree(site / "public")
        return ""


def differing(one: Path, other: Path) -> list[str]:
    """Return the paths of the files that two trees don't have alike; the index of the search aside."""
    trees = [{str(file.relative_to(tree)): file for file in tree.rglob("*") if file.is_file()} for tree in (one, other)]
    names = sorted(trees[0].keys() | trees[1].keys())
    return [name for name in names if not is_index(one / name) and _bytes(one / name) != _bytes(other / name)]


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


@contextmanager
def opened(site: Path) -> Iterator[None]:
    open_site(site)
    yield
    release()


def at_its_work(part: str, site: Path) -> subprocess.Popen[bytes]:
    """Start a part of a site; return once it does something, has ended, or seems to find nothing to do."""
    with (site / "log").open("ab") as log:
        command = [DRAGOMAN, "--verbose", part, "--site", site]
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=log)
        begun, end = log.tell(), time.monotonic() + IDLE
        while process.poll() is None and os.fstat(log.fileno()).st_size == begun and time.monotonic() < end:
            time.sleep(0.05)
    return process


def strike(process: subprocess.Popen[bytes], dice: random.Random) -> None:
    """Kill a process with all that it started or, as often, any one of them."""
    one = dice.choice([None, dice.choice(family(process.pid) or [process.pid])])
    if one is None:
        kill(process)
    else:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def hurry(now: datetime, but: Collection[str] = ()) -> None:
    """Make due what a fault has put off: a page or a picture that was being read by a process that died."""
    put_off = models.Article.objects.exclude(error="").exclude(url__in=but).filter(withdrawn="")
    put_off.filter(due__gt=now).update(due=now)
    put_off.filter(rests__gt=now).update(rests=None)
    models.Source.objects.filter(failures__gt=0).update(due=now)
    models.Picture.objects.filter(due__gt=now).update(due=now)
    models.Article.objects.filter(illustrate__gt=now).update(illustrate=now)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started, at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(site: Path, *how: str) -> None:
    subprocess.run([DRAGOMAN, "once", "--site", site, *how], check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)


def told(tree: Path) -> dict[str, str]:
    """Return every page of a tree without its times, which are of the run, and without old addresses of stories."""
    pages = {str(file.relative_to(tree)): TIMES.sub("T", file.read_text("utf-8")) for file in tree.rglob("*.html")}
    return {path: page for path, page in pages.items() if not leads_on(path, page)}


def leads_on(path: str, page: str) -> bool:
    """Tell whether a page leads from an earlier address of a story to it."""
    return "/stories/" in path and LEADS_ON in page


if __name__ == "__main__":
    main()
