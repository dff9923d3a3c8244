"""When an article was published and changed: what the page tells machines, what it shows, what its address says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dragoman.extract import dates
from dragoman.extract.furniture import words_of
from dragoman.extract.text import clean

PUBLISHED = (
    "article:published_time datepublished parsely-pub-date sailthru.date dc.date.issued dcterms.created "
    "dc.date.created article.published publish-date publish_date publishdate published-date pubdate og:published_time "
    "og:article:published_time og:release_date og:pubdate cxenseparse:recs:publishtime originalpublicationdate "
    "article_date_original bt:pubdate publication_date citation_publication_date dcterms.date dc.date "
    "rnews:datepublished article:post_time created date"
).split()
MODIFIED = (
    "article:modified_time datemodified og:updated_time dcterms.modified last-modified lastmod bt:moddate"
).split()
_IN_SCRIPT = re.compile(r'"date(Published|Modified|Created)"\s*:\s*"([^"]{8,40})"')
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_WORDS = frozenset(
    "date datum data fecha published pubdate postdate publishdate dateline timestamp time entrydate dato "
    "datetime".split()
)
_FURNITURE = frozenset("comment comments related sidebar footer updated modified".split())
_MAX_LINE = 90


def published(root: HtmlElement, told: Iterable[str], url: str, language: str) -> datetime | None:
    """Return the time of publication: as told, else as a script or the page shows it, else the day in the address."""
    sources: list[Callable[[], Iterable[str]]] = [
        lambda: told,
        lambda: in_scripts(root, "Published", "Created"),
        lambda: _marked(root),
        lambda: _shown(root),
        lambda: ["-".join(match.groups()) for match in _IN_ADDRESS.finditer(urlsplit(url).path)],
    ]
    return next(filter(None, (first(source(), language) for source in sources)), None)


def first(texts: Iterable[str], language: str) -> datetime | None:
    """Return the first date among texts."""
    return next(filter(None, (dates.parse(text, language) for text in texts if text)), None)


def in_scripts(root: HtmlElement, *names: str) -> Iterator[str]:
    """Yield the dates in JSON-LD that is too broken to be read."""
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            yield from (match[2] for match in _IN_SCRIPT.finditer(script.text[:200_000]) if match[1] in names)


def _marked(root: HtmlElement) -> Iterator[str]:
    """Yield the dates that elements mark up for machines."""
    for element in root.iter():
        if element.get("itemprop", "") == "datePublished" or (
            element.tag == "time" and element.get("pubdate") is not None
        ):
            yield element.get("content", "") or element.get("datetime", "") or clean(element.text_content())[:_MAX_LINE]
    for element in root.iter("time", "relative-time", "time-ago"):
        yield element.get("datetime", "") or clean(element.text_content())[:_MAX_LINE]
    for element in root.iter("abbr"):
        if "published" in element.get("class", ""):
            yield element.get("title", "")


def _shown(root: HtmlElement) -> Iterator[str]:
    """Yield the short lines that are named for a date."""
    for element in root.iter("span", "p", "div", "li", "td", "small", "em", "strong", "a", "abbr", "h4", "h5"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if names != " " and not _WORDS.isdisjoint(words := words_of(names[:200])) and _FURNITURE.isdisjoint(words):
            text = clean(" ".join(element.itertext()))
            if 6 <= len(text) <= _MAX_LINE:
                yield text
