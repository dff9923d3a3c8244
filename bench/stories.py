"""Measure stories: which labelled items are told to be of one event, beside TF-IDF and title Jaccard in the same run.

    python bench/stories.py             # stories in one language and across languages, copies, topics
    python bench/stories.py --errors    # and what was joined or parted wrongly, by headline
    python bench/stories.py --vectors http://127.0.0.1:8080/v1 --model NAME  # ours with an embedding server

`one by one` joins nothing, and shows what B-cubed gives for that: most items stand alone. The baselines' thresholds are
the best ones for the tuned week; ours are those of the code.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from urllib.request import Request, urlopen

from story_items import HELD, TUNED, Item, abroad, items, pivoted

from dragoman.stories import joining
from dragoman.stories.joining import Known
from dragoman.stories.meaning import EVEN, PATH, TOGETHER, Meaning, form, read, text_of
from dragoman.stories.signature import signature
from dragoman.verify.places import places

SEED = 20261126


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    pairs: tuple[float, float]

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   "
            f"pairs P {self.pairs[0]:.2f} R {self.pairs[1]:.2f}"
        )


def bcubed(found: Sequence[Hashable], truth: Sequence[Hashable]) -> Score:
    """Return B-cubed precision and recall (Bagga and Baldwin 1998), and those of pairs."""
    ours, theirs = _members(found), _members(truth)
    both = [len(ours[mine] & theirs[its]) for mine, its in zip(found, truth, strict=True)]
    precision = sum(shared / len(ours[mine]) for shared, mine in zip(both, found, strict=True)) / len(found)
    recall = sum(shared / len(theirs[its]) for shared, its in zip(both, truth, strict=True)) / len(found)
    said, true = _pairs(ours), _pairs(theirs)
    return Score(precision, recall, (len(said & true) / max(len(said), 1), len(said & true) / max(len(true), 1)))


def _members(labels: Sequence[Hashable]) -> Mapping[Hashable, set[int]]:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        found[label].add(number)
    return found


def _pairs(members: Mapping[Hashable, set[int]]) -> set[tuple[int, int]]:
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


# --- Ours, and what it is compared with ---


def ours(found: Sequence[Item], meanings: Mapping[str, Meaning] | None = None) -> list[str]:
    """Return the story of each item: that of all with which it hangs together by links."""
    meant = meanings or {}
    known = {
        item.address: Known(item.address, item.dated, signature(item.told, "en", places), meant.get(item.address))
        for item in found
    }
    terms = {id_: set(joining.indexed(one.signature)) for id_, one in known.items()}
    pairs = (pair for pair in combinations(known, 2) if len(terms[pair[0]] & terms[pair[1]]) >= joining.LEAST)
    links = [link for one, other in pairs if (link := joining.linked(known[one], known[other]))]
    groups = joining.grouped({id_: one.dated for id_, one in known.items()}, links)
    names = {id_: group[0] for group in groups for id_ in group}
    return [names[item.address] for item in found]


@dataclass(frozen=True)
class Server:
    """An embedding server by its address, with the model that it is asked for."""

    address: str
    model: str

    def meanings(self, found: Sequence[Item]) -> dict[str, Meaning]:
        """Return the vectors of the items in English."""
        english = [item for item in found if item.told.language == "en"]
        made: dict[str, Meaning] = {}
        for start in range(0, len(english), TOGETHER):
            some = english[start : start + TOGETHER]
            body = json.dumps(form(self.model, [text_of(item.told) for item in some])).encode()
            asked = Request(self.address + PATH, body, {"Content-Type": "application/json"})  # noqa: S310 - as named
            with urlopen(asked) as answer:  # noqa: S310
                vectors = read(json.load(answer), len(some), self.address)
            pairs = zip(some, vectors, strict=True)
            made |= {item.address: Meaning(self.model, "", vector) for item, vector in pairs}
        return made


_WORD = re.compile(r"\w+")
Alike = Callable[[int, int], float]


def tfidf(found: Sequence[Item]) -> Alike:
    """Return the cosine of the TF-IDF vectors of headline and text, with the frequencies of all these items."""
    texts = [Counter(_WORD.findall(f"{item.told.headline} {item.told.opening}".lower())) for item in found]
    frequencies = Counter(word for text in texts for word in text)
    vectors = [{w: n * math.log(len(texts) / frequencies[w]) for w, n in text.items()} for text in texts]
    return lambda one, other: joining.cosine(vectors[one], vectors[other])


def jaccard(found: Sequence[Item]) -> Alike:
    """Return the Jaccard index of the headlines' words."""
    titles = [set(_WORD.findall(item.told.headline.lower())) for item in found]
    return lambda one, other: len(titles[one] & titles[other]) / (len(titles[one] | titles[other]) or 1)


