"""docs/announcing.md and docs/publishing.md: every example is a setting that is taken, every kind has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.config import parse
from dragoman.flow.channels import MESSAGES

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = [
    block
    for name in ("announcing.md", "publishing.md")
    for block in re.findall(r"```toml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_taken_as_it_stands(example: str) -> None:
    assert parse(example)


def test_every_kind_of_target_has_an_example() -> None:
    kinds = {each.kind for example in EXAMPLES for each in parse(example).announce}
    assert kinds == set(MESSAGES)


def test_targets_and_the_inspection_of_pictures_are_off_by_default() -> None:
    settings = parse("")
    assert settings.announce == ()
    assert (settings.pictures.show, settings.pictures.inspect) == (True, False)
