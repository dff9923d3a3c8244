"""Money and dates: the same currency, month or weekday by another name is no finding, another one fails."""

import pytest

from dragoman.types import Pair
from dragoman.verify import check, dates, money, verdict

EN_PT, PT_EN = Pair("en", "pt-BR"), Pair("pt-PT", "en-GB")

# --- Money -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("It cost £5.", "Custou 5 libras."),
        ("It cost £5 million.", "Custou £ 5 milhões."),
        ("It cost €5 million.", "Custou 5 milhões de euros."),
        ("It cost $5.", "Custou US$ 5."),
        ("It cost 5 million US dollars.", "Custou US$ 5 milhões."),
        ("It cost R$ 3 billion.", "Custou R$ 3 bi."),
        ("It cost 3 billion Brazilian reais.", "Custou R$ 3 bilhões."),
        ("between £5 and £6 million", "entre 5 e 6 milhões de libras"),
        ("millions of dollars", "milhões de dólares"),
        ("¥100", "100 ienes"),
        ("5 million South Korean won", "5 milhões de wons"),
        ("They won 3 of 4 real matches.", "Venceram 3 de 4 jogos reais."),
        ("He lost 5 pounds.", "Ele perdeu 2,3 kg."),
        ("The dollar rose against the euro.", "O dólar subiu frente ao euro."),
    ],
)
def test_a_currency_by_sign_code_or_name_is_the_same(en: str, pt: str) -> None:
    assert list(money.check(en, pt, EN_PT)) == []
    assert list(money.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("It cost £125m.", "Custou 125 milhões de euros."),
        ("It cost $5.", "Custou R$ 5."),
        ("It cost £5.", "Custou 5."),
        ("It cost 5.", "Custou 5 euros."),
        ("He paid $5 and £6.", "Ele pagou £ 5 e US$ 6."),
        ("The dollar rose.", "O euro subiu."),
        ("ten thousand euros", "dez mil dólares"),
    ],
)
def test_a_currency_changed_lost_or_added_fails(en: str, pt: str) -> None:
    assert verdict(money.check(en, pt, EN_PT)) == "fail"


def test_one_of_two_amounts_without_its_currency_is_a_warning() -> None:
    source = "He paid $5 for the first of the books and a good while later $6 for another."
    target = "Ele pagou US$ 5 pelo primeiro dos livros e um bom tempo depois, por outro, pagou 6 no total da compra."
    assert verdict(money.check(source, target, EN_PT)) == "warn"


# --- Dates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("on Monday, May 5", "na segunda-feira, 5 de maio"),
        ("on Monday night", "na segunda à noite"),
        ("on Sept. 11", "em 11 de setembro"),
        ("on March 18", "em 18/3"),
        ("in mid-August", "em meados de agosto"),
        ("Nov-Feb", "de novembro a fevereiro"),
        ("The Sunday Times said so.", "O Sunday Times disse isso."),
        ("Theresa May may march.", "Theresa May pode marchar."),
        ("May Day is a holiday.", "O Dia do Trabalho é feriado."),
        ("in the second and fifth rounds", "na segunda e na quinta rodadas"),
        ("in Rio de Janeiro", "no Rio de Janeiro"),
        ("Black Friday sales", "vendas da Black Friday"),
        ("Plácido Domingo sang.", "Plácido Domingo cantou."),
        ("in March, of 15,000 people", "em março, de 15 mil pessoas"),
        ("a March of 20 degrees", "um março de 20°"),
    ],
)
def test_a_month_or_weekday_by_another_name_is_the_same(en: str, pt: str) -> None:
    assert list(dates.check(en, pt, EN_PT)) == []
    assert list(dates.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("on Monday", "na terça-feira"),
        ("on Monday", "na terça"),
        ("on Monday", "ontem"),
        ("in May 2019", "em junho de 2019"),
        ("last year", "em outubro"),
        ("no vote on October 15", "nenhum voto sobre outubro de 15"),
    ],
)
def test_a_month_or_weekday_changed_lost_or_added_fails(en: str, pt: str) -> None:
    assert verdict(dates.check(en, pt, EN_PT)) == "fail"


def test_a_weekday_that_changed_is_pointed_at_on_both_sides() -> None:
    (finding,) = dates.check("He left on Monday.", "Ele saiu na sexta-feira.", EN_PT)
    assert finding.source == (11, 17)
    assert finding.target == (12, 23)


@pytest.mark.parametrize(
    ("target", "seen"),
    [
        ("A POLÍCIA PRENDEU 12 EM PARIS NA SEGUNDA-FEIRA", set()),
        ("A POLÍCIA PRENDEU 12 EM BERLIM NA TERÇA-FEIRA", {"names", "dates"}),
        ("A polícia prendeu 12 em Paris na terça-feira", {"dates"}),
    ],
)
def test_lines_in_capitals_have_days_and_places_too(target: str, seen: set[str]) -> None:
    assert {found.check for found in check("POLICE ARRESTED 12 IN PARIS ON MONDAY", target, Pair("en", "pt"))} == seen


def test_real_estate_is_no_currency() -> None:
    assert list(money.check("Perderam 3,4 mil imóveis.", "They lost 3,400 real estate units.", PT_EN)) == []
    assert list(money.check("Perderam 3,4 mil imóveis.", "They lost 3,400 real.", PT_EN))
