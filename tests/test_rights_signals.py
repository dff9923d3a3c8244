"""Signals read from real bytes: headers, pages, feeds' items."""

import pytest

from dragoman.rights.signals import from_entry, from_page, of_feed
from dragoman.types import Entry, Feed, Signal

BY = "https://creativecommons.org/licenses/by/4.0/"


def page(head: str = "", body: str = "<p>Text</p>", html: str = "") -> bytes:
    return f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("head", "signals"),
    [
        ('<meta name="robots" content="noindex, follow">', {("robots", "noindex"), ("robots", "follow")}),
        ('<META NAME="ROBOTS" CONTENT="None">', {("robots", "none")}),
        ('<meta name="googlebot" content="nosnippet">', {("robots", "nosnippet")}),
        ('<meta name="otherbot" content="noindex">', set()),
        (
            '<meta name="robots" content="max-snippet: 50, max-image-preview:large, noarchive">',
            {("robots", "max-snippet:50"), ("robots", "max-image-preview:large"), ("robots", "noarchive")},
        ),
        (
            '<meta name="robots" content="unavailable_after: Friday, 25-Jun-2027 15:00:00 GMT, noai">',
            {("robots", "unavailable_after:Friday, 25-Jun-2027 15:00:00 GMT"), ("robots", "noai")},
        ),
        ('<meta name="tdm-reservation" content="1">', {("tdm-reservation", "1")}),
        (
            '<meta name="tdm-policy" content="https://p.example/tdm.json">',
            {("tdm-policy", "https://p.example/tdm.json")},
        ),
        ('<meta name="google" content="notranslate">', {("translate", "no")}),
        (f'<link rel="license" href="{BY}">', {("licence", BY)}),
        (f'<script type="application/ld+json">{{"@type":"NewsArticle","license":"{BY}"}}</script>', {("licence", BY)}),
        (
            '<script type="application/ld+json">'
            '{"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": "False"}]}</script>',
            {("free", "false")},
        ),
        (f'<script type="application/ld+json">{{"@type":"ImageObject","license":"{BY}"}}</script>', set()),
        (f'<script type="application/ld+json">{{"@type":"NewsArticle","image":{{"license":"{BY}"}}}}</script>', set()),
        ('<script type="application/ld+json">{broken</script>', set()),
    ],
)
def test_the_head_of_a_page_is_read(head: str, signals: set[tuple[str, str]]) -> None:
    assert {(signal.name, signal.value) for signal in from_page(page(head), {})} == signals


@pytest.mark.parametrize(
    ("headers", "signals"),
    [
        ({"X-Robots-Tag": "noindex"}, {("robots", "noindex")}),
        ({"x-robots-tag": "otherbot: noindex, nofollow"}, set()),
        ({"x-robots-tag": "googlebot: nosnippet, otherbot: noindex"}, {("robots", "nosnippet")}),
        ({"x-robots-tag": "otherbot: nofollow\nnoindex"}, {("robots", "noindex")}),
        ({"x-robots-tag": "dragoman: noindex"}, {("robots", "noindex")}),
        (
            {"x-robots-tag": "unavailable_after: 25 Jun 2027 15:00:00 PST"},
            {("robots", "unavailable_after:25 Jun 2027 15:00:00 PST")},
        ),
        ({"TDM-Reservation": "1"}, {("tdm-reservation", "1")}),
        ({"Content-Usage": "train-ai=n, search=n"}, {("content-usage", "train-ai=n"), ("content-usage", "search=n")}),
        ({"Content-Signal": "search=yes, ai-input=no"}, {("content-signal", "search=yes"),
          ("content-signal", "ai-input=no")}),
        ({"Link": f'<https://a.example/>; rel="canonical", <{BY}>; rel="license"'}, {("licence", BY)}),
        ({"Server": "x"}, set()),
    ],
)  # fmt: skip
def test_the_headers_are_read(headers: dict[str, str], signals: set[tuple[str, str]]) -> None:
    assert {(signal.name, signal.value) for signal in from_page(page(), headers)} == signals


def test_a_page_that_is_not_to_be_translated_says_so_on_its_root_or_body() -> None:
    assert from_page(page(html='translate="no"'), {}) == (Signal("translate", "no", "element html"),)
    assert from_page(page().replace(b"<body>", b'<body class="a notranslate">'), {}) == (
        Signal("translate", "no", "element body"),
    )
    told = from_page(page(body='<p translate="no">Name</p>'), {})
    assert told == (Signal("kept-apart", "1 translate=no", "elements"),)


def test_a_licence_in_a_figure_is_the_pictures_and_not_the_texts() -> None:
    linked = f'<a rel="license" href="{BY}">CC</a>'
    told = from_page(page(body=f"<figure><figcaption>{linked}</figcaption></figure>"), {})
    assert told == (Signal("picture-licence", "CC BY 4.0", "caption"),)
    assert from_page(page(body=f"<p>{linked}</p>"), {}) == (Signal("licence", BY, "a rel=license"),)


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"{}", b"<" * 5000, b"<html>" + b"<div>" * 3000])
def test_hostile_bytes_give_the_signals_of_their_headers(body: bytes) -> None:
    assert from_page(body, {"X-Robots-Tag": "noindex"}) == (Signal("robots", "noindex", "header X-Robots-Tag"),)


def test_a_page_in_utf_16_keeps_no_secret() -> None:
    hidden = page('<meta name="robots" content="noindex">').decode()
    assert ("robots", "noindex") in {(s.name, s.value) for s in from_page(("\ufeff" + hidden).encode("utf-16-le"), {})}


def test_an_item_speaks_before_its_feed() -> None:
    entry = Entry("1", "https://a.example/", "A", licence=BY, rights="In their entirety,\n without any edits")
    feed = Feed(licence="CC-BY-NC-4.0", rights="© Paper")
    assert from_entry(entry, feed) == (
        Signal("licence", BY, "entry"),
        Signal("rights", "In their entirety, without any edits", "entry"),
        Signal("licence", "CC-BY-NC-4.0", "feed"),
        Signal("rights", "© Paper", "feed"),
    )
    assert from_entry(Entry("1", "https://a.example/", "A")) == ()


def test_the_headers_of_a_feed_speak_of_its_text_and_not_of_its_place_in_search() -> None:
    headers = {"X-Robots-Tag": "noindex, follow", "tdm-reservation": "1", "content-usage": "train-ai=n"}
    assert of_feed(Feed(), headers) == (
        Signal("tdm-reservation", "1", "feed header tdm-reservation"),
        Signal("content-usage", "train-ai=n", "feed header content-usage"),
    )
