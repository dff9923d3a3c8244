"""Corrections end to end: a source edits its page, or our translation gets better, and every surface says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models
from dragoman.newsroom.history import MOST, corrected, updates
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Pair

MET = "The council met on Monday and {} the quay."
MET_PT = "O conselho reuniu-se na segunda-feira e {} cais."
NOTICE = "Correction: an earlier version of this article gave a wrong sum."
WORDS = {
    "A day at the quay": "Um dia no cais",
    MET.format("spent 240 dollars on"): MET_PT.format("gastou 240 dólares no"),
    MET.format("spent 250 dollars on"): MET_PT.format("gastou 250 dólares no"),
    MET.format("paid 250 dollars for"): MET_PT.format("pagou 250 dólares pelo"),
    NOTICE: "Correção: uma versão anterior deste artigo deu uma soma errada.",
    "The sea is calm in the morning.": "O mar está calmo de manhã.",
}
FILL = "<p>The sea is calm in the morning.</p>" * 4
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def translate(sentence: str) -> str:
    return WORDS.get(sentence, "O conselho publicou uma nota.")


def engine(pair: Pair) -> ScriptedEngine:
    return ScriptedEngine(pair, translate)


def story(spent: str = "spent 240 dollars on", more: str = "", title: str = "A day at the quay") -> Answer:
    return page(f"<p>{MET.format(spent)}</p>{FILL}{more}", title)


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": story(), "/feed": source.feed(["/story"])}
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite) -> Iterator[Site]:
    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once(open_engine=engine)
        yield site


def again(site: Site, source: ScriptedSite, answer: Answer) -> None:
    source.answers["/story"] = answer
    site.clock.forward(hours=1)
    site.once(recheck=True, open_engine=engine)


def text(site: Site, path: str) -> str:
    return site.tree()[path][0].decode()


def article(site: Site, language: str) -> html.HtmlElement:
    return html.document_fromstring(text(site, site.pages("/story")[language]))


def history(site: Site, language: str) -> str:
    return site.pages("/story")[language].removesuffix("index.html") + "history/index.html"


def entries(site: Site, language: str) -> list[etree._Element]:
    return list(etree.fromstring(site.tree()[f"{language}/atom.xml"][0]).iterfind("a:entry", ATOM))


def test_a_changed_number_is_a_dated_correction_on_every_rendition_with_what_was_and_what_is(
    site: Site, source: ScriptedSite
) -> None:
    (before,) = entries(site, "pt")
    again(site, source, story("spent 250 dollars on"))
    for language, was, now in (("en", "240 dollars", "250 dollars"), ("pt", "240 dólares", "250 dólares")):
        (box,) = article(site, language).cssselect("#corrections")
        assert was in box.cssselect("del")[0].text_content()
        assert now in box.cssselect("ins")[0].text_content()
        assert "2026" in box.text_content()
    assert (
        "Corrected at the source on November 22, 2026, 1:00"
        in article(site, "en").cssselect("#corrections")[0].text_content()
    )
    (after,) = entries(site, "pt")
    assert after.findtext("a:id", namespaces=ATOM) == before.findtext("a:id", namespaces=ATOM)
    assert after.findtext("a:updated", namespaces=ATOM) > before.findtext("a:updated", namespaces=ATOM)
    assert "240 dólares" in after.findtext("a:content", namespaces=ATOM)
    (item,) = json.loads(text(site, "pt/feed.json"))["items"]
    assert "250 dólares" in item["_translation"]["corrections"][0]
    data = json.loads(article(site, "pt").cssselect('script[type="application/ld+json"]')[0].text)
    assert data["correction"][0]["datePublished"] == "2026-11-22T13:00:00Z"


def test_the_history_compares_the_versions_and_the_corrections_page_lists_them(
    site: Site, source: ScriptedSite
) -> None:
    again(site, source, story("spent 250 dollars on"))
    assert "240 dólares" in text(site, history(site, "pt"))
    assert article(site, "en").cssselect(f'a[href="/{history(site, "en").removesuffix("index.html")}"]')
    assert "250 dollars" in text(site, "en/corrections/index.html")


def test_other_words_are_an_update_which_only_the_history_shows(site: Site, source: ScriptedSite) -> None:
    again(site, source, story("spent 250 dollars on"))
    again(site, source, story("paid 250 dollars for"))
    (box,) = article(site, "pt").cssselect("#corrections")
    assert "pagou" not in box.text_content()
    assert "pagou 250" in text(site, history(site, "pt"))
    assert text(site, history(site, "pt")).count("<h2>") == 2


def test_an_article_that_never_changed_has_no_history(site: Site) -> None:
    assert history(site, "en") not in site.tree()
    assert not article(site, "en").cssselect("#corrections")


def test_a_source_that_says_it_was_wrong_is_heard_on_top_of_every_rendition(site: Site, source: ScriptedSite) -> None:
    again(site, source, story(more="<p>" + NOTICE + "</p>"))
    (box,) = article(site, "pt").cssselect("#corrections")
    assert "diz aqui que errou" in box.text_content()
    assert "uma versão anterior deste artigo" in box.text_content()
    assert not box.cssselect("ins")
    top = html.tostring(article(site, "pt")).decode()
    assert top.index('id="corrections"') < top.index('class="text"')


def test_a_better_engine_that_changes_a_fact_corrects_our_translation(tmp_path: Path, source: ScriptedSite) -> None:
    said = "The council thanked Ana Prado for the long work."
    source.answers["/story"] = story(more=f"<p>{said}</p>")

    def translating(name: str) -> Callable[[Pair], ScriptedEngine]:
        told = f"O conselho agradeceu a {name} pelo longo trabalho."
        return lambda pair: ScriptedEngine(pair, lambda sentence: told if sentence == said else translate(sentence))

    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once(open_engine=translating("Ana Prada"))
        (before,) = entries(site, "pt")
        models.Memory.objects.all().delete()
        models.Article.objects.update(stale=True)
        site.clock.forward(hours=2)
        site.once(open_engine=translating("Ana Prado"))
    (box,) = article(site, "pt").cssselect("#corrections")
    assert "Tradução corrigida" in box.text_content()
    assert "Prada" in box.cssselect("del")[0].text_content()
    assert "Prado" in box.cssselect("ins")[0].text_content()
    assert not article(site, "en").cssselect("#corrections")
    (after,) = entries(site, "pt")
    assert after.findtext("a:updated", namespaces=ATOM) > before.findtext("a:updated", namespaces=ATOM)


def test_a_source_that_takes_its_licence_back_takes_its_history_with_it(site: Site, source: ScriptedSite) -> None:
    again(site, source, story("spent 250 dollars on"))
    nd = "https://creativecommons.org/licenses/by-nd/4.0/"
    again(
        site,
        source,
        replace(story(), body=story("spent 250 dollars on").body.replace(b"licenses/by/4.0/", nd[28:].encode())),
    )
    assert history(site, "pt") not in site.tree()
    assert not any(b"240 d" in content for content, _ in site.tree().values())


def test_what_is_published_again_is_the_same_to_the_byte(site: Site, source: ScriptedSite) -> None:
    again(site, source, story("spent 250 dollars on"))
    tree = site.tree()
    models.Article.objects.update(shown=0)
    site.once(open_engine=engine)
    assert site.tree() == tree


def test_an_article_that_can_not_be_read_back_keeps_no_other_from_its_readers(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = story("spent 250 dollars on")
    site.clock.forward(hours=2)
    site.once(recheck=True, open_engine=engine)
    models.Revision.objects.update(document="{")
    models.Article.objects.update(version=99)
    source.answers |= {"/other": story(title="Another day"), "/feed": source.feed(["/story", "/other"])}
    site.clock.forward(hours=2)
    site.once(open_engine=engine)
    assert any("another-day" in path for path in site.tree())
    assert "could not be made" in site.article("/story").error
    assert models.Page.objects.get(article=site.article("/other"), language="en").state == "published"


def test_a_number_that_ticks_fills_no_page(site: Site) -> None:
    row = site.article("/story")
    edits = [
        models.Update(
            article=row,
            language="en",
            revision=1,
            digest=str(n),
            changes="[]",
            corrects=True,
            ours=False,
            when=site.clock(),
        )
        for n in range(MOST + 5)
    ]
    models.Update.objects.bulk_create(edits)
    (told,) = updates(row.public_id, 1).values()
    assert len(told) == MOST


def test_one_article_that_was_corrected_often_keeps_no_other_off_the_corrections(
    site: Site, source: ScriptedSite
) -> None:
    source.answers |= {"/other": story(title="Another day"), "/feed": source.feed(["/story", "/other"])}
    site.clock.forward(hours=1)
    site.once(open_engine=engine)
    often, once = site.article("/story"), site.article("/other")
    edits = [
        models.Update(
            article=row, language="en", revision=1, digest=str(n), changes="[]", corrects=True, ours=False, when=when
        )
        for row, count, when in ((once, 1, often.first_seen), (often, 9, site.clock()))
        for n in range(count)
    ]
    models.Update.objects.bulk_create(edits)
    assert corrected("en", 2) == [often.public_id, once.public_id]
    models.Update.objects.update(when=site.clock())
    found = corrected("en", 2)
    models.Update.objects.filter(article=once).delete()
    edits[0].pk = None
    edits[0].when = site.clock()
    edits[0].save()
    assert corrected("en", 2) == found  # whichever was stored first
