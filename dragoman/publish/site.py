"""Facts to files: which files an article, a shelf, a day and the site itself consist of, and their bytes.

Every function is pure: equal facts give equal bytes, whenever they are asked. Paths are relative to public/;
None stands for a file that is not to be there. Writing them is the business of `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.publish import history, themes
from dragoman.publish.compare import compare_page, compared
from dragoman.publish.exchange import day_file, item_file, list_file
from dragoman.publish.facts import REPORT_FORM, SiteFacts
from dragoman.publish.feeds import feed_files, feed_of_part
from dragoman.publish.items import Deleted, FullItem, Item, Listing, content_of, item_of
from dragoman.publish.lists import Candidates, Day, archive_files, day_page, front_page, month_files, shelf_page
from dragoman.publish.manifest import Signer, statement
from dragoman.publish.openapi import description
from dragoman.publish.opml import feeds_list, sources_list
from dragoman.publish.pages import article_page, corrections_page, gone_page, history_page
from dragoman.publish.paths import (
    FEED_STYLE,
    ICON,
    KEYS,
    OPENAPI,
    PAPER_STYLE,
    SEARCH,
    SITEMAPS,
    SOURCES_OPML,
    STYLE,
    compare_path,
    corrections_path,
    day_path,
    feeds_opml,
    gone_file,
    history_path,
    item_data,
    manifest_file,
    page_file,
    shelf_path,
    story_path,
    takedowns_path,
)
from dragoman.publish.render import render, source
from dragoman.publish.reports import Counts, takedowns_page
from dragoman.publish.shown import Shown
from dragoman.publish.sitemaps import Listed, listed, news_files, sitemap_files, sitemap_index_files, sitemap_key
from dragoman.publish.standing import FAILED, MISSING, EditionFacts, chooser_page, named_shelves, standing_files
from dragoman.publish.stories import StoryFacts, moved_page, story_page
from dragoman.publish.tree import Files
from dragoman.publish.view import Edition
from dragoman.types import Article, Shelf, Source

__all__ = [
    "Candidates",
    "Day",
    "Deleted",
    "EditionFacts",
    "Files",
    "FullItem",
    "Item",
    "Listed",
    "Listing",
    "SiteFacts",
    "StoryFacts",
    "account_files",
    "archive_files",
    "article_files",
    "day_files",
    "day_part_files",
    "front_files",
    "items_of",
    "listed",
    "made_of",
    "month_files",
    "part_files",
    "shelf_files",
    "site_files",
    "sitemap_files",
    "sitemap_index_files",
    "sitemap_key",
    "standing_list_files",
    "story_files",
]

LATEST = 40
"""How many articles a feed, and the page of a shelf, hold at most."""
CANDIDATES = 120
"""How many articles are looked at for a front page."""


# --- An article ---


FullItems = Mapping[str, FullItem | None]
"""What lists hold of an article by edition; None where only that it was withdrawn."""


class Made(NamedTuple):
    """What is made of an article: its own files, and what lists hold of it."""

    files: Files
    items: FullItems


def made_of(article: Article, site: SiteFacts, signer: Signer | None = None) -> Made:
    """Return the files of one article in every edition of the site and what lists hold of it, each text read once.

    Where there is a signer, a signed record stands beside each page.
    A withdrawn article leaves a neutral page, and beside it an empty file `gone` that asks the server to answer 410;
    so it does in editions that the site has no longer, where its pages were left to stand.
    """
    languages = dict.fromkeys((*site.languages, *(article.slugs if article.withdrawn else ())))
    editions = [Edition(article, language, site) for language in languages]
    items = _items(editions[: len(site.languages)])
    return Made(_files(editions, items, signer), items)


def article_files(article: Article, site: SiteFacts, signer: Signer | None = None) -> Files:
    """Return the files of one article."""
    return made_of(article, site, signer).files


def items_of(article: Article, site: SiteFacts) -> FullItems:
    """Return what lists hold of an article, in the editions that it has anything in."""
    return _items([Edition(article, language, site) for language in site.languages])


def _files(editions: Sequence[Edition], items: FullItems, signer: Signer | None) -> Files:
    found: dict[str, bytes | None] = {}
    for edition in editions:
        article, language, path = edition.article, edition.language, edition.path
        page = found[page_file(path)] = _page(edition)
        shown = edition.visible and not edition.kept
        record_of = signer.sign(statement(edition, page)) if signer and page and shown else None
        found[manifest_file(path)] = record_of
        found[page_file(compare_path(path))] = compare_page(edition) if shown and compared(edition) else None
        full = items.get(language)
        found[item_data(language, article.id)] = item_file(edition, full) if full else None
        found[gone_file(path)] = b"" if edition.shown is Shown.GONE else None
        found[page_file(history_path(path))] = history_page(edition) if shown and history.updates(edition) else None
    return found


def _page(edition: Edition) -> bytes | None:
    if edition.kept:
        return moved_page(edition.language, edition.kept, edition.site, "copy")
    if edition.visible:
        return article_page(edition)
    if edition.shown is Shown.GONE:
        return gone_page(edition.article, edition.language, edition.site)
    return None


def _items(editions: Sequence[Edition]) -> FullItems:
    found: dict[str, FullItem | None] = {}
    for edition in editions:
        if edition.visible and not edition.kept:
            found[edition.language] = FullItem(item_of(edition), content_of(edition))
        elif edition.shown is Shown.GONE:
            found[edition.language] = None
    return found


def story_files(language: str, found: StoryFacts, site: SiteFacts) -> Files:
    """Return the page of a story in an edition; one that went into another leads there."""
    path = page_file(story_path(language, found.id))
    if found.into:
        return {path: moved_page(language, story_path(language, found.into), site, "story")}
    return {path: story_page(language, found, site) if found.items else None}


# --- Lists ---


def shelf_files(found: Listing, site: SiteFacts) -> Files:
    """Return the page, the feeds and the list of what is newest on a shelf; one that never had anything has none.

    An own feed stands for as long as it has a title.
    """
    shelf, found = found.shelf, replace(found, full=found.full[:LATEST])
    made: dict[str, bytes | None] = {**feed_files(found, site), **list_file(found, site)}
    if not shelf.whole:
        made[page_file(shelf_path(shelf))] = shelf_page(found, site)
    stands = found.full or found.deleted or shelf.whole
    return made if found.title or (stands and not shelf.feed) else dict.fromkeys(made)


def front_files(language: str, found: Candidates, sections: Sequence[str], site: SiteFacts) -> Files:
    """Return the front page of an edition, and its news sitemap."""
    page = front_page(language, found, sections, site)
    return {page_file(shelf_path(Shelf(language))): page, **news_files(language, found.newest, site)}


def part_files(found: Listing, site: SiteFacts) -> Files:
    """Return the list of a part of a shelf; of an edition or own feed its feed too. One without anything has none."""
    fed = found.shelf.whole or found.shelf.feed
    made: dict[str, bytes | None] = {**list_file(found, site), **(feed_of_part(found, site) if fed else {})}
    return made if found.full else dict.fromkeys(made)


def day_part_files(found: Day, site: SiteFacts) -> Files:
    """Return the page of what a part has of a day; the last one is on the day's own page and has no other."""
    path = day_path(found.language, found.day, found.part)
    return {page_file(path): day_page(found, path, site) if found.part in found.parts[:-1] else None}


