"""Measure the poller: feeds and entries a second beside feedparser alone, fetches a second, a day of many sources.

    python bench/ingest.py [--feeds ../shared/data/feeds/real] [--fetches N] [--sources N] [--hours N] [--minutes N]

- parse: every recorded feed by `parse_feed`, with all its gates, and by bare feedparser, in one process each in turn.
- fetch: pages of a server on loopback through the door, with its guards, beside a bare aiohttp session.
- day: the real poll step, store and schedule over scripted sources, with a clock that jumps from minute to minute.
  The sources publish at rates as different as those of real ones (a few a week to some an hour, more by day); an
  answer is 304 where nothing is new. Prints the time of one core that a simulated day costs, the peak memory, how
  many requests went to feeds and to articles, and how old news was when it came in.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import math
import random
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean, median

import aiohttp
import feedparser

from dragoman.cli.new import NewSite, make
from dragoman.config import load
from dragoman.dispatch.crew import Crew
from dragoman.errors import BadStatus, NotAFeed
from dragoman.flow.desk import Desk
from dragoman.flow.steps import POLLER
from dragoman.flow.wire import Wire
from dragoman.ingest.feeds import parse_feed
from dragoman.net.answers import Request, Response
from dragoman.net.door import Door, DoorSettings
from dragoman.newsroom import models, sources
from dragoman.testing.clock import FrozenClock
from dragoman.types import Source

START = datetime(2026, 11, 2, tzinfo=UTC)
LISTED = 20


# --- Parsing -----------------------------------------------------------------------------------------------------


def parse(folder: Path) -> None:
    bodies = {file.name: gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.gz"))}
    ours, theirs = Counter(), Counter()
    start = time.process_time()
    for name, body in bodies.items():
        with suppress(NotAFeed):
            ours[name] = len(parse_feed(body, f"https://example.org/{name}").entries)
    middle = time.process_time()
    for name, body in bodies.items():
        theirs[name] = len(feedparser.parse(body)["entries"])
    end = time.process_time()
    for label, counts, spent in (("dragoman", ours, middle - start), ("feedparser", theirs, end - middle)):
        print(f"parse  {label:10} {len(bodies) / spent:7.0f} feeds/s {counts.total() / spent:8.0f} entries/s a core")
    fewer = sum(ours[name] < theirs[name] for name in bodies)
    print(f"parse  ratio {(end - middle) / (middle - start):.2f}; fewer entries in {fewer} feeds")


# --- Fetching ----------------------------------------------------------------------------------------------------


class _Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    body = b"<p>news</p>" * 500

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


async def _bare(urls: list[str]) -> None:
    room = asyncio.Semaphore(32)
    # As many connections as the door has, one for each host.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=32, limit_per_host=1)) as session:

        async def one(url: str) -> None:
            async with room, session.get(url) as got:
                await got.read()

        await asyncio.gather(*map(one, urls))


def fetch(count: int) -> None:
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _Pages) for _ in range(8)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    places = [f"127.0.0.1:{server.server_port}" for server in servers]
    urls = [f"http://{places[number % len(places)]}/{number}" for number in range(count)]
    start = time.perf_counter()
    asyncio.run(_bare(urls))
    middle = time.perf_counter()
    with Door(DoorSettings("bench", allow=frozenset(places), gap=0.0)) as door, ThreadPoolExecutor(32) as pool:
        good = sum(answer.status == 200 for answer in pool.map(door.fetch, map(Request, urls)))
    end = time.perf_counter()
    print(f"fetch  door {good / (end - middle):7.0f} pages/s, bare aiohttp {count / (middle - start):7.0f} pages/s")
    for server in servers:
        server.shutdown()


# --- A day of many sources -----------------------------------------------------------------------------------------


class Script:
    """In the place of the door: sources that publish by chance, at a rate of their own that follows the day."""

    def __init__(self, clock: FrozenClock, count: int, hours: float) -> None:
        chance = random.Random(7)
        self.clock, self.asked, self.known = clock, Counter(), Counter()
        self.delays: list[float] = []
        self.published = [self._stream(chance, hours) for _ in range(count)]
        self.lock = threading.Lock()

    def _stream(self, chance: random.Random, hours: float) -> list[datetime]:
        rate = math.exp(chance.gauss(math.log(0.15), 1.3))  # entries an hour: the middle one has 3 or 4 a day
        when, times = START - timedelta(hours=LISTED / rate), []
        while when < START + timedelta(hours=hours):
            by_day = 1.6 if 6 <= when.hour < 20 else 0.3
            when += timedelta(hours=chance.expovariate(rate * by_day))
            times.append(when)
        return times

    def fetch(self, request: Request) -> Response:
        if request.url.endswith("/robots.txt"):
            raise BadStatus("no rules", 404)
        number = int(request.url.split("//s")[1].split(".")[0])
        now = self.clock()
        times = [when for when in self.published[number] if when <= now]
        with self.lock:
            self.asked["articles" if "/a/" in request.url else "feeds"] += 1
            known = self.known[number]
            self.delays += [(now - when).total_seconds() / 60 for when in times[known:] if when > START]
            self.known[number] = len(times)
        tag = f'"{len(times)}"'
        if tag == request.etag:
            return Response(request.url, 304, {}, b"", tag)
        return Response(request.url, 200, {"content-type": "application/rss+xml"}, _feed(number, times), tag)


def _feed(number: int, times: list[datetime]) -> bytes:
    first = max(0, len(times) - LISTED)
    items = (
        f"<item><title>Story {n} of source {number}</title><link>http://s{number}.example/a/{n}</link>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} +0000</pubDate><description>What {n} is about.</description></item>"
        for n, when in reversed(list(enumerate(times))[first:])
    )
    return f'<rss version="2.0"><channel><title>Source {number}</title>{"".join(items)}</channel></rss>'.encode()


def day(count: int, hours: float, minutes: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        list(make(NewSite(site, "Bench", ("en",), "http://127.0.0.1:8000", (), sample=False)))
        settings = load(site)
        settings = settings.model_copy(update={"poll": settings.poll.model_copy(update={"minutes": minutes})})
        clock = FrozenClock(START)
        script = Script(clock, count, hours)
        feeds = (Source(f"s{n}", f"http://s{n}.example/feed", f"Source {n}", language="en") for n in range(count))
        sources.add_sources(list(feeds), START)
        with Crew(0) as crew:
            wire = Wire(Desk(site, settings, script, crew, crew, clock), POLLER)
            start, wall = _spent(), time.perf_counter()
            while clock() < START + timedelta(hours=hours):
                wire.once()
                clock.forward(minutes=1)
                if clock().minute == 0:
                    _say(f"{clock():%d. %H:%M} {script.asked['feeds']} polls", end="\r")
            spent, wall = _spent() - start, time.perf_counter() - wall
        _report(script, count, hours, spent)
        print(f"day    wall {wall:.0f} s")


def _report(script: Script, count: int, hours: float, spent: float) -> None:
    polls, share = script.asked["feeds"], 100 * spent / (hours * 3600)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    odd = models.Source.objects.exclude(error="", alarm="").count()
    print(f"day    {count} sources, {hours:g} h, {polls} polls ({polls / count / hours * 24:.1f} a source and day)")
    print(f"day    {spent:.0f} s of a core = {share:.2f} % of one, {1000 * spent / polls:.2f} ms a poll")
    print(f"day    peak memory {memory} MB, the script of the sources included")
    print(f"day    {models.Article.objects.count()} articles, {script.asked['articles']} requests for articles")
    print(
        f"day    news was {mean(script.delays):.0f} min old on the average, {median(script.delays):.0f} in the middle"
    )
    print(f"day    {odd} sources with an error or an alarm")


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _say(text: str, end: str = "\n") -> None:
    if sys.stderr.isatty():
        print(text, end=end, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, default=Path(__file__).parents[2] / "shared/data/feeds/real")
    parser.add_argument("--fetches", type=int, default=5000)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--minutes", type=float, default=60.0)
    asked = parser.parse_args()
    if asked.feeds.is_dir():
        parse(asked.feeds)
    if asked.fetches:
        fetch(asked.fetches)
    if asked.sources:
        day(asked.sources, asked.hours, asked.minutes)


if __name__ == "__main__":
    main()
