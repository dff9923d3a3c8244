"""Words are asked about once, and lists of phrases join."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.verify.lookup import Lookup
from dragoman.verify.phrases import Phrases

_WORDS = st.frozensets(st.text("abc", min_size=1, max_size=3))


def test_a_word_is_asked_about_once_whatever_texts_it_stands_in() -> None:
    asked: list[str] = []
    long = Lookup(lambda word: asked.append(word) is None and len(word) > 3)
    assert long.among(frozenset({"the", "house"})) == {"house"}
    assert long.among(frozenset({"the", "house", "burned"})) == {"house", "burned"}
    assert sorted(asked) == ["burned", "house", "the"]


@given(st.lists(_WORDS))
def test_what_is_found_is_what_has_the_property_and_no_word_of_an_earlier_text(texts: list[frozenset[str]]) -> None:
    has_a = Lookup(lambda word: "a" in word)
    for words in texts:
        assert has_a.among(words) == {word for word in words if "a" in word}


def test_two_lists_of_phrases_find_together_what_each_finds() -> None:
    both = Phrases("must ha(?:s|ve)_to") | Phrases("may\\w*")
    assert both.find("It has to go, it must go, maybe.") == [(3, 9), (17, 21), (26, 31)]
