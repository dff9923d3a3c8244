"""One more article costs a large site what it costs a small one, and gives what a build from nothing gives."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from articles import SEEN
from benches import load
from django.db import connection

from dragoman.flow.editions import build, publish
from dragoman.newsroom import shelves, sources
from dragoman.newsroom.withdrawal import withdraw
from dragoman.publish import site as pages
from dragoman.types import Source

SMALL, LARGE = 100, 500


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    module = load("publish")
    # Few of each, so that the lists of a small site are as full as those of a large one.
    for name, value in {"DISTINCT": 30, "SOURCES": 2, "SECTIONS": ("Politics", "Sport")}.items():
        monkeypatch.setattr(module, name, value)
    return module


def steps(folder: Path, size: int, publishing: SimpleNamespace) -> int:
    """Return how many hundreds of steps the database takes to publish one article into a site of a size."""
    asked = publishing.Asked(a_day=50, words=0)
    taken = [0]

    def count() -> int:
        taken[0] += 1
        return 0

    with publishing.stocked(folder, size, asked) as desk:
        for n in range(2):
            publishing.published(desk, n, asked)
        publishing.add(2, asked)
        connection.connection.set_progress_handler(count, 100)
        try:
            publish(desk, "site")
        finally:
            connection.connection.set_progress_handler(None, 0)
    return taken[0]


def test_the_database_does_no_more_for_an_article_in_a_site_of_five_times_the_size(
    tmp_path: Path, publishing: SimpleNamespace
) -> None:
    small, large = (steps(tmp_path / str(size), size, publishing) for size in (SMALL, LARGE))
    assert large < 1.25 * small


def test_a_day_that_comes_before_a_known_one_is_named_there_though_another_day_comes_with_it(
    tmp_path: Path, publishing: SimpleNamespace
) -> None:
    asked = publishing.Asked(a_day=500, words=0)
    with publishing.stocked(tmp_path / "site", 0, asked) as desk:
        for days in ((0,), (3, 1)):
            for days_ago in days:
                publishing.add(500 * days_ago, asked)
            publish(desk, "site")
        build(desk, tmp_path / "anew")
    known = desk.public / "en/archive/2026-11-22/index.html"
    assert "/en/archive/2026-11-21/" in known.read_text()
    assert_same(desk.public, tmp_path / "anew", publishing)


def test_a_part_that_is_left_alone_on_its_day_keeps_no_page_of_its_own(
    tmp_path: Path, publishing: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "PART", 2)
    asked = publishing.Asked(a_day=500, words=0)
    with publishing.stocked(tmp_path / "site", 0, asked) as desk:
        last = [publishing.add(n, asked) for n in range(3)][-1]
        publish(desk, "site")
        first_part = desk.public / "en/archive/2026-11-22/0/index.html"
        assert first_part.is_file()
        assert not (desk.public / "en/archive/2026-11-22/1").exists()
        withdraw(last.id, "It was an error.", SEEN)
        publish(desk, "site")
        build(desk, tmp_path / "anew")
    assert not first_part.exists()
    assert_same(desk.public, tmp_path / "anew", publishing)


def test_the_last_part_of_a_day_gets_a_page_of_its_own_when_another_begins(
    tmp_path: Path, publishing: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "PART", 2)
    asked = publishing.Asked(a_day=500, words=0)
    with publishing.stocked(tmp_path / "site", 0, asked) as desk:
        for n in range(5):
            publishing.add(n, asked)
            publish(desk, "site")
        build(desk, tmp_path / "anew")
    parts = (desk.public / "en/archive/2026-11-22").glob("*/index.html")
    assert sorted(page.parent.name for page in parts) == ["0", "1"]
    assert_same(desk.public, tmp_path / "anew", publishing)


def test_a_source_has_a_list_for_each_part_that_its_newest_list_does_not_hold_whole(
    tmp_path: Path, publishing: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "PART", 2)
    monkeypatch.setattr(pages, "LATEST", 2)
    asked = publishing.Asked(a_day=500, words=0)
    with publishing.stocked(tmp_path / "site", 0, asked) as desk:
        found = []
        for count, parts in ((3, {"0"}), (3, {"0", "1"}), (1, {"0", "1", "2"})):
            # All of one source and one section, several at once, each newer than those before.
            found += [publishing.add(30 * (len(found) + n - 100), asked) for n in range(count)]
            publish(desk, "site")
            assert lists_of_source(desk.public) == parts
        build(desk, tmp_path / "then")
        assert_same(desk.public, tmp_path / "then", publishing)
        for article in found[-3:]:
            withdraw(article.id, "It was an error.", SEEN)
        publish(desk, "site")
        build(desk, tmp_path / "anew")
    assert lists_of_source(desk.public) == {"0"}
    assert_same(desk.public, tmp_path / "anew", publishing)


def test_what_is_built_elsewhere_leaves_the_site_s_own_tree_to_be_brought_up_to_date(
    tmp_path: Path, publishing: SimpleNamespace
) -> None:
    asked = publishing.Asked(a_day=500, words=0)
    with publishing.stocked(tmp_path / "site", 1, asked) as desk:
        publish(desk, "site")
        sources.add_source(Source("late", "https://late.example/feed", "The Late Paper"), SEEN)
        build(desk, tmp_path / "elsewhere")
        publishing.add(1, asked)
        publish(desk, "site")
        assert b"The Late Paper" in (desk.public / "en/sources/index.html").read_bytes()


def lists_of_source(public: Path) -> set[str]:
    """Return the parts of a source that its lists are of, having followed them from the newest."""
    folder = public / "api/en/sources/source-0"
    found, following = set(), json.loads((folder / "latest.json").read_bytes())["next"]
    while following:
        name = following.rpartition("/")[2]
        found.add(name.removesuffix(".json"))
        following = json.loads((folder / name).read_bytes())["next"]
    assert found | {"latest"} == {file.stem for file in folder.glob("*.json")}
    return found


def assert_same(one: Path, other: Path, publishing: SimpleNamespace) -> None:
    assert publishing.files_of(one).keys() == publishing.files_of(other).keys()
    for path in publishing.files_of(one):
        assert (one / path).read_bytes() == (other / path).read_bytes(), path
