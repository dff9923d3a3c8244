"""Measure where inline marks land in the translation, by which witness, and at what cost.

    python bench/marks.py                # the tables, on ../shared/data/mt
    python bench/marks.py --show all     # and the marks that one method puts on other words

First the labelled marks: `harmless` is on exactly the words that a judge chose, give or take articles, prepositions and
punctuation; `exact` is to the character. Then the automatic set: names and numbers that stand once on both sides of
NTREX sentences and their translations by the embedded engine, with every witness blind to spelling but the last.
Each method runs in a process of its own: memory is what that process gained, and what of it is its
own: the rest are pages of the models' files, which all processes share.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from dragoman.translate.alignment import Aligner, Alignment, Word, mean, words
from dragoman.translate.asking import Asking
from dragoman.translate.composed import Composed
from dragoman.translate.engines.embedded import open_engine, packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.marks import place_marks
from dragoman.types import Mark, Pair, Span, Text

DATA = Path(__file__).parents[2] / "shared" / "data" / "mt"
PAIRS = (Pair("en", "pt"), Pair("pt", "en"))
SEED = 20261123
METHODS = {
    "lexicon": (0,),
    "forward": (1,),
    "forward+reverse": (1, 2),
    "lexicon+forward": (0, 1),
    "all": (0, 1, 2),
    "as needed": None,
}
"""The views that each method takes together; `as needed` is what the wire does: as many as the marks call for."""
BLIND = ("forward", "forward+reverse")
WITHOUT = ("spelling", "asking", "near pivot", "pivots")
"""Without the files of the model that translated: by spelling and place; the same and the engine's word on parts;
through another wording of the same language, whose second leg has no files; through two languages, with the files of
all three legs."""
MARKED = re.compile(r"(?<![\w'’.,-])(?:[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}|\d[\d.,]*\d|\d)(?!['’.,-]?\w)")


@dataclass(frozen=True)
class Case:
    """A mark, and the spans of the translation that are right for it."""

    pair: Pair
    kind: str
    source: str
    mark: Span
    target: str
    right: tuple[Span, ...]


@dataclass
class Score:
    """What a method did: counts by direction and by kind of mark, and what it cost."""

    marks: Counter[str] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    exact: int = 0
    lost: int = 0
    sentences: int = 0
    seconds: float = 0.0
    memory: tuple[float, float] = (0.0, 0.0)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Witness:
    """An aligner that lets only some views through, and these without their spelling where it is blind."""

    forced: Forced
    chosen: tuple[int, ...] | None
    blind: bool

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        views = self.forced.views(source, target, cuts)
        if self.chosen is None:
            yield from views
            return
        made = list(islice(views, max(self.chosen) + 1))
        together = mean([made[n] for n in self.chosen if n < len(made)] or made)
        yield _blinded(together) if self.blind else together


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    without = {name: (name, False) for name in WITHOUT}
    gold = labelled(args.data / "marks-gold.jsonl")
    report("Labelled marks", gold, {**{name: (name, False) for name in METHODS}, **without}, args.show)
    automatic = list(unique(args.data, args.sample))
    seen = {f"{name}, blind": (name, True) for name in BLIND}
    methods = {**seen, "as needed": ("as needed", False), **without}
    report("Names and numbers that stand once", automatic, methods, args.show)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the labelled marks and NTREX")
    parser.add_argument("--sample", type=int, default=200, help="NTREX sentences a direction")
    parser.add_argument("--show", choices=METHODS, help="print the marks that this method puts on other words")
    return parser.parse_args()


# --- Cases -------------------------------------------------------------------------------------------------------


def labelled(path: Path) -> list[Case]:
    cases = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        right = ((row["gstart"], row["gend"]), *((start, end) for start, end in row["alt"]))
        pair = Pair.of(row["pair"])
        cases.append(Case(pair, row["type"], row["src"], (row["start"], row["end"]), row["tgt"], right))
    return cases


def unique(data: Path, sample: int) -> Iterator[Case]:
    """Yield a case for every name or number that stands once in a sentence and once, alike, in its translation."""
    for pair, code in zip(PAIRS, ("eng", "por-BR"), strict=True):
        with gzip.open(data / f"ntrex-dev.{code}.txt.gz", "rt", encoding="utf-8") as file:
            texts = [html.unescape(line.rstrip("\n")) for line in file]
        engine = open_engine(pair)
        for source in random.Random(SEED).sample(texts, sample):
            target = engine.translate(source)
            for found in MARKED.finditer(source):
                right = tuple(_standing(found[0], target))
                # A capital at the head of a sentence is no sign of a name.
                if found.start() and right and source.count(found[0]) == target.count(found[0]) == 1:
                    kind = "number" if found[0][0].isdigit() else "name"
                    yield Case(pair, kind, source, found.span(), target, right)


def _standing(text: str, target: str) -> Iterator[Span]:
    """Yield where a text stands in whole words, with and without a possessive ending."""
    found = re.search(rf"(?<![\w'’.,-]){re.escape(text)}(?!['’.,-]?(?!['’]s)\w)(['’]s)?", target)
    if found:
        yield from dict.fromkeys((found.span(), (found.start(), found.start() + len(text))))


# --- Measuring ---------------------------------------------------------------------------------------------------


def aligner(method: str, blind: bool, pair: Pair) -> Aligner:
    """Return what a method aligns a pair with."""
    models = packaged_models()
    assert pair in models
    ours = Forced(models, pair)
    if method not in WITHOUT:
        return Witness(ours, METHODS[method], blind)
    there, back = cache(open_engine(pair).translate), cache(open_engine(pair.reversed).translate)
    if method == "near pivot":
        return Composed(ours, Asking(), lambda text: there(back(there(text))))
    if method == "pivots":
        return Composed(Composed(ours, Forced(models, pair.reversed), there), ours, lambda text: back(there(text)))
    return Asking(there if method == "asking" else None)


def run(cases: Sequence[Case], method: str, blind: bool) -> Score:
    score, before = Score(), _memory()
    witnesses = {pair: aligner(method, blind, pair) for pair in PAIRS}
    for witness in witnesses.values():
        place_marks(Text("A b", (Mark("strong", 0, 1),)), "C d", witness)  # opens the files
    score.sentences = len({(case.source, case.target) for case in cases})
    began = time.process_time()
    for case in cases:
        _judge(case, witnesses[case.pair], score)
    score.seconds = time.process_time() - began
    now = _memory()
    score.memory = (now[0] - before[0], now[1] - before[1])
    return score


def _judge(case: Case, witness: Aligner, score: Score) -> None:
    placed = place_marks(Text(case.source, (Mark("strong", *case.mark),)), case.target, witness).marks
    score.lost += not placed
    spans = [(mark.start, mark.end) for mark in placed]
    score.exact += any(span in case.right for span in spans)
    accepted = [_content(case.target[start:end]) for start, end in case.right]
    harmless = any(_content(case.target[start:end]) in accepted for start, end in spans)
    for key in ("total", str(case.pair), case.kind):
        score.marks[key] += 1
        score.harmless[key] += harmless
    if not harmless:
        got, wanted = ([case.target[start:end] for start, end in each] for each in (spans, case.right))
        score.wrong.append(f"  {case.pair} {case.kind} {case.source[slice(*case.mark)]!r}: {got}, not {wanted}")


def _content(text: str) -> list[str]:
    return [word.text.lower() for word in words(text) if word.content]


def _blinded(view: Alignment) -> Alignment:
    """Give every content word another spelling, so that no two are alike."""

    def renamed(side: str, told: Sequence[Word]) -> list[Word]:
        return [replace(word, folded=f"{side}{n}") if word.content else word for n, word in enumerate(told)]

    return Alignment(renamed("s", view.source), renamed("t", view.target), view.shares)


def _memory() -> tuple[float, float]:
    """Return this process's resident memory in MB, and what of it is no page of a file."""
    told = dict(re.findall(r"^(\w+): +(\d+) kB", Path("/proc/self/smaps_rollup").read_text(), re.MULTILINE))
    return int(told["Rss"]) / 1024, int(told["Anonymous"]) / 1024


