"""The engines, one file each, and what all have in common: what they offer, and how one is opened or asked.

A local engine translates one sentence a call in a worker process (`Engine`); one behind the network takes a batch of
texts with their context in a thread that waits (`Remote`). What either says is proved by the same checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.translate.attempts import Engine
from dragoman.types import Pair


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a remote engine: sentences of one text in their order, and what a reader would have read before.

    `context` is the headline and the paragraph before: to be understood by, not to be translated.
    """

    pair: Pair
    sentences: tuple[str, ...]
    context: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """Return how many characters of text are sent: what budgets count."""
        return sum(map(len, (*self.sentences, *self.context)))


class Remote(Protocol):
    """Whatever answers a question over the network, with one translation for each sentence.

    Raises EngineError for an answer that is none, and the NetworkError of the door.
    """

    def __call__(self, question: Question) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can carry: code points and sentences of one question, and what it costs.

    `shielded` tells that its text must be shielded, since it loses what it doesn't know; `cost` is the price of a
    million characters, in the currency of its bill.
    """

    longest: int = 4000
    sentences: int = 1
    context: bool = False
    shielded: bool = True
    cost: float = 0.0


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
