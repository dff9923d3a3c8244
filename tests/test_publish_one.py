"""One more article costs a large site what it costs a small one, and gives what a build from nothing gives."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from benches import load
from django.db import connection

from dragoman.flow.editions import build, publish

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
    assert publishing.files_of(desk.public).keys() == publishing.files_of(tmp_path / "anew").keys()
    for path in publishing.files_of(desk.public):
        assert (desk.public / path).read_bytes() == (tmp_path / "anew" / path).read_bytes(), path
