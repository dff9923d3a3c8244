"""A Shelf: one list of articles that readers can follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Shelf:
    """The articles of an edition: all of them, or those of a section or of a source (by their keys)."""

    language: str
    section: str = ""
    source: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether it is that of all articles of an edition."""
        return not (self.section or self.source)
