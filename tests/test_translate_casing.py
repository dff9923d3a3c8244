import pytest

from dragoman.translate.casing import sentence_case, shouted, titled, usual_cases

BODY = ["The Port of Saltmere reopens on Monday.", "Mayor Anna Clarke said the BBC was wrong about her port."]


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("PORT OF SALTMERE REOPENS AS CLARKE SPEAKS", "Port of Saltmere reopens as Clarke speaks"),
        ("Mayor Clarke Warns The BBC About Saltmere", "Mayor Clarke warns the BBC about Saltmere"),
        ("Port of Saltmere reopens", "Port of Saltmere reopens"),
        ("US AND CLARKE SPEAK: PORT REOPENS", "US and Clarke speak: Port reopens"),
    ],
)
def test_a_headline_in_capitals_is_read_in_sentence_case(headline: str, read: str) -> None:
    assert sentence_case(headline, usual_cases(BODY), str.lower) == read


def test_a_sentence_is_neither_shouted_nor_titled() -> None:
    headline = "Ferries to the islands run again after three days"
    assert not shouted(headline)
    assert not titled(headline)
