"""The page on threats names what is in the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_place_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/.-]+(?:\.py|\.txt|/))`", page)
    assert len(named) > 20
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "dragoman" / name).exists(), name
