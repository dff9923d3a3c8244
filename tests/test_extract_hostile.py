"""Pages made to cost time or memory: each ends soon, in a Document or in one sentence."""

import gc
import json
import resource

import pytest
from guards import ends_soon

from dragoman.errors import NotAPage
from dragoman.extract import content_hash, extract, to_json
from dragoman.extract.page import MAX_ATTRIBUTES

URL = "https://paper.example/a"
LINE = "<p>The harbour was opened again on Monday after nine weeks of work on its outer wall, the mayor said.</p>"
HEAD = "<html><head><title>Harbour opens</title></head><body><article><h1>The harbour opens again</h1>"
TEXT = "The harbour was opened again on Monday, the mayor said. "
LONG = TEXT * 20
SPANNING = "<td colspan=99 rowspan=99>x</td>"
UTF_16 = b"<head><meta charset=utf-16>"


def page(*parts: str) -> bytes:
    return (HEAD + "".join(parts) + "</article></body></html>").encode()


def script(value: object) -> str:
    return f"<script>window.__STATE__ = {json.dumps(value)}</script>"


def nested(opening: str, closing: str, depth: int, inner: str = "x") -> str:
    return opening * depth + inner + closing * depth


HOSTILE: dict[str, bytes] = {
    "ten megabytes of words": page("<p>" + "word " * 2_000_000),
    "seven megabytes of a script": page(f"<script>{'x=1;' * 1_800_000}</script>", LINE * 3),
    "five thousand levels of boxes": page(nested("<div>", "</div>", 5000, LINE)),
    "five thousand levels of marks": page("<p>" + nested("<b><i>", "</i></b>", 2500, TEXT)),
    "lists in lists": page(LINE * 3, nested("<ul><li>one", "</li></ul>", 60), LINE * 3),
    "lists in lists, many of them": page(LINE * 3, nested("<ul><li>one", "</li></ul>", 30) * 200, LINE * 3),
    "quotations in quotations": page(LINE * 3, nested("<blockquote>", "</blockquote>", 120, LINE), LINE * 3),
    "figures in figures": page(LINE * 3, nested("<figure><img src=/p.jpg>", "</figure>", 120), LINE * 3),
    "a table of spans": page(
        LINE * 3, f"<table><tr>{'<td colspan=999 rowspan=999>x</td>' * 100}</tr></table>" * 40
    ),
    "a table of five thousand cells that span": page(
        LINE * 3, f"<table>{f'<tr>{SPANNING * 50}</tr>' * 99}</table>"
    ),
    "wrong nesting all over": page("<table><p><b><a href=/x><ul><h2></b></table><li></a><td>" * 2000, LINE * 3),
    "nothing but closing tags": page("</div></p></article>" * 20_000, LINE),
    "a thousand frames": page(LINE * 3, '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>' * 9000),
    "figures with a line each in one box": page(LINE * 3, "<img src=/pic-large.jpg>line of text<br><br>" * 5000),
    "teasers without end": page("<div><a href=/x><h3>One</h3></a><p>A teaser's text.</p></div>" * 5000, LINE * 9),
    "paragraphs named for furniture": page(LINE.replace("<p>", "<p class=share>") * 9000),
    "an element of many attributes": page(LINE * 3, f"<p {' '.join(f'a{n}=1' for n in range(32_000))}>x</p>"),
    "an element of many attributes after a broken one": page(
        LINE * 3, f"""<p a="><b c='d>"{' '.join(f'a{n}' for n in range(400_000))}>x</p>"""
    ),
    "elements of as many attributes as may be": page(
        LINE * 3, f"<p {' '.join(f'a{n}' for n in range(MAX_ATTRIBUTES))}>x</p>" * 2000
    ),
    "a set of sources without end": page(LINE * 3, f"<img srcset='{'/a.jpg 100w, ' * 300_000}'>", LINE),
    "pictures with a set each": page(LINE * 3, f"<img srcset='{'/a.jpg 100w, ' * 30}'>" * 8000, LINE),
    "a state of many values": page(script({"a": [{"b": [n, "text"]} for n in range(60_000)]}), LINE * 3),
    "a state deeper than any": page(script(None).replace("null", "[" * 100_000), LINE * 3),
    "a state that is assigned ten thousand times": page(
        f"<script>{'var a = {}; ' * 10_000}{'x' * 2_000_000}</script>", "<p>Short.</p>"
    ),
    "a state that never ends": page('<script>window.a = {"b": "' + "<p>x" * 500_000 + "</script>", "<p>Short.</p>"),
    "a state in a string that never ends": page('<script>var a = JSON.parse("' + '\\"' * 900_000 + "</script>", LINE),
    "machine data of many pictures": page(
        '<script type="application/ld+json">'
        + json.dumps([{"@type": "ImageObject", "url": f"/p{n}.jpg", "caption": "x"} for n in range(1900)])
        + "</script>",
        LINE * 3,
        "".join(f'<img src="/some-picture-{n}.jpg">' for n in range(3000)),
        LINE * 3,
    ),
    "a live-blog of many entries": page(
        '<script type="application/ld+json">'
        + json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "x", "articleBody": LONG}] * 900})
        + "</script>",
        LINE * 3000,
    ),
    "an article body of three megabytes": page(
        '<script type="application/ld+json">',
        json.dumps({"@type": "Article", "articleBody": TEXT * 60_000}),
        "</script>",
    ),
    "times without end": page(LINE * 3, '<time datetime="2026-05-04T09:30:00Z">9:30</time><p>Then.</p>' * 7000),
    "entities without end": page("<p>" + "&amp;&lt;&#x41;&nbsp;" * 60_000 + "</p>", LINE * 3),
    "declared entities": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + page("<p>&b;</p>", LINE * 3),
    "a charset that is not its own": page("<p>São João à beira-mar.</p>" * 50).replace(b"<head>", UTF_16),
    "letters that are no letters": page(LINE * 3).replace(b"mayor", b"\xff\xfe\x80\xbf"),
    "a head without a body": b"<html><head><title>x</title></head></html>",
    "nothing but scripts": b"<html><body>" + b"<script>run()</script>" * 5000 + b"</body></html>",
    "a frameset": b"<html><frameset><frame src=/a><frame src=/b></frameset></html>",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000,
    "zeros": b"<html>" + bytes(1_000_000),
}  # fmt: skip


