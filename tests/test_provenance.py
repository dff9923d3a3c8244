"""Signed records: every page has one, what was changed is found out, and old ones outlive a change of keys."""

from __future__ import annotations

import json
import shutil
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from articles import SITE, index_files, rich, short
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from dragoman.cli import main
from dragoman.cli.new import NewSite, make
from dragoman.errors import NotGenuine, UsageError
from dragoman.flow.genuine import OnDisk, OnServer, check
from dragoman.provenance import keys
from dragoman.provenance.envelope import canonical, keys_from, opened
from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import article_path
from dragoman.publish.site import EditionFacts, article_files, site_files, standing_list_files
from dragoman.publish.tree import write
from dragoman.serve import make_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = article_path(short(), "en")


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    keys.ensure(tmp_path / "keys", NOW)
    return tmp_path / "keys"


def site_of(ring: Path) -> SiteFacts:
    return replace(SITE, keys=keys.published(keys.public_keys(ring)))


def published(ring: Path, root: Path) -> SiteFacts:
    """Write a site with two articles."""
    site = site_of(ring)
    write(root, site_files(site))
    for article in (short(), rich(id="bbbbbbbbbb")):
        write(root, article_files(article, site, keys.signer(ring)))
    write(root, index_files("en", [short(), rich(id="bbbbbbbbbb")], site))
    return site


@pytest.fixture
def root(tmp_path: Path, ring: Path) -> Path:
    published(ring, tmp_path / "public")
    return tmp_path / "public"


def record(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / PAGE / "provenance.json").read_bytes())
    return found


# --- Keys ---


