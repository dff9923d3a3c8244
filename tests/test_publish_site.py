import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from articles import SEEN, SITE, SOURCE, index_files, rich, said, short, whole_site
from lxml import etree, html

from dragoman.errors import UsageError
from dragoman.publish.paths import article_path
from dragoman.publish.site import (
    EditionFacts,
    article_files,
    listed,
    site_files,
    sitemap_files,
    sitemap_index_files,
    sitemap_key,
    standing_list_files,
    style,
)
from dragoman.publish.tree import write
from dragoman.types import Article, Decision, Heading, Level, Mark, Paragraph, State, Text

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def articles() -> list[Article]:
    gone = short(id="cccccccccc", withdrawn="Removed by its source.")
    headline = short(id="dddddddddd", decision=Decision(Level.HEADLINE, True))
    own = short(id="eeeeeeeeee", passages={})
    more = [short(id=f"{n:010x}", first_seen=SEEN - timedelta(hours=n)) for n in range(9)]
    return [rich(id="bbbbbbbbbb"), short(), gone, headline, own, *more]


def test_no_link_within_a_written_tree_is_dead(tmp_path: Path) -> None:
    written = write(tmp_path, whole_site(articles())).written
    pages = [tmp_path / path for path in written if path.endswith(".html")]
    assert len(pages) > 30
    for file in pages:
        tree = html.fromstring(file.read_bytes())
        for address in tree.xpath("//@href"):
            parts = urlsplit(address)
            if parts.netloc in ("", "news.example.org") and parts.scheme in ("", "https") and parts.path:
                target = tmp_path / parts.path.lstrip("/")
                assert (target / "index.html" if target.is_dir() else target).is_file(), (file, address)


def test_writing_the_same_site_twice_changes_nothing(tmp_path: Path) -> None:
    files = whole_site(articles())
    write(tmp_path, files)
    again = write(tmp_path, whole_site(articles()))
    assert (again.written, again.removed) == ((), ())
    assert again.unchanged == sum(content is not None for content in files.values())


def test_a_change_in_one_article_touches_its_pages_the_lists_and_its_day_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, whole_site(articles()))
    later = short(document={"authors": ("Inês Prado",)}, revision=2, updated=SEEN + timedelta(hours=2))
    files = article_files(later, SITE) | index_files("en", [rich(), later], SITE)
    day = [listed(article, SITE) for article in (rich(id="bbbbbbbbbb"), later)]
    files |= sitemap_files(sitemap_key(later.first_seen), day, SITE)
    written = write(tmp_path, files).written
    assert set(written) == {
        *(article_path(later, language) + "index.html" for language in SITE.languages),
        *(article_path(later, language) + "compare/index.html" for language in ("en", "ar")),
        *(f"api/{language}/items/{later.id}.json" for language in SITE.languages),
        *("en/index.html", "en/atom.xml", "en/rss.xml", "en/feed.json", "api/en/latest.json"),
        *("sitemaps/2026-11-22.xml", "sitemaps/news-en.xml"),
    }


# --- Front page ---


def front(language: str, found: list[Article]) -> html.HtmlElement:
    return html.fromstring(index_files(language, found, SITE)[f"{language}/index.html"])


def test_the_front_page_lists_the_newest_first_with_source_language_time_and_mark() -> None:
    tree = front("en", [rich(), short(id="bbbbbbbbbb")])
    second, first = tree.cssselect("article")  # a story that stands in two languages weighs a little less
    assert first.cssselect("h2 a")[0].get("href") == "/" + article_path(rich(), "en")
    assert [" ".join(part.text_content().split()) for part in first.cssselect(".meta > *")][:2] == [
        "Correio do Porto Novo",
        "from Portuguese",
    ]
    assert first.cssselect("time")[0].get("datetime") == "2026-11-22T10:00:00Z"
    assert first.cssselect(".part")[0].text == "1 sentence in the original"
    assert second.cssselect(".clean")[0].text == "every sentence passed"


def test_the_front_page_says_that_a_machine_translates_before_the_first_story() -> None:
    source = index_files("en", [short()], SITE)["en/index.html"].decode()
    assert source.index("translated by machine and not reviewed by a person") < source.index("<article")


def test_the_lead_story_says_more_than_the_others() -> None:
    first, second = front("en", [short(), short(id="bbbbbbbbbb")]).cssselect("article")
    assert "There is no danger" in first.text_content()
    assert "There is no danger" not in second.text_content()


