import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.translate.segmentation import MAX_WORDS, segment


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segment(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. Smith arrived at 3 p.m. on Jan. 5.", "He paid £3.5 million."]),
        ("en", ["“I know.", "It works,” said J. K. Rowling."]),
        ("en", ["The U.S. Army left.", "It left the U.S.", "The end."]),
        ("en", ["“Really?” she said.", "See example.com for No. 5."]),
        ("en", ["He asked “Why?” and left.", "Nobody answered.", "Then it rained."]),
        ("pt", ["O Sr. Silva chegou às 15h30.", "A S.A. foi vendida."]),
        ("pt", ["“Não sei.”", "Disse o art. 5º da lei.", "São Paulo venceu por 3 a 1."]),
        ("pt", ["O dólar fechou a R$ 3,25.", "A alta foi de 1.250 pontos."]),
    ],
)
def test_a_text_is_cut_at_its_sentences_and_nowhere_else(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_a_newline_always_ends_a_sentence() -> None:
    assert sentences("First line\nsecond line", "en") == ["First line", "second line"]


def test_a_sentence_without_an_end_is_cut_to_what_an_engine_carries() -> None:
    parts = sentences("word " * 1000, "en")
    assert max(len(part.split()) for part in parts) <= MAX_WORDS
    assert sum(len(part.split()) for part in parts) == 1000


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    clause = "the council of the town met again in the old hall by the water, "
    parts = sentences(clause * 8 + "and left.", "en")
    assert all(part.endswith((",", ".")) for part in parts)


@given(st.text(max_size=300), st.sampled_from(["en", "pt", "ar", "zh", "xx"]))
def test_no_letter_is_lost_and_none_comes_twice(text: str, language: str) -> None:
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())
