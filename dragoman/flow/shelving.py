"""What lists hold of articles: stored when these are published, and read again when lists are made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pydantic import TypeAdapter

from dragoman.filters import FeedSettings
from dragoman.flow.filtering import feeds_of
from dragoman.newsroom import shelves
from dragoman.newsroom.shelves import Shelved
from dragoman.publish import site as pages
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import item_from_json, item_to_json
from dragoman.publish.pieces import KEPT
from dragoman.publish.sitemaps import Listed
from dragoman.types import Article

_LISTED = TypeAdapter(Listed)


def shelve(article: Article, items: pages.FullItems, site: SiteFacts, feeds: Sequence[FeedSettings] = ()) -> None:
    """Store what lists hold of an article, and which own feeds do."""
    found = [_shelved(article, language, full, feeds) for language, full in items.items()]
    listed = pages.listed(article, site) if not article.withdrawn else None
    shelves.shelve(article.id, found, _LISTED.dump_json(listed).decode() if listed else "")


def _shelved(article: Article, language: str, full: pages.FullItem | None, feeds: Sequence[FeedSettings]) -> Shelved:
    if full is None:
        return Shelved(language, "", article.updated)
    item, held = full.item, feeds_of(feeds, article, language, full.item.section)
    return Shelved(language, item.section, item.dated, item_to_json(item), full.content, held)


@lru_cache(maxsize=KEPT)
def full_item(item: str, content: str) -> pages.FullItem:
    """Return what a feed holds of an article, as it was stored."""
    return pages.FullItem(item_of(item), content)


item_of = lru_cache(maxsize=KEPT)(item_from_json)
listed_of = lru_cache(maxsize=KEPT)(_LISTED.validate_json)
