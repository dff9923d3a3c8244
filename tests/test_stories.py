"""Stories apart from any site: what is alike, what is a copy, in what sources differ. Facts in, decision out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.stories import copies
from dragoman.stories.claims import DAY, NUMBER, Stated, claims
from dragoman.stories.copies import Rival, is_copy, kept, sketch
from dragoman.stories.disagreements import disagreements
from dragoman.stories.joining import Bond, Known, Link, grouped, linked
from dragoman.stories.roundups import is_roundup
from dragoman.stories.signature import Told, signature
from dragoman.types import Claim, Signature
from dragoman.verify.calendar import days
from dragoman.verify.places import places
from dragoman.verify.quantities import quantities

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FERRY = (
    "The ferry Aurelia ran aground off Skagen before dawn with ninety passengers on board. Captain Tove Lindqvist said "
    "that fog had hidden the lighthouse, and that nobody had panicked. Fishermen from three villages took the "
    "passengers ashore in small boats. The owner, Baltic Lines, will have the hull looked at by divers before it is "
    "towed to the yard at Frederikshavn. It was the second such accident on the route since the spring, and the union "
    "of sailors asks for a pilot on every crossing at night."
)


def signed(headline: str, text: str = "", language: str = "en") -> Signature:
    return signature(Told(headline, text, language), "en", places)


def text_of(body: str) -> Signature:
    found, words = sketch(body)
    return Signature(sketch=found, words=words)


def known(id_: str, headline: str, text: str = "", hours: float = 0) -> Known:
    return Known(id_, NOON + timedelta(hours=hours), signed(headline, text))


def stories(*articles: Known) -> list[list[str]]:
    """Return the stories of articles, as they come out whatever their order."""
    pairs = combinations(articles, 2)
    found = grouped({one.id: one.dated for one in articles}, [link for pair in pairs if (link := linked(*pair))])
    return sorted(found)


# --- What is of one event ---


def test_two_reports_of_one_event_are_alike_and_another_event_is_not() -> None:
    one = known("a", "Ferry Aurelia runs aground off Skagen", FERRY)
    other = known(
        "b", "Passengers saved as ferry grounds near Skagen", "Fog had hidden the lighthouse from Tove Lindqvist."
    )
    chess = known("c", "Oramo wins chess open in Tallinn", "The grandmaster lost no game.")
    assert stories(one, other, chess) == [["a", "b"], ["c"]]


def test_reports_that_are_days_apart_are_of_one_story_where_others_stand_between() -> None:
    first, between, last = (known(id_, "Ferry Aurelia runs aground off Skagen", FERRY) for id_ in "abc")
    between, last = (replace(one, dated=NOON + timedelta(days=days)) for one, days in ((between, 3), (last, 6)))
    assert stories(first, last) == [["a"], ["c"]]
    assert stories(first, between, last) == [["a", "b", "c"]]


def test_a_place_and_a_word_of_the_same_sense_are_one_in_other_words() -> None:
    assert signed("Russian army strikes Kyiv").terms.keys() & signed("Russia attacks Kyiv").terms.keys() >= {"@RU"}
    assert signed("Talks in Oslo").terms.keys() == signed("Negotiations in Oslo").terms.keys()


def test_an_untranslated_article_is_known_by_its_names_and_numbers_alone() -> None:
    found = signed("Cinco mortos no aeroporto de Fort Lauderdale", "Esteban Santiago, de 26 anos, foi preso.", "pt")
    assert found.neutral == found.terms.keys()
    assert {"lauderdale", "santiago", "26"} <= found.terms.keys()
    assert "mortos" not in found.terms


def test_a_story_is_known_by_its_oldest_article_whoever_comes_first() -> None:
    one, other = (
        known("b", "Ferry Aurelia grounds off Skagen"),
        known("a", "Skagen ferry Aurelia grounds in fog", "", 1),
    )
    assert stories(one, other) == stories(other, one) == [["b", "a"]]


def test_an_article_goes_with_the_older_one_that_it_is_most_alike() -> None:
    dates = {id_: NOON + timedelta(hours=hours) for hours, id_ in enumerate("abcd")}
    links = [Link("c", "a", 0.35, Bond.LIKE), Link("c", "b", 0.36, Bond.LIKE), Link("d", "b", 0.36, Bond.LIKE)]
    assert grouped(dates, links) == [["a"], ["b", "c", "d"]]
    firm = [*links, Link("d", "a", 0.9, Bond.FIRM)]
    assert sorted(grouped(dates, firm)) == [["a", "d"], ["b", "c"]]
    assert sorted(grouped(dates, [*links, Link("c", "a", 0.9, Bond.COPY)])) == [["a", "c"], ["b", "d"]]


@settings(max_examples=100)
@given(st.data())
def test_the_same_links_make_the_same_stories_in_any_order(data: st.DataObject) -> None:
    dates = {id_: NOON + timedelta(hours=data.draw(st.integers(0, 3))) for id_ in "abcdefgh"}
    links = [
        Link(*sorted(pair, key=lambda id_: (dates[id_], id_), reverse=True), likeness, bond)
        for pair in combinations(dates, 2)
        if (bond := data.draw(st.sampled_from([None, None, None, *Bond])))
        and (likeness := data.draw(st.sampled_from([0.35, 0.4, 0.5])))
    ]
    found = grouped(dates, links)
    again = dict(data.draw(st.permutations(list(dates.items()))))
    assert sorted(grouped(again, data.draw(st.permutations(links)))) == sorted(found)


@pytest.mark.parametrize(
    "headline",
    [
        "Live: ferry runs aground off Skagen",
        "Ukraine updates: talks in Geneva",
        "War in the east: list of key events, day 1,455",
        "A minister resigns. And, a storm comes closer",
        "Ao vivo: a noite da eleição",
    ],
)
def test_a_round_up_may_join_a_story_and_never_makes_two_one(headline: str) -> None:
    assert is_roundup(headline)
    link = linked(
        known("a", headline), replace(known("b", headline), signature=replace(signed(headline), roundup=False))
    )
    assert link == Link("a", "b", 1.0, Bond.LIKE)
    assert stories(known("a", headline), known("b", headline)) == [["a"], ["b"]]


def test_news_of_one_thing_is_no_round_up() -> None:
    assert not is_roundup("Bank lifts rates and the crown gains")
    assert not is_roundup("Maker updates its oldest phone")
    assert not is_roundup("Those who live by the sea fear the storm")


@settings(max_examples=40)
@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "pt", "ja", "", "zz"]))
def test_any_words_have_a_signature_of_length_one_or_none(headline: str, text: str, language: str) -> None:
    found = signed(headline, text, language)
    assert len(found.terms) <= 40
    assert not found.terms or abs(sum(weight**2 for weight in found.terms.values()) - 1) < 0.01
    assert found == signed(headline, text, language)


# --- What is one text ---


def test_a_text_that_was_cut_is_a_copy_of_the_whole_in_another_house_only() -> None:
    whole, cut = text_of(FERRY), text_of(FERRY[: len(FERRY) * 6 // 10])
    assert is_copy(whole, cut, one_house=False)
    assert not is_copy(whole, cut, one_house=True)
    assert is_copy(whole, text_of("(Agency) " + FERRY), one_house=True)


def test_texts_of_one_event_in_other_words_are_no_copies() -> None:
    other = (
        "Ninety people were brought ashore by fishing boats on Sunday after their ferry hit the sand near Skagen in "
        "thick fog. The Aurelia belongs to Baltic Lines, which said that divers would look at the hull. Sailors have "
        "asked for pilots at night since an accident in spring. Captain Tove Lindqvist praised the calm of all."
    )
    assert not is_copy(text_of(FERRY), text_of(other), one_house=False)


def test_a_short_text_is_a_copy_of_nothing() -> None:
    short = text_of("The ferry ran aground.")
    assert short.sketch == ()
    assert not is_copy(short, short, one_house=False)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=60, max_size=200))
def test_copies_share_a_hash_by_which_they_are_found(words: list[int]) -> None:
    text = " ".join(f"w{number}" for number in words)
    one, other = text_of(text), text_of(f"Before it {text} and after it")
    assert set(copies.indexed(one)) & set(copies.indexed(other))
    assert is_copy(one, other, one_house=False) == is_copy(other, one, one_house=False)


def test_the_copy_shown_is_the_first_publishers_then_the_freer_then_the_fuller() -> None:
    plain = Rival("a", "Gazette", "gazette.example", level=0, words=300, moment=1.0)
    fuller = replace(plain, id="b", host="b.example", words=500, moment=2.0)
    closed = replace(plain, id="c", publisher="Courier", host="courier.example", level=3, words=900)
    assert kept([plain, closed]) == plain
    assert kept([plain, fuller]) == fuller
    assert kept([replace(plain, named=("courier.example",)), closed]) == closed
    assert kept([replace(plain, credits=("Courier / wires",)), closed]) == closed


# --- What sources differ in ---


def said(*sentences: str) -> tuple[Claim, ...]:
    return claims([Stated(each, each) for each in sentences], quantities, days)


def values(*sentences: str) -> set[tuple[str, str]]:
    return {(claim.about, claim.value) for claim in said(*sentences) if claim.kind == NUMBER}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Five dead and eight others injured after gunman opens fire", {("killed", "5"), ("injured", "8")}),
        ("A blast has killed at least 28 people in Sudan", {("killed", "~28")}),
        ("Three people were killed in the fire", {("killed", "3")}),
        ("Storm kills five, injuring twelve people", {("killed", "5"), ("injured", "12")}),
        ("Civil rights leader dies at 84", set()),
        ("I wish I had died, says migrant", set()),
        ("One of the dead was a nurse", set()),
        ("More than 100 killed so far this year", set()),
        ("A 23-year-old was arrested", set()),
        ("Police arrest 3% of drivers", set()),
        ("The yard employs 300 people", set()),
        ("The singer, her daughter and seven others died in the crash", set()),
        ("Among the 36 arrest warrants was that of the mayor", set()),
        ("Two soldiers killed five civilians at a checkpoint", {("killed:civilians", "5")}),
        ("Two soldiers killed at a checkpoint", {("killed:soldiers", "2")}),
        ("Two soldiers were injured at the checkpoint", {("injured:soldiers", "2")}),
        ("The leader behind the Oct. 7 attacks, which killed 1,200 people, is dead", set()),
    ],
)
def test_only_what_is_said_plainly_of_an_event_is_a_claim(sentence: str, found: set[tuple[str, str]]) -> None:
    assert values(sentence) == found


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("fr", "Norvik : au moins 43 morts dans un incendie", {("killed", "~43")}),
        ("fr", "À Norvik, 5 personnes ont été tuées et 8 autres blessées", {("killed", "5"), ("injured", "8")}),
        ("fr", "Froid : 7 morts en Italie, 10 en Pologne", set()),
        ("fr", "Norvik compte 43 morts depuis janvier", set()),
        ("es", "Un incendio deja 12 muertos y 30 heridos", {("killed", "12"), ("injured", "30")}),
        ("pt", "Pelo menos 12 pessoas foram mortas em Norvik", {("killed", "~12")}),
        ("de", "12 Tote bei Brand in Norvik", {("killed", "12")}),
        ("de", "Bei einem Brand wurden 12 Menschen verletzt", {("injured", "12")}),
        ("it", "Incendio a Norvik: 12 morti e almeno 30 feriti", {("killed", "12"), ("injured", "~30")}),
        ("ca", "Dotze morts en un incendi", {("killed", "12")}),
        ("gl", "Doce mortos nun incendio", {("killed", "12")}),
        ("fr", "Un homme de 43 ans est mort", set()),
        ("tr", "Yangında 12 ölü", set()),
    ],
)
def test_how_many_people_is_read_in_other_languages_too(
    language: str, sentence: str, found: set[tuple[str, str]]
) -> None:
    told = claims([Stated(sentence, sentence)], quantities, days, language)
    assert {(claim.about, claim.value) for claim in told} == found


def test_a_day_counts_where_the_event_was_and_not_where_somebody_spoke() -> None:
    assert [claim.value for claim in said("Two sailors were killed off Skagen on Monday") if claim.kind == DAY] == ["1"]
    assert not [claim for claim in said("Two sailors were killed, the harbour said on Monday") if claim.kind == DAY]


def test_what_stands_in_an_article_about_something_else_is_no_claim() -> None:
    assert values("Ferry Aurelia runs aground off Skagen", "A fire in Oslo killed nine people.") == set()


def test_sources_differ_where_none_says_what_the_other_does() -> None:
    three, five = said("Three people were killed in the fire"), said("The fire has killed five people")
    (found,) = disagreements({"a": three, "b": five}, {"a": "one", "b": "other"})
    assert [(each.article, each.claim.value) for each in found.sayings] == [("a", "3"), ("b", "5")]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Death toll from Norvik fire rises to 31", "Twenty-nine people lost their lives in the fire", "killed 29 31"),
        ("The landslide has claimed 14 lives", "Landslide leaves 17 dead", "killed 14 17"),
        ("Police arrested 43 demonstrators", "Fifty-one demonstrators were detained", "arrested:demonstrators 43 51"),
        ("Gunmen kidnapped 25 girls from a school", "24 girls were abducted", "kidnapped:girls 24 25"),
        ("Rescuers evacuated 2,300 residents", "2,800 residents have been evacuated", "evacuated:residents 2300 2800"),
        ("A magnitude 6.2 earthquake hit Norvik", "The 6.4-magnitude quake hit Norvik", "magnitude 6.2 6.4"),
        ("Tove Lindqvist, 58, led the inquiry", "59-year-old Tove Lindqvist led it", "age:Tove Lindqvist 58 59"),
        ("Painter Tove Lindqvist dies at 91", "Tove Lindqvist has died aged 92", "age:Tove Lindqvist 91 92"),
        ("Senators voted 75-24 to remove her", "She was removed by 76 votes to 24", "votes 75-24 76-24"),
        ("Baltic Lines gets a $2.4 billion fine", "It was fined $2.6 billion", "money:fine USD 2.4E+9 USD 2.6E+9"),
        ("The election is set for April 12", "The country votes in the 13 April election", "date:election 4-12 4-13"),
        ("Two sailors were killed on Monday", "The sailors were killed on Sunday", "killed 1 7"),
    ],
)
def test_what_differs_is_told_with_both_values(one: str, other: str, found: str) -> None:
    told = disagreements({"a": said(one), "b": said(other)}, {"a": "one", "b": "other"})
    assert [" ".join((each.about, *(saying.claim.value for saying in each.sayings))) for each in told] == [found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Three people were killed in the fire", "3 killed in fire"),
        ("At least three people were killed in the fire", "The fire has killed four people"),
        ("Three people were killed in the fire", "Eight people were injured in the fire"),
        ("Two soldiers were killed", "Five people were killed, two of them soldiers"),
        ("Cold kills 7 people in Italy and 10 people in Poland", "Cold kills 7 people"),
        ("The toll of the war rises to 41000", "The strike killed 12 people"),
        ("The death toll since January has risen to 31", "Fire kills 5 people"),
        ("A magnitude 6.2 earthquake hit Norvik", "A magnitude 4.1 tremor shook Norvik"),
        ("Quakes over magnitude 4.5 are felt in Norvik", "A magnitude 5.2 quake hit Norvik"),
        ("Halvard Stenmark, 31, was arrested", "Halvard Stenmark, 58, father of the man, was not"),
        ("Halvard Stenmark, 31, was arrested", "Ilse Stenmark, 33, was arrested"),
        ("Senators voted 75-24 to remove her", "The committee voted 7-4 to remove her"),
        ("Baltic Lines gets a $2.5 billion fine", "Baltic Lines was fined $2.47 billion"),
        ("Baltic Lines gets a $2.4 billion fine", "It was fined €2.1 billion"),
        ("Baltic Lines gets a $2.4 billion fine", "It was fined more than $2.1 billion"),
        ("Baltic Lines gets a $2.4 billion fine", "Its rival paid a $30 million fine"),
        ("The election is set for April 12", "The May 24 election decides"),
        ("The April 12 election decides", "The April 14 funeral is public"),
        ("Norvik beat Skagen 31-28 and 14 to 12", "Norvik beat Skagen 30-28"),
    ],
)
def test_sources_agree_where_both_may_be_true(one: str, other: str) -> None:
    assert disagreements({"a": said(one), "b": said(other)}, {"a": "one", "b": "other"}) == ()


def test_a_house_that_corrected_itself_does_not_differ_from_who_said_either() -> None:
    found = {"a": said("Three killed in fire"), "b": said("Five killed in fire"), "c": said("Three killed in fire")}
    assert disagreements(found, {"a": "one", "b": "one", "c": "other"}) == ()
