"""A change in a site's files is taken up while it is at work, whole and without a mistake, or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import nginx
import pytest
from django.db import OperationalError
from guards import PATIENCE
from newsdesk import newsdesk
from structlog.testing import capture_logs
from typer.testing import CliRunner
from wire import Site, new_site

from dragoman import metrics
from dragoman.cli import main, whole
from dragoman.cli.app import open_site
from dragoman.clock import utc_now
from dragoman.config import load
from dragoman.dispatch.crew import Crew
from dragoman.flow import renditions
from dragoman.flow.doctor import examine
from dragoman.flow.reload import Watcher, Wishes, mistake, read
from dragoman.flow.wire import Wire
from dragoman.newsroom import models, sources
from dragoman.newsroom.setup import release
from dragoman.testing.site import ScriptedSite, page
from dragoman.types import Source

app = whole()
DRAGOMAN = Path(sys.executable).with_name("dragoman")
TEXTS = {
    "old": "The council met in the old hall on Monday and spoke about the harbour.",
    "new": "A ferry took two hundred children of the town to the lighthouse island.",
}


def until(told: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something is so, while a process is at work."""
    end = time.monotonic() + PATIENCE
    while not told():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)


@contextmanager
def at_work(site: Site, log: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    release()
    with log.open("wb") as told:
        process = subprocess.Popen([DRAGOMAN, *command, "--site", site.folder], stdout=told, stderr=told)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def told_by(*command: str) -> str:
    run = CliRunner().invoke(app, command, catch_exceptions=False)
    assert run.exit_code == 0
    return run.stdout


def test_with_a_mistake_in_its_settings_a_site_goes_on_and_once_it_is_mended_takes_them_up(
    tmp_path: Path, crew: Crew
) -> None:
    public, log = tmp_path / "site" / "public", tmp_path / "log"

    def shows(words: str, language: str = "en") -> Callable[[], bool]:
        front = public / language / "index.html"
        return lambda: front.is_file() and words in front.read_text(encoding="utf-8")

    def told() -> list[str]:
        return [line for line in log.read_text(encoding="utf-8").splitlines() if "not taken up" in line]

    with ScriptedSite() as source:
        source.answers = {f"/{name}": page(f"<p>{text * 3}</p>", f"The {name} quay") for name, text in TEXTS.items()}
        source.answers |= {"/feed": source.feed(["/old"]), "/more": source.feed(["/new"])}
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.change('languages = ["en", "pt"]', 'languages = ["en"]')
        site.change("processes = 0", "processes = 1")
        with at_work(site, log, "run", "--port", str(nginx.free_port())) as process:
            until(shows("The old quay"), process)
            site.change('title = "Test"', "title = Herald")
            until(lambda: bool(told()), process)
            sources.add_source(Source("more", f"{source.base}/more", ""), utc_now())
            until(shows("The new quay"), process)
            assert shows("Test")()
            status = told_by("status", "--site", str(site.folder)).splitlines()
            assert "2 articles" in status[0]
            assert "is not valid TOML" in status[-1]
            site.change("title = Herald", 'title = "Herald"')
            site.change('languages = ["en"]', 'languages = ["en", "es"]')
            until(shows("Herald"), process)
            until(shows("Herald", "es"), process)
            (mistake,) = told()
            assert "mend that line" in mistake
            assert json.loads(told_by("status", "--json", "--site", str(site.folder)))["settings"] == ""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with newsdesk(tmp_path_factory.mktemp("reload") / "site") as made:
        yield made[0]


@pytest.fixture
def taken(site: Site) -> Iterator[list[Wishes]]:
    file = site.folder / "dragoman.toml"
    before = file.read_text(encoding="utf-8")
    yield []
    file.write_text(before, encoding="utf-8")


def watcher(site: Site, taken: list[Wishes]) -> Watcher:
    found = Watcher(site.folder, read(site.folder), taken.append)
    found.look()
    found.look()
    assert not taken
    return found


def test_what_is_still_being_written_is_not_read(site: Site, taken: list[Wishes]) -> None:
    watched = watcher(site, taken)
    file = site.folder / "dragoman.toml"
    whole = file.read_text(encoding="utf-8")
    for written in ("", whole[:200], whole.replace('"Test"', '"Herald"')):
        file.write_text(written, encoding="utf-8")
        watched.look()
        assert not taken
    watched.look()
    watched.look()
    assert [each.settings.site.title for each in taken] == ["Herald"]


def test_what_cant_change_while_at_work_is_said_and_the_rest_is_taken_up(site: Site, taken: list[Wishes]) -> None:
    watched = watcher(site, taken)
    site.change("processes = 0", "processes = 7")
    site.change('"Test"', '"Herald"')
    with capture_logs() as log:
        for _ in range(4):
            watched.look()
    said = [each["event"] for each in log if "next start" in each["event"]]
    assert said == ["What stands under [work] is taken up by the next start only"]
    assert (taken[0].settings.site.title, taken[0].settings.work.processes) == ("Herald", 0)
    assert metrics.SETTINGS_WAIT.collect()[0].samples[0].value == 1
    site.change("processes = 7", "processes = 0")
    watched.look()
    watched.look()
    assert metrics.SETTINGS_WAIT.collect()[0].samples[0].value == 0


@pytest.mark.parametrize("name", ["glossary.toml", "rules.toml", "sources.toml"])
def test_a_mistake_in_any_file_of_a_site_keeps_all_of_them_out_and_is_told_once(
    site: Site, taken: list[Wishes], name: str
) -> None:
    watched = watcher(site, taken)
    site.change('"Test"', '"Herald"')
    file = site.folder / name
    file.write_bytes(b"wrong \xff")
    with capture_logs() as log:
        for _ in range(4):
            watched.look()
    assert not taken
    (refused,) = [each["error"] for each in log]
    assert refused == f"{file} is not UTF-8 text; save it as such"
    assert metrics.SETTINGS_REFUSED.collect()[0].samples[0].value == 1
    file.unlink()
    watched.look()
    watched.look()
    assert [each.settings.site.title for each in taken] == ["Herald"]
    assert metrics.SETTINGS_REFUSED.collect()[0].samples[0].value == 0


def test_a_filter_that_can_choose_nothing_is_a_mistake_as_any_other(site: Site, taken: list[Wishes]) -> None:
    watched = watcher(site, taken)
    site.change("# [[filters]]", '[[filters]]\nname = "none"\ntopics = ["sprot"]\n# [[filters]]')
    with capture_logs() as log:
        watched.look()
        watched.look()
    assert "sprot" in log[0]["error"] == mistake(site.folder)
    assert mistake(site.folder) in examine(site.folder, load(site.folder))
    assert not taken


def test_what_was_taken_up_in_half_while_the_database_failed_is_undone_where_its_file_is(site: Site) -> None:
    taken: list[str] = []

    def take_up(wishes: Wishes) -> None:
        taken.append(wishes.settings.site.title)
        if len(taken) == 1:
            raise OperationalError("the server is away")

    watched = Watcher(site.folder, read(site.folder), take_up)
    for old, new in (('"Test"', '"Herald"'), ('"Herald"', '"Test"')):
        site.change(old, new)
        watched.look()
        watched.look()
    watched.look()
    assert taken == ["Herald", "Test"]


def test_a_source_that_failed_under_the_old_settings_is_tried_at_once_under_the_new(site: Site) -> None:
    failing = models.Source.objects.order_by("id")[:1].get()
    before = {"failures": failing.failures, "due": failing.due}
    models.Source.objects.filter(id=failing.id).update(failures=1, due=site.clock() + timedelta(minutes=30))
    with site.desk() as desk:
        Wire(desk).take_up(read(site.folder))
    failing.refresh_from_db()
    assert (failing.due, failing.failures) == (site.clock(), 1)
    models.Source.objects.filter(id=failing.id).update(**before)


def test_a_mistake_in_the_environment_is_told_without_what_it_holds(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE__ADDRESS", "postgresql://me:hidden@db:99999/news")
    monkeypatch.setattr(sys, "argv", ["dragoman", "status", "--site", str(site.folder)])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n")) == (2, 1)
    assert "database.address is wrong" in told
    assert "hidden" not in told


def test_an_article_under_way_while_settings_change_is_rendered_again_by_the_new_ones(site: Site) -> None:
    open_site(site.folder)
    with site.desk() as desk:
        wire = Wire(desk)
        wire._begin()
        id_ = site.article("/well").public_id
        wishes = Wishes.of(desk)
        policy = wishes.settings.policy.model_copy(update={"hold": True})
        changed = Wishes(wishes.settings.model_copy(update={"policy": policy}), None, "", wishes.registry)
        renditions.interpret(desk, id_)
        assert not site.article("/well").stale
        wire.take_up(changed)
        assert site.article("/well").stale
        assert wire.desk.settings.policy.hold
        renditions.interpret(desk, id_)  # what was under way ends as it began
        assert site.article("/well").stale
        renditions.interpret(wire.desk, id_)
        assert not site.article("/well").stale
        wire.take_up(wishes)


def test_the_console_shows_a_site_by_what_its_files_say_now(site: Site, taken: list[Wishes]) -> None:
    from dragoman.console.furnishing import here, open_for, take_up

    open_for(site.folder, read(site.folder).settings)
    site.change('languages = ["en", "pt"]', 'languages = ["en", "pt", "es"]')
    take_up(read(site.folder))
    assert here().settings.site.languages == ("en", "pt", "es")


def test_no_work_begins_by_a_filter_that_can_choose_nothing(tmp_path: Path) -> None:
    folder = new_site(tmp_path / "site")
    file = folder / "dragoman.toml"
    file.write_text(f'{file.read_text()}\n[[filters]]\nname = "mine"\ntopics = ["sprot"]\n')
    told = CliRunner().invoke(app, ["build", "--site", str(folder)])
    assert "names the topic sprot" in str(told.exception)
    assert not (folder / "public" / "en").exists()
