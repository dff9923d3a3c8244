import os
from pathlib import Path

import pytest

from dragoman.publish.tree import Written, write


def test_files_are_written_with_their_folders_and_reported(tmp_path: Path) -> None:
    assert write(tmp_path, {"en/a/index.html": b"1", "robots.txt": b"2"}) == Written(
        ("en/a/index.html", "robots.txt"), (), 0
    )
    assert (tmp_path / "en/a/index.html").read_bytes() == b"1"


def test_a_file_with_the_same_bytes_keeps_its_time(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"1", "b": b"1"})
    for name in "ab":
        os.utime(tmp_path / name, (1000, 1000))
    assert write(tmp_path, {"a": b"1", "b": b"2"}) == Written(("b",), (), 1)
    assert (tmp_path / "a").stat().st_mtime == 1000
    assert (tmp_path / "b").stat().st_mtime > 1000


def test_removing_a_file_removes_the_folders_it_leaves_empty_but_not_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"en/2026/11/x/index.html": b"1", "en/index.html": b"2"})
    assert write(tmp_path, {"en/2026/11/x/index.html": None}) == Written((), ("en/2026/11/x/index.html",), 0)
    assert not (tmp_path / "en/2026").exists()
    assert (tmp_path / "en/index.html").exists()
    assert write(tmp_path, {"en/index.html": None}).removed == ("en/index.html",)
    assert tmp_path.exists()


def test_removing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"1"})
    assert write(tmp_path, {"b": None, "c/d": None, "a/b": None}) == Written()


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", ".", "a\\..\\x", "a\0b"])
def test_a_path_that_leads_out_of_the_root_is_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    root = tmp_path / "public"
    with pytest.raises(ValueError, match="path within the tree"):
        write(root, {"first": b"1", path: b"2"})
    assert not root.exists()


def test_a_link_that_leads_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "public", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "en").symlink_to(outside)
    with pytest.raises(ValueError, match="through a link"):
        write(root, {"en/x": b"1"})
    assert not list(outside.iterdir())


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a": b"old"})

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path, {"a": b"new"}, sync=True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_written_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"1"})
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
