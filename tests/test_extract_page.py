"""From bytes to a tree: charsets, and every input that is no page."""

from contextlib import suppress

import pytest
from guards import ends_soon

from dragoman.errors import NotAPage
from dragoman.extract import extract

HEAD = "<html><head><title>Harbour opens</title></head><body><article><h1>The harbour opens again</h1>"
LINE = "<p>The harbour was opened again on Monday after nine weeks of work on its outer wall, the mayor said.</p>"
URL = "https://paper.example/a"


def page(*parts: str) -> str:
    return HEAD + "".join(parts) + "</article></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (b"", "", "empty"),
        (b" \n\t ", "text/html", "empty"),
        (b"%PDF-1.7 \x01\x02", "", "binary"),
        (bytes(range(256)) * 40, "text/html", "binary"),
        (b"<html>", "application/pdf", "application/pdf"),
        (b'{"a": "json"}', "", "plain text or data"),
        (b"just words", "text/plain", "plain text or data"),
        (b'<?xml version="1.0"?>\n<rss><channel/></rss>', "text/xml", "feed"),
        (b"<html><body><script>run()</script></body></html>", "", "no article"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "", "no article"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(body: bytes, content_type: str, says: str) -> None:
    with pytest.raises(NotAPage) as refused:
        extract(body, URL, content_type)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


HOSTILE = {
    "ten megabytes": page(LINE * 100_000),
    "a paragraph of five megabytes": page("<p>" + "word " * 1_000_000),
    "a paragraph of one megabyte": page("<p>" + "word " * 190_000 + "</p>"),
    "five thousand levels": page("<div>" * 5000, LINE, "</div>" * 5000),
    "two hundred levels": page("<div>" * 200, LINE, "</div>" * 200),
    "a hundred levels": page("<div>" * 100, LINE * 3, "</div>" * 100),
    "fifty thousand paragraphs": page("<p>one two three</p>" * 50_000),
    "many links in one line": page("<p>" + "<a href='/x'>one</a> " * 14_000, LINE * 3),
    "many pictures": page(LINE * 3, "<img src='/p.jpg' width=600 height=400>" * 14_000),
    "broken nesting": page("<p><div><b><table><tr><p>" * 30, LINE * 4),
    "nested tables": page("<table><tr><td>" * 30, LINE * 3, "</td></tr></table>" * 30),
    "a class of a megabyte": page(f'<p class="{"share " * 180_000}">', LINE * 3),
    "an address of a megabyte": page(f'<p><a href="{"blank" * 200_000}">x</a>', LINE * 3),
    "machine data without end": page('<script type="application/ld+json">' + "[" * 100_000 + "</script>", LINE * 3),
    "a headline of a megabyte": page("<h1>" + "a - " * 200_000 + "</h1>", LINE * 3),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_soon_in_a_document_or_a_clear_word(name: str) -> None:
    body = HOSTILE[name].encode()
    with ends_soon(), suppress(NotAPage):
        document = extract(body, URL)
        assert len(document.headline.text) <= 500
        assert sum(len(str(getattr(block, "text", ""))) for block in document.blocks) <= 1_000_000


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (page("<p>São João à beira-mar: ação, coração e maçã na avenida.</p>" * 4).encode("utf-8"), ""),
        (page("<p>São João à beira-mar: ação, coração e maçã na avenida.</p>" * 4).encode("latin-1"), ""),
        (
            page("<p>São João à beira-mar: ação, coração e maçã na avenida.</p>" * 4).encode("utf-8"),
            "text/html; charset=iso-8859-1",
        ),
        (("\ufeff" + page("<p>São João à beira-mar: ação, coração e maçã na avenida.</p>" * 4)).encode("utf-16"), ""),
    ],
    ids=["utf-8", "latin-1 unsaid", "utf-8 said to be latin-1", "utf-16 with its mark"],
)
def test_letters_survive_right_wrong_and_missing_charsets(body: bytes, content_type: str) -> None:
    assert "São João à beira-mar: ação, coração e maçã" in str(extract(body, URL, content_type).blocks[0].text)  # type: ignore[union-attr]


def test_the_meta_charset_decides_where_bytes_are_not_utf_8() -> None:
    text = page("<p>Новая гавань открыта после девяти недель работы, сказал мэр города в понедельник.</p>" * 3)
    body = text.replace("<head>", '<head><meta charset="windows-1251">').encode("cp1251")
    assert "Новая гавань открыта" in str(extract(body, URL).blocks[0].text)  # type: ignore[union-attr]


def test_a_charset_that_is_no_charset_is_passed_over() -> None:
    text = page(LINE * 3).replace("<head>", '<head><meta charset="punycode">')
    assert extract(text.encode() + b"\xff", URL).headline.text == "The harbour opens again"


def test_control_characters_and_direction_overrides_never_enter() -> None:
    document = extract(
        page("<p>The mayor \x00\x07said\u202e so\u200b on Mon\u00adday,  in\u00a0town.</p>", LINE).encode(), URL
    )
    assert str(document.blocks[0].text) == "The mayor said so on Monday, in town."  # type: ignore[union-attr]


def test_lone_surrogates_in_machine_data_never_enter() -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Jo\\ud800 Smith"}}</script>'
    assert extract(page(told, LINE * 3).encode(), URL).authors == ("Jo Smith",)
