"""An article that came to us as a translation: its original is read in its place, or the whole chain is credited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.extract import extract
from dragoman.newsroom import models
from dragoman.newsroom import sources as stored
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Alternate, Source

REST = "".join(
    f"<p>Nobody knows what the mending of the {n} piers will cost before the spring comes.</p>" for n in "abcde"
)
ORIGINAL = page(
    "<p>O conselho do porto reuniu-se na segunda-feira e falou do cais antigo.</p>"
    + "".join(f"<p>Ninguém sabe quanto vai custar o conserto do cais {n} antes da primavera.</p>" for n in "abcde"),
    "O cais antigo",
    "pt",
)


def relay(link: str) -> Answer:
    return page(
        f"<p>The harbour council met on Monday and spoke of the old quay.</p>{REST}"
        '<p class="credit">Translated to (fr) by <a href="/flo">Flo Roux</a></p>'
        f'<p class="credit">Translated by <a href="/tim">Tim Lee</a></p>{link}'
    )


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        link = f'<p>Read the original article <a href="{source.base}/pt/o-cais-antigo">in Portuguese</a>.</p>'
        source.answers = {
            "/story": relay(link),
            "/pt/o-cais-antigo": ORIGINAL,
            "/feed": source.feed(["/story"]),
            "/pt/feed": source.feed(["/pt/o-cais-antigo"]),
        }
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite) -> Iterator[Site]:
    with Crew(0) as crew:
        yield Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})


def states() -> dict[str, str]:
    return dict(models.Page.objects.values_list("language", "state"))


def shown(site: Site, path: str, language: str) -> str:
    return site.tree()[site.pages(path)[language]][0].decode()


def test_the_original_is_read_and_translated_in_the_place_of_its_translation(site: Site, source: ScriptedSite) -> None:
    site.once()
    assert states()["pt"] == "published"
    told = shown(site, "/pt/o-cais-antigo", "en")
    assert "O cais antigo" in told
    assert f'href="{source.base}/pt/o-cais-antigo"' in told
    assert "Flo Roux" not in told
    assert f"{source.base}/story" not in told
    assert models.Article.objects.count() == 1


def test_what_is_read_from_its_original_stays_so_and_follows_its_edits(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=ScriptedEngine)
    feed = source.answers["/feed"]
    source.answers["/feed"] = replace(feed, body=feed.body.replace(b"Title of", b"New title of"))
    source.answers["/pt/o-cais-antigo"] = replace(ORIGINAL, body=ORIGINAL.body.replace(b"cais c ", b"cais d "))
    asked = source.asked["/story"]
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert source.asked["/story"] == asked
    assert models.Article.objects.get().revision == 2
    assert "cais d " in shown(site, "/pt/o-cais-antigo", "pt")
    assert models.Article.objects.count() == 1


@pytest.mark.parametrize("first", ["feed", "pt"])
def test_an_article_is_shown_once_where_its_original_and_its_translation_are_both_listed(
    site: Site, source: ScriptedSite, first: str
) -> None:
    feeds = {"feed": f"{source.base}/feed", "pt": f"{source.base}/pt/feed"}
    if first == "pt":
        stored.remove_source("feed", site.clock())
    else:
        site.once(open_engine=ScriptedEngine)
    stored.add_source(Source("pt", feeds["pt"], ""), site.clock())
    site.once(open_engine=ScriptedEngine)
    if first == "pt":
        stored.add_source(Source("feed", feeds["feed"], ""), site.clock())
        site.once(open_engine=ScriptedEngine)
    assert models.Article.objects.filter(revision__gt=0, withdrawn="").count() == 1
    assert models.Page.objects.filter(language="pt").count() == 1


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/pt/o-cais-antigo", Answer(b"Gone", 404)),
        ("/pt/o-cais-antigo", Answer(b"<html><body>Nothing</body></html>")),
        ("/pt/o-cais-antigo", replace(ORIGINAL, body=ORIGINAL.body.replace(b'lang="pt"', b'lang="fi"'))),
    ],
)
def test_where_the_original_can_not_be_had_the_translation_is_translated_with_its_whole_chain(
    site: Site, source: ScriptedSite, path: str, answer: Answer
) -> None:
    source.answers[path] = answer
    site.once(open_engine=ScriptedEngine)
    told = shown(site, "/story", "pt")
    assert "Flo Roux (fr)" in told
    assert "Tim Lee" in told
    assert models.Rendition.objects.get(language="pt").body.count("scripted") > 0
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert models.Article.objects.get().revision == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"Subscribe", 402),
        replace(ORIGINAL, body=ORIGINAL.body.replace(b"</head>", b'<meta name="robots" content="nosnippet"></head>')),
        replace(ORIGINAL, body=ORIGINAL.body.replace(b"licenses/by/4.0", b"licenses/by-nd/4.0")),
    ],
)
def test_an_original_that_may_not_be_translated_is_not_translated_by_way_of_its_translation(
    site: Site, source: ScriptedSite, answer: Answer
) -> None:
    source.answers["/pt/o-cais-antigo"] = answer
    site.once(open_engine=ScriptedEngine)
    assert states() == {"en": "published", "pt": "headline"}
    for language in ("en", "pt"):
        assert "Flo Roux" in shown(site, "/story", language)


def test_an_original_whose_host_does_not_answer_is_asked_for_again(site: Site, source: ScriptedSite) -> None:
    source.answers["/pt/o-cais-antigo"] = Answer(b"Later", 503)
    site.once(open_engine=ScriptedEngine)
    assert states() == {}
    source.answers["/pt/o-cais-antigo"] = ORIGINAL
    site.clock.forward(hours=1)
    site.once(open_engine=ScriptedEngine)
    assert states().keys() == {"en", "pt"}
    assert models.Article.objects.get().url.endswith("/pt/o-cais-antigo")


@pytest.mark.parametrize(
    "line",
    [
        'Este artigo foi publicado originalmente em <a href="https://o.example/2026/a-historia">O Exemplo</a>.',
        'Der Artikel ist zuerst erschienen bei <a href="https://o.example/2026/a-historia">O Exemplo</a>.',
        '<a href="https://o.example/2026/a-historia">Artículo original</a>',
        'Originally published in <a href="https://o.example/2026/a-historia">Portuguese</a>.',
        'L’article original est <a href="https://o.example/2026/a-historia">ici</a>.',
    ],
)
def test_a_line_that_links_the_original_names_it_on_a_page_with_translators(line: str) -> None:
    told = extract(relay(f"<p>{line}</p>").body, "https://paper.example/story")
    assert told.original == Alternate("", "https://o.example/2026/a-historia")
    bare = relay(f"<p>{line}</p>").body.replace(b"Translated", b"Typed")
    assert extract(bare, "https://paper.example/story").original is None
    two = relay(f"<p>{line}</p><p>{line.replace('a-historia', 'outra-historia')}</p>")
    assert extract(two.body, "https://paper.example/story").original is None
