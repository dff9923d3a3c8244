"""Where a site's news may be had: what its home page declares and links, what systems usually have, the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from lxml.html import HtmlElement

from dragoman.errors import NotAFeed
from dragoman.ingest import clean
from dragoman.ingest.lists import addresses, cards, webpage
from dragoman.ingest.lists.sitemaps import news_rank
from dragoman.types import Entry, Feed, Kind

MAX_CANDIDATES = 20
MAX_NAMED = 9
MAX_SITEMAPS = 3
ENOUGH = 10

_HEADER = 8192
_FEED_TYPE = re.compile(r"rss|atom|rdf|feed")
_ANY_TYPE = re.compile(r"(?:application|text)/(?:xml|json)")
_NO_FEED = re.compile(
    r"oembed|/wp-json/|//(?:[\w-]+\.)?(?:feedly|inoreader|newsblur|netvibes|theoldreader|facebook|twitter|x|addtoany)\.com/"
)
_FEED_URL = re.compile(
    r"/(?:rss2?|feeds?|atom|rdf)(?:[/?.]|$)|\.(?:rss|atom|rdf)(?:$|\?)|(?:rss|feed|atom)[\w-]*\.(?:xml|php|json)(?:$|\?)"
    r"|[?&](?:feed|format|type|output|alt)=(?:rss2?|atom|feed)\b",
    re.I,
)
_FEED_HOST = re.compile(r"//(?:feeds?\d?|rss)\.")
_FEED_WORD = re.compile(r"\b(?:rss|atom|feeds?)\b", re.I)
_FEED_WORDS = 4
_ASIDE = re.compile(r"comment|coment[aá]ri|kommentar|reacties|replies|podcast|/\?p=|calendar|\bical\b", re.I)
_OF_POST = re.compile(r"/(?:feed|rss|atom)/?(?:\?.*)?$", re.I)
_LINK = re.compile(r"<([^<>]{1,2048})>((?:\s*;\s*[\w*-]{1,30}\s*=\s*(?:\"[^\"]{0,500}\"|[^\s;,\"]{1,500}))*)")
_PARAMETER = re.compile(r";\s*([\w*-]{1,30})\s*=\s*(?:\"([^\"]{0,500})\"|([^\s;,\"]{1,500}))")

_GUESSES = ("feed/", "rss.xml", "rss", "feed.xml", "atom.xml", "index.xml", "feed.json")
_HABITS = (
    (b"wp-content/", "feed/"),
    (b'content="drupal', "rss.xml"),
    (b'content="ghost', "rss/"),
    (b'content="hugo', "index.xml"),
    (b'content="jekyll', "feed.xml"),
    (b'content="blogger', "feeds/posts/default?alt=rss"),
    (b'content="joomla', "?format=feed&type=rss"),
    (b'content="wix.com', "blog-feed.xml"),
    (b"static1.squarespace.com", "?format=rss"),
    (b"/pf/dist/", "arc/outboundfeeds/rss/?outputType=xml"),
)
_SITEMAP_GUESSES = ("news-sitemap.xml", "sitemap-news.xml", "sitemap.xml")
_KINDS = (Kind.SECTION, Kind.SITEMAP, Kind.AGENCY, Kind.FEED)
_AGES = (timedelta(days=90), timedelta(days=14), timedelta(days=2))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address where news may be had; `declared` where the site itself names it, not a guess."""

    url: str
    kind: Kind
    title: str = ""
    declared: bool = True


def candidates(
    body: bytes, url: str, content_type: str = "", link_header: str = "", sitemaps: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """Return where the news of a site may be had, the likeliest first, at most 20 addresses, each once.

    `body` is its home or section page, `link_header` the `Link` header it came with, `sitemaps` what its robots.txt
    names. The page itself comes last, as a section; feeds of comments and of single articles stand just before it.
    """
    named = list(_linked(link_header, url))
    itself: list[Candidate] = []
    with suppress(NotAFeed):
        page = webpage.parse(body, content_type)
        base = webpage.base(page, url)
        named += _declared(page, base)
        named.sort(key=lambda each: not _is_of(each, url))
        named += _anchored(page, base, url)
        itself = [Candidate(clean.link(url), Kind.SECTION, webpage.title(page))]
    main = [each for each in named if not _is_aside(each)]
    aside = [each for each in named if _is_aside(each)]
    found = _once([*_once(main)[:MAX_NAMED], *_guessed(body, url), *_sitemaps(sitemaps, url), *aside])
    return tuple(_once([*found[: MAX_CANDIDATES - 1], *itself]))


def best(found: Sequence[tuple[Candidate, Feed]], now: datetime) -> Candidate:
    """Choose among candidates that were fetched and parsed.

    What is of the last days goes before what is older, then enough dated and titled entries before few, full text
    before summaries, feeds before sitemaps and pages, declared before guessed, and what stands first; feeds of
    comments come last. Raises ValueError where there is nothing to choose from.
    """
    places = range(len(found))
    return found[max(places, key=lambda place: (_worth(*found[place], now), -place))][0]


def _worth(candidate: Candidate, feed: Feed, now: datetime) -> tuple[bool, int, int, bool, int, bool]:
    dated = [when for entry in feed.entries if entry.title and (when := entry.published or entry.updated)]
    return (
        not _is_aside(candidate),
        _freshness(max(dated, default=None), feed.entries, now),
        min(len(dated), ENOUGH),
        sum(len(entry.content) > 500 for entry in feed.entries) > len(feed.entries) / 2,
        _KINDS.index(candidate.kind),
        candidate.declared,
    )


def _freshness(newest: datetime | None, entries: Sequence[Entry], now: datetime) -> int:
    """Return how lively a list is, 0 to 4; a list without dates is less so than one of the last weeks."""
    if newest is None:
        return 2 if entries else 0
    return 1 + sum(now - newest <= age for age in _AGES)


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    unique: dict[str, Candidate] = {}
    for each in found:
        if each.url:
            unique.setdefault(each.url, each)
    return list(unique.values())


# --- What the page names -----------------------------------------------------------------------------------------


def _linked(header: str, url: str) -> Iterator[Candidate]:
    for href, rest in _LINK.findall(header[:_HEADER]):
        given = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(rest)}
        if _is_feed(given.get("rel", ""), given.get("type", ""), href):
            yield _candidate(href, url, given.get("title", ""))


