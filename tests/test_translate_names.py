"""Names that are made of words: what in a document shows them, and that they stay as they are."""

from __future__ import annotations

import pytest

from dragoman.flow.interpreter import interpreter
from dragoman.flow.market import local_offers, ways
from dragoman.translate.brief import Segment, segments
from dragoman.translate.glossary import Glossary
from dragoman.translate.names import names
from dragoman.translate.termlist import read_terms
from dragoman.types import Attempt, Document, Finding, Heading, Mark, Outcome, Pair, Paragraph, Severity, Text
from dragoman.verify.repair import choose


def italic(text: str) -> Text:
    """Return a text whose words between stars are in italics."""
    plain, marks = "", []
    for n, part in enumerate(text.split("*")):
        if n % 2:
            marks.append(Mark("emphasis", len(plain), len(plain) + len(part)))
        plain += part
    return Text(plain, tuple(marks))


def told(*texts: str, language: str = "en", headline: str = "A day at sea") -> Document:
    return Document("", language, Text(headline), tuple(Paragraph(italic(text)) for text in texts))


def small(word: str) -> str:
    return word.lower()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He read it in *Earth's Future*, a journal.", ["Earth's Future"]),
        ("They wrote to *The List.*", ["The List"]),
        ("They all watch *Friends* reruns.", ["Friends"]),
        ("*Silver Harvest* sailed at noon.", ["Silver Harvest"]),
        ("*Great* job, all of you.", []),
        ("It was *Not* his.", []),
        ("We did *everything we could* for them.", []),
        ("It is *The man who was never there* that counts.", []),
        ("*Temp Rating:* five below", []),
        ("*All Of This Was Written By Hand*", []),
        ("The weekly *New York* wrote so.", []),
        ("It is *NOT SO EASY* to say.", []),
    ],
)
def test_italics_with_capitals_inside_a_sentence_are_a_name(text: str, found: list[str]) -> None:
    assert list(names(told(text), small)) == found


def test_a_single_word_that_usually_has_its_capital_is_left_to_the_engine() -> None:
    assert names(told("It is *Monday* already."), str) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A balsa Boa Hora parou.", ["Boa Hora"]),
        ("Teve medo pelo barco Flor do Mar?", ["Flor do Mar"]),
        ("O barco de Pedro Lima parou.", []),
        ("O barco Flor parou.", []),
    ],
)
def test_portuguese_puts_a_name_right_behind_its_kind(text: str, found: list[str]) -> None:
    assert list(names(told(text, language="pt"), small)) == found


def held(document: Document) -> list[tuple[str, ...]]:
    return [tuple(term.source for term in each.terms) for each in segments(document, small)]


def test_a_name_is_held_in_the_whole_document_but_one_of_a_word_only_where_it_is_shown() -> None:
    boat = told("The *Silver Harvest* sank.", "Nobody was on the Silver Harvest then.", headline="Silver Harvest lost")
    assert held(boat) == [("Silver Harvest",)] * 3
    series = told("They watch *Friends* at night.", "Friends said that he was well.")
    assert held(series) == [(), ("Friends",), ()]


def test_the_longest_name_is_held_and_a_name_with_its_article_may_go_without() -> None:
    document = told("They read *The Harbour Times* there.", "It owns *Harbour Times* and more.")
    (_, first, second) = (each.terms for each in segments(document, small))
    assert [term.source for term in first] == ["The Harbour Times"]
    assert first[0].targets == ("The Harbour Times", "Harbour Times")
    assert [term.source for term in second] == ["Harbour Times"]


def test_a_text_that_is_a_name_stands() -> None:
    document = Document(
        "", "en", Text("News"), (Heading(Text("Bad Moms")), Paragraph(italic("We saw *Bad Moms* twice.")))
    )
    assert [each.stands for each in segments(document, small)] == [False, True, False]


def test_no_wording_of_the_glossary_reaches_into_a_name_and_its_terms_stay() -> None:
    entries = read_terms('[pt-en]\nhazards = [{term = "Hora", say = "Horas"}, {term = "balsa", say = "barca"}]', "")
    document = told("A balsa *Boa Hora* parou.", language="pt")
    read = Glossary(entries[Pair("pt", "en")]).read(list(segments(document, small))[1])
    assert read.safe == "A barca Boa Hora parou."
    assert [term.source for term in read.terms] == ["Boa Hora"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Remember *Bad Moms*?", "Bad Moms"),
        ("en", "My talk at the *White House Frontiers Conference*", "White House Frontiers Conference"),
        ("pt", "O navio Cisne Branco chega ao porto amanhã.", "Cisne Branco"),
        ("pt", "O *Flor do Mar*, último dos 64 barcos, respondeu.", "Flor do Mar"),
    ],
)
def test_the_built_in_models_leave_a_name_as_it_is(language: str, text: str, name: str) -> None:
    pair = Pair(language, "pt" if language == "en" else "en")
    document = told(text, language=language)
    segment: Segment = list(segments(document, small))[-1]
    sentence = interpreter(ways(local_offers(), pair)[0]).render(segment)
    assert name in sentence.target.text
    assert sentence.outcome is not Outcome.FLAGGED


def test_a_fixed_translation_may_differ_as_far_as_it_must_and_counts_where_it_leaves_fewer_doubts() -> None:
    doubt = Finding("terms", Severity.WARN, "“Bad Moms” must be translated as “Bad Moms”.")
    other = Finding("words", Severity.WARN, "“voluntariando” is no word.")
    plain, fixed = Attempt("Lembra-se de mamães que voluntariando?", "plain"), Attempt("E Bad Moms?", "terms")
    choice = choose(plain, [fixed], lambda attempt: (other,) if attempt is fixed else (doubt, other))
    assert choice.attempt is fixed
    assert choice.outcome is Outcome.FLAGGED
