"""Measure what arrives: quotation marks, numbers, sums, addresses, names, emoji and the like, in the target's way.

    python bench/survival.py                  # our own sentences, and re-typed NTREX, en->pt and pt->en
    python bench/survival.py --verified       # by the choice of the checks, as published
    python bench/survival.py --show name      # and the sentences in which something of one kind is lost

A sentence that is left in its original counts as lost.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from corpora import DATA, corpora
from translate import PAIRS, Remembering, pages_of, plain_form, published_form

from dragoman.quotes import quotes
from dragoman.translate import typography
from dragoman.translate.attempts import Translator
from dragoman.translate.engines.embedded import open_engine
from dragoman.translate.segmentation import segment
from dragoman.types import Pair

LINES = Path(__file__).with_name("survival.toml")
MARKED = ("quote", "bracket", "aside")
LONG_NUMBER = re.compile(
    r"(?<![\w.,$£€])(?:\d{1,3}(?:[.,\u2009]\d{3})+|\d{3,})(?:[.,]\d+)?(?![\w%.,]*\d|\s(?:mil|mi|bi)|[\u202f\u00a0])"
)


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
        wire = partial(_sentence_by_sentence, pair.source, translate)
        report(f"{pair}, our own sentences", list(own(pair)), wire, args.show)
        report(f"{pair}, NTREX re-typed", list(news(pair, args.data, args.sample)), wire, args.show)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX files")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every N-th sentence of NTREX")
    parser.add_argument("--verified", action="store_true", help="look at what the checks choose")
    parser.add_argument("--show", default="", metavar="KIND", help="print the sentences that lose something of a kind")
    return parser.parse_args()


def own(pair: Pair) -> Iterator[Trial]:
    """Yield a trial for each thing in our own sentences: each filler in each frame, the next one in a second place."""
    told = tomllib.loads(LINES.read_text(encoding="utf-8"))
    fillers = {
        kind: [[word, rf"(?<!\w){re.escape(word)}(?!\w)"] for word in words] for kind, words in told["same"].items()
    }
    fillers |= told[pair.source]["fillers"]
    for kind, frames in told[pair.source]["frames"].items():
        for frame, n in product(frames, range(len(fillers[kind]))):
            held = (fillers[kind] + fillers[kind])[n : n + frame.count("{}")]
            if kind in MARKED:
                yield _marks(frame.format(*held), pair)
            else:
                sentence = frame.format(*(source for source, _ in held))
                yield from (Trial(kind, sentence, _holds(arrives)) for _, arrives in held)


def _holds(pattern: str) -> Callable[[str], bool]:
    return lambda target: re.search(pattern, target) is not None


def _marks(sentence: str, pair: Pair) -> Trial:
    """Return the trial of a sentence's quotation marks and brackets: as many, in pairs, one in another as before."""
    kinds = {"[": "brackets", "(": "asides", "‘": "nested quotes"}
    kind = next((kind for mark, kind in kinds.items() if mark in sentence), "quotes")
    return Trial(kind, sentence, lambda target: _shape(target, pair.target) == _shape(sentence, pair.source))


def _shape(text: str, language: str) -> str:
    """Return the quotation marks (outer `<>`, inner `{}`) and brackets of a text, in their order."""
    style = typography.style_of(language)
    text = re.sub(r"(?<=\w)’(?=\w)", "", text).replace("«", "“").replace("»", "”")
    marks = {style.outer[0].strip(): "<", style.outer[1].strip(): ">", "“": "<", "”": ">", "‘": "{", "’": "}"}
    return "".join(marks.get(character, character) for character in text if character in marks or character in '[]()"')


def news(pair: Pair, data: Path, sample: int) -> Iterator[Trial]:
    """Yield trials of what re-typed NTREX holds: quotation marks, brackets, long numbers, percentages."""
    corpus = next(corpora(pair, data)).every(sample)
    for sentence in pages_of(corpus):
        if re.search("[“«‘][^’”»]*[”»’]", re.sub(r"(?<=\w)’(?=\w)", "", sentence)):
            yield Trial("quotes", sentence, _as_many_quotes(sentence))
        if re.search(r"[\[(]", sentence):
            yield Trial("brackets", sentence, _as_many("()[]", sentence))
        for number in LONG_NUMBER.findall(sentence):
            yield Trial("numbers", sentence, _digits(number))
        for number in re.findall(r"(\d[\d.,]*)\s?%", sentence):
            yield Trial("percent", sentence, _digits(number))


def _as_many(marks: str, source: str) -> Callable[[str], bool]:
    def count(text: str) -> int:
        text = text.replace("«", "“").replace("»", "”")
        return sum(text.count(mark) for mark in marks)

    return lambda target: count(target) == count(source)


def _as_many_quotes(source: str) -> Callable[[str], bool]:
    """Return whether a target has as many quotations, and no mark typed straight."""
    return lambda target: len(quotes(target).spans) == len(quotes(source).spans) and '"' not in target


def _digits(number: str) -> Callable[[str], bool]:
    wanted = re.sub(r"\D", "", number)
    return lambda target: wanted in (re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,]*", target))


def _sentence_by_sentence(language: str, translate: Callable[[str], str], text: str) -> str:
    return " ".join(translate(text[start:end]) for start, end in segment(text, language))


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
