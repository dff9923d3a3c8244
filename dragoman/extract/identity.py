"""The name of a revision: the same for the same reading, whatever the bytes."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from dragoman.types import Document, Figure

_READ = ("language", "headline", "standfirst", "authors", "lead", "blocks", "published", "licence")
_UNSEEN = frozenset(("width", "height"))
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|svg)$", re.I)


def content_hash(document: Document) -> str:
    """Return the SHA-256, in hexadecimal, of what a reader sees of a Document.

    That is its language, headline, standfirst, authors, lead figure, blocks, date of publication and licence. Its
    addresses, its date of change, section and tags are not in it, nor a picture's size, host and signature.
    """
    seen = {name: _canonical(getattr(document, name)) for name in _READ}
    return sha256(json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _canonical(value: Any) -> Any:
    """Return a value as plain JSON; empty fields are left out, so that a field added to a type renames nothing."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, Figure) or (is_dataclass(value) and not isinstance(value, type)):
        named = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _UNSEEN}
        if isinstance(value, Figure):
            named["src"] = _picture(value.src)
        return {name: _canonical(inner) for name, inner in named.items() if inner}
    return value


def _picture(address: str) -> str:
    """Return the lasting part of a picture's address: its host and signature change by themselves."""
    path = urlsplit(address).path
    return path if _PICTURE.search(path) else address
