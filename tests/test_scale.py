"""What is done over and over goes along an index: it costs the same however many articles are stored."""

import re
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow.wire import Wire
from dragoman.newsroom import articles, health, models, tellings, withdrawal
from dragoman.newsroom.articles import Listed
from dragoman.newsroom.setup import release
from dragoman.types import Entry

OF_WHAT_WAITS = {
    index.name
    for model in (models.Article, models.Picture, models.Story, models.Member)
    for index in model._meta.indexes
    if index.condition
}
"""Indexes that hold nothing but what waits."""


BOUNDED = {f"newsroom_{name}" for name in ("memory", "note", "report", "source", "target")}
"""Tables whose rows are not more for more articles."""


def steps(asked: CaptureQueriesContext) -> list[str]:
    """Return what SQLite does for the queries that were asked."""
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"EXPLAIN QUERY PLAN {each['sql']}").fetchall() for each in asked.captured_queries]
    return [step for plan in plans for *_, step in plan]


def test_a_sweep_that_finds_nothing_goes_through_no_table_that_grows(tmp_path: Path) -> None:
    with Crew(0) as crew, Site.made(tmp_path / "site", crew, {}).desk() as desk:
        wire = Wire(desk)
        wire.once()
        with CaptureQueriesContext(connection) as asked:
            assert not list(wire.missing())
        scans = [step.split() for step in steps(asked) if step.startswith("SCAN")]
    release()
    # What a query calls by another name is none of the bounded ones, whatever it is.
    of_tables = [scan for scan in scans if scan[1] not in BOUNDED]
    assert of_tables
    assert [scan for scan in of_tables if scan[-1] not in OF_WHAT_WAITS] == []


def test_the_state_of_the_wire_is_told_from_indexes_and_not_from_the_rows_of_all_articles(tmp_path: Path) -> None:
    with Crew(0) as crew:
        Site.made(tmp_path / "site", crew, {"paper": "http://127.0.0.1:1/feed"})
    with CaptureQueriesContext(connection) as asked:
        health.report(datetime(2026, 11, 22, 12, tzinfo=UTC))
    scans = [
        step.split() for step in steps(asked) if re.match(r"SCAN newsroom_(article|page|rendition|revision)", step)
    ]
    release()
    assert scans
    assert [scan for scan in scans if "COVERING" not in scan and scan[-1] not in OF_WHAT_WAITS] == []


def test_another_article_at_an_address_is_not_looked_for_through_all_that_its_source_brought(tmp_path: Path) -> None:
    with Crew(0) as crew:
        Site.made(tmp_path / "site", crew, {"paper": "http://127.0.0.1:1/feed"})
    entry, now = Entry("a", "https://news.example/a", "A day at the quay"), datetime(2026, 11, 22, 12, tzinfo=UTC)
    ((id_, _),) = articles.record_entries("paper", [Listed("", entry, "news.example/a", "twin")], now)
    state = articles.state(id_)
    with CaptureQueriesContext(connection) as asked:
        articles.is_elsewhere(state, "news.example/b")
        articles.take(state, "news.example/b")
        withdrawal.withdrawn_copy(["news.example/b"])
    found = [step for step in steps(asked) if "newsroom_article" in step and "public_id=?" not in step]
    release()
    assert len(found) == 3
    assert {step.partition("by_address ")[2] for step in found} == {"(source_id=? AND address=?)"}


def test_a_poll_looks_for_what_it_was_shown_and_not_through_all_that_its_source_brought(tmp_path: Path) -> None:
    entry = Entry("a", "https://news.example/a", "A day at the quay")
    with Crew(0) as crew:
        Site.made(tmp_path / "site", crew, {"paper": "http://127.0.0.1:1/feed"})
    with CaptureQueriesContext(connection) as asked:
        articles.known("paper", [Listed("", entry, "news.example/a", "twin")])
    of_articles = [step for step in steps(asked) if "newsroom_article" in step]
    release()
    assert len(of_articles) == 4
    for step in of_articles:
        assert re.search(r"\((source_id=\? AND )?(guid|url|address|twin)=\?\)", step), step


def test_the_neighbours_of_an_article_are_looked_for_in_its_story_alone(tmp_path: Path) -> None:
    with Crew(0) as crew:
        Site.made(tmp_path / "site", crew, {"paper": "http://127.0.0.1:1/feed"})
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    listed = [Listed("", Entry(n, f"https://news.example/{n}", f"Day {n}"), f"news.example/{n}", n) for n in "abc"]
    ids = [id_ for id_, _ in articles.record_entries("paper", listed, now)]
    story = models.Story.objects.create(public_id=ids[0], opened=now)
    for article in models.Article.objects.all():
        models.Member.objects.create(article=article, story=story, dated=now, body="{}")
    with CaptureQueriesContext(connection) as asked:
        before, after = tellings.neighbours(sorted(ids)[1])
    found = [step for step in steps(asked) if "newsroom_member" in step]
    release()
    assert (before, after) == (sorted(ids)[:1], sorted(ids)[2:])
    assert len(found) == 3
    assert all("(article_id=?)" in step or "story_members" in step for step in found), found
