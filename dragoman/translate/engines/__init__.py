"""The engines, one file each, and what all have in common: what they offer, and how one is opened or asked.

A local engine translates one sentence a call in a worker process (`Engine`); one behind the network takes a batch of
texts with their context in a thread that waits (`Remote`). What either says is proved by the same checks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.errors import EngineError
from dragoman.translate.attempts import Engine
from dragoman.types import Pair


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a remote engine: sentences of one text in their order, and what a reader would have read before.

    `context` is the headline and the paragraph before: to be understood by, not to be translated.
    """

    pair: Pair
    sentences: tuple[str, ...]
    context: str = ""

    @property
    def characters(self) -> int:
        """Return how many characters of text are sent: what budgets count."""
        return sum(map(len, self.sentences)) + len(self.context)


class Remote(Protocol):
    """Whatever answers a question over the network, with one translation for each sentence in its order.

    Raises EngineError for an answer that is none, and the NetworkError of its post.
    """

    def translate(self, question: Question) -> list[str]: ...


FORM_TYPE = "application/x-www-form-urlencoded"
"""The content type of a form, for APIs that take no JSON."""


class Post(Protocol):
    """Sends an object to a path of an engine's API and returns the body of the answer; raises NetworkError.

    It goes as JSON, or as a form where the headers name that content type.
    """

    def __call__(self, path: str, value: Mapping[str, object], headers: Mapping[str, str] = ...) -> bytes: ...


def object_of(body: bytes, name: str) -> dict[str, object]:
    """Return the JSON object that an answer is; raise EngineError for anything else."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise EngineError(f"{name} answered with something that is not JSON") from None
    if not isinstance(value, dict):
        raise EngineError(f"{name} answered with JSON of another form than its API has")
    return value


def checked(answers: object, question: Question, name: str) -> list[str]:
    """Return answers that are one text for each sentence; raise EngineError where there are more, fewer or others."""
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise EngineError(f"{name} answered with JSON of another form than its API has")
    if len(answers) != len(question.sentences):
        raise EngineError(f"{name} gave {len(answers)} translations of {len(question.sentences)} sentences")
    return [" ".join(answer.split()) for answer in answers]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can carry: code points and sentences of one question, and whether it reads context and markup.

    `shielded` tells that its text must be shielded, since it loses what it doesn't know; `unreadable` are characters
    that it takes for signs of its own; `billed` says that it costs money by the character.
    """

    longest: int = 4000
    sentences: int = 1
    context: bool = False
    markup: bool = False
    shielded: bool = True
    unreadable: str = ""
    billed: bool = False

    def reads(self, character: str) -> bool:
        """Tell whether a character comes through."""
        return character not in self.unreadable


@dataclass(frozen=True, slots=True)
class Offer:
    """One pair that an engine translates. `name` says exactly which engine with which data did it.

    `label` is the name under which its quality was measured, `kind` the file that it comes from. `open` makes the
    engine where it works; it is None for an engine behind the network. `rank` is the operator's word: engines of a
    higher one are asked first, whatever was measured.
    """

    name: str
    pair: Pair
    kind: str
    label: str = ""
    open: Callable[[], Engine] | None = field(default=None, compare=False)
    able: Capabilities = Capabilities()
    rank: int = 0
