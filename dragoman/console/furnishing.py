"""Django's settings for the console, and the site that it is opened for."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings as django

from dragoman.clock import utc_now
from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.flow.desk import load_terms
from dragoman.flow.reload import Wishes
from dragoman.newsroom.setup import CONSOLE, QUEUE
from dragoman.rights import registry
from dragoman.rights.registry import Registry

HERE = Path(__file__).parent
KEY = "console.key"
"""The file of a site's data folder that holds the key by which sessions are signed."""
SESSION = timedelta(hours=12)
LARGEST = 64 * 1024
"""Bytes of a posted form."""
_VALIDATORS = "django.contrib.auth.password_validation"
_HASHERS = "django.contrib.auth.hashers"
_CONTEXT = ("django.template.context_processors.request", "django.contrib.auth.context_processors.auth")
FURNITURE: dict[str, Any] = {
    "MIDDLEWARE": [
        "dragoman.console.guards.secured",
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [*_CONTEXT, "django.contrib.messages.context_processors.messages"],
                "builtins": ["dragoman.console.terms"],
            },
        }
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
        {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
        {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    ],
    "PASSWORD_HASHERS": [f"{_HASHERS}.ScryptPasswordHasher", f"{_HASHERS}.PBKDF2PasswordHasher"],
    "ROOT_URLCONF": "dragoman.console.urls",
    "STATIC_URL": "/static/",
    "LOCALE_PATHS": [HERE / "locale"],
    "LANGUAGE_CODE": "en",
    "LANGUAGES": [("en", "English"), ("es", "Español"), ("pt", "Português")],
    "FORMAT_MODULE_PATH": "dragoman.console.formats",
    "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    "SESSION_COOKIE_AGE": int(SESSION.total_seconds()),
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Strict",
    "X_FRAME_OPTIONS": "DENY",
    "SECURE_REFERRER_POLICY": "same-origin",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
    "FILE_UPLOAD_HANDLERS": ["dragoman.console.guards.NoFiles"],
}


@dataclass(frozen=True, slots=True)
class Site:
    """The site whose console is open."""

    folder: Path
    settings: Settings
    registry: Registry
    terms: str
    """The text of the operator's own glossary."""
    clock: Callable[[], datetime] = utc_now


_open: list[Site] = []


def furnish() -> None:
    """Give Django what the console stands on, once; its tables come when a database is opened after that."""
    if apps.is_installed("django.contrib.admin"):
        return
    for name, value in FURNITURE.items():
        setattr(django, name, value)
    queue = [QUEUE] if apps.is_installed(QUEUE) else []
    if queue:
        # Every app is made ready once more, and this one can't be made so twice.
        from procrastinate.contrib.django import procrastinate_app

        procrastinate_app.current_app = procrastinate_app.FutureApp()  # type: ignore[assignment]
    django.INSTALLED_APPS = [*django.INSTALLED_APPS, *CONSOLE]
    apps.set_installed_apps([*django.INSTALLED_APPS, *queue])


def open_for(folder: Path, settings: Settings, clock: Callable[[], datetime] = utc_now) -> None:
    """Let the console show a site, whose database is open already."""
    _open[:] = [Site(folder, settings, registry.load(folder), load_terms(folder), clock)]
    console = settings.console
    place = urlsplit(console.address)
    django.SECRET_KEY = _key(folder / "data" / KEY)
    django.ALLOWED_HOSTS = [place.hostname] if place.hostname else ["127.0.0.1", "localhost", "[::1]"]
    django.CSRF_TRUSTED_ORIGINS = [console.address] if console.address else []
    django.SESSION_COOKIE_SECURE = django.CSRF_COOKIE_SECURE = console.secure
    django.SECURE_HSTS_SECONDS = 31_536_000 if console.secure else 0
    # By this prefix browsers know that no other host of the domain may set it.
    prefix = "__Host-" if console.secure else ""
    django.SESSION_COOKIE_NAME, django.CSRF_COOKIE_NAME = f"{prefix}dragoman", f"{prefix}dragoman-form"


def take_up(wishes: Wishes) -> None:
    """Show the site by what its files say now."""
    _open[:] = [replace(here(), settings=wishes.settings, registry=wishes.registry, terms=wishes.terms)]


def here() -> Site:
    """Return the site whose console is open."""
    (site,) = _open
    return site


def _key(file: Path) -> str:
    """Return the key of a file that nobody else may read, made where it is missing."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    key = file.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise UsageError(f"{file} holds no key; remove it, and everybody logs in again")
    return key
