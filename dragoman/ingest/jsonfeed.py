"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dragoman.errors import NotAFeed
from dragoman.ingest import clean, dates, hints, markup
from dragoman.types import Entry, Feed

MAX_VALUES = 500_000


def looks_json(text: str) -> bool:
    """Tell whether a document is meant as JSON."""
    return text.lstrip()[:1] in ("{", "[")


def load(text: str) -> Any:
    """Return what JSON says; raises NotAFeed where it is broken or of a size that only a trap has."""
    if text.count("{") + text.count("[") + text.count('"') // 4 > MAX_VALUES:
        raise NotAFeed("it is JSON of a size that only a trap has")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed("it is broken JSON") from None


def parse(text: str, url: str, now: datetime) -> Feed:
    """Parse a JSON Feed; raises NotAFeed for other JSON."""
    data = load(text)
    if not isinstance(data, dict) or not isinstance(data.get("items"), list) or "version" not in data:
        raise NotAFeed(f"it is JSON that is no JSON Feed: {gist(data)}")
    language = clean.language(_text(data, "language"))
    items = _readable(item for item in data["items"][: markup.MAX_ENTRIES] if isinstance(item, dict))
    return Feed(
        title=clean.plain(_text(data, "title"), markup=False),
        link=clean.link(_text(data, "home_page_url"), url),
        language=language,
        subtitle=clean.plain(_text(data, "description"), markup=False),
        entries=tuple(_entry(item, url, language, now) for item in items),
        hub=hints.hub((_text(each, "url") for each in _dicts(data, "hubs") if _is_websub(each)), url),
        topic=clean.link(_text(data, "feed_url"), url) or url,
    )


def _readable(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as many items as can be read in time."""
    kept, spent = [], 0
    for item in items:
        spent += markup.cost(_text(item, "content_html"))
        if spent > markup.MAX_COST:
            break
        kept.append(item)
    return kept


def _is_websub(hub: Mapping[str, Any]) -> bool:
    return _text(hub, "type").lower() in ("websub", "pubsubhubbub")


def _entry(item: Mapping[str, Any], base: str, language: str, now: datetime) -> Entry:
    url = clean.link(_text(item, "url"), base) or clean.link(_text(item, "external_url"), base)
    html, summary = _text(item, "content_html"), _text(item, "summary")
    content = clean.rich(html, url or base) if html else clean.rich(_text(item, "content_text"), base, markup=False)
    attachments = [_text(each, "url") for each in _dicts(item, "attachments")]
    authors = [_text(each, "name") for each in [*_dicts(item, "authors"), *_dicts(item, "author")]]
    published = _date(item, "date_published", now)
    return Entry(
        id=clean.plain(_text(item, "id"), markup=False) or url,
        url=url,
        title=clean.plain(_text(item, "title"), markup=False),
        published=published,
        updated=_date(item, "date_modified", now),
        authors=clean.unique(clean.plain(name, markup=False) for name in authors),
        summary=clean.rich(summary, base, markup=False),
        content=content,
        enclosures=clean.unique(clean.link(each, base) for each in attachments),
        media=clean.unique(clean.link(_text(item, name), base) for name in ("image", "banner_image")),
        categories=clean.unique(clean.plain(tag, markup=False) for tag in _strings(item, "tags")),
        language=clean.language(_text(item, "language")) or language,
        raw_published="" if published else dates.quoted(_text(item, "date_published")),
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    # Version 1.0 has strings for ids, the world also has numbers.
    value = item.get(name)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _strings(item: Mapping[str, Any], name: str) -> list[str]:
    value = item.get(name)
    return [each for each in value[: clean.MAX_LIST] if isinstance(each, str)] if isinstance(value, list) else []


def _dicts(item: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = item.get(name)
    found = value if isinstance(value, list) else [value]
    return [each for each in found[: clean.MAX_LIST] if isinstance(each, dict)]


def _date(item: Mapping[str, Any], name: str, now: datetime) -> datetime | None:
    return dates.plausible(dates.read(_text(item, name)), now)


def gist(data: object) -> str:
    """Say in a few words what JSON holds."""
    if not isinstance(data, dict):
        return f"a {type(data).__name__}"
    keys = ", ".join(f"“{clean.plain(key, markup=False, limit=30)}”" for key in list(data)[:4])
    return f"its keys are {keys}" if keys else "it is empty"
