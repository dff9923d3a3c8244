"""The parts of each edition's search that changed since they were last indexed, as notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from dragoman.newsroom import models, notes
from dragoman.newsroom.spots import Spot

CHANGED = "search to be indexed"
REFRESHED = "search refreshed"
PARTS = 5
"""Parts of an edition that are indexed together: 500 articles, over which Pagefind takes two seconds and 200 MB."""


class Part(NamedTuple):
    """A part of an edition's search, by its number: once it is full, no article comes to it any more."""

    language: str
    number: int


def touch(spots: Iterable[Spot]) -> None:
    """Store that the parts which hold some spots have changed."""
    record_changed({Part(spot.shelf.language, spot.part // PARTS) for spot in spots if spot.shelf.whole})


def record_changed(parts: Iterable[Part]) -> None:
    """Store that some parts have changed."""
    notes = [models.Note(name=_name(part), text=uuid4().hex) for part in sorted(parts)]
    models.Note.objects.bulk_create(notes, update_conflicts=True, unique_fields=["name"], update_fields=["text"])


def changed() -> dict[Part, str]:
    """Return the parts that changed since they were indexed, each with a name for its last change."""
    found = models.Note.objects.filter(name__startswith=CHANGED).values_list("name", "text")
    return {_part(name): change for name, change in found}


def record_indexed(part: Part, change: str) -> None:
    """Store that a part is indexed as it was after a change; where it changed again meanwhile, it still is changed."""
    models.Note.objects.filter(name=_name(part), text=change).delete()


def refreshed() -> datetime | None:
    """Return when the search was last brought up to date; None where that must not wait."""
    told = notes.read(REFRESHED)
    return datetime.fromisoformat(told) if told else None


def record_refreshed(when: datetime | None) -> None:
    """Store when the search was last brought up to date; None has it done at once."""
    notes.write(REFRESHED, when.isoformat() if when else "")


def _name(part: Part) -> str:
    return f"{CHANGED} {part.language} {part.number}"


def _part(name: str) -> Part:
    language, number = name.removeprefix(CHANGED).split()
    return Part(language, int(number))
