"""Tables of every earlier version come forward, with all that they hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from old_versions import NOW, ROWS, make

from dragoman.newsroom import archive, health, models
from dragoman.newsroom.setup import open_database
from dragoman.testing.clock import FrozenClock

RELEASED = sorted((Path(__file__).parent / "versions").glob("*.sql"))


def test_the_tables_of_the_first_migration_come_forward_with_their_rows_through_all_others(tmp_path: Path) -> None:
    make("0001", tmp_path / "dragoman.sqlite3")
    assert_whole(tmp_path / "dragoman.sqlite3")


@pytest.mark.parametrize("version", RELEASED, ids=lambda file: file.stem)
def test_the_tables_that_a_version_left_come_forward_though_a_migration_was_edited(
    version: Path, tmp_path: Path
) -> None:
    file = tmp_path / "dragoman.sqlite3"
    with closing(sqlite3.connect(file)) as tables:
        tables.executescript(version.read_text(encoding="utf-8"))
    assert_whole(file)


def assert_whole(file: Path) -> None:
    """Open the tables of a version and assert that all its rows are there."""
    open_database(file)
    row = models.Article.objects.get()
    given = ROWS["article"]
    assert {name: getattr(row, name) for name in ("public_id", "guid", "url")} == {
        name: given[name] for name in ("public_id", "guid", "url")
    }
    assert f"{row.first_seen:%Y-%m-%d %H:%M:%S}" == NOW
    stored = archive.article(row.public_id)
    assert stored
    assert stored.renditions["pt"].state == "headline"
    assert stored.slugs == {"pt": "cais"}
    assert stored.revision.document.headline.text == "Quay"
    assert health.report(FrozenClock()())["articles"] == 1


def test_the_models_hold_nothing_that_no_migration_makes(tmp_path: Path) -> None:
    open_database(tmp_path / "dragoman.sqlite3")
    call_command("makemigrations", "newsroom", check=True, dry_run=True, verbosity=0)
