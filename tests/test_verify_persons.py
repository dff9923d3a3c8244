"""Persons in one gender from the headline to the last paragraph."""

import re

import pytest

from dragoman.gender import told
from dragoman.types import Finding, Outcome, Pair, Sentence, Severity, Text
from dragoman.verify import consistency
from dragoman.verify.persons import made_alike

EN_PT = Pair("en", "pt")
TOLD = (
    ("Jo Porter won, and her party cheered.", "Jo Porter venceu, e seu partido comemorou."),
    ("Porter said she was glad.", "Porter disse que ela estava contente."),
)


def targets(*pairs: tuple[str, str], outcome: Outcome = Outcome.CLEAN) -> list[Sentence]:
    made = {str(n): (Sentence(Text(a), Text(b), outcome, "plain"),) for n, (a, b) in enumerate(pairs)}
    return [sentence for (sentence,) in made_alike(made, EN_PT).values()]


def test_whom_the_text_calls_she_is_no_senador_elsewhere() -> None:
    last = targets(*TOLD, ("Senator Porter left.", "O senador Porter saiu."))[2]
    assert (last.target.text, last.outcome) == ("A senadora Porter saiu.", Outcome.REPAIRED)


def test_one_sentence_tells_too_little() -> None:
    assert targets(*TOLD[1:], ("Senator Porter left.", "O senador Porter saiu."))[1].outcome is Outcome.CLEAN


def test_what_stands_in_the_original_stays() -> None:
    made = targets(*TOLD, ("O senador Porter.", "O senador Porter saiu."), outcome=Outcome.ORIGINAL)
    assert made[2].target.text == "O senador Porter saiu."


def test_a_given_name_tells_of_the_surname_alone() -> None:
    made = targets(
        ("Amy Porter ran.", "Amy Porter correu."), ("Porter, a senator, sat.", "Porter, um senador, sentou.")
    )
    assert made[1].target.text == "Porter, uma senadora, sentou."
    assert told(["Amy Porter met Max Porter.", "Porter sat."]) == {}


def test_a_sentence_with_two_persons_tells_nothing() -> None:
    assert (
        told(["Jo Porter met Kim Dahl, and she left.", "Porter called Dahl: she came.", "Porter sat. Dahl sat."]) == {}
    )


def test_he_and_she_of_one_person_tell_nothing() -> None:
    assert told(["Jo Porter left her house.", "Porter lost his keys.", "Porter ate."]) == {}


def test_of_two_who_share_a_surname_nothing_is_known() -> None:
    assert told(["Jo Porter left her house.", "Porter lost her keys.", "Max Porter ate.", "Porter sat."]) == {}


def test_a_first_name_is_believed_before_the_pronouns() -> None:
    assert told(["Mary Porter left his house.", "Porter lost his keys."]) == {}


