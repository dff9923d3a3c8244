"""A site in one file: settings, keys, database and all else that its folder holds, with the digest of each.

The site tree is not in it: it is derived, and written anew byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from dragoman import __version__
from dragoman.config import FILE
from dragoman.errors import UsageError
from dragoman.newsroom import snapshot

MANIFEST = "backup.json"
FORMAT = 1
SKIPPED = ("public/*", "data/*.sqlite3*", "data/*.lock", "data/.beside/*")
"""What of a folder is of the moment, or derived; the database comes as a snapshot."""


def backup(folder: Path, file: Path) -> int:
    """Write all of a site but its tree into one file, beside and renamed, and return how many bytes it has.

    It holds keys and passwords, so nobody else may read it.
    """
    if file.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{file} would lie in what it holds; choose a place outside of {folder}")
    beside = file.with_name(file.name + ".new")
    digests: dict[str, str] = {}
    try:
        beside.unlink(missing_ok=True)
        beside.touch(0o600, exist_ok=False)
        with tempfile.TemporaryDirectory(dir=folder / "data") as room, tarfile.open(beside, "w:gz") as packed:
            taken = snapshot.take(Path(room))
            for path, name in (*_kept(folder, Path(room)), (taken, f"data/{taken.name}")):
                with suppress(FileNotFoundError):  # a picture may be dropped meanwhile
                    digests[name] = _add(packed, path, name)
            _add_manifest(packed, digests)
        beside.replace(file)
    except OSError as error:
        raise UsageError(f"{file} can't be written ({error.strerror}); choose another place") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return file.stat().st_size


def _kept(folder: Path, room: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a site's folder that a backup holds, and its name there."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        skipped = any(fnmatch(str(name), each) for each in SKIPPED)
        if path.is_file() and not path.is_symlink() and not skipped and room not in path.parents:
            yield path, str(name)


def _add(packed: tarfile.TarFile, path: Path, name: str) -> str:
    """Pack a file and return the digest of what was packed, whatever is written to the file meanwhile."""
    with path.open("rb") as opened:
        read = _Read(opened)
        packed.addfile(packed.gettarinfo(arcname=name, fileobj=opened), read)
    return read.digest.hexdigest()


class _Read(io.RawIOBase):
    """A file that is digested as it is read."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened, self.digest = opened, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._opened.read(size)
        self.digest.update(part)
        return part


def _add_manifest(packed: tarfile.TarFile, digests: dict[str, str]) -> None:
    told = {"form": FORMAT, "dragoman": __version__, "sha256": digests}
    data = json.dumps(told, indent=2).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(data)
    packed.addfile(entry, io.BytesIO(data))


def restore(file: Path, folder: Path, open_site: Callable[[Path], object]) -> None:
    """Put a site back into a new or empty folder: its files, and a server's tables where one holds them.

    Nothing stands there before everything was checked; raise UsageError where anything is missing or altered, or where
    the database that `open_site` opens for the folder holds a site already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; restore into a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Where the folder is a volume or a user's home, what is around it can't be written to, nor the folder replaced.
    around = folder if folder.exists() else folder.parent
    with tempfile.TemporaryDirectory(dir=around, prefix=".restoring-") as room:
        whole = Path(room) / "site"
        try:
            with tarfile.open(file, "r:gz") as packed:
                _unpack(packed, whole)
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise UsageError(
                f"{file} is no whole backup ({' '.join(str(error).split())}); nothing was restored"
            ) from None
        _check(whole, file)
        (whole / "public").mkdir()
        open_site(whole)
        if (dump := whole / "data" / snapshot.DUMP).exists():
            snapshot.put_back(dump)
            dump.unlink()
        _set_down(whole, folder)


def _unpack(packed: tarfile.TarFile, whole: Path) -> None:
    """Unpack a backup's files; raise TarError where it holds anything else, or a name that leads out of its folder."""
    packed.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.2, as in Debian 12, has no filters
    for entry in packed:
        if not entry.isfile() or not (whole / entry.name).resolve().is_relative_to(whole.resolve()):
            raise tarfile.TarError(f"{entry.name} is no file of a site")
        packed.extract(entry, whole)


def _set_down(whole: Path, folder: Path) -> None:
    """Move a whole site to its folder: at once where none is there, else what makes it a site last."""
    if not folder.exists():
        whole.rename(folder)
        return
    for part in sorted(whole.iterdir(), key=lambda part: part.name == FILE):
        part.rename(folder / part.name)


def _check(whole: Path, file: Path) -> None:
    """Raise UsageError unless a backup's files are those that its manifest names, each with its digest."""
    manifest = whole / MANIFEST
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        digests = dict(told["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(f"{file} is no backup of Dragoman; nothing was restored") from None
    if told["form"] != FORMAT:
        raise UsageError(f"{file} is of a newer Dragoman ({told['dragoman']}); upgrade this one")
    manifest.unlink()
    found = {str(path.relative_to(whole)): _digest(path) for path in whole.rglob("*") if path.is_file()}
    if wrong := sorted(name for name in digests.keys() | found.keys() if digests.get(name) != found.get(name)):
        raise UsageError(f"In {file}, {wrong[0]} is not what was backed up; nothing was restored")
    if FILE not in found:
        raise UsageError(f"{file} has no {FILE}; nothing was restored")


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
