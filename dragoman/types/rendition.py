"""A Rendition: one revision in one language, sentence by sentence; an Article: all that a page needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from dragoman.types.document import Document, Place
from dragoman.types.history import Update
from dragoman.types.picture import Picture
from dragoman.types.source import Decision, Source
from dragoman.types.story import Telling
from dragoman.types.text import Text

Span: TypeAlias = tuple[int, int]


class Severity(StrEnum):
    """`fail`: a fact differs; `warn`: a sign that it may; `note`: worth knowing."""

    FAIL = "fail"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    severity: Severity
    message: str
    source: Span | None = None
    target: Span | None = None


class Outcome(StrEnum):
    """How a sentence came out: as translated, after repair, with a doubt, or left in its own language."""

    CLEAN = "clean"
    REPAIRED = "repaired"
    FLAGGED = "flagged"
    ORIGINAL = "original"


BY_HAND = "by hand"
"""The route of a sentence that the operator worded."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its translation; where the outcome is `original`, the target is the source.

    `language` is that of the source, set where it is not the document's.
    """

    source: Text
    target: Text
    outcome: Outcome
    route: str
    findings: tuple[Finding, ...] = ()
    gap: str = " "
    """What stands between this sentence and the next: a space, a newline or nothing."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One translation of a sentence; `route` names the form in which the engine was given it (`plain`, `clauses`).

    `unknown` are the words of the source that the engine said it doesn't know; most engines never say.
    """

    text: str
    route: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as a source writes it, its fixed translations (any of them will do), and what it never means.

    `*` at the end of a word of the target stands for any ending.
    """

    source: str
    targets: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know of a sentence beside its text.

    `terms` are the fixed translations that it calls for, `small` the words whose capital is for their place alone.
    """

    terms: tuple[Term, ...] = ()
    small: tuple[str, ...] = ()


class State(StrEnum):
    """What a reader may see of a rendition."""

    PUBLISHED = "published"
    PARTIAL = "partial"
    HEADLINE = "headline"
    HELD = "held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One revision in one language: every text of the Document, sentence by sentence, in reading order.

    In the Document's own language `passages` is empty and `engine` too: the source stands as it is.
    """

    language: str
    state: State
    passages: Mapping[Place, tuple[Sentence, ...]] = field(default_factory=dict)
    engine: str = ""
    checks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    made: datetime | None = None
    software: str = ""
    """Which Dragoman made it."""
    settings: str = ""
    """A digest of the settings, models and terms that decided how."""

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """Count the sentences by outcome."""
        counts = dict.fromkeys(Outcome, 0)
        for passage in self.passages.values():
            for sentence in passage:
                counts[sentence.outcome] += 1
        return counts


@dataclass(frozen=True, slots=True)
class Article:
    """All that a page needs: an article of a source, its current revision, what may be done with it, its renditions."""

    id: str
    """Permanent and public: sixteen hexadecimal digits of source and guid."""
    source: Source
    url: str
    first_seen: datetime
    updated: datetime
    """When the shown revision was seen; equal to `first_seen` for the first."""
    revision: int
    document: Document
    decision: Decision
    renditions: Mapping[str, Rendition] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Permanent address part by edition language, set by the first rendition in it."""
    withdrawn: str = ""
    """Why the article was withdrawn, empty where it was not."""
    updates: Mapping[str, tuple[Update, ...]] = field(default_factory=dict)
    """What was edited since it was first published, by edition language, oldest first."""
    digest: str = ""
    """The hash of the revision's words, as its source published them."""
    notices: tuple[Place, ...] = ()
    """Where the source says itself that it was wrong."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Those that may be shown, by the address from which the document shows them."""
    telling: Telling = field(default_factory=Telling)
    """What its pages show of the story that it is in."""
    above: float | None = None
    """Which share of its feed stood above it when it was first seen, None where that says nothing."""
