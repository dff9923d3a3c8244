"""A Shelf: one list of articles that readers can follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Shelf:
    """The articles of an edition: all of them, or those of a section, of a source or of an own feed (by their keys)."""

    language: str
    section: str = ""
    source: str = ""
    feed: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether it is that of all articles of an edition."""
        return not (self.section or self.source or self.feed)
