"""The spots of shelves that articles left or came to since their lists were last written, as notes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dragoman.newsroom import models
from dragoman.types import Shelf

TOUCHED = "lists to be written"
MANY = 500
"""Notes of one query."""


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """Where an article stands, or stood: in which part of a shelf, and on which day."""

    shelf: Shelf
    part: int
    day: date


def touched() -> set[Spot]:
    """Return the spots that articles left or came to since their lists were last written."""
    return {_spot(line) for line in _noted().values_list("text", flat=True)}


def record_listed(spots: Collection[Spot]) -> None:
    """Store that the lists of some touched spots are written; what was touched meanwhile still is."""
    names = [_name(spot) for spot in spots]
    for start in range(0, len(names), MANY):
        models.Note.objects.filter(name__in=names[start : start + MANY]).delete()


def touch(spots: set[Spot]) -> None:
    """Store spots with the facts that touch them, so that a crash before their lists are written loses none."""
    notes = [models.Note(name=_name(spot), text=_line(spot)) for spot in sorted(spots)]
    models.Note.objects.bulk_create(notes, ignore_conflicts=True)


def _noted() -> QuerySet[models.Note]:
    return models.Note.objects.filter(name__startswith=TOUCHED)


def _name(spot: Spot) -> str:
    return f"{TOUCHED} {hashlib.sha256(_line(spot).encode()).hexdigest()}"


def _line(spot: Spot) -> str:
    shelf = spot.shelf
    named = (shelf.section or "-", shelf.source or "-", *((shelf.feed,) if shelf.feed else ()))
    return " ".join((str(spot.day), str(spot.part), shelf.language, *named))


def _spot(line: str) -> Spot:
    day, part, language, *rest = line.split()
    return Spot(Shelf(language, *("" if name == "-" else name for name in rest)), int(part), date.fromisoformat(day))
