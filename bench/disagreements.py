"""Print what recorded articles state and in what the houses of each story differ, to be read: nothing may be invented.

    python bench/disagreements.py            # stories of several houses, and every disagreement, of the labelled weeks
    python bench/disagreements.py --all      # of all recorded feeds, and of Wikinews, each article a house of its own
    python bench/disagreements.py --claims   # and every claim, of the feeds, the recorded pages and Wikinews

Of the weeks what is in English, or in a language of which how many people is read; of all feeds what is in English.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from stories import ours
from story_items import FEEDS, HELD, TUNED, Item, entries, items, plain

from dragoman.stories.claims import SENTENCES, Stated, claims
from dragoman.stories.disagreements import disagreements
from dragoman.stories.signature import Told
from dragoman.stories.tolls import TONGUES
from dragoman.translate.segmentation import segment
from dragoman.types import Claim
from dragoman.verify.calendar import days
from dragoman.verify.quantities import quantities

DATA = FEEDS.parents[1]
WIKINEWS = "wikinews"


def recorded() -> list[Item]:
    """Return the items of the weeks that are labelled by story, in the languages that are read, as their sources do."""
    return [item for week in (TUNED, HELD) for item in items(week) if item.language in {"en", *TONGUES}]


def all_items() -> Iterator[Item]:
    """Yield all English items with a date of the recorded feeds, then Wikinews."""
    seen: set[str] = set()
    for file in sorted(FEEDS.glob("news-*.gz")):
        for address, (entry, language) in entries(file.name.removesuffix(".gz")).items():
            dated = entry.published or entry.updated
            if language == "en" and dated and address not in seen:
                seen.add(address)
                told = Told(plain(entry.title), plain(max(entry.summary, entry.content, key=len)), "en")
                yield Item("", "", file.name, address, dated, "en", told, ())
    for row in wikinews():
        dated = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        yield Item("", "", WIKINEWS, row["url"], dated, "en", Told(row["title"], row["text"], "en"), ())


def wikinews() -> Iterator[dict[str, str]]:
    """Yield the recorded articles of Wikinews."""
    with gzip.open(DATA / "news" / "wikinews-en-2020.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts() -> Iterator[tuple[str, str]]:
    """Yield headline and text of the recorded English articles."""
    yield from ((row["title"], row["text"]) for row in wikinews())
    with (DATA / "extraction" / "gold.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row.get("lang") == "en" and row.get("title"):
                yield row["title"], row.get("body") or "\n".join(str(text) for _, text in row.get("paras") or ())


def stated(headline: str, text: str, language: str = "en") -> tuple[Claim, ...]:
    """Return what an article states in its opening."""
    paragraphs = text.split("\n")[:SENTENCES]
    said = [each[start:end] for each in paragraphs for start, end in segment(each, language)]
    return claims([Stated(each, each) for each in (headline, *said)], quantities, days, language)


def house(item: Item) -> str:
    """Return whose an item is."""
    return item.address if item.feed == WIKINEWS else urlsplit(item.address).netloc.removeprefix("www.")


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--claims", action="store_true")
    asked = parser.parse_args()
    found = list(all_items()) if asked.all else recorded()
    groups: dict[str, list[Item]] = {}
    for item, story in zip(found, ours(found), strict=True):
        groups.setdefault(story, []).append(item)
    told = {item.address: stated(item.told.headline, item.told.opening, item.language) for item in found}
    for group in groups.values():
        if len({house(item) for item in group}) > 1:
            print("\n".join(["", *(f"{house(item)}: {item.told.headline}" for item in group)]))
        said = {item.address: told[item.address] for item in sorted(group, key=lambda item: item.dated)}
        for each in disagreements(said, {item.address: house(item) for item in group}):
            print(*(f"  {each.about} {one.claim.value}: {one.claim.sentence}" for one in each.sayings), sep="\n")
    if asked.claims:
        every = [*told.values(), *(stated(*text) for text in texts())]
        print("", *(f"{each.about} {each.value}: {each.sentence}" for said in every for each in said), sep="\n")


if __name__ == "__main__":
    main()