# --- Tables ------------------------------------------------------------------------------------------------------


def report(title: str, cases: Sequence[Case], methods: dict[str, tuple[str, bool]], show: str | None) -> None:
    kinds = sorted({case.kind for case in cases})
    print(f"\n{title}: {len(cases)} marks in {len({(case.source, case.target) for case in cases})} sentences\n")
    columns = ["harmless", "exact", "lost", *map(str, PAIRS), *kinds, "ms/sentence", "ms/mark", "MB", "own MB"]
    print(f"{'':24}" + " ".join(f"{column:>8}" for column in columns))
    for name, (method, blind) in methods.items():
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            score = alone.submit(run, cases, method, blind).result()
        shares = [score.harmless[key] / max(score.marks[key], 1) for key in ("total", *map(str, PAIRS), *kinds)]
        cells = [
            f"{shares[0]:.4f}",
            f"{score.exact / len(cases):.4f}",
            str(score.lost),
            *(f"{s:.3f}" for s in shares[1:]),
        ]
        cells += [f"{score.seconds / score.sentences * 1e3:.1f}", f"{score.seconds / len(cases) * 1e3:.1f}"]
        cells += [f"{megabytes:.0f}" for megabytes in score.memory]
        print(f"{name:24}" + " ".join(f"{cell:>{max(len(c), 8)}}" for cell, c in zip(cells, columns, strict=True)))
        if name == show:
            print("\n".join(score.wrong))


if __name__ == "__main__":
    sys.exit(main())
