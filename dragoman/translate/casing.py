"""Read a headline in sentence case: capitals cost an engine 7 to 25 chrF; the article's own body knows the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STARTS = re.compile(r"(?:^|[.!?:]\s+|\n)[\"“'‘«(\[]*")
_ACRONYMS = frozenset(["US", "UK", "UN", "EU", "USA", "EUA", "ONU", "UE", "NATO", "OTAN"])
LONG = 4
"""Words of this many letters show whether a headline is in title case; shorter ones are lower-cased there too."""


def shouted(headline: str) -> bool:
    """Tell whether a headline is in capitals throughout."""
    letters = [c for c in headline if c.isalpha()]
    return len(letters) > LONG and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def titled(headline: str) -> bool:
    """Tell whether a headline is in title case: nearly all its long words begin with a capital."""
    words = [word for word in _WORD.findall(headline) if len(word) >= LONG]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def usual_cases(body: Iterable[str]) -> dict[str, str]:
    """Count how a body writes each word inside its sentences and return the usual form by the lower-cased word."""
    seen: dict[str, Counter[str]] = {}
    for text in body:
        starts = {found.end() for found in _STARTS.finditer(text)}
        for found in _WORD.finditer(text):
            if found.start() not in starts:
                seen.setdefault(found[0].lower(), Counter())[found[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def sentence_case(headline: str, usual: Mapping[str, str], guess: Callable[[str], str]) -> str:
    """Return a shouted or titled headline in sentence case; `guess` re-cases words that the body doesn't hold."""
    if not (shouted(headline) or titled(headline)):
        return headline
    in_capitals = shouted(headline)
    starts = {found.end() for found in _STARTS.finditer(headline)}

    def recased(found: re.Match[str]) -> str:
        word = found[0]
        if word in _ACRONYMS or (not in_capitals and word.isupper() and len(word) > 1):
            return word
        form = usual.get(word.lower()) or (guess(word) if in_capitals or word[0].isupper() else word)
        return form[0].upper() + form[1:] if found.start() in starts else form

    return _WORD.sub(recased, headline)
