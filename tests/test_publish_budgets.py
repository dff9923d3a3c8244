"""What a page may cost its reader, and what it may not do: on a site of every kind of page in every language."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from articles import SITE, rich, short, whole_site
from lxml import html

from dragoman.publish.words import written
from dragoman.types import Article, Paragraph, Text

ARTICLE, LIST, STYLES, SCRIPT = 15_000, 40_000, 8_192, 5_000
"""Bytes that an article and a list may have (gzip), and that a style sheet and the script may have (plain)."""
WHOLE = replace(SITE, languages=tuple(written()))


def long() -> Article:
    """Return an article of 1,800 words that are not the same in any two of its sentences."""
    document = rich().document
    sentence = "A frase de número {} conta o que a cidade {} fez com {} barcos no ano {}. "
    said = [sentence.format(n, n * 7, n * n, 1900 + n) for n in range(120)]
    blocks = tuple(Paragraph(Text("".join(said[n : n + 4]).strip())) for n in range(0, 120, 4))
    return rich(id="bbbbbbbbbb", document={"blocks": (*document.blocks, *blocks)})


@pytest.fixture(scope="module")
def site() -> dict[str, bytes | None]:
    return whole_site([long(), rich(id="cccccccccc"), short(), short(id="dddddddddd", withdrawn="Gone.")], WHOLE)


def pages(site: dict[str, bytes | None]) -> Iterator[tuple[str, bytes]]:
    for path, content in site.items():
        if content and path.endswith(".html"):
            yield path, content


def test_every_page_is_light(site: dict[str, bytes | None]) -> None:
    for path, content in pages(site):
        article = re.match(r"\w+/2026/", path) and "compare" not in path
        assert len(gzip.compress(content)) <= (ARTICLE if article else LIST), path


def test_every_page_asks_for_its_style_and_nothing_else(site: dict[str, bytes | None]) -> None:
    for path, content in pages(site):
        tree = html.document_fromstring(content.decode())
        styles = tree.xpath("//link[@rel='stylesheet']/@href")
        assert set(styles) <= {"/style.css", "/paper.css"}, path
        assert len(site["search.js"] or b"") <= SCRIPT
        assert all(len(site[style.lstrip("/")] or b"") <= STYLES for style in styles)
        assert not tree.xpath("//img | //iframe | //video | //audio | //object | //embed | //source | //style"), path
        assert not tree.xpath("//@style"), path
        assert tree.xpath("//@src") == (["/search.js"] if "/search/" in path else []), path


def test_no_page_but_the_search_runs_a_script(site: dict[str, bytes | None]) -> None:
    for path, content in pages(site):
        if "/search/" not in path:
            tree = html.document_fromstring(content.decode())
            assert set(tree.xpath("//script/@type")) <= {"application/ld+json"}, path
            assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")], path
            assert b"javascript:" not in content, path


def test_every_page_says_its_language_and_direction_and_has_one_heading_of_the_first_rank(
    site: dict[str, bytes | None],
) -> None:
    for path, content in pages(site):
        tree = html.document_fromstring(content.decode())
        edition = path.split("/")[0]
        language = edition if edition in WHOLE.languages else WHOLE.languages[0]
        assert (tree.get("lang"), tree.get("dir")) == (language, "rtl" if language == "ar" else "ltr"), path
        assert len(tree.cssselect("h1")) == len(tree.cssselect("main")) == 1, path
        levels = [int(h.tag[1]) for h in tree.cssselect("h1, h2, h3, h4, h5, h6")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        names = tree.xpath("//nav/@aria-label")
        assert len(names) == len(set(names)), path


def test_languages_of_a_page_name_each_other(site: dict[str, bytes | None]) -> None:
    named: dict[str, set[tuple[str, str]]] = {}
    for path, content in pages(site):
        tree = html.document_fromstring(content.decode())
        links = {(link.get("hreflang"), link.get("href")) for link in tree.cssselect("link[rel=alternate]:not([type])")}
        if links and tree.xpath("//link[@rel='canonical'][starts-with(@href, 'https://news.example.org/')]"):
            named[WHOLE.url(path.removesuffix("index.html"))] = links
    assert named
    for address, links in named.items():
        assert address in {href for _, href in links}, address
        for _, href in links:
            assert href not in named or named[href] == links, (address, href)
