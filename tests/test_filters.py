"""Filters: what they leave out, by what, and that settings which choose nothing are refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from articles import short
from hypothesis import given
from hypothesis import strategies as st

from dragoman.config import parse
from dragoman.errors import UsageError
from dragoman.filters import FeedSettings, FilterSettings
from dragoman.flow.filtering import Subject, feeds_of, fits, left_out, proved, spelled
from dragoman.types import Document, Outcome, Paragraph, Rendition, Sentence, State, Text

PAGE = (Path(__file__).parents[1] / "docs" / "choosing.md").read_text(encoding="utf-8")
MATCH = Document(
    url="https://example.org/a",
    language="pt-BR",
    headline=Text("Eleição no Chile: técnico vence"),
    section="Esportes",
    tags=("futebol",),
    blocks=(Paragraph(Text("O jogo foi em Lisboa, l’Aquila perdeu.")), Paragraph(Text("Na China choveu."))),
)


def of(**criteria: Any) -> FilterSettings:
    return FilterSettings(name="mine", **criteria)


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"topics": ["politics", "sport"]}, ["topic sport"]),
        ({"topics": ["politics"]}, None),
        ({"sources": ["paper"]}, ["source paper"]),
        ({"sources": ["other"]}, None),
        ({"languages": ["pt"]}, ["language pt"]),
        ({"languages": ["en", "es"]}, None),
        ({"places": ["Chile"]}, ["place Chile"]),
        ({"places": ["Brazil", "Lisbon"]}, ["place Lisbon"]),
        ({"places": ["China"]}, None),  # it opens with other places
        ({"words": ["ELEICAO"]}, ["word ELEICAO"]),
        ({"words": ["elei"]}, None),
        ({"words": ["elei*"]}, ["word elei*"]),
        ({"words": ["foi em  lisboa"]}, ["word foi em  lisboa"]),
        ({"words": ["Aquila"]}, ["word Aquila"]),
        ({"words": ["futebol"]}, ["word futebol"]),
        ({"words": ["jogo"], "without": ["choveu"]}, None),
        ({"without": ["basquete"]}, []),
        ({"topics": ["sport"], "words": ["nada"]}, None),
        ({"topics": ["sport"], "words": ["vence"]}, ["topic sport", "word vence"]),
    ],
)
def test_an_article_fits_where_it_has_one_of_every_kind_that_is_named(
    criteria: dict[str, Any], found: list[str] | None
) -> None:
    assert fits(of(**criteria), Subject("paper", MATCH, "sport")) == found


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("选举", "总统选举在周日", True),
        ("राजनीति", "यह राजनीति है", True),
        ("राज", "यह राजनीति है", False),
        ("न", "अन", False),
    ],
)
def test_words_are_found_in_every_script(word: str, text: str, found: bool) -> None:
    document = Document(url="https://example.org/a", language="zh", headline=Text(text))
    assert (fits(of(words=[word]), Subject("paper", document)) is not None) is found


def test_what_is_left_out_says_why() -> None:
    asked = Subject("paper", MATCH, "sport")
    only, other = FilterSettings(name="near", do="only", places=["Portugal"]), of(topics=["sport"])
    assert left_out([], asked) == ""
    assert left_out([of(topics=["health"])], asked) == ""
    assert left_out([other], asked) == "Your filter mine leaves it out (topic sport)."
    assert left_out([only], asked) == "It fits none of your filters of what comes in (near)."
    kept = FilterSettings(name="here", do="only", places=["Chile"])
    assert left_out([only, kept], asked) == ""
    assert left_out([only, kept, other], asked) == "Your filter mine leaves it out (topic sport)."
    assert "lacks all" in left_out([of(without=["basquete"])], asked)


@given(st.text(max_size=20), st.text(max_size=60))
def test_any_word_of_the_settings_may_be_looked_for(word: str, text: str) -> None:
    try:
        wanted = of(words=[word])
    except ValueError:
        return
    document = Document(url="https://example.org/a", language="en", headline=Text(f"{text} {word} {text}"))
    assert fits(wanted, Subject("paper", document)) == [f"word {word}"]


@given(st.text(max_size=60))
def test_spelled_words_are_spelled_so_again(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)


@pytest.mark.parametrize(
    ("criteria", "told"),
    [({"topics": ["sprot"]}, "names the topic sprot; there are politics,"), ({"places": ["Nowhereland"]}, "use words")],
)
def test_a_topic_or_place_that_nobody_knows_is_refused(criteria: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        proved([of(**criteria)])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[filters]]\nname = "a"', "names nothing to choose by"),
        ('[[filters]]\nname = "a"\nwords = ["?"]', "words"),
        ('[[filters]]\nname = "a"\nwords = ["_*"]', "words"),
        ('[[filters]]\nname = "a"\nwords = ["b"]\ndo = "drop"', "do"),
        ('[[filters]]\nname = "a"\nwords = ["b"]\n' * 2, "two filters are called a"),
    ],
)
def test_a_filter_that_is_none_is_refused(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(text)


def test_the_example_of_the_docs_is_a_setting_and_every_setting_is_told() -> None:
    filters, feeds = map(parse, re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    proved((*filters.filters, *feeds.feeds))
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert told == {*FilterSettings.model_fields, *FeedSettings.model_fields}


def test_a_feed_counts_the_words_of_its_edition_too() -> None:
    said = Text("The minister won.")
    sentence = Sentence(said, said, Outcome.CLEAN, "en-pt")
    english = Rendition("en", State.PUBLISHED, {"headline": (sentence,)})
    article = short(document={"language": "pt"}, renditions={"en": english})
    feeds = [FeedSettings(name=word, title=word, words=[word]) for word in ("minister", "ministro")]
    assert feeds_of(feeds[:1], article, "pt", "") == []
    assert feeds_of(feeds[:1], article, "en", "") == ["minister"]
    assert feeds_of([FeedSettings(name="s", title="S", topics=["sport"])], article, "en", "sport") == ["s"]
