"""What stands at the two ends of a sentence: symbols, the dash of a dialogue, the opening capital."""

from __future__ import annotations

import unicodedata

from dragoman.translate.shield.masks import JOINERS
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_BULLETS = "•·▪►✓"
_DASHES = "-–—―"


def edges(text: str, pair: Pair, knows: Knows) -> Step:
    """Take off what no sentence needs at its ends and put it back there: emoji, bullets, the dash of a dialogue."""
    start, end = 0, len(text)
    while start < end and (
        _symbol(text[start], knows) or (text[start] in _DASHES and text[start + 1 : start + 2] != "-")
    ):
        start += 1
    while end > start and _symbol(text[end - 1], knows):
        end -= 1
    if text[start:end][:1].isdigit():
        start -= len(text[:start]) - len(text[:start].rstrip(_DASHES))  # a minus
    head, tail = text[:start], text[end:]
    return Step(text[start:end], lambda answer: f"{head}{answer}{tail}")


def _symbol(character: str, knows: Knows) -> bool:
    """Tell whether a character is a space, part of an emoji, or a sign that the engine can't read."""
    if character.isspace() or character in JOINERS:
        return True
    symbol = unicodedata.category(character) in ("So", "Sk", "Cn", "Co") or character in _BULLETS
    return symbol and not knows(character)


def opening(text: str, pair: Pair, knows: Knows) -> Step:
    """Begin in lower case where only the capital is unknown (`Às` -> `às`); begin the answer as the source began."""
    if not text[:1].isupper():
        return Step(text, same)
    if not knows(text[0]) and knows(text[0].lower()):
        text = text[0].lower() + text[1:]
    return Step(text, lambda answer: answer[:1].upper() + answer[1:])
