"""Persons the same throughout a document: whom its pronouns call she is no senador in the sentences without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.gender import disagreements, told
from dragoman.types import Outcome, Pair, Place, Sentence
from dragoman.verify import check, verdict
from dragoman.verify.consistency import Passages, spliced

_KNOWN = "en"
"""The language whose pronouns are read."""


def made_alike(passages: Passages, pair: Pair) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with the titles and participles of each person in that person's gender."""
    known = told(_texts(passages)) if pair.languages[0] == _KNOWN else {}
    if not known:
        return dict(passages)
    return {place: tuple(_agreed(sentence, pair, known) for sentence in passage) for place, passage in passages.items()}


def _texts(passages: Passages) -> Iterator[str]:
    return (sentence.source.text for passage in passages.values() for sentence in passage if not sentence.language)


def _agreed(sentence: Sentence, pair: Pair, known: Mapping[str, bool]) -> Sentence:
    """Return a sentence with its persons put right; as it is where it stands in the original, or a check objects."""
    if sentence.outcome is Outcome.ORIGINAL or sentence.language:
        return sentence
    target = sentence.target
    for start, end, right in sorted(disagreements(target.text, pair.target, known), reverse=True):
        target = spliced(target, (start, end), right)
    clean = sentence.outcome is Outcome.CLEAN
    if target == sentence.target or (clean and verdict(check(sentence.source.text, target.text, pair)) != "pass"):
        return sentence
    return replace(sentence, target=target, outcome=Outcome.REPAIRED if clean else sentence.outcome)
