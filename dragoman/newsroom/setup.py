"""Open a site's database: Django configured for it, migrations run. The newsroom is Django's only user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zlib import crc32

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection, connections

from dragoman.errors import Unavailable, UsageError

DATABASE = "dragoman.sqlite3"
"""The file of a site's data folder that holds its tables, where no database server does."""
QUEUE = "procrastinate.contrib.django"
CONSOLE = (
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
)
"""Django's own apps that the console stands on; only the console's process has them, and only a site with one."""
UNAVAILABLE = (OperationalError, InterfaceError)
"""What Django raises where a database is locked, full or away: it may be there again later."""
STATEMENTS = 512
"""Statements of SQLite that are kept as they were prepared: those of a whole article, from its feed to its lists."""
WAIT = 10
"""Seconds in which a database server has to answer."""


def django_settings(database: str | Path) -> dict[str, Any]:
    """Return the settings for a database: times in UTC, no queue yet."""
    return {
        "INSTALLED_APPS": ["dragoman.newsroom"],
        "DATABASES": {"default": _connection(database)},
        "DATABASE_ROUTERS": [Tables()],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "SECRET_KEY": "unused: no console is open",
        "TIME_ZONE": "UTC",
        "USE_TZ": True,
    }


def _connection(database: str | Path) -> dict[str, Any]:
    """Return how Django reaches a database: a file in WAL mode, or a PostgreSQL address."""
    if isinstance(database, Path) or database == ":memory:":
        # In 8 MB stands all that the lists of an article ask for; in SQLite's own 2 they are read again and again.
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000;"
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": pragmas,
            "cached_statements": STATEMENTS,
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database), "OPTIONS": options}
    place = urlsplit(database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(place.path.lstrip("/")),
        "USER": unquote(place.username or ""),
        "PASSWORD": unquote(place.password or ""),
        "HOST": place.hostname or "",
        "PORT": str(place.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": WAIT, "application_name": "dragoman"},
    }


class Tables:
    """Say which tables a database has: those of the queue only where a server holds it."""

    def allow_migrate(self, db: str, app_label: str, **_: object) -> bool | None:
        """Tell whether tables of an app stand in a database; None where nothing speaks against it."""
        return None if app_label != "procrastinate" or connections[db].vendor == "postgresql" else False


def configure() -> None:
    """Set Django up for the newsroom's tables; `open_database` says where they are."""
    if not settings.configured:
        settings.configure(**django_settings(":memory:"))
        django.setup()


def open_database(database: str | Path) -> None:
    """Point Django at a database, a file made where it is missing, and bring its tables up to date.

    Raise Unavailable where a server does not answer, UsageError where its packages are missing here.
    """
    connections.close_all()
    if isinstance(database, Path):
        database.parent.mkdir(parents=True, exist_ok=True)
    elif not find_spec("psycopg") or not find_spec("procrastinate"):
        raise UsageError("The packages for PostgreSQL are missing here; install them: pip install 'dragoman[postgres]'")
    elif not apps.is_installed(QUEUE):
        # Only now, since its packages take a third of a second to import.
        apps.set_installed_apps([*settings.INSTALLED_APPS, QUEUE])
    connections.settings = connections.configure_settings({"default": _connection(database)})
    del connections["default"]
    try:
        with alone("migrate"):
            call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        if isinstance(database, Path):
            raise
        told = " ".join(str(error).split())
        raise Unavailable(
            f"The database server does not take us in ({told}); see [database] in dragoman.toml"
        ) from None


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Do what one process of a site does at a time; the others wait. Of a file's site the folder's locks see to it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [crc32(what.encode())])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [crc32(what.encode())])


def refresh() -> None:
    """Let go of a connection on which something failed, so that the next question opens a sound one."""
    close_old_connections()


def release() -> None:
    """Close what this thread holds of the database: to be called before a thread ends."""
    connections.close_all()
