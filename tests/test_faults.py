"""What may happen to a machine at night: the disk fills up, the clock jumps, a text kills whoever reads it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError
from wire import Site

from dragoman.cli.app import open_site
from dragoman.dispatch.crew import Crew
from dragoman.errors import NotAPage
from dragoman.newsroom import models
from dragoman.newsroom.setup import release
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Pair

DRAGOMAN = Path(sys.executable).with_name("dragoman")
SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
POISON = "The barrel in the cellar held a poison that nobody in the town had ever seen before that day. "


def story(sentence: str, headline: str) -> Answer:
    return page("".join(f"<p>{sentence * 3}</p>" for _ in range(8)), headline)


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/quay": story(SENTENCE, "The quay"), "/barrel": story(POISON, "The barrel")}
        source.answers["/feed"] = source.feed(["/quay", "/barrel"])
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite, crew: Crew) -> Site:
    return Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})


# --- The disk ----------------------------------------------------------------------------------------------------


def once(site: Site, room: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a site's wire; no file of it may grow beyond the room in bytes that there is."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room)) if room else None
    command = [DRAGOMAN, "once", "--site", site.folder]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limit)


@pytest.mark.parametrize("room", [1_000, 400_000], ids=["no page can be written", "the tables can't grow"])
def test_where_no_room_is_left_it_says_so_and_goes_on_once_there_is(site: Site, room: int) -> None:
    release()
    full = once(site, room)
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert all(line.startswith(("! ", "dragoman: ", "timestamp=")) for line in full.stderr.splitlines()), full.stderr
    assert not [file for file in (site.folder / "public").rglob("*") if file.is_file() and not file.stat().st_size]
    after = once(site)
    assert after.returncode == 0, after.stderr
    assert not any(site.report()["waiting"].values())
    assert set(site.pages("/quay")) == {"en", "pt"}
    assert not list(site.folder.rglob(".beside/*"))


# --- The clock ---------------------------------------------------------------------------------------------------


def test_a_clock_that_was_years_ahead_holds_nothing_back_once_it_is_right(site: Site, source: ScriptedSite) -> None:
    site.clock.forward(days=1000)
    site.once()
    site.clock.forward(days=-1000)
    source.answers["/quay"] = story(SENTENCE.replace("Monday", "Tuesday"), "The quay")
    site.once()
    site.clock.forward(days=9)
    site.once()
    now = site.clock()
    assert models.Source.objects.get().polled == now
    assert site.article("/quay").revision == 2
    for model, column in ((models.Source, "due"), (models.Article, "due"), (models.Host, "read")):
        assert not model.objects.filter(**{f"{column}__gt": now + timedelta(days=9)}).exists()


def test_a_clock_that_goes_back_while_the_wire_runs_is_noticed(site: Site) -> None:
    from dragoman.flow import jobs
    from dragoman.flow.wire import Wire

    with site.desk() as desk:
        site.clock.forward(days=1000)
        wire = Wire(desk)
        wire.once()
        assert not list(wire.missing())
        site.clock.forward(days=-1000)
        assert "poll" in {job.step for job in wire._perform(jobs.sweep())}


# --- Ourselves ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [PermissionError("public"), NotAPage("It is no page."), OperationalError("gone")])
def test_whatever_breaks_in_a_sweep_keeps_nothing_else_from_being_found_nor_the_next_sweep_from_coming(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    from dragoman.flow import editions, jobs
    from dragoman.flow.wire import Wire

    def broken(*_: object, **__: object) -> bool:
        raise error

    with site.desk() as desk:
        wire = Wire(desk)
        monkeypatch.setattr(editions, "stale", broken)
        assert {"poll", jobs.SWEEP} == {job.step for job in wire._perform(jobs.sweep())}
        assert str(error) in wire.broken[-1]


def refusing(*_: object) -> list[object]:
    raise PermissionError("public")


def test_what_the_wire_cannot_do_for_the_site_is_told_until_it_is_done(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.flow.steps import STEPS
    from dragoman.newsroom import health

    with monkeypatch.context() as patched:
        patched.setitem(STEPS, "publish", replace(STEPS["publish"], run=refusing))
        site.once()
        since = site.clock()
        site.clock.forward(minutes=5)
        site.once()
    (told,) = site.report()["broken"]
    assert (told["step"], told["since"], told["last"]) == ("publish", since, site.clock())
    sentence = f"! publish has failed since {since:%Y-%m-%d %H:%M}Z: Dragoman itself broke in publish (PermissionError"
    assert any(line.startswith(sentence) for line in health.lines(site.report()))
    site.once()
    assert site.report()["broken"] == []


# --- The text ----------------------------------------------------------------------------------------------------


def open_poisoned(pair: Pair) -> ScriptedEngine:
    """Open an engine that one text kills."""
    return ScriptedEngine(pair, _answer)


def _answer(sentence: str) -> str:
    if "poison" in sentence:
        os.kill(os.getpid(), signal.SIGKILL)
    return sentence


def test_an_article_that_kills_its_worker_is_set_aside_after_three_times(site: Site, source: ScriptedSite) -> None:
    for times in (1, 2, 3):
        site.once(open_engine=open_poisoned)
        barrel = site.article("/barrel")
        assert (barrel.lost, barrel.rendered) == (times, 1)
        assert set(site.pages("/barrel")) == {"en", "pt"}
        site.clock.forward(minutes=6)
    assert "once a day" in barrel.error
    assert set(site.pages("/quay")) == {"en", "pt"}
    site.clock.forward(hours=12)
    site.once(open_engine=open_poisoned)
    assert site.article("/barrel").lost == 3
    source.answers["/barrel"] = story(SENTENCE, "The barrel")
    site.clock.forward(days=3)
    site.once(open_engine=open_poisoned)
    assert (site.article("/barrel").lost, site.article("/barrel").rendered) == (None, 2)


def test_a_worker_killed_by_another_hand_costs_nothing(site: Site, tmp_path: Path) -> None:
    site.once(open_engine=partial(open_unlucky, str(tmp_path / "killed")))
    open_site(site.folder)
    assert not models.Article.objects.exclude(lost=None).exists()
    assert not any(site.report()["waiting"].values())


def open_unlucky(mark: str, pair: Pair) -> ScriptedEngine:
    """Open an engine whose worker dies over its first sentence."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return ScriptedEngine(pair, str)
