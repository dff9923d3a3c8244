"""What a site's robots.txt lets us do: pure, over protego; fetching it is the caller's work."""

from __future__ import annotations

from functools import lru_cache

from protego import Protego

ALLOW_ALL = ""
DISALLOW_ALL = "User-agent: *\nDisallow: /\n"
MAX_BYTES = 500 * 1024  # what RFC 9309 asks a reader to take in at least, and Google takes at most
MAX_DELAY = 24 * 3600.0


def robots_from(status: int | None, body: bytes = b"") -> str:
    """Return the rules that an answer to /robots.txt stands for; `status` None where there was no answer at all.

    A 4xx says that there are no rules; 5xx, 429 and silence say that nobody may come in for now (RFC 9309, Google).
    """
    if status is not None and 200 <= status < 300:
        return body[:MAX_BYTES].decode("utf-8-sig", "replace")
    if status is not None and 400 <= status < 500 and status != 429:
        return ALLOW_ALL
    return DISALLOW_ALL


def allowed(robots: str, url: str, agent: str) -> bool:
    """Tell whether `agent` may fetch `url` by these rules."""
    return bool(_parsed(robots).can_fetch(url, agent))


def crawl_delay(robots: str, agent: str) -> float | None:
    """Return the seconds that the site wants between two requests, at most a day; None where it does not say."""
    delay = _parsed(robots).crawl_delay(agent)
    return None if delay is None else min(float(delay), MAX_DELAY)


@lru_cache(maxsize=256)
def _parsed(robots: str) -> Protego:
    return Protego.parse(robots)
