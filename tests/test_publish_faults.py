"""The ten faults of the page that this project exists to beat, as far as a page can commit them."""

from articles import SITE, article, said
from lxml import html
from lxml.html import HtmlElement

from dragoman.publish.paths import article_path
from dragoman.publish.site import article_files
from dragoman.types import Document, Figure, Mark, Paragraph, Quote, Text

HEADLINE = "Pilot asks for the hour"
LINKED = Text("He told LBC radio.", (Mark("link", 8, 17, "https://lbc.example/1"),))
TRANSLATED = Text("Ele disse à rádio LBC.", (Mark("link", 12, 21, "https://lbc.example/1"),))


def page() -> HtmlElement:
    picture = Figure("https://harbour.example/1.jpg", HEADLINE, Text("The quay at dawn."), "A. Wolf")
    document = Document(
        "https://harbour.example/pilot",
        "en",
        Text(HEADLINE),
        (
            Paragraph(LINKED),
            picture,
            Quote(Text("“He asks (us) to know if the exact time…” she said.")),
        ),
        authors=("Ann Wolf",),
        lead=Figure("https://harbour.example/0.jpg", HEADLINE),
    )
    passages = {
        "headline": (said(HEADLINE, "Piloto pergunta a hora"),),
        "lead.alt": (said(HEADLINE, "Piloto pergunta a hora"),),
        "0": (said(LINKED, TRANSLATED),),
        "1.alt": (said(HEADLINE, "Piloto pergunta a hora"),),
        "1.caption": (said("The quay at dawn.", "O cais ao amanhecer."),),
        "2": (
            said(
                "“He asks (us) to know if the exact time…” she said.",
                "“Ele (nos) pergunta se a hora exata…”, disse ela.",
            ),
        ),
    }
    found = article(document, {"pt": passages})
    content = article_files(found, SITE)[article_path(found, "pt") + "index.html"]
    assert content is not None
    return html.document_fromstring(content.decode())


def words_of(element: HtmlElement) -> str:
    """Return what a reader sees at first: without the originals, which are hidden."""
    for hidden in element.xpath(".//*[@hidden]"):
        hidden.drop_tree()
    return " ".join(element.text_content().split())


def test_1_the_furniture_of_the_page_is_not_in_its_text() -> None:
    text = words_of(page().cssselect(".text")[0])
    for furniture in ("Ir para o texto", "Leia em", "Mostrar o original", "Feeds", "Contato"):
        assert furniture not in text


def test_2_the_headline_is_not_repeated_before_every_picture() -> None:
    tree = page()
    assert len(tree.cssselect("figure")) == 2
    assert words_of(tree.body).count("Piloto pergunta a hora") == 1


def test_3_an_addition_in_brackets_stays_in_its_quotation() -> None:
    assert words_of(page().cssselect("blockquote")[0]) == "“Ele (nos) pergunta se a hora exata…”, disse ela."


def test_4_a_sentence_is_not_cut_at_its_link() -> None:
    tree = page()
    (sentence,) = tree.cssselect("#p0 .s")
    assert sentence[0].text_content() == "Ele disse à rádio LBC."
    assert sentence.cssselect("a")[0].text == "rádio LBC"


def test_5_the_source_is_linked_at_the_top() -> None:
    (link,) = page().cssselect("header .label a")
    assert link.get("href") == "https://harbour.example/pilot"


def test_6_author_and_times_are_told() -> None:
    tree = page()
    assert words_of(tree.cssselect(".by")[0]) == "Por Ann Wolf"
    assert tree.cssselect(".facts time")


def test_7_the_top_says_that_a_machine_translated_it_and_from_what() -> None:
    tree = page()
    assert words_of(tree.cssselect(".label")[0]).startswith("IA · Traduzido por máquina do inglês. Sem revisão humana.")
    order = [element.get("class") or element.tag for element in tree.cssselect(".label, h1, .text")]
    assert order == ["label", "h1", "text"]


def test_8_a_caption_stays_with_its_picture() -> None:
    tree = page()
    second = tree.cssselect(".text figure")[1]
    assert second.cssselect("a")[0].get("href") == "https://harbour.example/1.jpg"
    assert words_of(second.cssselect("figcaption")[0]) == "O cais ao amanhecer. Crédito: A. Wolf"
    assert "O cais" not in "".join(words_of(p) for p in tree.cssselect(".text > p"))


def test_9_quotation_marks_are_shown_as_they_are() -> None:
    text = words_of(page().cssselect(".text")[0])
    assert text.count("“") == text.count("”") == 1


def test_10_every_sentence_shows_its_original_and_every_fault_can_be_reported() -> None:
    tree = page()
    sentences = tree.cssselect(".text .s")
    assert [s.cssselect(".o")[0].text for s in sentences] == [
        "He told LBC radio.",
        "The quay at dawn.",
        "“He asks (us) to know if the exact time…” she said.",
    ]
    assert tree.cssselect(".report")
    assert tree.cssselect(".text .flag")
