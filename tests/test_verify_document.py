"""Checks of a whole article, and the gate of all checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from benches import load

from dragoman.types import Pair, Severity
from dragoman.verify.document import check

EN_PT = Pair("en", "pt")
BODY = [
    ("Okafor left 14 boats.", "Okafor deixou 14 barcos."),
    ("Then Okafor slept.", "Depois Okafor dormiu."),
    ("Nobody asked Okafor.", "Ninguém perguntou a Okafor."),
]


def test_an_article_that_agrees_with_itself_has_no_finding() -> None:
    assert list(check([("Okafor leaves 14 boats", "Okafor deixa 14 barcos")], BODY, EN_PT)) == []


def test_a_name_written_otherwise_once_is_told_with_its_sentence() -> None:
    body = [*BODY, ("They saw Okafor.", "Eles viram Okofor.")]
    ((index, finding),) = check([("Boats", "Barcos")], body, EN_PT)
    assert (index, finding.severity, finding.source) == (4, Severity.WARN, (9, 15))


def test_a_headline_with_a_number_that_its_body_lacks_is_told() -> None:
    ((index, finding),) = check([("Okafor leaves 14 boats", "Okafor deixa 41 barcos")], BODY, EN_PT)
    assert (index, finding.target) == (0, (13, 15))


def test_a_sentence_without_translation_fails() -> None:
    ((index, finding),) = check([], [("He left.", "Ele saiu."), ("She stayed.", " ")], EN_PT)
    assert (index, finding.severity) == (1, Severity.FAIL)


def test_every_floor_and_ceiling_of_our_own_corpus_holds() -> None:
    gate = load("fidelity_gate")
    assert gate.digest() == gate.pinned_digest()
    assert gate.broken(gate.measure(), gate.read()) == []


def test_limits_get_worse_by_the_flag_with_a_reason_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = load("fidelity_gate")
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "fidelity.toml")
    gate.pin({"alarms": {"fail": 0.01}, "caught": {"digit": 0.9}}, "")
    gate.pin({"alarms": {"fail": 0.02}, "caught": {"digit": 0.8}}, "")
    assert gate.read() == {"alarms": {"fail": 0.01}, "caught": {"digit": 0.9}}
    assert gate.broken({"alarms": {"fail": 0.02}, "caught": {}}, gate.read()) == [
        "alarms: fail is 0.0200, its limit is 0.0100",
        "caught: digit is 0.0000, its limit is 0.9000",
    ]
    gate.pin({"alarms": {"fail": 0.02}, "caught": {"digit": 0.8}}, "the corpus has grown")
    assert gate.read() == {"alarms": {"fail": 0.02}, "caught": {"digit": 0.8}}
    assert "# Lowered: the corpus has grown" in (tmp_path / "fidelity.toml").read_text()
