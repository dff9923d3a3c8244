"""An edit is a correction where it changes a number, a name, a denial, a quotation or a headline, and only there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corrections.compare import Line, compare
from dragoman.flow.edits import edits, mended
from dragoman.types import Change, Document, Fact, Outcome, Paragraph, Sentence, Text, Update
from dragoman.verify.edits import Wording, changed

HEADLINE = "Council opens new quay"
FIRST = "The council met on Monday. It spent 3.5 million dollars on the new quay, said Mayor Ana Prado."
SECOND = "“We will not close the port before March,” she said. The work employs 240 people from Porto Novo."


def document(*paragraphs: str, headline: str = HEADLINE, language: str = "en") -> Document:
    blocks = tuple(Paragraph(Text(paragraph)) for paragraph in paragraphs)
    return Document("https://paper.example/a", language, Text(headline), blocks)


def facts(changes: tuple[Change, ...]) -> set[Fact]:
    return {fact for change in changes for fact in change.facts}


def edited(old: str, new: str) -> tuple[Change, ...]:
    """Return what is told of an edit of the two paragraphs."""
    assert old in f"{FIRST}\n{SECOND}"
    paragraphs = f"{FIRST}\n{SECOND}".replace(old, new).split("\n")
    return edits(document(FIRST, SECOND), document(*paragraphs))


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("3.5 million", "4.5 million", Fact.NUMBER),
        ("3.5 million dollars", "3.5 million euros", Fact.NUMBER),
        ("240 people", "two hundred people", Fact.NUMBER),
        ("Monday", "Tuesday", Fact.NUMBER),
        ("before March", "before May", Fact.NUMBER),
        ("Ana Prado", "Eva Prado", Fact.NAME),
        ("Ana Prado", "Ana Pardo", Fact.NAME),
        ("Porto Novo", "Lisbon", Fact.NAME),
        ("will not close", "will close", Fact.NEGATION),
        ("close the port", "leave the port", Fact.QUOTATION),
        (
            "“We will not close the port before March,” she said.",
            "We will not close the port before March, she said.",
            Fact.QUOTATION,
        ),
    ],
)
def test_a_changed_fact_makes_a_correction_of_an_edit(old: str, new: str, fact: Fact) -> None:
    assert fact in facts(edited(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It spent", "It has spent"),
        ("said Mayor", "said the mayor,"),
        ("said Mayor", "said President"),
        ("3.5 million dollars", "3,500,000 dollars"),
        ("met on Monday. It spent", "met on Monday and spent"),
        (" on the new quay, said", " on the new quay. So said"),
        ("The work employs", "The big work employs"),
        ("from Porto Novo", "from Porto Novo and Vila Real"),
    ],
)
def test_other_words_for_the_same_facts_are_only_an_update(old: str, new: str) -> None:
    changes = edited(old, new)
    assert changes
    assert facts(changes) == set()


def test_signs_of_another_shape_and_paragraphs_in_another_order_are_no_edit_at_all() -> None:
    assert edits(document(FIRST, SECOND), document(SECOND, FIRST)) == ()
    assert edited("“We will not close the port before March,”", '"We will not close the port before March,"') == ()


def test_what_is_added_or_taken_out_as_a_whole_is_an_update() -> None:
    more = edits(document(FIRST), document(FIRST, "Governor Rita Lobo will come on 12 May."))
    less = edits(document(FIRST, SECOND), document(FIRST))
    assert [(change.was, facts((change,))) for change in more] == [("", set())]
    assert [(change.now, facts((change,))) for change in less] == [("", set()), ("", set())]


def test_a_change_says_what_was_and_what_is() -> None:
    (change,) = edited("240 people", "250 people")
    assert (change.was, change.now) == (
        "The work employs 240 people from Porto Novo.",
        "The work employs 250 people from Porto Novo.",
    )
    assert change.place == "1"


def test_another_headline_is_a_correction_whatever_it_says() -> None:
    (change,) = edits(document(FIRST), document(FIRST, headline="Council opens the quay"))
    assert (change.place, change.facts) == ("headline", (Fact.HEADLINE,))
    (spelt,) = edits(document(FIRST), document(FIRST, headline="Council opens new quay!"))
    assert spelt.facts == ()


def test_two_names_that_change_places_are_a_correction() -> None:
    changes = edits(document("Rui Melo accused Ana Prado of fraud."), document("Ana Prado accused Rui Melo of fraud."))
    assert facts(changes) == {Fact.NAME}


def test_a_quotation_over_several_sentences_is_read_as_one() -> None:
    before = "“It was late. Nobody saw the boat. We heard nothing,” he said."
    assert Fact.QUOTATION in facts(edits(document(before), document(before.replace("the boat", "the lights"))))


@pytest.mark.parametrize(
    ("language", "was", "now", "fact"),
    [
        ("pt", "Houve mortos no acidente em Santos.", "Não houve mortos no acidente em Santos.", Fact.NEGATION),
        ("pt", "O ministro Tomé Zavaski decidiu ontem.", "O ministro Tomé Zavascki decidiu ontem.", Fact.NAME),
        ("es", "El alcalde no renunció el lunes.", "El alcalde renunció el lunes.", Fact.NEGATION),
        ("fr", "Le maire a démissionné hier soir.", "Le maire n’a pas démissionné hier soir.", Fact.NEGATION),
        ("de", "Der Minister Kurt Huber kam am Dienstag.", "Der Minister Karl Huber kam am Dienstag.", Fact.NAME),
        ("it", "Il sindaco si è dimesso ieri.", "Il sindaco non si è dimesso ieri.", Fact.NEGATION),
        ("ru", "Погибли 5 человек, сообщил Иван Петров.", "Погибли 7 человек, сообщил Иван Петров.", Fact.NUMBER),
        ("ar", "قتل ٥ أشخاص في المدينة", "قتل ٧ أشخاص في المدينة", Fact.NUMBER),
        ("zh", "市长昨天已经辞职。", "市长昨天没有辞职。", Fact.NEGATION),
        ("ja", "市長は昨日辞任した。", "市長は昨日辞任しなかった。", Fact.NEGATION),
        ("hi", "मेयर ने कल इस्तीफा दिया।", "मेयर ने कल इस्तीफा नहीं दिया।", Fact.NEGATION),
    ],
)
def test_facts_are_read_in_the_language_of_the_text(language: str, was: str, now: str, fact: Fact) -> None:
    assert fact in facts(edits(document(was, language=language), document(now, language=language)))


def test_german_nouns_are_no_names() -> None:
    was, now = "Der Minister sagte am Dienstag wenig.", "Der Politiker sagte am Dienstag wenig."
    assert facts(edits(document(was, language="de"), document(now, language="de"))) == set()


def test_what_a_source_adds_to_say_that_it_was_wrong_makes_a_correction() -> None:
    changes = edits(
        document(FIRST), document(FIRST, "Correction: an earlier version of this article gave a wrong sum.")
    )
    assert facts(changes) == {Fact.NOTICE}
    was, now = (document(f"Correction: the sum {word} wrong.", FIRST) for word in ("is", "was"))
    assert [change.facts for change in edits(was, now)] == [()]


def test_an_update_knows_whether_it_corrects_anything() -> None:
    update, correction = Change("0", "a", "b"), Change("1", "5", "6", (Fact.NUMBER,))
    when = datetime(2026, 11, 22, tzinfo=UTC)
    assert Update(when, 2, (update,)).corrects == ()
    assert Update(when, 2, (update, correction)).corrects == (correction,)


# --- Our own mistakes ---


def said(source: str, target: str, outcome: Outcome = Outcome.CLEAN) -> Sentence:
    return Sentence(Text(source), Text(target), outcome, "fake")


def test_a_better_translation_is_a_correction_where_it_changes_a_fact_and_not_where_it_only_sounds_better() -> None:
    source, other = "Custa 5 milhões.", "O mar é belo."
    before = {"0": (said(source, "It costs 5 billion."), said(other, "The sea is fine."))}
    after = {"0": (said(source, "It costs 5 million."), said(other, "The sea is beautiful."))}
    (change,) = mended("en", before, after)
    assert (change.was, change.now, change.facts) == ("It costs 5 billion.", "It costs 5 million.", (Fact.NUMBER,))


def test_a_sentence_that_stood_in_the_original_was_no_mistake_of_ours() -> None:
    source = "Custa 5 milhões."
    before = {"0": (said(source, source, Outcome.ORIGINAL),)}
    assert mended("en", before, {"0": (said(source, "It costs 6 million."),)}) == ()


# --- For any text ---

sentences = st.lists(st.text("abcde ABé19.“”", min_size=1, max_size=30), max_size=12)


@given(sentences, sentences)
def test_every_line_is_told_once_and_nothing_is_told_of_equal_texts(before: list[str], after: list[str]) -> None:
    old, new = [Line("0", text) for text in before], [Line("0", text) for text in after]
    differ = lambda was, now: changed(Wording(was.text, was.quoted), Wording(now.text, now.quoted), "en")  # noqa: E731
    assert compare(old, old, differ) == ()
    told = compare(old, new, differ)
    assert sum(bool(change.was) for change in told) <= len(old)
    assert all(change.was or change.now for change in told)
