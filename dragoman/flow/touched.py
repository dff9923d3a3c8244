"""What has changed of the lists of a tree, and which of their files stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dragoman.newsroom.spots import Spot
from dragoman.publish.tree import Files
from dragoman.types import Shelf


@dataclass(frozen=True)
class Touched:
    """Which lists are to be written: those of some spots, and the sitemaps of the days on which articles were seen.

    `stands` tells whether a file is in the tree already; what names the days of an archive is written only where one
    comes or goes. `at_home` tells that the tree is the site's own, of which the notes tell.
    """

    spots: frozenset[Spot]
    seen: frozenset[date]
    stands: Callable[[str], bool]
    at_home: bool = True

    @cached_property
    def parts(self) -> Mapping[Shelf, set[int]]:
        """The parts of shelves that any of the spots is in."""
        found: dict[Shelf, set[int]] = {}
        for spot in self.spots:
            if spot.day > date.min:
                found.setdefault(spot.shelf, set()).add(spot.part)
        return found

    @cached_property
    def days(self) -> Mapping[Shelf, Mapping[date, set[int]]]:
        """The days of editions that any of the spots is on, each with the parts that change."""
        found: dict[Shelf, dict[date, set[int]]] = {}
        for spot in self.spots:
            if spot.shelf.whole and spot.day > date.min:
                found.setdefault(spot.shelf, {}).setdefault(spot.day, set()).add(spot.part)
        return found

    def is_settled(self, files: Files) -> bool:
        """Tell whether those files are there that are to be there, and no others."""
        return all(self.stands(path) == (content is not None) for path, content in files.items())
