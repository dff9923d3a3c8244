"""The search of a site at work: indexed on a timer of its own, at once where something is withdrawn."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from benches import load
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wire import is_index

from dragoman.flow import searching
from dragoman.flow.desk import Desk
from dragoman.flow.doctor import examine
from dragoman.flow.editions import publish
from dragoman.flow.wire import Wire
from dragoman.newsroom import models, searches, shelves, withdrawal
from dragoman.publish import pagefind

pytestmark = pytest.mark.skipif(pagefind.program() is None, reason="no Pagefind on this machine")
bench = load("publish")
ASKED = bench.Asked(a_day=50, words=64)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A site of 150 articles in two parts of the search, of which the newer one is open."""
    bench.DISTINCT = 10
    with bench.stocked(tmp_path_factory.mktemp("stocked") / "site", 150, ASKED) as desk:
        publish(desk, "site")
        searching.search(desk, "site")
        yield desk


def indexed(desk: Desk, language: str = "en") -> dict[str, int]:
    """Return the files of the index of an edition's search, and when they were written."""
    files = (desk.public / language / "search").rglob("*")
    return {
        str(file.relative_to(desk.public)): file.stat().st_mtime_ns
        for file in files
        if is_index(file) and file.suffix not in ("", ".gz", ".br")
    }


def texts(desk: Desk, language: str = "en") -> str:
    return "".join(
        gzip.decompress(file.read_bytes()).decode() for file in (desk.public / language).rglob("*.pf_fragment")
    )


def added(desk: Desk, n: int) -> str:
    """Publish one more article and return its id."""
    article = bench.add(n, ASKED)
    publish(desk, "site")
    return str(article.id)


def test_one_more_article_is_indexed_with_its_part_and_no_other(desk: Desk) -> None:
    before = indexed(desk)
    assert {path.split("/")[2] for path in before if "parts" not in path} == {"1999", "2000"}
    id_ = added(desk, 1)
    assert id_ not in texts(desk)
    searching.search(desk, "site")
    after = indexed(desk)
    assert id_ in texts(desk)
    assert {path.split("/")[2] for path in after if after[path] != before.get(path)} == {"2000", "parts.json"}
    assert not searches.changed()
    searching.search(desk, "site")
    assert indexed(desk) == after


def test_credits_are_not_searched(desk: Desk) -> None:
    found = texts(desk)
    assert "breakwater" in found
    assert "Ana Lobo" not in found


def test_the_search_waits_for_its_time_and_for_a_change(desk: Desk) -> None:
    searching.search(desk, "site")
    now = desk.clock()
    added(desk, 2)
    assert not searching.due(desk)
    later = replace(desk, clock=lambda: now + timedelta(minutes=11))
    assert searching.due(later)
    searching.search(later, "site")
    assert not searching.due(replace(desk, clock=lambda: now + timedelta(minutes=22)))


def test_what_is_withdrawn_leaves_the_search_at_once(desk: Desk) -> None:
    id_ = added(desk, 3)
    searching.search(desk, "site")
    assert id_ in texts(desk)
    withdrawal.withdraw(id_, "Asked for.", desk.clock(), withdrawal.OPERATOR)
    assert searching.due(desk)
    searching.search(desk, "site")
    assert id_ not in texts(desk)


def test_a_part_that_cannot_be_indexed_goes_and_keeps_no_other_from_it(desk: Desk) -> None:
    new, old = added(desk, 7), f"{149:010x}"
    searching.search(desk, "site")
    assert new in texts(desk)
    assert old in texts(desk)
    page = models.Page.objects.filter(article__public_id=new, language="en")
    item = page.get().item
    page.update(item="{}")
    searches.record_changed([searches.Part("en", 2000)])
    shelves.clear(models.Page.objects.filter(article__public_id=old))
    with pytest.raises(ValueError, match="Item"):
        searching.search(desk, "site")
    assert old not in texts(desk)
    assert new not in texts(desk)
    assert set(searches.changed()) == {searches.Part("en", 2000)}
    page.update(item=item)
    searching.search(desk, "site")
    assert new in texts(desk)


def test_the_search_of_an_edition_that_left_the_settings_goes(desk: Desk) -> None:
    searching.search(desk, "site")
    assert indexed(desk, "pt")
    left = desk.settings.site.model_copy(update={"languages": ("en",)})
    without = replace(desk, settings=desk.settings.model_copy(update={"site": left}))
    searches.record_changed([searches.Part("pt", 1999), searches.Part("pt", 2000)])
    searching.search(without, "site")
    assert not indexed(desk, "pt")
    assert not searches.changed()
    searching.search(desk, "site")
    assert indexed(desk, "pt")


def test_a_refresh_that_is_to_stop_leaves_the_other_parts_for_the_next_run(desk: Desk) -> None:
    searching.search(desk, "site")
    added(desk, 9)
    left = searches.changed()
    assert {part.language for part in left} == {"en", "pt"}
    desk.stopping.set()
    searching.search(desk, "site")
    assert searches.changed() == left
    desk.stopping.clear()
    searching.search(desk, "site")
    assert not searches.changed()


def test_a_refresh_asks_for_no_part_that_did_not_change(desk: Desk) -> None:
    searching.search(desk, "site")
    with CaptureQueriesContext(connection) as asked:
        searching.search(desk, "site")
    assert not [query["sql"] for query in asked if "newsroom_page" in query["sql"]]


def test_the_search_does_not_wait_until_all_is_published(desk: Desk) -> None:
    withdrawal.withdraw(added(desk, 8), "Asked for.", desk.clock(), withdrawal.OPERATOR)
    assert {"publish", "search"} <= {job.step for job in Wire(desk).missing()}


def test_what_changes_while_it_is_indexed_is_indexed_again(desk: Desk) -> None:
    added(desk, 4)
    part, change = next((part, change) for part, change in searches.changed().items() if part.language == "en")
    added(desk, 5)
    searches.record_indexed(part, change)
    assert part in searches.changed()


def test_a_build_makes_the_same_search(desk: Desk, tmp_path: Path) -> None:
    searching.search(desk, "site")
    searching.build(desk, tmp_path)
    parts = "en/search/parts.json"
    assert (tmp_path / parts).read_bytes() == (desk.public / parts).read_bytes()
    fragments = ({file.name for file in root.rglob("*.pf_fragment")} for root in (tmp_path / "en", desk.public / "en"))
    assert len({frozenset(each) for each in fragments}) == 1


def test_without_pagefind_there_is_no_search_and_the_doctor_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere")
    added(desk, 6)
    searching.search(desk, "site")
    assert not (desk.public / "en/search/parts.json").exists()
    assert any("Pagefind" in complaint for complaint in examine(desk.folder, desk.settings))
    monkeypatch.delenv("PAGEFIND_BINARY_PATH")
    searching.search(desk, "site")
    assert (desk.public / "en/search/parts.json").exists()
