"""Sitemaps, one a day of first sight, so that one more article costs the sitemap of its own day and no other.

The news of two days stand in a sitemap of their own, one an edition (Google News: a thousand at most).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial

from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Item
from dragoman.publish.paths import SITEMAPS, archive_path, front_path, standing_path, utc
from dragoman.publish.pieces import KEPT
from dragoman.publish.render import render, render_around, render_text
from dragoman.publish.view import Edition
from dragoman.publish.words import words
from dragoman.types import Article

NEWS_AGE = timedelta(days=2)
"""How old the news of a news sitemap may be, beside the newest of them."""
NEWS_MOST = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap says of an article: its pages by edition language, and which of them want to be found."""

    paths: Mapping[str, str]
    indexed: tuple[str, ...]
    modified: datetime

    def __hash__(self) -> int:
        return hash((self.modified, *self.paths.values()))


def listed(article: Article, site: SiteFacts) -> Listed | None:
    """Return what a sitemap says of an article, or None where none of its pages is to be listed."""
    found = Edition(article, site.languages[0], site).every
    indexed = tuple(edition.language for edition in found if edition.indexed)
    if not indexed:
        return None
    return Listed({e.language: e.path for e in found}, indexed, max(e.modified for e in found))


def sitemap_key(first_seen: datetime) -> str:
    """Return the name of the sitemap that an article belongs to, by when it was first seen."""
    return f"{utc(first_seen):%Y-%m-%d}"


def sitemap_files(key: str, articles: Iterable[Listed | None], site: SiteFacts) -> dict[str, bytes | None]:
    """Return one day's sitemap of all its articles; a day without any has none."""
    found = sorted((it for it in articles if it), key=lambda it: sorted(it.paths.values()))
    return {_file(key): b"".join(render_around("sitemap.xml", [_urls(it, site) for it in found])) if found else None}


@lru_cache(maxsize=KEPT)
def _urls(found: Listed, site: SiteFacts) -> bytes:
    return (render_text("urls.xml", "urls", found, site) + "\n").encode()


def sitemap_index_files(keys: Iterable[str], site: SiteFacts) -> dict[str, bytes]:
    """Return the index of the sitemaps with these keys, and the sitemap of the pages that are always there."""
    every: list[Callable[[str], str]] = [
        front_path,
        archive_path,
        *(partial(_standing, name) for name in ("how", "sources", "feeds", "data")),
    ]
    standing = [{code: path(code) for code in site.languages} for path in every]
    news = [_file(f"news-{language}") for language in site.languages]
    files = [_file("site"), *news, *map(_file, sorted(set(keys)))]
    return {
        _file("site"): render("sitemap_site.xml", site=site, pages=standing),
        SITEMAPS: render("sitemaps.xml", site=site, files=files),
    }


def news_files(language: str, items: Iterable[Item], site: SiteFacts) -> dict[str, bytes]:
    """Return the news sitemap of an edition: of the newest items those of two days that want to be found."""
    found = sorted((item for item in items if item.indexed), key=lambda item: (item.seen, item.id), reverse=True)
    news = [item for item in found if item.seen > found[0].seen - NEWS_AGE][:NEWS_MOST]
    pieces = [_news(item, site) for item in news]
    return {_file(f"news-{language}"): b"".join(render_around("sitemap_news.xml", pieces, w=words(language)))}


@lru_cache(maxsize=KEPT)
def _news(item: Item, site: SiteFacts) -> bytes:
    return (render_text("urls.xml", "news", item, site) + "\n").encode()


def _standing(name: str, language: str) -> str:
    return standing_path(language, name)


def _file(key: str) -> str:
    return f"sitemaps/{key}.xml"
