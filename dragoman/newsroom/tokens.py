"""Tokens of programs that do what operators may. What they are is shown once and kept nowhere, only their digest."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from dragoman.errors import UsageError
from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class Token:
    """A token by its name: when it was made, and when it was last used (to the minute)."""

    name: str
    made: datetime
    used: datetime | None


def add(name: str, now: datetime) -> str:
    """Make a token and return it; raise UsageError where its name is taken."""
    # 256 random bits: nothing to guess, so a plain digest keeps it as well as a slow one.
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            models.Token.objects.create(name=name, digest=_digest(token), made=now)
    except IntegrityError:
        raise UsageError(f"There is a token {name} already; remove it first, or choose another name") from None
    return token


def name_of(token: str, now: datetime) -> str:
    """Return the name of a token, empty where it is none, and note that it was used."""
    row = models.Token.objects.filter(digest=_digest(token)).first()
    if row is None:
        return ""
    minute = now.replace(second=0, microsecond=0)
    models.Token.objects.filter(pk=row.pk).exclude(used=minute).update(used=minute)
    return row.name


def every() -> list[Token]:
    """Return all tokens by name."""
    return [Token(row.name, row.made, row.used) for row in models.Token.objects.order_by("name")]


def remove(name: str) -> None:
    """Drop a token; raise UsageError where there is none of that name."""
    dropped, _ = models.Token.objects.filter(name=name).delete()
    if not dropped:
        raise UsageError(f"There is no token {name}; `dragoman console tokens` shows those there are")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
