"""Nothing is ever published unlabelled (AI Act, article 50): a walk over every surface of a site that was really built.

The walk knows nothing of kinds of pages. It takes every sentence that a machine translated from the store, looks for it
in every file of the tree, and asks of each place where it stands whether the label came first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models, rows
from dragoman.publish.words import words
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.types import Outcome, Pair

CALM = "The sea is calm in the morning."
MET = "The council met on Monday and spent {} dollars on the quay."
WORDS = {
    "A day at the quay": "Um dia no cais da cidade",
    "Boats come back": "Os barcos voltam ao porto",
    CALM: "O mar está calmo de manhã.",
    MET.format(240): "O conselho reuniu-se na segunda-feira e gastou 240 dólares no cais.",
    MET.format(250): "O conselho reuniu-se na segunda-feira e gastou 250 dólares no cais.",
    "The port closes at night.": "O porto fecha à noite.",
}
HELD = "Nobody can translate this sentence about the eleven grey boats."
OTHER = "Nobody puts these words on seven green ships and their nine old masters into another tongue either."
SHARE_ALIKE = "https://creativecommons.org/licenses/by-sa/4.0/"
SHORTEST = 15
"""Letters from which a sentence is a sentence, and not a word that stands anywhere."""


def engine(pair: Pair) -> ScriptedEngine:
    return ScriptedEngine(pair, lambda sentence: WORDS.get(sentence, ""))


def story(spent: int, title: str = "A day at the quay", licence: str = "", more: str = "") -> Any:
    body = f"<p>{MET.format(spent)}</p>" + f"<p>{CALM}</p>" * 3 + "<p>The port closes at night.</p>" + more
    return page(body, title, **({"licence": licence} if licence else {}))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with whole, partial, corrected, share-alike, headline-only, own-language and withdrawn articles."""
    with ScriptedSite() as source, Crew(0) as crew:
        paths = ["/story", "/part", "/alike", "/gone", "/doubted"]
        source.answers = {path: story(240) for path in paths}
        source.answers["/part"] = story(240, "Boats come back", more=f"<p>{OTHER}</p>")
        source.answers["/alike"] = story(240, licence=SHARE_ALIKE)
        source.answers["/doubted"] = story(240, more=f"<p>{HELD}</p>" * 9)
        source.answers["/feed"] = source.feed(paths)
        site = Site.made(tmp_path_factory.mktemp("walk") / "site", crew, {"feed": f"{source.base}/feed"})
        site.once(open_engine=engine)
        source.answers["/story"] = story(250)
        source.answers["/gone"] = replace(story(240), status=410)
        site.clock.forward(hours=1)
        site.once(recheck=True, open_engine=engine)
        yield site


def states() -> set[tuple[str, str]]:
    return set(models.Page.objects.values_list("language", "state"))


def translated() -> dict[str, set[str]]:
    """Return every sentence that a machine wrote, by edition language."""
    found: dict[str, set[str]] = {}
    for row in models.Rendition.objects.all():
        rendition = rows.RENDITION.validate_json(row.body)
        for passage in rendition.passages.values():
            told = (one.target.text for one in passage if one.outcome is not Outcome.ORIGINAL)
            found.setdefault(row.language, set()).update(text for text in told if len(text) >= SHORTEST)
    return found


def labels(language: str) -> re.Pattern[str]:
    """Return what a label begins with: the short sign for AI, and that a machine translated."""
    said = words(language)
    before = {
        said.plain(key, origin="\0", source="\0").split("\0")[0].strip() for key in ("label_text", "label_headline")
    }
    before.add(said.plain("label_front").split("“")[0].strip())
    return re.compile(rf"\b{re.escape(said.plain('ai'))}\b\W+(?:{'|'.join(map(re.escape, before))})")


def unlabelled_html(content: bytes, sentences: set[str], label: re.Pattern[str]) -> list[str]:
    """Return what stands in a page before any label."""
    tree = html.fromstring(content.decode())
    for element in tree.xpath("//script | //style | //nav | //*[@class='vh']"):
        element.drop_tree()
    body = " ".join(tree.find("body").text_content().split())
    first = label.search(body)
    return [text for text in sentences if 0 <= body.find(text) < (first.start() if first else len(body))]


def test_the_site_that_is_walked_has_every_kind_of_rendition(site: Site) -> None:
    assert {("pt", "published"), ("pt", "partial"), ("pt", "headline"), ("en", "published")} <= states()
    assert any(path.endswith("/gone") for path in site.tree())
    assert any("/history/" in path for path in site.tree())
    assert len(translated()["pt"]) >= 5


def test_no_page_shows_a_translated_sentence_before_its_label(site: Site) -> None:
    shown = 0
    for path, (content, _) in site.tree().items():
        if path.endswith(".html"):
            for language, sentences in translated().items():
                assert unlabelled_html(content, sentences, labels(language)) == [], path
                shown += any(text.encode() in content for text in sentences)
    assert shown >= 7


def test_every_page_with_a_translation_is_marked_for_machines_too(site: Site) -> None:
    for file in [*site.pages("/story").values(), *site.pages("/part").values()]:
        tree = html.fromstring(site.tree()[file][0])
        data = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
        machine = {"translator", "translationOfWork", "digitalSourceType", "usageInfo"}
        assert (machine <= data.keys()) == file.startswith("pt/")
        assert {"license", "creditText", "isBasedOn", "author", "publisher", "copyrightHolder"} <= data.keys()
        record = json.loads(site.tree()[file.replace("index.html", "provenance.json")][0])["provenance"]
        assert ("digital_source_type" in record["rendition"]) == file.startswith("pt/")


