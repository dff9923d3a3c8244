"""Sources, their feeds and entries, and what they let us do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a source's address answers with."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"
    AGENCY = "agency"
    """ninjs or NewsML-G2 items, at an address or in a folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is polled, with what its operator grants beyond what it says itself (`licence`: SPDX-like or URL).

    `feed` is its address, or an agency's folder; `selector` picks the links of a section page (CSS; empty: by shape);
    `full_text` says that its entries carry whole articles, so that their pages need not be fetched.
    """

    slug: str
    feed: str
    name: str
    home: str = ""
    language: str = ""
    licence: str = ""
    kind: Kind = Kind.FEED
    selector: str = ""
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing a publisher says about the use of its text: `name` what, `value` its own words, `place` where."""

    name: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, as the feed shows it now. `summary` and `content` are sanitised HTML, `title` is plain.

    `raw_published` is the date as the feed wrote it, where that could not be taken as one; it is empty otherwise.
    A `withdrawn` entry is one that its agency takes back: it may hold nothing but its id.
    """

    id: str
    url: str
    title: str
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    enclosures: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    licence: str = ""
    rights: str = ""
    raw_published: str = ""
    withdrawn: bool = False
    signals: tuple[Signal, ...] = ()
    """What else it says about the use of its text and its pictures."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a publisher says about when to ask again: seconds at least, and when not to (hours and days in UTC)."""

    least: float = 0.0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    """Monday is 0."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as parsed: what it says of itself, and its entries in its own order.

    `hub` pushes its news under the name of `topic` (WebSub); `parts` are the addresses of the lists that a sitemap
    index points to, the likeliest to hold news first; `held` tells that an embargo keeps some of it back for now.
    """

    title: str = ""
    link: str = ""
    language: str = ""
    subtitle: str = ""
    updated: datetime | None = None
    licence: str = ""
    rights: str = ""
    entries: tuple[Entry, ...] = ()
    hints: Hints = Hints()
    hub: str = ""
    topic: str = ""
    parts: tuple[str, ...] = ()
    held: bool = False
    signals: tuple[Signal, ...] = ()


class Level(StrEnum):
    """How much of an article may be shown, strictest last."""

    FULL = "full"
    EXCERPT = "excerpt"
    HEADLINE = "headline"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its short name (`CC BY 4.0`) and address."""

    name: str
    url: str = ""


class Use(StrEnum):
    """What may be done with an article beside showing it."""

    TRANSLATE = "translate"
    """The words of its level: the text at FULL, the headline at HEADLINE."""
    REMEMBER = "remember"
    """Keep its sentences for other articles."""
    COMPARE = "compare"
    """Show the original beside its translation."""
    INDEX = "index"
    """List it in search, ours and others'."""
    ILLUSTRATE = "illustrate"
    """Show its pictures."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be done with an article, and why, in sentences that a reader can be shown.

    `reasons` are those of the level, `why` holds a sentence for each use; `excerpt` is how many characters an excerpt
    has at most, and `translate_excerpt` whether it may be shown in other languages; past `until` nothing may be shown.
    Where its publisher is `state_media`, readers are told so.
    """

    level: Level
    translate: bool
    licence: Licence | None = None
    reasons: tuple[str, ...] = ()
    remember: bool = True
    compare: bool = True
    index: bool = True
    illustrate: bool = False
    excerpt: int = 0
    translate_excerpt: bool = True
    until: datetime | None = None
    why: tuple[tuple[Use, str], ...] = ()
    state_media: bool = False

    @property
    def translatable(self) -> bool:
        """Tell whether the whole text may be translated and shown."""
        return self.level is Level.FULL and self.translate

    @property
    def refusals(self) -> tuple[str, ...]:
        """The sentences that say why something may not be done."""
        return tuple(dict.fromkeys(sentence for use, sentence in self.why if not self.allows(use)))

    def allows(self, use: Use) -> bool:
        """Tell whether a use is allowed."""
        uses = (self.translate, self.remember, self.compare, self.index, self.illustrate)
        return dict(zip(Use, uses, strict=True))[use]
