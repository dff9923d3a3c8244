"""The gate of the checks: a small corpus of our own, floors for what must be caught, ceilings for false alarms.

python bench/fidelity.py --gate                     # exit 1 where a floor or a ceiling is broken
python bench/fidelity.py --gate --pin               # raise floors and lower ceilings to what was measured
python bench/fidelity.py --gate --pin --lower WHY   # let them be worse; the reason stands in the file
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from corruptions import CORRUPTIONS

from dragoman.types import Pair
from dragoman.verify import check, verdict

OWN = Path(__file__).parent / "own" / "fidelity.tsv"
FLOORS = Path(__file__).parent / "floors" / "fidelity.toml"
PAIRS = (Pair("en", "pt"), Pair("pt", "en"))
SEEDS = range(3)
Figures = dict[str, dict[str, float]]


def rows() -> dict[Pair, list[tuple[str, str]]]:
    """Return the sentences of our corpus and their translations, both ways."""
    both = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    return {pair: [(row[n], row[1 - n]) for row in both] for n, pair in enumerate(PAIRS)}


def measure() -> Figures:
    """Return the shares of good sentences that fail or warn, and of corrupted ones that do, by kind."""
    figures: Figures = {"alarms": {}, "caught": {}, "failed": {}}
    for pair, sentences in rows().items():
        verdicts = [verdict(check(*row, pair)) for row in sentences]
        total = len(sentences)
        figures["alarms"][f"{pair} fail"] = verdicts.count("fail") / total
        figures["alarms"][f"{pair} fail or warn"] = (total - verdicts.count("pass")) / total
    for name in CORRUPTIONS:
        answers = list(_answers(name))
        if answers:
            figures["caught"][name] = sum(answer != "pass" for answer in answers) / len(answers)
            figures["failed"][name] = answers.count("fail") / len(answers)
    return figures


def _answers(name: str) -> Iterator[str]:
    for pair, sentences in rows().items():
        for seed in SEEDS:
            rng = random.Random(f"{name} {pair} {seed}")
            for row in sentences:
                made = CORRUPTIONS[name](*row, pair.target, rng)
                if made and verdict(check(*row, pair)) == "pass":
                    yield verdict(check(*made, pair))


def digest() -> str:
    """Return what names the corpus: who changes a sentence must pin anew."""
    return hashlib.sha256(OWN.read_bytes()).hexdigest()


def broken(figures: Figures, pinned: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a sentence for every floor and ceiling that is broken, or missing."""
    told = []
    for part, found in figures.items():
        limits = pinned.get(part, {})
        told += [f"{part}: {name} has no limit; pin it" for name in found if name not in limits]
        for name, limit in limits.items():
            share = found.get(name, 1.0 if part == "alarms" else 0.0)
            if (share > limit + 5e-5) if part == "alarms" else (share < limit - 5e-5):
                told.append(f"{part}: {name} is {share:.4f}, its limit is {limit:.4f}")
    return told


def read() -> dict[str, dict[str, float]]:
    """Return what is pinned: for each part its limits."""
    if not FLOORS.exists():
        return {}
    return {name: part for name, part in tomllib.loads(FLOORS.read_text(encoding="utf-8")).items() if name != "corpus"}


def pinned_digest() -> str:
    """Return the digest of the corpus that the limits were pinned on."""
    return str(tomllib.loads(FLOORS.read_text(encoding="utf-8"))["corpus"]["sha256"]) if FLOORS.exists() else ""


def pin(figures: Figures, why: str) -> None:
    """Write the figures as limits; where one is worse than before, the better one stays unless a reason is given."""
    before = read()
    for part, found in figures.items():
        for name, limit in before.get(part, {}).items():
            if name in found and not why:
                found[name] = (min if part == "alarms" else max)(found[name], limit)
    reasons = [line for line in _head() if line.startswith("# Lowered")] + ([f"# Lowered: {why}"] if why else [])
    lines = ["# Limits of bench/fidelity.py --gate; written by it with --pin alone.", *reasons]
    lines += ["", "[corpus]", f'sha256 = "{digest()}"']
    for part, found in figures.items():
        lines += ["", f"[{part}]", *(f'"{name}" = {share:.4f}' for name, share in sorted(found.items()))]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head() -> list[str]:
    return FLOORS.read_text(encoding="utf-8").splitlines() if FLOORS.exists() else []


def gate(*, pins: bool, why: str) -> int:
    """Measure, and pin or compare; return the exit status."""
    figures = measure()
    if pins:
        pin(figures, why)
        return 0
    told = broken(figures, read())
    if digest() != pinned_digest():
        told.append(f"{OWN.name} is not the corpus that the limits were pinned on; pin them anew")
    print("\n".join(told) or "Every floor and ceiling holds.")
    return 1 if told else 0
