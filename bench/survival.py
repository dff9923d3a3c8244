"""Measure what arrives: quotation marks, numbers, sums, addresses, names, emoji and the like, in the target's typography.

    python bench/survival.py                  # our own sentences, and re-typed NTREX, en->pt and pt->en
    python bench/survival.py --verified       # by the choice of the checks, as published
    python bench/survival.py --show name      # and the sentences in which something of one kind is lost

A sentence that is left in its original counts as lost.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora import DATA, corpora
from survival_lines import Filler, lines
from translate import PAIRS, Remembering, pages_of, plain_form, published_form

from dragoman.translate import typography
from dragoman.translate.attempts import Translator
from dragoman.translate.engines.embedded import open_engine
from dragoman.types import Pair


@dataclass(frozen=True)
class Trial:
    """One thing in one sentence that must arrive, and how to see it."""

    kind: str
    source: str
    arrived: Callable[[str], bool]


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    for pair in PAIRS:
        engine = Remembering(open_engine(pair))
        translate = published_form(pair, engine) if args.verified else plain_form(Translator(pair, engine))
        report(f"{pair}, our own sentences", list(own(pair)), translate, args.show)
        report(f"{pair}, NTREX re-typed", list(news(pair, args.data, args.sample)), translate, args.show)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX files")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every N-th sentence of NTREX")
    parser.add_argument("--verified", action="store_true", help="look at what the checks choose")
    parser.add_argument("--show", default="", metavar="KIND", help="print the sentences that lose something of a kind")
    return parser.parse_args()


def own(pair: Pair) -> Iterator[Trial]:
    """Yield a trial for each thing in our own sentences."""
    for kind, sentence, fillers in lines(pair.source):
        if kind in ("quote", "bracket"):
            yield from _marks(sentence, pair)
        else:
            yield from (Trial(kind, sentence, _holds(filler)) for filler in fillers)


def _holds(filler: Filler) -> Callable[[str], bool]:
    return lambda target: re.search(filler.arrives, target) is not None


def _marks(sentence: str, pair: Pair) -> Iterator[Trial]:
    """Yield trials of the quotation marks and brackets of a sentence: as many, in pairs, one in another as before."""
    kinds = {"nested quotes": "‘", "quotes": "“", "brackets": "["}
    held = next(kind for kind, mark in kinds.items() if mark in sentence or (mark == "“" and "«" in sentence))
    yield Trial(held, sentence, lambda target: _shape(target, pair.target) == _shape(sentence, pair.source))


def _shape(text: str, language: str) -> str:
    """Return the quotation marks and brackets of a text as outer, inner and square ones, in their order."""
    style = typography.style_of(language)
    text = re.sub(r"(?<=\w)’(?=\w)", "", text).replace("«", "“").replace("»", "”")
    marks = {style.outer[0].strip(): "<", style.outer[1].strip(): ">", "“": "<", "”": ">", "‘": "(", "’": ")"}
    return "".join(marks.get(character, character) for character in text if character in marks or character in "[]")


def news(pair: Pair, data: Path, sample: int) -> Iterator[Trial]:
    """Yield trials of what re-typed NTREX holds: quotation marks, brackets, long numbers, percentages."""
    corpus = next(corpora(pair, data)).every(sample)
    for sentence in pages_of(corpus):
        if re.search("[“«‘][^’”»]*[”»’]", re.sub(r"(?<=\w)’(?=\w)", "", sentence)):
            yield Trial("double quotes", sentence, _as_many("“”«»„", sentence))
        if re.search(r"[\[(]", sentence):
            yield Trial("brackets", sentence, _as_many("()[]", sentence))
        for number in re.findall(r"(?<![\w.,$£€])\d[\d.,]*(?<![.,])(?![\w%])", sentence):
            if len(re.sub(r"\D", "", number)) > 2:
                yield Trial("numbers", sentence, _digits(number))
        for number in re.findall(r"(\d[\d.,]*)\s?%", sentence):
            yield Trial("percent", sentence, _digits(number))


def _as_many(marks: str, source: str) -> Callable[[str], bool]:
    def count(text: str) -> int:
        text = text.replace("«", "“").replace("»", "”")
        return sum(text.count(mark) for mark in marks)

    return lambda target: count(target) == count(source)


def _digits(number: str) -> Callable[[str], bool]:
    wanted = re.sub(r"\D", "", number)
    return lambda target: wanted in (re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,]*", target))


def report(title: str, trials: list[Trial], translate: Callable[[str], str], show: str) -> None:
    """Print the share of each kind that arrives."""
    total, arrived, lost = Counter[str](), Counter[str](), []
    for trial in trials:
        target = translate(trial.source)
        total[trial.kind] += 1
        arrived[trial.kind] += trial.arrived(target)
        if not trial.arrived(target):
            lost.append((trial.kind, trial.source, target))
    print(f"\n{title}: % that arrives")
    for kind, count in total.items():
        print(f"  {kind:14} n={count:4} {100 * arrived[kind] / count:6.1f}")
    for kind, source, target in lost:
        if show in (kind, "all"):
            print(f"[{kind}] {source}\n  -> {target}")


if __name__ == "__main__":
    raise SystemExit(main())
