"""Read a page: its Document, its signals, its hash. Runs in the crew, so it knows nothing of the newsroom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.extract import extract
from dragoman.extract.identity import content_hash
from dragoman.rights.signals import from_page
from dragoman.types import Document, Signal


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: its Document, what it signals about rights, and the hash that names this revision."""

    document: Document
    signals: tuple[Signal, ...]
    digest: str


def read_page(body: bytes, url: str, headers: Mapping[str, str], language: str) -> Reading:
    """Extract a page's Document and signals; `headers` by lower-case name; raise NotAPage where there is no article."""
    document = extract(body, url, headers.get("content-type", ""), language)
    return Reading(document, from_page(body, headers), content_hash(document))
