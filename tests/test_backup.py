"""A site in one file, and back: every text and every key, checked; the tree as it was, byte for byte."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import run as dragoman
from django.db import transaction
from wire import Site, is_index

from dragoman.cli.app import open_site
from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models
from dragoman.newsroom.setup import release
from dragoman.testing.site import ScriptedSite, page

DRAGOMAN = Path(sys.executable).with_name("dragoman")
TEXT = "The council met on Monday and agreed to mend the old quay before winter comes to the harbour. " * 3


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew) -> Iterator[Site]:
    with ScriptedSite() as source:
        source.answers = {"/quay": page(f"<p>{TEXT}</p>"), "/feed": source.feed(["/quay"])}
        site = Site.made(tmp_path_factory.mktemp("backup") / "site", crew, {"feed": f"{source.base}/feed"})
        site.once()
        yield site


@pytest.fixture(scope="module")
def packed(site: Site) -> Path:
    release()
    file = site.folder.parent / "site.tar.gz"
    told = dragoman("backup", file, "--site", site.folder)
    assert told.returncode == 0, told.stderr
    return file


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder; but the index of the search: Pagefind orders what it filters by as it likes."""
    found = [file for file in sorted(folder.rglob("*")) if file.is_file() and not is_index(file)]
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


@pytest.fixture
def no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise AssertionError("What needs no worker starts a fork server")

    monkeypatch.setattr("dragoman.dispatch.workers._serve_forks", refused)


@pytest.mark.usefixtures("no_workers")
def test_a_site_comes_back_whole_and_its_tree_as_it_was(site: Site, packed: Path, tmp_path: Path) -> None:
    told = dragoman("restore", packed, "--site", tmp_path / "back")
    assert told.returncode == 0, told.stderr
    assert files(tmp_path / "back" / "public") == files(site.folder / "public")
    assert files(tmp_path / "back" / "data" / "keys") == files(site.folder / "data" / "keys")
    private = [file for file in (tmp_path / "back" / "data" / "keys").iterdir() if file.stat().st_mode & 0o077 == 0]
    assert private
    open_site(tmp_path / "back")
    assert models.Rendition.objects.count() == 2
    told = dragoman("withdraw", models.Article.objects.get().url, "--site", tmp_path / "back")
    assert told.stdout == "Withdrawn; its pages say so now, and its text is erased here\n"
    release()


def test_a_site_comes_back_into_a_volume_which_is_not_replaced(site: Site, packed: Path, tmp_path: Path) -> None:
    volume = tmp_path / "site"
    volume.mkdir()
    stands = volume.stat().st_ino
    tmp_path.chmod(0o555)  # nothing can be put beside it; root, who may, is told by the folder's number
    told = dragoman("restore", packed, "--site", volume)
    tmp_path.chmod(0o755)
    assert told.returncode == 0, told.stderr
    assert volume.stat().st_ino == stands
    assert files(volume / "public") == files(site.folder / "public")
    assert not list(volume.glob(".restoring-*"))
    release()


def test_nobody_else_may_read_a_backup(packed: Path) -> None:
    assert packed.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_taken_while_somebody_writes(site: Site, tmp_path: Path) -> None:
    open_site(site.folder)
    with transaction.atomic():
        models.Note.objects.create(name="half", text="a fact that is not stored yet")
        command = [DRAGOMAN, "backup", tmp_path / "now.tar.gz", "--site", site.folder]
        told = subprocess.run(command, capture_output=True, text=True, check=False)  # somebody else than we
        transaction.set_rollback(True)
    release()
    assert told.returncode == 0, told.stderr
    assert dragoman("restore", tmp_path / "now.tar.gz", "--site", tmp_path / "back").returncode == 0
    open_site(tmp_path / "back")
    assert not models.Note.objects.filter(name="half").exists()
    release()


