"""Where everything stands in the tree. An address, once given, is for ever."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import format_datetime

from dragoman.types import Article, Shelf
from dragoman.urls import gate

STYLE = "style.css"
PAPER_STYLE = "paper.css"
FEED_STYLE = "feed.css"
SEARCH = "search.js"
ICON = "icon.svg"
KEYS = "keys.json"
"""The public keys that records are checked with."""
SITEMAPS = "sitemap.xml"
SOURCES_OPML = "sources.opml"
OPENAPI = "api/openapi.json"
FEEDS = {"atom": "atom.xml", "rss": "rss.xml", "json": "feed.json"}

_LONGEST = 60
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def slug(headline: str) -> str:
    """Return the words of a headline as an address part: ASCII, up to 60 characters, empty where none is Latin."""
    plain = unicodedata.normalize("NFKD", headline.lower().translate(_LETTERS))
    words = re.findall("[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’"))
    part = "-".join(words)
    if len(part) > _LONGEST:
        part = part[: _LONGEST + 1].rpartition("-")[0] or part[:_LONGEST]
    return part


def article_path(article: Article, language: str) -> str:
    """Return the folder of an article in an edition, with a slash at its end."""
    return folder_of(article.id, language, article.slugs.get(language, ""), article.first_seen)


def folder_of(id_: str, language: str, named: str, first_seen: datetime) -> str:
    """Return the folder of an article in an edition by its id, its permanent slug there, and when it was first seen."""
    seen = utc(first_seen)
    name = "-".join(filter(None, (slug(named), id_)))
    return f"{language}/{seen:%Y}/{seen:%m}/{name}/"


def compare_path(article_path: str) -> str:
    """Return the folder of the page that sets an article beside its original."""
    return f"{article_path}compare/"


def shelf_path(shelf: Shelf) -> str:
    """Return the folder of a shelf's page; that of the whole edition is the front page."""
    if shelf.feed:
        return f"{standing_path(shelf.language, 'feeds')}{shelf.feed}/"
    if shelf.section:
        return f"{shelf.language}/sections/{shelf.section}/"
    return f"{shelf.language}/sources/{shelf.source}/" if shelf.source else front_path(shelf.language)


def section_path(language: str, section: str) -> str:
    return shelf_path(Shelf(language, section=section))


def source_path(language: str, source: str) -> str:
    return shelf_path(Shelf(language, source=source))


def feeds_opml(language: str) -> str:
    return f"{language}/feeds.opml"


def shelf_feed(shelf: Shelf, kind: str) -> str:
    return f"{shelf_path(shelf)}{FEEDS[kind]}"


def shelf_data(shelf: Shelf, part: int | None = None) -> str:
    """Return the file of the API that lists what is newest on a shelf, or one of its parts."""
    return f"api/{shelf_path(shelf)}{'latest' if part is None else part}.json"


def day_data(language: str, day: date) -> str:
    """Return the file of the API that names the lists of a day."""
    return f"api/{language}/days/{day}.json"


def front_path(language: str) -> str:
    return f"{language}/"


def standing_path(language: str, name: str) -> str:
    """Return the folder of a page that is always there: `how`, `sources`, `feeds`, `data`, `search`, `offline`."""
    return f"{language}/{name}/"


def search_parts(language: str) -> str:
    """Return the file that names the parts of an edition's search."""
    return f"{standing_path(language, 'search')}parts.json"


def search_part(language: str, number: int) -> str:
    """Return the folder of a part of an edition's search."""
    return f"{standing_path(language, 'search')}{number}/"


def how_path(language: str) -> str:
    return standing_path(language, "how")


def archive_path(language: str, month: str = "") -> str:
    """Return the folder of the archive, of one of its months (`2026-11`) or of a day (`2026-11-22`)."""
    return f"{language}/archive/{month}/" if month else f"{language}/archive/"


def day_path(language: str, day: date, part: int | None = None) -> str:
    """Return the folder of a day in the archive, or of what a part has of it."""
    return archive_path(language, str(day) if part is None else f"{day}/{part}")


def feed_archive(shelf: Shelf, part: int) -> str:
    """Return where the feed of a part of an edition, or of an own feed, stands."""
    folder = f"{shelf_path(shelf)}archive/" if shelf.feed else f"{archive_path(shelf.language)}feeds/"
    return f"{folder}{part}/{FEEDS['atom']}"


def item_data(language: str, id_: str) -> str:
    """Return the file of the API that holds an article in an edition."""
    return f"api/{language}/items/{id_}.json"


def story_path(language: str, story: str) -> str:
    """Return the folder of a story's page."""
    return f"{language}/stories/{story}/"


def history_path(path: str) -> str:
    """Return the folder beside an article's page that compares its versions."""
    return f"{path}history/"


def manifest_file(path: str) -> str:
    """Return the file beside an article's page that holds its signed record."""
    return f"{path}provenance.json"


def corrections_path(language: str) -> str:
    return f"{language}/corrections/"


def takedowns_path(language: str) -> str:
    return f"{language}/takedowns/"


def feed_path(language: str, kind: str) -> str:
    return shelf_feed(Shelf(language), kind)


def page_file(path: str) -> str:
    """Return the file that a folder's page is written to."""
    return f"{path}index.html"


def gone_file(path: str) -> str:
    """Return the empty file beside a page that asks the server to answer 410."""
    return f"{path}gone"


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC; one without a zone is taken to be in it already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def iso(moment: datetime) -> str:
    """Return a moment as machines read it: `2026-11-22T13:05:00Z`."""
    return utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc822(moment: datetime) -> str:
    """Return a moment as RSS has it: `Sun, 22 Nov 2026 13:05:00 +0000`."""
    return format_datetime(utc(moment))


def public_address(url: str) -> str:
    """Return an address as strangers may see it: what stands behind its question mark may be a key."""
    return gate(url).partition("?")[0]
