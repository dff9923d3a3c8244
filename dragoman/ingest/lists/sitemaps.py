"""Sitemaps as lists of news: Google's news extension, plain ones by their dates, indexes, and lists in plain text."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from lxml import etree

from dragoman.errors import NotAFeed
from dragoman.ingest import charset, clean, dates
from dragoman.ingest.lists import addresses, listxml
from dragoman.types import Entry, Feed

FRESH = timedelta(days=2)
MAX_URLS = 50_000
MAX_ENTRIES = 1000
MAX_PARTS = 20
MAX_RATIO = 200

_ADVICE = "give the address of a news sitemap (robots.txt often names one), of a feed or of a section page"
_GZIP = b"\x1f\x8b"
_MAX_MEMBERS = 20
_HARDLY = 3
_FEW = 3
_AHEAD = timedelta(hours=14)  # so far is the easternmost day ahead of UTC
_EVENING = timedelta(hours=32)  # and so far does the day last in the west of America
_ALIKE = 20
_NEWS = re.compile(r"news|not[ií]ci|nachricht|actual|aktuell|latest|recent|today|breaking|hoy|hoje|[uú]ltim|48h", re.I)
_ARTICLES = re.compile(r"post|artic|artig|artik|stor(?:y|ies)", re.I)
_OTHERS = re.compile(
    r"categor|kategor|tags?\b|author|autor|auteur|image|video|photo|galler|page|section|topic|product|user|profile"
    r"|archiv|forum|event|static|media|taxonom",
    re.I,
)
_PERIOD = re.compile(r"(?<!\d)(20\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


def parse_sitemap(body: bytes, url: str, content_type: str = "", now: datetime | None = None) -> Feed:
    """Parse a sitemap, an index of sitemaps (to `parts`) or a text of addresses, also packed with gzip.

    Entries of a news sitemap come as they are, newest first; of all other pages only those whose date, in the list or
    in the address, lies within the last two days; titles are empty where the list gives none.
    Raises NotAFeed with a sentence that says what the bytes are instead, or that nothing tells news from old pages.
    """
    now = now or datetime.now(UTC)
    try:
        body = _unpacked(body)
        pages, parts = _listed(body, content_type)
        return replace(_Reader(url, now).feed(pages), parts=_parts(parts, url, now))
    except NotAFeed as reason:
        raise NotAFeed(f"{url} is no sitemap of news: {reason}; {_ADVICE}.") from None


def news_rank(url: str) -> int:
    """Tell how likely the sitemap at an address lists news, by its name: 0 most likely, 3 hardly."""
    path = addresses.path(url)
    if _OTHERS.search(path):
        return _HARDLY
    return 0 if _NEWS.search(path) else 1 if _ARTICLES.search(path) else 2


@dataclass(slots=True)
class _Page:
    """One page as a sitemap lists it, in its own words."""

    loc: str
    modified: str = ""
    news: bool = False
    published: str = ""
    title: str = ""
    publication: str = ""
    language: str = ""
    keywords: str = ""
    images: list[str] = field(default_factory=list)


_FIELDS = {
    ("url", "loc"): "loc",
    ("url", "lastmod"): "modified",
    ("sitemap", "loc"): "loc",
    ("sitemap", "lastmod"): "modified",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
    ("publication", "name"): "publication",
    ("publication", "language"): "language",
    ("news", "keywords"): "keywords",
}


def _listed(body: bytes, content_type: str) -> tuple[list[_Page], list[_Page]]:
    """Return the pages and the further lists that a list names, whichever of the two it says it is."""
    if _is_text(body):
        return [_Page(line) for line in _lines(body, content_type)], []
    document, prefix = listxml.document(body, content_type, ("urlset", "sitemapindex"))
    pages: list[_Page] = []
    parts: list[_Page] = []
    for element in islice(listxml.elements(document, ("url", "sitemap"), prefix), MAX_URLS):
        (parts if listxml.local(element.tag) == "sitemap" else pages).append(_page(element))
    return pages, parts


def _page(element: etree._Element) -> _Page:
    page = _Page("")
    for parent, name, node in listxml.nodes(element):
        if name == "news":
            page.news = True
        elif (parent, name) == ("image", "loc"):
            page.images.append(_text(node))
        elif attribute := _FIELDS.get((parent, name)):
            setattr(page, attribute, _text(node))
    return page


def _text(node: etree._Element) -> str:
    return "".join(islice(node.itertext(), 50)).strip()


class _Reader:
    """Turns listed pages into entries; holds the address of the list and the time."""

    def __init__(self, url: str, now: datetime) -> None:
        self.url, self.now = url, now

    def feed(self, listed: Iterable[_Page]) -> Feed:
        pages = [page for page in listed if page.loc]
        self._forget_stamps(pages)
        dated = [(self.moment(page), page) for page in pages]
        if pages and not any(moment or page.news for moment, page in dated):
            raise NotAFeed("it gives no dates that tell new pages from old ones")
        dated.sort(key=lambda each: each[0] or dates.EARLIEST, reverse=True)
        entries: dict[str, Entry] = {}
        for moment, page in dated:
            fresh = moment is not None and _oldest(moment, self.now) <= moment <= self.now + _AHEAD
            if (page.news or fresh) and (entry := self.entry(page, moment)):
                entries.setdefault(entry.url, entry)
            if len(entries) == MAX_ENTRIES:
                break
        return Feed(
            title=clean.plain(_commonest(page.publication for page in pages)),
            link=clean.link("/", self.url),
            language=clean.language(_commonest(page.language for page in pages)),
            entries=tuple(entries.values()),
        )

    def entry(self, page: _Page, moment: datetime | None) -> Entry | None:
        """Return the entry of a page, or None where it can't be an article."""
        url = clean.link(page.loc, self.url)
        if not url or (not page.news and addresses.is_list(url)):
            return None
        published = dates.plausible(moment, self.now)
        written = page.published or page.modified or (str(moment.date()) if moment else "")
        return Entry(
            id=url,
            url=url,
            title=clean.plain(page.title),
            published=published,
            updated=dates.plausible(dates.read(page.modified), self.now),
            media=clean.unique(clean.link(image, self.url) for image in page.images),
            categories=clean.unique(clean.plain(word) for word in page.keywords.split(",")),
            language=clean.language(page.language),
            raw_published="" if published else clean.plain(written),
        )

    def moment(self, page: _Page) -> datetime | None:
        """Return when a page was published: as its news says, else as its address says, else when it was changed."""
        if page.news:
            return dates.read(page.published, page.language) or dates.read(page.modified)
        modified, day = dates.read(page.modified), addresses.day(page.loc)
        if day is None:
            return modified
        midnight = datetime.combine(day, time(), UTC)
        return modified if modified and midnight - _AHEAD <= modified < midnight + _EVENING else midnight

    def _forget_stamps(self, pages: list[_Page]) -> None:
        """Forget a date of change that most pages share: it is when the list was made. A list of one day is spared."""
        stamp, times = Counter(page.modified for page in pages).most_common(1)[0] if pages else ("", 0)
        if stamp and times >= _ALIKE and times > 0.8 * len(pages) and not _current(self.url, self.now):
            for page in pages:
                page.modified = "" if page.modified == stamp else page.modified


