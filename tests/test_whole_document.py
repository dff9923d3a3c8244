"""A document as a whole: every text keeps its sentences, its form and its language."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from wire import Site

from dragoman.commonwords import sentence_language
from dragoman.dispatch.crew import Crew
from dragoman.flow.desk import Desk
from dragoman.flow.interpreter import AS_IT_IS, cut
from dragoman.flow.market import ways
from dragoman.flow.renditions import passages
from dragoman.flow.rounds import translate_each
from dragoman.newsroom import models, rows
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.engines import Offer
from dragoman.translate.glossary import glossary
from dragoman.translate.labels import credit, given, is_label, trimmed
from dragoman.translate.routing import reader
from dragoman.types import (
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    ItemList,
    Mark,
    Outcome,
    Pair,
    Paragraph,
    Place,
    Quote,
    Sentence,
    Separator,
    Table,
    Text,
)

NEWS = Path(__file__).parent.parent.parent / "shared" / "data" / "news"
EN_PT = Pair("en", "pt")
LINKED = "The red boat left. The blue boat stayed at the quay. Nobody knows why."
WHOLE = Document(
    "https://paper.example/story",
    "en",
    Text("Who Pays For The New Bridge?"),
    (
        Paragraph(Text(LINKED, (Mark("link", 4, 40, "https://e.org/"), Mark("strong", 52, 58)))),
        Heading(Text("Why did the boat stay?"), 2),
        Paragraph(Text("")),
        ItemList((Text("one red boat"), Text("Two boats. Three boats.")), levels=(0, 1)),
        Quote(Text("We waited all night.\nNobody came, said Dr. A. B. Costa.")),
        Figure(
            "https://e.org/a.png", "A boat at the quay", Text("The quay at dawn (Photo: Ana Sá/Agência Cais)"), "Ana"
        ),
        Figure("https://e.org/b.png"),
        Table(((Text("Team"), Text("W")), (Text("Velame"), Text("1,234.5"))), header=True, caption=Text("The table")),
        Embed("https://e.org/post", Text("The boat is gone! See you soon."), media="post"),
        Code("print('not translated')"),
        Separator(),
        Paragraph(Text("“It is over.” He left…  And then?\n\nThat is all")),
    ),
    standfirst=Text("The council must decide. It has no money."),
    lead=Figure("https://e.org/lead.png", "The old bridge", Text("The bridge in 1967. It was new.")),
)


def recorded() -> Iterator[Document]:
    for name, language in (("wikinews-en-2020", "en"), ("agencia-brasil-2016-pt", "pt")):
        with gzip.open(NEWS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                blocks = (Paragraph(Text(part)) for part in row["text"].split("\n\n"))
                yield Document(row["url"], language, Text(row["title"]), tuple(blocks))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Crew(0) as crew, Site.made(tmp_path_factory.mktemp("site") / "site", crew, {}).desk() as desk:
        yield desk


def rendered(
    desk: Desk, document: Document, pair: Pair | None = None, *, remember: bool = False
) -> dict[Place, tuple[Sentence, ...]]:
    pair = pair or (EN_PT if document.language == "en" else EN_PT.reversed)
    terms = partial(glossary, pair)
    segments = cut(reader(desk.offers, pair.source), document, terms, places=None)
    return passages(segments, translate_each(desk, ways(desk.offers, pair)[:1], segments, remember=remember).sentences)


def assert_nothing_is_lost(desk: Desk, document: Document) -> None:
    texts = {place: text for place, text in document.texts() if text.text.strip()}
    pair = Pair(document.language, "gl")  # no local model: nobody need weigh what a scripted engine says
    engine = Offer("scripted", pair, "fxtranslate", "scripted", partial(ScriptedEngine, pair))
    found = rendered(replace(desk, offers=(engine,)), document, pair)
    assert list(found) == list(texts)
    for place, text in texts.items():
        told = "".join(sentence.source.text + sentence.gap for sentence in found[place])
        assert told.split() == text.text.split()
        assert told.strip("\n").count("\n") >= bool("\n" in text.text.strip())
        assert all(sentence.target.text for sentence in found[place])
        for kind in {mark.kind for mark in text.marks}:
            assert covered([sentence.source for sentence in found[place]], kind) == covered([text], kind)


def covered(texts: list[Text], kind: str) -> str:
    return "".join(
        text.text[mark.start : mark.end].replace(" ", "") for text in texts for mark in text.marks if mark.kind == kind
    )


def test_every_text_of_every_kind_of_block_has_its_sentences_in_order_and_nothing_else(desk: Desk) -> None:
    assert_nothing_is_lost(desk, WHOLE)


@pytest.mark.skipif(not NEWS.exists(), reason="the recorded news are not here (../shared/data)")
def test_so_has_every_recorded_article(desk: Desk) -> None:
    for document in recorded():
        assert_nothing_is_lost(desk, document)


def test_each_text_comes_out_in_the_form_that_suits_it(desk: Desk) -> None:
    found = {place: [s.target.text for s in said] for place, said in rendered(desk, WHOLE).items()}
    assert found["headline"][0].endswith("?")
    assert found["1"][0].endswith("?")
    assert not any(found[place][0].endswith(".") for place in ("5.alt", "lead.alt", "3.items.0", "7.caption"))
    assert found["5.caption"][-1] == "(Foto: Ana Sá/Agência Cais)"
    assert found["7.rows.0.1"] == ["W"]
    assert found["7.rows.1.1"] == ["1.234,5"]
    assert found["7.rows.1.0"] == ["Velame"]


# --- Labels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pair", "expected"),
    [
        ("—", EN_PT, "—"),
        ("12.5%", EN_PT, "12,5%"),
        ("1.234", EN_PT.reversed, "1,234"),
        ("2019–20", EN_PT, "2019–20"),
        ("R$24,300,000", EN_PT, "R$24.300.000"),
        ("£100,000", EN_PT, "£100.000"),
        ("USD 1.5", EN_PT, "USD 1,5"),
        ("A380", EN_PT, "A380"),
        ("H1N1", EN_PT, "H1N1"),
        ("Photo: Ana Sá/Reuters", EN_PT, "Foto: Ana Sá/Reuters"),
        ("(Foto: Ana Sá/Agência Cais)", EN_PT.reversed, "(Photo: Ana Sá/Agência Cais)"),
        ("Photo by John Dale", EN_PT, "Foto de John Dale"),
        ("(FILE)", EN_PT, "(ARQUIVO)"),
        ("Divulgação/Prefeitura de Velame", EN_PT.reversed, "Handout/Prefeitura de Velame"),
    ],
)
def test_figures_codes_and_credits_need_no_engine(text: str, pair: Pair, expected: str) -> None:
    assert given(text, pair) == expected


@pytest.mark.parametrize(
    "text", ["USA", "TEAM", "Germany", "Photo: a woman walks past", "Total", "He said: No", "12 km"]
)
def test_words_do(text: str) -> None:
    assert given(text, EN_PT) is None


def test_a_credit_in_a_language_whose_words_for_it_are_not_known_goes_to_the_engine() -> None:
    assert credit("Photo: Ana Sá/Reuters", Pair("en", "de")) is None
    assert credit("Traducción: Ana Reis", Pair("es", "en")) == "Translation: Ana Reis"


@pytest.mark.parametrize(
    ("answer", "source", "expected"),
    [
        ("Um barco no cais.", "A boat at the quay", "Um barco no cais"),
        ("Apple Inc. (em inglês).", "Apple Inc.", "Apple Inc."),
        ("Idade Idade", "Age", "Idade"),
        ("Do Ministério da Saúde", "Ministry of Health", "Ministério da Saúde"),
        ("A partir de segunda", "Starting Monday", "A partir de segunda"),
        ("A caminho de casa", "On the way home", "A caminho de casa"),
        ("Nova York Nova York", "New York, New York", "Nova York Nova York"),
        ("População (2020)", "Population (2020)", "População (2020)"),
        ("Velame Corp.", "Velame Corp.", "Velame Corp."),
    ],
)
def test_what_an_engine_adds_to_a_label_is_taken_off(answer: str, source: str, expected: str) -> None:
    assert trimmed(answer, source, EN_PT) == expected


def test_a_sentence_is_no_label_wherever_it_stands() -> None:
    assert not is_label("3.caption", "The quay was empty that morning.", heading=False)
    assert not is_label("3", "The quay", heading=False)
    assert is_label("3", "The quay", heading=True)
    assert is_label("3.rows.0.1", "Velame Corp.", heading=False)


# --- Languages ---------------------------------------------------------------------------------------------------

SPANISH = "El puerto está cerrado desde el lunes porque no hay dinero para las obras que pide el pueblo."
GERMAN = "Der Hafen ist seit Montag geschlossen, und keiner weiß, wann er wieder offen sein wird."
PORTUGUESE = "O porto está fechado desde segunda-feira porque não há dinheiro para as obras que o povo pede."
ENGLISH = "The port has been closed since Monday because there is no money for the works that the people ask for."


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        (ENGLISH, "en", "en"),
        (SPANISH, "en", "es"),
        (SPANISH, "pt", "es"),
        (PORTUGUESE, "en", "pt"),
        ("João da Silva e Maria dos Santos", "en", "en"),
        ("Порт закрыт с понедельника", "en", "ru"),
        ("Порт закритий через брак коштів на її ремонт", "en", "uk"),
        ("港は月曜日から閉まっている", "en", "ja"),
        ("The word порт means port", "en", "en"),
        (SPANISH, "sw", "sw"),
        ("", "en", "en"),
        ("2019", "en", "en"),
    ],
)
def test_the_language_of_a_sentence_is_told_where_it_is_clear(text: str, told: str, expected: str) -> None:
    assert sentence_language(text, told) == expected


def test_what_is_in_the_target_language_already_stands_as_it_is(desk: Desk) -> None:
    document = Document("https://e.org/", "en", Text("A day at the port"), (Paragraph(Text(PORTUGUESE)),))
    (sentence,) = rendered(desk, document)["0"]
    assert (sentence.target.text, sentence.outcome, sentence.language) == (PORTUGUESE, Outcome.CLEAN, "pt")
    assert sentence.route == AS_IT_IS


def test_a_third_language_stands_in_the_original_and_says_so(tmp_path: Path) -> None:
    told = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
    body = f"<p>{told * 3}</p><blockquote><p>{GERMAN}</p></blockquote><p>{PORTUGUESE}</p><p>{told}</p>"
    with Crew(0) as crew, ScriptedSite() as source:
        source.answers = {"/story": page(body), "/feed": source.feed(["/story"])}
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once()
        written = site.tree()[site.pages("/story")["pt"]][0].decode()
    assert f'<span lang="de" dir="ltr">{GERMAN}</span>' in written
    assert PORTUGUESE in written
    assert f'lang="pt" dir="ltr">{PORTUGUESE}' not in written
    rendition = rows.RENDITION.validate_json(models.Rendition.objects.get(language="pt").body)
    assert rendition.state == "published"
    assert not models.Memory.objects.filter(sentence__contains="keiner weiß").exists()


def test_an_article_that_is_mostly_in_a_third_language_is_a_headline(tmp_path: Path) -> None:
    told = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
    with Crew(0) as crew, ScriptedSite() as source:
        source.answers = {"/story": page(f"<p>{told}</p>{f'<p>{GERMAN}</p>' * 3}"), "/feed": source.feed(["/story"])}
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once()
    assert models.Page.objects.get(language="pt").state == "headline"


def test_a_headline_in_capitals_is_proved_in_the_case_in_which_it_was_read(desk: Desk) -> None:
    body = Paragraph(Text("A balsa volta a operar nesta sexta, disse o porto. A balsa parou na segunda-feira."))
    (headline,) = rendered(desk, Document("u", "pt", Text("BALSA VOLTA A OPERAR ÀS 14H DESTA SEXTA"), (body,)))[
        "headline"
    ]
    assert headline.outcome is not Outcome.ORIGINAL
    assert "Friday" in headline.target.text
