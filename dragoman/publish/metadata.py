"""What an article page tells machines: schema.org, Open Graph, and the set of its languages."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from dragoman.publish import record
from dragoman.publish.credit import card_text, plain_credit
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line, permitted
from dragoman.publish.paths import corrections_path, how_path, iso, takedowns_path
from dragoman.publish.view import Edition, editions
from dragoman.publish.words import territory_locale
from dragoman.types import Article
from dragoman.urls import gate

TRAINED_MEDIA = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
TRAINED_MEDIA_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def canonical(edition: Edition) -> str:
    """Return the address that counts: a translation's own, the original's for a copy of it."""
    return edition.original_url if edition.own and edition.original_url else edition.url


def alternates(article: Article, site: SiteFacts) -> list[tuple[str, str]]:
    """Return the same language set for every edition of an article: each that exists, and a default."""
    found = [(edition.language, edition.url) for edition in editions(article, site)]
    return [*found, ("x-default", found[0][1])] if found else []


def linked_data(edition: Edition) -> Markup:
    """Return the article as JSON-LD, safe within a script element."""
    data = {"@context": "https://schema.org", **_article(edition)}
    text = json.dumps(_without_empty(data), ensure_ascii=False, separators=(",", ":"))
    return Markup(permitted(text).translate(_IN_SCRIPT))  # noqa: S704


def _article(edition: Edition) -> dict[str, Any]:
    document, site = edition.document, edition.site
    publisher = _publisher(edition)
    about_machine = {
        "translator": publisher,
        "translationOfWork": _original(edition),
        "digitalSourceType": TRAINED_MEDIA,
        "usageInfo": site.url(how_path(edition.language)),
    }
    return {
        "@type": "NewsArticle",
        "@id": edition.url,
        "url": edition.url,
        "mainEntityOfPage": canonical(edition),
        "headline": edition.headline,
        "description": edition.description,
        "inLanguage": edition.origin if edition.headline_kept else edition.language,
        "datePublished": iso(edition.article.first_seen),
        "dateModified": iso(edition.modified),
        "author": _authors(edition),
        "publisher": publisher,
        "isBasedOn": edition.original_url,
        "license": _licence(edition),
        "creditText": plain_credit(edition),
        "copyrightHolder": _source(edition),
        "isAccessibleForFree": True,
        "articleSection": one_line(document.section),
        "keywords": [one_line(tag) for tag in document.tags],
        "correction": record.linked_data(edition),
        **(about_machine if edition.translated else {}),
    }


def _publisher(edition: Edition) -> dict[str, str]:
    site, language = edition.site, edition.language
    return {
        "@type": "NewsMediaOrganization",
        "name": site.publisher,
        "url": site.url(),
        "publishingPrinciples": site.url(how_path(language)),
        "correctionsPolicy": site.url(corrections_path(language)),
        "actionableFeedbackPolicy": site.url(takedowns_path(language)),
    }


def _original(edition: Edition) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "@id": edition.original_url,
        "url": edition.original_url,
        "headline": edition.original_headline,
        "inLanguage": edition.origin,
        "datePublished": edition.published_iso,
        "author": _authors(edition),
        "publisher": _source(edition),
        "license": _licence(edition),
    }


def _authors(edition: Edition) -> list[dict[str, str]]:
    """Name the people who wrote the original; the machine is never an author."""
    people = [name for name in edition.authors if name.casefold() != edition.source_name.casefold()]
    return [{"@type": "Person", "name": name} for name in people] or [_source(edition)]


def _source(edition: Edition) -> dict[str, str]:
    home = "" if edition.document.relay else gate(edition.article.source.home)
    return _without_empty({"@type": "NewsMediaOrganization", "name": edition.source_name, "url": home})


def _licence(edition: Edition) -> str:
    licence = edition.article.decision.licence
    return (gate(licence.url) or one_line(licence.name)) if licence else ""


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    kept = {key: _without_empty(value) if isinstance(value, dict) else value for key, value in data.items()}
    return {key: value for key, value in kept.items() if value not in ("", [], {}, None)}


def open_graph(edition: Edition) -> list[tuple[str, str]]:
    """Return the properties that previews elsewhere are made of; the label goes with the description."""
    others = [e.language for e in editions(edition.article, edition.site) if e.language != edition.language]
    properties = [
        ("og:type", "article"),
        ("og:site_name", edition.site.title),
        ("og:title", edition.headline),
        ("og:description", card_text(edition)),
        ("og:url", canonical(edition)),
        ("og:locale", territory_locale(edition.language)),
        *(("og:locale:alternate", territory_locale(code)) for code in others),
        ("article:published_time", iso(edition.article.first_seen)),
        ("article:modified_time", iso(edition.modified)),
        ("article:section", one_line(edition.document.section)),
        *(("article:tag", one_line(tag)) for tag in edition.document.tags),
    ]
    return [(name, content) for name, content in properties if content]
