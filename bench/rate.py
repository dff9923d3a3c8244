"""How many recorded articles a minute the wire publishes, and how soon after a poll showed them (see `scale`)."""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import postgres
from atwork import processor, running, wait
from django.db.models import F
from replayed import FEEDS, replayed
from wire import new_site

from dragoman.cli.app import open_site
from dragoman.clock import utc_now
from dragoman.newsroom import models, sources
from dragoman.newsroom.setup import release
from dragoman.types import Source

_sites = itertools.count()


def rate(asked: argparse.Namespace) -> None:
    """Print how many articles a minute go from the feed to the page."""
    with ExitStack() as opened:
        news = opened.enter_context(replayed(asked.replay, asked.limit))
        room = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        server = opened.enter_context(postgres.server()) if asked.postgres else None
        for workers in (1, 2):
            news.reset()
            news.visible = set(news.paths)
            folder = site(room, news, server.new() if server else "")
            each, parts = (1, workers) if server else (workers, 1)
            seconds, taken = published(folder, news, parts, each)
            count = len(news.paths)
            print(
                f"{'PostgreSQL' if server else 'SQLite'}, {parts} worker(s) of {each} process(es): {count} articles in"
                f" {seconds:.0f} s, {60 * count / seconds:.1f} a minute, {taken / count:.2f} s of processor each",
                flush=True,
            )


def site(room: Path, news: Any, database: str = "") -> Path:
    """Make a site that reads the replayed feeds, without a pause between two requests."""
    folder = new_site(room / f"site-{next(_sites)}", news.host, database=database)
    settings = folder / "dragoman.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("gap = 1.0", "gap = 0.0"), encoding="utf-8")
    open_site(folder)
    for slug, path in FEEDS.items():
        sources.add_source(Source(slug, news.base + path, ""), utc_now())
    release()
    return folder


def published(folder: Path, news: Any, workers: int, processes: int) -> tuple[float, float]:
    """Have all news published; return the seconds since they were listed, and those of the processor."""
    with ExitStack() as opened:
        parts = [["poller"], *[["worker"]] * workers]
        at_work = [opened.enter_context(running([], folder, *part, processes=processes)) for part in parts]
        wait(lambda: news.told)
        began = time.monotonic()
        open_site(folder)
        wait(lambda: shown() == len(news.paths))
        release()
        return time.monotonic() - began, sum(processor(each.pid) for each in at_work)


def shown() -> int:
    """Return how many articles stand on their pages as their facts have it."""
    return models.Article.objects.filter(shown__gt=0, shown=F("version")).count()


def fresh(asked: argparse.Namespace) -> None:
    """Print how soon after a poll showed an article its page stood, while so many come a minute."""
    with replayed(asked.replay, asked.limit) as news, tempfile.TemporaryDirectory() as room:
        log, folder = Path(room) / "log", site(Path(room), news)
        english = [path for path in news.paths if path.startswith("/news/en/")]
        half = len(english) // 2
        old, late = english[:half], english[half:]
        news.current = True
        with running([log], folder, "run", "--port", "8199"):
            # Half of them stand already, as at any poll but the first.
            news.visible = set(old)
            open_site(folder)
            wait(lambda: shown() == len(old))
            for path in late:
                news.visible.add(path)
                sources.make_due(utc_now())
                time.sleep(60 / asked.a_minute)
            wait(lambda: shown() == len(english))
        of_url = dict(models.Article.objects.values_list("public_id", "url"))
        release()
        lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
        stood: dict[str, float] = {}
        for line in lines:
            if line["event"] == "shown":
                stood.setdefault(of_url[line["article"]].removeprefix(news.base), _seconds(line["timestamp"]))
        waits = sorted(stood[path] - news.told[path] for path in late)
    median, most = (waits[len(waits) * share // 100] for share in (50, 95))
    print(
        f"{len(waits)} articles, {asked.a_minute} a minute: half on the page {median:.1f} s after a poll saw them, 95 %"
        f" after {most:.1f} s; {sum(each <= 10 for each in waits) / len(waits):.0%} within 10 s"
    )


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
