"""Pagefind, which makes the index of the search: a program that reads pages and writes a bundle of files.

https://pagefind.app (MIT), from PyPI as `pagefind` and `pagefind-bin`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import SearchError

SECONDS = 600
"""How long a part may take: a hundred times what it does."""
ENTRY = "pagefind-entry.json"
"""The file that names all others of a bundle."""
_KEPT = ("pagefind.js", "pagefind-worker.js", ENTRY)
_DATA = (".pagefind", ".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")
"""Of a bundle's files; the rest is Pagefind's own looks."""


def program() -> Path | None:
    """Return where Pagefind is; None where it isn't."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    found = get_executable()
    return found if found and found.is_file() else None


def version() -> str:
    """Return the version of Pagefind, empty where there is none."""
    place = program()
    return _run(place, "--version").split()[-1] if place else ""


def bundle(pages: Mapping[str, str], language: str) -> dict[str, bytes]:
    """Return the files of an index over pages, each by its path on the site; what names the others comes last.

    Raises SearchError where Pagefind is not there or fails.
    """
    place = program()
    if place is None:
        raise SearchError("Pagefind is not installed; run `pip install pagefind pagefind-bin`")
    with TemporaryDirectory(prefix="dragoman-search-") as name:
        site, out = Path(name) / "site", Path(name) / "out"
        for path, content in pages.items():
            file = site / path
            file.parent.mkdir(parents=True)
            file.write_text(content, encoding="utf-8")
        _run(place, "--silent", "--force-language", language, "--site", str(site), "--output-path", str(out))
        found = {file.relative_to(out).as_posix(): file for file in sorted(out.rglob("*")) if _is_ours(file)}
        return {path: found[path].read_bytes() for path in sorted(found, key=lambda path: (path == ENTRY, path))}


def _is_ours(file: Path) -> bool:
    return file.is_file() and (file.name in _KEPT or file.suffix in _DATA)


def _run(place: Path, *said: str) -> str:
    try:
        # A program of ours, arguments of our own.
        done = subprocess.run([place, *said], capture_output=True, text=True, timeout=SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        told = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
        raise SearchError(f"Pagefind failed ({''.join(told)}); what changed is found once it works") from None
    return done.stdout