def outcome(body: bytes) -> bool:
    """Tell whether a page ends in a Document, or in one whole sentence that refuses it."""
    try:
        return len(content_hash(extract(body, URL, "text/html"))) == 64
    except NotAPage as refused:
        return str(refused).endswith(".") and "\n" not in str(refused)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_soon_in_a_document_or_a_sentence(name: str) -> None:
    with ends_soon():
        assert outcome(HOSTILE[name])


@pytest.mark.parametrize("address", ["http://[", "//[::1", "http://a]b/", "http://a:b/", "http://%zz"])
def test_a_broken_address_anywhere_costs_no_article(address: str) -> None:
    links = "canonical", "alternate hreflang=de", "license", "amphtml"
    metas = "og:image", "og:url", "article:author"
    body = page(
        f'<base href="{address}">',
        *(f'<link rel={link} href="{address}">' for link in links),
        *(f'<meta property="{name}" content="{address}">' for name in metas),
        f'<figure><img src="{address}" srcset="{address} 900w"><figcaption>A boat</figcaption></figure>' + LINE * 2,
        f'<p><a href="{address}">Continue reading</a> what the mayor said of it in the town hall.</p>',
        f'<iframe src="{address}"></iframe><div><a href="{address}"><h3>A teaser</h3></a><p>Of another.</p></div>',
        LINE.replace("harbour", "market"),
        f'<blockquote class="twitter-tweet"><p>Open!</p><a href="{address}">then</a></blockquote>',
    )
    assert any("opened again" in block["text"] for block in to_json(extract(body, URL))["blocks"])


def test_memory_stays_flat_from_page_to_page() -> None:
    pages = [page(f"<p class=a{n}>{TEXT} {n}</p>", LINE * 200, f'<img src="/p{n}.jpg">', LINE) for n in range(60)]
    for one in pages[:20]:
        extract(one, URL)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for one in pages[20:]:
        extract(one, URL)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000, "kilobytes"
