"""Translate through a third language: what comes out of one engine goes into the next, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.translate.attempts import Engine, Translator
from dragoman.types import Attempt, Term


def through(
    translators: Sequence[Translator], sentence: str, terms: Sequence[Term] = (), small: Sequence[str] = ()
) -> Iterator[Attempt]:
    """Yield the attempts of one translator, or of several in a row: the first's plain one in all forms of the next.

    A single translator puts in the fixed translations of `terms`, which are of the last language; the first one knows
    that the words of `small` are no names. Each attempt carries the words that an engine on its way said it doesn't
    know.
    """
    first, *rest = translators
    for attempt in first.attempts(sentence, () if rest else terms, small):
        noted = replace(attempt, unknown=_unknown(first.engine))
        if not rest:
            yield noted
            continue
        for then in through(rest, attempt.text):
            yield Attempt(then.text, _form(noted.route, then.route), (*noted.unknown, *then.unknown))


def _unknown(engine: Engine) -> tuple[str, ...]:
    """Return the words that an engine said it doesn't know since it was asked last; most never say."""
    said: set[str] = getattr(engine, "unknown", set())
    words = tuple(sorted(said))
    said.clear()
    return words


def _form(one: str, other: str) -> str:
    return one if other == "plain" else other if one == "plain" else f"{one}+{other}"
