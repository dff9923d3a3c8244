import json
from dataclasses import replace
from datetime import timedelta
from difflib import ndiff
from typing import Any

import feedparser
import pytest
from articles import BY, SEEN, SITE, index_files, rich, short
from lxml import etree

from dragoman.publish.paths import article_path
from dragoman.publish.site import LATEST
from dragoman.types import Article, Decision, Level, State, Text

ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
LABEL = "AI · Machine-translated from Portuguese. Not reviewed by a person. Original: Correio do Porto Novo"
ND = Decision(Level.FULL, False, None, ("The licence forbids adaptations.",))


def latest() -> list[Article]:
    newer = rich(id="bbbbbbbbbb", first_seen=SEEN, updated=SEEN + timedelta(hours=1))
    return [newer, short()]


def feeds(articles: list[Article], language: str = "en") -> tuple[bytes, bytes, dict[str, Any]]:
    files = index_files(language, articles, SITE)
    return files[f"{language}/atom.xml"], files[f"{language}/rss.xml"], json.loads(files[f"{language}/feed.json"])


def text_of(node: etree._Element, path: str) -> list[str]:
    found = node.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [str(it) for it in found]


def test_the_three_feeds_hold_the_same_articles_under_the_same_permanent_ids() -> None:
    atom, rss, feed = feeds(latest())
    ids = ["tag:news.example.org,2026:bbbbbbbbbb/en", "tag:news.example.org,2026:a1b2c3d4e5/en"]
    for content in (atom, rss):
        parsed = feedparser.parse(content)
        assert not parsed.bozo
        assert [entry.id for entry in parsed.entries] == ids
        assert [entry.link for entry in parsed.entries] == [SITE.url(article_path(a, "en")) for a in latest()]
        assert parsed.feed.language == "en"
    assert [item["id"] for item in feed["items"]] == ids


@pytest.mark.parametrize("kind", [0, 1])
def test_xml_feeds_hold_the_whole_text_with_the_label_first_and_the_credit_last(kind: int) -> None:
    content = feedparser.parse(feeds([short()])[kind]).entries[0].content[0].value
    assert content.index("Machine-translated from") < content.index("There is no danger") < content.index("CC BY 4.0")
    assert "hidden" not in content
    assert "Não há perigo" not in content


def test_json_feed_holds_the_whole_text_and_says_what_a_machine_did() -> None:
    _, _, feed = feeds([short()])
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert item["content_html"].index("Machine-translated") < item["content_html"].index("There is no danger")
    assert item["external_url"] == "https://correio.example/lota"
    assert item["authors"] == [{"name": "Rita Moura"}]
    assert (feed["language"], item["language"]) == ("en", "en")
    translation = item["_translation"]
    assert translation["label"] == LABEL
    assert translation["source_language"] == "pt"
    assert translation["source_title"] == "Lota reabre na segunda-feira"
    assert translation["license_url"] == BY.url
    assert translation["engine"] == "fxtranslate 0.5, model base 2026-02"
    assert translation["sentences"] == {"clean": 4, "repaired": 0, "flagged": 0, "original": 0}
    assert translation["digital_source_type"].endswith("trainedAlgorithmicMedia")


def test_atom_credits_author_source_licence_and_other_editions() -> None:
    tree = etree.fromstring(feeds([short()])[0])
    assert text_of(tree, "a:entry/a:author/a:name/text()") == ["Rita Moura"]
    assert text_of(tree, "a:entry/a:contributor/a:name/text()") == ["The Dragoman"]
    assert text_of(tree, "a:entry/a:link[@rel='via']/@href") == ["https://correio.example/lota"]
    assert text_of(tree, "a:entry/a:link[@rel='via']/@hreflang") == ["pt"]
    assert text_of(tree, "a:entry/a:link[@rel='license']/@href") == [BY.url]
    assert text_of(tree, "a:entry/a:link[@rel='alternate']/@hreflang") == ["en"]
    assert text_of(tree, "a:entry/a:link[@rel='related']/@hreflang") == ["pt", "ar"]
    assert text_of(tree, "a:entry/a:rights/text()") == ["Correio do Porto Novo, CC BY 4.0"]
    assert text_of(tree, "a:entry/a:source/a:id/text()") == ["https://correio.example/feed.xml"]
    assert text_of(tree, "a:link[@rel='self']/@href") == ["https://news.example.org/en/atom.xml"]
    assert text_of(tree, "@xml:lang") == ["en"]


def test_rss_credits_author_source_and_licence_and_its_ids_are_no_links() -> None:
    item = etree.fromstring(feeds([short()])[1]).find("channel/item")
    assert item is not None
    assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Rita Moura"
    assert item.findtext("{http://backend.userland.com/creativeCommonsRssModule}license") == BY.url
    assert item.find("source").get("url") == "https://correio.example/feed.xml"  # type: ignore[union-attr]
    assert item.findtext("pubDate") == "Sun, 22 Nov 2026 13:05:00 +0000"
    assert item.findtext("description") == f"[{LABEL}] The market had been closed since May."


