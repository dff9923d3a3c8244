"""Facts to files: which files an article, an edition and the site itself consist of, and their bytes.

Every function is pure: equal facts give equal bytes, whenever they are asked. Paths are relative to public/;
None stands for a file that is not to be there. Writing them is the business of `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

from dragoman.publish import record
from dragoman.publish.facts import FORM, SiteFacts
from dragoman.publish.feeds import feed_files
from dragoman.publish.manifest import Signer, statement
from dragoman.publish.pages import (
    article_page,
    chooser_page,
    corrections_page,
    front_page,
    gone_page,
    history_page,
    how_page,
)
from dragoman.publish.paths import (
    KEYS,
    SITEMAPS,
    STYLE,
    article_path,
    corrections_path,
    front_path,
    gone_file,
    history_path,
    how_path,
    manifest_file,
    page_file,
    takedowns_path,
)
from dragoman.publish.reports import Counts, takedowns_page
from dragoman.publish.shown import Shown
from dragoman.publish.sitemaps import Listed, listed, sitemap_files, sitemap_index_files, sitemap_key
from dragoman.publish.view import Edition
from dragoman.types import Article

__all__ = [
    "Listed",
    "SiteFacts",
    "article_files",
    "index_files",
    "listed",
    "record_files",
    "site_files",
    "sitemap_files",
    "sitemap_index_files",
    "sitemap_key",
]

LATEST = 40
"""How many articles a front page and a feed hold at most."""


def article_files(article: Article, site: SiteFacts, signer: Signer | None = None) -> dict[str, bytes | None]:
    """Return the files of one article in every edition of the site, with a signed record where there is a signer.

    A withdrawn article leaves a neutral page, and beside it an empty file `gone` that asks the server to answer 410.
    """
    found: dict[str, bytes | None] = {}
    for language in site.languages:
        path = article_path(article, language)
        edition = Edition(article, language, site)
        page = found[page_file(path)] = _page(edition)
        record_of = signer.sign(statement(edition, page)) if signer and page and edition.visible else None
        found[manifest_file(path)] = record_of
        found[gone_file(path)] = b"" if edition.shown is Shown.GONE else None
        found[page_file(history_path(path))] = history_page(edition) if record.updates(edition) else None
    return found


def _page(edition: Edition) -> bytes | None:
    if edition.visible:
        return article_page(edition)
    if edition.shown is Shown.GONE:
        return gone_page(edition.article, edition.language, edition.site)
    return None


def index_files(language: str, latest: Sequence[Article], site: SiteFacts) -> dict[str, bytes]:
    """Return the front page and the feeds of an edition.

    `latest` is newest first, with the recently withdrawn among them: feeds say that those were deleted.
    """
    latest = latest[:LATEST]
    shown = [edition for article in latest if (edition := Edition(article, language, site)).visible]
    return {page_file(front_path(language)): front_page(language, shown, site), **feed_files(language, latest, site)}


def record_files(language: str, corrected: Sequence[Article], counts: Counts, site: SiteFacts) -> dict[str, bytes]:
    """Return the pages on which an edition answers for itself: its latest corrections, and what was taken down."""
    editions = [Edition(article, language, site) for article in corrected]
    shown = [edition for edition in editions if record.corrections(edition)]
    return {
        page_file(corrections_path(language)): corrections_page(language, shown, site),
        page_file(takedowns_path(language)): takedowns_page(language, counts, site),
    }


def site_files(site: SiteFacts) -> dict[str, bytes | None]:
    """Return the files that depend on nothing but the site: the choice of languages, how it works, style, robots."""
    closed = f"Disallow: {site.href(FORM)}\n" if site.form else ""
    robots = f"User-agent: *\nAllow: /\n{closed}\nSitemap: {site.url(SITEMAPS)}\n"
    return {
        page_file(""): chooser_page(site),
        "404.html": chooser_page(site, missing=True),
        STYLE: style(),
        KEYS: site.keys or None,
        "robots.txt": robots.encode(),
        **{page_file(how_path(language)): how_page(language, site) for language in site.languages},
    }


def style() -> bytes:
    """Return the style sheet without comments and needless white space."""
    text = (files("dragoman.publish") / "templates" / "style.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w.])0\.(?=\d)", ".", re.sub(r"\s+", " ", text))
    return re.sub(r" ?([{};,>~]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip().encode()
