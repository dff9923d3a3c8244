import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from dragoman.errors import UsageError
from dragoman.publish import words as words_module
from dragoman.publish.words import direction, endonym, language_tag, territory_locale, words, written

LANGUAGES = written()
MOMENT = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


def phrases(table: dict[str, Any], above: str = "") -> dict[str, str]:
    """Return every phrase by its key; a plural counts as one phrase, by its form `other`."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict) and "other" in value:
            found[above + key] = value["other"]
        elif isinstance(value, dict) and "any" in value:
            found |= {f"{above}{key}.{form}": value[form] for form in ("any", "unknown")}
        elif isinstance(value, dict):
            found |= phrases(value, f"{above}{key}.")
        elif isinstance(value, list):
            for n, part in enumerate(value):
                found |= phrases(part if isinstance(part, dict) else {"": part}, f"{above}{key}.{n}.")
        else:
            found[above + key] = value
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_the_words_that_english_has_and_no_more(language: str) -> None:
    english, found = phrases(dict(words("en").table)), phrases(dict(words(language).table))
    assert found.keys() == english.keys()
    for key, phrase in found.items():
        assert phrase.strip(), key
        if not key.startswith("told."):
            assert set(re.findall(r"{\w+}", phrase)) == set(re.findall(r"{\w+}", english[key])), key
        assert set(re.findall(r"{\w+}", phrase)) <= set(re.findall(r"{\w+}", english[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_can_be_said_for_every_number(language: str) -> None:
    for key, value in words(language).table.items():
        if isinstance(value, dict) and "other" in value:
            for n in [*range(205), 1_000_000]:
                assert words(language).plain(key, n)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_the_forms_of_its_language_and_no_other(language: str) -> None:
    forms = {*Locale(language).plural_form.tags, "other"}
    for key, value in words(language).table.items():
        if isinstance(value, dict) and "other" in value:
            assert value.keys() == forms, key


def test_plurals_follow_the_language() -> None:
    assert [words("en").plain("sentences", n) for n in (0, 1, 2)] == ["0 sentences", "1 sentence", "2 sentences"]
    assert [words("pt").plain("sentences", n) for n in (0, 1, 2)] == ["0 frase", "1 frase", "2 frases"]
    assert len({words("ar").plain("sentences", n).strip("0123456789 ") for n in (1, 2, 3, 11)}) == 4


def test_languages_are_named_as_the_sentence_needs_them() -> None:
    assert words("en").form("from", "pt-BR") == "from Portuguese"
    assert words("pt").form("from", "en") == "do inglês"
    assert words("pt").form("into", "es") == "para o espanhol"
    assert words("en").form("from", "zh-Hant") == "from Chinese (Traditional)"


@pytest.mark.parametrize("code", ["", "und", "qqq", "<script>", "x"])
def test_an_unknown_language_is_another_language(code: str) -> None:
    assert words("en").form("from", code) == "from another language"
    assert direction(code) == "auto"


def test_dates_are_written_as_the_language_writes_them_with_their_zone() -> None:
    assert words("pt").moment(MOMENT) == "22 de novembro de 2026, 13:05 UTC"
    assert words("en").moment(MOMENT).endswith("UTC")
    assert words("pt").moment(MOMENT.replace(tzinfo=None)) == words("pt").moment(MOMENT)


def test_a_brief_time_is_the_time_on_the_same_day_and_the_date_on_another() -> None:
    assert words("pt").brief(MOMENT, MOMENT.date()) == "13:05 UTC"
    assert words("pt").brief(MOMENT, date(2026, 11, 23)) == "22 de nov. de 2026"


def test_endonyms_stand_at_the_head_of_a_line() -> None:
    assert [endonym(code) for code in ("en", "pt", "ar", "ja", "qqq")] == [
        "English",
        "Português",
        "العربية",
        "日本語",
        "Qqq",
    ]


def test_previews_get_a_locale_with_a_territory() -> None:
    assert [territory_locale(code) for code in ("pt", "pt-PT", "en", "zh-Hant", "ar")] == [
        "pt_BR",
        "pt_PT",
        "en_US",
        "zh_TW",
        "ar_EG",
    ]


def test_words_serve_the_countries_of_their_language() -> None:
    assert words("pt-BR").plain("ai") == "IA"


def test_a_language_without_words_is_a_usage_error_that_names_those_with() -> None:
    with pytest.raises(UsageError, match=r"'xx'.*ar, .*zh"):
        words("xx")
    with pytest.raises(UsageError):
        words("../words/en")


def test_what_is_filled_into_words_is_escaped_in_html_and_not_in_plain_text() -> None:
    assert "<b>" not in words("en")("label_own", source="<b>{ai}")
    assert words("en").plain("label_own", source="<b>{ai}") == "Original text by <b>{ai}"


def test_only_well_formed_language_tags_pass() -> None:
    assert language_tag("pt-BR") == "pt-BR"
    assert language_tag('en" onclick="x') == ""


def test_what_becomes_of_an_article_is_written_in_fifteen_languages_with_the_same_keys() -> None:
    files = sorted(Path(words_module.__file__).parent.glob("afterwords/*.toml"))
    tables = {file.stem: phrases(tomllib.loads(file.read_text("utf-8"))) for file in files}
    assert set(tables) == set("ar ca de en es fr gl hi it ja pt ru tr uk zh".split())
    for language, table in tables.items():
        assert table.keys() == tables["en"].keys(), language
        for key, phrase in table.items():
            assert set(re.findall(r"{\w+}", phrase)) == set(re.findall(r"{\w+}", tables["en"][key])), (language, key)
