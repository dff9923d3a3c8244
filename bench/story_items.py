"""The items that are labelled by story: addresses and labels of data/stories.tsv, their words from the recorded feeds.

`data/stories.tsv` holds a line an item: the week it was recorded in, its story (empty where it stands alone), the file
of its feed, its address. Labelled by reading headlines and summaries, before anything was tuned; what was tuned was
tuned on the week of 2026-02, so that of 2017-01 is held back. An explanation or comment of one event belongs to its
story; another event of the same affair does not, nor does a list of many events.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zlib import crc32

from lxml import html

from dragoman.ingest.feeds import parse_feed
from dragoman.stories.signature import Told
from dragoman.translate.engines.embedded import open_engine
from dragoman.translate.segmentation import segment
from dragoman.types import Entry, Pair

LABELS = Path(__file__).parent / "data" / "stories.tsv"
FEEDS = Path(__file__).parents[2] / "shared" / "data" / "feeds" / "real"
TUNED, HELD = "2026-02", "2017-01"
"""The weeks that were recorded: what was tuned, and what was held back."""
UNTOLD = {"LeMonde": "fr", "LeParisien": "fr", "JapanToday": "en", "0c1cef": "en", "4bf53c": "en", "14333881": "en"}
"""The languages of feeds that don't tell theirs."""


@dataclass(frozen=True)
class Item:
    """A labelled item; `told` is in its pivot language where it can be had."""

    week: str
    story: str
    feed: str
    address: str
    dated: datetime
    language: str
    told: Told
    categories: tuple[str, ...]


def items(week: str) -> list[Item]:
    """Return the labelled items of a week, in the order of the file."""
    rows = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    return [_item(row) for row in rows if row[0] == week]


def _item(row: list[str]) -> Item:
    week, story, feed, address = row
    entry, language = entries(feed)[address]
    dated = entry.published or entry.updated or datetime.min.replace(tzinfo=UTC)
    told = Told(entry.title, plain(max(entry.summary, entry.content, key=len)), language)
    return Item(week, story or address, feed, address, dated, language, told, entry.categories)


@cache
def entries(feed: str) -> dict[str, tuple[Entry, str]]:
    """Return the entries of a recorded feed by their addresses, with their languages."""
    found = parse_feed(gzip.decompress((FEEDS / f"{feed}.gz").read_bytes()), f"https://x.example/{feed}.gz")
    untold = next((language for part, language in UNTOLD.items() if part in feed), "en")
    return {one.url: (one, (one.language or found.language or untold)[:2].lower()) for one in reversed(found.entries)}


def plain(markup: str) -> str:
    """Return the text of a piece of HTML on one line."""
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split()) if markup.strip() else ""


# --- In the pivot language ---


def pivoted(found: list[Item]) -> Iterator[Item]:
    """Yield items as the wire knows them: Portuguese ones in English, others as they are."""
    for item in found:
        yield replace(item, told=_translated(item.told, "pt", "en")) if item.language == "pt" else item


def abroad(found: list[Item]) -> Iterator[Item]:
    """Yield items of which every second English one (by its address) was translated into Portuguese first."""
    for item in found:
        told = item.told
        if item.language == "en" and crc32(item.address.encode()) % 2:
            yield replace(item, told=_translated(told, "en", "pt"), language="pt")
        else:
            yield item


def _translated(told: Told, source: str, target: str) -> Told:
    return Told(_of(told.headline, source, target), _of(told.opening[:600], source, target), target, told.opening)


def _of(text: str, source: str, target: str) -> str:
    engine = _engine(source, target)
    return " ".join(engine.translate(text[start:end]) for start, end in segment(text, source))


_engine = cache(lambda source, target: open_engine(Pair(source, target)))
