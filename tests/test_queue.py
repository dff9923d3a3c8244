"""The wire on a PostgreSQL server: several processes at work on one site, killed at any moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

pytest.importorskip("procrastinate", reason="needs dragoman[postgres]")

import postgres
from guards import PATIENCE
from postgres import Server
from wire import new_site

from dragoman.cli.app import open_desk, open_site
from dragoman.clock import utc_now
from dragoman.dispatch.local import Job, Threads, Urgency
from dragoman.dispatch.queue import QueueDispatcher, Steps
from dragoman.flow import editions
from dragoman.flow.sitefacts import STAMP
from dragoman.flow.steps import POLLER
from dragoman.flow.wire import Wire
from dragoman.newsroom import health, hosts, models, sources
from dragoman.newsroom.setup import release
from dragoman.testing.harbour import HarbourSource, load_pieces
from dragoman.types import Source

pytestmark = pytest.mark.skipif(postgres.programs() is None, reason="needs PostgreSQL's programs (apt: postgresql)")

DRAGOMAN = Path(sys.executable).with_name("dragoman")
DONE = {"to read": 0, "to translate": 0, "for an engine": 0, "to publish": 0}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres.server() as server:
        yield server


@pytest.fixture
def address(server: Server, tmp_path: Path) -> Iterator[str]:
    """A site's database, with the queue's tables in it."""
    address = server.new()
    new_site(tmp_path / "site", database=address)
    yield address
    release()


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


class Desk:
    """A process of the test's own: jobs are done by a function, and what was done is noted."""

    def __init__(self, address: str, do: Callable[[Job], list[Job]] = lambda _: [], threads: int = 4) -> None:
        self.done: list[str] = []
        self.given_up: list[Job] = []
        self._do = do
        self.queue = QueueDispatcher(
            address, self._perform, Steps({"interpret"}, {"read"}), self.given_up.append, Threads(threads)
        )
        self.thread = threading.Thread(target=self.queue.run, args=([],))

    def _perform(self, job: Job) -> list[Job]:
        follow = self._do(job)
        self.done.append(job.subject)
        return follow

    def stop(self) -> None:
        self.queue.stop()
        self.thread.join()


def put(address: str, jobs: list[Job]) -> None:
    """Put jobs in as a process does that then goes on to other things."""
    desk = Desk(address)
    desk.queue._steps = Steps((), ())
    desk.thread = threading.Thread(target=desk.queue.run, args=(jobs,))
    desk.thread.start()
    until(lambda: bool(waiting(address)))
    desk.stop()


def waiting(address: str, status: str = "todo") -> int:
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = %s", [status]).fetchone()
    return int(found[0]) if found else 0


def read(subject: str, **options: object) -> Job:
    return replace(Job("read", subject, Urgency.READ), **options)  # type: ignore[arg-type]


def test_each_job_is_done_once_by_one_of_two_processes_and_none_is_kept(address: str) -> None:
    put(address, [read(str(n)) for n in range(40)])
    desks = [Desk(address, lambda _: time.sleep(0.02) or []) for _ in range(2)]
    for desk in desks:
        desk.thread.start()
    until(lambda: waiting(address) + waiting(address, "doing") == 0)
    for desk in desks:
        desk.stop()
    assert sorted(desks[0].done + desks[1].done, key=int) == [str(n) for n in range(40)]
    assert all(desk.done for desk in desks)


def test_jobs_of_a_group_are_done_one_at_a_time_whoever_does_them(address: str) -> None:
    at_work, most = [0], [0]
    lock = threading.Lock()

    def do(_: Job) -> list[Job]:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        time.sleep(0.02)
        with lock:
            at_work[0] -= 1
        return []

    put(address, [read(str(n), group="one.example") for n in range(12)])
    desks = [Desk(address, do) for _ in range(2)]
    for desk in desks:
        desk.thread.start()
    until(lambda: waiting(address) + waiting(address, "doing") == 0)
    for desk in desks:
        desk.stop()
    assert most == [1]