def test_a_feed_was_updated_when_its_newest_fact_was() -> None:
    atom, rss, _ = feeds(latest())
    assert text_of(etree.fromstring(atom), "a:updated/text()") == ["2026-11-22T14:05:00Z"]
    assert text_of(etree.fromstring(rss), "channel/lastBuildDate/text()") == ["Sun, 22 Nov 2026 14:05:00 +0000"]


def test_a_withdrawn_article_is_a_deleted_entry_and_in_no_other_feed() -> None:
    gone = short(withdrawn="Removed by its source.", updated=SEEN + timedelta(days=1))
    atom, rss, feed = feeds([gone])
    tree = etree.fromstring(atom)
    assert text_of(tree, "at:deleted-entry/@ref") == ["tag:news.example.org,2026:a1b2c3d4e5/en"]
    assert text_of(tree, "at:deleted-entry/@when") == ["2026-11-23T13:05:00Z"]
    assert not text_of(tree, "a:entry")
    assert b"<item>" not in rss
    assert feed["items"] == []


@pytest.mark.parametrize("found", [short(decision=ND), short(decision=Decision(Level.HEADLINE, True))])
def test_feeds_show_no_more_than_may_be_shown(found: Article) -> None:
    for content in index_files("en", [found], SITE).values():
        text = content.decode()
        for part in ("danger", "since May", "desde maio", "perigo"):
            assert part not in text


def test_an_article_that_may_not_be_translated_has_its_own_headline_and_no_machine_mark() -> None:
    _, _, feed = feeds([short(decision=ND)])
    (item,) = feed["items"]
    assert item["title"] == "Lota reabre na segunda-feira"
    assert item["content_text"] == "[Not translated. Original: Correio do Porto Novo]"
    assert "digital_source_type" not in item["_translation"]


def test_the_original_in_its_own_language_is_labelled_as_such() -> None:
    _, _, feed = feeds([short()], "pt")
    assert feed["items"][0]["_translation"]["label"] == "Texto original de Correio do Porto Novo"
    assert "engine" not in feed["items"][0]["_translation"]


def test_a_sentence_left_in_the_original_says_so_in_the_feed() -> None:
    content = feeds([rich()])[2]["items"][0]["content_html"]
    assert '<span lang="pt" dir="ltr">O prazo é de 90 dias.</span> <small>[original: not verified]</small>' in content
    assert "believe it. <small>[In doubt]</small>" in content


def test_a_held_article_is_in_no_feed() -> None:
    rendition = replace(short().renditions["en"], state=State.HELD)
    held = replace(short(), renditions={**short().renditions, "en": rendition})
    assert feeds([held])[2]["items"] == []


def test_feeds_without_articles_are_feeds() -> None:
    atom, rss, feed = feeds([])
    assert not feedparser.parse(atom).bozo
    assert not feedparser.parse(rss).bozo
    assert feed["items"] == []


def test_hostile_text_leaves_feeds_well_formed() -> None:
    hostile = "]]> <script>alert(1)</script> & \x00\x0b\x1f\ud800 \uffff “x”"
    found = short(
        document={"headline": Text(hostile), "authors": (hostile,), "tags": (hostile,)},
        passages={},
        decision=Decision(Level.FULL, True, replace(BY, name=hostile, url="javascript:alert(1)")),
    )
    atom, rss, feed = feeds([found], "pt")
    for content in (atom, rss):
        etree.fromstring(content)
        parsed = feedparser.parse(content)
        assert not parsed.bozo
        assert parsed.entries[0].title.startswith("]]>")
        assert b"javascript:" not in content
        assert b"<script" not in content
    assert feed["items"][0]["title"].startswith("]]> <script>")
    assert "<script" not in feed["items"][0]["content_html"]


def test_feeds_hold_no_more_than_the_latest() -> None:
    many = [short(id=f"{n:010x}") for n in range(LATEST + 5)]
    assert len(feeds(many)[2]["items"]) == LATEST


def test_equal_facts_give_equal_feeds() -> None:
    assert index_files("en", latest(), SITE) == index_files("en", latest(), SITE)


def test_feeds_name_their_hub_beside_themselves() -> None:
    hub = "https://hub.example/?a=1&b=2"
    files = index_files("en", [short()], replace(SITE, hub=hub))
    for kind, own in (("atom", "en/atom.xml"), ("rss", "en/rss.xml")):
        parsed = feedparser.parse(files[own])
        assert not parsed.bozo
        links = {link.rel: link.href for link in parsed.feed.links if link.rel in ("hub", "self")}
        assert links == {"hub": hub, "self": SITE.url(own)}, kind
    feed = json.loads(files["en/feed.json"])
    assert feed["hubs"] == [{"type": "WebSub", "url": hub}]
    assert feed["feed_url"] == SITE.url("en/feed.json")


@pytest.mark.parametrize(("file", "lines"), [("atom.xml", 1), ("rss.xml", 1), ("feed.json", 3), ("index.html", 0)])
def test_a_hub_adds_its_own_lines_and_changes_no_other(file: str, lines: int) -> None:
    without, named = (
        index_files("en", latest(), site)[f"en/{file}"].decode().splitlines()
        for site in (SITE, replace(SITE, hub="https://hub.example/"))
    )
    changed = [line[0] for line in ndiff(without, named) if line[0] != " "]
    assert changed == ["+"] * lines
