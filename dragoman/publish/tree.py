"""The tree on disk: every file whole at every moment, and untouched where nothing changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

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
    root = root.resolve()
    places = _places(root, files)
    written, removed = [], []
    for path, content in files.items():
        if content is None:
            removed += [path] if _remove(root, places[path]) else []
            _copy(root, path, {}, sync)
        elif not _holds(places[path], content):
            # The copies first: where we are stopped between, the file still differs and all is written again.
            _copy(root, path, copies(path, content), sync)
            _replace(root, places[path], content, sync)
            written.append(path)
    return Written(tuple(written), tuple(removed), len(files) - len(written) - sum(c is None for c in files.values()))


def _places(root: Path, paths: Iterable[str]) -> dict[str, Path]:
    """Return where paths lie, having looked through links."""
    places = {path: _place(root, path) for path in paths}
    for folder in {place.parent for place in places.values()}:
        if not folder.resolve().is_relative_to(root):
            raise ValueError(f"{str(folder.relative_to(root))!r} leads out of the tree through a link.")
    return places


def _place(root: Path, path: str) -> Path:
    parts = PurePosixPath(path)
    if not parts.parts or parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        raise ValueError(f"{path!r} is not a path within the tree.")
    return root / parts


def _holds(place: Path, content: bytes) -> bool:
    """Tell whether a file has these bytes already."""
    try:
        return place.stat().st_size == len(content) and place.read_bytes() == content
    except FileNotFoundError:
        return False


def sweep(root: Path) -> None:
    """Remove what a writer that was killed left half-written, where nobody else writes."""
    shutil.rmtree(root / BESIDE, ignore_errors=True)


def _replace(root: Path, place: Path, content: bytes, sync: bool) -> None:
    beside = root / BESIDE / f"{os.getpid()}-{next(_NUMBERS)}"
    try:
        try:
            _write(beside, place, content, sync)
        except FileNotFoundError:
            # Most folders are there, and asking costs as much as writing.
            beside.parent.mkdir(parents=True, exist_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(beside, place, content, sync)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _write(beside: Path, place: Path, content: bytes, sync: bool) -> None:
    with beside.open("wb") as file:
        os.fchmod(file.fileno(), _MODE)
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    beside.replace(place)


def _copy(root: Path, path: str, found: Mapping[str, bytes], sync: bool) -> None:
    for place in (f"{path}{suffix}" for suffix in SUFFIXES):
        if place in found:
            _replace(root, root / place, found[place], sync)
        else:
            _remove(root, root / place)


def _remove(root: Path, place: Path) -> bool:
    """Remove a file and the folders that it leaves empty; tell whether it was there."""
    try:
        place.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    for folder in place.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()
    return True
