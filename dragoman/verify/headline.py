"""Hold a translated headline against its body: a number that both have in the source must be in both afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.types import Finding, Outcome, Pair, Place, Sentence, Severity
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Strength

NAME = "headline"
Passages = Mapping[Place, tuple[Sentence, ...]]


def held_to_its_body(passages: Passages, pair: Pair) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with a doubt on each of the headline whose numbers are not those of the body."""
    body = [sentence for place, passage in passages.items() if place != "headline" for sentence in passage]
    headline = tuple(_doubted(sentence, body, pair) for sentence in passages.get("headline", ()))
    return {**passages, "headline": headline} if headline else dict(passages)


def _doubted(sentence: Sentence, body: Sequence[Sentence], pair: Pair) -> Sentence:
    found = tuple(_strangers(sentence, body, pair)) if sentence.outcome is not Outcome.ORIGINAL else ()
    if not found:
        return sentence
    return replace(sentence, findings=(*sentence.findings, *found), outcome=Outcome.FLAGGED)


def _strangers(sentence: Sentence, body: Sequence[Sentence], pair: Pair) -> Iterator[Finding]:
    """Yield the numbers of a translated headline that no sentence of the translated body has, where the source's do."""
    here, there = pair.languages
    told = [each.readings for one in body for each in quantities(one.source.text, here)]
    known = [each.readings for one in body for each in quantities(one.target.text, there)]
    stated = [each.readings for each in quantities(sentence.source.text, here)]
    if not any(not one.isdisjoint(other) for one in stated for other in told):
        return
    for each in quantities(sentence.target.text, there):
        if each.strength is Strength.STRICT and all(each.readings.isdisjoint(readings) for readings in known):
            span = (each.start, each.end)
            message = f"“{sentence.target.text[slice(*span)]}” is not in the body of the article."
            yield Finding(NAME, Severity.WARN, message, None, span)
