"""What an engine loses on the way is asked by itself, and put where it stood."""

from __future__ import annotations

import re

import pytest

from dragoman.testing.engine import ScriptedEngine
from dragoman.translate.attempts import Translator
from dragoman.types import Pair

EN_PT = Pair("en", "pt")
WORDS = {"It lies": "Fica", "north": "ao norte", "about a week": "cerca de uma semana", "The club": "O clube"}


def losing_brackets(sentence: str) -> str:
    """Translate word for word; whatever stands in brackets is dropped."""
    for source, target in WORDS.items():
        sentence = sentence.replace(source, target)
    return re.sub(r" ?[(\[][^()\[\]]*[)\]]", "", sentence)


@pytest.mark.parametrize(
    ("sentence", "arrives"),
    [
        ("It lies 45 km (about a week) north.", "Fica 45 km (cerca de uma semana) ao norte."),
        ("The club (1,234.5) won [about a week].", "O clube (1.234,5) won [cerca de uma semana]."),
        ("The club (FC Porto Velame) won.", "O clube (FC Porto Velame) won."),
        ("It lies north :( about a week.", "Fica ao norte :( cerca de uma semana."),
    ],
)
def test_what_stands_in_brackets_is_never_dropped(sentence: str, arrives: str) -> None:
    translator = Translator(EN_PT, ScriptedEngine(EN_PT, losing_brackets))
    assert next(translator.attempts(sentence)).text == arrives


def test_an_engine_that_loses_the_place_of_the_brackets_too_is_left_to_the_checks() -> None:
    translator = Translator(EN_PT, ScriptedEngine(EN_PT, lambda _: "Fica ao norte."))
    assert next(translator.attempts("It lies (45 km) north.")).text == "Fica ao norte."
