"""Quotation marks: paired in every convention, and every quotation of the source is one in the target."""

import pytest

from dragoman.quotes import quotes
from dragoman.types import Pair
from dragoman.verify import quotations, verdict

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotes(text).spans]


# --- Quotation marks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"No," he said.', ['"No,"']),
        ("“No,” he said.", ["“No,”"]),
        ("«Non», dit-il.", ["«Non»"]),
        ("»Nein«, sagte er.", ["»Nein«"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("”Nej”, sade han.", ["”Nej”"]),
        ("彼は「いいえ」と言った。", ["「いいえ」"]),
        ("“He said ‘no’ twice”", ["“He said ‘no’ twice”", "‘no’"]),
        ('("x")', ['("x")'[1:4]]),
        ("‘It began in May,’ he said.", ["‘It began in May,’"]),
        ("'The students' union is big,' he said.", ["'The students' union is big,'"]),
        ("'faceless directors' and 'profiteers' at firms", ["'faceless directors'", "'profiteers'"]),
        ("the students' union, rock 'n' roll, the '90s, ‘90s, l'eau d'or, don't", []),
        ('He is 6\'2" tall and it was 12" wide.', []),
    ],
)
def test_marks_are_paired_whatever_the_convention(text: str, found: list[str]) -> None:
    assert quoted(text) == found
    assert quotes(text).opened == quotes(text).closed == ()


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ('"No," he said.', "“Não”, disse ele."),
        ("'No,' he said.", '"Não", disse ele.'),
        ('"It began in May. ', "“Começou em maio. "),
        ('It ended in June," he said.', "Terminou em junho”, disse."),
        ("'It began in May.", '"Começou em maio.'),
        ('"He said "no" twice."', "“Ele disse ‘não’ duas vezes.”"),
        ("the students' union", "a união dos estudantes"),
        ('It will open on May 12".', 'Vai abrir em 12 de maio".'),
    ],
)
def test_a_quotation_with_other_marks_is_the_same(en: str, pt: str) -> None:
    assert list(quotations.check(en, pt, EN_PT)) == []
    assert list(quotations.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ('"No," he said.', "Não, disse ele."),
        ('"No," he said.', '"Não, disse ele.'),
        ('"No," he said.', 'Não", disse ele.'),
        ('"It began in May.', "Começou em maio."),
        ('It ended in June," he said.', '"Terminou em junho", disse.'),
        ('the "green card"', "o green card"),
        ("'looking like muppets'", "parecer muppets"),
    ],
)
def test_a_quotation_lost_or_unpaired_fails(en: str, pt: str) -> None:
    assert verdict(quotations.check(en, pt, EN_PT)) == "fail"


def test_a_lost_quotation_is_pointed_at() -> None:
    source = '"Yes," said Ana, but the "green card" of her husband is gone.'
    (finding,) = quotations.check(source, '"Sim", disse Ana, mas o green card do marido sumiu.', EN_PT)
    assert source[slice(*finding.source or ())] == '"green card"'


def test_quotations_joined_or_added_are_a_warning() -> None:
    joined = quotations.check('"Yes," he said, "we can."', '"Sim, nós podemos", disse.', EN_PT)
    assert verdict(joined) == "warn"
    assert verdict(quotations.check("known as spam", 'conhecido como "spam"', EN_PT)) == "warn"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('"I wrote a letter", she added.', '"Eu escrevi uma carta que ela acrescentou".'),
        ("“O meu tem 39 anos”, brinca Ana.", "“Mine is 39”s, Ana jokes."),
    ],
)
def test_a_quotation_that_swallows_what_follows_it_or_ends_in_a_word_is_doubted(source: str, target: str) -> None:
    assert [f.severity for f in quotations.check(source, target, Pair("en", "pt"))] == ["warn"]


def test_a_speaker_who_is_named_before_the_quotation_instead_is_no_doubt() -> None:
    assert not list(quotations.check('"I wrote it", she added.', 'Ela acrescentou: "Eu a escrevi".', Pair("en", "pt")))


def test_a_double_mark_for_the_apostrophe_of_a_name_closes_nothing() -> None:
    source = '"We won," said Ana on the Rovers" website.'
    assert not list(quotations.check(source, '"Vencemos", disse Ana no site do Rovers.', EN_PT))
    assert verdict(quotations.check(source, "Vencemos, disse Ana no site do Rovers.", EN_PT)) == "fail"
    assert verdict(quotations.check('It was the ferries" end.', "Foi o fim das balsas.", EN_PT)) == "fail"


def test_a_word_of_the_other_language_may_lose_its_marks_where_it_is_no_loan() -> None:
    assert not list(quotations.check('Ela tem "momentum" agora.', "She has momentum now.", PT_EN))
    assert verdict(quotations.check('Ela tem "Momentum" agora.', "She has Momentum now.", PT_EN)) == "fail"
    assert verdict(quotations.check('She has "momentum" now.', "Ela tem momentum agora.", EN_PT)) == "fail"
    assert verdict(quotations.check('Disse "sim" ao "momentum".', "She said yes to the momentum.", PT_EN)) == "fail"
