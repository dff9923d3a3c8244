"""The glossary: what a sentence calls for, how it is reworded, and what a wrong list is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.flow.desk import load_terms
from dragoman.flow.interpreter import Interpreter
from dragoman.translate.attempts import Translator
from dragoman.translate.brief import Segment
from dragoman.translate.engines.embedded import open_engine
from dragoman.translate.glossary import Glossary, glossary, shipped
from dragoman.translate.termlist import read_terms
from dragoman.types import Mark, Outcome, Pair, Term, Text

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")
OWN = """
[en-pt]
keep = ["John Doe", "The Harbour Courier"]
fixed = [{term = "Harbour Office", as = ["Capitania", "Capitania do Porto"]}]
hazards = [
    {term = ["strike", "strikes"], say = ["stoppage", "stoppages"], near = ["union*"], unless = ["drone*"]},
    {term = "House", say = "Chamber"},
    {term = "outage", say = "failure"},
]
"""


def _glossary(text: str = OWN) -> Glossary:
    return Glossary(read_terms(text, "glossary.toml")[EN_PT])


def _read(sentence: str, terms: Glossary | None = None) -> Segment:
    return (terms or _glossary()).read(Segment("text", Text(sentence), sentence))


@pytest.mark.parametrize(
    ("sentence", "safe"),
    [
        ("The union called two strikes.", "The union called two stoppages."),
        ("Strikes by unions go on.", "Stoppages by unions go on."),
        ("The House sat; a house burned.", "The Chamber sat; a house burned."),
        ("An outage hit the town.", "A failure hit the town."),
        ("“Strike”, said the union.", "“Stoppage”, said the union."),
    ],
)
def test_a_term_is_reworded_in_its_own_form_and_its_article_agrees(sentence: str, safe: str) -> None:
    assert _read(sentence).safe == safe


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike lasted an hour.",  # no union near
        "The union condemned the drone strike.",  # another sense
        "The union met the Strike Force.",  # a name: a capital in the middle
        "The union struck, strikers sang, a union-strike-fund paid.",  # other words
    ],
)
def test_another_sense_a_name_or_another_word_is_left_as_it_is(sentence: str) -> None:
    assert not _read(sentence).safe


def test_the_longest_of_two_terms_at_one_place_counts() -> None:
    text = '[en-pt]\nhazards = [{term = "toll", say = "count"}, {term = "toll road", say = "paid road"}]'
    assert _read("A toll road and a toll.", _glossary(text)).safe == "A paid road and a count."


def test_only_a_sentence_that_holds_a_changed_term_has_another_key() -> None:
    changed = _glossary(OWN.replace("Capitania do Porto", "Autoridade Portuária"))
    for sentence, same in (("The Harbour Office is shut.", False), ("The union called a strike.", True)):
        keys = {_read(sentence, terms).key("here") for terms in (_glossary(), changed)}
        assert (len(keys) == 1) is same


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[en-pt]\nhazards = [\n  {term = 'a', say = 'b'\n]", "glossary.toml is not valid TOML"),
        ('[en-pt]\nhazards = [\n  {term = "toll"},\n]', "line 3: a hazard needs `say`"),
        ('[en-pt]\nfixed = [\n  {term = "toll"},\n]', "line 3: a fixed term needs `as`"),
        ('[en-pt]\n\nhazards = [{term = "toll", sya = "x"}]', "line 3: an entry of hazards has no `sya`"),
        ('[en-pt]\nhazards = [{term = ["a", "b", "c"], say = ["x", "y"]}]', "line 2: `say` holds one wording"),
        ('[english]\nkeep = ["x"]', "line 1: [english] is no pair of languages"),
        ('[en-pt]\nkeep = "x"\nnames = ["x"]', "line 1: [en-pt] may hold keep, fixed, hazards"),
        ('[en-pt]\nkeep = [3]', "line 2: `keep` is a text or a list of texts"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_told_in_one_sentence_with_its_line(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=r"glossary\.toml") as caught:
        read_terms(text, "glossary.toml")
    assert told in str(caught.value)


def test_the_operators_own_entries_go_before_the_shipped_ones() -> None:
    own = '[en-pt]\nhazards = [{term = "watchdog", say = "guardian"}]'
    assert _read("The watchdog fined the bank.", glossary(EN_PT, own)).safe == "The guardian fined the bank."


def test_a_way_through_a_third_language_has_the_safe_wording_of_its_first_leg() -> None:
    segment = _read("The watchdog fined the bank.", glossary(Pair("en", "es"), leg=EN_PT))
    assert segment.safe == "The oversight body fined the bank."
    assert not segment.terms


@pytest.mark.parametrize("pair", [EN_PT, PT_EN, Pair("es", "pt")])
def test_a_shipped_entry_is_called_for_by_its_own_trial_and_says_what_is_right(pair: Pair) -> None:
    terms = glossary(pair)
    for entry in shipped(pair):
        assert entry.trial, entry
        assert entry.right or entry.targets, entry
        assert any(found.entry is entry for found in terms.found(entry.trial)), entry


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(EN_PT, open_engine(EN_PT))


def test_a_fixed_translation_stands_in_the_answer(translator: Translator) -> None:
    interpreter = Interpreter("test", EN_PT, [translator])
    sentence = interpreter.render(_read("The Harbour Office closed the northern pier on Monday after the storm."))
    assert sentence.target.text.startswith("A Capitania")
    assert sentence.outcome is Outcome.REPAIRED


def test_a_name_that_is_kept_stands_as_it_was(translator: Translator) -> None:
    attempts = list(translator.attempts("John Doe left the town.", [Term("John Doe", ("John Doe",))]))
    masked = next(attempt for attempt in attempts if attempt.route == "terms")
    assert "John Doe" in masked.text


def test_a_link_on_a_reworded_term_stands_on_its_translation(translator: Translator) -> None:
    text = "Both sides called for de-escalation on the border."
    start = text.index("de-escalation")
    marked = Text(text, (Mark("link", start, start + len("de-escalation"), "https://example.org/"),))
    segment = glossary(EN_PT).read(Segment("text", marked, text))
    sentence = Interpreter("test", EN_PT, [translator]).render(segment)
    (mark,) = sentence.target.marks
    assert "redução" in sentence.target.text[mark.start : mark.end]
    assert sentence.source == marked


class _Johns:
    """An engine that gives a name the form of its own language, as some do."""

    name = "johns"
    vocabulary = open_engine(EN_PT).vocabulary

    def translate(self, sentence: str) -> str:
        said = sentence.replace("John", "João").replace("left the town", "deixou a cidade")
        return said.replace("ISIS", "SIS")


def test_a_name_of_which_only_a_part_was_kept_is_kept_whole_in_another_form() -> None:
    attempts = list(Translator(EN_PT, _Johns()).attempts("John Doe left the town."))
    assert attempts[0].text == "João Doe deixou a cidade."
    assert next(attempt.text for attempt in attempts if attempt.route == "names") == "John Doe deixou a cidade."


@pytest.mark.parametrize(
    ("source", "masked"),
    [
        ("Members John Doe left the town.", "Membros John Doe deixou a cidade."),
        ("The man left the town of New York.", None),
    ],
)
def test_a_title_before_a_name_and_a_region_with_a_form_of_its_own_are_translated(
    source: str, masked: str | None
) -> None:
    class Titles(_Johns):
        def translate(self, sentence: str) -> str:
            return super().translate(sentence).replace("Members", "Membros").replace("New", "Nova")

    attempts = {attempt.route: attempt.text for attempt in Translator(EN_PT, Titles()).attempts(source)}
    assert attempts.get("names") == masked


def test_an_acronym_that_was_lost_is_kept_in_another_form() -> None:
    attempts = {attempt.route: attempt.text for attempt in Translator(EN_PT, _Johns()).attempts("ISIS left the town.")}
    assert attempts["plain"] == "SIS deixou a cidade."
    assert attempts["names"] == "ISIS deixou a cidade."


def test_an_acronym_in_another_order_is_not_lost_and_a_possessive_ends_a_name() -> None:
    class Turned(_Johns):
        def translate(self, sentence: str) -> str:
            return sentence.replace("EU", "UE").replace("John's DNA", "DNA de John")

    sentence = "The EU tested John's DNA."
    assert "names" not in {attempt.route for attempt in Translator(EN_PT, Turned()).attempts(sentence)}


def test_a_sites_own_glossary_is_read_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    assert load_terms(tmp_path) == ""
    (tmp_path / "glossary.toml").write_text(OWN, encoding="utf-8")
    assert load_terms(tmp_path) == OWN
    (tmp_path / "glossary.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        load_terms(tmp_path)
    (tmp_path / "glossary.toml").write_text('[en-pt]\nfixed = [{term = "x"}]', encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        load_terms(tmp_path)
