"""Measure what becomes of the engine's own output: how much is clean, repaired, flagged or left, and what that gains.

    python bench/repair.py                     # NTREX development half, both ways, in ../shared/data/mt
    python bench/repair.py --sample 5          # every fifth document
    python bench/repair.py --show flagged      # and the sentences with one outcome, to be read

Every sentence goes the way of the wire (`flow.interpreter`); documents are judged as articles are, headline first.
`gain` is the mean chrF of what was published for repaired sentences less that of their plain translations.
"""

from __future__ import annotations

import argparse
import gzip
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from intervals import wilson
from sacrebleu.metrics import CHRF

from dragoman.flow.interpreter import interpret_text
from dragoman.flow.market import local_offers, ways
from dragoman.translate.attempts import Translator
from dragoman.translate.engines.embedded import open_engine
from dragoman.types import Outcome, Pair, Sentence, Severity, State
from dragoman.verify.decide import Policy, decide

DATA = Path(__file__).parents[2] / "shared" / "data" / "mt"
FILES = {"en": "eng", "pt": "por-BR"}
PAIRS = (Pair("en", "pt"), Pair("pt", "en"))


class Line(NamedTuple):
    """One line of a document, its reference, and what the wire made of it."""

    source: str
    reference: str
    sentences: Sequence[Sentence]

    @property
    def published(self) -> str:
        return "".join(f"{each.target.text}{each.gap}" for each in self.sentences)

    @property
    def outcome(self) -> Outcome:
        order = [Outcome.CLEAN, Outcome.REPAIRED, Outcome.FLAGGED, Outcome.ORIGINAL]
        return max((each.outcome for each in self.sentences), key=order.index)


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    for pair in PAIRS:
        documents = list(_documents(args.data, pair))[:: args.sample]
        with ProcessPoolExecutor(mp_context=get_context("forkserver")) as pool:
            rendered = list(pool.map(partial(_rendered, pair), documents))
        _report(pair, rendered)
        for line in (line for document in rendered for line in document if line.outcome == args.show):
            _show(line)
    return 0


def _documents(data: Path, pair: Pair) -> Iterator[list[tuple[str, str]]]:
    """Yield each document's lines with their references."""
    names = [name for name in _lines(data, "docs") if name]
    source, target = (_lines(data, FILES[language]) for language in (pair.source, pair.target))
    by_document: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, one, other in zip(names, source, target, strict=True):
        by_document[name].append((one, other))
    yield from by_document.values()


def _lines(data: Path, name: str) -> list[str]:
    return gzip.decompress((data / f"ntrex-dev.{name}.txt.gz").read_bytes()).decode().splitlines()


def _rendered(pair: Pair, document: Sequence[tuple[str, str]]) -> list[Line]:
    return [
        Line(source, reference, interpret_text(ways(local_offers(), pair)[:1], source))
        for source, reference in document
    ]


def _report(pair: Pair, documents: Sequence[Sequence[Line]]) -> None:
    sentences = [sentence for document in documents for line in document for sentence in line.sentences]
    print(f"\n{pair}: {len(sentences)} sentences of {len(documents)} documents")
    for outcome, count in sorted(Counter(sentence.outcome for sentence in sentences).items()):
        print(f"  {outcome:<10} {_share(count, len(sentences))}")
    for outcome in (Outcome.FLAGGED, Outcome.ORIGINAL):
        print(f"  {outcome} for: {_causes(each for each in sentences if each.outcome is outcome)}")
    states = Counter(_state(document) for document in documents)
    shown = states[State.PUBLISHED] + states[State.PARTIAL]
    print(f"  articles published or partial {_share(shown, len(documents))}  {dict(states)}")
    _gain(pair, [line for document in documents for line in document if line.outcome is Outcome.REPAIRED])


def _causes(sentences: Iterator[Sentence]) -> str:
    causes = Counter(
        check
        for each in sentences
        for check in {finding.check for finding in each.findings if finding.severity is not Severity.NOTE}
    )
    return ", ".join(f"{check} {count}" for check, count in causes.most_common())


def _state(document: Sequence[Line]) -> State:
    body = [sentence for line in document[1:] for sentence in line.sentences]
    return decide(document[0].sentences, body, Policy())[0]


def _gain(pair: Pair, lines: Sequence[Line]) -> None:
    translator = Translator(pair, open_engine(pair))
    chrf = CHRF()
    gains = []
    for line in lines:
        plain = "".join(f"{next(translator.attempts(each.source.text)).text}{each.gap}" for each in line.sentences)
        before, after = (chrf.sentence_score(text, [line.reference]).score for text in (plain, line.published))
        gains.append(after - before)
    if gains:
        mean = sum(gains) / len(gains)
        error = 1.96 * math.sqrt(sum((gain - mean) ** 2 for gain in gains)) / len(gains)
        worse = sum(gain < -3 for gain in gains)
        print(
            f"  gain of {len(gains)} repaired lines {mean:+.2f} chrF, give or take {error:.2f}; {worse} worse by over 3"
        )


def _show(line: Line) -> None:
    print(f"\n  {line.source}\n  {line.published}")
    for sentence in line.sentences:
        for finding in sentence.findings:
            print(f"    {finding.check} {finding.severity}: {finding.message}")


def _share(count: int, total: int) -> str:
    """Write a share with its 95 % interval."""
    if not total:
        return "none"
    low, high = wilson(count, total)
    return f"{count / total:6.1%}  [{low:.1%} {high:.1%}]  {count}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=1, help="take every n-th document")
    parser.add_argument("--show", choices=list(Outcome), help="print the lines with one outcome")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
