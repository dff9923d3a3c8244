"""Measure how well copies of one text are told: copies made of recorded articles, and what recorded feeds hold.

    python bench/copies.py             # precision and recall on made copies, by kind
    python bench/copies.py --found     # and every pair that is taken for a copy among the recorded feeds, to be read

Of each recorded article (Wikinews, Agência Brasil) the kinds below are made, as houses do it that take another's text;
the articles themselves, on the same few weeks and of one house each, are each other's counter-examples. Beside ours,
the cosine of TF-IDF vectors and the Jaccard index of headlines, from the thresholds that are best for them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from story_items import FEEDS, plain

from dragoman.errors import NotAFeed
from dragoman.ingest.feeds import parse_feed
from dragoman.stories import copies
from dragoman.stories.joining import cosine
from dragoman.types import Signature

NEWS = Path(__file__).parents[2] / "shared" / "data" / "news"
SEED = 20261126
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Text:
    """A text, which article it is of, how it was made of it, and the house that has it."""

    original: int
    kind: str
    house: str
    headline: str
    body: str


def recorded() -> Iterator[tuple[str, str]]:
    """Yield headline and text of the recorded articles."""
    for file in sorted(NEWS.glob("*.jsonl.gz")):
        for line in gzip.decompress(file.read_bytes()).decode().splitlines():
            found = json.loads(line)
            if len(_WORD.findall(found["text"])) >= 2 * copies.LEAST:
                yield found["title"], found["text"]


def _reworded(sentences: Sequence[str], dice: random.Random) -> str:
    """Leave out every sixth sentence, and turn round the halves of every sixth."""
    kept = [one for one in sentences if dice.random() > 1 / 6]
    return " ".join(", ".join(reversed(one.split(", "))) if dice.random() < 1 / 6 else one for one in kept)


KINDS: dict[str, Callable[[list[str], random.Random], str]] = {
    "with a credit": lambda s, _: " ".join(
        ["(Agency)", *s, "This report first appeared elsewhere. All rights reserved."]
    ),
    "cut to 60 %": lambda s, _: " ".join(s[: max(3, len(s) * 6 // 10)]),
    "cut to 40 %, two sentences of its own": lambda s, _: " ".join(
        ["Our own desk asked around.", *s[: max(3, len(s) * 4 // 10)]]
    ),
    "every third sentence rewritten": _reworded,
}


def made() -> list[Text]:
    """Return the recorded articles and their copies, each copy of another house and under another headline."""
    dice, found = random.Random(SEED), list[Text]()
    for number, (headline, body) in enumerate(recorded()):
        found.append(Text(number, "original", "first", headline, body))
        sentences = re.split(r"(?<=[.!?])\s+", body)
        words = headline.split()
        for kind, change in KINDS.items():
            title = " ".join(dice.sample(words, max(1, len(words) * 2 // 3)))
            found.append(Text(number, kind, kind, title, change(sentences, dice)))
    return found


def measure(texts: Sequence[Text]) -> None:
    """Print precision and recall, and how many copies of each kind are told."""
    truth = {pair for pair in combinations(range(len(texts)), 2) if _one(texts, pair)}
    said = set(told([each.body for each in texts], [each.house for each in texts]))
    print(f"  ours            {_score(said, truth)}")
    for kind in KINDS:
        of_kind = {(a, b) for a, b in truth if texts[a].kind == "original" and texts[b].kind == kind}
        print(f"    {kind}: {len(of_kind & said) / len(of_kind):.3f}")
    for name, vectors in (("TF-IDF cosine", _tfidf([t.body for t in texts])), ("title Jaccard", None)):
        titles = [set(_WORD.findall(t.headline.lower())) for t in texts]
        alike = {
            (a, b): cosine(vectors[a], vectors[b])
            if vectors
            else len(titles[a] & titles[b]) / len(titles[a] | titles[b])
            for a, b in combinations(range(len(texts)), 2)
        }
        every = [{pair for pair, value in alike.items() if value >= step / 20} for step in range(4, 20)]
        print(f"  {name}   {max((_score(each, truth) for each in every), key=lambda score: score.f1)}")


def _one(texts: Sequence[Text], pair: tuple[int, int]) -> bool:
    return texts[pair[0]].original == texts[pair[1]].original


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}"


def _score(said: set[tuple[int, int]], truth: set[tuple[int, int]]) -> Score:
    return Score(len(said & truth) / max(len(said), 1), len(said & truth) / len(truth))


def told(texts: Sequence[str], houses: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that are taken for copies, found as the wire finds them."""
    known: dict[int, list[int]] = defaultdict(list)
    signed: list[Signature] = []
    for number, text in enumerate(texts):
        sketch, words = copies.sketch(text)
        signed.append(Signature(sketch=sketch, words=words))
        for other in {each for phrase in copies.indexed(signed[number]) for each in known[phrase]}:
            if copies.is_copy(signed[number], signed[other], one_house=houses[number] == houses[other]):
                yield other, number
        for phrase in copies.indexed(signed[number]):
            known[phrase].append(number)


def _tfidf(texts: Sequence[str]) -> list[dict[str, float]]:
    counted = [Counter(_WORD.findall(text.lower())) for text in texts]
    frequencies = Counter(word for text in counted for word in text)
    return [{w: n * math.log(len(texts) / frequencies[w]) for w, n in text.items()} for text in counted]


def found_in_feeds() -> None:
    """Print every pair of texts of the recorded feeds that is taken for a copy."""
    entries = {}
    for file in sorted(FEEDS.glob("*.gz")):
        try:
            feed = parse_feed(gzip.decompress(file.read_bytes()), f"https://x.example/{file.name}")
        except NotAFeed:
            continue
        entries |= {
            one.url: (file.name, one.title, plain(max(one.summary, one.content, key=len))) for one in feed.entries
        }
    rows = list(entries.values())
    pairs = list(told([text for _, _, text in rows], [file for file, _, _ in rows]))
    print(f"  {len(rows)} texts, {len(pairs)} pairs taken for copies:")
    for one, other in pairs:
        print(f"    {rows[one][0][:28]} {rows[one][1][:50]} | {rows[other][0][:28]} {rows[other][1][:50]}")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--found", action="store_true")
    texts = made()
    for half, name in enumerate(("tuned on", "held back")):
        print(f"copies made of recorded articles, the half {name}")
        measure([text for text in texts if text.original % 2 == half])
    if parser.parse_args().found:
        print("recorded feeds")
        found_in_feeds()


if __name__ == "__main__":
    main()
