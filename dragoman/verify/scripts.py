"""The scripts that languages are written in, and whether a translation is in its own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from dragoman.types import Pair

_SCRIPTS = {"ru": "CYRILLIC", "uk": "CYRILLIC", "be": "CYRILLIC", "bg": "CYRILLIC", "mk": "CYRILLIC", "kk": "CYRILLIC"}
_SCRIPTS |= {"el": "GREEK", "he": "HEBREW", "ka": "GEORGIAN", "hy": "ARMENIAN", "th": "THAI", "am": "ETHIOPIC"}
_SCRIPTS |= dict.fromkeys(("ar", "fa", "ur", "ps", "ckb"), "ARABIC") | {"ko": "HANGUL", "zh": "CJK", "ja": "CJK"}
_SCRIPTS |= dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI") | {"bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU"}
_EITHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}
_ANY = frozenset({"sr", "uz", "az", "mn", "ku"})
"""Languages written in more than one script."""
_FOREIGN = re.compile(r"[^\x00-\u024f\W\d_]")
"""A letter that is not Latin, nor Latin as few languages write it."""
_LETTERS = 8
_DENSER = frozenset({"CJK", "HANGUL"})
_DENSE = 3
"""Latin letters that one syllable or sign of a dense script is worth."""


def other_script(source: str, target: str, pair: Pair) -> bool:
    """Tell whether most letters are of another script than the language's.

    What the source says in a script that is neither language's may stay as it is.
    """
    here, there = pair.languages
    expected = _SCRIPTS.get(there, "LATIN")
    if expected == "LATIN" and not _FOREIGN.search(target):
        return False
    found = _scripts(target)
    total = found.total()
    if there in _ANY or total < _LETTERS or found[expected] * (_DENSE if expected in _DENSER else 1) * 2 >= total:
        return False
    script = found.most_common(1)[0][0]
    own = here in _ANY or script == _SCRIPTS.get(here, "LATIN")
    return own or _scripts(source)[script] * 2 < _scripts(source).total()


@lru_cache(maxsize=64)
def _scripts(text: str) -> Counter[str]:
    if text.isascii():
        return Counter(LATIN=sum(map(str.isalpha, text)))
    found: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter < "\u0250":
            found["LATIN"] += times * letter.isalpha()
        elif letter.isalpha():
            script = unicodedata.name(letter, "?").split(" ")[0]
            found[_EITHER.get(script, script)] += times
    return found
