"""What an engine loses on the way is asked by itself, and put where it stood."""

from __future__ import annotations

import re

import pytest

from dragoman.flow.interpreter import Interpreter, cut
from dragoman.testing.engine import ScriptedEngine
from dragoman.translate.attempts import Translator
from dragoman.translate.brief import segments
from dragoman.translate.glossary import Glossary
from dragoman.types import Document, Outcome, Pair, Paragraph, Term, Text

EN_PT = Pair("en", "pt")
PT_EN = Pair("pt", "en")
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


class _Names:
    """A vocabulary that takes these words for names, as models do."""

    def __init__(self, *names: str) -> None:
        self._names = {name.lower(): name for name in names}

    def knows(self, character: str) -> bool:
        return True

    def likeliest_case(self, word: str) -> str:
        return self._names.get(word.lower(), word.lower())


def _translator(pair: Pair, said: dict[str, str], *names: str) -> Translator:
    engine = ScriptedEngine(pair, lambda sentence: said.get(sentence, sentence))
    engine.vocabulary = _Names(*names)  # type: ignore[assignment]
    return Translator(pair, engine)


def test_a_word_in_capitals_for_stress_is_read_small_and_a_name_is_not() -> None:
    translator = _translator(EN_PT, {}, "UNESCO")
    assert (
        next(translator.attempts("It is worth THOUSANDS, says UNESCO.")).text == "It is worth thousands, says UNESCO."
    )


def test_what_a_headline_says_behind_a_question_is_asked_by_itself() -> None:
    translator = _translator(EN_PT, {"Want to see the old quay?": "Quer ver o cais?"})
    assert next(translator.attempts("Want to see the old quay? So do we.")).text == "Quer ver o cais? Nós também."


CLOCK = {
    "Harbour clock stops again": "Relógio Harbour para novamente",
    "harbour clock stops again": "relógio do porto para novamente",
    "The ferry left the harbour.": "A balsa deixou o porto.",
    "The ferry left Harbour Quay.": "A balsa deixou Harbour Quay.",
}


@pytest.mark.parametrize(
    ("body", "headline", "outcome"),
    [
        ("The ferry left the harbour.", "Relógio do porto para novamente", Outcome.REPAIRED),
        ("The ferry left Harbour Quay.", "Relógio Harbour para novamente", Outcome.CLEAN),
    ],
)
def test_a_word_that_was_left_for_its_capital_alone_is_asked_small(body: str, headline: str, outcome: Outcome) -> None:
    document = Document("http://x.example/", "en", Text("Harbour clock stops again"), (Paragraph(Text(body)),))
    first = cut(None, document, lambda: Glossary(()), places=None)[0]
    sentence = Interpreter("test", EN_PT, [_translator(EN_PT, CLOCK, "Harbour")]).render(first)
    assert (sentence.target.text, sentence.outcome) == (headline, outcome)


@pytest.mark.parametrize("name", ["Fox", "Gap", "Target", "Shell"])
def test_a_name_that_always_begins_its_sentence_is_no_word(name: str) -> None:
    body = f"{name} said on Monday that it would close. There was a {name.lower()}, and no {name.lower()} is left."
    document = Document("http://x.example/", "en", Text(f"{name} closes 20 stores"), (Paragraph(Text(body)),))
    assert not any(each.small for each in cut(None, document, lambda: Glossary(()), places=None))


@pytest.mark.parametrize(
    ("body", "small"),
    [
        ("Jackals are protected. Some kill jackals for the horns of jackals.", ("Jackals",)),
        ("Jackals are protected. Some kill jackals.", ()),
        ("Some kill jackals. Jackals are protected.", ("Jackals",)),
        ("Jackals won. The jackals saw jackals. Jackals lost.", ()),
    ],
)
def test_a_word_that_begins_one_sentence_and_is_often_small_is_no_name(body: str, small: tuple[str, ...]) -> None:
    document = Document("http://x.example/", "en", Text("All shot"), (Paragraph(Text(body)),))
    cuts = cut(None, document, lambda: Glossary(()), places=None)
    assert next((each.small for each in cuts if each.small), ()) == small


@pytest.mark.parametrize(
    ("clause", "answer", "stands"),
    [
        ("janeiro não teve chuva", "January saw no rain", "January saw no rain"),
        ("maio foi quente", "May was hot", "May was hot"),
        ("os franceses saíram", "French people left", "French people left"),
        ("a Ana não veio", "Ana did not come", "Ana did not come"),
        ("não fui eu", "I did not do it", "I did not do it"),
        ("mas ninguém veio", "But nobody came", "but nobody came"),
        ("preços subiram muito", "Prices rose", "prices rose"),
        ("Preços subiram muito", "Prices rose", "Prices rose"),
        ("o Will Smith não veio", "Will Smith did not come", "Will Smith did not come"),
        ("a Hope Solo marcou", "Hope Solo scored", "Hope Solo scored"),
        ("a Target fechou", "Target closed", "Target closed"),
        ("a Casa Branca não comentou", "White House did not comment", "White House did not comment"),
        ("o Banco Central subiu os juros", "Central Bank raised rates", "Central Bank raised rates"),
        ("mas a Ana não veio", "But Ana did not come", "but Ana did not come"),
        ("o ator Will Smith não veio", "Actor Will Smith did not come", "actor Will Smith did not come"),
    ],
)
def test_a_clause_that_began_small_does_so_in_the_answer_but_for_names(clause: str, answer: str, stands: str) -> None:
    said = {f"{clause} lá": f"{answer} there", "ninguém disse uma palavra": "nobody said a word"}
    translator = _translator(PT_EN, said, "January", "French", "Ana")
    sentence = f"ninguém disse uma palavra: {clause} lá"
    attempts = {attempt.route: attempt.text for attempt in translator.attempts(sentence)}
    assert attempts["clauses"] == f"nobody said a word: {stands} there"


def test_a_fixed_translation_begins_with_the_capital_of_its_sentence() -> None:
    translator = _translator(EN_PT, {})
    attempts = {
        each.route: each.text
        for each in translator.attempts("“Half a turn it was.", [Term("Half a turn", ("meia volta",))])
    }
    assert attempts["terms"] == "“Meia volta it was."


@pytest.mark.parametrize(
    ("said", "read"),
    [("ALL IS WELL HERE. Yes.", ["All is well here.", "Yes."]), ("ASLEF RMT", ["ASLEF RMT"])],
)
def test_a_sentence_in_capitals_is_read_in_small_letters(said: str, read: list[str]) -> None:
    document = Document("http://x.example/", "en", Text("A telegram came"), (Paragraph(Text(said)),))
    assert [each.reading for each in segments(document, str.lower)][1:] == read
