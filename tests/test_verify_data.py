"""The checks on recorded translations: few false alarms on good output, most injected corruptions caught."""

import gzip
import html
import random
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
from benches import load

from dragoman.types import Pair
from dragoman.verify import check, verdict

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data" / "mt"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the recorded translations in ../shared/data/mt")
ROWS = 400
WORDS = {"names", "modality", "nonwords", "opposites", "senses", "grammar", "speech", "units"}
"""The checks of single words: they doubt more than those of figures and of whole sentences."""
CASES = [("en", "pt", "google"), ("en", "pt", "microsoft"), ("pt", "en", "google"), ("pt", "en", "microsoft")]


@lru_cache
def rows(here: str, there: str, system: str) -> list[tuple[str, str]]:
    def lines(name: str) -> list[str]:
        with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
            return [html.unescape(line.rstrip("\n")) for line in file][:ROWS]

    output = lines(f"flores-dev.{here}-{there}.{system}.gz")
    return list(zip(lines(f"flores-dev.{here}.gz"), output, strict=True))


@lru_cache
def clean(here: str, there: str) -> list[tuple[str, str]]:
    return [row for row in rows(here, there, "microsoft") if not check(*row, Pair(here, there))]


@lru_cache
def corruptions() -> ModuleType:
    return load("corruptions")


@pytest.mark.parametrize(("here", "there", "system"), CASES)
def test_good_output_of_other_systems_rarely_fails(here: str, there: str, system: str) -> None:
    found = [check(source, target, Pair(here, there)) for source, target in rows(here, there, system)]
    facts = [verdict(finding for finding in each if finding.check not in WORDS) for each in found]
    assert [verdict(each) for each in found].count("fail") <= 0.01 * ROWS
    assert facts.count("fail") + facts.count("warn") <= 0.03 * ROWS
    assert len(found) - [verdict(each) for each in found].count("pass") <= 0.06 * ROWS


@pytest.mark.parametrize(("here", "there"), [("en", "pt"), ("pt", "en")])
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("digit changed", 0.97),
        ("scale word changed", 0.95),
        ("currency changed", 0.95),
        ("percent dropped", 0.95),
        ("month changed", 0.95),
        ("weekday changed", 0.95),
        ("one quotation mark dropped", 0.97),
        ("all quotation marks dropped", 0.95),
        ("repetition", 0.93),
        ("truncation", 0.88),
        ("echo of the source", 0.98),
        ("untranslated stretch", 0.83),
        ("address, emoji or name vanished", 0.98),
    ],
)
def test_injected_corruptions_fail(here: str, there: str, name: str, floor: float) -> None:
    pair, corrupt, rng = Pair(here, there), corruptions().CORRUPTIONS[name], random.Random(name)  # noqa: S311
    everything = clean(here, there)
    wrong = [made for source, target in everything if (made := corrupt(source, target, there, rng))]
    caught = sum(verdict(check(source, target, pair)) == "fail" for source, target in wrong)
    assert wrong
    assert caught >= floor * len(wrong)
