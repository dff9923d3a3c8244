"""Tables of every earlier version come forward, with all that they hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from old_versions import NOW, ROWS

from dragoman.newsroom import archive, health, models
from dragoman.newsroom.setup import open_database
from dragoman.testing.clock import FrozenClock

VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.sql"))


@pytest.mark.parametrize("version", VERSIONS, ids=lambda file: file.stem)
def test_the_tables_of_a_version_come_forward_with_their_rows(version: Path, tmp_path: Path) -> None:
    file = tmp_path / "dragoman.sqlite3"
    with closing(sqlite3.connect(file)) as tables:
        tables.executescript(version.read_text(encoding="utf-8"))
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


def test_each_migration_has_the_tables_of_the_one_before_it_to_come_from() -> None:
    migrations = sorted(file.stem[:4] for file in (Path(models.__file__).parent / "migrations").glob("0*.py"))
    assert [file.stem for file in VERSIONS] == migrations[: len(VERSIONS)]


def test_the_models_hold_nothing_that_no_migration_makes(tmp_path: Path) -> None:
    open_database(tmp_path / "dragoman.sqlite3")
    call_command("makemigrations", "newsroom", check=True, dry_run=True, verbosity=0)
