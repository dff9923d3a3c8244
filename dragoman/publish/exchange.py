"""The data of a site for programs: an article in an edition as ninjs 3.1, and the lists that lead to them.

https://iptc.org/standards/ninjs/ . Both texts stand in `bodies`: the translation, the original, and `aligned`, a JSON
list of every sentence with its original, its outcome and what the checks found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.publish.compare import compared
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import FullItem, Item, Listing
from dragoman.publish.lines import as_json, item_line, with_items
from dragoman.publish.marks import permitted
from dragoman.publish.metadata import TRAINED_MEDIA_IPTC
from dragoman.publish.paths import day_data, day_path, how_path, iso, item_data, shelf_data, shelf_path
from dragoman.publish.pictures import Shot, shots
from dragoman.publish.pieces import KEPT
from dragoman.publish.sections import code
from dragoman.publish.shown import Shown
from dragoman.publish.view import Edition
from dragoman.publish.words import words
from dragoman.types import Finding, Place, Sentence, Shelf

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def item_file(edition: Edition, full: FullItem) -> bytes:
    """Return an article in an edition as ninjs: all that may be shown of it, and nothing else."""
    item = full.item
    found = summary(item, edition.site) | {
        "standard": STANDARD,
        "representationType": "full" if edition.shown is Shown.TEXT else "partial",
        "version": str(edition.article.revision),
        "bodies": _bodies(edition, full.content) if edition.shown is Shown.TEXT else [],
        "trustIndicators": _trust(edition),
        "associations": _associations(edition, item),
    }
    return as_json(_kept(found))


def summary(item: Item, site: SiteFacts) -> dict[str, Any]:
    """Return what lists say of an article, as ninjs too."""
    found: dict[str, Any] = {
        "uri": item.permanent_id(site),
        "type": "text",
        "representationType": "partial",
        "language": item.headline_language or item.language,
        "pubStatus": "usable",
        "firstCreated": iso(item.seen),
        "versionCreated": iso(item.updated),
        "contentCreated": iso(item.published) if item.published else "",
        "edNote": item.label,
        "title": item.headline,
        "headlines": [{"value": item.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": item.description}]
        if item.description
        else [],
        "by": ", ".join(item.authors),
        "copyrightHolder": item.source_name,
        "usageTerms": item.licence,
        "rightsInfo": {"langId": item.licence_url, "linkedRights": item.licence_url} if item.licence_url else {},
        "subjects": _subjects(item),
        "infoSources": [_kept({"name": item.source_name, "role": "source", "uri": item.source_home})],
        "altIds": [{"role": "article", "value": item.id}, {"role": "source", "value": item.source}],
        "renditions": [
            {"name": "page", "href": site.url(item.path), "contentType": "text/html"},
            {"name": "data", "href": site.url(item_data(item.language, item.id)), "contentType": "application/json"},
        ],
    }
    if item.translated:
        found["digitalSourceType"] = {"name": "trained algorithmic media", "uri": TRAINED_MEDIA_IPTC}
    return _kept(found)


def _subjects(item: Item) -> list[dict[str, str]]:
    tags = [{"name": tag, "rel": "tag"} for tag in item.tags]
    if not item.section:
        return tags
    name = words(item.language).table["section"][item.section]
    return [{"name": name, "rel": "section", "uri": f"{TOPICS}{code(item.section)}", "literal": item.section}, *tags]


def _bodies(edition: Edition, content: str) -> list[dict[str, str]]:
    found = [{"role": "main", "contentType": "text/html", "value": content}]
    if not compared(edition):
        return found
    aligned = [
        _aligned(edition, place, sentence) for place, passage in edition.passages.items() for sentence in passage
    ]
    original = "\n\n".join(permitted(text.text) for _, text in edition.document.texts() if text)
    return [
        *found,
        {"role": "original", "contentType": "text/plain", "value": original},
        {"role": "aligned", "contentType": "application/json", "value": json.dumps(aligned, ensure_ascii=False)},
    ]


def _aligned(edition: Edition, place: Place, sentence: Sentence) -> dict[str, Any]:
    return {
        "place": place,
        "source": permitted(sentence.source.text),
        "target": permitted(sentence.target.text),
        "language": sentence.language or edition.document.language,
        "outcome": sentence.outcome,
        "route": sentence.route,
        "findings": [_finding(each) for each in sentence.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "source": finding.source,
        "target": finding.target,
        "message": permitted(finding.message),
    }


def _trust(edition: Edition) -> list[dict[str, str]]:
    site, found = edition.site, edition.words
    return [{"title": found.plain("how_link"), "href": site.url(how_path(edition.language))}]


def _associations(edition: Edition, item: Item) -> list[dict[str, Any]]:
    """Return the original, where the same text stands as well, the article's other editions, and its pictures."""
    original = {
        "name": "original",
        "rel": "translationOf" if item.translated else "originalOf",
        "uri": item.original_url,
        "language": item.origin,
        "title": item.original_headline,
        "copyrightHolder": item.source_name,
        "usageTerms": item.licence,
    }
    siblings = [
        {
            "name": f"edition-{language}",
            "rel": "translation",
            "uri": edition.site.permanent_id(item.id, language),
            "language": language,
            "renditions": [{"name": "page", "href": edition.site.url(path), "contentType": "text/html"}],
        }
        for language, path in item.siblings.items()
    ]
    copies = [
        {
            "name": f"also-at-{n}",
            "rel": "alsoAt",
            "uri": each.url,
            "infoSources": [{"name": each.name, "role": "source"}],
        }
        for n, each in enumerate(item.also, start=1)
    ]
    pictures = [_pictured(edition, number, shot) for number, shot in enumerate(shots(edition), start=1)]
    return [*([_kept(original)] if item.original_url else []), *copies, *siblings, *pictures]


