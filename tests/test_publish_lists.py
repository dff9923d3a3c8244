"""Front page, sections, sources, days, the archive, the comparison: what stands where, in which order, and why."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from articles import SEEN, SITE, SOURCE, doubted, kept, rich, said, short, stories, whole_site
from lxml import html
from lxml.html import HtmlElement

from dragoman.publish.items import Item, item_of
from dragoman.publish.paths import article_path
from dragoman.publish.ranking import A_SECTION, FEWEST, LATEST, LEADS, laid_out, leading, ranked, weight
from dragoman.publish.sections import section_of, sections
from dragoman.publish.shown import Mark, Shown
from dragoman.publish.site import Candidates, front_files
from dragoman.publish.stories import StoryFacts, story_page
from dragoman.publish.view import Edition
from dragoman.types import Article, Document, Outcome, Text


def tree(files: dict[str, bytes | None], path: str) -> HtmlElement:
    content = files[path + "index.html"]
    assert content is not None
    return html.document_fromstring(content.decode())


def texts(found: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found.cssselect(path)]


def dated(id_: str, hours: float, **more: Any) -> Article:
    """Return an article that its source published some hours before the newest."""
    source = replace(SOURCE, slug=more.pop("source", "correio"))
    document = {"published": SEEN - timedelta(hours=hours), **more.pop("document", {})}
    return short(id=id_, source=source, document=document, **more)


def item(article: Article, **more: Any) -> Item:
    return replace(item_of(Edition(article, "en", SITE)), **more)


# --- The order of a front page ---


def test_the_newest_story_leads() -> None:
    items = [item(dated("aaaaaaaaaa", 7)), item(dated("bbbbbbbbbb", 0)), item(dated("cccccccccc", 3))]
    assert [each.id[0] for each in ranked(items, 3)] == ["b", "c", "a"]


def test_another_source_goes_before_a_second_story_of_the_first() -> None:
    items = [item(dated("aaaaaaaaaa", 0)), item(dated("bbbbbbbbbb", 1)), item(dated("cccccccccc", 4, source="gazeta"))]
    assert [each.id[0] for each in ranked(items, 3)] == ["a", "c", "b"]


def test_a_whole_story_goes_before_a_headline_that_is_a_little_newer() -> None:
    headline = item(dated("aaaaaaaaaa", 0), shown=Shown.HEADLINE)
    assert [each.id[0] for each in ranked([headline, item(dated("bbbbbbbbbb", 2))], 2)] == ["b", "a"]


def test_where_news_are_rare_old_ones_do_not_vanish_behind_their_source() -> None:
    old = [item(dated(f"{n:010x}", 24 * 30 * n)) for n in range(4)]
    other = item(dated("bbbbbbbbbb", 24 * 40, source="gazeta"))
    assert [each.id for each in ranked([*old, other], 2)] == [old[0].id, other.id]


def test_the_order_does_not_depend_on_the_order_in_which_stories_come() -> None:
    items = [item(dated(f"{n:010x}", n % 5, source=f"s{n % 3}")) for n in range(20)]
    assert ranked(items, 9) == ranked(items[::-1], 9)


def test_a_longer_story_weighs_more_and_one_with_doubts_less() -> None:
    whole = item(dated("aaaaaaaaaa", 0), length=3000, mark=Mark("clean", "mark_clean"))
    assert weight(whole) == 1.0
    assert weight(replace(whole, length=300)) < 1.0
    assert weight(replace(whole, mark=Mark("part", "mark_flagged", 1))) < 1.0


@pytest.mark.parametrize(
    "headline",
    ["Why ferries sink", "Analysis: ferries in fog", "Os ferries são seguros?", "“Как тонут паромы”", "なぜ沈むのか"],
)
def test_what_explains_or_comments_does_not_lead_only_for_being_the_newest(headline: str) -> None:
    aside, report = item(dated("aaaaaaaaaa", 0), headline=headline), item(dated("bbbbbbbbbb", 3))
    assert [each.id[0] for each in ranked([aside, report], 2)] == ["b", "a"]
    newer = replace(aside, headline="Ferry sinks: what is known")
    assert [each.id[0] for each in ranked([newer, report], 2)] == ["a", "b"]


def test_a_story_without_a_translation_does_not_say_that_it_was_translated() -> None:
    own = item(dated("aaaaaaaaaa", 0), translated=False)
    for translated in (False, True):
        other = item(dated("bbbbbbbbbb", 1), translated=translated)
        assert (b'class="label"' in story_page("en", StoryFacts("abc", [own, other]), SITE)) is translated


def test_a_front_page_shows_no_story_twice_and_a_section_only_where_it_has_enough() -> None:
    names = ["Politics", "Sport", "Nothing that we know"]
    items = [item(dated(f"{n:010x}", n, document={"section": names[n % 3]})) for n in range(40)]
    few = item(dated("ffffffffff", 1, document={"section": "Health"}))
    front = laid_out([*items, few])
    shown = [*front.leads, *(each for found in front.sections.values() for each in found), *front.latest]
    assert len({each.id for each in shown}) == len(shown)
    assert list(front.sections) == ["politics", "sport"]
    assert len(front.leads) == LEADS
    assert len(front.latest) == LATEST
    assert all(FEWEST <= len(found) <= A_SECTION for found in front.sections.values())


def test_what_several_sources_report_takes_one_place_and_goes_before_what_one_does() -> None:
    alone = item(dated("aaaaaaaaaa", 0))
    story = [item(dated(f"{n:010x}", 1, source=f"s{n}"), story="fire") for n in range(4)]
    assert [each.id for each in ranked([alone, *story], 9)] == [story[0].id, alone.id]


def test_what_stood_high_in_its_feed_goes_before_what_stood_low_and_an_order_of_time_says_nothing() -> None:
    low, middle, high = (
        item(dated(f"{n:010x}", 0, source=f"s{n}"), above=above) for n, above in enumerate((1.0, None, 0.0))
    )
    assert ranked([low, middle, high], 3) == [high, middle, low]
    assert [rank.placed for rank in leading([low, middle, high])] == [1.25, 1.0, 0.8]


def test_a_front_page_names_an_event_once_in_all_its_parts() -> None:
    items = [
        item(
            dated(f"{n:010x}", n, source=f"s{n % 7}", document={"section": "Sport" if n % 2 else ""}), story=f"e{n % 9}"
        )
        for n in range(40)
    ]
    front = laid_out(items)
    shown = [*front.leads, *(each for found in front.sections.values() for each in found), *front.latest]
    assert len({each.story for each in shown}) == len(shown) == 9


def test_what_is_pinned_leads_and_is_said_to_whatever_its_age() -> None:
    items = [item(dated(f"{n:010x}", n, source=f"s{n}")) for n in range(9)]
    old = [item(dated(f"{n:010x}", 900 + n, source="old"), story="fire") for n in range(20, 23)]
    front = laid_out([*items, old[2]], [[old[1], old[0]], [items[5]], [old[2]], []])
    assert [each.id for each in front.leads[:3]] == [old[0].id, items[5].id, items[0].id]
    assert [each.id for each in front.pinned] == [old[0].id, items[5].id]
    shown = [*front.leads, *front.latest]
    assert len(front.leads) == LEADS
    assert not {old[1].id, old[2].id} & {each.id for each in shown}
    pages = front_files("en", Candidates(items, [[items[5]]]), (), SITE)
    said = texts(tree(pages, "en/"), "p.aside")
    assert said[0] == f"Put first by the operator of this site: {items[5].headline}"
    assert len(texts(tree(front_files("en", Candidates(items), (), SITE), "en/"), "p.aside")) == len(said) - 1


def test_more_may_be_pinned_than_lead_otherwise() -> None:
    items = [item(dated(f"{n:010x}", n)) for n in range(LEADS + 2)]
    assert [each.id for each in laid_out(items, [[each] for each in items]).leads] == [each.id for each in items]


def test_the_factors_of_a_score_are_those_by_which_the_order_is_made() -> None:
    items = [item(dated(f"{n:010x}", n % 7, source=f"s{n % 3}"), story=f"e{n % 8}") for n in range(20)]
    found = leading(items)
    assert [rank.item for rank in found] == ranked(items, LEADS)
    assert [rank.score for rank in found] == sorted((rank.score for rank in found), reverse=True)
    assert [rank.share for rank in found if rank.item.source == found[0].item.source][:2] == [1.0, 0.5]


def test_an_empty_front_page_is_one() -> None:
    assert laid_out([]).leads == []


# --- Sections ---


@pytest.mark.parametrize(
    ("told", "section"),
    [
        ({"section": "Política"}, "politics"),
        ({"section": "ECONOMÍA Y NEGOCIOS"}, "economy"),
        ({"section": "Meio Ambiente"}, "environment"),
        ({"section": "Спорт"}, "sport"),
        ({"section": "खेल"}, "sport"),
        ({"section": "科技"}, "science"),
        ({"section": "Opinião", "tags": ("brasil", "saúde")}, "health"),
        ({"section": "", "url": "https://a.example/esportes/2026/uma-noticia"}, "sport"),
        ({"section": "", "url": "https://a.example/esportes"}, ""),
        ({"section": "Sportsmanship"}, ""),
        ({"section": ""}, ""),
    ],
)
def test_a_section_follows_from_what_the_source_says(told: dict[str, Any], section: str) -> None:
    document = Document(**{"url": "https://a.example/x", "language": "pt", "headline": Text("Título"), **told})
    assert section_of(document) == section


def test_a_section_has_a_page_with_its_stories_and_feeds_and_no_others() -> None:
    politics, sport = (
        dated(f"{name[0].lower() * 10}", 0, document={"section": name}) for name in ("Politics", "Sport")
    )
    files = whole_site([politics, sport])
    page = tree(files, "en/sections/politics/")
    assert [a.get("href") for a in page.cssselect("main h2 a")] == ["/" + article_path(politics, "en")]
    assert texts(page, "h1") == ["Politics"]
    assert texts(tree(files, "ar/sections/politics/"), "h1") == ["سياسة"]
    assert politics.id.encode() in (files["en/sections/politics/atom.xml"] or b"")
    assert sport.id.encode() not in (files["en/sections/politics/atom.xml"] or b"")
    links = tree(files, "en/").cssselect(".bar nav:first-child a")
    assert [a.get("href") for a in links] == ["/en/sections/politics/", "/en/sections/sport/"]


def test_a_source_has_a_page_that_leads_to_it() -> None:
    page = tree(whole_site([short()]), "en/sources/correio/")
    assert texts(page, "h1") == ["Correio do Porto Novo"]
    assert page.cssselect(".top a")[0].get("href") == SOURCE.home
    assert len(page.cssselect("article")) == 1


# --- The archive ---


def test_a_day_lists_its_stories_and_leads_to_the_days_beside_it() -> None:
    files = whole_site([dated("aaaaaaaaaa", 0), dated("bbbbbbbbbb", 24 * 9), dated("cccccccccc", 24 * 40)])
    page = tree(files, "en/archive/2026-11-13/")
    assert texts(page, "h1") == ["Friday, November 13, 2026"]
    assert texts(page, ".top p") == ["1 story"]
    assert [(a.get("rel"), a.get("href")) for a in page.cssselect(".turn a")] == [
        ("prev", "/en/archive/2026-10-13/"),
        (None, "/en/archive/"),
        ("next", "/en/archive/2026-11-22/"),
    ]
    months = tree(files, "en/archive/").cssselect(".year a")
    assert [(a.text, a.get("href")) for a in months] == [
        ("November 2026", "/en/archive/2026-11/"),
        ("October 2026", "/en/archive/2026-10/"),
    ]
    assert texts(tree(files, "pt/archive/2026-11/"), ".year a") == ["sex., 13 de novembro", "dom., 22 de novembro"]


def test_a_day_of_many_stories_has_a_page_for_each_part_of_it_and_is_the_last_ones_itself() -> None:
    many = [dated(f"{n:010x}", 0, first_seen=SEEN + timedelta(seconds=n)) for n in range(250)]
    files = whole_site(many)
    newest = tree(files, "en/archive/2026-11-22/")
    assert len(newest.cssselect("article")) == 50
    assert [(a.text, a.get("href"), a.get("aria-current")) for a in newest.cssselect(".top a")] == [
        ("1", "/en/archive/2026-11-22/", "page"),
        ("2", "/en/archive/2026-11-22/1/", None),
        ("3", "/en/archive/2026-11-22/0/", None),
    ]
    assert len(tree(files, "en/archive/2026-11-22/0/").cssselect("article")) == 100
    assert files["en/archive/2026-11-22/2/index.html"] is None
    assert json.loads(files["api/en/days/2026-11-22.json"] or b"{}")["lists"] == [
        SITE.url(f"api/en/{part}.json") for part in (2, 1, 0)
    ]


def test_the_feeds_of_parts_are_a_chain_that_the_feed_leads_to() -> None:
    files = whole_site([dated(f"{n:010x}", 0, first_seen=SEEN + timedelta(seconds=n)) for n in range(101)])
    newest = b'rel="prev-archive" type="application/atom+xml" href="' + SITE.url("en/archive/feeds/1/atom.xml").encode()
    assert newest in (files["en/atom.xml"] or b"")
    part = files["en/archive/feeds/1/atom.xml"] or b""
    assert b"<fh:archive/>" in part
    assert b'rel="current" type="application/atom+xml" href="https://news.example.org/en/atom.xml"' in part
    assert SITE.url("en/archive/feeds/0/atom.xml").encode() in part
    assert b"prev-archive" not in (files["en/archive/feeds/0/atom.xml"] or b"")


def test_a_story_stands_on_the_day_on_which_its_source_published_it() -> None:
    found, _ = stories("en", [short(document={"published": datetime(2026, 11, 20, 23, 59, tzinfo=UTC)})])
    assert found[0].item.dated.date() == date(2026, 11, 20)
    later, _ = stories("en", [short(document={"published": SEEN + timedelta(days=3)})])
    assert later[0].item.dated == SEEN


# --- The comparison ---


def test_a_translation_stands_beside_its_original_sentence_by_sentence_with_what_became_of_each() -> None:
    found = short(
        passages={
            "en": {
                "headline": (said("Lota reabre", "Auction reopens"),),
                "0": (
                    said("Um.", "One.", Outcome.REPAIRED),
                    doubted("Dois.", "Two.", "“Dois” is missing."),
                    kept("São 90.", "The number “90” is missing."),
                ),
            }
        }
    )
    page = tree(whole_site([found]), article_path(found, "en") + "compare/")
    rows = page.cssselect(".pairs li")
    assert [row.get("class") for row in rows] == ["clean new", "repaired new", "flagged", "original"]
    assert [(p.text, p.get("lang")) for p in rows[0].cssselect("p")] == [
        ("Lota reabre", "pt"),
        ("Auction reopens", None),
    ]
    assert "passed after repair" in rows[1].text_content()
    assert "“Dois” is missing." in rows[2].text_content()
    assert rows[3].cssselect(".none")[0].text_content().startswith("left in the original")
    assert not page.xpath("//meta[@name='robots']")
    assert page.xpath("//link[@rel='canonical']/@href") == [SITE.url(article_path(found, "en"))]
    assert not page.xpath("//script")


def test_what_is_no_translation_has_no_comparison() -> None:
    files = whole_site([rich()])
    assert files[article_path(rich(), "en") + "compare/index.html"] is not None
    assert files[article_path(rich(), "pt") + "compare/index.html"] is None


# --- What tells of the site ---


@pytest.mark.parametrize("language", SITE.languages)
def test_sources_feeds_and_data_are_told_in_every_edition(language: str) -> None:
    files = whole_site([short()])
    assert texts(tree(files, f"{language}/sources/"), "tbody th a bdi") == ["Correio do Porto Novo"]
    feeds = tree(files, f"{language}/feeds/").cssselect("td a")
    assert {a.get("href") for a in feeds} >= {f"/{language}/atom.xml", f"/{language}/sources/correio/feed.json"}
    assert f"/api/{language}/latest.json" in {a.get("href") for a in tree(files, f"{language}/data/").cssselect("dd a")}


def test_the_list_of_feeds_can_be_taken_along_and_holds_no_key_of_a_source() -> None:
    source = replace(SOURCE, feed="https://correio.example/feed.xml?key=secret")
    files = whole_site([short(source=source)])
    assert b'xmlUrl="https://news.example.org/en/sources/correio/atom.xml"' in (files["en/feeds.opml"] or b"")
    assert all(b"secret" not in (content or b"") for content in files.values())


def test_every_section_is_named_in_order_and_has_a_topic() -> None:
    assert sections()[0] == "politics"
    assert len(sections()) == 17
