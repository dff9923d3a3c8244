"""Count what becomes of real errors: of sentences that the bare engine got seriously wrong, found by reading news.

    python bench/errors.py                     # the errors of bench/errors/*.jsonl, through the wire's own interpreter
    python bench/errors.py --show              # and what became of each
    python bench/errors.py --entries en-pt     # try every shipped term on its own sentence; exit 1 where one fails

An error is a sentence of an article, the wrong words that stood in its translation and the right ones. It is prevented
where no wrong word stands any more and one of the right ones does, flagged where the sentence carries a warning or
stays in the original. Articles are split in two halves by their address: entries were written looking at `develop`
alone, `measure` tells what they are worth. The files `fresh-*` were noted later, in other articles; the last block of
each list of terms was written after they were read, so that they tell its worth too well. So do the files `read-*`:
what still stood wrong in fifty published articles, read against their originals (docs/fidelity.md); and
`again-*`, in fifty more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from intervals import wilson

from dragoman.flow.interpreter import interpret_text
from dragoman.flow.market import local_offers, ways
from dragoman.translate.glossary import glossary, shipped
from dragoman.translate.termlist import pattern
from dragoman.types import Outcome, Pair, Sentence
from dragoman.verify import verdict

ERRORS = Path(__file__).parent / "errors"
GOOD = ("prevented", "repaired", "flagged", "original")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", metavar="PAIR", help="try the shipped terms of a pair instead")
    parser.add_argument("--show", action="store_true", help="print what became of each error")
    args = parser.parse_args()
    if args.entries:
        return entries(Pair.of(args.entries))
    for file in sorted(ERRORS.glob("*.jsonl")):
        print(file.name)
        report(Pair(*file.stem.split("-")[-2:]), list(read(file)), show=args.show)
    return 0


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the errors of a file; the first line tells whose sentences they are."""
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        yield json.loads(line)


def half(url: str) -> str:
    """Return the half that an article belongs to."""
    return "develop" if int(hashlib.sha256(url.encode()).hexdigest(), 16) % 2 == 0 else "measure"


def report(pair: Pair, errors: list[dict[str, Any]], *, show: bool) -> None:
    """Print what became of the errors of a pair, by half and by class."""
    counts: dict[str, Counter[str]] = {"develop": Counter(), "measure": Counter()}
    classes: dict[str, Counter[str]] = {}
    route = ways(local_offers(), pair)[:1]
    for error in errors:
        sentences = interpret_text(route, error["source"])
        came = became(sentences, error)
        counts[half(error["url"])][came] += 1
        classes.setdefault(error["class"], Counter())[came] += 1
        if show:
            text = " ".join(sentence.target.text for sentence in sentences)
            wanted = f"[{error['wrong']} -> {error['right']}]"
            print(f"{half(error['url'])} {came:9} {error['source']}\n{'':18} {text}  {wanted}")
    for name, count in counts.items():
        print(f"{pair} {name}: {_share(count)}  {_told(count)}")
    for name, count in sorted(classes.items()):
        print(f"{pair}   {name}: {_share(count)}  {_told(count)}")


def became(sentences: list[Sentence], error: dict[str, Any]) -> str:
    """Say what became of an error: prevented, repaired, flagged, original, changed (neither word) or remains."""
    text = " ".join(sentence.target.text for sentence in sentences)
    outcomes = {sentence.outcome for sentence in sentences}
    wrong, right = (pattern(tuple(error[key])) for key in ("wrong", "right"))
    if (right is None or right.search(text)) and not (wrong and wrong.search(text)):
        return "repaired" if Outcome.REPAIRED in outcomes else "prevented"
    if Outcome.ORIGINAL in outcomes:
        return "original"
    if any(verdict(sentence.findings) != "pass" for sentence in sentences):
        return "flagged"
    return "remains" if wrong and wrong.search(text) else "changed"


def _share(count: Counter[str]) -> str:
    """Return the share of good ends with its 95 % interval."""
    good, total = sum(count[name] for name in GOOD), count.total()
    if not total:
        return "none"
    low, high = wilson(good, total)
    return f"{100 * good / total:.0f} % of {total} ({100 * low:.0f}-{100 * high:.0f})"


def _told(count: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in count.most_common())


def entries(pair: Pair) -> int:
    """Try every shipped entry on its sentence, and print those that fail."""
    failed, route = 0, ways(local_offers(), pair)[:1]
    tried = shipped(pair)
    for entry in tried:
        sentences = interpret_text(route, entry.trial)
        text = " ".join(sentence.target.text for sentence in sentences)
        called = any(found.entry is entry for found in glossary(pair).found(entry.trial))
        right, never = pattern(entry.right or entry.targets), pattern(entry.never)
        fine = called and right and right.search(text) and not (never and never.search(text))
        if not fine:
            failed += 1
            reason = "" if called else " (not called for)"
            print(f"{entry.forms[0].text}{reason}: {entry.trial}\n    {text}")
    print(f"{pair}: {len(tried) - failed} of {len(tried)} entries give the right word")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
