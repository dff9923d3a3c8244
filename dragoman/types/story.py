"""A story: the articles of several sources on one event, by what each is known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """What an article is known again by: its weighed terms, a sketch of its text, and how many words it has.

    `terms` are names and numbers as they stand, and words of the pivot language; its vector has length 1. `neutral`
    are those of them that are the same in every language: where that is all, no translation was to be had. `sketch`
    holds the smallest hashes of its phrases, in order. A `roundup` tells of many events, and joins none together.
    """

    terms: Mapping[str, float] = field(default_factory=dict)
    neutral: frozenset[str] = frozenset()
    sketch: tuple[int, ...] = ()
    words: int = 0
    roundup: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that an article states in one of its sentences: of what, how much, in which words.

    `about` names what it is a fact of, `value` is what it says, `sentence` is in the source's words.
    """

    kind: str
    about: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else the same text was published: by whom, and its address there."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another article on the same event, as the pages of an edition name it."""

    path: str
    headline: str
    language: str
    """The language of a headline that isn't in the edition's, else empty."""
    source: str
    dated: datetime
    section: str = ""
    """The section that its source puts it in."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article's pages show of its story: `story` names it, `related` are its neighbours in it by edition.

    `also` is where the same text stands as well; `kept` holds the pages by edition of the article that is shown in
    place of this one, which is then a copy of it.
    """

    story: str = ""
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    also: tuple[Elsewhere, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
