"""Headlines that tell what somebody is to do are read as what they will do."""

import pytest

from dragoman.translate.headlines import announced


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("Ruritanian president to send bill to parliament", "Ruritanian president will send bill to parliament"),
        ("U.S. Senate to decide on Monday", "U.S. Senate will decide on Monday"),
    ],
)  # fmt: skip
def test_the_infinitive_behind_a_subject_becomes_the_future(headline: str, read: str) -> None:
    assert announced(headline) == read


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("Officer Amy Porter shot in harbour", "Officer Amy Porter is shot in harbour"),
        ("Two men shot near school", "Two men are shot near school"),
        ("Amy Porter projected US president-elect", "Amy Porter is projected US president-elect"),
        ("Film star James shot during play", "Film star James is shot during play"),
    ],
)
def test_what_was_done_to_the_subject_is_no_deed_of_its_own(headline: str, read: str) -> None:
    assert announced(headline) == read


@pytest.mark.parametrize("headline", ["Man shot at police", "Amy Porter was shot in harbour", "Porter projected calm"])
def test_a_deed_of_the_subject_stays_one(headline: str) -> None:
    assert announced(headline) == headline


@pytest.mark.parametrize(
    "headline",
    [
        "Ruritania vows to send troops",
        "Police ask public to help",
        "Plan to send troops rejected",
        "Refusing to leave, tenants sue",
        "How to vote on Monday",
        "Visit to Ruritania ends",
        "Thanks to rain, fires end",
    ],
)
def test_an_infinitive_that_depends_on_another_word_stays(headline: str) -> None:
    assert announced(headline) == headline
