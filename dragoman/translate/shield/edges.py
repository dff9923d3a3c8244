"""What stands at the two ends of a sentence: symbols, halves of quotation marks, the opening capital."""

from __future__ import annotations

import unicodedata

from dragoman.translate import typography
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair


def edges(text: str, pair: Pair, knows: Knows) -> Step:
    """Take off symbols at both ends that the engine can't read (emoji, bullets) and put them back there."""
    start, end = 0, len(text)
    while start < end and _foreign_symbol(text[start], knows):
        start += 1
    while end > start and _foreign_symbol(text[end - 1], knows):
        end -= 1
    head, tail = text[:start], text[end:]
    return Step(text[start:end], lambda answer: f"{head}{answer}{tail}")


def _foreign_symbol(character: str, knows: Knows) -> bool:
    if character.isspace():
        return True
    symbol = unicodedata.category(character) in ("So", "Sk", "Cn", "Co") or character in "•·▪►✓\ufe0f\u200d"
    return symbol and not knows(character)


def half_quotes(text: str, pair: Pair, knows: Knows) -> Step:
    """Take off a quotation mark whose other half stands in another sentence: engines drop it, or speak for it."""
    style = typography.style_of(pair.target)
    lone = typography.unpaired(text)
    head, tail = "", ""
    if lone and not text[lone[-1] + 1 :].strip(".,;:!?…") and lone[-1] > 0:
        tail = '"' if text[lone[-1]] == '"' else style.outer[1]
        text = text[: lone[-1]] + text[lone[-1] + 1 :]
    if lone[:1] == [0]:
        head = '"' if text[0] == '"' else style.outer[0]
        text = text[1:].lstrip()
    return Step(text, lambda answer: f"{head}{answer}{tail}")


def opening(text: str, pair: Pair, knows: Knows) -> Step:
    """Begin in lower case where only the capital is unknown (`Às` -> `às`); begin the answer as the source began."""
    if not text[:1].isupper():
        return Step(text, same)
    if not knows(text[0]) and knows(text[0].lower()):
        text = text[0].lower() + text[1:]
    return Step(text, lambda answer: answer[:1].upper() + answer[1:])
