"""Read a headline in sentence case: capitals cost an engine 7 to 25 chrF; the article's own body knows the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from dragoman.commonwords import FUNCTION_WORDS

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)?")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]['’])S\b")
_STARTS = re.compile(r"(?:^|(?<!\.[^\W\d_])[.!?]\s+|\n)[\"“'‘«(\[]*")
_AFTER_COLON = re.compile(r"[:–—-]\s+[\"“'‘«(\[]*")
_ACRONYMS = frozenset(
    "US UK UN EU USA UAE EUA ONU UE NATO OTAN OPEC OPEP IMF FMI IAEA AIEA PM GOP CEO FBI CIA ISIS MAGA".split()
)
_COMMON = frozenset().union(*FUNCTION_WORDS.values())
LONG = 4
"""Letters of a word that title case never leaves small."""
ENDING = 2
"""Letters of an inflection."""

Guess = Callable[[str], str]


def shouted(headline: str) -> bool:
    """Tell whether a headline is in capitals throughout."""
    letters = [c for c in headline if c.isalpha()]
    return len(letters) > LONG and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def titled(headline: str, usual: Mapping[str, str], guess: Guess) -> bool:
    """Tell whether a headline is in title case: nearly all words that are small elsewhere begin with a capital."""
    starts = {found.end() for found in _STARTS.finditer(headline)}
    units = {found.end() for found in re.finditer(r"\d", headline)}
    words = [found[0] for found in _WORD.finditer(headline) if found.start() not in starts | units]
    common = [word for word in words if not word.isupper() and _usual(word, usual, guess).islower()]
    capitals = sum(word[0].isupper() for word in common)
    small = sum(word[0].islower() and len(word) >= LONG for word in common)
    return capitals >= max(1, 2 * small)


def usual_cases(body: Iterable[str]) -> dict[str, str]:
    """Count how a body writes each word inside its sentences and return the usual form by the lower-cased word."""
    return {word: forms.most_common(1)[0][0] for word, forms in _inside(body).items()}


def rare_cases(body: Iterable[str]) -> dict[str, str]:
    """Return a form of each word inside the sentences of a body by the lower-cased word: small if it always is."""
    return {word: max(forms, key=lambda form: form != word) for word, forms in _inside(body).items()}


def capitals_of_place(sentence: str, cases: Mapping[str, str]) -> Iterator[str]:
    """Yield the words whose capital is for their place in a sentence alone: by `cases` they and their kin are small.

    Beside another capital a word may be part of a name: High Street. The commonest words of all are left out.
    """
    words = [found[0] for found in _WORD.finditer(sentence)]
    for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
        small = word.lower()
        if not word.istitle() or before.istitle() or behind.istitle() or small in _COMMON:
            continue
        if cases.get(small) == small or (small not in cases and _kin(small, cases)):
            yield word


def _inside(body: Iterable[str]) -> dict[str, Counter[str]]:
    """Count the forms of each word inside the sentences of a body, by the lower-cased word."""
    seen: dict[str, Counter[str]] = {}
    for text in body:
        starts = {found.end() for pattern in (_STARTS, _AFTER_COLON) for found in pattern.finditer(text)}
        for found in _WORD.finditer(text):
            if found.start() not in starts:
                seen.setdefault(found[0].lower(), Counter())[found[0]] += 1
    return seen


def sentence_case(headline: str, usual: Mapping[str, str], guess: Guess) -> str:
    """Return a shouted or titled headline in sentence case; `guess` re-cases words that the body doesn't hold."""
    in_capitals = shouted(headline)
    if not (in_capitals or titled(headline, usual, guess)):
        return headline
    starts = {found.end() for found in _STARTS.finditer(headline)}

    def recased(found: re.Match[str]) -> str:
        word = found[0]
        if word in _ACRONYMS or "." in word or (not in_capitals and word.isupper() and len(word) > 1):
            return word
        form = _usual(word, usual, guess) if in_capitals or word[0].isupper() else word
        return form[0].upper() + form[1:] if found.start() in starts else form

    return _POSSESSIVE.sub("s", _WORD.sub(recased, headline))


def _usual(word: str, usual: Mapping[str, str], guess: Guess) -> str:
    small = word.lower()
    return usual.get(small) or (small if small in _COMMON or _kin(small, usual) else guess(word))


def _kin(word: str, usual: Mapping[str, str]) -> bool:
    """Tell whether the body has another form of a word, in small letters: `accused` tells `accuses`."""
    stem = word[: max(LONG, len(word) - ENDING)]
    kin = [form for other, form in usual.items() if other.startswith(stem) and len(other) <= len(stem) + 2 * ENDING]
    return bool(kin) and all(map(str.islower, kin))
