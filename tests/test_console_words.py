"""The console's words in other languages: the catalogues are whole, and of today."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from dragoman.console import furnishing

LOCALE = furnishing.HERE / "locale"
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())
FILLING = re.compile(r"%\(\w+\)s|`[^`]+`|glossary\.toml|docs/[\w.]+")
"""What stands in a translation as it stands in English."""


def messages(catalog: Catalog) -> dict[str, Message]:
    return {str(each.id): each for each in catalog if each.id}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_there_is_a_catalogue_for_every_language_that_the_console_speaks() -> None:
    assert {"en", *LANGUAGES} == {code for code, _ in furnishing.FURNITURE["LANGUAGES"]} == {"en", "es", "pt"}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs GNU gettext (Debian: gettext)")
def test_every_word_that_is_marked_stands_in_the_catalogues_and_no_other_does(tmp_path: Path) -> None:
    console = tmp_path / "console"
    shutil.copytree(furnishing.HERE, console)
    command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "-v", "0", "-l", LANGUAGES[0]]
    subprocess.run(command, cwd=console, check=True)
    with (console / "locale/django.pot").open("rb") as file:
        marked = set(messages(read_po(file)))
    for language in LANGUAGES:
        with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
            assert set(messages(read_po(file))) == marked, "run `make messages`, and translate what it leaves empty"


def test_every_word_is_translated_and_keeps_what_is_filled_in(catalog: Catalog) -> None:
    for english, message in messages(catalog).items():
        assert message.string
        assert not message.fuzzy
        assert not list(message.check(catalog))
        assert sorted(FILLING.findall(str(message.string))) == sorted(FILLING.findall(english))
        assert str(message.string)[-1] in ".?!" or english[-1] not in ".?!"


def test_what_the_console_reads_is_what_translators_wrote(language: str, catalog: Catalog) -> None:
    with (LOCALE / language / "LC_MESSAGES/django.mo").open("rb") as file:
        compiled = {key: each.string for key, each in messages(read_mo(file)).items()}
    assert compiled == {key: each.string for key, each in messages(catalog).items()}, "run `make messages`"
