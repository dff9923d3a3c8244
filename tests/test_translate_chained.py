"""Marks through a pivot: the text in between joins what the legs know."""

import pytest

from dragoman.translate.chained import Chained
from dragoman.translate.engines.embedded import packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.marks import place_marks
from dragoman.types import Mark, Pair, Text

MODELS = packaged_models()
ENGLISH = "The mayor said yesterday that the old bridge will open again in spring."
PORTUGUESE = "O prefeito disse ontem que a antiga ponte abrirá novamente na primavera."
SPANISH = "El alcalde dijo ayer que el antiguo puente abrirá de nuevo en la primavera."
SAME = {
    "mayor": "alcalde",
    "yesterday": "ayer",
    "old bridge": "antiguo puente",
    "spring": "primavera",
}


@pytest.mark.parametrize("english", SAME)
def test_a_mark_finds_its_words_through_portuguese_both_ways(english: str) -> None:
    there = Chained(Forced(MODELS, Pair("en", "pt")), Forced(MODELS, Pair("pt", "es")), PORTUGUESE)
    assert placed(ENGLISH, english, SPANISH, there) == SAME[english]
    back = Chained(Forced(MODELS, Pair("es", "pt")), Forced(MODELS, Pair("pt", "en")), PORTUGUESE)
    assert placed(SPANISH, SAME[english], ENGLISH, back) == english


@pytest.mark.parametrize("between", ["", ".", "palavra " * 500])
def test_a_text_in_between_that_says_nothing_loses_no_mark(between: str) -> None:
    aligner = Chained(Forced(MODELS, Pair("en", "pt")), Forced(MODELS, Pair("pt", "es")), between)
    assert placed(ENGLISH, "mayor", SPANISH, aligner)


def placed(source: str, marked: str, target: str, aligner: Chained) -> str:
    start = source.index(marked)
    text = place_marks(Text(source, (Mark("strong", start, start + len(marked)),)), target, aligner)
    (mark,) = text.marks
    return text.text[mark.start : mark.end]
