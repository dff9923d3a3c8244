"""Which entries of a poll are articles that are known already. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from dragoman.types import Entry

T = TypeVar("T", bound=Hashable)

FLOOD = 0.8
FLOOD_FROM = 5


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """An entry, under the guid that it is known by, and the article it is, None where it is a new one."""

    entry: Entry
    article: T | None


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """The articles of one source, by guid and by address (canonical ones included)."""

    by_id: Mapping[str, T] = field(default_factory=dict)
    by_url: Mapping[str, T] = field(default_factory=dict)


def match(entries: Iterable[Entry], known: Known[T]) -> list[Match[T]]:
    """Match the entries of one poll to known articles: by guid, then by address; each article once, in feed order.

    A guid that stands for several addresses in one poll is no guid. Entries with neither guid nor address are left
    out: there is nothing to fetch and nothing to know them by again.
    """
    entries = list(entries)
    reused = _reused(entries)
    seen: set[object] = set()
    matches = []
    for entry in entries:
        guid = "" if entry.id in reused else entry.id
        article = known.by_id.get(guid) if guid else None
        if article is None and entry.url:
            article = known.by_url.get(entry.url)
        names = {("id", guid), ("url", entry.url), ("article", article)} - {("id", ""), ("url", ""), ("article", None)}
        if names and not names & seen:
            matches.append(Match(replace(entry, id=guid or entry.url), article))
        seen |= names
    return matches


def flood(matches: list[Match[T]], known: Known[T]) -> bool:
    """Tell whether a known feed shows almost nothing but new entries: its guids have probably changed under us."""
    new = sum(each.article is None for each in matches)
    return bool(known.by_id or known.by_url) and len(matches) >= FLOOD_FROM and new > FLOOD * len(matches)


def _reused(entries: Iterable[Entry]) -> set[str]:
    first: dict[str, str] = {}
    return {entry.id for entry in entries if first.setdefault(entry.id, entry.url) != entry.url}
