"""What the operator keeps for a while only: it goes in time, and no page that stands breaks by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from wire import Site, copied

from dragoman.cli.app import open_site
from dragoman.dispatch.crew import Crew
from dragoman.flow.editions import build
from dragoman.newsroom import models, retention, sources, withdrawal
from dragoman.newsroom.retention import ARTICLES, REVISIONS, Window
from dragoman.newsroom.setup import release
from dragoman.testing.clock import FrozenClock
from dragoman.testing.site import ScriptedSite, page

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
EDITED = SENTENCE.replace("Monday", "Tuesday")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory, crew: Crew) -> Iterator[tuple[ScriptedSite, Site]]:
    """A site with an article that was edited once, and one that stands as it first was."""
    with ScriptedSite() as source:
        source.answers = {"/story": page(f"<p>{SENTENCE * 3}</p>"), "/other": page(f"<p>{SENTENCE * 4}</p>", "Other")}
        source.answers["/feed"] = source.feed(["/story", "/other"])
        site = Site.made(tmp_path_factory.mktemp("kept") / "site", crew, {"feed": f"{source.base}/feed"})
        site.once()
        source.answers["/story"] = page(f"<p>{EDITED * 3}</p>")
        site.clock.forward(days=1)
        site.once(recheck=True)
        release()
        yield source, site


@pytest.fixture
def site(edited: tuple[ScriptedSite, Site], tmp_path: Path) -> Site:
    _, old = edited
    return Site(copied(old.folder, tmp_path / "site"), old.crew, clock=FrozenClock(old.clock()))


def kept(site: Site) -> list[tuple[int, bool, int]]:
    """Return the revisions of the edited article: number, whether its text is there, and how many renditions."""
    open_site(site.folder)
    revisions = site.article("/story").revisions.order_by("number")
    return [(each.number, bool(each.document), each.renditions.count()) for each in revisions]


def pages(site: Site) -> dict[str, bytes]:
    return {name: body for name, (body, _) in site.tree().items() if not name.endswith((".xml", ".json"))}


def test_everything_is_kept_unless_the_operator_says_otherwise(site: Site) -> None:
    site.clock.forward(days=4000)
    site.once()
    assert kept(site) == [(1, True, 2), (2, True, 2)]


def test_an_earlier_text_goes_in_time_and_what_stands_stays_as_it_is(site: Site, tmp_path: Path) -> None:
    site.change("revisions = 0 ", "revisions = 30 ")
    before = pages(site)
    site.clock.forward(days=29)
    site.once()
    assert kept(site) == [(1, True, 2), (2, True, 2)]
    site.clock.forward(days=2)
    site.once()
    assert kept(site) == [(1, False, 0), (2, True, 2)]
    assert pages(site) == before
    with site.desk() as desk:
        build(desk, tmp_path / "anew")
    name = site.pages("/story")["pt"]
    assert (tmp_path / "anew" / name).read_bytes() == before[name]


def test_an_article_past_its_time_is_taken_down_once_and_its_address_says_why(site: Site) -> None:
    site.change("articles = 0 ", "articles = 365 ")
    site.clock.forward(days=366)
    site.once()
    article = site.article("/story")
    assert (article.cause, article.erased) == ("age", True)
    name = site.pages("/story")["pt"]
    assert "Este site mostra os artigos durante 365 dias." in site.tree()[name][0].decode()
    assert models.Revision.objects.exclude(document="").count() == 0
    # Put back by hand, it stays.
    withdrawal.restore(article.public_id, site.clock())
    site.clock.forward(hours=2)
    site.once()
    site.clock.forward(hours=2)
    site.once()
    assert not site.article("/story").withdrawn


def test_a_shorter_time_counts_for_all_there_is(site: Site) -> None:
    site.change("articles = 0 ", "articles = 400 ")
    site.clock.forward(days=401)
    site.once()
    assert site.report()["withdrawn"] == 2
    withdrawal.restore(site.article("/other").public_id, site.clock())
    site.once()
    site.change("articles = 400 ", "articles = 365 ")
    site.once()
    assert site.report()["withdrawn"] == 2


def test_what_stood_when_its_time_came_goes_once_a_newer_text_is_rendered(site: Site) -> None:
    assert kept(site) == [(1, True, 2), (2, True, 2)]
    article, start, now = site.article("/story"), site.clock() - timedelta(days=9), site.clock()
    models.Article.objects.filter(pk=article.pk).update(rendered=1)
    retention.drop_revisions(Window(REVISIONS, 30, start, now))
    assert kept(site) == [(1, True, 2), (2, True, 2)]
    models.Article.objects.filter(pk=article.pk).update(rendered=2)
    for hours in (0, 1):
        since = now + timedelta(hours=hours)
        retention.drop_revisions(Window(REVISIONS, 30, since, since + timedelta(hours=1)))
        assert kept(site) == [(1, False, 0), (2, True, 2)]


def test_the_articles_of_a_removed_source_go_in_their_time_too(site: Site) -> None:
    open_site(site.folder)
    sources.remove_source("feed", site.clock())
    retention.drop_articles(Window(ARTICLES, 365, site.clock() - timedelta(days=9), site.clock()), site.clock())
    assert set(models.Article.objects.values_list("cause", "erased")) == {("age", True)}
