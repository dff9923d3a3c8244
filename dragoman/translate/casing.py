"""Read a headline in sentence case: capitals cost an engine 7 to 25 chrF; the article's own body knows the names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import takewhile, zip_longest

from dragoman.commonwords import COMMON

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)?")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]['’])S\b")
_STARTS = re.compile(r"(?:^|(?<!\.[^\W\d_])(?<!\b[A-ZÀ-Þ])[.!?]\s+|\n)[\"“'‘«(\[]*")
_AFTER_COLON = re.compile(r"[:–—-]\s+[\"“'‘«(\[]*")
_ACRONYMS = frozenset(
    "US UK UN EU USA UAE EUA ONU UE NATO OTAN OPEC OPEP IMF FMI IAEA AIEA PM GOP CEO FBI CIA ISIS MAGA".split()
)
LONG = 4
"""Letters of a word that title case never leaves small."""
ENDING = 2
"""Letters of an inflection."""

Guess = Callable[[str], str]


class Cases(dict[str, str]):
    """How a body writes each of its words, by the lower-cased word."""

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self)

    def has_kin(self, word: str) -> bool:
        """Tell whether there is another form of a word, and none with a capital: `accused` tells `accuses`."""
        stem = word[: max(LONG, len(word) - ENDING)]
        begin = bisect_left(self._ordered, stem)
        alike = takewhile(lambda n: self._ordered[n].startswith(stem), range(begin, len(self)))
        kin = [self[self._ordered[n]] for n in alike if len(self._ordered[n]) <= len(stem) + 2 * ENDING]
        return bool(kin) and all(map(str.islower, kin))


def shouted(headline: str) -> bool:
    """Tell whether a headline is in capitals throughout."""
    letters = [c for c in headline if c.isalpha()]
    return len(letters) > LONG and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def titled(headline: str, usual: Cases, guess: Guess) -> bool:
    """Tell whether a headline is in title case: nearly all words that are small elsewhere begin with a capital."""
    starts = {found.end() for found in _STARTS.finditer(headline)}
    units = {found.end() for found in re.finditer(r"\d", headline)}
    words = [found[0] for found in _WORD.finditer(headline) if found.start() not in starts | units]
    common = [word for word in words if not word.isupper() and _usual(word, usual, guess).islower()]
    capitals = sum(word[0].isupper() for word in common)
    small = sum(word[0].islower() and len(word) >= LONG for word in common)
    return capitals >= max(1, 2 * small)


def usual_cases(body: Iterable[str]) -> Cases:
    """Count how a body writes each word inside its sentences and return the usual form by the lower-cased word."""
    seen: dict[str, Counter[str]] = {}
    for text in body:
        starts = _starts(text)
        for found in _WORD.finditer(text):
            if found.start() not in starts:
                seen.setdefault(found[0].lower(), Counter())[found[0]] += 1
    return Cases({word: written.most_common(1)[0][0] for word, written in seen.items()})


def forms(texts: Iterable[str]) -> Counter[str]:
    """Count the words of texts as they are written."""
    return Counter(found[0] for text in texts for found in _WORD.finditer(text))


def small_words(seen: Mapping[str, int], *, times: int = 1, capitals: int = 0) -> frozenset[str]:
    """Return the words written small so many times at least, and with a capital so many times at most."""
    large = Counter[str]()
    for word, count in seen.items():
        if not word.islower():
            large[word.lower()] += count
    return frozenset(word for word, count in seen.items() if count >= times and large[word] <= capitals)


def capitals_of_place(sentence: str, small: Container[str]) -> Iterator[str]:
    """Yield the words that begin a sentence, or what a colon announces, and are no names: they are among the `small`.

    Before another capital a word may be part of a name, and one that stands there twice may be so elsewhere: Harbour
    Street. The commonest words of all are left out.
    """
    starts, words = _starts(sentence), list(_WORD.finditer(sentence))
    times = Counter(found[0] for found in words)
    for found, behind in zip_longest(words, words[1:]):
        word = found[0]
        begins = found.start() in starts and word.istitle() and times[word] == 1
        named = behind and behind[0][0].isupper()
        if begins and not named and word.lower() in small and word.lower() not in COMMON:
            yield word


def _starts(text: str) -> set[int]:
    """Return where sentences begin, and what a colon or dash announces."""
    return {found.end() for pattern in (_STARTS, _AFTER_COLON) for found in pattern.finditer(text)}


def sentence_case(headline: str, usual: Cases, guess: Guess) -> str:
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


def _usual(word: str, usual: Cases, guess: Guess) -> str:
    small = word.lower()
    return usual.get(small) or (small if small in COMMON or usual.has_kin(small) else guess(word))
