"""The language that a page says it is in, or else that its text is in."""

from __future__ import annotations

import re

from dragoman.commonwords import spoken
from dragoman.extract.text import clean
from dragoman.types import primary

_TAG = re.compile(r"([a-z]{2,3})(?:-(?:[a-z]{3}))?(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-.*)?", re.I)
_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "xx"))


def normalised(tag: str) -> str:
    """Return a language tag as `pt-BR` or `zh-Hant-TW` (BCP 47), or an empty string where it is none."""
    match = _TAG.fullmatch(clean(tag).split(",")[0].strip().replace("_", "-"))
    if not match or match[1].lower() in _NO_LANGUAGE:
        return ""
    script, region = match[2] or "", match[3] or ""
    return "-".join(filter(None, (match[1].lower(), script.title(), region.upper())))


def settled(told: str, text: str) -> str:
    """Return the language that a page says, unless its own words clearly say another: pages of many sites lie."""
    found = spoken(text, primary(told)) or guessed(text)
    return told if found == primary(told) else found


def guessed(text: str) -> str:
    """Return the language that a text is most likely in, or an empty string where there is too little of it."""
    if len(text) < 20:
        return ""
    import py3langid  # a model of some size, wanted only where a page is silent

    language, _ = py3langid.classify(text[:3000])
    return str(language)
