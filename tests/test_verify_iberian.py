"""Spanish, Catalan and Galician: their numbers, days, money and elisions, from and to English and each other."""

import pytest

from dragoman.types import Pair
from dragoman.verify import check, names, nonwords, verdict

ALIKE = [
    ("es", "Thirty-five people and two billion euros.", "Treinta y cinco personas y dos mil millones de euros."),
    (
        "es",
        "It lost 1.5 million dollars in four dozen towns.",
        "Perdió 1,5 millones de dólares en cuatro docenas de pueblos.",
    ),
    ("es", "They hid billions of dollars.", "Ocultaron miles de millones de dólares."),
    ("es", "He returned on Monday, 3 April.", "Volvió el lunes 3 de abril."),
    ("ca", "Twenty-five people and two hundred euros.", "Vint-i-cinc persones i dos-cents euros."),
    ("ca", "It cost 3 million euros in August.", "Va costar 3 milions d’euros a l’agost."),
    ("gl", "Thirty-five people came on Thursday.", "Trinta e cinco persoas viñeron o xoves."),
    ("gl", "He paid two million euros in January.", "Pagou dous millóns de euros en xaneiro."),
]
DIFFERENT = [
    ("es", "Thirty-five people died.", "Murieron treinta y seis personas."),
    ("es", "It cost two billion euros.", "Costó dos millones de euros."),
    ("es", "It cost 30 euros.", "Costó 30 libras esterlinas."),
    ("es", "He returned on Monday.", "Volvió el martes."),
    ("ca", "Twenty-five people died.", "Van morir vint-i-sis persones."),
    ("ca", "He returned in April.", "Va tornar al març."),
    ("gl", "He returned on Thursday.", "Volveu o venres."),
    ("gl", "Thirty-five people died.", "Morreron trinta e seis persoas."),
]


@pytest.mark.parametrize(("language", "en", "said"), ALIKE)
def test_what_is_said_alike_passes_both_ways(language: str, en: str, said: str) -> None:
    assert verdict(check(en, said, Pair("en", language))) == "pass"
    assert verdict(check(said, en, Pair(language, "en"))) == "pass"


@pytest.mark.parametrize(("language", "en", "said"), DIFFERENT)
def test_another_fact_fails(language: str, en: str, said: str) -> None:
    assert verdict(check(en, said, Pair("en", language))) == "fail"
    assert verdict(check(said, en, Pair(language, "en"))) == "fail"


def test_what_is_written_together_with_an_apostrophe_is_a_word_and_a_name() -> None:
    en, ca = "The man met Anna Puig in the embassy.", "L'home va trobar l'Anna Puig a l'ambaixada."
    assert not list(nonwords.check(en, ca, Pair("en", "ca")))
    assert not list(names.check(en, ca, Pair("en", "ca")))


def test_of_a_language_whose_peoples_are_not_listed_only_another_place_is_told() -> None:
    assert not list(names.check("The Germans won.", "Los alemanes ganaron.", Pair("en", "es")))
    (finding,) = names.check("He flew to Germany.", "Voló a Francia.", Pair("en", "es"))
    assert finding.message == "“Germany” became “Francia”."


def test_a_thousand_of_something_is_a_thousand() -> None:
    assert check("Llegaron un millar de pruebas.", "A thousand tests arrived.", Pair("es", "en")) == ()


def test_a_name_in_the_letters_of_a_kindred_language_may_take_another_ending() -> None:
    (note,) = check("Lo dijo Ana Reis, de Agência Brasil.", "Ana Reis of the Brazil Agency said so.", Pair("es", "en"))
    assert note.severity == "note"
