"""What lists and feeds say of one article in one edition: little enough to be kept beside it and read forty at a time.

Lists are made of items, never of whole articles: that is why one more article costs a site of any size the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pydantic import TypeAdapter

from dragoman.publish import history
from dragoman.publish.credit import credit, label, mark, plain_credit, plain_label, state_key
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line, permitted
from dragoman.publish.paths import public_address, utc
from dragoman.publish.pictures import Shot, shots
from dragoman.publish.render import render_text
from dragoman.publish.sections import section_of
from dragoman.publish.shown import Mark, Shown
from dragoman.publish.view import Edition
from dragoman.publish.words import words
from dragoman.types import Elsewhere, Outcome, Shelf, primary
from dragoman.urls import gate


@dataclass(frozen=True, slots=True)
class Item:
    """An article in one edition as lists and feeds show it; all text is on one line and free of what none may hold."""

    id: str
    language: str
    path: str
    headline: str
    headline_language: str
    """Set where the headline isn't in the language of the edition."""
    description: str
    opening: str
    source: str
    """The short name of the source; `source_name` is the one for readers."""
    source_name: str
    source_home: str
    feed: str
    origin: str
    original_url: str
    original_headline: str
    published: datetime | None
    made: datetime
    seen: datetime
    updated: datetime
    dated: datetime
    """What lists are ordered by: when the source published it, or when we saw it first if that was earlier."""
    shown: Shown
    mark: Mark
    state: str
    translated: bool
    indexed: bool
    label: str
    credit: str
    notes: tuple[str, ...]
    """What was corrected, a sentence each."""
    licence: str
    licence_url: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    section: str
    siblings: Mapping[str, str]
    """The paths of the article's other editions by language."""
    engine: str
    outcomes: Mapping[Outcome, int]
    length: int
    """Letters of the text that is shown."""
    picture: Shot | None = None
    """The picture that leads the article."""
    original_language: str = ""
    story: str = ""
    """The story that it is in with others, empty where it stands alone."""
    stated: str = ""
    """The section that its own source puts it in; where it puts it in none, `section` follows its story."""
    also: tuple[Elsewhere, ...] = ()
    """Where the same text stands as well."""
    above: float | None = None
    """Which share of its feed stood above it when it was first seen, None where that says nothing."""

    def __hash__(self) -> int:
        return hash((self.id, self.language, self.updated))

    @property
    def summary(self) -> str:
        return " ".join(filter(None, (f"[{self.label}]", self.description)))

    @property
    def rights(self) -> str:
        return ", ".join(filter(None, (self.source_name, self.licence)))

    def permanent_id(self, site: SiteFacts) -> str:
        return site.permanent_id(self.id, self.language)


_ITEM = TypeAdapter(Item)


def item_to_json(item: Item) -> str:
    """Return an item as it is stored."""
    return _ITEM.dump_json(item).decode()


def item_from_json(text: str) -> Item:
    """Return the item that was stored as a text."""
    return _ITEM.validate_json(text)


class FullItem(NamedTuple):
    """An item with its whole text as HTML, which is empty where it may not be shown."""

    item: Item
    content: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """An article that was withdrawn, and when."""

    id: str
    when: datetime


@dataclass(frozen=True)
class Listing:
    """A list of a shelf, newest first: what is newest, or one of its parts.

    `before` is the last part of what is older that has anything; `title` is that of an own feed.
    """

    shelf: Shelf
    full: Sequence[FullItem] = ()
    deleted: Sequence[Deleted] = ()
    part: int | None = None
    before: int | None = None
    title: str = ""

    @property
    def items(self) -> list[Item]:
        return [each.item for each in self.full]

    @property
    def name(self) -> str:
        """What readers call the shelf: the section in their language, the source by its name; empty for an edition."""
        if self.shelf.feed:
            return self.title
        if self.shelf.section:
            return str(words(self.shelf.language).table["section"][self.shelf.section])
        return self.full[0].item.source_name if self.shelf.source and self.full else self.shelf.source


def item_of(edition: Edition) -> Item:
    """Return what lists and feeds say of an edition that can be seen."""
    article, (licence, licence_url) = edition.article, edition.licence
    seen = utc(article.first_seen)
    stated = section_of(edition.document, edition.original_url)
    return Item(
        id=article.id,
        language=edition.language,
        path=edition.path,
        headline=edition.headline,
        headline_language=edition.headline_language,
        description=edition.description,
        opening=edition.opening,
        source=article.source.slug,
        source_name=edition.source_name,
        source_home=gate(article.source.home),
        feed=public_address(article.source.feed),
        origin=edition.origin,
        original_url=edition.original_url,
        original_headline=edition.original_headline,
        published=edition.published,
        made=edition.made,
        seen=seen,
        updated=history.touched(edition),
        dated=min(edition.published or seen, seen),
        shown=edition.shown,
        mark=mark(edition),
        state=state_key(edition),
        translated=edition.translated,
        indexed=edition.indexed,
        label=plain_label(edition),
        credit=plain_credit(edition),
        notes=tuple(history.plain_notes(edition)),
        licence=licence,
        licence_url=licence_url,
        authors=edition.authors,
        tags=tuple(filter(None, map(one_line, edition.document.tags))),
        section=stated or _section_of_story(edition),
        siblings={each.language: each.path for each in edition.every if each is not edition},
        engine=permitted(edition.rendition.engine),
        outcomes=edition.rendition.outcomes,
        length=sum(len(text.text) for _, text in edition.document.texts()) if edition.shown is Shown.TEXT else 0,
        picture=next(iter(shots(edition)), None),
        original_language=primary(edition.document.language),
        story=article.telling.story,
        stated=stated,
        also=tuple(Elsewhere(one_line(each.name), gate(each.url)) for each in article.telling.also if gate(each.url)),
        above=article.above,
    )


def _section_of_story(edition: Edition) -> str:
    """Return the section in which most of the reports beside an article are put by their own sources."""
    stated = Counter(each.section for each in edition.article.telling.related.get(edition.language, ()) if each.section)
    return min(stated, key=lambda section: (-stated[section], section), default="")


def content_of(edition: Edition) -> str:
    """Return the whole text as HTML for feeds, empty where it may not be shown."""
    whole = edition.shown is Shown.TEXT
    return render_text("item.html", "item", edition, label(edition), credit(edition)) if whole else ""
