"""Pictures on pages, in feeds and in data, of an article that has one which may be shown and one which may not."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from articles import BY, SITE, rich, whole_site
from jsonschema import Draft202012Validator
from lxml import etree, html

from dragoman.publish import pictures
from dragoman.publish.credit import changes, plain_credit
from dragoman.publish.view import Edition
from dragoman.publish.words import written
from dragoman.types import Article, Figure, Picture, PictureFile

SCHEMA = Path(__file__).parents[2] / "shared" / "data" / "schema" / "ninjs-3.1.schema.json"
FILES = tuple(
    PictureFile(f"pictures/ab/{kind}{width}.{kind}", kind, width, width // 2, 10 * width)  # type: ignore[arg-type]
    for width in (480, 960, 1600)
    for kind in ("avif", "webp", "jpeg")
)


def illustrated(**more: object) -> Article:
    """Return the article whose leading picture may be shown; the one in its text may not."""
    article = rich(**more)
    assert article.document.lead
    return replace(article, pictures={article.document.lead.src: Picture(FILES, "Ana Reis", BY)})


EDITION = Edition(illustrated(), "en", SITE)


@pytest.fixture(scope="module")
def site() -> dict[str, bytes | None]:
    return whole_site([illustrated()], SITE)


def page(site: dict[str, bytes | None], language: str = "en") -> html.HtmlElement:
    path = next(path for path in site if path.startswith(f"{language}/2026/") and path.count("/") == 4)
    return html.document_fromstring((site[path] or b"").decode())


def test_a_page_offers_each_format_and_width_and_keeps_its_place(site: dict[str, bytes | None]) -> None:
    for language in ("en", "pt"):
        (picture,) = page(site, language).cssselect("picture")
        assert [each.get("type") for each in picture.cssselect("source")] == ["image/avif", "image/webp"]
        assert all(each.get("srcset", "").count("w") >= 3 for each in picture.cssselect("source"))
        (image,) = picture.cssselect("img")
        assert (image.get("src"), image.get("width"), image.get("height")) == (
            "/pictures/ab/jpeg960.jpeg",
            "1600",
            "800",
        )
        assert image.get("fetchpriority") == "high"
        assert page(site, language).cssselect("figure .frame")


def test_lists_show_the_smallest_file_without_words_and_put_off_all_but_the_first() -> None:
    plain, section = rich(id="bbbbbbbbbb"), {"section": "Politics"}
    more = [illustrated(id=f"{n:010x}", document=section) for n in range(4)]
    site = whole_site([plain, *more], SITE)
    for path in ("en/index.html", "en/sections/politics/index.html", "ar/index.html"):
        tree = html.document_fromstring((site[path] or b"").decode())
        images = tree.cssselect("article > picture img")
        told = {(each.get("src"), each.get("alt"), each.get("width"), each.get("height")) for each in images}
        assert told == ({("/pictures/ab/jpeg480.jpeg", "", "480", "240")} if "ar" not in path else set())
        assert [each.get("loading") for each in images[:2]] == ([None, "lazy"] if images else [])
        assert {each.get("srcset") for each in tree.cssselect("source")} <= {
            "/pictures/ab/avif480.avif",
            "/pictures/ab/webp480.webp",
        }
        assert not tree.cssselect(f"article:has(a[href*='{plain.id}']) picture")


def test_feeds_hold_whole_addresses_and_no_scripts_of_choice(site: dict[str, bytes | None]) -> None:
    feed = json.loads(site["en/feed.json"] or b"")["items"][0]
    assert '<img src="https://news.example.org/pictures/ab/jpeg960.jpeg"' in feed["content_html"]
    assert "srcset" not in feed["content_html"]
    assert feed["image"] == "https://news.example.org/pictures/ab/jpeg1600.jpeg"
    for path in ("en/atom.xml", "en/rss.xml"):
        tree = etree.fromstring(site[path] or b"")
        (license_,) = tree.iter("{http://search.yahoo.com/mrss/}license")
        assert license_.get("href") == BY.url


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of ninjs 3.1 is not here")
def test_data_with_pictures_is_valid_ninjs(site: dict[str, bytes | None]) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    items = {path: content for path, content in site.items() if "/items/" in path and content}
    assert items
    for path, content in items.items():
        found = json.loads(content)
        assert not list(validator.iter_errors(found)), path
        assert [each["name"] for each in found["associations"] if each.get("type") == "picture"] == ["picture-1"], path


def test_a_page_tells_machines_of_the_picture_that_it_shows_only(site: dict[str, bytes | None]) -> None:
    data = json.loads(page(site).xpath("string(//script[@type='application/ld+json'])"))
    (image,) = data["image"]
    assert image["license"] == BY.url
    assert image["creditText"]
    assert page(site).xpath("//meta[@property='og:image']/@content") == [image["contentUrl"]]


def test_what_was_done_with_pictures_is_said_in_every_language() -> None:
    for language in written():
        edition = Edition(illustrated(), language, replace(SITE, languages=(language,)))
        assert edition.words.plain("changed_sizes")
        assert edition.words.plain("credit_own_pictures")
    assert "smaller" in " ".join(changes(EDITION))
    assert "linked, not copied" in plain_credit(EDITION)
    assert "licences named beside them" in plain_credit(EDITION)


def test_where_pictures_are_turned_off_all_of_them_are_links() -> None:
    off = Edition(illustrated(), "en", replace(SITE, pictures=False))
    assert pictures.shots(off) == []
    assert "licences named beside them" not in plain_credit(off)


@pytest.mark.parametrize(
    ("credit", "caption", "said"),
    [
        ("Ana Reis, CC BY 4.0", "", "Ana Reis"),
        ("Ana Reis (CC BY 4.0", "", "Ana Reis"),
        ("", "The quay. Photo: Ana Reis", ""),
        ("", "The quay.", "Ana Reis"),
        ("CC BY 4.0", "", ""),
    ],
)
def test_a_credit_is_said_once_and_the_licence_beside_it(credit: str, caption: str, said: str) -> None:
    figure = replace(
        Figure("https://x.example/a.jpg", credit=credit),
        caption=replace(EDITION.document.headline, text=caption, marks=()),
    )
    assert pictures.credit(figure, Picture(FILES, "Ana Reis", BY)) == said


def test_a_page_of_two_dozen_pictures_stays_within_its_budget() -> None:
    article = illustrated()
    shown = {f"https://x.example/{n}.jpg": Picture(FILES, "Ana Reis", BY) for n in range(24)}
    blocks = tuple(Figure(src) for src in shown)
    many = replace(article, document=replace(article.document, blocks=blocks), pictures=shown)
    found = whole_site([many], SITE)
    pages = [content for path, content in found.items() if path.startswith("en/2026/") and path.count("/") == 4]
    assert all(len(gzip.compress(content or b"")) <= 15_000 for content in pages)