def test_a_group_goes_on_when_one_of_its_jobs_is_done_and_not_when_somebody_next_looks(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.dispatch.queue.LOOK", 10.0 * PATIENCE)
    put(address, [read(str(n), group="one.example") for n in range(3)])
    desks = [Desk(address) for _ in range(2)]
    for desk in desks:
        desk.thread.start()
    until(lambda: waiting(address) + waiting(address, "doing") == 0)
    for desk in desks:
        desk.stop()
    assert sorted(desks[0].done + desks[1].done) == ["0", "1", "2"]


def test_what_waits_is_not_put_in_twice_and_what_is_under_way_only_where_it_is_to_be_done_again(address: str) -> None:
    started, go_on = threading.Event(), threading.Event()

    def do(job: Job) -> list[Job]:
        if not started.is_set():
            started.set()
            go_on.wait(PATIENCE)
        return []

    put(address, [read("a"), read("a")])
    assert waiting(address) == 1
    desk = Desk(address, do)
    desk.thread.start()
    assert started.wait(PATIENCE)
    put_while_busy = threading.Thread(target=put, args=(address, [read("a"), read("b", delay=3600)]))
    put_while_busy.start()
    put_while_busy.join()
    assert waiting(address) == 1  # b alone
    put(address, [read("a", again=True)])
    go_on.set()
    until(lambda: desk.done == ["a", "a"])
    desk.stop()


def test_a_job_that_waits_goes_ahead_once_it_is_put_in_as_more_urgent_and_is_done_once(address: str) -> None:
    put(address, [read("first"), read("last", delay=3600), read("later")])
    put(address, [read("last", urgency=Urgency.CORRECT), read("last"), read("first", urgency=Urgency.POLL)])
    seen: list[tuple[str, Urgency]] = []
    desk = Desk(address, lambda job: seen.append((job.subject, job.urgency)) or [], threads=1)
    desk.thread.start()
    until(lambda: len(desk.done) == 3)
    desk.stop()
    assert seen == [("last", Urgency.CORRECT), ("first", Urgency.READ), ("later", Urgency.READ)]
    assert waiting(address) == 0


def test_what_a_job_gives_is_done_after_it_and_the_more_urgent_first(address: str) -> None:
    follow = {"a": [Job("interpret", "c", Urgency.INTERPRET), read("b")]}
    put(address, [read("a")])
    desk = Desk(address, lambda job: follow.get(job.subject, []))
    desk.thread.start()
    until(lambda: sorted(desk.done) == ["a", "b", "c"])
    desk.stop()


def test_a_job_that_goes_on_by_itself_goes_on_where_it_was_lost(address: str) -> None:
    desk = Desk(address)
    desk.thread = threading.Thread(target=desk.queue.run, args=([read("a", again=True)],))
    desk.thread.start()
    until(lambda: len(desk.done) == 2)  # nothing follows from it here
    desk.stop()


def test_whose_machine_has_no_tree_does_not_miss_it(address: str, tmp_path: Path) -> None:
    with open_desk(tmp_path / "site") as desk:
        editions.publish(desk, "site")
        (desk.public / STAMP).unlink()
        missed = [[job.step for job in Wire(desk, steps).missing()] for steps in (POLLER, frozenset({"publish"}))]
    assert missed == [[], ["publish"]]


def test_processes_that_ask_a_host_at_once_take_turns(address: str) -> None:
    def take(_: int) -> int:
        try:
            return hosts.take_turn("https://news.example", now, timedelta(seconds=5), timedelta(seconds=30)).seconds
        finally:
            release()

    now = utc_now()
    with ThreadPoolExecutor(8) as at_once:
        assert sorted(at_once.map(take, range(8))) == [0, 5, 10, 15, 20, 25, 30, 35]


def test_processes_that_start_at_once_bring_the_tables_up_to_date_one_after_the_other(server: Server) -> None:
    code = "import sys; from dragoman.newsroom import setup as s; s.configure(); s.open_database(sys.argv[1])"
    new = server.new()
    at_once = [subprocess.Popen([sys.executable, "-c", code, new]) for _ in range(3)]
    assert [each.wait(PATIENCE) for each in at_once] == [0, 0, 0]


def made(folder: Path, harbour: HarbourSource, database: str) -> Path:
    new_site(folder, harbour.base.removeprefix("http://"), database=database)
    for language, feed in harbour.feeds.items():
        sources.add_source(Source(f"harbour-{language}", feed, ""), utc_now())
    return folder


def started(*command: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([DRAGOMAN, *map(str, command)], start_new_session=True, stdout=subprocess.DEVNULL)


def test_a_poller_and_two_workers_of_which_one_is_killed_and_a_server_that_restarts(
    server: Server, tmp_path: Path
) -> None:
    with HarbourSource() as harbour:
        site = made(tmp_path / "site", harbour, server.new())
        pieces = len(load_pieces())
        at_work = [started("poller", "--site", site), *(started("worker", "--site", site) for _ in range(2))]
        try:
            until(lambda: models.Revision.objects.count() > 2)
            os.killpg(at_work[1].pid, signal.SIGKILL)
            server.drop_connections()
            release()
            until(
                lambda: health.report(utc_now())["waiting"] == DONE and models.Rendition.objects.count() == 2 * pieces
            )
        finally:
            for each in at_work:
                each.terminate()
            codes = [each.wait(PATIENCE) for each in at_work]
        assert codes == [0, -signal.SIGKILL, 0]
        report = health.report(utc_now())
        assert report["articles"] == models.Revision.objects.count() == pieces
        subprocess.run([DRAGOMAN, "once", "--site", site], check=True)  # pictures may have been under way
        shutil.copytree(site / "public", tmp_path / "stood")
        assert subprocess.run([DRAGOMAN, "build", "--site", site, "--out", tmp_path / "anew"], check=True)
        for file in (tmp_path / "anew").rglob("*.html"):
            assert (tmp_path / "stood" / file.relative_to(tmp_path / "anew")).read_bytes() == file.read_bytes()
    open_site(site)
    release()


def test_a_job_that_three_processes_did_not_survive_is_given_up_and_the_others_go_on(address: str) -> None:
    put(address, [read("poison"), read("unlucky")])
    dead = (
        "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        " RETURNING id) UPDATE procrastinate_jobs SET status = 'doing', attempts = %s,"
        " worker_id = (SELECT id FROM dead) WHERE queueing_lock = %s"
    )
    with psycopg.connect(address) as connection:
        connection.execute(dead, [2, "read:poison"])
        connection.execute(dead, [1, "read:unlucky"])
    desk = Desk(address)
    desk.thread.start()
    until(lambda: desk.done == ["unlucky"] and bool(desk.given_up))
    desk.stop()
    assert [job.subject for job in desk.given_up] == ["poison"]
    assert waiting(address) == waiting(address, "doing") == 0
