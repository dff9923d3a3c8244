"""The feeds of an edition: Atom, RSS 2.0 and JSON Feed 1.1, each item labelled in its own text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from dragoman.publish import record
from dragoman.publish.credit import credit, label, plain_credit, plain_label, state_key
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line, permitted
from dragoman.publish.metadata import TRAINED_MEDIA_IPTC
from dragoman.publish.paths import feed_path, front_path, how_path, iso, manifest_file, utc
from dragoman.publish.render import render, render_text
from dragoman.publish.shown import Shown
from dragoman.publish.view import Edition, editions
from dragoman.publish.words import endonym, words
from dragoman.types import Article
from dragoman.urls import gate

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated."""


@dataclass(frozen=True)
class Item:
    """An edition of an article as feeds show it."""

    edition: Edition
    label: str
    summary: str
    content: str
    updated: datetime
    licence: str
    rights: str
    categories: tuple[str, ...]
    siblings: tuple[Edition, ...]


@dataclass(frozen=True)
class Deleted:
    """An article that was withdrawn, by its permanent id."""

    id: str
    when: datetime


def feed_files(language: str, latest: Sequence[Article], site: SiteFacts) -> dict[str, bytes]:
    """Return the three feeds of an edition; articles come newest first, withdrawn ones among them."""
    found = [Edition(article, language, site) for article in latest]
    items = [_item(edition) for edition in found if edition.visible]
    deleted = [_deleted(edition) for edition in found if edition.shown is Shown.GONE]
    moments = [*(item.updated for item in items), *(gone.when for gone in deleted)]
    context = {
        "site": site,
        "w": words(language),
        "title": words(language).plain("feed_title", site=site.title, language=endonym(language)),
        "subtitle": site.tagline(language) or words(language).plain("tagline"),
        "items": items,
        "deleted": deleted,
        "updated": max(moments, default=_NEVER),
    }
    return {
        feed_path(language, "atom"): render("atom.xml", **context),
        feed_path(language, "rss"): render("rss.xml", **context, rfc822=_rfc822),
        feed_path(language, "json"): _json_feed(language, items, site, str(context["title"])),
    }


def _item(edition: Edition) -> Item:
    licence = edition.article.decision.licence
    text = edition.shown is Shown.TEXT
    name = one_line(licence.name) if licence else ""
    return Item(
        edition=edition,
        label=plain_label(edition),
        summary=" ".join(filter(None, (f"[{plain_label(edition)}]", edition.description))),
        content=render_text("item.html", "item", edition, label(edition), credit(edition)) if text else "",
        updated=record.touched(edition),
        licence=gate(licence.url) if licence else "",
        rights=", ".join(filter(None, (edition.source_name, name))),
        categories=tuple(filter(None, map(one_line, edition.document.tags))),
        siblings=tuple(e for e in editions(edition.article, edition.site) if e.language != edition.language),
    )


def _deleted(edition: Edition) -> Deleted:
    return Deleted(edition.permanent_id, utc(edition.article.updated))


def _rfc822(moment: datetime) -> str:
    return format_datetime(utc(moment))


# --- JSON Feed ---


def _json_feed(language: str, items: Sequence[Item], site: SiteFacts, title: str) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.url(front_path(language)),
        "feed_url": site.url(feed_path(language, "json")),
        **({"hubs": [{"type": "WebSub", "url": site.hub}]} if site.hub else {}),
        "language": language,
        "authors": [{"name": site.publisher, "url": site.url()}],
        "items": [_json_item(item) for item in items],
    }
    return permitted(json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: Item) -> dict[str, Any]:
    edition = item.edition
    content = {"content_html": item.content} if item.content else {"content_text": item.summary}
    found: dict[str, Any] = {
        "id": edition.permanent_id,
        "url": edition.url,
        "external_url": edition.original_url,
        "title": edition.headline,
        **content,
        "summary": item.summary,
        "date_published": iso(edition.article.first_seen),
        "date_modified": iso(item.updated),
        "authors": [{"name": name} for name in edition.authors or (edition.source_name,)],
        "tags": list(item.categories),
        "language": edition.language,
        "_translation": _translation(item),
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _translation(item: Item) -> dict[str, Any]:
    edition, licence = item.edition, item.edition.article.decision.licence
    found: dict[str, Any] = {
        "about": edition.site.url(how_path(edition.language)),
        "label": item.label,
        "credit": plain_credit(edition),
        "status": state_key(edition).removeprefix("state_"),
        "source_name": edition.source_name,
        "source_url": edition.original_url,
        "source_language": edition.origin,
        "source_title": edition.original_headline,
        "license": one_line(licence.name) if licence else "",
        "license_url": item.licence,
        "provenance": edition.site.url(manifest_file(edition.path)) if edition.site.keys else "",
    }
    if notes := record.plain_notes(edition):
        found["corrections"] = notes
    if edition.translated:
        found |= {
            "engine": permitted(edition.rendition.engine),
            "translated_at": iso(edition.made),
            "digital_source_type": TRAINED_MEDIA_IPTC,
            "sentences": {str(outcome): n for outcome, n in edition.rendition.outcomes.items()},
        }
    return {key: value for key, value in found.items() if value != ""}
