"""`dragoman models audit`: words of real text that come back wrong, as proposals that nobody applied."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import whole
from dragoman.errors import NoRoute, UsageError
from dragoman.translate.audit import Way, audit

app = whole()
NEWS = """
The old watchman blew the whistle on a smuggling ring at the northern pier.
The clerk who blew the whistle on the harbour master lost her post last year.
The rowing club won the final race on Sunday in front of a large crowd.
The swimming club won the final heat on Sunday in front of a small crowd.
"""


def test_a_word_that_is_lost_in_all_its_contexts_is_suspect_and_says_what_came_back() -> None:
    there, back = {"whistle": "apito"}, {"apito": "siren"}

    def forth(sentence: str) -> str:
        return " ".join(there.get(word, word) for word in sentence.split())

    def home(sentence: str) -> str:
        return " ".join(back.get(word, word) for word in sentence.split())

    found = audit(NEWS.strip().splitlines(), Way(forth, home))
    assert [suspect.word for suspect in found] == ["whistle"]
    assert found[0].lost == found[0].seen == 2
    assert found[0].instead == {"siren": 2}


def test_proposals_are_comments_of_a_glossary_that_changes_nothing(tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text(NEWS * 2, encoding="utf-8")
    result = CliRunner().invoke(app, ["models", "audit", "en-pt", str(news)])
    assert result.exit_code == 0
    assert all(line.startswith("#") for line in result.stdout.splitlines())
    assert tomllib.loads(result.stdout) == {}


def test_a_missing_file_and_a_pair_that_is_none_are_told_in_one_sentence(tmp_path: Path) -> None:
    for words in (["en-pt", str(tmp_path / "none.txt")], ["english", str(tmp_path)]):
        result = CliRunner().invoke(app, ["models", "audit", *words])
        assert isinstance(result.exception, UsageError)


def test_a_pair_without_models_both_ways_is_told(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    result = CliRunner().invoke(app, ["models", "audit", "xx-yy", str(tmp_path / "news.txt")])
    assert isinstance(result.exception, NoRoute)


@pytest.mark.parametrize("text", ["", "\n\n", "One word.\n"])
def test_a_text_with_nothing_to_judge_gives_only_the_head(text: str, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text(text, encoding="utf-8")
    assert CliRunner().invoke(app, ["models", "audit", "en-pt", str(news)]).stdout.count("\n") == 1
