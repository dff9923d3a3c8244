"""docs/engines.md: every example is read as it stands, every setting and kind is told, every command exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from dragoman.cli import whole
from dragoman.config import EngineSettings, parse
from dragoman.flow.remotes import ABLE
from dragoman.translate.termlist import read_terms
from dragoman.types import Pair

app = whole()
PAGE = (Path(__file__).parents[1] / "docs" / "engines.md").read_text(encoding="utf-8")
ENGINES, WORDS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
KINDS = get_args(EngineSettings.model_fields["kind"].annotation)


def table(first: str) -> dict[str, list[str]]:
    """Return the other cells of a table's rows by the name in their first one; `first` is the first of its head."""
    lines = PAGE.partition(f"\n| {first} | ")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {name: cells for first, *cells in rows for name in re.findall(r"`(\w+)`", first)}


def test_the_example_of_every_kind_of_engine_is_a_setting() -> None:
    assert {engine.kind for engine in parse(ENGINES).engines} == set(KINDS)


def test_every_setting_of_an_engine_is_told() -> None:
    assert set(table("setting")) == set(EngineSettings.model_fields)


def test_every_kind_is_told_as_it_is() -> None:
    told = table("kind")
    assert set(told) == set(KINDS) == set(ABLE)
    for kind, (asked, shielded, billed) in told.items():
        count = int(found[1]) if (found := re.search(r"(\d+) sentences", asked)) else 1
        able = ABLE[kind]
        assert (count, shielded == "yes", billed == "yes") == (able.sentences, able.shielded, able.billed)
        assert ("context" in asked or "paragraph before" in asked) == able.context


def test_the_example_of_a_glossary_is_one() -> None:
    assert len(read_terms(WORDS, "glossary.toml")[Pair("en", "pt")]) == 4


@pytest.mark.parametrize("command", sorted(set(re.findall(r"dragoman ((?:models )?[a-z]+)", PAGE))))
def test_every_command_exists(command: str) -> None:
    assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0
