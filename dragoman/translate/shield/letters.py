"""Letters that an engine can't read: folded to their base letters before it, set again in names after it."""

from __future__ import annotations

import re
import unicodedata

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D",
                        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"})  # fmt: skip
NATIVE = {"en": "", "pt": "áàâãéêíóôõúçÁÀÂÃÉÊÍÓÔÕÚÇ", "es": "áéíóúüñÁÉÍÓÚÜÑ"}
"""Letters outside ASCII of a language's own words: a word that lacks only these may be a name or not."""
_EXONYMS = frozenset({"India", "Indias", "Indico"})
"""Folded words that are themselves the English for the word folded: they don't get their letters back."""


def letters(text: str, pair: Pair, knows: Knows) -> Step:
    """Fold letters that the engine lacks to their base letters; names among those words get them back afterwards."""
    native = NATIVE.get(pair.source.split("-")[0], "")
    names: dict[str, str] = {}

    def fold(found: re.Match[str]) -> str:
        word = found[0]
        unknown = {letter for letter in word if not knows(letter)}
        if not unknown:
            return word
        folded = "".join(_folded(letter) if letter in unknown else letter for letter in word)
        if not all(map(knows, folded)):
            return word
        if not (unknown <= set(native) and folded in _EXONYMS):
            names[folded] = word
        return folded

    def unfold(answer: str) -> str:
        for folded, name in names.items():
            answer = re.sub(rf"\b{folded}\b", name, answer)
        return answer

    text = _LETTERS.sub(fold, text)
    return Step(text, unfold if names else same)


def _folded(letter: str) -> str:
    letter = letter.translate(_FOLDS)
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