def linked(found: Sequence[Item], alike: Alike, threshold: float) -> list[int]:
    """Return a group for each item: it goes to that of the earlier item it is most alike, from a threshold on."""
    groups: dict[int, int] = {}
    for number in sorted(range(len(found)), key=lambda each: (found[each].dated, found[each].address)):
        best = max(groups, key=lambda each: alike(number, each), default=None)
        near = best is not None and alike(number, best) >= threshold
        groups[number] = groups[best] if near and best is not None else number
    return [groups[number] for number in range(len(found))]


def threshold(found: Sequence[Item], alike: Alike) -> float:
    """Return the threshold from which a method's groups are most like the labelled ones."""
    truth, known = [item.story for item in found], cache(alike)
    return max((step / 20 for step in range(2, 15)), key=lambda each: bcubed(linked(found, known, each), truth).f1)


def compared(tuned: list[Item], held: list[Item], errors: bool, server: Server | None) -> None:
    """Print our scores of two weeks beside the others', whose thresholds are the best ones for the first week."""
    for week, found in ((TUNED, tuned), (HELD, held)):
        truth = [item.story for item in found]
        print(f"  {week}: {len(found)} items, {len({s for s in truth if truth.count(s) > 1})} stories of several")
        print(f"    ours          {bcubed(mine := ours(found), truth)}")
        if server:
            meant = ours(found, server.meanings(found))
            print(f"    with vectors  {bcubed(meant, truth)}   (even at {EVEN})")
        for name, method in (("TF-IDF cosine", tfidf), ("title Jaccard", jaccard)):
            best = threshold(tuned, method(tuned))
            print(f"    {name} {bcubed(linked(found, method(found), best), truth)}   (from {best})")
        print(f"    one by one    {bcubed(range(len(found)), truth)}")
        if errors:
            _tell(found, mine)


def _tell(found: Sequence[Item], mine: Sequence[str]) -> None:
    truth = [item.story for item in found]
    for what, labels, others in (("joined wrongly", mine, truth), ("parted wrongly", truth, mine)):
        for group in _members(labels).values():
            if len({others[each] for each in group}) > 1:
                print(f"    {what}:")
                for each in sorted(group, key=lambda each: others[each]):
                    print(f"      [{others[each][-24:]}] {found[each].told.headline[:90]}")


def shuffled(found: list[Item]) -> list[Item]:
    """Return items in another order."""
    return random.Random(SEED).sample(found, len(found))


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--vectors", metavar="ADDRESS", default="", help="of an OpenAI-compatible server")
    parser.add_argument("--model", default="all-minilm")
    asked = parser.parse_args()
    server = Server(asked.vectors, asked.model) if asked.vectors else None
    weeks = [list(pivoted(items(week))) for week in (TUNED, HELD)]
    print("stories in the languages of the feeds")
    compared(weeks[0], weeks[1], asked.errors, server)
    print("stories where every second English item came in Portuguese")
    compared(*(list(pivoted(list(abroad(items(week))))) for week in (TUNED, HELD)), asked.errors, server)


if __name__ == "__main__":
    main()
