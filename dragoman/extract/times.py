"""When an article was published and changed: what the page tells machines, what it shows, what its address says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Protocol
from urllib.parse import urlsplit

from lxml import etree
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
_CHANGE = re.compile(
    r"\b(?:updat|modif|edited|aktualisier|geändert|atualiz|actualiz|mise? à jour|aggiorn|bijgewerkt|opdater|oppdater|"
    r"uppdater)\w*",
    re.I,
)
_CHANGED = re.compile(rf"\W*(?:last |zuletzt |última |dernière )?{_CHANGE.pattern}", re.I)
_TOLD_AS_PUBLISHED = etree.XPath("//*[@itemprop='datePublished'] | //time[@pubdate]")
_NUMBER = re.compile(r"\d.*\d")
_OTHER = re.compile(
    r"(?:registriert|registered|joined|inscrit|registrado|aktuelle zeit|it is currently|current (?:time|date)|"
    r"nous sommes le|fecha actual|(?:data|hora) atual)\b|"
    r".*\d[:.]\d\d\s*(?:h|uhr|[ap]\.?m\.?)?\s*(?:[-–—]|to|bis)\s*\d{1,2}[:.]\d\d",
    re.I,
)
"""A board's clock and members, or the hours of an event."""
_ZONED = re.compile(r"\d\s*(?:Z|[+-]\d\d:?\d\d|[A-Z]{3,4})$")
_DASH = re.compile(r"\s[|–—-]\s")
_LINES = ("span", "p", "div", "li", "td", "small", "em", "strong", "a", "abbr", "h4", "h5")
_MAX_LINE = 90
_LONE, _FEW, _SOON = 40, 5, 12
"""Letters and words of a line that is hardly more than a date, and how many such lines after the headline are read."""
_TOLD, _SENTENCE = 20, 8
_STOP = re.compile(r"[^\W\d]{2,}[.!?。]\W*$")
_QUARTER, _WIDEST = timedelta(minutes=15), timedelta(hours=14)
"""What zones are told in, and how far a local time is from UTC at most."""


class Page(Protocol):
    """What the date of a page is looked for with."""

    @property
    def url(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def headline(self) -> str: ...
    @property
    def near(self) -> Sequence[str]: ...


def published(root: HtmlElement, told: Iterable[str], page: Page) -> datetime | None:
    """Return the time of publication: as told, else as a script or the page shows it, else the day in the address.

    Of the times that machines are told, the first on the day that the page shows wins.
    """
    machines = [*told, *in_scripts(root, "Published", "Created"), *_marked(root)]
    if first := best(machines, page.language):
        return _on_day(first, machines, page)
    sources: list[Callable[[], datetime | None]] = [
        lambda: best(_shown(root), page.language),
        lambda: best(filter(_may_tell, page.near), page.language),
        lambda: best(_in_address(page.url), page.language),
        lambda: best(islice(_lone(nearby.after(root, page.headline)), _SOON), page.language),
    ]
    return next(filter(None, (source() for source in sources)), None)


def _in_address(url: str) -> Iterator[str]:
    """Yield the days in an address."""
    return ("-".join(match.groups()) for match in _IN_ADDRESS.finditer(urlsplit(url).path))


def _on_day(first: datetime, told: Sequence[str], page: Page) -> datetime:
    """Return a time told that is on the day shown by the headline, or the first in a zone of that day; else the first.

    Numbers may be read in either order.
    """
    shown = next(_near(page), None)
    if shown is None or first.utcoffset() or first.date() == shown.date():
        return first
    codes = (page.language, "en-US", "en-GB")
    read = [(text, when) for text in told[:_TOLD] for code in codes if (when := dates.parse(text, code))]
    same = next((when for _, when in read if when.date() == shown.date()), None)
    clock = same if same and _has_clock(same) else shown
    local = _in_zone(first, clock) if read and _ZONED.search(read[0][0]) else first
    return local if local.date() == shown.date() else same or first


def _near(page: Page) -> Iterator[datetime]:
    """Yield the dates shown by the headline that are not said to be of a change."""
    changed = (line[match.end() :] for line in page.near if (match := _CHANGE.search(line)))
    changes = {when.date() for line in changed if (when := dates.parse(line, page.language))}
    shown = (dates.parse(line, page.language) for line in page.near if _may_tell(line))
    return (when for when in shown if when and when.date() not in changes)


def _has_clock(when: datetime) -> bool:
    return bool(when.hour or when.minute)


def _in_zone(when: datetime, shown: datetime) -> datetime:
    """Return a time in the zone where clocks show it so; where only a day is shown, in the nearest of that day."""
    apart = shown.replace(second=0, tzinfo=UTC) - when.replace(second=0, microsecond=0)
    if not _has_clock(shown):
        apart = timedelta(hours=24 - when.hour if apart > timedelta(0) else -when.hour - 1)
    return when.astimezone(timezone(apart)) if abs(apart) <= _WIDEST and not apart % _QUARTER else when


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
    return zoned.date() == naive.date() and apart <= _WIDEST and not apart % _QUARTER


def in_scripts(root: HtmlElement, *names: str) -> Iterator[str]:
    """Yield the dates in JSON-LD that is too broken to be read."""
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            yield from (match[2] for match in _IN_SCRIPT.finditer(script.text[:200_000]) if match[1] in names)


def _may_tell(line: str) -> bool:
    """Tell whether a line may give the time of publication: no sentence, nor one of a change, an event or a clock."""
    return (
        _NUMBER.search(line) is not None
        and not _OTHER.match(line)
        and not _CHANGED.match(line)
        and (len(line.split()) < _SENTENCE or not _STOP.search(line))
    )


def _marked(root: HtmlElement) -> Iterator[str]:
    """Yield the dates that elements mark up for machines."""
    for element in _TOLD_AS_PUBLISHED(root):
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
    """Yield the lines that are hardly more than a date may be, and what opens a paragraph or follows a name as one."""
    for element in elements:
        text, tail = (clean((text or "")[:200]) for text in (element.text, element.tail))
        texts = (text if element.tag in _LINES else "", "" if text.endswith(":") else tail)
        lines = [_DASH.split(text)[0] for text in texts]
        found = [line for line in lines if len(line) <= _LONE and len(line.split()) <= _FEW and _may_tell(line)]
        if found and not any(map(is_furniture, (element, *element.iterancestors()))):
            yield from found


def _shown(root: HtmlElement) -> Iterator[str]:
    """Yield the short lines that are named for a date."""
    for element in root.iter(*_LINES, "dl", "dt", "dd"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if names != " " and not _WORDS.isdisjoint(words := words_of(names[:200])) and _FURNITURE.isdisjoint(words):
            text = words_in(element)
            if 6 <= len(text) <= _MAX_LINE and _may_tell(text):
                yield text
