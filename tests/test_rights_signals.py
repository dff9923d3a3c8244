"""Signals read from real bytes: headers, pages, feeds' items."""

from datetime import UTC, datetime

import pytest

from dragoman.rights.effects import expiry
from dragoman.rights.rsl import NAMESPACE, from_rsl
from dragoman.rights.signals import from_entry, from_page, of_feed
from dragoman.rights.sitefiles import from_robots
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


def test_a_notice_in_the_foot_is_read_however_many_boxes_stand_before_it() -> None:
    boxes = '<span class="copyright">x</span>' * 500
    (notice,) = from_page(page(body=f"{boxes}<footer>Licensed under CC BY-ND 4.0</footer>"), {})
    assert (notice.name, notice.value) == ("notice", "Licensed under CC BY-ND 4.0")


@pytest.mark.parametrize("address", ["http://[", "//[x", "http://[/", "http://a]b/"])
def test_an_address_that_is_none_names_no_file_and_speaks_of_no_page(address: str) -> None:
    content = f'<content url="{address}"><license><prohibits type="usage">all</prohibits></license></content>'
    own = f'<rsl xmlns="{NAMESPACE}">{content}{content.replace(address, "https://a.example/")}</rsl>'
    assert from_rsl(own.encode(), "https://a.example/1", "file") == (Signal("rsl", "prohibits all", "file"),)
    assert from_rsl(f'<rsl xmlns="{NAMESPACE}">{content}</rsl>'.encode(), "https://a.example/1", "file") == ()
    assert from_robots(f"License: {address}\nLicense: /rsl.xml\n", "https://a.example/1") == (
        Signal("rsl", "file https://a.example/rsl.xml", "robots.txt"),
    )


@pytest.mark.parametrize("told", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_clock_will_show_is_none(told: str) -> None:
    assert expiry(Signal("robots", f"unavailable_after:{told}", "meta")) is None


def test_an_expiry_is_told_in_utc() -> None:
    told = expiry(Signal("robots", "unavailable_after:2027-06-25T15:00:00+05:00", "meta"))
    assert told == datetime(2027, 6, 25, 10, tzinfo=UTC)
    assert told.isoformat().endswith("10:00:00+00:00")
