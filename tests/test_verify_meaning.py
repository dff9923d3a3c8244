from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.flow.proof import witness
from dragoman.types import Finding, Pair, Severity
from dragoman.verify.meaning import CHECKS, check
from dragoman.verify.meaning.exchanges import exchange
from dragoman.verify.meaning.opposites import opposites

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")


def judged(pair: Pair, source: str, target: str, *, own: bool = False) -> tuple[Finding, ...]:
    seen = witness(pair)
    assert seen is not None
    return check(source, target, pair, seen, own=own)


GOOD = [
    (
        EN_PT,
        "Prices rose sharply in March, the bank said.",
        "Os preços subiram acentuadamente em março, disse o banco.",
    ),
    (EN_PT, "The harbour was closed after the storm.", "O porto foi fechado depois da tempestade."),
    (EN_PT, "Anna told Peter that she would never sell the house.", "Anna disse a Peter que nunca venderia a casa."),
    (PT_EN, "A prefeita abriu a ponte nova na terça-feira.", "The mayor opened the new bridge on Tuesday."),
    (PT_EN, "Ele não aceitou a proposta do sindicato.", "He did not accept the union's proposal."),
    (PT_EN, "Os salários caíram, mas o desemprego também diminuiu.", "Wages fell, but unemployment also decreased."),
]
WRONG = [
    (EN_PT, "antonym", "Prices rose sharply in March.", "Os preços caíram acentuadamente em março.", "caíram"),
    (EN_PT, "antonym", "The southern border was closed.", "A fronteira norte foi fechada.", "norte"),
    (EN_PT, "polarity", "She never denied it.", "Ela sempre negou isso.", "sempre"),
    (EN_PT, "polarity", "The minister accepted the offer.", "O ministro não aceitou a oferta.", "não"),
    (EN_PT, "polarity", "The minister did not accept it.", "O ministro aceitou isso.", "aceitou"),
    (EN_PT, "person", "He said that he would leave.", "Ela disse que ele sairia.", "Ela"),
    (EN_PT, "unlikely", "The bank raised its interest rates.", "O barco elevou suas taxas de juros.", "barco"),
    (PT_EN, "antonym", "A ponte nova foi aberta.", "The new bridge was closed.", "closed"),
    (PT_EN, "polarity", "O ministro não aceitou a oferta.", "The minister accepted the offer.", "accepted"),
    (
        PT_EN,
        "polarity",
        "O ministro aceitou a oferta e saiu.",
        "The minister didn't accept the offer and left.",
        "didn't",
    ),
    (PT_EN, "person", "Ele disse que a irmã chegou.", "She said that the sister arrived.", "She"),
    (PT_EN, "unlikely", "O navio afundou na tempestade.", "The ship sank in the kitchen.", "kitchen"),
]


@pytest.mark.parametrize(("pair", "source", "target"), GOOD)
def test_a_good_translation_gives_no_cause(pair: Pair, source: str, target: str) -> None:
    assert judged(pair, source, target) == ()


@pytest.mark.parametrize(("pair", "name", "source", "target", "word"), WRONG)
def test_a_wrong_meaning_is_named_and_placed(pair: Pair, name: str, source: str, target: str, word: str) -> None:
    (finding,) = judged(pair, source, target)
    assert finding.check == name
    assert (finding.target and target[slice(*finding.target)] == word) or (finding.source and not finding.target)


def test_a_clause_that_is_left_out_is_shown_in_the_source() -> None:
    source = "The bridge was closed on Tuesday, because the river had risen above its banks, the mayor said."
    (finding,) = judged(EN_PT, source, "A ponte foi fechada na terça-feira, disse a prefeita.")
    assert finding.check == "omission"
    assert finding.severity is Severity.FAIL
    assert finding.source is not None
    assert "the river had risen" in source[slice(*finding.source)]


def test_a_letter_that_an_editor_changed_is_no_word_that_was_left_out() -> None:
    source = 'Ana went on, "[w]e have [n]ever seen [s]uch a storm in the harbour."'
    assert judged(EN_PT, source, 'Ana continuou: "nunca vimos uma tempestade dessas no porto".') == ()


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("speaker", "Macron told Merkel to wait in Paris.", "Merkel disse a Macron que esperasse em Paris."),
        ("order", "He paid 300 dollars for 12 chairs.", "Ele pagou 12 dólares por 300 cadeiras."),
    ],
)
def test_who_and_what_at_each_others_place_is_told(name: str, source: str, target: str) -> None:
    assert [finding.check for finding in judged(EN_PT, source, target)] == [name]


def test_a_model_does_not_judge_the_words_of_its_own_output() -> None:
    source, target = "The bank raised its interest rates.", "O barco elevou suas taxas de juros."
    assert judged(EN_PT, source, target)
    assert judged(EN_PT, source, target, own=True) == ()


def test_of_him_or_her_either_may_be_said() -> None:
    assert judged(EN_PT, "Stay calm when you approach him or her.", "Fique calmo quando se aproximar dela.") == ()


def test_the_translation_of_another_sentence_fails() -> None:
    source = "The harbour was closed on Tuesday after the storm had damaged two of its cranes."
    target = "A ministra disse aos estudantes que o governo pagará mais bolsas a partir de janeiro."
    (finding,) = judged(EN_PT, source, target)
    assert finding.severity is Severity.FAIL


class Nobody:
    """A witness that can be asked nothing: no model can be run on the sentence."""

    def target(self, source: str, target: str) -> None:
        return None

    def source(self, source: str, target: str) -> None:
        return None

    def support(self, source: str, targets: Sequence[str]) -> list[list[float]]:
        return []


def test_where_no_model_can_be_asked_nothing_is_found() -> None:
    assert check("Prices rose.", "Os preços caíram.", EN_PT, Nobody()) == ()
    assert witness(Pair("ru", "uk")) is None


def test_opposites_go_both_ways_and_no_word_is_its_own() -> None:
    for language in ("en", "pt"):
        table = opposites(language)
        assert len(table) > 3000
        assert all(word in table[other] for word, others in table.items() for other in others)
        assert not any(word in others for word, others in table.items())
    assert "fell" in opposites("en")["rose"]
    assert "caíram" in opposites("pt")["subiram"]
    assert opposites("fi") == {}


@given(st.text(max_size=30), st.data())
def test_an_exchange_done_twice_is_none(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    one, other = (cuts[0], cuts[1]), (cuts[2], cuts[3])
    longer = (cuts[1] - cuts[0]) - (cuts[3] - cuts[2])
    again = (one[0], one[1] - longer), (other[0] - longer, other[1])
    assert exchange(exchange(text, one, other), *again) == text


TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(("", " ", "😀", "…", "not", "não", "he", "A", "12 " * 300, "Prices rose.", "“Rose”—fell/never-he")),
)


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, st.sampled_from((EN_PT, PT_EN)))
def test_any_texts_can_be_judged(source: str, target: str, pair: Pair) -> None:
    for finding in judged(pair, source, target):
        assert finding.check in CHECKS
        for text, place in ((source, finding.source), (target, finding.target)):
            assert place is None or 0 <= place[0] <= place[1] <= len(text)
