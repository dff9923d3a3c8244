"""Tables of names and words, made by hand: text files, one thing a line, or words parted by spaces."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[str]:
    """Yield the lines of a table that are no comment; none where there is no such table."""
    file = files(__name__) / f"{name}.txt"
    if file.is_file():
        lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        yield from (line for line in lines if line and not line.startswith("#"))


def entries(name: str) -> Iterator[str]:
    """Yield the words of a table."""
    for row in rows(name):
        yield from row.split()
