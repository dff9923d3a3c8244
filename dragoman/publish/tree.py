"""The tree on disk: every file whole at every moment, and untouched where nothing changed.

Places are strings here: an article writes a hundred files, for which objects of paths cost as much as writing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from dragoman.publish.compressed import SUFFIXES, copies

Files = Mapping[str, bytes | None]
"""Files of a tree by path; None stands for one that is not to be there."""
_MODE = 0o644
BESIDE = ".beside"
"""Where files are written before they are renamed into place: one folder, so that a sweep finds what a crash left."""
_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Written:
    """The paths that a write changed, and how many it left as they were."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


def write(root: Path, files: Mapping[str, bytes | None], *, sync: bool = False) -> Written:
    """Bring files under a root to the given bytes, in the given order; None removes a file.

    A file is written apart and renamed into place, so readers see the old or the new one, and only where its bytes
    differ, so its time stands still where nothing changed; its compressed copies come and go with it. `sync` waits for
    the disk. Raises ValueError for a path that leads out of the root.
    """
    top = os.path.realpath(root)
    places = _places(top, files)
    written, removed = [], []
    for path, content in files.items():
        place = places[path]
        if content is None:
            removed += [path] if _remove(top, place) else []
            _copy(top, place, {}, sync)
        elif not _holds(place, content):
            # The copies first: where we are stopped between, the file still differs and all is written again.
            _copy(top, place, copies(place, content), sync)
            _replace(top, place, content, sync)
            written.append(path)
    return Written(tuple(written), tuple(removed), len(files) - len(written) - sum(c is None for c in files.values()))


def _places(top: str, paths: Iterable[str]) -> dict[str, str]:
    """Return where paths lie, having looked through links."""
    places = {path: _place(top, path) for path in paths}
    for folder in {os.path.dirname(place) for place in places.values()}:
        if not f"{os.path.realpath(folder)}/".startswith(f"{top}/"):
            raise ValueError(f"{os.path.relpath(folder, top)!r} leads out of the tree through a link.")
    return places


def _place(top: str, path: str) -> str:
    if not {"", ".", ".."}.isdisjoint(path.split("/")) or "\\" in path or "\0" in path:
        raise ValueError(f"{path!r} is not a path within the tree.")
    return f"{top}/{path}"


def _holds(place: str, content: bytes) -> bool:
    """Tell whether a file has these bytes already."""
    try:
        if os.stat(place).st_size != len(content):
            return False
        with open(place, "rb") as file:
            return file.read() == content
    except FileNotFoundError:
        return False


def sweep(root: Path) -> None:
    """Remove what a writer that was killed left half-written, where nobody else writes."""
    shutil.rmtree(root / BESIDE, ignore_errors=True)


def _replace(top: str, place: str, content: bytes, sync: bool) -> None:
    beside = f"{top}/{BESIDE}/{os.getpid()}-{next(_NUMBERS)}"
    try:
        try:
            _write(beside, place, content, sync)
        except FileNotFoundError:
            # Most folders are there, and asking costs as much as writing.
            for path in (beside, place):
                os.makedirs(os.path.dirname(path), exist_ok=True)
            _write(beside, place, content, sync)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(beside)
        raise


def _write(beside: str, place: str, content: bytes, sync: bool) -> None:
    with open(beside, "wb") as file:
        os.fchmod(file.fileno(), _MODE)
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    os.replace(beside, place)


def _copy(top: str, place: str, found: Mapping[str, bytes], sync: bool) -> None:
    for copy in (f"{place}{suffix}" for suffix in SUFFIXES):
        if copy in found:
            _replace(top, copy, found[copy], sync)
        else:
            _remove(top, copy)


def _remove(top: str, place: str) -> bool:
    """Remove a file and the folders that it leaves empty; tell whether it was there."""
    try:
        os.unlink(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    folder = os.path.dirname(place)
    while folder != top and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)
    return True
