"""Articles that tell of many events: live-blogs, round-ups, newsletters. They would glue stories together."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"\b(?:live|live ?blog|highlights|updates?:|as it happened|morning briefing|evening briefing|daily briefing"
    r"|newsletter|round-?up|news in brief|list of key events|key events, day|what we know|photos of the|week in"
    r"|ao vivo|minuto a minuto|resumo d[oa]|en direct|en vivo|en directo|última hora|diretta|liveticker|ticker"
    r"|das wichtigste|l'essentiel|in diretta|em direto|canlı|онлайн|наживо|مباشر|ライブ|速報|直播)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"[.!?;] (?:and|plus|e|y|et|und)\b,? ", re.IGNORECASE)
"""Two events in one headline: "The minister resigns. And, a storm comes"."""


def is_roundup(headline: str) -> bool:
    """Tell by its headline whether an article tells of many events, or of one as it goes on."""
    return bool(_SIGNS.search(headline) or _AND.search(headline))
