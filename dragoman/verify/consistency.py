"""Names the same from the headline to the last paragraph: a document's sentences, each translated alone, put alike.

A name that mostly stands as it is, and here in another spelling (Delcídio, Delcidi), is written here as elsewhere where
the checks still pass. One that is not here at all is told of. Of 404 repeated names in 43 recorded articles, 35 came
out mixed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.types import Finding, Mark, Outcome, Pair, Place, Sentence, Severity, Span, Text
from dragoman.verify import check, verdict
from dragoman.verify.vocabulary import spells

NAME = "consistency"
MOSTLY = 2
"""How many times more often a name must stand as it is than not, for it to be so everywhere."""
SURELY = 3
"""How many times more often, and how often at least, for its absence to be a doubt."""
ALIKE = 0.75
"""Likeness of two spellings of one word, from 0 to 1."""
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of(?: the)?|de|da|do|das|dos|del|von|van)\s)?(?:[A-ZÀ-Þ][\w’'-]*|\d+\b))*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\"“‘«(\[—–-]\s*)$")
_WORD = re.compile(r"\w[\w’'-]*")
_ORDER = ("pass", "warn", "fail")

Passages = Mapping[Place, tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True)
class _Use:
    """A name in a sentence: where the sentence stands in its document, and whether its target holds the name."""

    place: Place
    index: int
    kept: bool


def made_alike(passages: Passages, pair: Pair) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with every name in one form as far as that is sure, and with doubts where not."""
    made = {place: list(passage) for place, passage in passages.items()}
    surnames = _surnames(passages, pair.languages[0])
    for name, uses in _mixed(passages).items():
        kept = sum(use.kept for use in uses)
        lost = [use for use in uses if not use.kept]
        for use in lost:
            sentence = made[use.place][use.index]
            most = kept > len(lost) if _coded(name) else kept >= MOSTLY * len(lost)
            changed = _changed(sentence, name, pair) if most else None
            if changed or kept >= len(lost) or name in surnames:
                sure = name in surnames or (kept >= SURELY * len(lost) and kept >= SURELY)
                made[use.place][use.index] = changed or _doubted(sentence, name, sure=sure)
    return {place: tuple(passage) for place, passage in made.items()}


def _mixed(passages: Passages) -> dict[str, list[_Use]]:
    """Return the names that stand as they are in some sentences and not in others, with all their uses."""
    found: defaultdict[str, list[_Use]] = defaultdict(list)
    inside: set[str] = set()
    small: set[str] = set()
    for place, passage in passages.items():
        for index, sentence in enumerate(passage):
            if sentence.outcome is Outcome.ORIGINAL or sentence.language:
                continue
            text = sentence.source.text
            small |= {word for word in _WORD.findall(text) if word.islower()}
            for name, opens in _names(text):
                found[name].append(_Use(place, index, name in sentence.target.text))
                if not opens and place != "headline":
                    inside.add(name)
    return {
        name: uses
        for name, uses in found.items()
        if name in inside and name.lower() not in small and 0 < sum(use.kept for use in uses) < len(uses)
    }


def _surnames(passages: Passages, language: str) -> frozenset[str]:
    """Return the last words of persons' names: two words that stand as they are, the first of which is no word.

    One of them may be a town, too (Amman), and be called as that town is.
    """
    return frozenset(
        name.split()[1]
        for passage in passages.values()
        for sentence in passage
        for name, _ in _names(sentence.source.text)
        if name.count(" ") == 1 and name in sentence.target.text and not spells(name.split()[0].lower(), language)
    )


def _names(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the capitalised phrases of a text, each once, and whether they stand where every word has a capital."""
    seen: set[str] = set()
    for found in _NAME.finditer(text):
        phrase, start = _POSSESSIVE.sub("", found[0]), found.start()
        while (word := phrase.split(" ", 1))[1:] and _common(word[0]):
            phrase, start = word[1], start + len(word[0]) + 1
        if len(phrase) > 1 and phrase not in seen and not _common(phrase):
            seen.add(phrase)
            yield phrase, _OPENS.search(text[:start]) is not None


def _common(word: str) -> bool:
    return any(word.lower() in words for words in FUNCTION_WORDS.values())


# --- Mending -----------------------------------------------------------------------------------------------------


def _changed(sentence: Sentence, name: str, pair: Pair) -> Sentence | None:
    """Return a sentence with a name in its usual form; None where it has no other spelling, or a check objects."""
    spans = list(_spellings(sentence, name))
    if len(spans) != 1:
        return None
    return proved(sentence, spliced(sentence.target, spans[0], name), pair)


def proved(sentence: Sentence, target: Text, pair: Pair) -> Sentence | None:
    """Return a sentence with a new target; None where that is the old one, or a check objects to it more."""
    if target == sentence.target:
        return None
    was, now = (check(sentence.source.text, each.text, pair) for each in (sentence.target, target))
    if _ORDER.index(verdict(now)) > _ORDER.index(verdict(was)):
        return None
    # What made it doubtful may be nothing that these checks see again.
    findings = now or sentence.findings if sentence.findings else ()
    outcome = Outcome.REPAIRED if sentence.outcome is Outcome.CLEAN else sentence.outcome
    return replace(sentence, target=target, outcome=outcome, findings=findings)


def _spellings(sentence: Sentence, name: str) -> Iterator[Span]:
    """Yield where the target has a name in another spelling; words that the source has, too, are none."""
    words = list(_WORD.finditer(sentence.target.text))
    own = set(_WORD.findall(sentence.source.text))
    parts = _WORD.findall(name)
    for n in range(len(words) - len(parts) + 1):
        some = words[n : n + len(parts)]
        texts = [word[0] for word in some]
        strange = [text for text, part in zip(texts, parts, strict=True) if text != part]
        alike = _same_code if _coded(name) else _spelt_alike
        if not own & set(strange) and all(map(alike, texts, parts)):
            yield some[0].start(), some[-1].end()


def _coded(name: str) -> bool:
    return any(map(str.isdigit, name))


def _same_code(one: str, other: str) -> bool:
    """Tell whether two parts may stand for each other in a code: HR 6819 came out as RH 6819."""
    return one == other or (one.isupper() and other.isupper() and one.isalpha() and len(one) == len(other))


def _spelt_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if not one[0].isupper():
        return False
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= ALIKE


def spliced(text: Text, span: Span, new: str) -> Text:
    """Put new words in the place of a span; marks that begin or end in it take them in."""
    start, end = span
    longer = len(new) - (end - start)

    def moved(mark: Mark) -> Mark:
        first = mark.start if mark.start <= start else start if mark.start < end else mark.start + longer
        last = mark.end if mark.end <= start else start + len(new) if mark.end < end else mark.end + longer
        return replace(mark, start=first, end=last)

    return Text(text.text[:start] + new + text.text[end:], tuple(map(moved, text.marks)))


def _doubted(sentence: Sentence, name: str, *, sure: bool) -> Sentence:
    """Return a sentence with word of a name that stands elsewhere in the text, and not here."""
    start = sentence.source.text.find(name)
    message = f"“{name}” stands as it is elsewhere in this text, but not here."
    severity = Severity.WARN if sure else Severity.NOTE
    found = (*sentence.findings, Finding(NAME, severity, message, (start, start + len(name))))
    return replace(sentence, findings=found, outcome=Outcome.FLAGGED if sure else sentence.outcome)
