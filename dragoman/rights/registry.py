"""Sources whose terms were read: offered to an operator, who answers for the choice."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Listed:
    """A source that may be translated, as far as its terms say: who it is, where it says so, and when we read it."""

    name: str
    home: str
    feed: str
    language: str
    licence: str
    terms: str
    """The address of the terms; empty where they only stand in the list that the note names."""
    read: date
    note: str = ""


@cache
def load() -> tuple[Listed, ...]:
    """Return the sources of the registry, in its order."""
    text = files("dragoman.rights").joinpath("registry.toml").read_text(encoding="utf-8")
    return tuple(Listed(**row) for row in tomllib.loads(text)["source"])