def test_the_lead_story_gives_no_answer_without_its_question() -> None:
    asked = tuple(
        each(Text(text)) for each, text in ((Heading, "A lota"), (Paragraph, "Ela preside."), (Heading, "E o mar?"))
    )
    interview = short(document={"blocks": (*asked, Paragraph(Text("Foi pelo grito.")))})
    told = front("pt", [interview]).cssselect("article")[0].text_content()
    assert "Ela preside." in told
    assert "Foi pelo grito." not in told


def test_withdrawn_and_held_articles_are_not_on_the_front_page() -> None:
    held = replace(short(), renditions={"en": replace(short().renditions["en"], state=State.HELD)})
    tree = front("en", [short(withdrawn="Removed by its source."), held])
    assert not tree.cssselect("article")
    assert tree.cssselect(".note")[0].text == "No article has been published in this language yet."


@pytest.mark.parametrize(
    ("found", "language", "mark"),
    [
        (short(), "pt", "texto original"),
        (short(decision=Decision(Level.HEADLINE, True)), "en", "headline and link only"),
        (short(decision=Decision(Level.EXCERPT, True)), "en", "excerpt"),
    ],
)
def test_each_kind_of_article_has_its_mark(found: Article, language: str, mark: str) -> None:
    assert mark in front(language, [found]).cssselect(".meta")[0].text_content()


def test_a_headline_in_another_language_says_which() -> None:
    found = short(decision=Decision(Level.FULL, False))
    assert front("en", [found]).cssselect("h2 a")[0].get("lang") == "pt"


def test_the_front_page_is_dated_by_its_newest_article_and_not_by_the_clock() -> None:
    assert front("en", [short()]).cssselect(".day time")[0].get("datetime") == "2026-11-22"
    assert not front("en", []).cssselect(".day time")


# --- What is always there ---


def test_the_root_offers_the_languages_and_sends_nobody_anywhere() -> None:
    files = site_files(SITE)
    tree = html.fromstring(files["index.html"])
    assert [(a.text, a.get("href")) for a in tree.cssselect("main a")] == [
        ("English", "/en/"),
        ("Português", "/pt/"),
        ("العربية", "/ar/"),
    ]
    assert not tree.xpath("//meta[@http-equiv] | //script")


def test_a_missing_page_speaks_every_language_of_the_site() -> None:
    content = site_files(SITE)["404.html"].decode()
    for words in ("There is no page at this address.", "Não há página neste endereço.", "لا توجد صفحة"):
        assert words in content


def test_how_it_works_is_told_in_every_language() -> None:
    for language in SITE.languages:
        content = standing_list_files(language, EditionFacts(), SITE)[f"{language}/how/index.html"]
        assert content is not None
        tree = html.fromstring(content)
        assert len(tree.cssselect("h2")) == 7
        assert len(tree.cssselect(".rates tbody tr")) == 14
        assert tree.get("lang") == language


def test_robots_may_read_everything_and_find_the_sitemaps() -> None:
    assert site_files(SITE)["robots.txt"] == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://news.example.org/sitemap.xml\n"
    )


def test_the_operator_may_say_what_the_site_is() -> None:
    site = replace(SITE, taglines={"en": "The wire of the estuary"})
    assert b"The wire of the estuary" in index_files("en", [], site)["en/index.html"]
    assert b"The wire of the estuary" not in index_files("pt", [], site)["pt/index.html"]


def test_a_language_without_words_is_refused_with_a_word_to_the_operator() -> None:
    with pytest.raises(UsageError, match="choose edition languages from"):
        site_files(replace(SITE, languages=("en", "xx")))


def test_the_style_sheet_is_small_fetches_nothing_and_knows_no_left_and_right() -> None:
    css = style().decode()
    assert len(css.encode()) <= 8192
    assert "url(" not in css
    assert "@import" not in css
    assert not re.search(r"[{;](margin|padding|border|inset)?-?(left|right)\b", css)
    assert not re.search(r":(left|right)[;}]", css)
    for query in ("prefers-color-scheme:dark", "print"):
        assert query in css


def test_the_style_sheet_survives_being_made_small() -> None:
    css = style().decode()
    assert css.count("{") == css.count("}")
    assert "clamp(106.25%,100% + .3vw,118.75%)" in css
    assert "/*" not in css


# --- Sitemaps ---


