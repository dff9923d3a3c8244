"""Looks of the operator's own: templates and variables in the site's folder, and what is said of bad ones."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from articles import SITE, short, whole_site
from lxml import html

from dragoman.errors import UsageError
from dragoman.publish import themes
from dragoman.publish.paths import article_path
from dragoman.publish.site import Files


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    yield tmp_path
    themes.use(None)


def dressed(folder: Path, **files: str) -> Files:
    """Return the files of a small site that wears a theme of some files."""
    for name, text in files.items():
        (folder / "theme" / name).write_text(text, encoding="utf-8")
    return whole_site([short()], replace(SITE, theme=themes.use(folder).digest))


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / "theme" / "templates" / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_template_and_a_variable_stand_in_the_place_of_ours(folder: Path) -> None:
    before = whole_site([short()])
    write(
        folder,
        "base.html",
        "{% extends 'dragoman/base.html' %}{% block masthead %}<header>⚓ {{ site.title }}</header>{% endblock %}",
    )
    after = dressed(folder, **{"style.css": ":root { --seal: #005a9c; }"})
    page = f"{article_path(short(), 'en')}index.html"
    assert [each.text for each in html.fromstring((after[page] or b"").decode()).cssselect("body > header")] == [
        "⚓ The Dragoman"
    ]
    assert (after["style.css"] or b"") == (before["style.css"] or b"") + b":root{--seal:#005a9c}"
    assert after["en/atom.xml"] == before["en/atom.xml"]
    themes.use(None)
    assert whole_site([short()]) == before


def test_a_theme_has_a_name_that_changes_with_what_is_in_it(folder: Path) -> None:
    assert themes.use(None).digest == ""
    write(folder, "ways.html", "<nav></nav>")
    one = themes.use(folder).digest
    write(folder, "ways.html", "<nav>More</nav>")
    assert "" != one != themes.use(folder).digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>\n{% if %}", "line 2: Expected an expression, got 'end of statement block'"),
        ("\n\n{{ 'a'|nothing }}", "line 3: No filter named 'nothing'."),
    ],
)
def test_what_is_no_template_is_refused_with_file_and_line(folder: Path, text: str, said: str) -> None:
    file = write(folder, "ways.html", text)
    with pytest.raises(UsageError) as refused:
        themes.use(folder)
    assert str(refused.value) == f"{file}, {said}; mend it, or take the file away"


@pytest.mark.parametrize("template", ["ways.html", "cards.html"])
def test_a_template_that_asks_for_what_is_not_there_is_told_with_file_and_line(folder: Path, template: str) -> None:
    file = write(folder, template, "{% macro card() %}\n{% endmacro %}<p>\n{{ nowhere.at_all }}</p>")
    with pytest.raises(UsageError) as told:
        dressed(folder)
    assert str(told.value) == f"{file}, line 3: 'nowhere' is undefined; mend it, or take the file away"


def test_what_is_no_text_is_refused(folder: Path) -> None:
    (folder / "theme" / "style.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not UTF-8 text"):
        themes.use(folder)
