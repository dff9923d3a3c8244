"""Which pictures may be shown: those alone that state a licence of their own, and no agency's."""

from dataclasses import replace

import pytest

from dragoman.extract.article import extract_tree
from dragoman.extract.page import parse
from dragoman.ingest.feeds import parse_feed
from dragoman.rights.pictures import Cleared, PictureWords, decide_picture
from dragoman.rights.policy import Site
from dragoman.rights.signals import from_entry, from_page
from dragoman.types import Figure, Signal, Text

CC = "https://creativecommons.org/licenses"
URL = "https://paper.example/news/a-story"
TEXT = "".join(f"<p>Paragraph {n} tells what the council of the harbour decided that day.</p>" for n in range(2, 9))
HARBOUR = Figure("https://paper.example/harbour.jpg", caption=Text("The harbour at dawn."))


def cleared(figure: Figure, *signals: Signal, file: PictureWords | None = None, commercial: bool = False) -> Cleared:
    return decide_picture(figure, signals, Site(commercial), file)


def served(figure: str, head: str = "") -> tuple[Figure, tuple[Signal, ...]]:
    """Return the figure that a page leads with or shows, and the page's signals, as they are read from its bytes."""
    page = f"<html><head>{head}</head><body><article><h1>A story</h1>{TEXT}{figure}{TEXT}</article></body></html>"
    document = extract_tree(parse(page.encode()), URL, "en", None)
    shown = next((block for block in document.blocks if isinstance(block, Figure)), document.lead)
    assert shown
    return shown, from_page(page.encode(), {}, URL)


def test_a_picture_without_a_licence_of_its_own_is_not_shown_and_its_file_may_still_free_it() -> None:
    told = cleared(HARBOUR, Signal("licence", f"{CC}/by/4.0/", "link rel=license"))
    assert told == Cleared(False, "The picture states no licence of its own.", open=True)
    assert not cleared(HARBOUR, file=PictureWords()).open


@pytest.mark.parametrize(
    "caption",
    [
        f'The harbour. <a rel="license" href="{CC}/by/2.0/">Licence</a>',
        f'The harbour. Photo: Ann Lee / <a href="{CC}/by-sa/4.0/deed.en">CC</a>',
        "The harbour. Photo by Ann Lee (CC BY 2.0)",
        "The harbour. Photo: Ann Lee, public domain",
        "The harbour. Foto: Ann Lee, alguns direitos reservados, CC BY 4.0",
    ],
)
def test_a_caption_that_names_a_licence_lets_its_own_picture_be_shown(caption: str) -> None:
    figure, signals = served(f'<figure><img src="/harbour.jpg" alt=""><figcaption>{caption}</figcaption></figure>')
    told = cleared(figure, *signals)
    assert told.allowed, (figure, told.reason)
    assert told.licence


@pytest.mark.parametrize(
    "credit",
    [
        "Ann Lee/Getty Images",
        "AFP via Getty",
        "REUTERS/Ann Lee",
        "AP Photo/Ann Lee",
        "Ann Lee/EPA",
        "Ann Lee / picture alliance",
        "Used with permission",
        "Ann Lee. All rights reserved",
        "Todos os direitos reservados",
        "Fair use",
    ],
)
def test_an_agencys_picture_is_not_shown_whatever_licence_stands_beside_it(credit: str) -> None:
    figure = replace(HARBOUR, credit=credit, licence=f"{CC}/by/4.0/")
    told = cleared(figure)
    assert not told.allowed
    assert not told.open
    assert told.reason.startswith("The picture is another's, or kept back (")
    assert not cleared(replace(HARBOUR, licence=f"{CC}/by/4.0/"), file=PictureWords(credits=(credit,))).allowed


@pytest.mark.parametrize("credit", ["Ann Capel", "apnews reader", "Agência Brasil", "Some rights reserved"])
def test_a_name_that_only_looks_like_an_agencys_keeps_nothing_back(credit: str) -> None:
    assert cleared(replace(HARBOUR, credit=credit, licence=f"{CC}/by/4.0/")).allowed


def test_a_licence_in_machine_data_is_that_of_its_own_picture() -> None:
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type": "ImageObject", '
        f'"contentUrl": "https://paper.example/harbour.jpg", "license": "{CC}/by/4.0/"}}}}</script>'
    )
    for name, allowed in (("harbour", True), ("dog", False)):
        figure, signals = served(f'<figure><img src="/{name}.jpg" alt="A {name}"></figure>', data)
        assert cleared(figure, *signals).allowed is allowed
    signed = data.replace('"license"', '"creditText": "Ann Lee/AFP", "license"')
    figure, signals = served('<figure><img src="/harbour.jpg" alt="Boats"></figure>', signed)
    assert "AFP" in cleared(figure, *signals).reason


def test_a_licence_is_not_that_of_another_picture_which_the_same_script_serves() -> None:
    def licensed(address: str) -> Signal:
        return Signal("picture-licence", f"{CC}/by/4.0/", f"json-ld https://paper.example/{address}")

    assert not cleared(Figure("https://paper.example/image.php?id=6"), licensed("image.php?id=5")).allowed
    assert cleared(Figure("https://paper.example/image.php?id=5"), licensed("image.php?id=5")).allowed
    assert cleared(Figure("https://paper.example/quay.jpg?w=300"), licensed("quay.jpg?w=960")).allowed


def test_a_licence_in_a_feed_is_that_of_the_picture_it_stands_with() -> None:
    feed = parse_feed(
        '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>P</title>'
        f"<item><title>A story</title><link>{URL}</link>"
        f'<media:content url="https://paper.example/harbour-300x200.jpg"><media:license href="{CC}/by/4.0/"/>'
        "</media:content></item></channel></rss>".encode(),
        URL,
    )
    signals = from_entry(feed.entries[0], feed)
    assert cleared(HARBOUR, *signals).allowed
    assert not cleared(Figure("https://paper.example/dog.jpg"), *signals).allowed


def test_the_file_of_a_picture_may_free_it_or_keep_it_back() -> None:
    free = PictureWords(licences=(f"{CC}/by/4.0/",), credits=("Ann Lee",))
    assert cleared(HARBOUR, file=free).allowed
    licensed = replace(HARBOUR, licence=f"{CC}/by/4.0/")
    assert not cleared(licensed, file=PictureWords(licences=("All rights reserved",))).allowed
    assert not cleared(licensed, file=PictureWords(licences=("https://www.gettyimages.com/eula",))).allowed


@pytest.mark.parametrize("head", ["max-image-preview:none", "noimageindex", "noindex"])
def test_a_page_that_keeps_its_pictures_keeps_the_licensed_ones_too(head: str) -> None:
    signals = from_page(f'<html><head><meta name="robots" content="{head}"></head></html>'.encode(), {})
    told = cleared(replace(HARBOUR, licence=f"{CC}/by/4.0/"), *signals)
    assert not told.allowed
    assert not told.open


def test_a_picture_for_those_who_earn_nothing_is_shown_by_them_alone() -> None:
    figure = replace(HARBOUR, licence=f"{CC}/by-nc-nd/4.0/")
    assert cleared(figure).allowed
    assert not cleared(figure, commercial=True).allowed


def test_terms_of_a_publishers_own_are_no_licence_for_a_picture() -> None:
    assert not cleared(replace(HARBOUR, caption=Text("You may republish our photos with credit."))).allowed
