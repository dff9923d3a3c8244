"""docs/console.md: every setting, command, page and example is there as it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman.console  # noqa: F401 - gives Django what the API stands on
from dragoman.cli import whole
from dragoman.config import ConsoleSettings, parse

app = whole()
PAGE = (Path(__file__).parents[1] / "docs" / "console.md").read_text(encoding="utf-8")


def test_every_setting_is_told_with_its_default() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert set(told) == set(ConsoleSettings.model_fields)
    assert str(ConsoleSettings().port) in told["port"]
    assert ConsoleSettings().host in told["host"]
    assert ConsoleSettings().proxy in told["proxy"]


def test_every_example_of_settings_is_one() -> None:
    examples = re.findall(r"((?:^    [\[\w].*\n)*^    \[console\]\n(?:^    \w.*\n)+)", PAGE, re.MULTILINE)
    parsed = [parse(re.sub(r"(?m)^    ", "", each)).console for each in examples]
    assert [(each.open, each.secure) for each in parsed] == [(True, False), (True, True)]


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"(console [a-z]+-[a-z]+|console (?:users|tokens))\b", PAGE)))
)
def test_every_command_exists(command: str) -> None:
    assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def test_every_room_is_told() -> None:
    from dragoman.console.desk import ROOMS

    for _, _, rooms in ROOMS:
        for name, _ in rooms:
            assert f"| {name} |" in PAGE


def test_every_address_of_the_examples_is_one() -> None:
    from dragoman.console.api import api

    paths = api.get_openapi_schema()["paths"]
    known = [re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in paths]
    for path, post in re.findall(r'\$API(/[\w/-]*[\w])(?:\?[^" ]*)?"?((?: -d| -X POST)?)', PAGE):
        if path != "/openapi":
            found = [each.pattern for each in known if each.fullmatch(f"/api/1{path}")]
            assert found, path
            names = [name for name in paths if re.sub(r"\{\w+\}", "[^/]+", name) in found]
            assert ("post" if post else "get") in {verb for name in names for verb in paths[name]}
