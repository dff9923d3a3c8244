"""Tables of earlier versions with a few rows: made by their migrations, or as SQL that a released version left.

`python tests/old_versions.py 0010 > tests/versions/0010.sql` keeps the tables of a release; that is never done anew.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from django.core.management import call_command

from dragoman.newsroom import setup

NOW = "2026-11-22 12:00:00"
ENTRY = '{"id": "urn:1", "url": "https://example.org/quay", "title": "Quay"}'
DOCUMENT = '{"url": "https://example.org/quay", "language": "en", "headline": {"text": "Quay"}}'
RENDITION = '{"language": "pt", "state": "headline"}'
ROWS: dict[str, dict[str, object]] = {
    "source": {"id": 1, "slug": "paper", "feed": "https://example.org/feed", "name": "Paper", "due": NOW, "added": NOW,
        "kind": "feed"},
    "article": {
        "id": 1, "source_id": 1, "public_id": "0123456789abcdef", "guid": "urn:1", "url": "https://example.org/quay",
        "entry": ENTRY, "first_seen": NOW, "revision": 1, "rendered": 1, "version": 1, "shown": 1,
    },
    "revision": {"id": 1, "article_id": 1, "number": 1, "document": DOCUMENT, "signals": "[]", "seen": NOW},
    "rendition": {"id": 1, "revision_id": 1, "language": "pt", "state": "headline", "body": RENDITION, "made": NOW},
    "page": {"id": 1, "article_id": 1, "language": "pt", "slug": "cais", "state": "headline", "dated": NOW},
}  # fmt: skip
"""What each version has in common, in the tables that the first one had."""


def make(version: str, file: Path) -> None:
    """Make the tables of a migration in a file, with their rows."""
    setup.configure()
    setup.release()
    setup.connections["default"].settings_dict["NAME"] = str(file)
    call_command("migrate", "newsroom", version, verbosity=0)
    setup.release()
    with closing(sqlite3.connect(file)) as tables, tables:
        for table, values in ROWS.items():
            _add(tables, f"newsroom_{table}", values)


def _add(tables: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    """Put a row into a table: what is not given is empty, whatever columns there are."""
    columns = tables.execute(f"PRAGMA table_info({table})").fetchall()
    empty = {name: "" if "char" in kind or kind == "TEXT" else 0 for _, name, kind, needed, _, _ in columns if needed}
    empty |= {name: NOW for _, name, kind, needed, _, _ in columns if needed and kind == "datetime"}
    row = empty | {name: value for name, value in values.items() if name in {column[1] for column in columns}}
    marks = ", ".join("?" for _ in row)
    tables.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "old.sqlite3"
        make(sys.argv[1], made)
        with closing(sqlite3.connect(made)) as whole:
            print("\n".join(whole.iterdump()))
