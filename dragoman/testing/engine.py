"""A deterministic engine: it reads every character, and gives each sentence back word by word in another spelling."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.types import Pair

_LETTERS = re.compile(r"[^\W\d_]{2,}")


class EveryCharacter:
    """A vocabulary that lacks nothing."""

    def knows(self, character: str) -> bool:
        return True

    def likeliest_case(self, word: str) -> str:
        return word.lower()


def turned(sentence: str) -> str:
    """Return a sentence with the letters of each word turned round."""
    return _LETTERS.sub(lambda found: found[0][::-1], sentence)


@dataclass
class ScriptedEngine:
    """Answer each sentence through a script (by default its words with their letters turned round), and count calls."""

    pair: Pair
    script: Callable[[str], str] = turned
    name: str = "scripted"

    def __post_init__(self) -> None:
        self.vocabulary = EveryCharacter()
        self.calls: list[str] = []

    def translate(self, sentence: str) -> str:
        """Return what the script makes of a sentence."""
        self.calls.append(sentence)
        return self.script(sentence)
