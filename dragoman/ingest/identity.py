"""Which entries of a poll are articles that are known already, and when too many of them seem new. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Generic, TypeVar

from dragoman.types import Entry
from dragoman.urls import normalised

T = TypeVar("T", bound=Hashable)

FLOOD = 0.8
FLOOD_FROM = 5
LATE = timedelta(hours=1)
"""How long after its date an entry may first stand in its feed."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """An entry, under the guid that it is known by, and the article it is, None where it is a new one."""

    entry: Entry
    article: T | None


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """What is known of one source: its articles, and what its feed should have shown by now.

    Articles by guid (addresses that stand for one included), by address in any spelling, and by `twin`; `told` holds
    the entries that they were last, and a guid is believed where it has none. `since` is the last good poll, None where
    the source has no articles yet; `expected` is how many new entries its rate makes likely since then. In a flood,
    `since` stays at the last good poll before it, and `flooded` is set.
    """

    by_id: Mapping[str, T] = field(default_factory=dict)
    by_url: Mapping[str, T] = field(default_factory=dict)
    by_twin: Mapping[str, T] = field(default_factory=dict)
    told: Mapping[T, Entry] = field(default_factory=dict)
    since: datetime | None = None
    expected: float = 0.0
    flooded: bool = False


# --- Names of an article -----------------------------------------------------------------------------------------


def twin(entry: Entry) -> str:
    """Return a key of title and publication time, which outlive a change of guid and address; empty without both."""
    if not entry.published or not _title(entry):
        return ""
    told = f"{entry.published.astimezone(UTC).isoformat()} {_title(entry)}"
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _title(entry: Entry) -> str:
    return " ".join(entry.title.casefold().split())


# --- Matching ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    entry: Entry
    guid: str
    where: str


def match(entries: Iterable[Entry], known: Known[T]) -> list[Match[T]]:
    """Match the entries of one poll to known articles: by guid, address, twin; each article once, in feed order.

    A guid that stands for several addresses in one poll, or for another story than before, is no guid. Entries with
    neither guid nor address are left out: there is nothing to fetch and nothing to know them by again.
    """
    items = [_Item(entry, entry.id, normalised(entry.url)) for entry in entries]
    by_url = {normalised(url): article for url, article in known.by_url.items()}
    false = _false_guids(items, known)
    items = [replace(item, guid="") if item.guid in false else item for item in items]
    articles = _articles(items, known, by_url)
    seen: set[object] = set()
    matches = []
    for item, article in zip(items, articles, strict=True):
        names = {("id", item.guid), ("url", item.where), ("article", article)}
        names -= {("id", ""), ("url", ""), ("article", None)}
        if names and not names & seen:
            matches.append(Match(replace(item.entry, id=item.guid or item.entry.url), article))
        seen |= names
    return matches


def latest(items: Iterable[Entry]) -> list[Entry]:
    """Return one version of each item of an agency: the last, and of versions without a time the first that is given.

    What any version withdraws is withdrawn.
    """
    found: dict[str, Entry] = {}
    for place, item in enumerate(items):
        before = found.setdefault(item.id or str(place), item)
        if not before.withdrawn and (item.withdrawn or _is_newer(item, before)):
            found[item.id] = item
    return list(found.values())


def _is_newer(item: Entry, before: Entry) -> bool:
    return bool(item.updated and before.updated and item.updated > before.updated)


def _articles(items: Sequence[_Item], known: Known[T], by_url: Mapping[str, T | None]) -> list[T | None]:
    """Return the article that each item is: by guid, else address, else twin where nothing else listed is that."""
    named: list[T | None] = [known.by_id.get(item.guid or item.entry.url) for item in items]
    pairs = list(zip(items, named, strict=True))
    by_url = {**by_url, **{item.where: here for item, here in pairs if here is not None}, "": None}
    found = [by_url.get(item.where) if here is None else here for item, here in pairs]
    twins = [twin(item.entry) for item in items]
    listed = Counter(key for key, _ in {(key, item.where) for key, item in zip(twins, items, strict=True)})
    shown = {None, *found}
    lost = {
        key: article for key in twins if key and listed[key] == 1 and (article := known.by_twin.get(key)) not in shown
    }
    return [lost.get(key) if here is None else here for key, here in zip(twins, found, strict=True)]


def _false_guids(items: Sequence[_Item], known: Known[T]) -> set[str]:
    # A guid may be the address of another entry, which is known by it where its own guid is none.
    first = {item.entry.url: item.where for item in items if item.entry.url}
    several = {item.guid for item in items if first.setdefault(item.guid, item.where) != item.where}
    told = {item.guid: known.told.get(article) for item in items if (article := known.by_id.get(item.guid)) is not None}
    return several | {item.guid for item in items if (entry := told.get(item.guid)) and _another(item, entry)}


def _another(item: _Item, told: Entry) -> bool:
    """Tell whether a guid names another story than it did: other address, other title, not surely of the same time.

    Two articles where there was one do less harm than one that is written over by another.
    """
    same_time = told.published is not None and item.entry.published == told.published
    return (
        bool(item.where) and item.where != normalised(told.url) and _title(item.entry) != _title(told) and not same_time
    )


# --- Floods ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flood(Generic[T]):
    """A poll of a known feed that shows hardly anything known of what it should: what is taken, and what is left."""

    taken: tuple[Match[T], ...]
    left: tuple[Match[T], ...]

    def message(self, name: str) -> str:
        """Put the flood of a source into a sentence for its operator."""
        return (
            f"{len(self.left)} of the {len(self.left) + len(self.taken)} entries that {name} lists are new to us, "
            f"and yet no newer than its last poll: its guids and addresses have probably changed. They are left out, "
            f"lest articles appear twice; if they are wanted, take them with `dragoman source accept {name}`"
        )


def flood(matches: Sequence[Match[T]], known: Known[T]) -> Flood[T] | None:
    """Tell the news of a poll from entries that its feed should have shown before; None where all may be taken.

    It is a flood where over 80 % of what is no news is new to us; then only news and known articles are taken, until
    the feed lists no such entry any more. Entries without a date count as news once the whole list is likely to have
    changed since the last good poll.
    """
    changed = known.expected >= FLOOD * len(matches)
    taken: list[Match[T]] = []
    left: list[Match[T]] = []
    for each in matches:
        fine = each.article is not None or _is_news(each.entry, known.since, changed)
        (taken if fine else left).append(each)
    old = len(left) + sum(each.article is not None for each in taken)
    enough = known.flooded or (len(left) >= FLOOD_FROM and len(left) > FLOOD * old)
    return Flood(tuple(taken), tuple(left)) if left and enough else None


def _is_news(entry: Entry, since: datetime | None, changed: bool) -> bool:
    """Tell whether an entry may have appeared after a time; one dated with a day may have on that day."""
    if since is None:
        return True
    if entry.published is None:
        return changed
    published, since = entry.published.astimezone(UTC), since.astimezone(UTC)
    if published.time() == time():
        return published.date() >= since.date()
    return published > since - LATE
