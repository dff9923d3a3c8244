"""Measure what each route is worth: BLEU and chrF on NTREX, pivots beside direct ways, as the wire would translate.

    python bench/routes.py [--pairs es-en,en-es] [--sample 5] [--best 1] [--data ../shared/data/mt]

Every n-th line of NTREX dev is translated by the plain attempts of every route there is here, the embedded models and
what is installed of Apertium; prints a line for `dragoman/translate/quality.toml` for each, the best first.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Callable
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

from dragoman.flow.interpreter import interpreter
from dragoman.flow.market import local_offers
from dragoman.translate import routing
from dragoman.translate.routing import Route
from dragoman.translate.typography import plain
from dragoman.types import Pair

DATA = Path(__file__).parents[2] / "shared" / "data" / "mt"
FILES = {"en": "eng", "pt": "por-BR", "es": "spa", "ca": "cat", "gl": "glg", "fr": "fra", "it": "ita"}
PAIRS = (
    ",".join(f"{one}-{other},{other}-{one}" for one in ("en", "pt") for other in ("es", "ca", "gl")) + ",en-pt,pt-en"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", default=PAIRS)
    parser.add_argument("--sample", type=int, default=5)
    parser.add_argument("--plain", action="store_true", help="score with typed quotes and dashes on both sides")
    parser.add_argument("--best", type=int, help="only so many routes of a pair, by what is known of them")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--portuguese", default="por-BR", help="the Portuguese reference: por-BR or por")
    args = parser.parse_args()
    FILES["pt"] = args.portuguese
    offers = local_offers()
    for pair in map(Pair.of, args.pairs.split(",")):
        source, reference = (_lines(args.data, language)[:: args.sample] for language in (pair.source, pair.target))
        print(f"# {pair}: {len(source)} lines", flush=True)
        every = routing.all_routes(offers, pair, {})
        found = routing.routes(offers, pair)[: args.best] if args.best else every
        written = plain if args.plain else str
        rows = [_row(route, source, reference, written) for route in found]
        for row in sorted(rows, key=lambda row: -row[2]):
            print('"{}" = [{:.1f}, {:.1f}, "NTREX"]'.format(*row), flush=True)


def _row(
    route: Route, source: list[str], reference: list[str], written: Callable[[str], str] = str
) -> tuple[str, float, float]:
    made = interpreter(route)
    answers = [written(next(made.attempts(line)).text) for line in source]
    wanted = [written(line) for line in reference]
    bleu, chrf = (metric.corpus_score(answers, [wanted]).score for metric in (BLEU(), CHRF()))
    return "+".join(leg.label for leg in route.legs), bleu, chrf


def _lines(data: Path, language: str) -> list[str]:
    return gzip.decompress((data / f"ntrex-dev.{FILES[language]}.txt.gz").read_bytes()).decode().splitlines()


if __name__ == "__main__":
    main()
