"""The headline against its body, and the gate of all checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from benches import load

from dragoman.types import Outcome, Pair, Sentence, Severity, Text
from dragoman.verify.headline import held_to_its_body

EN_PT = Pair("en", "pt")


def article(headline: tuple[str, str], *body: tuple[str, str]) -> dict[str, tuple[Sentence, ...]]:
    rows = {"headline": headline, **{str(n): row for n, row in enumerate(body)}}
    return {
        place: (Sentence(Text(source), Text(target), Outcome.CLEAN, "plain"),)
        for place, (source, target) in rows.items()
    }


BODY = ("Okafor left 14 boats.", "Okafor deixou 14 barcos.")


def test_a_headline_that_agrees_with_its_body_has_no_finding() -> None:
    passages = article(("Okafor leaves 14 boats", "Okafor deixa 14 barcos"), BODY)
    assert held_to_its_body(passages, EN_PT) == passages


def test_a_headline_with_a_number_that_its_body_lacks_is_doubted() -> None:
    passages = article(("Okafor leaves 14 boats", "Okafor deixa 41 barcos"), BODY)
    ((sentence,), _) = held_to_its_body(passages, EN_PT).values()
    (finding,) = sentence.findings
    assert (sentence.outcome, finding.severity, finding.target) == (Outcome.FLAGGED, Severity.WARN, (13, 15))


def test_a_headline_whose_number_no_body_tells_is_left_alone() -> None:
    passages = article(("Okafor leaves 14 boats", "Okafor deixa 14 barcos"), ("He left.", "Ele saiu."))
    assert held_to_its_body(passages, EN_PT) == passages


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
