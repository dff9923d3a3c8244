"""What the places that are told of news answer."""

from __future__ import annotations

import json

from dragoman.errors import TargetError


def named(answer: bytes, place: str) -> str:
    """Return the id in an answer; raise TargetError where there is none, though what was sent may have been taken."""
    try:
        found = json.loads(answer)
        id_ = found["id"]
    except (ValueError, TypeError, LookupError):
        raise TargetError(f"{place} gave an answer that was cut off or is not its API's; it is told again") from None
    return str(id_)
