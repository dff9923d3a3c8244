"""The spots of shelves that articles left or came to since their lists were last written, as notes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from dragoman.newsroom import models
from dragoman.types import Shelf

TOUCHED = "lists to be written"
MARK = "#"
"""What a note ends in tells one touch from the next."""
MANY = 500
"""Notes of one query."""


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where an article stands, or stood: in which part of a shelf, and on which day."""

    shelf: Shelf
    part: int
    day: date


def touched() -> dict[Spot, str]:
    """Return the spots that articles left or came to since their lists were last written, each with its note's text."""
    return {_spot(text): text for text in _noted().values_list("text", flat=True)}


def record_listed(spots: Mapping[Spot, str]) -> None:
    """Store that the lists of some spots are written, as they were touched; what was touched meanwhile still is."""
    texts = {_name(spot): text for spot, text in spots.items()}
    names = sorted(texts)
    for start in range(0, len(names), MANY):
        some = names[start : start + MANY]
        with transaction.atomic():
            # Whoever touches them locks them by name, too: in another order the two might wait for each other for ever.
            locked = models.Note.objects.select_for_update().filter(name__in=some).order_by("name")
            listed = [note.name for note in locked if note.text == texts[note.name]]
            models.Note.objects.filter(name__in=listed).delete()


def touch(spots: set[Spot]) -> None:
    """Store spots with the facts that touch them, so that a crash before their lists are written loses none."""
    texts = {_name(spot): f"{_line(spot)} {MARK}{secrets.token_hex(4)}" for spot in spots}
    notes = [models.Note(name=name, text=text) for name, text in sorted(texts.items())]
    models.Note.objects.bulk_create(notes, update_conflicts=True, unique_fields=["name"], update_fields=["text"])


def _noted() -> QuerySet[models.Note]:
    return models.Note.objects.filter(name__startswith=TOUCHED)


def _name(spot: Spot) -> str:
    return f"{TOUCHED} {hashlib.sha256(_line(spot).encode()).hexdigest()}"


def _line(spot: Spot) -> str:
    shelf = spot.shelf
    named = (shelf.section or "-", shelf.source or "-", *((shelf.feed,) if shelf.feed else ()))
    return " ".join((str(spot.day), str(spot.part), shelf.language, *named))


def _spot(line: str) -> Spot:
    day, part, language, *rest = (word for word in line.split() if not word.startswith(MARK))
    return Spot(Shelf(language, *("" if name == "-" else name for name in rest)), int(part), date.fromisoformat(day))