def _pictured(edition: Edition, number: int, shot: Shot) -> dict[str, Any]:
    """Return a picture as ninjs, under its own licence and not the article's."""
    site = edition.site
    file = {"name": "main", "href": site.url(shot.path), "contentType": shot.type, "sizeInBytes": shot.size}
    found = {
        "name": f"picture-{number}",
        "uri": site.permanent_id(edition.article.id, edition.language, f"picture-{number}"),
        "type": "picture",
        "by": shot.credit,
        "usageTerms": shot.licence,
        "rightsInfo": {"langId": shot.licence_url, "linkedRights": shot.licence_url} if shot.licence_url else {},
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": words}
            for role, words in (("caption", shot.caption), ("alternative", shot.alt))
            if words
        ],
        "renditions": [file | {"width": shot.width, "height": shot.height}],
    }
    return _kept(found)


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in ("", [], {}, None)}


# --- Lists -------------------------------------------------------------------------------------------------------


def list_file(found: Listing, site: SiteFacts) -> dict[str, bytes]:
    """Return a list; `next` is the address of the one with older items, and every item of it is ninjs."""
    shelf = found.shelf
    told = {
        "name": found.name or site.title,
        "language": shelf.language,
        "page": site.url(shelf_path(shelf)),
        "next": site.url(shelf_data(shelf, found.before)) if found.before is not None else None,
    }
    return {shelf_data(shelf, found.part): b"".join(with_items(told, [_line(item, site) for item in found.items]))}


@lru_cache(maxsize=KEPT)
def _line(item: Item, site: SiteFacts) -> bytes:
    return item_line(summary(item, site))


def day_file(language: str, day: date, parts: Sequence[int], site: SiteFacts) -> dict[str, bytes]:
    """Return which lists of an edition hold the articles that their sources published on a day, newest first."""
    told = {
        "day": str(day),
        "language": language,
        "page": site.url(day_path(language, day)),
        "lists": [site.url(shelf_data(Shelf(language), part)) for part in reversed(parts)],
    }
    return {day_data(language, day): as_json(told)}
