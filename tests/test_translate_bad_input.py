"""Whatever text comes in: nothing breaks, nothing is lost, and each sentence says what became of it."""

from functools import partial

import pytest

from dragoman.errors import EngineError
from dragoman.flow.interpreter import interpret_text
from dragoman.testing.engine import ScriptedEngine
from dragoman.translate.engines import Offer
from dragoman.translate.engines.embedded import offers, packaged_models
from dragoman.translate.routing import Quality, Route
from dragoman.types import Outcome, Pair, Sentence

EN_PT = Pair("en", "pt")
TURNED = Route((Offer("scripted", EN_PT, "test", "scripted", partial(ScriptedEngine, EN_PT)),), Quality(60, 60))
SURROGATE = "Half \ud83d of a smile and \udc00 its other half met in the harbour."
TEXTS = {
    "nothing": "",
    "spaces": " \n\t \u2009 ",
    "emoji": "🚢🎉 👩‍🚒 🇧🇷",
    "digits": "1,234.5 2024 77",
    "marks": "… “” — ?! * §",
    "mixed scripts": "The mayor said Привіт to 東京 and مرحبا in the harbour. Then she left.",
    "right to left": "\u202bThe harbour\u202c \u200fopened\u200e on \u2067Monday\u2069 morning.",
    "surrogates": SURROGATE,
    "controls": "The harbour\x00 opened\x07 on Monday\x1b[31m.",
    "one long word": "harbour" * 200,
    "joined signs": "e\u0301" * 40 + " " + "a" + "\u0301" * 60,
}


def interpret(text: str) -> list[Sentence]:
    real = [offer for offer in offers(packaged_models()) if offer.pair == EN_PT]
    return interpret_text([Route((real[0],), Quality(60, 60))] if real else [TURNED], text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_breaks_the_interpreter_and_its_original_is_kept_whole(text: str) -> None:
    sentences = interpret(text)
    assert "".join("".join(sentence.source.text.split()) for sentence in sentences) == "".join(text.split())
    assert all(sentence.target.text.strip() for sentence in sentences)
    assert all(sentence.findings for sentence in sentences if sentence.outcome is Outcome.ORIGINAL)


@pytest.mark.parametrize("name", ["emoji", "marks"])
def test_what_has_no_words_stays_as_it_is(name: str) -> None:
    assert "".join(sentence.target.text + sentence.gap for sentence in interpret(TEXTS[name])) == TEXTS[name]


def test_digits_are_written_as_in_the_target_language_without_an_engine() -> None:
    assert [sentence.target.text for sentence in interpret("1,234.5 2024 77")] == ["1.234,5 2024 77"]


def test_a_hundred_thousand_words_without_a_stop_come_through_in_parts_that_an_engine_carries() -> None:
    sentences = interpret_text([TURNED], "harbour " * 100_000)
    assert sum(len(sentence.source.text.split()) for sentence in sentences) == 100_000
    assert sum(len(sentence.target.text.split()) for sentence in sentences) == 100_000
    assert max(len(sentence.source.text.split()) for sentence in sentences) <= 60


def test_a_sentence_that_stands_twice_is_rendered_once() -> None:
    asked: list[str] = []

    def turned(sentence: str) -> str:
        asked.append(sentence)
        return "O porto abriu."

    offer = Offer("counting", EN_PT, "test", "counting", partial(ScriptedEngine, EN_PT, turned))
    text = "The harbour opened.\n\nThe harbour opened. The harbour opened."
    sentences = interpret_text([Route((offer,), Quality(60, 60))], text)
    assert [sentence.gap for sentence in sentences] == ["\n", " ", ""]
    assert asked.count("The harbour opened.") == 1


def test_an_engine_that_fails_leaves_the_original_with_a_finding() -> None:
    def broken(sentence: str) -> str:
        raise EngineError("The engine is out of order")

    offer = Offer("broken", EN_PT, "test", "broken", partial(ScriptedEngine, EN_PT, broken))
    (sentence,) = interpret_text([Route((offer,), Quality(60, 60))], "The harbour opened.")
    assert sentence.outcome is Outcome.ORIGINAL
    assert sentence.target == sentence.source
    assert "out of order" in sentence.findings[0].message
