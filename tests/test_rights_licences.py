"""Licences by address, short name and prose."""

from pathlib import Path

import benches
import pytest

from dragoman.errors import UsageError
from dragoman.rights.licences import CUSTOM_ND, Terms, permits, recognise
from dragoman.rights.registry import find, load, shipped

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
        "Our stories are published under a Creative Commons License.", "https://creativecommons.org/about/",
    ],
)  # fmt: skip
def test_what_names_no_licence_that_we_know_is_unknown(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "You are free to republish, translate and adapt our stories as long as you credit the writer.",
        "Our stories may be reprinted, translated or remixed by anybody who names us.",
        "Todos podem republicar e traduzir os nossos textos, citando a fonte.",
        "Cualquiera puede reproducir y traducir los textos si cita la fuente.",
        "Jeder darf die Artikel nachdrucken und übersetzen.",
    ],
)
def test_a_publisher_may_let_others_translate_in_its_own_words(text: str) -> None:
    terms = recognise(text)
    assert terms is not None
    assert terms.name == "leave to translate"
    assert permits(terms)


@pytest.mark.parametrize(
    "text",
    [
        "You may republish our stories. To translate them, contact the desk.",
        "You may republish and translate our stories with our written consent.",
        "You may republish our stories, but you may not translate them.",
        "You may republish our stories; some of them may be translated by machine.",
        "You may republish our stories. Translated stories may contain errors.",
        "Under a Creative Commons licence you may republish and translate our stories.",
        "You may republish and adapt our stories if you share them under the same licence.",
        "Translations are welcome.",
    ],
)
def test_leave_that_hangs_on_more_or_speaks_of_something_else_is_none(text: str) -> None:
    assert not permits(recognise(text))


def test_a_part_and_a_version_name_a_licence_where_its_family_is_not_named() -> None:
    assert recognise("The site has the licence Attribution 3.0.") == Terms(
        "CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"
    )
    assert recognise("Open licence 3.0, with attribution") is None


def test_of_several_licences_the_strictest_parts_hold_together() -> None:
    both = recognise("CC BY-ND 4.0, or CC BY-NC 4.0 for pictures")
    assert both is not None
    assert (both.name, both.no_derivatives, both.non_commercial) == ("CC BY-ND 4.0", True, True)


def test_prose_round_a_licence_may_tighten_it() -> None:
    terms = recognise("https://creativecommons.org/licenses/by/4.0/ – please do not edit our articles")
    assert terms is not None
    assert terms.no_derivatives


@pytest.mark.parametrize(
    ("text", "name", "translated"),
    [
        ("Licenza Creative Commons Attribuzione 3.0. Alcuni diritti riservati", "CC BY 3.0", True),
        ("Kreatív: Creative Commons Nevezd meg! 4.0", "CC BY 4.0", True),
        ("Creative Commons Namensnennung - Nicht kommerziell - Keine Bearbeitung 4.0", "CC BY-NC-ND 4.0", False),
        ("ＣＣ創用姓名標示-非商業性-禁止改作3.0授權條款", "CC BY-NC-ND 3.0", False),
        ("رخصة المشاع الإبداعي نَسب المُصنَّف ٤٫٠", "CC BY 4.0", True),
        ("رخصة المشاع الإبداعي نَسب المُصنَّف 4.0 دولي", "CC BY 4.0", True),
        ("क्रिएटिव कॉमन्स एट्रिब्यूशन-नॉन-कॉमर्शियल नो डेरिवेटिव्ज़ 4.0 लाइसेंस", "CC BY-NC-ND 4.0", False),
        ("Licença Creative Commons Atribuição-CompartilhaIgual 4.0", "CC BY-SA 4.0", True),
        ("Attribution-noncommercial-no-derivatives Creative Commons license", "CC BY-NC-ND", False),
        ("Creative Commons Attribution/Quelconque 4.0", None, False),
        ("You are welcome to republish our articles free of charge, with credit.", "terms of its own", False),
        ("Puede reproducirse gratis citando la fuente.", "terms of its own", False),
        ("Our work may not be published, broadcast or redistributed.", None, False),
        ("Somos uma agência sem fins lucrativos. Licença Creative Commons CC BY 4.0", "CC BY 4.0", True),
        ("All our text is in the public domain. Other material is not in the public domain.", "Public domain", True),
        ("This text is not in the public domain. Ours is free.", None, False),
        ("Republish freely if content is not modified without it being stated", "terms of its own", False),
    ],
)  # fmt: skip
def test_prose_in_many_languages_is_read_and_a_part_that_we_do_not_know_makes_it_unknown(
    text: str, name: str | None, translated: bool
) -> None:
    terms = recognise(text)
    assert (terms.name if terms else None) == name
    assert permits(terms) is translated


@pytest.mark.skipif(not RIGHTS.exists(), reason="the recorded terms (../shared/data/rights) are not here")
def test_recorded_terms_are_read_as_a_careful_list_reads_them_and_none_is_translated_against_it() -> None:
    rows = list(benches.load("rights").compared())
    assert len(rows) == 546
    assert sum(row.known == row.recorded for row in rows) >= 0.97 * len(rows)
    told = [row for row in rows if not row.silent]
    assert sum(row.words == row.recorded for row in told) >= 0.89 * len(told)
    loose = {
        row.name for row in rows if row.loose or (row.words != "not translated" and row.recorded == "not translated")
    }
    assert loose == set()


def test_every_shipped_source_says_what_it_grants_and_when_it_was_read() -> None:
    sources = shipped()
    assert len(sources) >= 60
    assert len({source.name for source in sources}) == len(sources)
    feeds = [feed for source in sources for feed in source.feeds.values()]
    assert len(set(feeds)) == len(feeds)
    for source in sources:
        assert source.home.startswith("http") or source.feeds
        assert source.terms or source.note, "terms can be looked up"
        assert not source.licence or recognise(source.licence), source.name
    assert sum(source.translatable for source in sources) >= 60


def test_a_source_is_known_by_its_feed_or_by_its_host() -> None:
    assert find(shipped(), "https://pt.globalvoices.org/feed/?x=1").name == "Global Voices"  # type: ignore[union-attr]
    assert find(shipped(), "https://www.propublica.org/feeds/1").licence == "CC BY-NC-ND"  # type: ignore[union-attr]
    assert find(shipped(), "https://notglobalvoices.org/feed/") is None


def test_the_operators_own_file_goes_first(tmp_path: Path) -> None:
    row = '[[source]]\nname = "Mine"\nhome = "https://globalvoices.org/"\nlicence = "permission"\nread = 2026-01-02\n'
    (tmp_path / "sources.toml").write_text(row)
    found = find(load(tmp_path), "https://globalvoices.org/some/feed")
    assert found is not None
    assert (found.name, found.licence) == ("Mine", "permission")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[source]\n", "is not valid TOML"),
        ('[[source]]\nname = "A"\n', "read of a source is wrong"),
        ('[[source]]\nname = "A"\nread = 2026-01-02\nlicense = "CC0"\n', "license of a source is wrong"),
        ("source = 3\n", "does not list its sources"),
    ],
)
def test_a_wrong_file_of_sources_is_told_in_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(UsageError, match=told):
        load(tmp_path)
