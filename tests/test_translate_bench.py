"""What the benches of translation measure with: re-typed text has the same words, and the same ones each time."""

import random

import benches
import pytest

from dragoman.translate.typography import plain

retype = benches.load("retype")


def pages_of(typed: str, language: str) -> set[str]:
    return {retype.retyped(typed, language, random.Random(seed)) for seed in range(20)}  # noqa: S311


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", '"It\'s the \'last\' boat," she said - twice... "Go!"'),
        ("pt", 'Disse "não" - e "nunca" - às 22 pessoas...'),
    ],
)
def test_retyped_text_has_other_marks_and_the_same_words(language: str, typed: str) -> None:
    pages = pages_of(typed, language)
    assert len(pages) > 1
    assert not any('"' in page for page in pages)
    assert {plain(page).replace("'", '"') for page in pages} == {plain(typed).replace("'", '"')}
    assert pages == pages_of(typed, language)


def test_sums_are_written_with_their_sign() -> None:
    assert pages_of("It cost 5 million pounds.", "en") <= {
        "It cost £5m.",
        "It cost £5 million.",
        "It cost £5\u00a0million.",
        "It cost £5\u202fmillion.",
    }
