"""Names that an engine has no letters for: one of the same kind that it can write stands in for them.

The embedded models lack the letter Í: `India won` came back as `A índia venceu`, and from a list it was left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair


@dataclass(frozen=True, slots=True)
class _Like:
    """A name that may stand in: in the source, in the target, and the stem of its adjectives there, if it has any."""

    source: str
    target: str
    stem: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the source and in the target, the stem of its adjectives there, and what may stand in for it."""

    found: re.Pattern[str]
    target: str
    stem: str
    likes: tuple[_Like, ...]


_NAMES = {
    Pair("en", "pt"): (
        _Name(
            re.compile(r"\bIndian Ocean\b"),
            "Índico",
            "",
            (_Like("Atlantic Ocean", "Atlântico"), _Like("Pacific Ocean", "Pacífico")),
        ),
        _Name(
            re.compile(r"\b(?<!Air )(?<!Times of )India\b(?! (?:Company|Express|Gate|Today|TV)\b)"),
            "Índia",
            "indian",
            (
                _Like("Argentina", "Argentina", "argentin"),
                _Like("Colombia", "Colômbia", "colombian"),
                _Like("Tanzania", "Tanzânia", "tanzanian"),
            ),
        ),
    ),
}


def standins(text: str, pair: Pair, knows: Knows) -> Step:
    """Let a like name stand in for one whose first letter the engine lacks, and put that back in the answer."""
    undos = []
    for name in _NAMES.get(pair, ()):
        like = next((each for each in name.likes if each.source.partition(" ")[0][:-1] not in text), None)
        if like and not knows(name.target[0]) and name.found.search(text):
            text = name.found.sub(like.source, text)
            undos.append(partial(_back, name=name, like=like))
    if not undos:
        return Step(text, same)

    def undo(answer: str) -> str:
        for back in undos:
            answer = back(answer)
        return answer

    return Step(text, undo)


def _back(answer: str, name: _Name, like: _Like) -> str:
    answer = re.sub(rf"\b{like.target}\b", name.target, answer)
    return re.sub(rf"\b{like.stem}(?=[oa]s?\b)", name.stem, answer) if like.stem else answer
