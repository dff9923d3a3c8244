"""Tell which facts an edit changed: two states of a sentence, both in one language.

What is new in a sentence is an addition, not a change: a fact must be lost to have changed. One that is lost without
another in its place has only moved where the rest of the new text still states it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType

from dragoman.quotes import quotes
from dragoman.types import Fact, Finding, Pair, Span, primary
from dragoman.verify import dates, money, names, negation, numbers, units
from dragoman.verify.denials import DENIALS
from dragoman.verify.tokens import tokenise, word_tokens
from dragoman.verify.tokens import words as words_of

_LETTERS = re.compile(r"[^\W_]+")
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir lady lord president minister senator governor mayor king queen prince princess"
    " chancellor sr sra dra presidente presidenta ministro ministra senador senadora deputado deputada governador"
    " governadora prefeito prefeita secretário secretária vereador rei rainha gobernador alcalde diputado monsieur"
    " madame président présidente ministre sénateur herr frau präsident präsidentin minister kanzler signor signora"
    " sindaco exmo governo government state estado estados".split()
)
"""Words that are written with a capital beside a name and are none."""
_WORDS_DENYING = MappingProxyType(
    {
        "fr": r"\b(?:pas|jamais|aucune?s?|rien|personne|sans|non|ni|guère)\b",
        "de": r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder)\b",
        "it": r"\b(?:non|mai|nessun\w*|niente|nulla|senza|né|neppure)\b",
        "nl": r"\b(?:niet|geen|nooit|niemand|niets|zonder)\b",
        "ru": r"\b(?:не|ни|нет|никогда|никто|ничего|без|нельзя)\b",
        "uk": r"\b(?:не|ні|немає|ніколи|ніхто|нічого|без)\b",
        "tr": r"\b(?:değil\w*|yok\w*|hiç\w*|asla)\b|m[ae]d[ıi]|m[ıiuü]yor|m[ae]z\b|m[ae]yacak|m[ae]yecek",
        "ar": r"\b[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|غير|بدون|دون)\b",
        "zh": r"[不没沒无無未非]",
        "ja": r"ない|なかった|なく|ません|ず(?=[、。に])",
        "hi": r"नहीं|बिना|\bन\b|\bमत\b",
    }
)
"""The words that deny in languages whose denials are not read as closely as in `denials`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One state of a sentence: its text, and which parts of it stand in quotation marks in its paragraph."""

    text: str
    quoted: tuple[str, ...] = ()


def wording(paragraph: str, span: Span) -> Wording:
    """Return a sentence of a paragraph with what of it is quoted: a quotation may open before it and close after."""
    start, end = span
    parts = []
    reach = 0
    for left, right in quotes(paragraph).spans:
        if left >= reach and left < end and right > start:
            parts.append(paragraph[max(left, start) : min(right, end)])
            reach = right
    return Wording(paragraph[start:end], tuple(filter(bare, parts)))


def bare(text: str) -> str:
    """Return the words of a text in small letters: what is left of it where spelling and signs don't count."""
    return " ".join(_LETTERS.findall(text)).casefold()


def changed(was: Wording, now: Wording, language: str, rest: str = "") -> tuple[Fact, ...]:
    """Return the facts in which the new state of a sentence differs; `rest` is the whole new text it stands in.

    Numbers are compared by value (with amounts, units and dates), names by letter, denials by count and quotations by
    their words. Names need capitals: in Arabic, Chinese, Japanese and Hindi only places are known.
    """
    tongue = primary(language)
    pieces = list(_replaced(was.text, now.text))
    tests: dict[Fact, Callable[[], bool]] = {
        Fact.NUMBER: lambda: _numbers(was.text, now.text, tongue, rest) or any(_numbers(*p, tongue) for p in pieces),
        Fact.NAME: lambda: _names(was.text, now.text, tongue, rest) or any(_names(*p, tongue) for p in pieces),
        Fact.NEGATION: lambda: _denials(was.text, tongue) != _denials(now.text, tongue),
        Fact.QUOTATION: lambda: _quotations(was, now, rest),
    }
    return tuple(fact for fact, differs in tests.items() if differs())


def _replaced(was: str, now: str) -> Iterator[tuple[str, str]]:
    """Yield the words that others took the place of, with those, as they stand within a sentence."""
    before, after = tokenise(was), tokenise(now)
    same = SequenceMatcher(None, [t.lower for t in before], [t.lower for t in after], autojunk=False)
    for kind, i, i_end, j, j_end in same.get_opcodes():
        if kind == "replace":
            # A word before them shows that their capitals are their own.
            lead = "so " if i and j else ""
            old, new = was[before[i].start : before[i_end - 1].end], now[after[j].start : after[j_end - 1].end]
            yield lead + old, lead + new


def _lost(findings: Iterator[Finding], was: str, rest: str | None) -> bool:
    """Tell whether a finding says that something changed into something else, or went and stands nowhere now."""
    return any(
        finding.target is not None or (rest is not None and was[slice(*finding.source)] not in rest)
        for finding in findings
        if finding.source is not None
    )


def _numbers(was: str, now: str, language: str, rest: str | None = None) -> bool:
    pair = Pair(language, language)
    return any(_lost(module.check(was, now, pair), was, rest) for module in (numbers, units, money, dates))


# --- Names -------------------------------------------------------------------------------------------------------


def _names(was: str, now: str, language: str, rest: str | None = None) -> bool:
    pair = Pair(language, language)
    if _lost(names.places_apart(was, now, pair), was, rest):
        return True
    lost, added = _gone(was, now, language), _gone(now, was, language)
    if rest is None:
        # In one word's place stands another: a day or a place may have become a name, or a name one of them.
        lost |= _others(was, now, language)
        added |= _others(now, was, language)
    if lost and added:
        return True
    if rest is not None and lost - _words(rest):
        return True
    return _swapped(was, now, names.name_words(was, language) & names.name_words(now, language))


def _gone(text: str, other: str, language: str) -> set[str]:
    """Return the names of a text that another lacks."""
    return names.name_words(text, language) - _words(other) - _TITLES


def _others(text: str, other: str, language: str) -> set[str]:
    """Return the places and days of a text that another lacks, as they are written."""
    pair = Pair(language, language)
    findings = (*names.places_apart(text, other, pair), *dates.check(text, other, pair))
    return {text[slice(*finding.source)] for finding in findings if finding.source is not None}


def _words(text: str) -> set[str]:
    return {word.removesuffix("'s").removesuffix("s'") for word in words_of(text)} | set(words_of(text))


def _swapped(was: str, now: str, shared: set[str]) -> bool:
    """Tell whether names changed places among words that are all the same: who did it to whom."""
    before, after = [t.lower for t in word_tokens(was)], [t.lower for t in word_tokens(now)]
    if sorted(before) != sorted(after):
        return False
    return [word for word in before if word in shared] != [word for word in after if word in shared]


# --- Denials and quotations --------------------------------------------------------------------------------------


def _denials(text: str, language: str) -> int:
    known = DENIALS.get(language)
    if known is not None:
        return negation.count(text, known)
    pattern = _WORDS_DENYING.get(language)
    return len(re.findall(pattern, text.casefold())) if pattern else 0


def _quotations(was: Wording, now: Wording, rest: str) -> bool:
    """Tell whether quoted words changed, or lost their marks; quotations joined or parted have not."""
    before, after = [bare(part) for part in was.quoted], [bare(part) for part in now.quoted]
    if " ".join(before) == " ".join(after):
        return False
    lost = [part for part in before if part not in after]
    still = {bare(rest[start:end]) for start, end in quotes(rest).spans}
    return any(not any(part in other for other in still) for part in lost)
