"""The page this project exists to beat had ten faults; the sample source holds the cause of each, and ours has none.

Both papers tell the story of the clock with every cause in it; the wire reads, translates and publishes them for real.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from lxml.html import HtmlElement
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.testing.harbour import FAULTS, HarbourSource, load_pieces

OTHER = {"en": "pt", "pt": "en"}
FROM = {"en": "from Portuguese. Not reviewed by a person.", "pt": "do inglês. Sem revisão humana."}
FURNITURE = ("Skip to", "Pular para", "newsletter", "Newsletter", "cookies", "Leia também", "Read more", "Compartilh")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew) -> Iterator[Site]:
    with HarbourSource() as harbour:
        feeds = {f"harbour-{language}": feed for language, feed in harbour.feeds.items()}
        site = Site.made(tmp_path_factory.mktemp("faults") / "site", crew, feeds)
        site.once()
        yield site


@pytest.fixture(scope="module", params=["en", "pt"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of the source; its translation is looked at."""
    return str(request.param)


@pytest.fixture
def page(site: Site, language: str) -> HtmlElement:
    path = site.pages(FAULTS[language])[OTHER[language]]
    return html.document_fromstring(site.tree()[path][0].decode())


def seen(element: HtmlElement) -> str:
    """Return what a reader sees at first: the originals are hidden until asked for."""
    copy = html.fromstring(html.tostring(element))
    for hidden in copy.xpath("//*[@hidden]"):
        hidden.drop_tree()
    return " ".join(copy.text_content().split())


def body(page: HtmlElement) -> HtmlElement:
    return page.cssselect(".text")[0]


def test_1_no_furniture_stands_in_the_text(page: HtmlElement) -> None:
    assert not [word for word in FURNITURE if word in seen(body(page))]


def test_2_the_headline_stands_once_and_before_no_picture(page: HtmlElement) -> None:
    headline = seen(page.cssselect("h1")[0])
    assert seen(page.body).count(headline) == 1
    assert len(page.cssselect("figure")) >= 2


def test_3_an_addition_in_brackets_stays_with_its_pronoun_inside_the_quotation(page: HtmlElement) -> None:
    (sentence,) = (s for s in page.cssselect(".text .s") if "[" in seen(s))
    text = seen(sentence)
    before = text[: text.index("[")]
    assert before in ("“He ", "“Ele ")
    assert text.index("]") < text.index("”")


def test_4_a_sentence_with_a_link_is_one_sentence_with_a_link(page: HtmlElement) -> None:
    linked = [s for s in page.cssselect(".text .s") if any("radiomare" in a.get("href", "") for a in s.cssselect("a"))]
    assert len(linked) == 1
    text = seen(linked[0])
    assert text.count(".") == 1
    assert text.endswith(".")
    assert "Mar" in linked[0].cssselect("a")[0].text_content()


def test_5_the_source_is_linked_at_the_top(page: HtmlElement, language: str) -> None:
    assert page.cssselect(".label a")[0].get("href", "").endswith(FAULTS[language])


def test_6_author_date_and_time_are_told(page: HtmlElement, language: str) -> None:
    piece = load_pieces()[FAULTS[language]]
    assert piece.authors[0] in seen(page.cssselect(".by")[0])
    times = [time.get("datetime", "") for time in page.cssselect(".facts time")]
    assert len(times) >= 2
    assert times[0].startswith("2026-11-1")


def test_7_the_top_says_that_a_machine_translated_it_and_from_what(page: HtmlElement, language: str) -> None:
    assert FROM[OTHER[language]] in seen(page.cssselect(".label")[0])
    order = [element.tag for element in page.cssselect(".label, h1, .text")]
    assert order.index("h1") > 0


def test_8_captions_stand_with_their_pictures_only(page: HtmlElement) -> None:
    captions = [seen(caption) for caption in page.cssselect("figure figcaption")]
    paragraphs = " ".join(seen(p) for p in page.cssselect(".text > p"))
    assert captions
    assert all(caption[:40] not in paragraphs for caption in captions)


def test_9_quotation_marks_are_whole_and_paired(page: HtmlElement) -> None:
    text = seen(body(page))
    assert text.count("“") == text.count("”") > 3
    assert '"' not in text


def test_10_every_sentence_has_its_original_within_reach_and_faults_can_be_reported(page: HtmlElement) -> None:
    translated = [s for s in page.cssselect(".text .s") if seen(s)]
    assert translated
    assert all(s.cssselect(".o") and s.get("tabindex") == "0" for s in translated if "kept" not in s.get("class", ""))
    assert page.cssselect(".report")[0].get("href", "").startswith("/_report?language=")
    assert not page.cssselect("script:not([type='application/ld+json'])")
