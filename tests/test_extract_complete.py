"""The alarm: an article that is not whole says so, and one that is whole keeps quiet."""

import json
from typing import Any

import pytest

from dragoman.extract import extract

URL = "https://www.harbourpost.example/news/harbour-wall"
LINES = (
    "The harbour was opened again on Monday after nine weeks of work on its outer wall, the mayor said in the town.",
    "Divers filled the crack by night, because the ferry to the islands kept running through all of the long spring.",
    "The council paid for it out of the fund that it set aside after the great storm, and nobody had to be asked.",
    "Fishermen said that they had lost a third of their catch while they sailed from the next port up the coast.",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)


def is_complete(inner: str = BODY, after: str = "", **told: Any) -> bool:
    data = json.dumps({"@type": "NewsArticle", "headline": "Harbour wall reopens", **told})
    head = f'<title>Harbour wall reopens</title><script type="application/ld+json">{data}</script>'
    body = f"<article><h1>Harbour wall reopens</h1><div class='text'>{inner}</div></article>{after}"
    return extract(f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode(), URL).complete


def test_a_whole_article_keeps_quiet() -> None:
    assert is_complete()
    assert is_complete(wordCount=90, articleBody="\n".join(LINES))
    assert is_complete(BODY * 4, isAccessibleForFree=False)


@pytest.mark.parametrize(
    "ending",
    ["The mayor then said that …", "The mayor then said […]", "And so on. Leia mais", "And so on. Continuar leyendo »"],
)
def test_a_text_that_trails_off_is_not_whole(ending: str) -> None:
    assert not is_complete(f"{BODY}<p>{ending}</p>")


def test_dots_before_the_end_and_before_a_figure_at_the_end_are_told_apart() -> None:
    assert is_complete(f"<p>He thought, and thought …</p>{BODY}")
    figure = "<figure><img src='/a.jpg' width=800 height=500><figcaption>Boats</figcaption></figure>"
    assert not is_complete(f"{BODY}<p>The mayor then said that …</p>{figure}")


def test_a_text_half_as_long_as_machines_are_told_is_not_whole() -> None:
    assert not is_complete(wordCount=4 * sum(len(line.split()) for line in LINES))
    assert is_complete(wordCount="many")
    assert is_complete(wordCount=1.4 * sum(len(line.split()) for line in LINES))


def test_words_are_not_counted_where_a_script_has_no_spaces() -> None:
    line = "港口在外墙经过九个星期的施工之后于周一重新开放渔船队在涨潮之前全部回到了自己的泊位居民们站在岸边观看。"
    assert is_complete(f"<p>{line}</p>" * 6, wordCount=len(line) * 6)


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Sign in",
        "Conteúdo exclusivo para assinantes",
        "Contenido exclusivo para suscriptores",
        "Il vous reste 80 % de cet article à lire",
        "Create a free account to keep reading",
    ],
)
def test_a_short_text_before_a_wall_is_not_whole(wall: str) -> None:
    note = f'<div class="wall"><h3>{wall}</h3></div>'
    assert not is_complete(f"<p>{LINES[0]}</p><p>{LINES[1]}</p>", note)
    assert is_complete(BODY * 8, note), "a wall that stands under the whole text keeps nobody out"
    assert is_complete(after=note, isAccessibleForFree=True)


def test_a_short_text_that_must_be_paid_for_is_not_whole() -> None:
    assert not is_complete(f"<p>{LINES[0]}</p><p>{LINES[1]}</p>", isAccessibleForFree=False)
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}
    assert not is_complete(f"<p>{LINES[0]}</p><p>{LINES[1]}</p>", hasPart=part)


@pytest.mark.parametrize("href", ["#rest", URL, "/news/harbour-wall"])
def test_a_link_to_the_rest_of_itself_is_an_alarm(href: str) -> None:
    assert not is_complete(after=f'<a class="more" href="{href}">Seguir leyendo</a>')


def test_a_link_to_another_article_is_none() -> None:
    assert is_complete(after='<a class="more" href="/news/other">Continue reading</a>')


def test_paragraphs_that_were_missed_are_an_alarm() -> None:
    from dragoman.extract import jsonld, page
    from dragoman.extract.complete import is_complete as judged
    from dragoman.extract.metadata import Metadata
    from dragoman.types import Paragraph, Text

    root = page.parse(f"<html><body><article><h1>Harbour</h1>{BODY * 3}</article></body></html>".encode())
    meta = Metadata(root, URL)
    told = jsonld.body(jsonld.nodes(root))
    assert judged([Paragraph(Text(line)) for line in LINES * 3], Text(), told, meta)
    assert not judged([Paragraph(Text(line)) for line in LINES[:3]], Text(), told, meta)
    assert not judged([], Text(), told, meta)
