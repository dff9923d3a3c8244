"""Bring the search up to date: the parts of its index in which anything changed, on a timer of their own.

A part holds five hundred articles, so what a refresh costs does not grow with the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

from lxml.etree import LxmlError

from dragoman.dispatch.local import Job
from dragoman.errors import SearchError
from dragoman.flow.desk import Desk
from dragoman.newsroom import searches, shelves
from dragoman.newsroom.searches import PARTS, Part
from dragoman.newsroom.setup import alone
from dragoman.publish import pagefind, tree
from dragoman.publish.items import FullItem, item_from_json
from dragoman.publish.paths import search_part, search_parts
from dragoman.publish.search import Part as Indexed
from dragoman.publish.search import part_of, parts_file, read_parts
from dragoman.publish.tree import Files
from dragoman.types import Shelf

UNSOUND = (SearchError, LxmlError, ValueError, TypeError, LookupError)
"""What indexing an article that we did not foresee may raise."""


def due(desk: Desk) -> bool:
    """Tell whether something changed since the search was last brought up to date, and that was long enough ago."""
    last = searches.refreshed()
    rests = last is not None and desk.clock() < last + timedelta(minutes=desk.settings.search.minutes)
    return not rests and bool(searches.changed())


@alone("search")
def search(desk: Desk, _: str) -> Iterable[Job]:
    """Index every part anew that changed, or that another version of Pagefind made, the newest first.

    Raise what was wrong with a part once all others are indexed. An edition that the site has no longer has no search.
    Where the work is to end, the parts that are left are for the next run.
    """
    searches.record_refreshed(desk.clock())
    by, editions = pagefind.version(), desk.settings.site.languages
    for language in editions:
        if not _named(desk.public, language, by):
            searches.record_changed(_parts(language))
    failed: list[Exception] = []
    for part, change in sorted(searches.changed().items(), key=lambda each: -each[0].number):
        if desk.stopping.is_set():
            break
        if error := _index(desk.public, part, by if part.language in editions else ""):
            failed.append(error)
        else:
            searches.record_indexed(part, change)
    if failed:
        raise failed[0]
    return ()


def build(desk: Desk, out: Path) -> None:
    """Write the whole search of a site anew into a tree."""
    by, parts = pagefind.version(), [part for language in desk.settings.site.languages for part in _parts(language)]
    failed = [error for part in reversed(parts) if (error := _index(out, part, by))]
    if failed:
        raise failed[0]


def _index(out: Path, part: Part, by: str) -> Exception | None:
    """Index a part anew with a version of Pagefind, and name it in the file of its edition; return what was wrong.

    A part that can't be indexed goes, and each goes without Pagefind: an index that nobody keeps up to date would still
    find what was withdrawn.
    """
    language, number = part
    parts, failed = _named(out, language, by), None
    parts.pop(number, None)
    made: Files = {}
    if by:
        try:
            parts[number], made = part_of(language, number, _items(part))
        except UNSOUND as error:
            failed = error
    gone = (path for path in _files(out, search_part(language, number)) if path not in made)
    tree.write(out, {**made, **parts_file(language, parts.values(), by), **dict.fromkeys(gone)})
    return failed


def _named(out: Path, language: str, by: str) -> dict[int, Indexed]:
    """Return the parts that the file of an edition names, by number; none where another version made them."""
    file = out / search_parts(language)
    return {part.number: part for part in read_parts(file.read_bytes(), by)} if file.is_file() else {}


def _files(out: Path, folder: str) -> Iterator[str]:
    return (file.relative_to(out).as_posix() for file in (out / folder).rglob("*") if file.is_file())


def _parts(language: str) -> Iterator[Part]:
    """Yield the parts of an edition's search that hold anything."""
    part = shelves.part_after(Shelf(language), -1)
    while part is not None:
        yield Part(language, part // PARTS)
        part = shelves.part_after(Shelf(language), (part // PARTS + 1) * PARTS - 1)


def _items(part: Part) -> list[FullItem]:
    within = range(part.number * PARTS, (part.number + 1) * PARTS)
    of_parts = (shelves.of_part(Shelf(part.language), each) for each in within)
    return [FullItem(item_from_json(item), content) for item, content in chain.from_iterable(of_parts)]
