"""Short facts about the site as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.newsroom import models


def read(name: str) -> str:
    """Return a note, empty where there is none."""
    return models.Note.objects.filter(name=name).values_list("text", flat=True).first() or ""


def read_all(names: Iterable[str]) -> dict[str, str]:
    """Return some notes by name, those that there are."""
    return dict(models.Note.objects.filter(name__in=list(names)).values_list("name", "text"))


def write(name: str, text: str) -> None:
    """Store a note in the place of the one of its name."""
    models.Note.objects.update_or_create(name=name, defaults={"text": text})
