"""Learn the weights by which `dragoman.verify.meaning.unlikely` tells wrong words from words of another's choosing.

Positive examples are words that were put in (another word of the same ending, a word spelt almost alike, an opposite),
negative ones the least expected words of the same systems' clean output. A ridge-penalised logistic regression, both
classes weighing the same; each pair's bias lets a given share of its clean sentences pass for wrong.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from corruptions_meaning import Words, meaning
from numpy.typing import NDArray

from dragoman.flow.proof import witness
from dragoman.types import Pair
from dragoman.verify.meaning import unlikely
from dragoman.verify.meaning.reading import Reading

KINDS = ("wrong word", "near word", "antonym")
FLAGGED = 0.025
"""Share of clean sentences that may be called unlikely."""
RIDGE = 1.0
SEED = 20261125
FILE = Path(unlikely.__file__).with_name("weights.json")


@dataclass(frozen=True)
class Example:
    """A sentence: the figures of its least expected words, [words, figures], and which of them were put in."""

    corpus: str
    kind: str
    figures: NDArray[np.float64]
    wrong: NDArray[np.bool_]


def train(corpora: Iterable, words: Words, sample: int) -> None:  # type: ignore[type-arg]
    """Learn from all corpora, print what each would say of the others, and write the weights."""
    learn([example for corpus in corpora for example in collect(corpus, words, sample)])


def learn(examples: Sequence[Example]) -> None:
    for system in ("google", "microsoft"):
        learned, rest = ([e for e in examples if (system in e.corpus) is inside] for inside in (True, False))
        print(f"learned from {system}, tried on the others:", report(fit(learned), rest))
    weights, bias = fit(examples)
    print("learned from all, tried on all:", report((weights, bias), examples))
    named = {name: round(float(weight), 4) for name, weight in zip(unlikely.FIGURES, weights, strict=True)}
    biases = {}
    for pair in sorted({e.corpus.rpartition(" ")[0] for e in examples}):
        clean = [score((weights, 0.0), e) for e in examples if e.kind == "clean" and e.corpus.startswith(pair)]
        biases[pair] = round(-float(np.quantile(clean, 1 - FLAGGED)), 4)
    FILE.write_text(json.dumps({"weights": named, "biases": biases}, indent=1) + "\n", encoding="utf-8")


def collect(corpus, words: Words, sample: int) -> Iterator[Example]:  # type: ignore[no-untyped-def]
    rows = random.Random(SEED).sample(corpus.rows, len(corpus.rows))
    for source, target in rows[: 3 * sample]:
        yield example(corpus, "clean", source, target, target)
    for kind in KINDS:
        rng = random.Random(f"{SEED} {kind}")
        made = ((target, meaning(words)[kind](source, target, corpus.pair.target, rng)) for source, target in rows)
        for target, wrong in islice(((target, wrong) for target, wrong in made if wrong), sample):
            yield example(corpus, kind, *wrong, target)


def example(corpus, kind: str, source: str, target: str, before: str) -> Example:  # type: ignore[no-untyped-def]
    seen = _reading(source, target, corpus.pair)
    doubts = unlikely.doubts(seen) if seen else []
    start, end = changed(before, target)
    wrong = [doubt.word.start < end and start < doubt.word.end for doubt in doubts]
    figures = np.array([doubt.figures for doubt in doubts]).reshape(len(doubts), len(unlikely.FIGURES))
    return Example(corpus.name, kind, figures, np.array(wrong, bool))


def _reading(source: str, target: str, pair: Pair) -> Reading | None:
    seen = witness(pair)
    forward = seen.target(source, target) if seen else None
    return Reading(source, target, pair, seen, forward) if seen and forward else None


def changed(before: str, after: str) -> tuple[int, int]:
    """Return the span of the second text that is not in the first."""
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(after))
    same = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
    return start, len(after) - next((n for n, (a, b) in enumerate(same) if a != b), 0)


# --- The regression ----------------------------------------------------------------------------------------------


def fit(examples: Sequence[Example], steps: int = 40) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias, by Newton's method on standardised figures."""
    figures = np.concatenate([e.figures for e in examples])
    wrong = np.concatenate([e.wrong for e in examples]).astype(float)
    # Of a corrupted sentence only what was put in is an example.
    kept = np.concatenate([e.wrong if e.kind != "clean" else np.ones(len(e.wrong), bool) for e in examples])
    figures, wrong = figures[kept], wrong[kept]
    mean, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-6
    x = np.hstack([(figures - mean) / spread, np.ones((len(figures), 1))])
    worth = np.where(wrong == 1, 0.5 / wrong.mean(), 0.5 / (1 - wrong.mean()))
    penalty = RIDGE * np.diag([*np.ones(figures.shape[1]), 0.0])
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (worth * p * (1 - p))) @ x + penalty, x.T @ (worth * (p - wrong)) + penalty @ w)
    return w[:-1] / spread, float(w[-1] - (w[:-1] * mean / spread).sum())


def score(learned: tuple[NDArray[np.float64], float], e: Example) -> float:
    weights, bias = learned
    return float((e.figures @ weights + bias).max()) if len(e.figures) else -np.inf


def report(learned: tuple[NDArray[np.float64], float], examples: Sequence[Example]) -> str:
    """Tell the recall of each kind where 1, 2, 3 and 5 % of the clean sentences are flagged."""
    told = []
    clean = [score(learned, e) for e in examples if e.kind == "clean"]
    for kind in KINDS:
        scores = np.array([score(learned, e) for e in examples if e.kind == kind])
        shares = [100 * (scores > np.quantile(clean, 1 - q)).mean() for q in (0.01, 0.02, 0.03, 0.05)]
        told.append(f"{kind} {'/'.join(f'{share:.0f}' for share in shares)} of {len(scores)}")
    return f"{', '.join(told)} where 1/2/3/5 % of {len(clean)} clean ones are flagged"
