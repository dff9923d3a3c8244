"""A Document: one article as its publisher wrote it, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from dragoman.types.text import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `time` is set where it opens an entry of a live-blog."""

    text: Text
    kind: Literal["paragraph"] = "paragraph"
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A subhead; `time` is set where it opens an entry of a live-blog."""

    text: Text
    level: int = 2
    kind: Literal["heading"] = "heading"
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `levels` tells how deep each item is nested (0 for the list's own) and is empty where none is."""

    items: tuple[Text, ...]
    ordered: bool = False
    kind: Literal["list"] = "list"
    levels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation; its paragraphs are parted by newlines. One that is `pulled` is set apart to catch the eye."""

    text: Text
    kind: Literal["quote"] = "quote"
    pulled: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; figures of one gallery share its number, which is 0 outside galleries.

    `licence` is the address or the words of a licence that its page gives for this very picture.
    """

    src: str
    alt: str = ""
    caption: Text = Text()
    credit: str = ""
    width: int | None = None
    height: int | None = None
    kind: Literal["figure"] = "figure"
    gallery: int = 0
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is a header where `header` is set."""

    rows: tuple[tuple[Text, ...], ...]
    header: bool = False
    caption: Text = Text()
    kind: Literal["table"] = "table"


Media: TypeAlias = Literal["video", "audio", "post", "map", "chart", "document", "page"]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something of a third party that the page shows: what it is, its permalink and what it says in words."""

    href: str
    text: Text = Text()
    kind: Literal["embed"] = "embed"
    media: Media = "page"


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Separator:
    """A break between two parts of a text."""

    kind: Literal["separator"] = "separator"


Block: TypeAlias = Paragraph | Heading | ItemList | Quote | Figure | Table | Embed | Code | Separator

Place: TypeAlias = str
"""Where a text stands in its Document: `headline`, `standfirst`, `lead.caption`, `3` (block 3), `3.rows.1.2`."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """Where its publisher has an article in another language."""

    language: str
    href: str


@dataclass(frozen=True, slots=True)
class Translator:
    """Who translated an article before it came to us, and into which language, empty where that is not said."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as extracted from its page or feed: the same bytes always give the same Document."""

    url: str
    language: str
    headline: Text
    blocks: tuple[Block, ...] = ()
    canonical: str = ""
    standfirst: Text = Text()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    lead: Figure | None = None
    publisher: str = ""
    licence: str = ""
    complete: bool = True
    free: bool | None = None
    organisations: tuple[str, ...] = ()
    """Those of the authors that are organisations: agencies, desks, the publisher."""
    alternates: tuple[Alternate, ...] = ()
    translators: tuple[Translator, ...] = ()
    """Who translated it on its way to this page, in the order of the credits; empty for an original."""
    original: Alternate | None = None
    """Where the original of a translation is."""
    relay: str = ""
    """Address of the translation that a source lists, where this is the original that was read in its place."""

    @property
    def relays(self) -> Alternate | None:
        """The original of a text that was translated before it came to us, None where there is none to be named."""
        return self.original if self.translators else None

    @property
    def opening(self) -> Place:
        """Where the text begins: its standfirst, else its first paragraph."""
        return "standfirst" if self.standfirst else next(self.paragraphs(), "standfirst")

    def paragraphs(self) -> Iterator[Place]:
        """Yield the places of the body's paragraphs."""
        return (str(n) for n, block in enumerate(self.blocks) if isinstance(block, Paragraph))

    def beginning(self) -> Iterator[Place]:
        """Yield the places of the paragraphs that no heading parts from the first one."""
        begun = False
        for n, block in enumerate(self.blocks):
            if begun and isinstance(block, Heading):
                return
            if isinstance(block, Paragraph):
                begun = True
                yield str(n)

    def texts(self) -> Iterator[tuple[Place, Text]]:
        """Yield every text that a reader sees, in reading order, with its place (code is never translated)."""
        yield "headline", self.headline
        yield "standfirst", self.standfirst
        if self.lead:
            yield from _figure_texts("lead", self.lead)
        for index, block in enumerate(self.blocks):
            yield from block_texts(str(index), block)

    def figures(self) -> Iterator[tuple[Place, Figure]]:
        """Yield every figure with its place, the leading one first."""
        if self.lead:
            yield "lead", self.lead
        yield from ((str(n), block) for n, block in enumerate(self.blocks) if isinstance(block, Figure))


def block_texts(place: Place, block: Block) -> Iterator[tuple[Place, Text]]:
    """Yield the texts of one block with their places."""
    match block:
        case Paragraph(text) | Heading(text) | Quote(text):
            yield place, text
        case ItemList(items):
            yield from ((f"{place}.items.{n}", item) for n, item in enumerate(items))
        case Figure():
            yield from _figure_texts(place, block)
        case Table(rows):
            yield f"{place}.caption", block.caption
            yield from ((f"{place}.rows.{r}.{c}", cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
        case Embed():
            yield f"{place}.text", block.text
        case Code() | Separator():
            return


def _figure_texts(place: Place, figure: Figure) -> Iterator[tuple[Place, Text]]:
    yield f"{place}.alt", Text(figure.alt)
    yield f"{place}.caption", figure.caption
