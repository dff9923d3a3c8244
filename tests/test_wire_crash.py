"""kill -9 at any moment, then `dragoman once`: nothing lost, nothing twice, no half page."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from guards import PATIENCE
from wire import new_site

from dragoman.cli.app import open_site
from dragoman.clock import utc_now
from dragoman.newsroom import health, models, sources
from dragoman.testing.harbour import HarbourSource, load_pieces
from dragoman.types import Source

TABLES = ("revision", "rendition")
DRAGOMAN = Path(sys.executable).with_name("dragoman")


def made(folder: Path, harbour: HarbourSource) -> Path:
    new_site(folder, harbour.base.removeprefix("http://"))
    sources.add_source(Source("harbour", harbour.feeds["en"], ""), utc_now())
    return folder


def started(site: Path) -> subprocess.Popen[bytes]:
    command = [DRAGOMAN, "once", "--site", site]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)


def so_far(site: Path) -> tuple[int, int, int]:
    """Return how many revisions, renditions and pages there are."""
    with closing(sqlite3.connect(f"file:{site / 'data' / 'dragoman.sqlite3'}?mode=ro", uri=True)) as store:
        counts = [store.execute(f"SELECT count(*) FROM newsroom_{table}").fetchone()[0] for table in TABLES]  # noqa: S608
    files = (name for _, _, names in os.walk(site / "public") for name in names)
    return counts[0], counts[1], sum(name.endswith(".html") for name in files)


def killed_at(site: Path, *least: int) -> None:
    """Run until there are that many revisions, renditions and pages, and kill."""
    run = started(site)
    while run.poll() is None and any(is_ < be for is_, be in zip(so_far(site), least, strict=True)):
        time.sleep(0.02)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


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
        assert started(clean).wait(PATIENCE) == 0
        killed = made(tmp_path / "killed", harbour)
        # What a site signs with is its own; all else must be the same.
        shutil.rmtree(killed / "data" / "keys")
        shutil.copytree(clean / "data" / "keys", killed / "data" / "keys")
        for least in ((1, 0, 0), (6, 2, 0), (12, 12, 0), (12, 18, 0), (12, 24, 1)):
            killed_at(killed, *least)
        assert started(killed).wait(PATIENCE) == 0
    open_site(killed)
    report = health.report(utc_now())
    pieces = [piece for piece in load_pieces().values() if piece.language == "en"]
    assert report["articles"] == len(pieces)
    assert report["waiting"] == {"to read": 0, "to translate": 0, "for an engine": 0, "to publish": 0}
    assert models.Revision.objects.count() == len(pieces)
    assert models.Rendition.objects.count() == 2 * len(pieces)
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
