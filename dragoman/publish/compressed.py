"""Copies of a file that servers hand out as they are to clients that take them compressed: gzip and brotli."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath

import brotli

SUFFIXES = (".gz", ".br")
SMALLEST = 512
"""Bytes below which a copy would save nothing worth a file."""
_TEXT = {".html", ".css", ".js", ".json", ".xml", ".opml", ".txt", ".svg"}
_GZIP, _BROTLI = 6, 5
"""Levels at which a page takes a millisecond; the highest would take fifty for a tenth less."""


def copies(path: str, content: bytes) -> dict[str, bytes]:
    """Return the copies of a file by path; none of what is small or no text. Equal bytes give equal copies."""
    if len(content) < SMALLEST or PurePosixPath(path).suffix not in _TEXT:
        return {}
    packed = gzip.compress(content, _GZIP, mtime=0), brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI)
    return {f"{path}{suffix}": copy for suffix, copy in zip(SUFFIXES, packed, strict=True)}
