"""Whatever a source sends: one clear line in the status, the rest goes on, nothing stored is lost."""

from collections.abc import Iterator

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models
from dragoman.testing.site import Answer, ScriptedSite, page

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
UKRAINIAN = "Рада порту зібралася в понеділок і домовилася полагодити старий причал до зимових штормів. "
GOOD = page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>")
PAGES = {
    "/good": GOOD,
    "/pdf": Answer(b"%PDF-1.7\n" + bytes(range(256)) * 40, content_type="application/pdf"),
    "/empty": Answer(),
    "/missing": Answer(b"no", 404),
    "/broken": Answer(b"no", 500),
    "/slow": Answer(pause=3),
    "/charset": Answer(GOOD.body, content_type="text/html; charset=utf-16"),
    "/paragraph": page("<p>" + "word and more of it " * 262_144 + "</p>"),
    "/word": page(f"<p>{'endless' * 3000}</p><p>{SENTENCE * 3}</p>"),
    "/ukrainian": page(f"<p>{UKRAINIAN * 4}</p><p>{UKRAINIAN * 3}</p>", language="uk"),
    "/twin-a": page(f"<p>{SENTENCE * 3}</p>", "The one twin"),
    "/twin-b": page(f"<p>{SENTENCE * 4}</p>", "The other twin"),
}


@pytest.fixture(scope="module")
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        twins = {"/twin-a": "same", "/twin-b": "same"}
        source.answers = {**PAGES, "/feed": source.feed(PAGES, twins), "/nofeed": page("<p>Not a feed at all.</p>")}
        yield source


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew, source: ScriptedSite) -> Site:
    feeds = {name: f"{source.base}/{name}" for name in ("feed", "nofeed", "away")}
    site = Site.made(tmp_path_factory.mktemp("bad") / "site", crew, feeds)
    site.change("gap = 1.0 ", "timeout = 1.0\ngap = 1.0 ")
    site.once()
    return site


def trouble(site: Site) -> dict[str, str]:
    return {row["url"].rsplit("/", 1)[1]: row["error"] for row in site.report()["trouble"]}


def states(path: str) -> dict[str, str]:
    pages = models.Page.objects.filter(article__url__endswith=path)
    return dict(pages.values_list("language", "state"))


@pytest.mark.parametrize("name", ["pdf", "empty", "missing", "broken", "slow"])
def test_a_page_that_is_none_is_one_clear_line(site: Site, name: str) -> None:
    line = trouble(site)[name]
    assert "\n" not in line
    assert "Traceback" not in line
    assert 10 < len(line) < 300


@pytest.mark.parametrize("name", ["good", "charset", "twin-a", "twin-b"])
def test_the_rest_goes_on(site: Site, name: str) -> None:
    assert name not in trouble(site)
    assert states(f"/{name}") == {"en": "published", "pt": "published"}


@pytest.mark.parametrize("name", ["paragraph", "word"])
def test_a_paragraph_of_five_megabytes_and_an_endless_word_block_nothing(site: Site, name: str) -> None:
    found = site.article(f"/{name}")
    assert found.error or found.rendered


def test_a_language_that_no_model_serves_is_shown_as_a_headline_and_told(site: Site) -> None:
    assert states("/ukrainian") == {"en": "headline", "pt": "headline"}
    assert any("uk->pt" in row["reason"] for row in site.report()["headlines"])


def test_a_page_that_can_not_be_read_is_still_a_headline_with_its_link(site: Site) -> None:
    assert states("/pdf") == {"en": "headline", "pt": "headline"}


@pytest.mark.parametrize("name", ["nofeed", "away"])
def test_a_feed_that_is_none_is_one_clear_line(site: Site, name: str) -> None:
    (told,) = (row for row in site.report()["sources"] if row["source"] == name)
    assert told["error"]
    assert "\n" not in told["error"]


def test_a_second_run_loses_nothing(site: Site) -> None:
    tree = site.tree()
    site.clock.forward(days=1)
    site.once(recheck=True)
    assert set(tree) <= set(site.tree())
