"""Licences by address, short name and prose."""

import csv
from pathlib import Path

import pytest

from dragoman.rights.licences import CUSTOM_ND, Terms, recognise
from dragoman.rights.registry import load

RIGHTS = Path(__file__).parent.parent.parent / "shared" / "data" / "rights"
BY4 = Terms("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", BY4),
        ("http://www.creativecommons.org/licenses/by/4.0/legalcode.en", BY4),
        ("CC-BY-4.0", BY4),
        ("cc by 4.0", BY4),
        ("Licensed under a Creative Commons Attribution 4.0 International License", BY4),
        ("Lizenz: Creative Commons Namensnennung 4.0 International", BY4),
        (
            "http://creativecommons.org/licenses/by/3.0/br/",
            Terms("CC BY 3.0 BR", "https://creativecommons.org/licenses/by/3.0/br/"),
        ),
        ("CC-BY-3.0-BR", Terms("CC BY 3.0 BR", "https://creativecommons.org/licenses/by/3.0/br/")),
        ("CC BY", Terms("CC BY")),
        (
            "https://i.creativecommons.org/l/by-nc-sa/4.0/88x31.png",
            Terms("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/", True, False, True),
        ),
        (
            "https://creativecommons.org/licenses/by-nd/4.0/deed.pt",
            Terms("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/", no_derivatives=True),
        ),
        (
            "Licença Creative Commons Atribuição-SemDerivações 3.0 Brasil",
            Terms("CC BY-ND 3.0 BR", "https://creativecommons.org/licenses/by-nd/3.0/br/", no_derivatives=True),
        ),
        ("Licensed as Creative Commons – attribution, no derivatives.", Terms("CC BY-ND", no_derivatives=True)),
        ("posted in their entirety, without any edits", Terms(CUSTOM_ND, no_derivatives=True)),
        ("podem ser reproduzidas sem qualquer tipo de alteração", Terms(CUSTOM_ND, no_derivatives=True)),
        ("gratuits à republier, sans modifications", Terms(CUSTOM_ND, no_derivatives=True)),
        ("CC0-1.0", Terms("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")),
        (
            "https://creativecommons.org/publicdomain/mark/1.0/",
            Terms("Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ),
        ("This text is in the public domain.", Terms("Public domain")),
    ],
)
def test_a_licence_is_known_by_address_name_and_prose(text: str, terms: Terms) -> None:
    assert recognise(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "", "© 2026 Harbour Post", "All rights reserved", "https://paper.example/terms", "Cc by e-mail to the editor",
        "Reported by SA News", "This text is not in the public domain.", "MIT", "Free to read",
        "You may republish under the Creative Commons “Attribution” license, subject to the following terms:",
        "Our stories are published under a Creative Commons License.", "https://creativecommons.org/about/",
    ],
)  # fmt: skip
def test_what_names_no_licence_that_we_know_is_unknown(text: str) -> None:
    assert recognise(text) is None


def test_of_several_licences_the_strictest_parts_hold_together() -> None:
    both = recognise("CC BY-ND 4.0, or CC BY-NC 4.0 for pictures")
    assert both is not None
    assert (both.name, both.no_derivatives, both.non_commercial) == ("CC BY-ND 4.0", True, True)


def test_prose_round_a_licence_may_tighten_it() -> None:
    terms = recognise("https://creativecommons.org/licenses/by/4.0/ – please do not edit our articles")
    assert terms is not None
    assert terms.no_derivatives


@pytest.mark.skipif(not RIGHTS.exists(), reason="the recorded terms (../shared/data/rights) are not here")
def test_no_recorded_term_that_forbids_changes_is_taken_for_one_that_allows_them() -> None:
    with (RIGHTS / "opennewswire-feeds.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 546
    free = ("CC BY", "CC BY-SA", "Public Domain")
    wrong = set()
    for row in rows:
        terms = recognise(f"{row['license_text']} {row['license_link']}")
        if terms and not terms.no_derivatives and not terms.non_commercial and row["license_name"] not in free:
            wrong.add(row["name"])
    assert wrong == {"Nieman Lab"}, "whose recorded text says CC BY 4.0, and whose recorded class is another"


def test_every_listed_source_has_a_licence_that_allows_translation() -> None:
    sources = load()
    assert len({source.feed for source in sources}) == len(sources) >= 12
    for source in sources:
        terms = recognise(source.licence)
        assert terms is not None
        assert not terms.no_derivatives
        assert source.feed.startswith("http")
        assert source.home.startswith("http")
        assert source.language
        assert source.terms or source.note, "terms can be looked up"


@pytest.mark.skipif(not RIGHTS.exists(), reason="the recorded terms (../shared/data/rights) are not here")
def test_every_listed_source_stands_in_the_recorded_list_with_that_licence() -> None:
    with (RIGHTS / "opennewswire-feeds.csv").open(encoding="utf-8") as lines:
        recorded = {row["url"]: row["license_name"] for row in csv.DictReader(lines)}
    for source in load():
        assert source.licence.replace("-", " ", 1).startswith(recorded[source.feed])
