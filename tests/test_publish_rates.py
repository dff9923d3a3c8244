"""How often the checks are right: docs/fidelity.md and the sites' own page say the same, from the same figures."""

from pathlib import Path
from typing import Any

import pytest
from articles import SITE

from dragoman.publish.standing import EditionFacts, rates, standing_files
from dragoman.publish.words import words, written

DOCS = (Path(__file__).parents[1] / "docs" / "fidelity.md").read_text("utf-8")


def plain(share: float) -> str:
    return f"{share:g}" if share == 100 else f"{share:.1f}"


def figure(share: float) -> str:
    return "0" if share == 0 else plain(share)


def span(interval: list[float]) -> str:
    return f"[{plain(interval[0])}, {plain(interval[1])}]"


def alarm(row: dict[str, Any]) -> str:
    fail = f"{row['fail']:.1f} {span(row['fail_interval'])}"
    return f"| {row['by']} | {row['way']} | {row['sentences']} | {fail} | {row['either']:.1f} {span(row['interval'])} |"


def error(row: dict[str, Any]) -> str:
    return f"| {row['name']} | {' | '.join(cells(row[way]) for way in ('en-pt', 'pt-en'))} |"


def cells(found: dict[str, Any]) -> str:
    return f"{found['count']:,} | {figure(found['fail'])} / {figure(found['either'])} {span(found['interval'])}"


@pytest.mark.parametrize("row", [*map(alarm, rates()["alarms"]), *map(error, rates()["errors"])])
def test_the_documentation_has_the_figures_of_the_sites(row: str) -> None:
    assert row in DOCS


def test_the_documentation_has_no_other_figures() -> None:
    rows = [line for line in DOCS.splitlines() if line.startswith("|") and " [" in line]
    assert len(rows) == len(rates()["alarms"]) + len(rates()["errors"])
    assert f"## Measured on {rates()['measured']}" in DOCS


@pytest.mark.parametrize("row", rates()["read"].values())
def test_what_people_found_wrong_is_told_in_the_documentation(row: dict[str, Any]) -> None:
    assert f"of {row['sentences']:,} {row['wrong']} %" in " ".join(DOCS.split())


@pytest.mark.parametrize("language", written())
def test_every_error_that_a_page_shows_has_a_name_in_its_language(language: str) -> None:
    keys = [row["key"] for row in rates()["errors"] if "key" in row]
    assert set(keys) == set(words(language).table["rate"])


def test_a_page_shows_each_error_with_both_shares() -> None:
    page = standing_files("en", EditionFacts(), SITE)["en/how/index.html"].decode()
    systems = [row for row in rates()["alarms"] if "people" not in row["by"]]
    spans = [[row[key] for row in systems] for key in ("fail", "either")]
    shares = [row[way]["either"] for row in rates()["errors"] if "key" in row for way in ("en-pt", "pt-en")]
    day = f"{rates()['measured']:%B %d, %Y}".replace(" 0", " ")
    shares += [row["wrong"] for row in rates()["read"].values()]
    assert len(shares) > 20
    for shown in (day, *(f"{each:g}%" for each in shares), *(f"{min(each):g}–{max(each):g}" for each in spans)):
        assert shown in page, shown