def day_files(found: Day, site: SiteFacts) -> Files:
    """Return the page of a day, which shows its last part, and the list of its lists; a day without any has none."""
    path = day_path(found.language, found.day)
    made: dict[str, bytes | None] = {
        page_file(path): day_page(found, path, site),
        **day_file(found.language, found.day, found.parts, site),
    }
    return made if found.items else dict.fromkeys(made)


# --- The site itself ---


def standing_list_files(language: str, found: EditionFacts, site: SiteFacts) -> Files:
    """Return the pages of an edition that tell of the site, and the list of its feeds."""
    feeds = [("", Shelf(language)), *named_shelves(language, found, site)]
    named = [(name or site.title, shelf) for name, shelf in feeds]
    return {**standing_files(language, found, site), feeds_opml(language): feeds_list(language, named, site)}


def account_files(language: str, corrected: Sequence[Article], counts: Counts, site: SiteFacts) -> Files:
    """Return the pages on which an edition answers for itself: its latest corrections, and what was taken down."""
    editions = [Edition(article, language, site) for article in corrected]
    shown = [edition for edition in editions if history.corrections(edition)]
    return {
        page_file(corrections_path(language)): corrections_page(language, shown, site),
        page_file(takedowns_path(language)): takedowns_page(language, counts, site),
    }


def site_files(site: SiteFacts, sources: Sequence[Source] = ()) -> Files:
    """Return the files that are no edition's own: the choice of languages, failures, style, robots, the sources."""
    closed = f"Disallow: {site.href(REPORT_FORM)}\n" if site.form else ""
    robots = f"User-agent: *\nAllow: /\n{closed}\nSitemap: {site.url(SITEMAPS)}\n"
    return {
        page_file(""): chooser_page(site),
        MISSING: chooser_page(site, "missing"),
        FAILED: chooser_page(site, "failed"),
        STYLE: style(),
        PAPER_STYLE: style(PAPER_STYLE),
        FEED_STYLE: style(FEED_STYLE),
        SEARCH: source(SEARCH).encode(),
        ICON: render(ICON, letter=site.title.strip()[:1].upper()),
        OPENAPI: description(site),
        SOURCES_OPML: sources_list(sources, site),
        KEYS: site.keys or None,
        "robots.txt": robots.encode(),
    }


def style(name: str = STYLE) -> bytes:
    """Return a style sheet without comments and needless white space, the first one with what the theme adds."""
    text = source(name) + (themes.current().style if name == STYLE else "")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w.])0\.(?=\d)", ".", re.sub(r"\s+", " ", text))
    return re.sub(r" ?([{};,>~]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip().encode()
