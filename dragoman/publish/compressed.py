"""Copies of a file that servers hand out as they are to clients that take them compressed: gzip, of pages brotli too.

What programs fetch has a gzip copy alone, which all of them take: many of these files are written with every article,
and brotli would save a fifth at most. Feeds hold dozens of whole texts of which the next article changes one; what
packs them is kept, piece by piece, as brotli does not allow.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from functools import lru_cache
from itertools import pairwise

import brotli

from dragoman.publish.pieces import KEPT, Joined

SUFFIXES = (".gz", ".br")
SMALLEST, SMALLEST_DATA = 512, 2048
"""Bytes below which a copy would save nothing worth a file; data that two packets hold have none, like an article's
record."""
_TEXT = {"html", "css", "js", "json", "xml", "opml", "txt", "svg"}
_DATA = {"json", "xml"}
"""What programs fetch: lists that are written with every article, and as much of each as readers seldom see."""
_LEVEL, _QUALITY, _QUICK = 6, 5, 1
"""Levels of gzip and brotli at which a page takes a millisecond, where the highest would take fifty for a tenth less;
and the level of gzip for data."""
_HEAD = gzip.compress(b"", mtime=0)[:10]
_END = b"\3\0"
"""An empty block, which is the last."""


def copies(path: str, content: bytes) -> dict[str, bytes]:
    """Return the copies of a file by path; none of what is small or no text. Equal bytes give equal copies."""
    _, _, suffix = path.rpartition(".")
    if suffix not in _TEXT or len(content) < (SMALLEST_DATA if suffix in _DATA else SMALLEST):
        return {}
    if isinstance(content, Joined):
        return {f"{path}.gz": _joined(content)}
    if suffix in _DATA:
        return {f"{path}.gz": gzip.compress(content, _QUICK, mtime=0)}
    packed = gzip.compress(content, _LEVEL, mtime=0), brotli.compress(content, brotli.MODE_TEXT, _QUALITY)
    return {f"{path}{suffix}": copy for suffix, copy in zip(SUFFIXES, packed, strict=True)}


def _joined(content: Joined) -> bytes:
    """Return a file as gzip (RFC 1952), each of its pieces packed by itself."""
    blocks = (_block(piece, before) for before, piece in pairwise((b"", *content.pieces)))
    return b"".join((_HEAD, *blocks, _END, struct.pack("<II", zlib.crc32(content), len(content) % 2**32)))


@lru_cache(maxsize=3 * KEPT)
def _block(piece: bytes, before: bytes) -> bytes:
    """Return a piece as whole blocks of deflate (RFC 1951) that refer to the one before it and to no other."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=before)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
