"""Read a list or a page: what it says, in our types. Runs in the crew, so it knows nothing of the newsroom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dragoman.extract import page
from dragoman.extract.article import extract_tree
from dragoman.extract.entry import from_entry
from dragoman.extract.identity import content_hash
from dragoman.ingest.agency import parse_items
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.section import parse_section
from dragoman.ingest.sitemaps import parse_sitemap
from dragoman.rights.signals import from_page
from dragoman.types import Document, Entry, Feed, Kind, Signal


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: its Document, what it signals about rights, and the hash that names this revision."""

    document: Document
    signals: tuple[Signal, ...]
    digest: str


def read_page(body: bytes, url: str, headers: Mapping[str, str], language: str) -> Reading:
    """Extract a page's Document and signals; `headers` by lower-case name; raise NotAPage where there is no article."""
    root = page.parse(body, headers.get("content-type", ""))
    signals = from_page(root, headers)
    document = extract_tree(root, url, language)
    return Reading(document, signals, content_hash(document))


def read_entry(entry: Entry, language: str) -> Reading:
    """Return the Reading of an entry that carries its whole text; raise NotAPage where it holds none."""
    document = from_entry(entry, language)
    return Reading(document, (), content_hash(document))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to read: bytes as they came from an address, and what kind of list they are told to be."""

    kind: Kind
    url: str
    body: bytes
    content_type: str = ""
    content_language: str = ""
    selector: str = ""


def read_list(listing: Listing, now: datetime) -> Feed:
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
