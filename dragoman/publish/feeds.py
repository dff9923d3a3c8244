"""The feeds of a shelf: Atom, RSS 2.0 and JSON Feed 1.1, each item labelled in its own text.

What is newest stands in the feed that readers subscribe to; the Atom feeds of its parts are its archive (RFC 5005).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import FullItem, Item, Listing
from dragoman.publish.lines import item_line, with_items
from dragoman.publish.metadata import TRAINED_MEDIA_IPTC
from dragoman.publish.paths import feed_archive, how_path, iso, manifest_file, shelf_feed, shelf_path
from dragoman.publish.pictures import Shot
from dragoman.publish.pieces import KEPT, Joined
from dragoman.publish.render import render_around, render_text
from dragoman.publish.words import Words, endonym, words
from dragoman.types import Shelf

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated."""


def feed_files(found: Listing, site: SiteFacts) -> dict[str, bytes]:
    """Return the three feeds of what is newest on a shelf."""
    context, pieces = _context(found, site), [_pieces(full, site) for full in found.full]
    atom, id_ = shelf_feed(found.shelf, "atom"), _id(found.shelf, site)
    return {
        atom: Joined(render_around("atom.xml", [each.atom for each in pieces], **context, address=atom, id=id_)),
        shelf_feed(found.shelf, "rss"): Joined(render_around("rss.xml", [each.rss for each in pieces], **context)),
        shelf_feed(found.shelf, "json"): Joined(_json_feed(found, site, [each.json for each in pieces])),
    }


def feed_of_part(found: Listing, site: SiteFacts) -> dict[str, bytes]:
    """Return the Atom feed of one part of an edition or of an own feed, a piece of its archive."""
    address = feed_archive(found.shelf, found.part or 0)
    id_ = _id(found.shelf, site, "archive", str(found.part))
    entries = [_pieces(full, site).atom for full in found.full]
    return {address: Joined(render_around("atom.xml", entries, **_context(found, site), address=address, id=id_))}


def feed_title(found: Words, name: str, site: SiteFacts) -> str:
    """Return the title of a shelf's feeds."""
    title = found.plain("feed_title", site=site.title, language=endonym(found.language))
    return f"{name} · {title}" if name else title


def _context(found: Listing, site: SiteFacts) -> dict[str, Any]:
    shelf, w = found.shelf, words(found.shelf.language)
    before = found.before if shelf.whole or shelf.feed else None
    moments = [*(full.item.updated for full in found.full), *(gone.when for gone in found.deleted)]
    return {
        "site": site,
        "w": w,
        "shelf": shelf,
        "part": found.part,
        "title": feed_title(w, found.name, site),
        "subtitle": site.tagline(w.language) or w.plain("tagline"),
        "deleted": found.deleted,
        "updated": max(moments, default=_NEVER),
        "before": "" if before is None else feed_archive(shelf, before),
    }


def _id(shelf: Shelf, site: SiteFacts, *parts: str) -> str:
    return site.permanent_id(*shelf_path(shelf).strip("/").split("/"), *parts)


class _Pieces(NamedTuple):
    """An item as an entry of each of the three feeds."""

    atom: bytes
    rss: bytes
    json: bytes


@lru_cache(maxsize=KEPT)
def _pieces(full: FullItem, site: SiteFacts) -> _Pieces:
    found = words(full.item.language)
    atom, rss = (render_text("entries.xml", kind, *full, site, found) for kind in ("atom", "rss"))
    return _Pieces(f"{atom}\n".encode(), f"{rss}\n".encode(), item_line(_json_item(full, site)))


# --- JSON Feed ---


def _json_feed(found: Listing, site: SiteFacts, items: list[bytes]) -> list[bytes]:
    shelf = found.shelf
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(words(shelf.language), found.name, site),
        "home_page_url": site.url(shelf_path(shelf)),
        "feed_url": site.url(shelf_feed(shelf, "json")),
        **({"hubs": [{"type": "WebSub", "url": site.hub}]} if site.hub else {}),
        "language": shelf.language,
        "authors": [{"name": site.publisher, "url": site.url()}],
    }
    return with_items(head, items)


def _json_item(full: FullItem, site: SiteFacts) -> dict[str, Any]:
    item, shot = full.item, full.item.picture
    content = {"content_html": full.content} if full.content else {"content_text": item.summary}
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
    if item.also:
        found["also_at"] = [{"name": each.name, "url": each.url} for each in item.also]
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
