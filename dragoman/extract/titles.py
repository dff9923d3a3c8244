"""A page's title, and the name of the site in it."""

from __future__ import annotations

import re

from dragoman.extract.text import key

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•»›:/~]|::|\|\|)\s+|\s*\|\s*|(?<!\s)»\s*(?=\S)"
    rf"|(?<=[{_CJK}\u3000-\u303f\uff01-\uff5e”])\s*[-_–—]+\s*(?=[{_CJK}])"
)
WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


def site(title: str, host: str) -> str:
    """Return the last part of a title where it is the name of its host."""
    parts = list(SEPARATOR.finditer(title))
    tail = title[parts[-1].end() :] if parts else ""
    return tail if len(key(tail)) >= 3 and key(tail) in key(host) else ""


def without_site(title: str, site_keys: set[str]) -> str:
    """Cut the site's name off the end or the start of a title."""
    while True:
        parts = list(SEPARATOR.finditer(title))
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
    parts = list(SEPARATOR.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    return head if len(tail.split()) <= 4 and len(WORD.findall(head)) >= 3 else title


def _is_site(part: str, site_keys: set[str]) -> bool:
    part = key(part)
    return not part or any(
        part == site or (len(site) > 4 and part in (f"the{site}", f"{site}com")) for site in site_keys
    )