@pytest.mark.parametrize(
    ("before", "source", "target", "right"),
    [
        ("Ana Reis tem um barco.", "Correu.", "He ran with his dog.", "She ran with her dog."),
        ("A enfermeira Ana Reis, 34, correu.", "Na terça, correu.", "On Tuesday, he ran.", "On Tuesday, she ran."),
        ("Dona Lourdes chegou.", "“Canta”, explicou.", "“Sing,” he explained.", "“Sing,” she explained."),
        ("Ana Reis correu.", "Viajou na Santa Luzia.", "He went on the Santa Luzia.", "She went on the Santa Luzia."),
        ("O ladrão atacou Ana Reis.", "Correu.", "He ran.", "He ran."),
        ("Ana Reis e Rui Reis correram.", "Correu.", "He ran.", "He ran."),
        ("Ana Reis correu.", "Ele fugiu.", "He fled.", "He fled."),
        ("Ana Reis correu.", "Foi preso.", "He was arrested.", "He was arrested."),
        ("Ana Reis correu.", "Rui fugiu.", "He fled.", "He fled."),
        ("O barco da Ana Reis, azul, partiu.", "Voltou.", "He returned.", "He returned."),
        ("Ana Reis correu.", "Disse que voltaria.", "He said he would return.", "She said she would return."),
        ("Ana Reis, da clínica Boa Vida, correu.", "Correu.", "He ran.", "She ran."),
        ("Ana Reis levou o guarda-chuva.", "Correu.", "He ran.", "She ran."),
        ("Ana Reis correu.", "Foi à Ilha das Corujas.", "He went to Owl Island.", "She went to Owl Island."),
        ("Ana Reis correu.", "Na terça (17), correu.", "On Tuesday (17), he ran.", "On Tuesday (17), she ran."),
        ("Ana Reis correu.", "Amarrou o barco.", "He tied up the boat.", "She tied up the boat."),
        ("Ana Reis correu.", "Amarrou o barco.", "He tied up his boat.", "He tied up his boat."),
        ("Ana Reis correu.", "Viu-o cair.", "He saw him fall.", "He saw him fall."),
        ("Ana Reis perdeu o filho.", "Tinha dez anos.", "He was ten.", "He was ten."),
        ("Ana Reis encontrou Lula.", "Disse que irá.", "He said he will go.", "He said he will go."),
        ("Ana Reis correu.", "Contou que o filho caiu.", "He said his son fell.", "He said his son fell."),
        ("Ana Reis correu.", "Ontem o motorista caiu.", "Yesterday he fell.", "Yesterday he fell."),
        ("Ana Reis correu.", "No domingo Guterres disse.", "On Sunday he said.", "On Sunday he said."),
        (
            "Ana Reis correu.",
            "Ontem o motorista disse que adormeceu.",
            "Yesterday the driver said he fell asleep.",
            "Yesterday the driver said he fell asleep.",
        ),
        ("Ana Reis correu.", "“Caiu”, contou.", "“He fell,” he said.", "“He fell,” she said."),
        ("Ana Reis correu.", "“Caiu.", "“He fell.", "“He fell."),
        ("Ana Reis correu.", "Caiu”, contou.", "He fell,” he said.", "He fell,” he said."),
    ],
)
def test_whom_a_sentence_tells_of_without_a_subject_is_she_that_the_one_before_began_with(
    before: str, source: str, target: str, right: str
) -> None:
    made = {
        "1": (
            Sentence(Text(before), Text("…"), Outcome.CLEAN, "plain"),
            Sentence(Text(source), Text(target), Outcome.CLEAN, "plain"),
        )
    }
    last = made_alike(made, Pair("pt", "en"))["1"][1]
    assert last.target.text == right
    assert last.outcome is (Outcome.CLEAN if right == target else Outcome.REPAIRED)


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("Ana Reis na lancha que comprou com a mãe.", "Ana Reis in the launch he bought with his mother.", "she her"),
        ("Ana Reis na lancha que o irmão comprou.", "Ana Reis in the launch he bought with his mother.", "he his"),
        ("Rui Reis na lancha que comprou com a mãe.", "Rui Reis in the launch he bought with his mother.", "he his"),
        ("Ana Reis e Lula na lancha que comprou.", "Ana Reis and Lula in the launch he bought with his.", "he his"),
    ],
)
def test_whom_a_sentence_begins_with_is_she_in_it(source: str, target: str, right: str) -> None:
    made = made_alike({"1": (Sentence(Text(source), Text(target), Outcome.CLEAN, "plain"),)}, Pair("pt", "en"))
    assert re.findall(r"\b(?:s?he|his|her)\b", made["1"][0].target.text) == right.split()


@pytest.mark.parametrize(
    ("places", "right"),
    [
        (("1", "2"), "She"),
        (("1", "3"), "He"),
        (("1.caption", "2"), "He"),
        (("1", "2.caption"), "He"),
        (("headline", "1"), "He"),
        (("4", "5"), "He"),  # the fourth is no paragraph
    ],
)
def test_she_goes_from_one_paragraph_to_the_next_alone(places: tuple[str, str], right: str) -> None:
    told = ("Ana Reis no porto.", "Ana Reis at the port."), ("Disse que voltaria.", "He said so.")
    made = {
        place: (Sentence(Text(source), Text(target), Outcome.CLEAN, "plain"),)
        for place, (source, target) in zip(places, told, strict=True)
    }
    last = made_alike(made, Pair("pt", "en"), frozenset({"1", "2", "3", "5"}))[places[1]][0]
    assert last.target.text == f"{right} said so."


def test_no_check_objects_to_what_is_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def objecting(source: str, target: str, pair: Pair) -> tuple[Finding, ...]:
        asked.append(target)
        return (Finding("names", Severity.WARN, "No."),) if "She" in target else ()

    monkeypatch.setattr(consistency, "check", objecting)
    told = ("Ana Reis correu.", "Ana Reis ran."), ("Disse isso.", "He said so.")
    made = {"1": tuple(Sentence(Text(a), Text(b), Outcome.CLEAN, "plain") for a, b in told)}
    assert made_alike(made, Pair("pt", "en")) == made
    assert asked == ["He said so.", "She said so."]
