"""kill -9 at any moment, then `dragoman once`: nothing lost, nothing twice, no half page."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wire import new_site

from dragoman.cli.app import open_site
from dragoman.clock import utc_now
from dragoman.newsroom import health, models, sources
from dragoman.testing.harbour import HarbourSource, load_pieces
from dragoman.types import Source

DRAGOMAN = Path(sys.executable).with_name("dragoman")


def made(folder: Path, harbour: HarbourSource) -> Path:
    new_site(folder, harbour.base.removeprefix("http://"))
    for language, feed in harbour.feeds.items():
        sources.add_source(Source(f"harbour-{language}", feed, ""), utc_now())
    return folder


def started(site: Path) -> subprocess.Popen[bytes]:
    command = [DRAGOMAN, "once", "--site", site]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)


def texts(site: Path) -> dict[str, str]:
    """Return every file of the tree without its times, which are of the run."""
    public = site / "public"
    return {
        str(file.relative_to(public)): re.sub(
            r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d?:\d\d(?:[ \u202f][AP]M)? UTC", "T", file.read_text()
        )
        for file in public.rglob("*")
        if file.is_file() and file.suffix in (".html", "") and file.name != "index.html.gz"
    }


def test_after_any_number_of_kills_one_more_run_gives_what_a_clean_run_gives(tmp_path: Path) -> None:
    with HarbourSource() as harbour:
        clean = made(tmp_path / "clean", harbour)
        assert started(clean).wait(120) == 0
        killed = made(tmp_path / "killed", harbour)
        # What a site signs with is its own; all else must be the same.
        shutil.rmtree(killed / "data" / "keys")
        shutil.copytree(clean / "data" / "keys", killed / "data" / "keys")
        for seconds in (0.7, 1.1, 1.6, 2.2, 3.0):
            run = started(killed)
            time.sleep(seconds)
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        assert started(killed).wait(120) == 0
    open_site(killed)
    report = health.report(utc_now())
    assert report["articles"] == len(load_pieces())
    assert report["waiting"] == {"to read": 0, "to translate": 0, "for an engine": 0, "to publish": 0}
    assert models.Revision.objects.count() == len(load_pieces())
    assert models.Rendition.objects.count() == 2 * len(load_pieces())
    assert texts(killed) == texts(clean)


def test_a_site_that_was_never_made_is_one_sentence(tmp_path: Path) -> None:
    run = subprocess.run([DRAGOMAN, "once", "--site", tmp_path], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "dragoman init" in run.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[site]\nlanguages = []\n", "site.languages"),
        ("[site]\ncolour = 3\n", "site.colour"),
        ("[network]\nallow = ['nohost']\n", "network.allow"),
        ("[network]\nallow = ['host.example:65536']\n", "no number up to 65535"),
        ("[[engines]]\nname = 'x'\nkind = 'apy'\naddress = 'https://host.example:99999/'\n", "no number up to 65535"),
        ("[watching]\nlisten = '9464'\n", "watching.listen"),
        ("[reports]\nproxies = ['proxy.example']\n", "reports.proxies"),
        ("[site\n", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_settings_is_one_sentence_that_names_it(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "dragoman.toml").write_text(text)
    run = subprocess.run([DRAGOMAN, "status", "--site", tmp_path], capture_output=True, text=True)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stderr.count("\n") == 1
