"""Names in one form from the headline to the last paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.types import Mark, Outcome, Pair, Sentence, Severity, Text
from dragoman.verify.consistency import made_alike

EN_PT = Pair("en", "pt")


def article(*pairs: tuple[str, str]) -> dict[str, tuple[Sentence, ...]]:
    return {
        str(n): (Sentence(Text(source), Text(target), Outcome.CLEAN, "plain"),)
        for n, (source, target) in enumerate(pairs)
    }


def targets(*pairs: tuple[str, str]) -> list[str]:
    return [sentence.target.text for (sentence,) in made_alike(article(*pairs), EN_PT).values()]


ALLI = (
    ("The house of Lord Allis is near.", "A casa de Lord Allis fica perto."),
    ("He asked Lord Allis for it.", "Ele pediu isso a Lord Allis."),
)


def test_a_name_in_another_spelling_is_written_as_elsewhere() -> None:
    assert targets(*ALLI, ("We saw Lord Allis there.", "Vimos Lorde Allis lá."))[2] == "Vimos Lord Allis lá."


def test_a_code_that_came_out_otherwise_is_set_right() -> None:
    system = ("They saw HR 6819 first.", "Eles viram HR 6819 primeiro.")
    assert targets(system, system, ("Why is HR 6819 odd?", "Por que RH 6819 é estranha?"))[2].startswith(
        "Por que HR 6819"
    )


def test_an_exonym_that_the_translation_prefers_stays() -> None:
    pairs = (
        ("The port of London is open.", "O porto de Londres está aberto."),
        ("They met in London again.", "Eles se encontraram em Londres de novo."),
        ("He plays for London tonight.", "Ele joga pelo London hoje à noite."),
    )
    assert targets(*pairs) == [target for _, target in pairs]


def test_a_word_that_the_source_has_too_is_no_other_spelling() -> None:
    both = ("We saw Lord Allis and Lord Ellis.", "Vimos Lord Ellis.")
    assert targets(*ALLI, both)[2] == both[1]


def test_a_name_that_is_missing_makes_a_doubt_where_it_stands_everywhere_else() -> None:
    kept = ("They asked Velamar about it.", "Eles perguntaram a Velamar sobre isso.")
    made = made_alike(article(kept, kept, kept, ("The head of Velamar left.", "O chefe saiu.")), EN_PT)
    (sentence,) = made["3"]
    assert sentence.outcome is Outcome.FLAGGED
    assert sentence.findings[-1].severity is Severity.WARN
    assert sentence.source.text[slice(*sentence.findings[-1].source)] == "Velamar"


def test_where_it_stands_twice_only_it_is_noted_and_nothing_more() -> None:
    kept = ("They asked Velamar about it.", "Eles perguntaram a Velamar sobre isso.")
    ((sentence,),) = list(made_alike(article(kept, ("The head of Velamar left.", "O chefe saiu.")), EN_PT).values())[1:]
    assert sentence.outcome is Outcome.CLEAN
    assert sentence.findings[-1].severity is Severity.NOTE


def test_marks_stay_on_their_words() -> None:
    text = "Vimos Lorde Allis lá hoje."
    marks = (Mark("link", 6, 17, "https://e.org/"), Mark("strong", 18, 20), Mark("emphasis", 0, 5))
    passages = article(*ALLI)
    passages["2"] = (Sentence(Text("We saw Lord Allis there today."), Text(text, marks), Outcome.CLEAN, "plain"),)
    (sentence,) = made_alike(passages, EN_PT)["2"]
    assert [sentence.target.text[m.start : m.end] for m in sentence.target.marks] == ["Lord Allis", "lá", "Vimos"]


WORDS = st.lists(st.sampled_from(["Lord", "Allis", "Lorde", "Alis", "the", "saw", "HR", "RH", "6819", "."]), max_size=9)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_whatever_the_sentences_none_is_lost_and_no_original_is_touched(
    parts: list[tuple[list[str], list[str]]],
) -> None:
    pairs = [(" ".join(source), " ".join(target)) for source, target in parts]
    passages = article(*pairs)
    made = made_alike(passages, EN_PT)
    assert list(made) == list(passages)
    assert all(made[place][0].source == passages[place][0].source for place in passages)


def test_a_person_that_is_called_as_a_town_is_makes_a_doubt() -> None:
    named = ("Police arrested Sudhesh Lisbon.", "A polícia prendeu Sudhesh Lisbon.")
    once = ("Lisbon denied it.", "Lisbon negou isso.")
    made = made_alike(article(named, once, ("They asked about Lisbon.", "Perguntaram sobre Lisboa.")), EN_PT)
    assert [sentence.outcome for (sentence,) in made.values()] == [Outcome.CLEAN, Outcome.CLEAN, Outcome.FLAGGED]
