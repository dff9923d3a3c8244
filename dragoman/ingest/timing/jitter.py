"""Numbers that look like chance and are always the same for a key: they spread what would else happen at once."""

from __future__ import annotations

import hashlib


def share(key: str) -> float:
    """Return a number from 0 to 1 for a key."""
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
