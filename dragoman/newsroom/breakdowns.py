"""What of the wire's own work fails, told until it is done again: publishing, the search, what becomes of a report."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dragoman.newsroom import models, notes

_NAMED = "broken "
_KEPT = timedelta(days=1)
"""How long a failure is told after it was seen last: what it was about may be gone."""


def record(step: str, subject: str, now: datetime, told: str) -> None:
    """Store that a step failed over a subject; it has failed since it first did."""
    name = _name(step, subject)
    since, _, _ = notes.read(name).partition(" ")
    notes.write(name, f"{since or now.isoformat()} {now.isoformat()} {told}")


def over(step: str, subject: str) -> None:
    """Forget that a step failed over a subject: it is done."""
    found = models.Note.objects.filter(name=_name(step, subject))
    if found.exists():  # to delete nothing would have SQLite wait for whoever writes
        found.delete()


def report(now: datetime) -> list[dict[str, Any]]:
    """Return what fails, as plain values."""
    kept = models.Note.objects.filter(name__startswith=_NAMED).order_by("name").values_list("name", "text")
    return [found for name, text in kept if (found := _failure(name, text))["last"] > now - _KEPT]


def line(failure: dict[str, Any]) -> str:
    """Return a failure as a sentence."""
    return f"{failure['step']} has failed since {failure['since']:%Y-%m-%d %H:%M}Z: {failure['error']}"


def _name(step: str, subject: str) -> str:
    return f"{_NAMED}{step}:{subject}"


def _failure(name: str, text: str) -> dict[str, Any]:
    since, last, error = text.split(" ", 2)
    step, _, subject = name.removeprefix(_NAMED).partition(":")
    times = {"since": datetime.fromisoformat(since), "last": datetime.fromisoformat(last)}
    return {"step": step, "subject": subject, "error": error, **times}
