"""Check that the target is whole and nothing but the translation: not empty, cut off, padded, looped or the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.types import Finding, Pair, Severity
from dragoman.verify.clocks import IN_WORDS
from dragoman.verify.repetition import repetition
from dragoman.verify.tokens import ADDRESS, Kind, tokenise
from dragoman.verify.words import unfinished

NAME = "completeness"
_SIZES = {"en": 1.0, "pt": 1.075, "es": 1.12, "ca": 1.09, "gl": 1.07, "fr": 1.16, "it": 1.11, "de": 1.14, "nl": 1.12}
_SIZES |= {"ru": 1.05, "uk": 1.0, "pl": 1.03, "tr": 1.01, "ar": 0.87, "hi": 0.99, "zh": 0.32, "ja": 0.44, "ko": 0.49}
"""How long the same text is in a language, in code points, where English is 1; measured on FLORES."""
_SPREADS = {"en": 1.0, "pt": 1.0, "es": 1.15, "ca": 1.15, "gl": 1.15, "fr": 1.15, "it": 1.15, "de": 1.15}
_SPREADS |= {"zh": 2.5, "ja": 2.0, "ko": 1.9}
_SPREAD_ELSEWHERE = 1.5
_TERSE = re.compile(r"[£€¥₹$]\s?\d[\d.,]*\s?(?:k|mn?|bn?|tn|mi|bi)?\b")
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
_WRITTEN_OUT, _A_LETTER = 14, 7
"""Code points by which a sum of money grows when its sign and its scale become words, and an acronym a letter."""
_FIGURES = 4
"""Code points of a time in figures."""
_SHORT_WARN, _SHORT_FAIL, _LONG_WARN, _LONG_FAIL = -3.2, -4.2, 4.6, 7.0
"""Deviations from the expected length, over its square root and the spread of the language, that are suspect."""
_ENDS = re.compile(r"[.!?…。！？।؟:;][\"“”»’'」』)\]]*\s*$")
_REFERENCE = re.compile(r"(?<=[.!?])\s\([^()]{1,60}\)\s*$")
"""What may stand behind the end of a sentence: (see below)."""
_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|,\.(?!\d)")
_BROKEN = re.compile(r"[,(\[«“‘„-]\s*$")
_UNSTOPPED = frozenset({"th", "lo"})
"""Languages that write no full stop."""
_LEAST = 3
EMPTY, ECHOED = "The translation is empty.", "The translation repeats the original."
FATAL = frozenset({EMPTY, ECHOED})
"""Messages after which no other check says anything new."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Look for an empty, echoed, truncated, padded or repeating target."""
    if not target.strip():
        if source.strip():
            yield Finding(NAME, Severity.FAIL, EMPTY, (0, len(source)), None)
        return
    if _echo(source, target, pair):
        yield Finding(NAME, Severity.FAIL, ECHOED, None, (0, len(target)))
        return
    findings = [*_length(source, target, pair), *_cut(source, target, pair)]
    if len(findings) > 1:
        yield Finding(NAME, Severity.FAIL, "The translation breaks off.", None, findings[-1].target)
    else:
        yield from findings
    yield from repetition(source, target, pair)
    if (doubled := _DOUBLED.search(target)) and not _DOUBLED.search(source):
        yield Finding(NAME, Severity.WARN, f"“{doubled[0]}” stands where one sign should.", None, doubled.span())


def _echo(source: str, target: str, pair: Pair) -> bool:
    """Tell whether the target is the source, though that has words to translate."""
    here, there = pair.languages
    if source.strip()[:1].casefold()[:1] != target.strip()[:1].casefold()[:1]:
        return False
    if here == there or "".join(source.split()).casefold() != "".join(target.split()).casefold():
        return False
    small = [token.text for token in tokenise(source) if token.kind is Kind.WORD and token.text.islower()]
    known = FUNCTION_WORDS.get(here, frozenset())
    return len(small) >= _LEAST and (not known or any(word in known for word in small) or len(small) > 2 * _LEAST)


def expected_length(source: str, pair: Pair) -> float:
    """Return how long, in code points, the translation of a text is on average."""
    here, there = pair.languages
    return len(source.strip()) * _SIZES.get(there, 1.0) / _SIZES.get(here, 1.0)


def _length(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    here, there = pair.languages
    expected = expected_length(source, pair)
    if not expected:
        return
    spread = max(_SPREADS.get(language, _SPREAD_ELSEWHERE) for language in (here, there))
    off = (len(target.strip()) - expected) / sqrt(expected) / spread
    if off < _SHORT_WARN and (off := off + _put_short(source, target) / sqrt(expected) / spread) < _SHORT_WARN:
        severity = Severity.FAIL if off < _SHORT_FAIL else Severity.WARN
        yield Finding(NAME, severity, "The translation is much shorter than the original.", None, None)
    elif off > _LONG_WARN and (off := off - _written_out(source, target) / sqrt(expected) / spread) > _LONG_WARN:
        severity = Severity.FAIL if off > _LONG_FAIL else Severity.WARN
        yield Finding(NAME, severity, "The translation is much longer than the original.", None, (0, len(target)))


def _written_out(source: str, target: str) -> int:
    """Return by how many code points sums of money and acronyms that the target does not keep may grow."""
    return len(_TERSE.findall(source)) * _WRITTEN_OUT + _spelt(source, target)


def _spelt(text: str, other: str) -> int:
    """Return by how many code points the acronyms of a text grow in one that lacks them or has them in brackets."""
    found = [acronym for acronym in _ACRONYM.findall(text) if f"({acronym})" not in text]
    return _A_LETTER * sum(len(acronym) for acronym in found if acronym not in other or f"({acronym})" in other)


def _put_short(source: str, target: str) -> int:
    """Return by how many code points times in words shrink when they become figures, and what becomes an acronym."""
    times = sum(len(time[0]) - _FIGURES for time in IN_WORDS.finditer(source))
    return times + max(0, _spelt(target, source) - _spelt(source, target))


def _cut(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare how both end: a full stop lost is a sign, an article or comma at the end is proof."""
    here, there = pair.languages
    stopped, end = bool(_ENDS.search(_REFERENCE.sub("", target))), len(target.rstrip())
    place = (max(0, end - 1), end)
    last, meant = _last_word(target), _last_word(source)
    dangling = unfinished(last, there, stopped=stopped) and not unfinished(meant, here, stopped=False)
    if (dangling and last != meant) or (_BROKEN.search(target) and not _BROKEN.search(source)):
        yield Finding(NAME, Severity.FAIL, "The translation breaks off.", None, place)
    elif not stopped and _ENDS.search(source) and there not in _UNSTOPPED:
        yield Finding(NAME, Severity.WARN, "The end of the sentence is missing.", None, place)


def _last_word(text: str) -> str:
    """Return the small word that a text ends in; nothing for a number, a name, an acronym, an address or a joined word.

    Pronouns joined to a verb look like contracted articles: `entregaram-nas`.
    """
    last = next((token for token in reversed(tokenise(text)) if token.kind is not Kind.SIGN), None)
    joined = last is None or text.endswith("-", 0, last.start) or ADDRESS.search(text, last.end) is not None
    return last.lower if last and not joined and last.text.islower() else ""
