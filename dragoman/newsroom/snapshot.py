"""The whole database as one file, taken while others work, and put back into an empty place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection

from dragoman.errors import UsageError
from dragoman.newsroom import models
from dragoman.newsroom.setup import DATABASE, release

DUMP = "database.dump"
"""The name of a snapshot that a PostgreSQL server wrote; that of a file's is the file's own."""


def take(folder: Path) -> Path:
    """Write a snapshot of the open database into a folder and return its file; nobody who works waits for it."""
    if connection.vendor == "postgresql":
        file = folder / DUMP
        # Jobs are hints: what they should make is found again.
        told = ["--format=custom", "--no-owner", "--exclude-table-data=procrastinate_*", f"--file={file}"]
        _postgres("pg_dump", told, connection.settings_dict)
        return file
    file = folder / DATABASE
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return file


def put_back(file: Path) -> None:
    """Fill the open database of a server from a snapshot; raise UsageError where it holds a site already."""
    if models.Source.objects.exists():
        name = connection.settings_dict["NAME"]
        raise UsageError(
            f"The database {name} holds a site already; name an empty one in DRAGOMAN_DATABASE__ADDRESS, and in "
            "dragoman.toml afterwards"
        )
    release()
    told = ["--clean", "--if-exists", "--no-owner", "--exit-on-error", str(file)]
    _postgres("pg_restore", told, connection.settings_dict)


def _postgres(program: str, told: list[str], place: Mapping[str, object]) -> None:
    """Run a program of PostgreSQL on the open database; the password goes through the environment."""
    if not shutil.which(program):
        raise UsageError(f"{program} is missing here; install PostgreSQL's client programs (Debian: postgresql-client)")
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    env = os.environ | {name: str(place[key]) for name, key in names.items() if place[key]}
    name = str(place["NAME"])
    run = subprocess.run(  # noqa: S603 - a program of the system, arguments of our own
        [program, f"--dbname={name}", *told], env=env, capture_output=True, text=True, check=False
    )
    if run.returncode:
        why = " ".join(run.stderr.split()) or f"exit {run.returncode}"
        raise UsageError(f"{program} failed ({why}); nothing else was done")
