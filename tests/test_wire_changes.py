"""What changes after an article was published: its host's mood, its rights, the settings, the engine's health."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.errors import EngineError
from dragoman.newsroom import models
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Pair

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
STORY = page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>")


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": STORY, "/feed": source.feed(["/story"])}
        yield source


@pytest.fixture
def site(tmp_path: object, crew: Crew, source: ScriptedSite) -> Site:
    site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    site.once()
    assert states() == {"en": "published", "pt": "published"}
    return site


def states() -> dict[str, str]:
    return dict(models.Page.objects.values_list("language", "state"))


def test_a_robots_txt_that_fails_changes_nothing_that_stands(site: Site, source: ScriptedSite) -> None:
    tree = site.tree()
    source.answers["/robots.txt"] = Answer(b"no", 503)
    site.clock.forward(hours=25)
    site.once(recheck=True)
    assert site.tree() == tree
    assert source.asked["/story"] == 2


def test_a_page_that_asks_not_to_be_listed_is_withdrawn(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = replace(STORY, headers={"X-Robots-Tag": "noindex"})
    site.once(recheck=True)
    assert site.article("/story").withdrawn
    assert any(path.endswith("/gone") for path in site.tree())


def test_a_page_that_takes_its_licence_back_becomes_a_headline(site: Site, source: ScriptedSite) -> None:
    nd = "https://creativecommons.org/licenses/by-nd/4.0/"
    source.answers["/story"] = page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>", licence=nd)
    site.once(recheck=True)
    assert states() == {"en": "headline", "pt": "headline"}


def test_a_language_added_in_the_settings_is_rendered_in_the_next_run(site: Site) -> None:
    site.change('languages = ["en", "pt"]', 'languages = ["en", "pt", "ar"]')
    site.once()
    assert states() == {"en": "published", "pt": "published", "ar": "headline"}
    assert "ar/index.html" in site.tree()


def test_a_published_article_stays_when_its_page_turns_into_something_else(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = Answer(b"")
    site.once(recheck=True)
    assert states() == {"en": "published", "pt": "published"}
    assert site.report()["troubles"] == 1


def fails_on_quays(pair: Pair) -> ScriptedEngine:
    def script(sentence: str) -> str:
        if "quay" in sentence:
            raise EngineError("The engine answered 500.")
        return "O conselho do porto se reuniu."

    return ScriptedEngine(pair, script)


def test_a_sentence_whose_engine_fails_stands_in_the_original_and_never_as_a_translation(
    tmp_path: Path, source: ScriptedSite
) -> None:
    source.answers["/story"] = page(f"<p>{SENTENCE}</p><p>{'The council met in the hall. ' * 9}</p>", "The council met")
    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once(open_engine=fails_on_quays)
    assert states() == {"en": "published", "pt": "partial"}
    page_file = site.tree()[site.pages("/story")["pt"]][0].decode()
    assert 'lang="en"' in page_file.split('class="text"')[1]
    assert not models.Memory.objects.filter(sentence__contains="quay").exists()


def test_a_cautious_site_holds_back_what_it_can_not_prove_and_says_why(tmp_path: Path, source: ScriptedSite) -> None:
    source.answers["/story"] = page(f"<p>{SENTENCE}</p><p>{'The council met in the hall. ' * 9}</p>", "The council met")
    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
        site.once(open_engine=fails_on_quays)
        before = site.pages("/story")
        site.change("max_original = 0.2", "max_original = 0.0")
        site.change("hold = false", "hold = true")
        source.answers["/story"] = page(f"<p>{SENTENCE * 2}</p><p>{'The council met. ' * 15}</p>", "The council met")
        site.once(recheck=True, open_engine=fails_on_quays)
    assert states() == {"en": "published", "pt": "held"}
    assert set(before) == {"en", "pt"}
    assert set(site.pages("/story")) == {"en"}
    assert "could not be translated safely" in str(site.report()["headlines"])
