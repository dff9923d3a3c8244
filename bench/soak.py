"""Let news come, change, fail and go while the wire is disturbed, and see that it ends as if nobody had.

    python bench/soak.py [--events 20000] [--a-round 40] [--faults 2] [--seed 1] [--limit N] [--postgres]

Replays recorded news in rounds of `--a-round` events: articles that are new, are edited, answer with an error (and are
edited meanwhile, and well again in the next round), or are gone. A site hears them in peace; another one, with a poller
and a worker (on PostgreSQL two workers), while every few seconds something is done to it: a part is killed with all its
processes, one of their processes alone (an engine, a reader) is killed, or, on PostgreSQL, all connections are cut.

So that times are the same in both, the clock of both is a file that goes on from round to round, when all of a round is
done. What a fault has put off by minutes of that clock (a page that was being read by a process that died) is made due
at once. In the end both trees must be the same, byte for byte, signatures included, since the second has the keys of
the first; and the second what `dragoman build` makes of its facts. The search is not made: Pagefind orders what it
indexes as it likes. Exits 1 where they are not the same, and keeps both sites then.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import postgres
from faults import differing, hurry, kill, leads_on
from pipeline import family
from rate import site as new_site
from replayed import TOOL, replayed

from dragoman.cli.app import open_desk, open_site
from dragoman.flow import jobs
from dragoman.flow.steps import POLLER, WORKER
from dragoman.flow.wire import Wire
from dragoman.newsroom import articles, health, models, sources, spots, stories, tellings
from dragoman.newsroom.setup import release

CLOCK = "clock"
"""The file of a site that tells its time."""
FIRST, ROUND = datetime(2026, 11, 22, 12, tzinfo=UTC), timedelta(minutes=10)
KINDS = {"new": 5, "edit": 3, "failing": 1, "gone": 1}
"""What happens to articles, and how often."""
FEW = 60
"""Articles of which none goes any more: else a long run would soon have none left to edit."""
HASTE = 0.5
"""Seconds between two sweeps, and in which articles gather to be published: else each round would mostly wait."""
PATIENCE = 600
"""Seconds in which a round must be done."""
Round = list[tuple[str, str]]


def planned(paths: list[str], asked: argparse.Namespace, dice: random.Random) -> list[Round]:
    """Return what happens to which articles, round by round; nothing happens twice to one in a round."""
    unseen, standing, rounds = paths[::-1], [], []
    for start in range(0, asked.events, asked.a_round):
        quiet = dice.sample(standing, len(standing))
        happens: Round = []
        for _ in range(min(asked.a_round, asked.events - start)):
            (kind,) = dice.choices(list(KINDS), list(KINDS.values()))
            if kind == "gone" and len(standing) <= FEW:
                kind = "edit"
            if unseen and (kind == "new" or not quiet):
                happens.append(("new", unseen.pop()))
            elif quiet:
                happens.append((kind if kind != "new" else "edit", quiet.pop()))
        gone = {path for kind, path in happens if kind == "gone"}
        standing = [path for path in standing if path not in gone]
        standing += [path for kind, path in happens if kind == "new"]
        rounds.append(happens)
    return rounds


def happen(news: Any, happens: Round) -> set[str]:
    """Let a round happen to the news; return the paths of the articles whose pages are to be looked at."""
    touched = {path for _, path in happens} | news.down
    news.down = {path for kind, path in happens if kind == "failing"}
    news.visible |= {path for kind, path in happens if kind == "new"}
    news.gone |= {path for kind, path in happens if kind == "gone"}
    news.edits.update(path for kind, path in happens if kind in ("edit", "failing"))
    return touched


@dataclass
class Soaked:
    """A site with its parts at work; `dice` decide what is done to them, and none are thrown where there is peace."""

    folder: Path
    news: Any
    server: postgres.Server | None
    dice: random.Random | None = None
    faults: Counter[str] = field(default_factory=Counter)

    def hear(self, rounds: list[Round], a_round: float) -> None:
        """Have the site hear all rounds; in each so many faults are to be expected."""
        self.news.reset()
        self.at_work = {name: self._started(name) for name in self._parts()}
        for n, happens in enumerate(rounds):
            now = FIRST + n * ROUND
            self._tell(now)
            touched = happen(self.news, happens)
            open_site(self.folder)
            models.Article.objects.filter(url__in=[self.news.base + path for path in touched]).update(due=now)
            sources.make_due(now)
            self._settle(now, a_round)
            release()
        for process in self.at_work.values():
            process.terminate()
        for process in self.at_work.values():
            process.wait(PATIENCE)

    def _parts(self) -> list[str]:
        return ["poller", "worker", "other worker"] if self.server else ["poller", "worker"]

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        if not (self.folder / CLOCK).exists():
            self._tell(FIRST)
        command = [sys.executable, __file__, "--part", name.split()[-1], "--site", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, start_new_session=True, stdout=log, stderr=log)

    def _tell(self, now: datetime) -> None:
        beside = self.folder / f"{CLOCK}.new"
        beside.write_text(now.isoformat(), encoding="utf-8")
        beside.rename(self.folder / CLOCK)

    def _settle(self, now: datetime, a_round: float) -> None:
        """Wait until nothing is left to be done, and disturb that now and then."""
        end, began, faults = time.monotonic() + PATIENCE, time.monotonic(), self._moments(a_round)
        while not self._settled(now):
            if time.monotonic() > end:
                sys.exit(f"{self.folder} is not done after {PATIENCE} seconds: {health.report(now)['waiting']}")
            if faults and time.monotonic() - began > faults[0]:
                faults.pop(0)
                self._disturb()
            for name, process in self.at_work.items():
                if process.poll() is not None:
                    self.at_work[name] = self._started(name)
            time.sleep(0.5)

    def _moments(self, a_round: float) -> list[float]:
        """Return the seconds of a round at which something is done, in order."""
        if self.dice is None:
            return []
        return sorted(self.dice.uniform(0.5, 20) for _ in range(self.dice.randint(0, round(2 * a_round))))

    def _disturb(self) -> None:
        assert self.dice
        name = self.dice.choice(list(self.at_work))
        fault = self.dice.choice([name, name, "process", *["connections"] * bool(self.server)])
        if fault == "connections":
            self.server.drop_connections()
            release()
        elif fault == name:
            kill(self.at_work[name])
        elif children := family(self.at_work[name].pid)[1:]:
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(children), signal.SIGKILL)
        self.faults[fault] += 1

    def _settled(self, now: datetime) -> bool:
        """Tell whether nothing is left to be done; what a fault has put off is made due."""
        of_down = [self.news.base + path for path in self.news.down]
        hurry(now, of_down)
        waits = any(health.report(now)["waiting"].values())
        late = sources.due_sources(now, 1) or articles.due_articles(now, 1) or spots.touched()
        return not (waits or late or tellings.unshown(1) or stories.unjoined(1) or stories.loose())


def at_work(site: Path, name: str) -> None:
    """Be one of the parts of a site, under the time that its file tells."""
    jobs.PAUSE = jobs.PUBLISH_DELAY = HASTE
    with open_desk(site, [name]) as desk:
        clock = partial(_time, desk.folder / CLOCK)
        wire = Wire(replace(desk, clock=clock), POLLER if name == "poller" else WORKER - {"search"})
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: wire.stop())
        wire.run()


def _time(file: Path) -> datetime:
    return datetime.fromisoformat(file.read_text(encoding="utf-8"))


def soak(asked: argparse.Namespace) -> None:
    """Have one site hear the news in peace and one under faults, and compare."""
    dice, room = random.Random(asked.seed), Path(tempfile.mkdtemp(prefix="dragoman-soak-"))
    with replayed(asked.replay, asked.limit) as news, ExitStack() as opened:
        server = opened.enter_context(postgres.server()) if asked.postgres else None
        rounds = planned(news.paths, asked, dice)
        sites: list[Soaked] = []
        for disturbed in (None, dice):
            folder = new_site(room, news, server.new() if server else "")
            if sites:
                shutil.copytree(sites[0].folder / "data/keys", folder / "data/keys", dirs_exist_ok=True)
            sites.append(Soaked(folder, news, server, disturbed))
            began = time.monotonic()
            sites[-1].hear(rounds, asked.faults)
            print(f"{'under faults' if disturbed else 'in peace'}: {time.monotonic() - began:.0f} s", flush=True)
        _, other = sites
        wrong = differing(other.folder / "public", built(other.folder, room / "as-it-stands"))
        for each in sites:
            recount(each.folder)
        trees = [built(each.folder, room / f"counted-{n}") for n, each in enumerate(sites)]
        files = sum(file.is_file() for file in trees[0].rglob("*"))
    kinds = Counter(kind for happens in rounds for kind, _ in happens)
    told = [f"{count} {what}" for each in (kinds, other.faults) for what, count in sorted(each.items())]
    print(f"{sum(kinds.values())} events, {sum(other.faults.values())} faults ({', '.join(told)}); {files} files")
    if wrong := wrong or [name for name in differing(*trees) if not any(is_earlier(tree / name) for tree in trees)]:
        sys.exit(f"Not the same: {', '.join(wrong[:5])}{' ...' * (len(wrong) > 5)} ({len(wrong)}); kept in {room}")
    shutil.rmtree(room)
    print("The trees are the same, byte for byte")


def built(site: Path, out: Path) -> Path:
    """Make the tree of a site anew from its facts."""
    command = [str(Path(sys.executable).with_name("dragoman")), "build", "--site", site, "--out", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out


def is_earlier(file: Path) -> bool:
    """Tell whether a file, packed or not, is of the page of an earlier address of a story."""
    page = file.with_name("index.html")
    return page.is_file() and leads_on(str(page), page.read_text("utf-8"))


def recount(site: Path) -> None:
    """Count the pages of each edition by the time at which their articles came."""
    open_site(site)
    counted = models.Page.objects.filter(number__isnull=False).order_by("article__first_seen", "article__public_id")
    for language in set(counted.order_by().values_list("language", flat=True)):
        pages = list(counted.filter(language=language))
        for number, page in enumerate(pages):
            page.number = number
        models.Page.objects.bulk_update(pages, ["number"])
    release()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("events", 20_000), ("a-round", 40), ("faults", 2), ("seed", 1), ("limit", None)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--replay", type=Path, default=TOOL)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--site", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    at_work(asked.site, asked.part) if asked.part else soak(asked)


if __name__ == "__main__":
    main()
