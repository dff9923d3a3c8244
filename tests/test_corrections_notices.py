"""A source that says itself that it was wrong is heard; news about the errors of others is not taken for that."""

from __future__ import annotations

import gzip
import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.corrections.notices import notices
from dragoman.types import Document, Heading, Paragraph, Text

DATA = Path(__file__).parents[2] / "shared" / "data"
RECORDED = DATA / "news" / "agencia-brasil-2016-pt.jsonl.gz"


def notices_table() -> dict[str, list[str]]:
    found = files("dragoman.corrections") / "notices.toml"
    return tomllib.loads(found.read_text("utf-8"))


BODY = "The harbour council met on Monday and agreed to mend the old quay."


def document(*paragraphs: str, headline: str = "A day at the quay", url: str = "https://paper.example/a") -> Document:
    return Document(
        url, "en", Text(headline), tuple(Paragraph(Text(each)) for each in paragraphs), publisher="The Paper"
    )


@pytest.mark.parametrize(
    "said",
    [
        "Correction: The council met on Tuesday.",
        "CORRECTION — The council met on Tuesday.",
        "Correction (22 November 2026): the sum was wrong.",
        "Corrections and clarifications: the sum was wrong.",
        "[Clarification: the mayor was not present.]",
        "This article was amended on 22 November 2026 to give the right sum.",
        "This story has been corrected to show that the quay is old.",
        "An earlier version of this story misstated the sum.",
        "Editor’s note: a previous version of this article named the wrong mayor.",
        "We regret the error.",
        "Errata: o conselho se reuniu na terça-feira.",
        "Diferentemente do que informou este jornal, o conselho não se reuniu.",
        "Diferentemente do informado, o prefeito não renunciou.",
        "Esta reportagem foi corrigida às 15h20.",
        "Uma versão anterior deste texto dava outro valor.",
        "A matéria “Conselho abre cais” saiu com erro no título.",
        "Fe de erratas: la obra costó menos.",
        "Una versión anterior de este artículo daba otra cifra.",
        "Rectificatif : le maire n’a pas démissionné.",
        "Une version précédente de cet article donnait un autre chiffre.",
        "Korrektur: Der Bürgermeister heißt Huber.",
        "In einer früheren Version dieses Artikels stand ein falscher Name.",
        "Errata corrige: il sindaco si chiama Rossi.",
        "Исправление: мэра зовут Иван.",
        "В предыдущей версии этой статьи была ошибка.",
        "تصحيح: اسم العمدة كريم",
        "更正：市长姓王。",
        "【訂正】市長の名前に誤りがありました。",
        "Düzeltme: Başkanın adı Kemal.",
        "सुधार: मेयर का नाम गलत था।",
    ],
)
def test_a_sentence_of_correction_is_heard_in_its_language(said: str) -> None:
    assert notices(document(BODY, said)) == ("1",)


@pytest.mark.parametrize(
    "said",
    [
        "The coach says that he was wrong to leave early.",
        "Market correction: what comes next for shares.",
        "The correction officer was heard on Monday.",
        "“Correct,” the mayor said. “We made an error.”",
        "O técnico diz que errou ao levar a taça.",
        "As regras do cadastro foram alteradas recentemente pelo governo.",
        "O texto da lei foi alterado pelo Senado e volta à Câmara.",
        "The lawsuit was amended to name three more companies.",
        "They pushed out the first version of the site in January.",
        "The bill was corrected by the senate on Monday.",
        "Apple released an earlier version of the phone in 2019.",
        "Der Fehler wurde von der Bahn behoben.",
        "Le gouvernement a corrigé ses prévisions.",
        "Ao contrário do pai, ele não quer ser prefeito.",
    ],
)
def test_news_of_errors_and_changes_is_no_correction(said: str) -> None:
    assert notices(document(said, BODY)) == ()
    assert notices(document(BODY, headline=said.rstrip("."))) == ()


@pytest.mark.parametrize(
    "headline", ["The Paper errou", "Erramos", "Correction: Harbour story", "CORRECTED-Quay opens"]
)
def test_a_headline_can_be_the_correction(headline: str) -> None:
    assert notices(document(BODY, headline=headline)) == ("headline",)


def test_a_paper_is_known_by_the_name_in_its_address_too() -> None:
    url = "https://folhadoporto.example/erro"
    assert notices(document(BODY, headline="Folha do Porto errou", url=url)) == ("headline",)
    assert notices(document(BODY, headline="Prefeito errou", url=url)) == ()


def test_a_label_that_stands_alone_takes_the_paragraph_below_it_along() -> None:
    found = Document(
        "", "en", Text("x"), (Paragraph(Text(BODY)), Heading(Text("Correction")), Paragraph(Text("It is old.")))
    )
    assert notices(found) == ("1", "2")


@pytest.mark.parametrize("pattern", notices_table()["sentences"])
def test_every_sentence_of_the_table_holds_one_of_its_stems(pattern: str) -> None:
    # A pattern's own letters hold a stem where all that it matches do: choices are tried one by one.
    assert any(stem in pattern.casefold() for stem in notices_table()["stems"]), pattern


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded articles lie beside the project, not in it")
def test_of_the_recorded_articles_the_five_corrections_are_found_and_no_other() -> None:
    with gzip.open(RECORDED, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    found = []
    for each in articles:
        paragraphs = [part for part in each["text"].split("\n") if part.strip()]
        read = Document(each["url"], each["lang"], Text(each["title"]), tuple(Paragraph(Text(p)) for p in paragraphs))
        if notices(read):
            found.append(each["title"])
    assert len(articles) == 56
    assert found == ["Agência Brasil errou"] * 5
