import gzip
import os
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.compressed import copies
from dragoman.publish.pieces import Joined
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


PAGE = b"<p>A page of some length.</p>" * 40


def test_copies_for_servers_lie_beside_what_is_text_and_not_small(tmp_path: Path) -> None:
    write(tmp_path, {"a/index.html": PAGE, "b.html": b"short", "c.bin": PAGE})
    assert gzip.decompress((tmp_path / "a/index.html.gz").read_bytes()) == PAGE
    assert brotli.decompress((tmp_path / "a/index.html.br").read_bytes()) == PAGE
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == sorted(
        ["index.html", "index.html.br", "index.html.gz", "b.html", "c.bin"]
    )


def test_what_programs_fetch_has_a_gzip_copy_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json.br").write_bytes(b"left by an older Dragoman")
    write(tmp_path, {"a.json": PAGE * 2, "b.xml": PAGE * 2, "small.json": PAGE})
    names = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    assert names == ["a.json", "a.json.gz", "b.xml", "b.xml.gz", "small.json"]
    assert gzip.decompress((tmp_path / "b.xml.gz").read_bytes()) == PAGE * 2


def test_copies_follow_their_file_and_go_with_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": PAGE})
    write(tmp_path, {"a.html": PAGE + b"more"})
    assert gzip.decompress((tmp_path / "a.html.gz").read_bytes()) == PAGE + b"more"
    write(tmp_path, {"a.html": b"short"})
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.html"]
    write(tmp_path, {"a.html": PAGE})
    assert write(tmp_path, {"a.html": None}).removed == ("a.html",)
    assert not [file for file in tmp_path.iterdir() if file.is_file()]


def test_equal_bytes_give_equal_copies(tmp_path: Path) -> None:
    for name in "xy":
        write(tmp_path / name, {"a.html": PAGE})
    for suffix in (".gz", ".br"):
        assert (tmp_path / f"x/a.html{suffix}").read_bytes() == (tmp_path / f"y/a.html{suffix}").read_bytes()


@given(st.lists(st.binary(max_size=300), max_size=12), st.lists(st.binary(min_size=400, max_size=3000), min_size=1))
def test_a_file_of_pieces_is_packed_piece_by_piece_and_unpacks_to_the_same(
    small: list[bytes], large: list[bytes]
) -> None:
    content = Joined([PAGE, PAGE, *small, *large, *small])
    assert content == b"".join(content.pieces)
    packed = copies("feed.xml", content)
    assert list(packed) == ["feed.xml.gz"]
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert unpacker.decompress(packed["feed.xml.gz"]) == content
    assert unpacker.eof
    assert not unpacker.unused_data
    assert copies("feed.xml", Joined(content.pieces)) == packed


def test_a_piece_that_says_what_the_one_before_said_takes_little_room() -> None:
    once, twice = (len(copies("a.xml", Joined([PAGE] * times))["a.xml.gz"]) for times in (2, 3))
    assert twice - once < 40
