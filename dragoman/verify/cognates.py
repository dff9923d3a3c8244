"""Tell Portuguese words that are made as the English word of the source is: cingulate, cingulado; accretion, acreção.

Both come of Latin or Greek, by rules; no dictionary holds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.verify.characters import fold
from dragoman.verify.vocabulary import allows, hears

_LEAST = 4
"""Letters that both have before their endings."""
_SPELT = (
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("ch|k", "c"),
    ("y", "i"),
    ("[ao]e", "e"),
    ("t(?=io)", "c"),
    ("sc(?=[ei])", "c"),
    (r"(\w)\1", r"\1"),
)
"""What English spells otherwise inside a word than Portuguese does."""
_EITHER = (("qu", "c"), ("[cp]t", "t"), ("es(?=[bcdfglmnpqt])", "s"), (r"([rs])\1", r"\1"))
"""What may be spelt in two ways in both, or only in Portuguese."""
_SOUNDS = tuple([(re.compile(a), b) for a, b in each] for each in ((*_SPELT, *_EITHER), _EITHER))
_ENDINGS = (
    ("tions?", "c(?:ao|oes)"),
    ("sions?", "s(?:ao|oes)"),
    ("at(?:e[ds]?|ing)", "ad[oa]s?|ar|ando|at[oa]s?"),
    ("i[sz](?:e[ds]?|ing)", "iz(?:ar|ando|ad[oa]s?|am?|ou|aram|ac(?:ao|oes))"),
    ("i[sz]ations?", "izac(?:ao|oes)"),
    ("ic(?:al|s)?", "ic[oa]s?"),
    ("ically", "icamente"),
    ("ists?", "istas?"),
    ("isms?", "ismos?"),
    ("it(?:y|ies)", "idades?"),
    ("y|ies", "ias?"),
    ("paths?", "patas?"),
    ("ives?", "iv[oa]s?"),
    ("ous", "(?:os)?[oa]s?"),
    ("als?", "a(?:l|is)|an[oa]s?"),
    ("ars?", "ar(?:es)?"),
    ("[ae]nts?", "[ae]ntes?"),
    ("[ae]nc(?:e|y|es|ies)", "[ae]ncias?"),
    ("o[dn]es?", "o[dn]os?"),
    ("i[dnt]es?", "i[dnt][oa]s?"),
    ("oids?", "oides?"),
)
"""Endings in English, and in Portuguese without accents."""
_PAIRS = tuple((re.compile(rf"(?:{one})$"), re.compile(rf"(?:{other})$")) for one, other in _ENDINGS)


def cognate(word: str, others: Iterable[str]) -> bool:
    """Tell whether a Portuguese word (lower case) is made as one of some words is that English has."""
    stems = _stems(word)
    return bool(stems) and any(not stems.isdisjoint(_english(other)) for other in others)


@lru_cache(maxsize=1 << 12)
def _english(word: str) -> frozenset[tuple[int, str]]:
    return frozenset(_cut(word, 0)) if hears(word, "en") or allows(word, "en") else frozenset()


@lru_cache(maxsize=1 << 12)
def _stems(word: str) -> frozenset[tuple[int, str]]:
    return frozenset(_cut(fold(word), 1))


def _cut(word: str, side: int) -> Iterator[tuple[int, str]]:
    """Yield what a word may have before its ending, as it sounds, with the number of the ending."""
    for n, pair in enumerate(_PAIRS):
        if (found := pair[side].search(word)) and found.start() >= _LEAST:
            yield n, _sound(word[: found.start()], side)


def _sound(stem: str, side: int) -> str:
    for pattern, sound in _SOUNDS[side]:
        stem = pattern.sub(sound, stem)
    return stem
