"""Where everything stands in the tree. An address, once given, is for ever."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from dragoman.types import Article

STYLE = "style.css"
KEYS = "keys.json"
"""The public keys that records are checked with."""
SITEMAPS = "sitemap.xml"
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
    seen = utc(article.first_seen)
    name = "-".join(filter(None, (slug(article.slugs.get(language, "")), article.id)))
    return f"{language}/{seen:%Y}/{seen:%m}/{name}/"


def front_path(language: str) -> str:
    return f"{language}/"


def how_path(language: str) -> str:
    return f"{language}/how/"


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
    return f"{language}/{FEEDS[kind]}"


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
