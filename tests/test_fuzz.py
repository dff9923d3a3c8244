"""What the fuzzers begin with is read to its end, whole and cut short; the fuzzers themselves run with `make fuzz`."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from fuzz.targets import TARGETS  # noqa: E402 - from a folder that is no package of ours

SEEDS = [(name, seed) for name in TARGETS for seed in sorted((ROOT / "fuzz/seeds" / name).iterdir())]


@pytest.mark.parametrize(("name", "seed"), SEEDS, ids=lambda value: getattr(value, "name", value))
def test_a_seed_breaks_nothing(name: str, seed: Path) -> None:
    body = seed.read_bytes()
    TARGETS[name](body)
    TARGETS[name](body[: len(body) // 2])


def test_every_target_has_seeds() -> None:
    assert {name for name, _ in SEEDS} == set(TARGETS)