def _declared(page: HtmlElement, base: str) -> Iterator[Candidate]:
    for link in islice(page.iter("link"), cards.MAX_LINKS):
        href = link.get("href") or ""
        if _is_feed(link.get("rel") or "", link.get("type") or "", href):
            yield _candidate(href, base, link.get("title") or "")


def _anchored(page: HtmlElement, base: str, url: str) -> Iterator[Candidate]:
    for anchor in islice(page.iter("a"), cards.MAX_LINKS):
        href = anchor.get("href") or ""
        found = _candidate(href, base, webpage.line(anchor) or anchor.get("title") or "")
        if not found.url or _NO_FEED.search(found.url):
            continue
        called, own = href.startswith("feed:") or _is_called_feed(found.title), addresses.same_site(found.url, url)
        if (own and (called or _FEED_URL.search(found.url))) or (called and _FEED_HOST.search(found.url)):
            yield found


def _is_feed(rel: str, mime: str, href: str) -> bool:
    relations, mime = rel.lower().split(), mime.lower()
    if _NO_FEED.search(href) or "oembed" in mime:
        return False
    if "feed" in relations:
        return True
    typed = _FEED_TYPE.search(mime) or (_ANY_TYPE.match(mime) and _FEED_URL.search(href))
    return "alternate" in relations and bool(typed)


def _is_called_feed(title: str) -> bool:
    return len(title.split()) <= _FEED_WORDS and bool(_FEED_WORD.search(title))


def _candidate(href: str, base: str, title: str) -> Candidate:
    href = re.sub(r"^feed:(//)?(?=https?:)", "", re.sub(r"^feed://(?!https?:)", "https://", href.strip()))
    return Candidate(clean.link(href, base), Kind.FEED, clean.plain(title, markup=False, limit=200))


def _is_of(candidate: Candidate, url: str) -> bool:
    """Tell whether a feed lies under the page that names it, and so is that of a section."""
    return candidate.url.startswith(clean.link(url).rstrip("/") + "/")


def _is_aside(candidate: Candidate) -> bool:
    """Tell whether a feed is one of comments, of a single article, or of something else than articles."""
    post = _OF_POST.sub("", candidate.url)
    of_post = post != candidate.url and addresses.is_article(post)
    return bool(of_post or _ASIDE.search(f"{candidate.title} {candidate.url}"))


# --- Guesses -----------------------------------------------------------------------------------------------------


def _guessed(body: bytes, url: str) -> list[Candidate]:
    start = body[:200_000].lower()
    habits = [path for trace, path in _HABITS if trace in start]
    paths = list(dict.fromkeys((*habits, *_GUESSES)))
    own = clean.link(url).partition("?")[0].rstrip("/") + "/"
    inside = [f"{own}{path}" for path in paths[:2]] if own != clean.link("/", url) else []
    tried = inside + [clean.link(f"/{path}", url) for path in paths]
    return [Candidate(address, Kind.FEED, declared=False) for address in tried]


def _sitemaps(named: Sequence[str], url: str) -> list[Candidate]:
    """Return the likeliest sitemaps that robots.txt names, or else the usual ones."""
    found = sorted(filter(None, (clean.link(each, url) for each in named[:1000])), key=news_rank)[:MAX_SITEMAPS]
    guessed = () if found else tuple(clean.link(f"/{path}", url) for path in _SITEMAP_GUESSES)
    return [Candidate(each, Kind.SITEMAP, declared=bool(found)) for each in found or guessed]
