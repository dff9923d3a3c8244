import pytest

from dragoman.translate.casing import (
    Cases,
    capitals_of_place,
    forms,
    sentence_case,
    shouted,
    small_words,
    titled,
    usual_cases,
)
from dragoman.translate.engines.embedded import packaged_models
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Pair

BODY = [
    "The Port of Saltmere reopens on Monday.",
    "Mayor Anna Clarke said the BBC was wrong about her port.",
    "That port, she said, is open.",
]


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("PORT OF SALTMERE REOPENS AS CLARKE SPEAKS", "Port of Saltmere reopens as Clarke speaks"),
        ("Mayor Clarke Warns The BBC About Saltmere", "Mayor Clarke warns the BBC about Saltmere"),
        ("Port of Saltmere reopens", "Port of Saltmere reopens"),
        ("US AND CLARKE SPEAK: PORT REOPENS", "US and Clarke speak: port reopens"),
        ("CLARKE’S PORT IS 3KM FROM SALTMERE'S", "Clarke’s port is 3km from Saltmere's"),
        ("Clarke 'furious' After U.S. Port Reopens", "Clarke 'furious' after U.S. port reopens"),
        ("Clarke says Saltmere Port was wrong", "Clarke says Saltmere Port was wrong"),
    ],
)
def test_a_headline_in_capitals_is_read_in_sentence_case(headline: str, read: str) -> None:
    assert sentence_case(headline, usual_cases(BODY), str.lower) == read


def test_a_word_in_another_form_in_the_body_tells_that_it_is_no_name() -> None:
    usual = usual_cases(["She accused Reuters of reporting it twice."])
    assert sentence_case("Clarke Accuses Reuters Again", usual, str.capitalize) == "Clarke accuses Reuters Again"


def test_the_kin_of_a_word_is_looked_for_among_few() -> None:
    asked = list[str]()

    class Asked(Cases):
        def __getitem__(self, word: str) -> str:
            asked.append(word)
            return super().__getitem__(word)

    cases = Asked({word: word for word in [*(f"word{n}" for n in range(1000)), "accused", "accursed", "zoo"]})
    assert cases.has_kin("accuses")
    assert not cases.has_kin("harbour")
    assert asked == ["accused"]


@pytest.mark.parametrize(
    ("heading", "small"),
    [
        ("Harbour clock runs fast", ["Harbour"]),
        ("“Harbour shut: Clock fast”", ["Harbour", "Clock"]),
        ("Apple opens a shop", []),  # with a capital inside a sentence once
        ("Fox denies it", []),  # begins a sentence, and so may be a name
        ("Foxes flee", []),  # stands in the body in no form that tells of itself
        ("The fast Clock", []),  # no beginning
        ("Harbour Street clock runs fast", []),  # may be the name of a street
        ("Harbour clock stops at Harbour Street", []),
        ("Harbour FC wins", []),
        ("Then Amy M. Harbour says so", []),  # an initial ends no sentence
        ("The shop runs fast", []),
        ("Ferry runs fast", []),
    ],
)
def test_a_word_that_the_body_never_gives_a_capital_has_its_own_for_its_place(heading: str, small: list[str]) -> None:
    body = ["The harbour has a clock, an apple and Apple.", "Ferry 7 ran. The street is near the shop."]
    body += ["Fox said so. A fox was seen near the ferry."]
    assert [*capitals_of_place(heading, small_words(forms(body)))] == small


def test_a_sentence_is_neither_shouted_nor_titled() -> None:
    headline = "Ferries to the islands run again after three days"
    assert not shouted(headline)
    assert not titled(headline, Cases(), str.lower)


@pytest.mark.skipif(Pair("en", "pt") not in packaged_models(), reason="no model of en->pt is installed")
@pytest.mark.parametrize("word", ["injures", "Reuters", "church", "Sturridge", "NHL", "vs"])
def test_a_models_own_vocabulary_guesses_how_a_word_is_written(word: str) -> None:
    vocabulary = Vocabulary(packaged_models()[Pair("en", "pt")].vocabulary.read_bytes())
    assert {vocabulary.likeliest_case(form) for form in (word.lower(), word.capitalize(), word.upper())} == {word}
