"""Open a site's database: Django configured for it, migrations run. The newsroom is Django's only user."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections


def django_settings(database: str) -> dict[str, Any]:
    """Return the settings for a database file: SQLite in WAL mode, times in UTC."""
    return {
        "INSTALLED_APPS": ["dragoman.newsroom"],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 30,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
                },
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "SECRET_KEY": "unused: no console is open",
        "TIME_ZONE": "UTC",
        "USE_TZ": True,
    }


def configure() -> None:
    """Set Django up for the newsroom's tables; `open_database` says where they are."""
    if not settings.configured:
        settings.configure(**django_settings(":memory:"))
        django.setup()


def open_database(file: Path) -> None:
    """Point Django at a database file, made where it is missing, and bring its tables up to date."""
    file.parent.mkdir(parents=True, exist_ok=True)
    connections.close_all()
    connections.databases["default"]["NAME"] = str(file)
    del connections["default"]
    call_command("migrate", verbosity=0, interactive=False)


def release() -> None:
    """Close what this thread holds of the database: to be called before a thread ends."""
    connections.close_all()
