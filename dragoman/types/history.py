"""What became of a text after it was published: its changes, and which of them were corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dragoman.types.document import Place


class Fact(StrEnum):
    """What an edit must change to be a correction; everything else is only an update.

    `notice` stands for a source that says itself that it was wrong.
    """

    HEADLINE = "headline"
    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    QUOTATION = "quotation"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that were edited: what they were, what they are (one of them may be empty), and the facts changed.

    `language` is set where the words are not in the language of their edition.
    """

    place: Place
    was: str
    now: str
    facts: tuple[Fact, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """An edit of a published text: at the source, or of its translation alone where it is `ours`."""

    when: datetime
    revision: int
    changes: tuple[Change, ...]
    ours: bool = False

    @property
    def corrects(self) -> tuple[Change, ...]:
        """Return the changes that make it a correction; empty for a mere update."""
        return tuple(change for change in self.changes if change.facts)
