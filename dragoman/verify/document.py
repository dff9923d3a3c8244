"""Check a whole rendition: the headline against its body, one name written one way, one number told one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.places import bare
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Strength
from dragoman.verify.tokens import word_tokens
from dragoman.verify.vocabulary import LISTED, spells

NAME = "document"
Row: TypeAlias = tuple[str, str]
"""A sentence and its translation."""
_LEAST = 4


def check(headline: Sequence[Row], body: Sequence[Row], pair: Pair) -> Iterator[tuple[int, Finding]]:
    """Yield findings with the index of their sentence, the headline's first, in the order of both together.

    A name that most sentences keep as the source has it, and one does not, warns; so does a number that headline and
    body share in the source and not in the translation. Both sides of a row are whole sentences; an empty target of a
    source that says something fails.
    """
    rows = [*headline, *body]
    for index, (source, target) in enumerate(rows):
        if source.strip() and not target.strip():
            yield index, Finding(NAME, Severity.FAIL, "A sentence has no translation.", (0, len(source)), None)
    yield from _names(rows, pair)
    yield from _headline(headline, body, pair)


def _names(rows: Sequence[Row], pair: Pair) -> Iterator[tuple[int, Finding]]:
    """Find names that stand letter for letter in most translations of the sentences that have them, but not in all."""
    here = pair.languages[0]
    if here not in LISTED:
        return
    kept, places = Counter[str](), dict[str, list[tuple[int, Finding]]]()
    for index, (source, target) in enumerate(rows):
        said = {bare(token) for token in word_tokens(target)}
        for token in {bare(token): token for token in word_tokens(source) if token.text[0].isupper()}.values():
            name = bare(token)
            if len(name) < _LEAST or spells(token.lower, here):
                continue
            if name in said:
                kept[name] += 1
            else:
                message = f"“{token.text}” stands otherwise than in the rest of the article."
                finding = Finding(NAME, Severity.WARN, message, (token.start, token.end), None)
                places.setdefault(name, []).append((index, finding))
    for name, found in places.items():
        if kept[name] > len(found):
            yield from found


def _headline(headline: Sequence[Row], body: Sequence[Row], pair: Pair) -> Iterator[tuple[int, Finding]]:
    """Find numbers that a headline has from its body in the source, and its translation has not."""
    here, there = pair.languages
    told = [q.readings for source, _ in body for q in quantities(source, here)]
    known = [q.readings for _, target in body for q in quantities(target, there)]
    for index, (source, target) in enumerate(headline):
        stated = [q.readings for q in quantities(source, here)]
        for quantity in quantities(target, there):
            if quantity.strength is not Strength.STRICT:
                continue
            shared = any(not quantity.readings.isdisjoint(readings) for readings in known)
            was = any(not a.isdisjoint(b) for a in stated for b in told)
            if was and not shared:
                message = f"“{target[quantity.start : quantity.end]}” is not in the body of the article."
                yield index, Finding(NAME, Severity.WARN, message, None, (quantity.start, quantity.end))