def test_previews_and_search_results_begin_with_the_label(site: Site) -> None:
    for path in ("/story", "/part", "/doubted"):
        tree = html.fromstring(site.tree()[site.pages(path)["pt"]][0])
        for name in ("//meta[@property='og:description']/@content", "//meta[@name='description']/@content"):
            (text,) = tree.xpath(name)
            assert labels("pt").match(text), (path, text)


@pytest.mark.parametrize("kind", ["atom.xml", "rss.xml"])
def test_every_item_of_every_feed_is_labelled_before_its_text(site: Site, kind: str) -> None:
    seen = 0
    for path, (content, _) in site.tree().items():
        if not path.endswith(kind):
            continue
        language = path.split("/")[0]
        for item in etree.fromstring(content).xpath("//*[local-name()='entry' or local-name()='item']"):
            for part in item.xpath(".//*[contains('summary content description encoded', local-name())]"):
                text = html.fromstring(f"<div>{part.text}</div>").text_content()
                first = labels(language).search(text)
                for sentence in translated().get(language, ()):
                    if sentence in text:
                        assert first, (path, text)
                        assert first.start() < text.index(sentence)
                        seen += 1
    assert seen


def unlabelled_json(value: Any, sentences: set[str], label: re.Pattern[str], labelled: bool = False) -> Iterator[str]:
    """Yield the translated texts of a JSON file that no object around them labels."""
    if isinstance(value, dict):
        near = [*value.values(), *(v for inner in value.values() if isinstance(inner, dict) for v in inner.values())]
        labelled = labelled or any(isinstance(v, str) and label.search(v) for v in near)
        for inner in value.values():
            yield from unlabelled_json(inner, sentences, label, labelled)
    elif isinstance(value, list):
        for inner in value:
            yield from unlabelled_json(inner, sentences, label, labelled)
    elif isinstance(value, str) and not labelled:
        yield from (text for text in sentences if text in value)


def test_no_json_file_holds_a_translation_that_nothing_around_it_labels(site: Site) -> None:
    seen = 0
    for path, (content, _) in site.tree().items():
        if path.endswith(".json"):
            for language, sentences in translated().items():
                told = json.loads(content)
                assert list(unlabelled_json(told, sentences, labels(language))) == [], path
                seen += any(text in json.dumps(told, ensure_ascii=False) for text in sentences)
    assert seen


def test_no_other_kind_of_file_holds_a_translation(site: Site) -> None:
    known = (".html", ".json", "atom.xml", "rss.xml", "news-en.xml", "news-pt.xml")
    for path, (content, _) in site.tree().items():
        if not path.endswith(known):
            assert not any(text.encode() in content for found in translated().values() for text in found), path


def test_what_search_engines_are_told_of_the_news_begins_with_the_label(site: Site) -> None:
    content = site.tree()["sitemaps/news-pt.xml"][0].decode()
    label = labels("pt").search(content)
    shown = [content.index(text) for text in translated()["pt"] if text in content]
    assert label
    assert shown
    assert label.start() < min(shown)


def test_print_hides_neither_label_nor_credit(site: Site) -> None:
    style = site.tree()["style.css"][0].decode()
    printed = style[style.index("@media print") :]
    hidden = re.findall(r"([^{}]+){[^{}]*display:none", printed)
    assert hidden
    assert not re.search(r"\.(label|credit|note|facts)\b", " ".join(hidden))


@pytest.mark.parametrize("path", ["/story", "/part", "/alike", "/doubted"])
def test_the_credit_is_complete_on_page_feed_and_in_the_data(site: Site, path: str) -> None:
    row = site.article(path)
    revision = rows.DOCUMENT.validate_json(row.revisions.get(number=row.revision).document)
    tree = html.fromstring(site.tree()[site.pages(path)["pt"]][0])
    data = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
    (item,) = [each for each in _items(site) if row.public_id in each["id"]]
    licence = "CC BY-SA 4.0" if path == "/alike" else "CC BY 4.0"
    for text in (
        " ".join(tree.cssselect(".credit")[0].text_content().split()),
        data["creditText"],
        item["_translation"]["credit"],
    ):
        for part in ("Scripted", revision.headline.text, licence, "do inglês", "por máquina", "não endossa"):
            assert part in text, (part, text)
    assert tree.cssselect(".credit a[rel=license]")[0].get("href") == item["_translation"]["license_url"]
    assert tree.cssselect(".facts a[rel=license]")
    assert tree.cssselect(".credit a.out")[0].get("href") == row.url


def _items(site: Site) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(site.tree()["pt/feed.json"][0])["items"]
    return found


def test_a_page_without_its_label_would_be_found() -> None:
    sentences, label = {"O mar está calmo de manhã."}, labels("pt")
    bare = "<html><body><p>O mar está calmo de manhã.</p><p>IA · Traduzido por máquina do inglês.</p></body></html>"
    assert unlabelled_html(bare.encode(), sentences, label)
    assert list(unlabelled_json({"items": [{"text": "O mar está calmo de manhã."}]}, sentences, label))
    assert not list(
        unlabelled_json({"text": next(iter(sentences)), "_t": {"l": "IA · Traduzido por máquina"}}, sentences, label)
    )


def test_the_tree_is_the_same_when_it_is_built_twice(site: Site, tmp_path: Path) -> None:
    from dragoman.flow.editions import build

    with site.desk() as desk:
        build(desk, tmp_path / "one")
        build(desk, tmp_path / "two")
    one, two = (
        {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert one.keys() == site.tree().keys()
    assert one == {path: content for path, (content, _) in site.tree().items()}
