"""The public index of models: Remote Settings records, as Firefox reads them; files are packed and have checksums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from dragoman.errors import ContentError, UsageError
from dragoman.types import Pair

LICENCE = "MPL-2.0"
"""The licence of Mozilla's models."""
ATTACHMENTS = "https://firefox-settings-attachments.cdn.mozilla.net/"
_BEST = ("base-memory", "base", "tiny")
"""Architectures of one version, the best translations first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a model in the index: its name, where it lies, and the SHA-256 of it unpacked."""

    name: str
    url: str
    digest: str


def address() -> str:
    """Return where the index is."""
    from fxtranslate import discovery

    return str(discovery.records_url())


def listed(body: bytes, pair: Pair, index: str) -> list[Listed]:
    """Return the files of the newest model of a pair; raise UsageError where the index has none, or is none."""
    from fxtranslate import discovery

    try:
        text = body.decode("utf-8")
        records, pairs = discovery.parse_records(text), discovery.model_pairs(text)
    except ValueError:
        raise UsageError(f"{index} is not an index of models; give another address") from None
    if (pair.source, pair.target) not in pairs:
        raise UsageError(f"{index} has no model {pair}; it has {_some(pairs)}")
    mine = [row for row in records if (row["sourceLanguage"], row["targetLanguage"]) == (pair.source, pair.target)]
    newest = max(map(_worth, mine))
    base = ATTACHMENTS if index == address() else index
    return [
        Listed(str(row["name"]), urljoin(base, str(row["location"])), row["decompressedHash"] or "")
        for row in mine
        if _worth(row) == newest
    ]


def _worth(row: Mapping[str, str | None]) -> tuple[tuple[int, ...], int]:
    """Order models: the newest version last, and of those the best architecture."""
    return _version(str(row["version"])), -_rank(row["architecture"])


def _version(text: str) -> tuple[int, ...]:
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in text.split("."))


def _rank(architecture: str | None) -> int:
    return _BEST.index(architecture) if architecture in _BEST else len(_BEST)


def _some(pairs: list[tuple[str, str]]) -> str:
    names = sorted(Pair(*each).key for each in pairs)
    return ", ".join(names[:40]) + (" and others" if len(names) > 40 else "") if names else "none at all"


def unpacked(file: Listed, packed: bytes) -> bytes:
    """Return a file's content; raise ContentError where it is broken or not the one that the index lists."""
    from fxtranslate import discovery

    if not file.digest:
        raise ContentError(f"The index gives no checksum for {file.name}, so nobody can tell whether it is whole")
    try:
        return bytes(discovery.verify_and_decompress(packed, file.digest))
    except ValueError as error:
        raise ContentError(f"{file.url} is not the file that the index lists ({error}); nothing was stored") from None
