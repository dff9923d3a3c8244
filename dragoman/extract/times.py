"""When an article was published and changed: what the page tells machines, what it shows, what its address says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dragoman.extract import dates, nearby
from dragoman.extract.furniture import is_furniture, words_of
from dragoman.extract.text import clean, words_in

PUBLISHED = (
    "article:published_time datepublished parsely-pub-date og:article:published_time dc.date.issued dcterms.created "
    "dc.date.created article.published publish-date publish_date publishdate published-date pubdate og:published_time "
    "sailthru.date og:release_date og:pubdate cxenseparse:recs:publishtime originalpublicationdate "
    "article_date_original bt:pubdate publication_date citation_publication_date dcterms.date dc.date "
    "dc:date dc:date.issued bepress_citation_date rnews:datepublished article:post_time created date"
).split()
MODIFIED = (
    "article:modified_time datemodified og:updated_time og:article:modified_time dcterms.modified last-modified "
    "lastmod bt:moddate"
).split()
_IN_SCRIPT = re.compile(r'"date(Published|Modified|Created)"\s*:\s*"([^"]{8,40})"')
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_WORDS = frozenset(
    "date datum data fecha published pubdate postdate publishdate dateline timestamp time entrydate dato "
    "datetime".split()
)
_UPDATES = frozenset("updated modified datemodified".split())
_FURNITURE = _UPDATES | frozenset("comment comments related sidebar footer".split())
_CHANGED = re.compile(
    r"\W*(?:last |zuletzt |última |dernière )?(?:updat|modif|edited|aktualisier|geändert|atualiz|actualiz|"
    r"mise? à jour|aggiorn|bijgewerkt|opdater|oppdater|uppdater)",
    re.I,
)
_ZONED = re.compile(r"\d\s*(?:Z|[+-]\d\d:?\d\d|[A-Z]{3,4})$")
_DASH = re.compile(r"\s[|–—-]\s")
_LINES = ("span", "p", "div", "li", "td", "small", "em", "strong", "a", "abbr", "h4", "h5")
_MAX_LINE = 90
_LONE, _FEW, _SOON = 40, 5, 12
"""Letters and words of a line that is hardly more than a date, and how many such lines after the headline are read."""
_TOLD, _SENTENCE = 20, 8
_STOP = re.compile(r"[^\W\d]{2,}[.!?。]\W*$")
_WIDEST = timedelta(hours=14)
"""How far a local time is from UTC at most."""


class Page(Protocol):
    """What the date of a page is looked for with."""

    @property
    def url(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def headline(self) -> str: ...


def published(root: HtmlElement, told: Iterable[str], page: Page) -> datetime | None:
    """Return the time of publication: as told, else as a script or the page shows it, else the day in the address."""
    sources: list[Callable[[], Iterable[str]]] = [
        lambda: told,
        lambda: in_scripts(root, "Published", "Created"),
        lambda: _marked(root),
        lambda: _shown(root),
        lambda: (line for line in nearby.lines(root, page.headline) if not _CHANGED.match(line) and _is_label(line)),
        lambda: ["-".join(match.groups()) for match in _IN_ADDRESS.finditer(urlsplit(page.url).path)],
        lambda: islice(_lone(nearby.after(root, page.headline)), _SOON),
    ]
    return next(filter(None, (best(source(), page.language) for source in sources)), None)


def best(texts: Iterable[str], language: str) -> datetime | None:
    """Return the first date among texts, in the zone that another one gives the same moment in."""
    found = ((text, when) for text in texts if text and (when := dates.parse(text, language)))
    text, first = next(found, ("", None))
    if first is None or first.utcoffset():
        return first
    zoned = [when for other, when in islice(found, _TOLD) if _ZONED.search(other)]
    if _ZONED.search(text):
        return next((when for when in zoned if when == first and when.utcoffset()), first)
    return next((when for when in zoned if _is_same_clock(when, first)), first)


def _is_same_clock(zoned: datetime, naive: datetime) -> bool:
    """Tell whether a time with its zone and one without, taken as UTC, are of one moment."""
    apart = abs(zoned - naive)
    return zoned.date() == naive.date() and apart <= _WIDEST and apart % timedelta(minutes=30) == timedelta(0)


def in_scripts(root: HtmlElement, *names: str) -> Iterator[str]:
    """Yield the dates in JSON-LD that is too broken to be read."""
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            yield from (match[2] for match in _IN_SCRIPT.finditer(script.text[:200_000]) if match[1] in names)


def _is_label(line: str) -> bool:
    """Tell whether a line is no sentence."""
    return len(line.split()) < _SENTENCE or not _STOP.search(line)


def _marked(root: HtmlElement) -> Iterator[str]:
    """Yield the dates that elements mark up for machines."""
    for element in root.iter():
        if element.get("itemprop", "") == "datePublished" or (
            element.tag == "time" and element.get("pubdate") is not None
        ):
            yield element.get("content", "") or element.get("datetime", "") or clean(element.text_content())[:_MAX_LINE]
    for element in root.iter("time", "relative-time", "time-ago"):
        if _is_change(element):
            continue
        yield element.get("datetime", "") or clean(element.text_content())[:_MAX_LINE]
    for element in root.iter("abbr"):
        if "published" in element.get("class", ""):
            yield element.get("title", "")


def _is_change(element: HtmlElement) -> bool:
    """Tell whether an element gives the time of a change, by its name or by the words before it."""
    names = words_of(f"{element.get('class', '')} {element.get('itemprop', '')}"[:200])
    if not _UPDATES.isdisjoint(names):
        return True
    before = element.getprevious()
    box = element.getparent() if before is None else before
    said = [] if box is None else [box.text, box.tail if box is before else None]
    return any(_CHANGED.match(text or "") for text in (*said, element.text))


def _lone(elements: Iterable[HtmlElement]) -> Iterator[str]:
    """Yield the lines that are hardly more than a date may be, and what opens a paragraph as one."""
    for element in elements:
        line = _DASH.split(clean((element.text or "")[:200]))[0] if element.tag in _LINES else ""
        if _may_be_date(line) and not any(map(is_furniture, (element, *element.iterancestors()))):
            yield line


def _may_be_date(line: str) -> bool:
    return 6 <= len(line) <= _LONE and len(line.split()) <= _FEW and not _CHANGED.match(line)


def _shown(root: HtmlElement) -> Iterator[str]:
    """Yield the short lines that are named for a date."""
    for element in root.iter(*_LINES):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if names != " " and not _WORDS.isdisjoint(words := words_of(names[:200])) and _FURNITURE.isdisjoint(words):
            text = words_in(element)
            if 6 <= len(text) <= _MAX_LINE and not _CHANGED.match(text):
                yield text
