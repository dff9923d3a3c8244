"""Bring the search up to date: the parts of its index in which anything changed, on a timer of their own.

A part holds five hundred articles, so what a refresh costs does not grow with the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

from dragoman.dispatch.local import Job
from dragoman.flow.desk import Desk
from dragoman.flow.lists import ITEM
from dragoman.newsroom import searches, shelves
from dragoman.newsroom.searches import PARTS
from dragoman.newsroom.setup import alone
from dragoman.publish import pagefind, tree
from dragoman.publish.items import Story
from dragoman.publish.paths import search_part, search_parts
from dragoman.publish.search import Files, part_of, parts_file, read_parts
from dragoman.types import Shelf


def due(desk: Desk) -> bool:
    """Tell whether something changed since the search was last brought up to date, and that was long enough ago."""
    last = searches.refreshed()
    rests = last is not None and desk.clock() < last + timedelta(minutes=desk.settings.search.minutes)
    return not rests and bool(searches.changed())


@alone("search")
def search(desk: Desk, _: str) -> Iterable[Job]:
    """Index every part anew that changed, or that another version of Pagefind made."""
    searches.record_refreshed(desk.clock())
    changed = searches.changed()
    for language in desk.settings.site.languages:
        of_edition = {part.number for part in changed if part.language == language}
        for number in _indexed(desk.public, language, of_edition):
            if (part := searches.Part(language, number)) in changed:
                searches.record_indexed(part, changed[part])
    return ()


def build(desk: Desk, out: Path) -> None:
    """Write the whole search of a site anew into a tree."""
    for language in desk.settings.site.languages:
        for _ in _indexed(out, language, set(_parts(language))):
            pass


def _indexed(out: Path, language: str, changed: set[int]) -> Iterator[int]:
    """Index what changed of an edition, the newest parts first, and yield the number of each.

    The file that names the parts follows each of them. Without Pagefind there is none, and what changed goes: an index
    that nobody keeps up to date would still find what was withdrawn.
    """
    by, named = pagefind.version(), out / search_parts(language)
    parts = {part.number: part for part in read_parts(named.read_bytes(), by)} if named.is_file() else {}
    for number in sorted({*_parts(language), *changed}, reverse=True):
        if number in parts and number not in changed:
            continue
        made: Files = {}
        if by:
            parts[number], made = part_of(language, number, _stories(language, number))
        gone = (path for path in _files(out, search_part(language, number)) if path not in made)
        tree.write(out, {**made, **parts_file(language, parts.values(), by), **dict.fromkeys(gone)})
        yield number


def _files(out: Path, folder: str) -> Iterator[str]:
    return (file.relative_to(out).as_posix() for file in (out / folder).rglob("*") if file.is_file())


def _parts(language: str) -> Iterator[int]:
    """Yield the numbers of the parts of an edition's search that hold anything."""
    part = shelves.part_after(Shelf(language), -1)
    while part is not None:
        yield part // PARTS
        part = shelves.part_after(Shelf(language), (part // PARTS + 1) * PARTS - 1)


def _stories(language: str, number: int) -> list[Story]:
    of_parts = (shelves.of_part(Shelf(language), part) for part in range(number * PARTS, (number + 1) * PARTS))
    return [Story(ITEM.validate_json(item), content) for item, content in chain.from_iterable(of_parts)]
