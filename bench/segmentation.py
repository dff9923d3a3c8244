"""Measure sentence boundaries on NTREX documents joined to running text, beside ICU alone and sentencex.

    python bench/segmentation.py              # precision and recall, en pt es ca gl fr it
    python bench/segmentation.py --show pt    # and where ours differs from the lines of a language

sentencex is measured where it is installed. A line of NTREX may hold two sentences, and headlines have no stop: neither
precision nor recall of 1 can be had; cuts inside words, numbers or addresses are counted apart, and there should be
none.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from corpora import DATA, NTREX, documents
from icu4py.breakers import SentenceBreaker

from dragoman.translate.segmentation import segment

Cutter = Callable[[str, str], list[int]]


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    print("language  method      precision recall   cuts inside a clause")
    for language in NTREX:
        papers = documents(language, args.data)
        for name, cutter in _cutters().items():
            print(f"{language:9} {name:10} {_scores(papers, language, cutter)}")
    if args.show:
        _show(documents(args.show, args.data), args.show)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX files")
    parser.add_argument("--show", choices=NTREX, help="print the boundaries of a language that differ")
    return parser.parse_args()


def _cutters() -> dict[str, Cutter]:
    cutters: dict[str, Cutter] = {"ours": _ours, "ICU alone": _icu}
    if find_spec("sentencex"):
        cutters["sentencex"] = _sentencex
    return cutters


def _ours(text: str, language: str) -> list[int]:
    return [end for _, end in segment(text, language)]


def _icu(text: str, language: str) -> list[int]:
    return _ends(list(SentenceBreaker(text, language)))


def _sentencex(text: str, language: str) -> list[int]:
    pieces = list(importlib.import_module("sentencex").segment(language, text))
    return _ends(pieces)


def _ends(pieces: list[str]) -> list[int]:
    starts = accumulate(map(len, pieces), initial=0)
    return [start + len(piece.rstrip()) for start, piece in zip(starts, pieces, strict=False) if piece.strip()]


def _joined(paper: list[str]) -> tuple[str, set[int]]:
    """Return a document as running text and where its lines end."""
    lines = [" ".join(line.split()) for line in paper if line.strip()]
    ends = accumulate((len(line) + 1 for line in lines), initial=-1)
    return " ".join(lines), set(list(ends)[1:])


def _scores(papers: list[list[str]], language: str, cutter: Cutter) -> str:
    right = found = wanted = inside = 0
    for paper in papers:
        text, ends = _joined(paper)
        cuts = set(cutter(text, language))
        right, found, wanted = right + len(cuts & ends), found + len(cuts), wanted + len(ends)
        inside += sum(text[cut - 1 : cut] not in ".!?…\"'”’»)]:" for cut in cuts - ends)
    return f"{right / found:9.3f} {right / wanted:6.3f} {inside:6}"


def _show(papers: list[list[str]], language: str) -> None:
    for paper in papers:
        text, ends = _joined(paper)
        for cut in sorted(set(_ours(text, language)) ^ ends):
            sign = "over  " if cut not in ends else "missed"
            print(f"{sign} {re.sub(chr(10), ' ', text[max(0, cut - 50) : cut])} | {text[cut : cut + 40]}")


if __name__ == "__main__":
    raise SystemExit(main())
