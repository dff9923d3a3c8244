"""Words are asked about once, and lists of phrases join."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.verify import lookup
from dragoman.verify.lookup import Lookup
from dragoman.verify.phrases import Phrases

_WORDS = st.frozensets(st.text("abc", min_size=1, max_size=3))


def test_a_word_is_asked_about_once_whatever_texts_it_stands_in() -> None:
    asked: list[str] = []
    long = Lookup(lambda word: asked.append(word) is None and len(word) > 3)
    assert long.among(frozenset({"the", "house"})) == {"house"}
    assert long.among(frozenset({"the", "house", "burned"})) == {"house", "burned"}
    assert sorted(asked) == ["burned", "house", "the"]


def test_who_asks_while_another_puts_aside_what_is_full_is_answered_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_MOST", 2)

    def is_long(word: str) -> bool:
        if word == "burned":  # meanwhile others ask
            long.among(frozenset({"a", "tree", "too"}))
            long.among(frozenset({"sun"}))
        return len(word) > 3

    long = Lookup(is_long)
    assert long.among(frozenset({"the", "house"})) == {"house"}
    assert long.among(frozenset({"house", "burned"})) == {"house", "burned"}


@given(st.lists(_WORDS))
def test_what_is_found_is_what_has_the_property_and_no_word_of_an_earlier_text(texts: list[frozenset[str]]) -> None:
    has_a = Lookup(lambda word: "a" in word)
    for words in texts:
        assert has_a.among(words) == {word for word in words if "a" in word}


def test_two_lists_of_phrases_find_together_what_each_finds() -> None:
    both = Phrases("must ha(?:s|ve)_to") | Phrases("may\\w*")
    assert both.find("It has to go, it must go, maybe.") == [(3, 9), (17, 21), (26, 31)]
