"""The command line as people script against it: forms, exit codes, one sentence for each mistake."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dragoman.cli import whole
from dragoman.cli.app import SHARED
from dragoman.verify.vocabulary import LISTED

DRAGOMAN = Path(sys.executable).with_name("dragoman")


def run(*arguments: object, folder: Path | None = None, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [str(DRAGOMAN), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, input=text)


def commands(command: Any, *named: str) -> Iterator[list[str]]:
    if subcommands := getattr(command, "commands", None):
        for name, each in subcommands.items():
            yield from commands(each, *named, name)
    else:
        yield list(named)


def test_every_command_shows_an_example_in_its_help() -> None:
    app = whole()
    found = list(commands(get_command(app)))
    assert ["source", "add"] in found
    for command in found:
        shown = CliRunner().invoke(app, [*command, "--help"])
        assert shown.exit_code == 0
        assert "Example: dragoman " in " ".join(shown.stdout.split()), command


def test_translate_gives_a_line_for_a_line_and_json_a_line_a_sentence(tmp_path: Path) -> None:
    text = "The port reopened on Tuesday. Nobody was hurt.\n\nThe ferry is late.\n"
    plain = run("translate", "--from", "en", "--to", "pt", text=text)
    assert plain.stdout.count("\n") == 3
    assert "terça-feira" in plain.stdout
    rows = [json.loads(line) for line in run("translate", "--json", text=text).stdout.splitlines()]
    assert [row["source"] for row in rows] == [
        "The port reopened on Tuesday.",
        "Nobody was hurt.",
        "The ferry is late.",
    ]
    assert all(set(row) == {"source", "target", "route", "outcome", "findings"} for row in rows)


def test_verify_exits_1_where_a_fact_differs(tmp_path: Path) -> None:
    (tmp_path / "en").write_text("It cost £5 million.\nHe left.\n", encoding="utf-8")
    (tmp_path / "pt").write_text("Custou 5 milhões de euros.\nEle saiu.\n", encoding="utf-8")
    told = run("verify", "--from", "en", "--to", "pt", tmp_path / "en", tmp_path / "pt")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.returncode == 1
    assert [row["verdict"] for row in rows] == ["fail", "pass"]
    assert rows[0]["findings"][0]["check"] == "money"


def test_a_manifest_gives_one_line_a_row_in_order_and_an_error_is_its_rows_own(tmp_path: Path) -> None:
    story = "The council met on Monday and agreed to mend the old quay before winter. " * 4
    (tmp_path / "a.html").write_text(
        f"<html lang=en><body><article><h1>Quay</h1><p>{story}</p></article></body></html>"
    )
    (tmp_path / "b.html").write_text("")
    rows = [
        {"id": 1, "url": "https://x.example/1", "file": "a.html"},
        {"id": 2, "file": "b.html"},
        {"id": 3},
        {"id": 4, "file": "a.html", "url": 5},
    ]
    (tmp_path / "rows.jsonl").write_text("\n\n".join(map(json.dumps, rows)))
    told = run("extract", "--manifest", tmp_path / "rows.jsonl")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["id"] for row in found] == [1, 2, 3, 4], "a blank line is no row"
    assert found[0]["headline"] == "Quay"
    assert found[0]["text"].startswith("The council met")
    assert "error" in found[1]
    assert "error" in found[2]
    assert "its url as text" in found[3]["error"]
    assert told.returncode == 1
    assert "3 rows gave an error" in told.stderr
    (tmp_path / "whole.jsonl").write_text(json.dumps(rows[0]))
    assert run("extract", "--manifest", tmp_path / "whole.jsonl").returncode == 0


def test_rules_of_your_own_are_tried_on_a_page(tmp_path: Path) -> None:
    text = "<p>The council met on Monday and agreed to mend the old quay before the winter storms.</p>"
    (tmp_path / "a.html").write_text(
        "<html lang=en><body><article><h1>Quay</h1><h2 class=top>The quay is mended</h2><i class=who>Ana Lopes</i>"
        f"{text * 4}<div class=extra>{text.replace('quay', 'ferry') * 2}</div></article></body></html>"
    )
    (tmp_path / "rules.toml").write_text('["x.example"]\nheadline = ".top"\nbyline = ".who"\ndrop = ".extra"\n')
    page = ("extract", tmp_path / "a.html", "--url", "https://www.x.example/1")
    told = run(*page, "--rules", tmp_path / "rules.toml")
    plain, ruled = json.loads(run(*page).stdout), json.loads(told.stdout)
    assert told.returncode == 0
    assert (plain["headline"], ruled["headline"]) == ("Quay", "The quay is mended")
    assert ruled["authors"] == ["Ana Lopes"]
    assert "ferry" in plain["text"]
    assert "ferry" not in ruled["text"]


def test_a_site_is_made_filled_and_looked_at(tmp_path: Path) -> None:
    assert run("init", "here", "--languages", "en,pt", folder=tmp_path).returncode == 0
    site = tmp_path / "here"
    assert run("source", "add", "https://example.org/feed.xml", "--licence", "CC-BY-4.0", folder=site).returncode == 0
    (source,) = json.loads(run("source", "list", "--json", folder=site).stdout)
    assert source["feed"] == "https://example.org/feed.xml"
    assert run("source", "pause", source["source"], folder=site).returncode == 0
    report = json.loads(run("status", "--json", folder=site).stdout)
    assert report["sources"][0]["paused"]
    assert "contact" in run("doctor", folder=site).stdout
    assert run("once", folder=site).returncode == 0
    assert (site / "public" / "pt" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["extract"], 2),
        (["extract", "/nothing/here"], 2),
        (["translate", "--from", "en", "--to", "uk"], 1),
        (["init", "x", "--languages", "en,fi"], 2),
        (["source", "add", "ftp://example.org/feed"], 2),
        (["status"], 2),
    ],
)
def test_a_mistake_is_one_sentence_on_stderr(tmp_path: Path, arguments: list[str], code: int) -> None:
    told = run(*arguments, folder=tmp_path, text="Hello there.\n")
    assert told.returncode == code
    assert told.stderr.startswith("dragoman: ")
    assert told.stderr.count("\n") == 1


def test_ctrl_c_while_it_is_still_importing_ends_it_in_silence() -> None:
    code = """
import os, signal, sys
class Interrupted:
    def find_spec(self, name, *_):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupted())
from dragoman.cli import main
main()
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (130, "")


def test_what_only_looks_at_a_site_imports_nothing_heavy() -> None:
    code = (
        "import sys; from dragoman.cli import app, site, sources, reports; from dragoman.newsroom import health; "
        "print(sorted({'aiohttp', 'numpy', 'psycopg', 'procrastinate', 'simplemma', 'lxml'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [(["dragoman.flow.wire"], {"simplemma", "trafilatura", "wordfreq"}), (SHARED, {"django"})],
    ids=["hands out work", "works"],
)
def test_neither_who_hands_out_work_nor_who_works_imports_what_only_the_other_needs(
    modules: Sequence[str], unwanted: set[str]
) -> None:
    code = f"import {', '.join(modules)}, sys; print(sorted({unwanted} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_every_language_that_is_said_to_have_a_dictionary_has_one() -> None:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    assert set(SUPPORTED_LANGUAGES) >= LISTED
