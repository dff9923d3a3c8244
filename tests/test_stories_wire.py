"""Stories in a whole site: copies are shown once, reports of one event find each other, whatever the order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner
from wire import Site

from dragoman.cli import whole
from dragoman.cli.app import alone
from dragoman.dispatch.crew import Crew
from dragoman.errors import Unavailable
from dragoman.flow import editions, sitefacts, storypages
from dragoman.flow import stories as stories_step
from dragoman.newsroom import archive, models, tellings, withdrawal
from dragoman.newsroom import stories as stored
from dragoman.newsroom.stories import Joining
from dragoman.publish import themes
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page

app = whole()
SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRE = [
    "At least a hall of the shipyard at Norvik burnt down on Monday night, and nobody has said what set it on fire.",
    "Mayor Ilse Brandvold told reporters that the crane and two slips of the Norvik shipyard can no longer be used.",
    "The yard employs a third of the town, and its owner Halvard Stenmark wants to build the hall again by autumn.",
    "Smoke hung over the bay until noon, and the school beside the yard stayed shut for the day.",
]


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


PAGES = {
    "/fire": page(text("Three people were killed in the fire.", *FIRE), "Three killed in fire at Norvik shipyard"),
    "/copy": page(text("Three people were killed in the fire.", *FIRE[:3]), "Norvik: fire destroys shipyard hall"),
    "/mayor": page(
        text(
            "The fire at the Norvik shipyard has killed five people, Mayor Ilse Brandvold said.",
            "Halvard Stenmark, who owns the shipyard, spoke of the worst day in the history of the town.",
            "Investigators from the capital arrived to look for what had set the hall ablaze.",
        ),
        "Mayor Brandvold mourns after fire at Norvik shipyard",
    ),
    "/chess": page(
        text(
            "Grandmaster Pavel Oramo won the chess open in Tallinn without losing a single game.",
            "It is the third title in a row for the player, who learnt the game from his grandmother.",
            "The open drew players from forty countries, more than in any year before.",
        ),
        "Oramo wins chess open in Tallinn",
    ),
}


@pytest.fixture(scope="module")
def papers() -> Iterator[tuple[ScriptedSite, ScriptedSite]]:
    with ScriptedSite() as one, ScriptedSite() as other:
        yield one, other


def served(papers: tuple[ScriptedSite, ScriptedSite], pages: dict[str, Answer]) -> dict[str, str]:
    for paper, paths in zip(papers, (["/fire", "/chess"], ["/copy", "/mayor"]), strict=True):
        paper.answers = {path: pages[path] for path in paths if path in pages}
        paper.answers["/feed"] = paper.feed(paper.answers)
    return {name: f"{paper.base}/feed" for name, paper in zip(("one", "other"), papers, strict=True)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, papers: tuple[ScriptedSite, ScriptedSite]) -> Iterator[Site]:
    with Crew(0) as crew:
        site = Site.made(tmp_path_factory.mktemp("stories") / "site", crew, served(papers, PAGES))
        site.once(open_engine=ScriptedEngine)
        yield site


def stories() -> set[frozenset[str]]:
    found = {
        frozenset(each.article.url.rpartition("/")[2] for each in story.members.select_related("article"))
        for story in models.Story.objects.all()
    }
    return found - {frozenset()}


def file(site: Site, path: str, language: str = "en") -> str:
    return site.tree()[site.pages(path)[language]][0].decode()


def test_reports_of_one_event_are_a_story_and_others_stand_alone(site: Site) -> None:
    assert stories() == {frozenset({"fire", "copy", "mayor"}), frozenset({"chess"})}


def test_what_changes_while_it_is_put_into_a_story_is_looked_at_again(site: Site) -> None:
    member = models.Member.objects.get(article__url__endswith="/chess")
    id_ = member.article.public_id
    models.Article.objects.filter(public_id=id_).update(rendered=2)
    stored.record_joined(Joining(id_, 1, member.dated, member.body, []))
    assert list(stored.unjoined(2)) == [id_]
    assert stored.loose()
    models.Article.objects.filter(public_id=id_).update(rendered=1, joined=0)
    site.once(open_engine=ScriptedEngine)
    assert not stored.loose()


def test_a_crash_before_an_article_was_put_into_its_story_costs_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.tree()
    models.Article.objects.update(joined=0)
    models.Member.objects.all().delete()
    with monkeypatch.context() as patched, site.desk() as desk:
        patched.setattr("dragoman.flow.stories.arrange", lambda: None)
        stories_step.join(desk)
        assert stored.loose()
        assert len(stories()) == 4
    site.once(open_engine=ScriptedEngine)
    assert {path: content for path, (content, _) in site.tree().items()} == {
        path: content for path, (content, _) in before.items()
    }


def test_a_rendering_that_came_while_one_before_it_was_passed_over_is_looked_at(site: Site) -> None:
    chess = models.Article.objects.filter(url__endswith="/chess")
    chess.update(joined=0)
    waiting = stored.unjoined(2)
    chess.update(rendered=2)
    stored.pass_over(waiting)
    assert stored.unjoined(2) == {chess.get().public_id: 2}
    stored.pass_over(stored.unjoined(2))
    assert not stored.unjoined(2)
    chess.update(rendered=1, joined=0)
    site.once(open_engine=ScriptedEngine)


def test_what_is_rendered_anew_is_joined_anew_where_it_reads_otherwise(site: Site) -> None:
    before = dict(models.Member.objects.values_list("article__url", "pk"))
    chess = models.Member.objects.get(article__url__endswith="/chess")
    filed = stories_step.FILED.validate_json(chess.body)
    other = replace(filed, signature=replace(filed.signature, terms={"oslo": 1.0}))
    models.Member.objects.filter(pk=chess.pk).update(body=stories_step.FILED.dump_json(other).decode())
    models.Article.objects.update(stale=True)
    for article in models.Article.objects.all():
        archive.record_rendered(archive.newest_revision(article.public_id), SEEN)
    with site.desk() as desk:
        stories_step.join(desk)
    after = dict(models.Member.objects.values_list("article__url", "pk"))
    assert [url for url, pk in after.items() if before[url] != pk] == [chess.article.url]
    assert stories_step.FILED.validate_json(models.Member.objects.get(article=chess.article).body) == filed
    site.once(open_engine=ScriptedEngine)


def test_a_backlog_is_joined_bit_by_bit_so_that_takedowns_need_not_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.flow.stories.BATCH", 1)
    models.Article.objects.update(joined=0)
    with site.desk() as desk:
        assert stories_step.join(desk)
        assert models.Article.objects.filter(joined=0).count() == 3
        editions.publish(desk, "site")
    assert not stored.unjoined(1)
    assert stories() == {frozenset({"fire", "copy", "mayor"}), frozenset({"chess"})}


def test_what_was_shown_before_it_was_joined_is_shown_again_with_its_story(site: Site) -> None:
    id_ = site.article("/mayor").public_id
    stored.leave(id_)
    models.Article.objects.filter(public_id=id_).update(joined=0, version=9, shown=9)
    with site.desk() as desk:
        stories_step.join(desk)
        assert site.article("/mayor").version > 9
        editions.publish(desk, "site")


def test_a_copy_is_shown_once_and_named_beside_the_fuller_text(site: Site) -> None:
    assert 'http-equiv="refresh"' in file(site, "/copy")
    assert site.article("/copy").url in file(site, "/fire")
    feed = site.tree()["en/atom.xml"][0].decode()
    assert site.article("/copy").public_id not in feed
    assert site.article("/fire").public_id in feed


def test_an_article_names_the_others_of_its_story_in_every_edition(site: Site) -> None:
    for language in ("en", "pt"):
        assert "/".join(site.pages("/mayor")[language].split("/")[:-1]) in file(site, "/fire", language)
        assert "/".join(site.pages("/fire")[language].split("/")[:-1]) in file(site, "/mayor", language)
    assert "More on this" not in file(site, "/chess")


def test_a_story_has_a_page_in_every_edition_that_says_what_its_sources_differ_in(site: Site) -> None:
    found = [path for path in site.tree() if "/stories/" in path and path.endswith(".html")]
    assert sorted(path.split("/")[0] for path in found) == ["en", "pt"]
    english = site.tree()[next(path for path in found if path.startswith("en/"))][0].decode()
    assert "People killed" in english
    assert "Nov 22, 2026" in english  # the day of the lead, which may be an earlier one
    assert "Three people were killed in the fire." in english
    assert "has killed five people" in english
    assert "Oramo" not in english


def test_a_tree_built_anew_is_the_same(site: Site, tmp_path: Path) -> None:
    with site.desk() as desk:
        editions.build(desk, tmp_path / "out")
    built = {str(f.relative_to(tmp_path / "out")): f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file()}
    assert {path: content for path, (content, _) in site.tree().items() if path.endswith(".html")} == {
        path: content for path, content in built.items() if path.endswith(".html")
    }


def test_nothing_is_written_again_where_nothing_changed(site: Site) -> None:
    before = site.tree()
    site.once(open_engine=ScriptedEngine)
    assert site.tree() == before


def test_an_edition_that_left_the_settings_keeps_no_story_page(site: Site) -> None:
    with site.desk() as desk:
        facts = sitefacts.facts(desk)
        for languages, left in ((("en",), {"en"}), (facts.languages, {"en", "pt"})):
            tellings.show_all_again()
            storypages.show(desk, replace(facts, languages=languages))
            assert {file.relative_to(desk.public).parts[0] for file in desk.public.glob("*/stories/*/*.html")} == left


def test_what_breaks_a_template_of_the_operator_keeps_no_other_from_being_published(site: Site) -> None:
    theme = site.folder / "theme" / "templates"
    theme.mkdir(parents=True)
    bad = "{% if 'Oramo' in e.headline %}{{ nowhere }}{% endif %}"
    (theme / "article.html").write_text(
        f"{{% extends 'dragoman/article.html' %}}{{% block main %}}{bad}Our own look{{% endblock %}}"
    )
    (theme / "story.html").write_text("{{ nowhere }}")
    with site.desk() as desk:
        editions.publish(desk, "site")
    assert "Our own look" in file(site, "/fire")
    assert "Our own look" not in file(site, "/chess")
    assert ["'nowhere' is undefined" in each["error"] for each in site.report()["trouble"]] == [True]
    assert not [path for path in site.tree() if "/stories/" in path]
    shutil.rmtree(theme.parent)
    themes.use(None)


def test_an_article_is_withdrawn_while_another_process_is_at_work(site: Site) -> None:
    lock, url = site.folder / "data" / "worker.lock", site.article("/chess").url
    with alone(lock):
        told = CliRunner().invoke(app, ["withdraw", url, "--site", str(site.folder)])
        with pytest.raises(Unavailable, match="Another worker is at work"), alone(lock):
            pass
    assert told.exit_code == 0
    assert re.fullmatch(r"Withdrawn.*; the \w+ that .* takes its pages down.*\n", told.stdout)


def test_another_order_of_coming_makes_the_same_stories(
    tmp_path: Path, papers: tuple[ScriptedSite, ScriptedSite]
) -> None:
    with Crew(0) as crew:
        feeds = served(papers, dict(reversed(PAGES.items())))
        site = Site.made(tmp_path / "site", crew, dict(reversed(feeds.items())))
        for pages in ({"/mayor": PAGES["/mayor"], "/copy": PAGES["/copy"]}, PAGES):
            served(papers, pages)
            site.once(open_engine=ScriptedEngine, recheck=True)
        assert frozenset({"fire", "copy", "mayor"}) in stories()
        assert 'http-equiv="refresh"' in file(site, "/copy")


def test_what_is_withdrawn_leaves_its_story_and_its_copy_takes_its_place(
    tmp_path: Path, papers: tuple[ScriptedSite, ScriptedSite]
) -> None:
    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, served(papers, PAGES))
        site.once(open_engine=ScriptedEngine)
        with site.desk() as desk:
            withdrawal.withdraw(site.article("/fire").public_id, "Its source withdrew it.", desk.clock())
        site.once(open_engine=ScriptedEngine)
        assert stories() == {frozenset({"copy", "mayor"}), frozenset({"chess"})}
        assert 'http-equiv="refresh"' not in file(site, "/copy")
        assert not models.Member.objects.filter(article__url__endswith="/fire").exists()
        assert "Three killed" not in file(site, "/mayor")


def test_a_text_that_names_another_house_as_its_original_is_a_copy_of_it(
    tmp_path: Path, papers: tuple[ScriptedSite, ScriptedSite]
) -> None:
    feeds = served(papers, {"/chess": PAGES["/chess"]})
    original = f"{papers[0].base}/chess"
    words = text("A short word of our own on the chess open in Tallinn, won by Pavel Oramo.", *FIRE[2:])
    told = page(words, "Chess in Tallinn").body.replace(
        b"<title>", f'<link rel="canonical" href="{original}"><title>'.encode()
    )
    papers[1].answers = {"/short": Answer(told), "/feed": papers[1].feed(["/short"])}
    with Crew(0) as crew:
        site = Site.made(tmp_path / "site", crew, feeds)
        site.once(open_engine=ScriptedEngine)
        found = models.Member.objects.exclude(kept=None).get()
        assert found.article.url.endswith("/short") or found.article.address.endswith("/short")
        assert found.kept is not None
        assert found.kept.url.endswith("/chess")