def test_a_new_site_has_a_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    list(make(NewSite(tmp_path / "site", "Test", ("en",), "http://127.0.0.1:8000", (), sample=False)))
    folder = keys.folder_of(tmp_path / "site")
    assert stat.S_IMODE((folder / keys.PRIVATE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert keys.signer(folder).id == keys.public_keys(folder)[-1].id
    assert b"PRIVATE" not in keys.published(keys.public_keys(folder))


def test_a_site_keeps_its_key(ring: Path) -> None:
    before = keys.signer(ring).id
    keys.ensure(ring, NOW)
    assert keys.signer(ring).id == before


def test_rotation_retires_the_old_key_and_keeps_its_public_half(ring: Path) -> None:
    old = keys.signer(ring).id
    new = keys.rotate(ring, NOW)
    assert keys.signer(ring).id == new.id != old
    assert [(key.id, bool(key.retired)) for key in keys.public_keys(ring)] == [(old, True), (new.id, False)]
    assert stat.S_IMODE((ring / keys.PRIVATE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [None, b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_key_that_is_missing_or_broken_is_one_sentence_that_says_what_to_do(
    ring: Path, content: bytes | None
) -> None:
    (ring / keys.PRIVATE).unlink()
    if content is not None:
        (ring / keys.PRIVATE).write_bytes(content)
    with pytest.raises(UsageError, match=r"`dragoman provenance rotate`$"):
        keys.signer(ring)


def test_a_key_of_another_site_does_not_sign(ring: Path, tmp_path: Path) -> None:
    keys.ensure(tmp_path / "other", NOW)
    shutil.copy(tmp_path / "other" / keys.PRIVATE, ring / keys.PRIVATE)
    with pytest.raises(UsageError, match="not a key of this site"):
        keys.signer(ring)


# --- What a record says ---


def test_the_record_of_a_page_names_source_engine_checks_outcomes_times_and_hash(root: Path) -> None:
    said = record(root)["provenance"]
    assert said["source"]["url"] == "https://correio.example/lota"
    assert said["source"]["licence"] == "CC BY 4.0"
    assert said["source"]["revision"] == 1
    assert said["rendition"]["engines"] == ["fxtranslate 0.5", "model base 2026-02"]
    assert said["rendition"]["checks"] == ["numbers", "quotations", "completeness"]
    assert said["rendition"]["sentences"]["clean"] == 4
    assert said["rendition"]["made"] == "2026-11-22T13:05:09Z"
    assert said["output"]["bytes"] == (root / PAGE / "index.html").stat().st_size
    assert "Machine-translated" in said["label"]


def test_page_and_feeds_link_the_record(root: Path) -> None:
    address = f"https://news.example.org/{PAGE}provenance.json"
    page = html.fromstring((root / PAGE / "index.html").read_bytes())
    assert page.xpath('//link[@rel="describedby"]/@href') == [address]
    assert page.xpath(f'//footer//a[@href="/{PAGE}provenance.json"]')
    atom = etree.fromstring((root / "en" / "atom.xml").read_bytes())
    assert address in atom.xpath('//*[@rel="describedby"]/@href')
    assert address in (root / "en" / "rss.xml").read_text(encoding="utf-8")
    items = json.loads((root / "en" / "feed.json").read_bytes())["items"]
    assert address in [item["_translation"]["provenance"] for item in items]


def test_equal_pages_have_equal_records(ring: Path, root: Path) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    published(ring, root)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_withdrawn_page_has_no_record_left(ring: Path, root: Path) -> None:
    write(root, article_files(short(withdrawn="Asked for."), site_of(ring), keys.signer(ring)))
    assert not (root / PAGE / "provenance.json").exists()


# --- Checking ---


@pytest.mark.parametrize("name", ["index.html", "provenance.json"])
def test_a_page_as_it_was_published_is_genuine_by_itself_and_by_its_record(root: Path, name: str) -> None:
    checked = check(OnDisk(root / PAGE / name))
    assert checked.page
    assert checked.statement["article"] == short().id


def test_a_page_in_which_one_letter_was_changed_is_not(root: Path) -> None:
    file = root / PAGE / "index.html"
    file.write_bytes(file.read_bytes().replace(b"Monday", b"Sunday", 1))
    with pytest.raises(NotGenuine, match="not the one that was signed"):
        check(OnDisk(file))


def test_a_record_in_which_anything_was_changed_is_not(root: Path) -> None:
    file = root / PAGE / "provenance.json"
    told = record(root)
    told["provenance"]["source"]["name"] = "Another paper"
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(NotGenuine, match="signature does not hold"):
        check(OnDisk(file))


def test_a_record_that_was_only_written_otherwise_still_holds(root: Path) -> None:
    file = root / PAGE / "provenance.json"
    file.write_text(json.dumps(record(root), indent=8), encoding="utf-8")
    assert check(OnDisk(file)).page


def test_a_record_of_another_site_is_not_ours(root: Path, tmp_path: Path) -> None:
    keys.ensure(tmp_path / "other", NOW)
    published(tmp_path / "other", tmp_path / "forged")
    trusted = (root / "keys.json").read_bytes()
    assert check(OnDisk(tmp_path / "forged" / PAGE / "index.html")).page
    with pytest.raises(NotGenuine, match="never had"):
        check(OnDisk(tmp_path / "forged" / PAGE / "index.html"), lambda: trusted)


def test_old_records_hold_after_the_key_was_rotated(ring: Path, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "archive")
    keys.rotate(ring, NOW)
    published(ring, root)
    now = (root / "keys.json").read_bytes()
    assert check(OnDisk(tmp_path / "archive" / PAGE / "index.html"), lambda: now).page
    assert check(OnDisk(root / PAGE / "index.html")).page
    assert record(root)["signature"]["key"] != json.loads(now)["keys"][0]["id"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"{",
        b'{"provenance": 1, "signature": {}}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"<html><p>No record</p></html>",
    ],
)
def test_what_is_no_record_and_no_page_of_ours_is_refused_in_one_sentence(root: Path, content: bytes) -> None:
    file = root / PAGE / "other.html"
    file.write_bytes(content)
    with pytest.raises(NotGenuine) as refused:
        check(OnDisk(file))
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_open_as_a_record(content: bytes) -> None:
    with pytest.raises(NotGenuine):
        opened(content, [])
    with pytest.raises(NotGenuine):
        keys_from(content)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_the_canonical_form_says_the_same_and_does_not_depend_on_order(value: Any) -> None:
    try:
        told = canonical({"a": value, "b": 1})
    except UnicodeEncodeError:
        return
    assert told == canonical({"b": 1, "a": value})
    assert json.loads(told) == {"a": value, "b": 1}


def test_a_served_page_is_checked_over_the_network_and_keys_of_another_site_are_not_trusted(
    ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "served"
    server = make_server(root, port=0)
    address = f"http://127.0.0.1:{server.server_port}"
    site = replace(site_of(ring), address=address)
    standing = standing_list_files("en", EditionFacts(), site)
    write(root, {**site_files(site), **standing, **article_files(short(), site, keys.signer(ring))})
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    (tmp_path / "dragoman.toml").write_text(
        f'[network]\nallow = ["127.0.0.1:{server.server_port}"]\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["dragoman", "provenance", "verify", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    code, out, _ = run(f"{address}/{PAGE}")
    assert code == 0
    assert out.startswith("The page is as it was signed")
    assert run(f"{address}/{PAGE}provenance.json")[0] == 0
    code, _, err = run(f"{address}/en/how/")
    assert (code, err.count("\n")) == (1, 1)
    assert "names no signed record" in err
    elsewhere = replace(site, address="https://news.example.org")
    write(root, article_files(short(), elsewhere, keys.signer(ring)))
    code, _, err = run(f"{address}/{PAGE}provenance.json")
    assert code == 1
    assert "at another site" in err
    assert run(f"{address}/{PAGE}provenance.json", "--keys", str(ring / keys.PUBLIC))[0] == 0
    assert run(f"{address}/{PAGE}provenance.json", "--keys", str(tmp_path / "nothing.json"))[0] == 2
    code, _, err = run(str(tmp_path / "nothing.html"))
    assert (code, err.count("\n")) == (2, 1)
    server.shutdown()
    server.server_close()


def test_a_shelf_on_a_server_goes_nowhere_else(ring: Path, root: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> tuple[bytes, str]:
        asked.append(url)
        return (root / PAGE / "index.html").read_bytes(), url

    with pytest.raises(NotGenuine, match="another site"):
        check(OnServer(f"https://mirror.example/{PAGE}", fetch))
    assert asked == [f"https://mirror.example/{PAGE}"]
