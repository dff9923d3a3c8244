"""Titles and participles agree with the given name that they stand beside; what is not sure stays as it is."""

import pytest

from dragoman.gender import agreed, disagreements, told
from dragoman.translate.shield import shield
from dragoman.types import Pair
from dragoman.verify import check, verdict

EN_PT = Pair("en", "pt")


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Segundo o senador Amy Porter, não.", "Segundo a senadora Amy Porter, não."),
        ("O primeiro-ministro dinamarquês Erna Dahl saiu.", "A primeira-ministra dinamarquesa Erna Dahl saiu."),
        ("O governador de Porto Rico, Wanda Reis, saiu.", "A governadora de Porto Rico, Wanda Reis, saiu."),
        ("Foi dito pelo ex-presidente Dilma Alves.", "Foi dito pela ex-presidente Dilma Alves."),
        ("A deputada americana John Porter saiu.", "O deputado americano John Porter saiu."),
        ("Disse o senador do Texas Amy Porter.", "Disse a senadora do Texas Amy Porter."),
        ("Em 2008, o então governador Amy Porter saiu.", "Em 2008, a então governadora Amy Porter saiu."),
        ("O prefeito democrata da capital Amy Porter saiu.", "A prefeita democrata da capital Amy Porter saiu."),
        ("O conselheiro sênior Amy Porter saiu.", "A conselheira sênior Amy Porter saiu."),
        ("diz Zlata Voropayeva, engenheiro de sistemas.", "diz Zlata Voropayeva, engenheira de sistemas."),
        ("O passageiro britânico Judith Porter saiu.", "A passageira britânica Judith Porter saiu."),
        ("Judith Porter foi condenado por fraude.", "Judith Porter foi condenada por fraude."),
        ("Judith Porter foi julgado, e foi preso.", "Judith Porter foi julgada, e foi presa."),
    ],
)  # fmt: skip
def test_a_title_agrees_with_the_person_that_bears_it(said: str, right: str) -> None:
    assert agreed(said, "pt") == right


@pytest.mark.parametrize(
    "said",
    [
        "O ministro visita Ana Reis em Lisboa.",
        "A ministra critica João Reis.",
        "O livro de Judith Porter foi publicado.",
        "O ministro Kim Villanueva saiu.",
        "O ator Kim Casanova saiu.",
        "O senador Kim Porter saiu.",
        "O advogado de Ana Paula Reis saiu.",
        "O prefeito de Santa Maria Kim Porter saiu.",
        "O governador de Santa Catarina Paulo Reis saiu.",
        "O presidente da Câmara, João Reis, e a senadora Amy Porter.",
        "O senador disse que Amy Porter foi eleita.",
    ],
)
def test_what_may_be_right_stays(said: str) -> None:
    assert list(disagreements(said, "pt")) == []


def test_other_languages_are_left_alone() -> None:
    assert agreed("El senador Amy Porter.", "es") == "El senador Amy Porter."


def test_an_engines_answer_is_put_right_and_anothers_is_doubted() -> None:
    shielded = shield("Senator Amy Porter left.", EN_PT, lambda _: True)
    assert shielded.restore("O senador Amy Porter saiu.") == "A senadora Amy Porter saiu."
    assert verdict(check("Senator Amy Porter left.", "O senador Amy Porter saiu.", EN_PT)) == "warn"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("O prefeito, Judith Reis, disse que não.", "A prefeita, Judith Reis, disse que não."),
        ("Saiu. O cozinheiro da escola, Judith Reis, saiu.", "Saiu. A cozinheira da escola, Judith Reis, saiu."),
        ("Era o barco cujo treinador, Judith Reis, saiu", "Era o barco cuja treinadora, Judith Reis, saiu"),
        ("Segundo o médico, Judith Reis, 34, morreu.", ""),
        ("A filha do prefeito, Judith Reis, morreu.", ""),
        ("O médico, Judith Reis e João Reis saíram.", ""),
    ],
)
def test_who_is_named_between_commas_is_the_one_that_the_sentence_begins_with(said: str, right: str) -> None:
    assert agreed(said, "pt") == (right or said)


@pytest.mark.parametrize(
    ("whose", "known"), [("Her husband", {"Amy": True}), ("The judge", {"Amy": True, "Porter": True})]
)
def test_where_somebody_is_married_a_surname_alone_tells_nothing(whose: str, known: dict[str, bool]) -> None:
    assert told(["Amy Porter sang.", f"{whose} left.", "Porter spoke."]) == known
