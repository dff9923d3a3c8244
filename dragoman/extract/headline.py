"""The headline: what the page shows as one, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.extract.text import key

_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»›:/~]|::|\|\|)\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")


def choose(shown: Sequence[str], told: Sequence[str], sites: Iterable[str]) -> str:
    """Return the headline among those shown on the page (h1) and those told to machines (best first).

    The shown one that agrees best with what machines are told wins; where none does, what machines are told.
    """
    site_keys = {key(site) for site in sites} - {""}
    told = [text for text in (without_site(text, site_keys) for text in told) if text and key(text) not in site_keys]
    shown = [text for text in shown if text and key(text) not in site_keys]
    if not told:
        return shown[0] if shown else ""
    best = max(shown, key=lambda text: _agreement(text, told), default="")
    if best and (_agreement(best, told) >= 0.5 or (len(shown) == 1 and len(best) >= min(25, len(told[0])))):
        return _as_told(best, told, site_keys)
    return told[0] if len(told) > 1 else without_tail(told[0])


def without_site(title: str, site_keys: set[str]) -> str:
    """Cut the site's name off the end or the start of a title."""
    while True:
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            return title
        if _is_site(title[parts[-1].end() :], site_keys):
            title = title[: parts[-1].start()]
        elif _is_site(title[: parts[0].start()], site_keys):
            title = title[parts[0].end() :]
        else:
            return title


def without_tail(title: str) -> str:
    """Cut a short last part, which is mostly a site's name, off a title that nothing else speaks for."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    return head if len(tail.split()) <= 4 and len(head.split()) >= 3 else title


def _is_site(part: str, site_keys: set[str]) -> bool:
    part = key(part)
    return any(part == site or (len(site) > 4 and part in (f"the{site}", f"{site}com")) for site in site_keys)


def _agreement(text: str, told: Iterable[str]) -> float:
    """Return the best share of common words (F1) of a text with any of the others."""
    words = set(_WORD.findall(text.lower()))

    def common(other: str) -> float:
        others = set(_WORD.findall(other.lower()))
        return 2 * len(words & others) / (len(words) + len(others)) if words or others else 0.0

    return max(map(common, told), default=0.0)


def _as_told(shown: str, told: Iterable[str], site_keys: set[str]) -> str:
    """Return the shown headline, or as it is told: better spaced, without the kicker before or the site after it."""
    words = key(shown)
    for text in told:
        same = key(text)
        if same == words and len(text) > len(shown):
            return text
        if len(same) >= 15 and words.endswith(same) and len(shown) - len(text) >= 2:
            return text
        if len(same) >= 15 and words.startswith(same) and words[len(same) :] in site_keys:
            return text
    return shown