def _oldest(moment: datetime, now: datetime) -> datetime:
    """Return when a page has to be from to be new; midnight stands for a day without an hour."""
    oldest = now - FRESH
    return datetime.combine(oldest.date(), time(), UTC) if moment.time() == time() else oldest


def _commonest(values: Iterable[str]) -> str:
    return next((value for value, _ in Counter(filter(None, values)).most_common(1)), "")


# --- Indexes -----------------------------------------------------------------------------------------------------


def _parts(listed: list[_Page], base: str, now: datetime) -> tuple[str, ...]:
    """Return the lists that may hold today's news, the likeliest first; hopeless ones only if there is nothing else.

    Where no word tells what is new, the first and the last stand before those in the middle.
    """
    last = len(listed)
    ranked = sorted(
        (_chance(part, now), min(2 * place, 2 * (last - place) - 1), part.loc) for place, part in enumerate(listed)
    )
    likely = [loc for (hopeless, *_), _, loc in ranked if not hopeless] or [loc for *_, loc in ranked[:_FEW]]
    links = (clean.link(loc, base) for loc in likely)
    return tuple(islice(dict.fromkeys(link for link in links if link and link != base), MAX_PARTS))


def _chance(part: _Page, now: datetime) -> tuple[bool, int, timedelta]:
    """Tell how likely a list holds today's news, likeliest smallest: whether it can't, its name's rank, its age."""
    modified, current = dates.read(part.modified), _current(part.loc, now)
    rank = 0 if current else news_rank(part.loc)
    old = current is False or (rank > 0 and modified is not None and modified < _oldest(modified, now))
    return old or rank == _HARDLY, rank, now - modified if modified else FRESH


def _current(url: str, now: datetime) -> bool | None:
    """Tell whether the name of a list is of this month or day (True) or of an older time (False), None if of none."""
    match = _PERIOD.search(addresses.path(url))
    if not match or int(match[1]) > now.year + 1:
        return None
    period = "-".join(part for part in match.groups() if part)
    days = [str((now - FRESH + timedelta(days=day)).date()) for day in range(FRESH.days + 2)]
    if any(day.startswith(period) for day in days):
        return True if match[2] else None
    return False


# --- Bytes -------------------------------------------------------------------------------------------------------


def _unpacked(body: bytes) -> bytes:
    """Unpack gzip within bounds; raises NotAFeed for a bomb and for what ends in the middle."""
    most = min(listxml.MAX_BYTES, MAX_RATIO * len(body))
    whole = b""
    for _ in range(_MAX_MEMBERS):
        if not body.startswith(_GZIP):
            break
        unpacker = zlib.decompressobj(wbits=31)
        try:
            whole += unpacker.decompress(body, most + 1 - len(whole))
        except zlib.error:
            raise NotAFeed("it is packed data that can't be unpacked") from None
        if len(whole) > most:
            raise NotAFeed(f"it unpacks to more than {most:,} bytes, as only a trap does")
        if not unpacker.eof:
            raise NotAFeed("it is packed data that ends in the middle")
        body = unpacker.unused_data
    else:
        raise NotAFeed(f"it is packed data in over {_MAX_MEMBERS} pieces, as only a trap is")
    return whole or body


def _is_text(body: bytes) -> bool:
    return body[:3000].lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() == b"http"


def _lines(body: bytes, content_type: str) -> list[str]:
    if len(body) > listxml.MAX_BYTES:
        raise NotAFeed(f"it is larger than {listxml.MAX_BYTES // 1024**2} MB")
    return [line.strip() for line in charset.decode(body, content_type).split("\n", MAX_URLS)[:MAX_URLS]]
