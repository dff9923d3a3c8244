"""`dragoman verify`: JSON for pipelines, a table for the terminal, a page for a browser, one sentence for a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Told, run

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.report import Line, page_row, pieces

OURS = "It cost £5 million.\nHe left.\n\x1b[31mShe <b>won</b> & left.\n"
THEIRS = "Custou 5 milhões de euros.\nEle saiu.\n\x1b[31mEla <b>perdeu</b> & saiu.\n"


def verify(folder: Path, *options: str, ours: str = OURS, theirs: str = THEIRS) -> Told:
    (folder / "a.en").write_text(ours, encoding="utf-8")
    (folder / "a.pt").write_text(theirs, encoding="utf-8")
    return run("verify", "a.en", "a.pt", *options, folder=folder)


def test_every_line_is_answered_in_order_whatever_the_length_of_the_file(tmp_path: Path) -> None:
    told = verify(
        tmp_path, ours="He paid 7 euros.\n" * 15_000, theirs="Ele pagou 7 euros.\n" * 14_999 + "Ele pagou 8 euros.\n"
    )
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["line"] for row in rows] == list(range(1, 15_001))
    assert {row["verdict"] for row in rows[:-1]} == {"pass"}
    assert (rows[-1]["verdict"], told.returncode) == ("fail", 1)


def test_what_is_right_exits_0(tmp_path: Path) -> None:
    assert verify(tmp_path, ours="He left.\n", theirs="Ele saiu.\n").returncode == 0


def test_explain_shows_what_was_found_and_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    told = verify(tmp_path, "--explain")
    assert "Line 1: fail" in told.stdout
    assert "The currency “£” became “euros”." in told.stdout
    assert "Line 2" not in told.stdout
    assert "\x1b[31m" not in told.stdout
    assert told.stdout.rstrip().endswith("3 lines: 1 pass, 1 warn, 1 fail.")


def test_a_page_holds_no_markup_of_the_text_and_no_script(tmp_path: Path) -> None:
    verify(tmp_path, "--html", "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert '<mark class="fail">£</mark>' in page
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []


def test_a_language_read_from_the_right_stands_so() -> None:
    line = Line(1, "Paid 5 euros.", "دفع 6 يورو.", (Finding("numbers", Severity.FAIL, "5 is 6", (5, 6), (4, 5)),))
    row = page_row(line, Pair("en", "ar"))
    assert '<td lang="ar" dir="rtl">دفع <mark class="fail">6</mark>' in row


def test_the_worst_of_findings_that_overlap_is_shown_and_no_letter_is_lost() -> None:
    found = (
        Finding("a", Severity.WARN, "", (0, 6)),
        Finding("b", Severity.FAIL, "", (4, 99)),
        Finding("c", Severity.NOTE, ""),
    )
    assert list(pieces("abcdefgh", found, "source")) == [
        ("abcd", Severity.WARN),
        ("ef", Severity.FAIL),
        ("gh", Severity.FAIL),
    ]


@pytest.mark.parametrize(
    ("options", "theirs", "told"),
    [
        (["--from", "english"], THEIRS, "“english” is no language code"),
        (["--from", "pt-PT"], THEIRS, "are one language"),
        ([], "Custou.\n", "a.en has 3 lines and a.pt 1"),
        (["--html", "no/such/page.html"], THEIRS, "no/such/page.html can't be written"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(tmp_path: Path, options: list[str], theirs: str, told: str) -> None:
    answer = verify(tmp_path, *options, theirs=theirs)
    assert answer.returncode == 2
    assert answer.stderr.startswith("dragoman: ")
    assert told in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert answer.stdout == ""
