"""Articles that tell of many events: live-blogs, round-ups, newsletters. They would glue stories together."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"^live\b|\blive[:!]|[-–—|] live$|مباشر|ライブ|速報|直播|लाइव"
    r"|\b(?:live (?:blog|updates?)|liveblog|highlights|updates?(?=:)|as it happened|(?:morning|evening|daily) briefing"
    r"|newsletter|round-?up|news in brief|list of key events|what we know|photos of the|week in|ao vivo|em direto"
    r"|minuto a minuto|en vivo|en directo|última hora|en direct|en images|l’essentiel|liveticker|das wichtigste"
    r"|in diretta|canlı|онлайн|наживо)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"[.!?;] (?:and|plus|e|y|et|und)\b,? ", re.IGNORECASE)
"""Two events in one headline: "The minister resigns. And, a storm comes"."""


def is_roundup(headline: str) -> bool:
    """Tell by its headline whether an article tells of many events, or of one as it goes on."""
    return bool(_SIGNS.search(headline) or _AND.search(headline))
