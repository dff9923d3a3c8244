"""The record of a page: from which source, by which engines and checks, with which outcome, and the hash of its bytes.

Nothing in it but facts that are stored: the same page gives the same record, whenever it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol

from dragoman.publish import history
from dragoman.publish.credit import plain_label
from dragoman.publish.marks import permitted
from dragoman.publish.metadata import TRAINED_MEDIA_IPTC
from dragoman.publish.paths import KEYS, iso, page_file
from dragoman.publish.view import Edition

FORMAT = "dragoman-provenance/1"


class Signer(Protocol):
    """Signs a statement: a JSON object without fractions."""

    def sign(self, statement: Mapping[str, Any]) -> bytes:
        """Return a signed record; equal statements give equal bytes."""


def statement(edition: Edition, page: bytes) -> dict[str, Any]:
    """Return what is said of an edition's page."""
    return {
        "format": FORMAT,
        "article": edition.article.id,
        "language": edition.language,
        "url": edition.url,
        "label": plain_label(edition),
        "source": _source(edition),
        "rendition": _rendition(edition),
        "corrections": [iso(update.when) for update in history.corrections(edition)],
        "output": {
            "path": page_file(edition.path),
            "bytes": len(page),
            "sha256": hashlib.sha256(page).hexdigest(),
        },
        "keys": edition.site.url(KEYS),
    }


def _source(edition: Edition) -> dict[str, Any]:
    article, (licence, licence_url) = edition.article, edition.licence
    return {
        "name": edition.source_name,
        "url": edition.original_url,
        "language": edition.origin,
        "headline": edition.original_headline,
        "authors": list(edition.authors),
        "published": edition.published_iso,
        "first_seen": iso(article.first_seen),
        "revision": article.revision,
        "seen": iso(article.updated),
        "sha256": article.digest,
        "licence": licence,
        "licence_url": licence_url,
    }


def _rendition(edition: Edition) -> dict[str, Any]:
    rendition = edition.rendition
    found: dict[str, Any] = {"shown": str(edition.shown), "translated": edition.translated, "made": iso(edition.made)}
    if edition.translated:
        found |= {
            "digital_source_type": TRAINED_MEDIA_IPTC,
            "engines": [permitted(name) for name in rendition.engine.split(", ") if name],
            "software": rendition.software,
            "settings": rendition.settings,
            "checks": list(rendition.checks),
            "sentences": {str(outcome): count for outcome, count in rendition.outcomes.items()},
        }
    return found