def urls(content: bytes | None, path: str) -> list[str]:
    assert content is not None
    found = etree.fromstring(content).xpath(path, namespaces=SITEMAP)
    assert isinstance(found, list)
    return [str(it) for it in found]


def test_a_sitemap_lists_translations_with_all_their_editions() -> None:
    files = sitemap_files("2026-11-22", [listed(short(), SITE)], SITE)
    content = files["sitemaps/2026-11-22.xml"]
    assert urls(content, "s:url/s:loc/text()") == [SITE.url(article_path(short(), code)) for code in ("en", "ar")]
    assert urls(content, "s:url[1]/x:link/@hreflang") == ["en", "x-default", "pt", "ar"]
    assert urls(content, "s:url/s:lastmod/text()") == ["2026-11-22T13:05:09Z"] * 2


def test_articles_with_nothing_of_their_own_to_find_are_in_no_sitemap() -> None:
    for found in (
        short(withdrawn="Gone."),
        short(passages={}),
        short(decision=Decision(Level.HEADLINE, True)),
        short(decision=Decision(Level.SKIP, False)),
    ):
        assert listed(found, SITE) is None
    assert sitemap_files("2026-11-22", [None], SITE) == {"sitemaps/2026-11-22.xml": None}


def test_the_index_names_every_day_and_the_standing_pages() -> None:
    files = sitemap_index_files(["2026-11-22", "2026-11-21", "2026-11-22"], SITE)
    assert [urlsplit(url).path for url in urls(files["sitemap.xml"], "s:sitemap/s:loc/text()")] == [
        "/sitemaps/site.xml",
        *(f"/sitemaps/news-{language}.xml" for language in SITE.languages),
        "/sitemaps/2026-11-21.xml",
        "/sitemaps/2026-11-22.xml",
    ]
    assert len(urls(files["sitemaps/site.xml"], "s:url/s:loc/text()")) == 6 * len(SITE.languages)


def test_the_order_in_which_articles_come_does_not_change_a_sitemap() -> None:
    found = [listed(rich(id="bbbbbbbbbb"), SITE), listed(short(), SITE)]
    assert sitemap_files("x", found, SITE) == sitemap_files("x", found[::-1], SITE)


# --- Hostile text ---

HOSTILE = '</title></script><script>alert(1)</script><img src=x onerror="alert(1)"> {{ 7*7 }} \x00\ud800\u202e'


def test_hostile_text_is_text_on_every_page() -> None:
    found = short(
        document={
            "headline": Text(HOSTILE, (Mark("link", -9, 999, "javascript:alert(1)"),)),
            "standfirst": Text(HOSTILE),
            "authors": (HOSTILE,),
            "section": HOSTILE,
            "tags": (HOSTILE,),
            "url": "javascript:alert(1)",
            "blocks": (Paragraph(Text(HOSTILE)),),
        },
        source=replace(SOURCE, name=HOSTILE, home="javascript:alert(1)", feed="javascript:alert(1)"),
        passages={"en": {"headline": (said(HOSTILE, HOSTILE),), "0": (said(HOSTILE, HOSTILE + "x"),)}},
        url="javascript:alert(1)",
        decision=Decision(Level.FULL, True, None, (HOSTILE,)),
    )
    files = article_files(found, SITE) | index_files("en", [found], SITE) | index_files("pt", [found], SITE)
    for path, content in files.items():
        if content is None or not path.endswith(".html"):
            continue
        tree = html.document_fromstring(content.decode())
        assert all(script.get("type") == "application/ld+json" for script in tree.xpath("//script"))
        assert not tree.xpath("//img | //@onerror | //*[starts-with(@href, 'javascript')]")
        assert not re.search("[\x00\u202e]", content.decode())
        assert b"49" not in re.findall(rb"\{\{ 7\*7 \}\}|49", content)
        for script in tree.xpath("//script"):
            assert json.loads(script.text)["@type"] == "NewsArticle"


def test_a_source_language_that_is_no_language_is_left_open() -> None:
    found = short(document={"language": 'x" onclick="y'})
    content = article_files(found, SITE)[article_path(found, "en") + "index.html"]
    assert content is not None
    tree = html.document_fromstring(content.decode())
    assert not tree.xpath("//@onclick")
    assert tree.cssselect(".o")[0].get("lang") == ""
    assert tree.cssselect(".o")[0].get("dir") == "auto"
    assert "from another language" in tree.cssselect(".label")[0].text_content()
