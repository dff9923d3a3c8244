"""A parsed feed as JSON: the stable form that `dragoman feed` writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dragoman.types import Entry, Feed


def to_json(feed: Feed) -> dict[str, Any]:
    """Return `{feed: {...}, entries: [...]}` of plain values; times are ISO 8601 with their zone, or None."""
    head = {
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "subtitle": feed.subtitle,
        "updated": _time(feed.updated),
        "licence": feed.licence,
        "rights": feed.rights,
        "hints": {
            "least": feed.hints.least,
            "skip_hours": list(feed.hints.skip_hours),
            "skip_days": list(feed.hints.skip_days),
        },
        "hub": feed.hub,
        "topic": feed.topic,
    }
    return {"feed": head, "entries": [_entry(entry) for entry in feed.entries]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "published": _time(entry.published),
        "updated": _time(entry.updated),
        "authors": list(entry.authors),
        "summary": entry.summary,
        "content": entry.content,
        "enclosures": list(entry.enclosures),
        "media": list(entry.media),
        "categories": list(entry.categories),
        "language": entry.language,
        "licence": entry.licence,
        "rights": entry.rights,
        "raw_published": entry.raw_published,
        "withdrawn": entry.withdrawn,
    }


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
