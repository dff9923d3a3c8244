"""Read a list or a page: what it says, in our types. Runs in the crew, so it knows nothing of the newsroom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dragoman.errors import NotAPage
from dragoman.extract.article import extract_tree
from dragoman.extract.choice import better, carries_all
from dragoman.extract.entry import from_entry
from dragoman.extract.identity import content_hash
from dragoman.extract.page import drop_unquotable, parse
from dragoman.extract.rules import Rules
from dragoman.extract.versions import plainer
from dragoman.ingest.agency.feeds import parse_items
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.lists.section import parse_section
from dragoman.ingest.lists.sitemaps import parse_sitemap
from dragoman.rights.signals import from_page
from dragoman.types import Document, Entry, Feed, Kind, Signal


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: its Document, what it signals about rights, and the hash that names this revision.

    `versions` are the addresses of plainer versions of a page that is not whole.
    """

    document: Document
    signals: tuple[Signal, ...]
    digest: str
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """An article's page as it came, with all that helps to read it; `headers` by lower-case name."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    language: str = ""
    rules: Rules | None = None


def parse_page(page: Page, entry: Entry | None = None) -> Reading:
    """Extract a page's Document and signals, with the text of its entry where that is whole and the page's is not.

    Raises NotAPage where neither holds an article.
    """
    told = _carried(entry, page.language) if entry else None
    signals = from_page(b"", page.headers, page.url)
    try:
        root = parse(page.body, page.headers.get("content-type", ""))
        # Read before the operator's rules take anything off the page.
        signals = from_page(root, page.headers, page.url)
        drop_unquotable(root)
        document = extract_tree(root, page.url, page.language, page.rules)
    except NotAPage:
        if told is None:
            raise
        return Reading(told, signals, content_hash(told))
    document = better(document, told) if told else document
    versions = () if document.complete else plainer(root, page.url)
    return Reading(document, signals, content_hash(document), versions)


def parse_version(page: Page, reading: Reading) -> Reading:
    """Return the Reading of a page with the text of its plainer version where that is whole; raise NotAPage."""
    version = parse_page(page)
    document = better(reading.document, version.document)
    return Reading(document, (*reading.signals, *version.signals), content_hash(document))


def parse_entry(entry: Entry, language: str) -> Reading:
    """Return the Reading of an entry that carries its whole text; raise NotAPage where it does not."""
    document = from_entry(entry, language)
    return Reading(document, (), content_hash(document))


def parse_whole_entry(entry: Entry, language: str) -> Reading | None:
    """Return the Reading of an entry that carries a whole article, None where it does not."""
    document = _carried(entry, language)
    return Reading(document, (), content_hash(document)) if document else None


def _carried(entry: Entry, language: str) -> Document | None:
    """Return the Document of an entry that carries a whole article."""
    if not entry.content:
        return None
    try:
        document = from_entry(entry, language)
    except NotAPage:
        return None
    return document if carries_all(document) else None


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A list to read: bytes as they came from an address, and what kind of list they are told to be."""

    kind: Kind
    url: str
    body: bytes
    content_type: str = ""
    content_language: str = ""
    selector: str = ""


def parse_list(listing: FetchedList, now: datetime) -> Feed:
    """Return what a list holds; raise NotAFeed with a sentence that says what it is instead."""
    body, url, content_type = listing.body, listing.url, listing.content_type
    match listing.kind:
        case Kind.FEED:
            return parse_feed(body, url, content_type, now, listing.content_language)
        case Kind.SITEMAP:
            return parse_sitemap(body, url, content_type, now)
        case Kind.SECTION:
            return parse_section(body, url, content_type, listing.selector, now)
        case Kind.AGENCY:
            return parse_items(body, url, content_type, now)
