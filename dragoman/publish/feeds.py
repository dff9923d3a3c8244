"""The feeds of a shelf: Atom, RSS 2.0 and JSON Feed 1.1, each item labelled in its own text.

What is newest stands in the feed that readers subscribe to; the Atom feeds of its parts are its archive (RFC 5005).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple

from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Deleted, Item
from dragoman.publish.marks import permitted
from dragoman.publish.metadata import TRAINED_MEDIA_IPTC
from dragoman.publish.paths import feed_archive, how_path, iso, manifest_file, shelf_feed, shelf_path, utc
from dragoman.publish.pictures import Shot
from dragoman.publish.render import render
from dragoman.publish.words import Words, endonym, words
from dragoman.types import Shelf

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated."""


class Story(NamedTuple):
    """An item with its whole text as HTML, which is empty where it may not be shown."""

    item: Item
    content: str


@dataclass(frozen=True)
class Feed:
    """What a shelf's feeds hold, newest first; `before` is the last part before them that has anything."""

    shelf: Shelf
    name: str
    """The words for the section, or the source's name; empty for a whole edition."""
    stories: Sequence[Story]
    deleted: Sequence[Deleted] = ()
    before: int | None = None


def feed_files(feed: Feed, site: SiteFacts) -> dict[str, bytes]:
    """Return the three feeds of a shelf."""
    context = _context(feed, site)
    atom = shelf_feed(feed.shelf, "atom")
    return {
        atom: render("atom.xml", **context, address=atom, part=None, id=_id(feed.shelf, site)),
        shelf_feed(feed.shelf, "rss"): render("rss.xml", **context, rfc822=_rfc822),
        shelf_feed(feed.shelf, "json"): _json_feed(feed, site, str(context["title"])),
    }


def feed_of_part(feed: Feed, part: int, site: SiteFacts) -> bytes:
    """Return the Atom feed of one part, a piece of the archive."""
    address = feed_archive(feed.shelf.language, part)
    id_ = _id(feed.shelf, site, "archive", str(part))
    return render("atom.xml", **_context(feed, site), address=address, part=part, id=id_)


def feed_title(found: Words, name: str, site: SiteFacts) -> str:
    """Return the title of a shelf's feeds."""
    title = found.plain("feed_title", site=site.title, language=endonym(found.language))
    return f"{name} · {title}" if name else title


def _context(feed: Feed, site: SiteFacts) -> dict[str, Any]:
    found = words(feed.shelf.language)
    moments = [*(story.item.updated for story in feed.stories), *(gone.when for gone in feed.deleted)]
    return {
        "site": site,
        "w": found,
        "shelf": feed.shelf,
        "title": feed_title(found, feed.name, site),
        "subtitle": site.tagline(found.language) or found.plain("tagline"),
        "stories": feed.stories,
        "deleted": feed.deleted,
        "updated": max(moments, default=_NEVER),
        "before": feed_archive(feed.shelf.language, feed.before) if feed.before is not None else "",
    }


def _id(shelf: Shelf, site: SiteFacts, *parts: str) -> str:
    return site.permanent_id(*shelf_path(shelf).strip("/").split("/"), *parts)


def _rfc822(moment: datetime) -> str:
    return format_datetime(utc(moment))


# --- JSON Feed ---


def _json_feed(feed: Feed, site: SiteFacts, title: str) -> bytes:
    shelf = feed.shelf
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.url(shelf_path(shelf)),
        "feed_url": site.url(shelf_feed(shelf, "json")),
        **({"hubs": [{"type": "WebSub", "url": site.hub}]} if site.hub else {}),
        "language": shelf.language,
        "authors": [{"name": site.publisher, "url": site.url()}],
        "items": [_json_item(story, site) for story in feed.stories],
    }
    return as_json(found)


def _json_item(story: Story, site: SiteFacts) -> dict[str, Any]:
    item, shot = story.item, story.item.picture
    content = {"content_html": story.content} if story.content else {"content_text": item.summary}
    found: dict[str, Any] = {
        "id": item.permanent_id(site),
        "url": site.url(item.path),
        "external_url": item.original_url,
        "title": item.headline,
        **content,
        "summary": item.summary,
        "image": site.url(shot.path) if shot else "",
        "date_published": iso(item.seen),
        "date_modified": iso(item.updated),
        "authors": [{"name": name} for name in item.authors or (item.source_name,)],
        "tags": list(item.tags),
        "language": item.language,
        "attachments": [_attachment(shot, site)] if shot else [],
        "_translation": _translation(item, site),
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _attachment(shot: Shot, site: SiteFacts) -> dict[str, Any]:
    owed = ", ".join(filter(None, (shot.credit, shot.licence)))
    told = {"url": site.url(shot.path), "mime_type": shot.type, "size_in_bytes": shot.size, "title": owed}
    return {key: value for key, value in told.items() if value}


def _translation(item: Item, site: SiteFacts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "about": site.url(how_path(item.language)),
        "label": item.label,
        "credit": item.credit,
        "status": item.state.removeprefix("state_"),
        "source_name": item.source_name,
        "source_url": item.original_url,
        "source_language": item.origin,
        "source_title": item.original_headline,
        "license": item.licence,
        "license_url": item.licence_url,
        "provenance": site.url(manifest_file(item.path)) if site.keys else "",
    }
    if item.notes:
        found["corrections"] = list(item.notes)
    if item.translated:
        found |= {
            "engine": item.engine,
            "translated_at": iso(item.made),
            "digital_source_type": TRAINED_MEDIA_IPTC,
            "sentences": {str(outcome): n for outcome, n in item.outcomes.items()},
        }
    return {key: value for key, value in found.items() if value != ""}


def as_json(found: Mapping[str, object]) -> bytes:
    """Return facts as the bytes of a JSON file, a line for each key and for each thing in a list."""
    lines = (f"{json.dumps(key)}: {_in_lines(value)}" for key, value in found.items())
    return permitted("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _in_lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
