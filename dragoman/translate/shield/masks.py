"""What no engine may touch stands behind a name that it keeps: addresses, handles, hashtags, other scripts, signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Protocol

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair


class Unmask(Protocol):
    def __call__(self, answer: str, change: Callable[[str], str] = ...) -> str: ...


JOINERS = "\u200d\ufe0f\u20e3" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
"""What joins symbols to one emoji, or changes one: no engine reads it."""
_TOKEN = re.compile(
    r"https?://\S*[\w/]|www\.\S*[\w/]|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<![\w/])[@#]\w*[^\W\d]\w*"
    r"|(?<![\w*])[^\W\d_]+\*{2,}\w*(?![\w*])"
)


def tokens(text: str, pair: Pair, knows: Knows) -> Step:
    """Mask addresses, handles, hashtags and oaths whose letters are starred out."""
    return Step(*masked(text, _TOKEN))


def strangers(text: str, pair: Pair, knows: Knows) -> Step:
    """Mask whatever the engine still can't read: other scripts, emoji, signs."""
    unknown = {character for character in set(text) if not knows(character)}
    if not unknown:
        return Step(text, same)
    signs = "".join(map(re.escape, sorted(unknown)))
    return Step(*masked(text, re.compile(rf"\w*[{signs}][{signs}{JOINERS}]*(?:\s*[{signs}][{signs}{JOINERS}]*)*\w*")))


def masked(text: str, pattern: re.Pattern[str]) -> tuple[str, Unmask]:
    """Replace what a pattern finds by names that engines keep; the unmask puts it back, through a function if given."""
    names = fresh(text)
    kept: dict[str, str] = {}

    def mask(found: re.Match[str]) -> str:
        name = next(names)
        kept[name] = found[0]
        joined = found.start() > 0 and text[found.start() - 1].isalnum()
        return f" {name}" if joined else name

    def unmask(answer: str, change: Callable[[str], str] = same) -> str:
        for name, original in kept.items():
            answer = re.sub(rf"\b{name}\b", change(original).replace("\\", r"\\"), answer)
        return answer

    return pattern.sub(mask, text), unmask


def fresh(text: str) -> Iterator[str]:
    """Yield names that survive the embedded models in 60 of 60 sentences: X1, X2, ..."""
    return (name for number in count(1) if (name := f"X{number}") not in text)
