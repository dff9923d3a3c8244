"""Files that are put together from pieces: a list of many articles of which the next one changes one piece.

A piece follows from its facts alone, so it is made once and kept for the next file that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable

KEPT = 2048
"""How many pieces of each kind are kept in memory: those of the lists that change most."""


class Joined(bytes):
    """A file that was put together, and its pieces."""

    pieces: tuple[bytes, ...]

    def __new__(cls, pieces: Iterable[bytes]) -> Joined:
        found = tuple(pieces)
        joined = super().__new__(cls, b"".join(found))
        joined.pieces = found
        return joined
