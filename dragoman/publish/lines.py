"""JSON files that people can read too: a line for each key, and one for each thing in a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dragoman.publish.marks import permitted


def as_json(found: Mapping[str, object]) -> bytes:
    """Return facts as the bytes of a JSON file."""
    return permitted("{\n" + _members(found) + "\n}\n").encode()


def item_line(found: Mapping[str, object]) -> bytes:
    """Return a thing of a list as the line of a JSON file that follows another."""
    return permitted(",\n" + json.dumps(found, ensure_ascii=False)).encode()


def with_items(found: Mapping[str, object], items: Sequence[bytes]) -> list[bytes]:
    """Return facts and the lines of their `items` as the pieces of a JSON file."""
    head = permitted("{\n" + _members(found) + ',\n"items": [').encode()
    # Nothing comes before the first, so no comma.
    return [head, *(item[n == 0 :] for n, item in enumerate(items)), b"\n]\n}\n" if items else b"]\n}\n"]


def _members(found: Mapping[str, object]) -> str:
    return ",\n".join(f"{json.dumps(key)}: {_in_lines(value)}" for key, value in found.items())


def _in_lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