def altered(packed: Path, to: Path, name: str, data: bytes | None) -> Path:
    """Copy a backup with one of its files changed, or left out."""
    with tarfile.open(packed) as old, tarfile.open(to, "w:gz") as new:
        for entry in old:
            content = old.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == name:
                if data is None:
                    continue
                content, entry.size = data, len(data)
            new.addfile(entry, io.BytesIO(content))
    return to


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("dragoman.toml", b"[site]\n", "dragoman.toml is not what was backed up"),
        ("data/dragoman.sqlite3", None, "data/dragoman.sqlite3 is not what was backed up"),
        ("backup.json", None, "is no backup of Dragoman"),
        ("backup.json", b"[]", "is no backup of Dragoman"),
    ],
)
def test_an_altered_backup_restores_nothing(packed: Path, tmp_path: Path, name: str, data: bytes, told: str) -> None:
    file = altered(packed, tmp_path / "altered.tar.gz", name, data)
    run = dragoman("restore", file, "--site", tmp_path / "back")
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stderr.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["altered.tar.gz"]


@pytest.mark.parametrize(
    ("name", "kind"), [("../out", tarfile.REGTYPE), ("/out", tarfile.REGTYPE), ("in", tarfile.SYMTYPE)]
)
def test_a_backup_that_leads_out_of_its_folder_restores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: bytes
) -> None:
    monkeypatch.delattr(tarfile, "data_filter", raising=False)  # as Python 3.11.2 is without it
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as evil:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        evil.addfile(entry, io.BytesIO())
    run = dragoman("restore", tmp_path / "evil.tar.gz", "--site", tmp_path / "back")
    assert run.returncode == 2
    assert f"{name} is no file of a site" in run.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["evil.tar.gz"]


@pytest.mark.parametrize("cut", [0, 20, 5000])
def test_a_cut_backup_restores_nothing(packed: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "cut.tar.gz").write_bytes(packed.read_bytes()[:cut])
    run = dragoman("restore", tmp_path / "cut.tar.gz", "--site", tmp_path / "back")
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "back").exists()


def test_a_site_is_never_restored_over_another_one(site: Site, packed: Path) -> None:
    run = dragoman("restore", packed, "--site", site.folder)
    assert run.returncode == 2
    assert "is not empty" in run.stderr


def test_a_place_that_cannot_be_written_is_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = dragoman("backup", tmp_path / "file" / "x.tar.gz", "--site", site.folder)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1


def test_a_backup_never_holds_itself_nor_what_is_half_written(site: Site, tmp_path: Path) -> None:
    run = dragoman("backup", site.folder / "site.tar.gz", "--site", site.folder)
    assert run.returncode == 2
    assert "choose a place outside" in run.stderr
    assert not list(site.folder.glob("site.tar.gz*"))
    (site.folder / "data" / ".beside").mkdir()
    (site.folder / "data" / ".beside" / "1-1").write_bytes(b"half a picture")
    assert dragoman("backup", tmp_path / "site.tar.gz", "--site", site.folder).returncode == 0
    with tarfile.open(tmp_path / "site.tar.gz") as packed:
        assert not [name for name in packed.getnames() if ".beside" in name]


@pytest.mark.parametrize("place", ["me@127.0.0.1:abc", "me@127.0.0.1:70000", "me:pass#word@127.0.0.1"])
def test_an_address_of_a_server_that_is_none_is_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "dragoman.toml").write_text(f'[database]\naddress = "postgresql://{place}/news"\n')
    run = dragoman("status", "--site", tmp_path)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "word" not in run.stderr


def test_an_address_of_a_server_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    (tmp_path / "dragoman.toml").write_text('[database]\naddress = "postgresql://me@127.0.0.1:1/news"\n')
    run = dragoman("status", "--site", tmp_path)
    assert run.returncode == 1  # it may be there again in a moment: what keeps us running starts us again
    assert run.stderr.count("\n") == 1
    assert "[database]" in run.stderr
