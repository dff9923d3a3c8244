"""Local models: added from a folder or an index over the real door, checked, tried, listed, removed."""

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import whole
from dragoman.errors import DragomanError, UsageError
from dragoman.flow.market import local_offers, ways
from dragoman.testing.site import Answer, ScriptedSite
from dragoman.translate.engines import embedded, store
from dragoman.types import Pair

app = whole()
PACKAGED = embedded.packaged_models()[Pair("en", "pt")]
FILES = {file.name: file for file in (PACKAGED.model, PACKAGED.vocabulary, PACKAGED.shortlist) if file}
RU_EN = Pair("ru", "en")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_MODELS", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a real model: that of another pair, which is enough to be opened and tried."""
    place = tmp_path / "given"
    place.mkdir()
    for name, file in FILES.items():
        (place / name).write_bytes(file.read_bytes())
    return place


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["models", *map(str, arguments)], catch_exceptions=False)
    return result.output


def packed(content: bytes) -> bytes:
    """Return content as a zstd frame of raw blocks."""
    blocks = [content[n : n + 100_000] for n in range(0, len(content), 100_000)] or [b""]
    frame = struct.pack("<IBQ", 0xFD2FB528, 0xE0, len(content))
    for n, block in enumerate(blocks):
        frame += ((len(block) << 3) | (n == len(blocks) - 1)).to_bytes(3, "little") + block
    return frame


@pytest.fixture
def index() -> Iterator[ScriptedSite]:
    """A server with an index in the form of Remote Settings, and the files that it lists."""
    with ScriptedSite() as site:
        rows = [row(site, name, file.read_bytes()) for name, file in FILES.items()]
        old = [{**each, "version": "3.0", "decompressedHash": "0" * 64} for each in rows]
        other = [{**each, "sourceLanguage": "uk"} for each in rows]
        site.answers["/records"] = listed([*old, *rows, *other])
        yield site


def row(site: ScriptedSite, name: str, content: bytes) -> dict[str, object]:
    site.answers[f"/files/{name}.zst"] = Answer(packed(content), content_type="application/octet-stream")
    return {
        "name": name,
        "fileType": name.partition(".")[0],
        "sourceLanguage": "ru",
        "targetLanguage": "en",
        "version": "3.1",
        "architecture": "tiny",
        "decompressedHash": hashlib.sha256(content).hexdigest(),
        "attachment": {"location": f"files/{name}.zst", "size": len(content)},
    }


def listed(rows: list[dict[str, object]]) -> Answer:
    return Answer(json.dumps({"data": rows}).encode(), content_type="application/json")


def test_a_model_is_fetched_from_an_index_checked_tried_and_used(index: ScriptedSite, own_store: Path) -> None:
    assert "licence MPL-2.0" in run("add", "ru-en", f"{index.base}/records")
    assert set(store.stored_models()) == {RU_EN}
    assert {file.name for file in (own_store / "ru-en").iterdir()} == {*FILES, store.FACTS}
    assert store.damaged(RU_EN) == ""
    assert ways(local_offers(), RU_EN)[0].name.startswith("ruen-")
    assert [route.legs[0].pair.target for route in ways(local_offers(), Pair("ru", "pt"))] == ["en"]
    assert "ru-en" in run("list")
    run("remove", "ru-en")
    assert store.stored_models() == {}


def test_a_file_that_is_not_the_one_listed_is_not_stored(index: ScriptedSite) -> None:
    name = PACKAGED.vocabulary.name
    index.answers[f"/files/{name}.zst"] = Answer(packed(b"another file"))
    with pytest.raises(DragomanError, match="is not the file that the index lists"):
        run("add", "ru-en", f"{index.base}/records")
    assert store.stored_models() == {}


def test_a_file_that_breaks_off_is_not_stored(index: ScriptedSite) -> None:
    path = f"/files/{PACKAGED.model.name}.zst"
    index.answers[path] = Answer(index.answers[path].body[:-1000])
    with pytest.raises(DragomanError, match="nothing was stored"):
        run("add", "ru-en", f"{index.base}/records")
    assert store.stored_models() == {}


def test_an_index_without_the_pair_says_what_it_has(index: ScriptedSite) -> None:
    with pytest.raises(DragomanError, match="it has ru-en, uk-en"):
        run("add", "ru-fr", f"{index.base}/records")


def test_a_page_that_is_no_index_is_refused(index: ScriptedSite) -> None:
    index.answers["/records"] = Answer(b"<html>")
    with pytest.raises(DragomanError, match="is not an index of models"):
        run("add", "ru-en", f"{index.base}/records")


def test_an_index_that_can_not_be_reached_says_what_to_do_without_a_network(index: ScriptedSite) -> None:
    del index.answers["/records"]
    for address in (f"{index.base}/records", "http://127.0.0.1:9/records"):
        with pytest.raises(UsageError, match="dragoman models add ru-en FOLDER"):
            run("add", "ru-en", address)
    assert store.stored_models() == {}


def test_a_model_is_added_from_a_folder_with_the_licence_that_is_named(folder: Path) -> None:
    assert "licence CC-BY-SA-4.0" in run("add", "ru-en", folder, "--licence", "CC-BY-SA-4.0")
    facts = store.facts_of("ru-en")
    assert facts
    assert facts.origin == str(folder)
    assert set(facts.files) == set(FILES)


def test_a_folder_without_a_model_says_what_one_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DragomanError, match="holds no model and no vocabulary"):
        run("add", "ru-en", tmp_path / "empty")
    with pytest.raises(DragomanError, match="can't be read"):
        run("add", "ru-en", tmp_path / "nowhere")


def test_a_broken_model_is_tried_in_a_process_of_its_own_and_refused(folder: Path) -> None:
    (folder / PACKAGED.model.name).write_bytes(b"no network at all")
    with pytest.raises(DragomanError, match="does not work"):
        run("add", "ru-en", folder)
    assert store.stored_models() == {}


@pytest.mark.parametrize("name", ["ruen", "ru-ru", "../x-en", "RU-EN", ""])
def test_what_is_no_pair_is_refused(name: str) -> None:
    with pytest.raises(DragomanError, match="is no pair of languages"):
        run("remove", name)


def test_a_packaged_model_is_not_removed() -> None:
    with pytest.raises(DragomanError, match="the packaged one stays"):
        run("remove", "en-pt")


def test_a_stored_model_stands_before_the_packaged_one_until_it_is_removed(folder: Path) -> None:
    run("add", "en-pt", folder)
    assert store.known_models()[Pair("en", "pt")].name != PACKAGED.name
    run("remove", "en-pt")
    assert store.known_models()[Pair("en", "pt")].name == PACKAGED.name


def test_a_damaged_file_is_found(folder: Path, own_store: Path) -> None:
    run("add", "ru-en", folder)
    with (own_store / "ru-en" / PACKAGED.vocabulary.name).open("ab") as file:
        file.write(b"x")
    assert store.damaged(RU_EN) == PACKAGED.vocabulary.name


def test_the_list_says_how_good_a_route_is_or_that_nobody_measured(folder: Path) -> None:
    run("add", "ru-en", folder)
    rows = {(each["pair"], each["route"]): each for each in json.loads(run("list", "--json"))}
    assert rows["en-pt", PACKAGED.name]["chrf"] == 62.5
    (ru_en,) = [each for (pair, _), each in rows.items() if pair == "ru-en"]
    assert ru_en["told"] == "not measured"
