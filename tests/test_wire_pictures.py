"""Pictures on their way through the wire: which are fetched, how often, what becomes of them, and when they go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from test_pictures import png_that_says, xmp
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow.editions import build
from dragoman.newsroom import models, withdrawal
from dragoman.pictures.embedded import words_of
from dragoman.testing.pictures import painted
from dragoman.testing.site import Answer, ScriptedSite, page

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
CC = "https://creativecommons.org/licenses/by/4.0/"
FREE = f'Boats off the quay. Photo: Ana Reis, <a href="{CC}">CC BY 4.0</a>'
KEPT = "Boats off the quay. Photo: Ana Reis / Getty Images"


def figure(caption: str = FREE, src: str = "/boats.jpg", alt: str = "Two boats lie in the harbour.") -> str:
    return f'<figure><img src="{src}" alt="{alt}" width="1200" height="800"><figcaption>{caption}</figcaption></figure>'


def story(*figures: str) -> Answer:
    return page(f"<p>{SENTENCE * 3}</p>{''.join(figures)}<p>{SENTENCE * 2}</p><p>{SENTENCE * 2}</p>")


def jpeg(body: bytes | None = None, **headers: str) -> Answer:
    return Answer(painted(600, 400) if body is None else body, content_type="image/jpeg", headers=headers)


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": story(figure()), "/feed": source.feed(["/story"]), "/boats.jpg": jpeg()}
        yield source


@pytest.fixture
def site(tmp_path: Path, crew: Crew, source: ScriptedSite) -> Site:
    """A site in the language of its source, so that a picture is all there is to do."""
    site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    site.change('languages = ["en", "pt"]', 'languages = ["en"]')
    return site


def pictures(site: Site, folder: str = "public") -> set[str]:
    root = site.folder / folder
    return {str(file.relative_to(root)) for file in (root / "pictures").rglob("*.*")}


def shown(site: Site, language: str = "en") -> html.HtmlElement:
    return html.document_fromstring(site.tree()[site.pages("/story")[language]][0].decode())


def test_a_picture_with_a_licence_of_its_own_is_shown_in_every_edition(site: Site, source: ScriptedSite) -> None:
    site.change('languages = ["en"]', 'languages = ["en", "pt"]')
    site.once()
    for language in ("en", "pt"):
        (image,) = shown(site, language).cssselect("figure picture img")
        assert (image.get("width"), image.get("height")) == ("600", "400")
        sets = shown(site, language).xpath("//picture//@srcset")
        named = {image.get("src"), *(entry.split()[0] for each in sets for entry in each.split(", "))}
        assert {path.lstrip("/") for path in named} <= pictures(site)
    assert shown(site, "en").xpath("//img/@alt") == ["Two boats lie in the harbour."]
    assert shown(site, "pt").xpath("//img/@alt") not in ([""], ["Two boats lie in the harbour."])
    assert shown(site).xpath(f"//figcaption//a[@href='{CC}']")
    assert {path.rsplit(".")[-1] for path in pictures(site)} == {"avif", "webp", "jpg"}
    assert pictures(site) == pictures(site, "data")


def test_the_first_picture_is_loaded_at_once_and_others_when_they_come_into_view(
    site: Site, source: ScriptedSite
) -> None:
    source.answers["/quay.jpg"] = jpeg(painted(500, 300))
    source.answers["/story"] = page(
        f"{figure()}<p>{SENTENCE * 3}</p>{figure(src='/quay.jpg', alt='The quay.')}<p>{SENTENCE * 2}</p>"
        f"<p>{SENTENCE * 2}</p>"
    )
    site.once()
    first, second = shown(site).cssselect("figure img")
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert (second.get("fetchpriority"), second.get("loading")) == (None, "lazy")


def test_feeds_and_data_tell_of_the_picture_with_credit_and_licence(site: Site, source: ScriptedSite) -> None:
    credit = '<span class="credit">Ana Reis</span>'
    source.answers["/story"] = story(figure(f'Boats off the quay. {credit} <a rel="license" href="{CC}">CC BY</a>'))
    site.once()
    files = {path: content for path, (content, _) in site.tree().items()}
    media = "{http://search.yahoo.com/mrss/}"
    for feed in ("en/atom.xml", "en/rss.xml"):
        (content,) = etree.fromstring(files[feed]).iter(f"{media}content")
        assert content.get("url", "").removeprefix("http://127.0.0.1:8000/") in pictures(site)
        assert content.findtext(f"{media}credit") == "Ana Reis"
        assert content.find(f"{media}license").get("href") == CC  # type: ignore[union-attr]
    (item,) = json.loads(files["en/feed.json"])["items"]
    assert item["image"] == item["attachments"][0]["url"]
    ninjs = json.loads(next(content for path, content in files.items() if path.startswith("api/en/items/")))
    (picture,) = [each for each in ninjs["associations"] if each.get("type") == "picture"]
    assert (picture["by"], picture["rightsInfo"]["linkedRights"]) == ("Ana Reis", CC)
    head = shown(site, "en")
    assert head.xpath("//meta[@property='og:image']/@content") == [item["image"]]
    (image,) = json.loads(head.xpath("string(//script)"))["image"]
    assert (image["creditText"], image["license"]) == ("Ana Reis", CC)


def test_a_picture_without_a_licence_of_its_own_is_not_even_fetched(site: Site, source: ScriptedSite) -> None:
    captions = (KEPT, "Boats off the quay.", "Boats. Photo: Ana Reis, all rights reserved")
    source.answers["/story"] = story(*(figure(caption, f"/{n}.jpg") for n, caption in enumerate(captions)))
    site.once()
    assert not any(path.endswith(".jpg") for path in source.asked)
    assert not pictures(site)
    assert shown(site).cssselect("figure .frame")


def test_a_picture_is_fetched_once_whatever_is_read_rendered_or_built_again(
    site: Site, source: ScriptedSite, tmp_path: Path
) -> None:
    site.once()
    before = site.tree()
    site.clock.forward(hours=30)
    site.once(recheck=True)
    site.change('title = "Test"', 'title = "Another"')
    site.once()
    assert source.asked["/boats.jpg"] == 1
    kept = {path for path in before if path.startswith("pictures/")}
    assert {path: before[path] for path in kept} == {path: site.tree()[path] for path in kept}


def test_a_tree_built_from_nothing_is_the_same_to_the_byte(site: Site, source: ScriptedSite, tmp_path: Path) -> None:
    site.once()
    with site.desk() as desk:
        build(desk, tmp_path / "anew")
    anew = {str(file.relative_to(tmp_path / "anew")): file.read_bytes() for file in (tmp_path / "anew").rglob("*.*")}
    ours = {path: content for path, (content, _) in site.tree().items()}
    assert {path: anew[path] for path in pictures(site)} == {path: ours[path] for path in pictures(site)}
    assert {path for path, content in ours.items() if anew.get(path, content) != content} == set()


def test_a_picture_goes_with_its_article_from_the_tree_and_from_what_is_kept(site: Site, source: ScriptedSite) -> None:
    site.once()
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    assert not pictures(site)
    assert not pictures(site, "data")
    assert not models.Picture.objects.exists()


def test_a_picture_that_two_articles_show_stays_while_one_does(site: Site, source: ScriptedSite) -> None:
    source.answers["/other"] = replace(
        story(figure()), body=story(figure()).body.replace(b"A day at the quay", b"A night at the quay")
    )
    source.answers["/feed"] = source.feed(["/story", "/other"])
    site.once()
    assert source.asked["/boats.jpg"] == 1
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    assert len(pictures(site)) == 6
    withdrawal.withdraw(site.article("/other").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    assert not pictures(site)


def test_an_article_that_comes_later_shows_a_picture_that_is_here_already(site: Site, source: ScriptedSite) -> None:
    site.once()
    text = "The ferry company wants a new pier before the summer, its director told the newspaper. " * 2
    source.answers["/other"] = page(f"<p>{text}</p>{figure()}<p>{text}</p>", "Another day at the quay")
    source.answers["/feed"] = source.feed(["/story", "/other"])
    site.clock.forward(hours=1)
    site.once()
    shown = site.tree()[site.pages("/other")["en"]][0].decode()
    assert html.document_fromstring(shown).cssselect("figure picture img")


def test_the_same_bytes_under_two_addresses_go_with_the_last_of_them(site: Site, source: ScriptedSite) -> None:
    source.answers["/again.jpg"] = jpeg()
    source.answers["/story"] = story(figure(), figure(src="/again.jpg"))
    site.once()
    assert models.Picture.objects.count() == 2
    source.answers["/story"] = story(figure())
    site.once(recheck=True)
    assert models.Picture.objects.count() == 1
    assert len(pictures(site)) == 6


def test_a_picture_that_its_page_takes_out_is_dropped(site: Site, source: ScriptedSite) -> None:
    site.once()
    source.answers["/story"] = story()
    site.once(recheck=True)
    assert not pictures(site)
    assert not shown(site).cssselect("figure")


def test_a_licence_taken_back_takes_the_picture_back(site: Site, source: ScriptedSite) -> None:
    site.once()
    source.answers["/story"] = story(figure(KEPT))
    site.once(recheck=True)
    assert not pictures(site)
    assert shown(site).cssselect("figure .frame")


def test_a_picture_whose_file_names_an_agency_is_not_shown_nor_asked_for_again(
    site: Site, source: ScriptedSite
) -> None:
    packet = xmp("<photoshop:Credit>Getty Images</photoshop:Credit>")
    source.answers["/boats.jpg"] = jpeg(painted(600, 400, xmp=packet))
    site.once()
    site.clock.forward(days=2)
    site.once(recheck=True)
    assert source.asked["/boats.jpg"] == 1
    assert not pictures(site)
    assert shown(site).cssselect("figure .frame")


def test_a_picture_whose_server_asks_not_to_show_it_is_not_shown(site: Site, source: ScriptedSite) -> None:
    source.answers |= {
        "/one.jpg": replace(jpeg(), headers={"X-Robots-Tag": "noimageindex"}),
        "/two.jpg": replace(jpeg(), headers={"X-Robots-Tag": "noindex"}),
        "/story": story(figure(src="/one.jpg"), figure(src="/two.jpg", alt="The quay.")),
    }
    site.once()
    assert (source.asked["/one.jpg"], source.asked["/two.jpg"]) == (1, 1)
    assert not pictures(site)


def test_files_of_which_nobody_says_anything_are_looked_into_where_the_operator_wants_that(
    site: Site, source: ScriptedSite
) -> None:
    packet = xmp(f'<cc:license rdf:resource="{CC}"/><photoshop:Credit>Ana Reis</photoshop:Credit>')
    source.answers["/story"] = story(figure("Boats off the quay."))
    source.answers["/boats.jpg"] = jpeg(painted(600, 400, xmp=packet))
    site.change("[site]", "[pictures]\ninspect = true\n\n[site]")
    site.once()
    assert "Ana Reis" in shown(site).cssselect("figcaption")[0].text_content()
    (some, *_) = pictures(site)
    told = words_of((site.folder / "public" / some).read_bytes())
    assert (told.credits, told.licences) == (("Ana Reis",), (CC,))


HOSTILE = {
    "bomb": jpeg(png_that_says(60_000, 60_000)),
    "cut": jpeg(painted(600, 400)[:5000]),
    "tracker": jpeg(painted(1, 1)),
    "svg": Answer(b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"),
    "page": Answer(painted(600, 400), content_type="text/html"),
    "gone": Answer(b"no", 404),
    "huge": jpeg(painted(600, 400) + b"\0" * 9_000_000),
}


def test_what_is_no_picture_leaves_a_link_and_is_remembered(site: Site, source: ScriptedSite) -> None:
    named = {f"/{name}.jpg": answer for name, answer in HOSTILE.items()}
    source.answers |= {**named, "/story": story(*(figure(src=path, alt=f"See {path}") for path in named))}
    site.once()
    site.clock.forward(days=2)
    site.once(recheck=True)
    assert {path: source.asked[path] for path in named} == dict.fromkeys(named, 1)
    assert models.Picture.objects.exclude(error="").count() == len(named)
    assert len(shown(site).cssselect("figure .frame")) == len(named)
    assert not pictures(site)


def test_a_picture_that_can_not_be_had_now_is_tried_again_a_few_times(site: Site, source: ScriptedSite) -> None:
    source.answers["/boats.jpg"] = Answer(b"no", 500)
    for _ in range(8):
        site.once()
        site.clock.forward(days=2)
    assert source.asked["/boats.jpg"] == 6
    source.answers["/boats.jpg"] = jpeg()
    site.once()
    assert not pictures(site)


def test_a_picture_that_was_given_up_is_tried_once_more_when_its_article_is_rendered_anew(
    site: Site, source: ScriptedSite
) -> None:
    source.answers["/boats.jpg"] = Answer(b"no", 500)
    for _ in range(6):
        site.once()
        site.clock.forward(days=2)
    for answer, asked in ((Answer(b"no", 500), 7), (jpeg(), 8)):
        source.answers["/boats.jpg"] = answer
        source.answers["/story"] = story(figure(alt=f"Two boats, seen {asked} times."))
        site.once(recheck=True)
        assert source.asked["/boats.jpg"] == asked
    assert shown(site).cssselect("picture")


def test_a_picture_that_comes_back_is_shown(site: Site, source: ScriptedSite) -> None:
    source.answers["/boats.jpg"] = Answer(b"no", 500)
    site.once()
    source.answers["/boats.jpg"] = jpeg()
    site.clock.forward(minutes=6)
    site.once()
    assert shown(site).cssselect("picture")


def test_an_article_of_which_only_the_headline_is_shown_has_no_pictures(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = replace(
        story(figure()), body=story(figure()).body.replace(b"licenses/by/", b"licenses/by-nd/", 1)
    )
    site.once()
    assert source.asked["/boats.jpg"] == 0


def test_pictures_that_are_turned_off_leave_the_tree_and_come_back_without_a_request(
    site: Site, source: ScriptedSite
) -> None:
    site.once()
    site.change("[site]", "[pictures]\nshow = false\n\n[site]")
    site.once()
    assert not pictures(site)
    assert shown(site).cssselect("figure .frame")
    site.change("show = false", "show = true")
    site.once()
    assert len(pictures(site)) == 6
    assert source.asked["/boats.jpg"] == 1


def test_a_crash_between_keeping_a_picture_and_its_fact_makes_it_once_more(site: Site, source: ScriptedSite) -> None:
    site.once()
    whole = site.tree()
    models.Picture.objects.update(files="", words="", due=site.clock())
    models.Article.objects.update(illustrate=site.clock())
    site.once()
    assert source.asked["/boats.jpg"] == 2
    assert {path: content for path, (content, _) in site.tree().items()} == {
        path: content for path, (content, _) in whole.items()
    }
