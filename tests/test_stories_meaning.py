"""Vectors of meaning from a server: they help words to tell what is of one event, and nothing waits for them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_engines_remote import use
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.errors import EngineError
from dragoman.flow import stories as step
from dragoman.flow.doctor import examine
from dragoman.newsroom import health, meanings, models
from dragoman.stories import joining, meaning
from dragoman.stories.joining import Known
from dragoman.stories.meaning import Meaning
from dragoman.stories.signature import Told, signature
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.engines import KEY, EngineServer
from dragoman.testing.site import ScriptedSite, page
from dragoman.verify.places import places

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGES = {
    "/ferry": page(
        "<p>The ferry Aurelia ran aground off Skagen in the fog with ninety passengers on board.</p>"
        "<p>Fishermen from three villages took all of them ashore in small boats before noon.</p>",
        "Ferry Aurelia runs aground off Skagen",
    ),
    "/reef": page(
        "<p>They went down on Tuesday evening at Skagen, and the Aurelia is to leave the reef with the tide.</p>"
        "<p>Nobody was hurt when it struck, and the owner has not said what the repair will cost.</p>",
        "Divers look at torn hull before the tide turns",
    ),
    "/chess": page(
        "<p>Grandmaster Pavel Oramo won the chess open without losing a single game all week.</p>"
        "<p>It is the third title in a row for the player, who learnt it from his grandmother.</p>",
        "Oramo wins chess open in Tallinn",
    ),
}


def vector(*numbers: float, model: str = "m") -> Meaning:
    return Meaning(model, "", meaning.read({"data": [{"index": 0, "embedding": list(numbers)}]}, 1, "m")[0])


NUMBERS = st.lists(st.floats(-9, 9), min_size=8, max_size=8).filter(lambda one: max(map(abs, one)) > 0.1)


@given(NUMBERS, NUMBERS)
def test_a_vector_in_bytes_is_as_near_as_the_one_it_was(one: list[float], other: list[float]) -> None:
    exact = sum(a * b for a, b in zip(one, other, strict=True)) / math.hypot(*one) / math.hypot(*other)
    assert meaning.closeness(vector(*one), vector(*other)) == pytest.approx(exact, abs=0.03)


def test_vectors_of_two_models_say_nothing() -> None:
    assert meaning.closeness(vector(1, 0), vector(1, 0, model="other")) is None
    assert meaning.closeness(vector(1, 0), vector(1, 0, 0)) is None


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": "none"},
        {"data": [{"index": 0, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [0.0]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [float("nan")]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [float("inf")]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": ["1.0"]}]},
        {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": []}]},
        {"data": [1, 2]},
        {"data": [{"index": [], "embedding": [1.0]}, {"index": 1, "embedding": [1.0]}]},
    ],
)
def test_an_answer_that_is_not_one_vector_for_each_text_is_refused(answer: dict[str, object]) -> None:
    with pytest.raises(EngineError):
        meaning.read(answer, 2, "near")


def test_what_means_the_same_is_linked_where_words_alone_are_too_few_and_what_does_not_is_parted() -> None:
    known = [
        Known(id_, NOON, signature(Told(headline, text, "en"), "en", places))
        for id_, headline, text in (
            ("a", "Ferry Aurelia runs aground off Skagen", "Fog hid the lighthouse."),
            ("b", "Divers look at torn hull before the tide turns", "The Aurelia is to leave the reef at Skagen."),
        )
    ]
    assert 0 < joining.likeness(known[0].signature, known[1].signature) < joining.ALIKE
    near, far = vector(1, 0.1), vector(0, 1)
    meant = [Known(each.id, each.dated, each.signature, near) for each in known]
    assert joining.linked(*known) is None
    assert joining.linked(*meant) is not None
    assert joining.linked(meant[0], Known("b", NOON, known[1].signature, far)) is None
    assert joining.linked(meant[0], known[1]) is None


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineServer]:
    monkeypatch.setenv("TEST_KEY", KEY)
    with EngineServer({}) as server:
        server.senses = ["ferry aground hull reef tide divers salvage aurelia", "chess open grandmaster"]
        yield server


@pytest.fixture
def site(tmp_path: Path, server: EngineServer) -> Iterator[Site]:
    with ScriptedSite() as paper, Crew(0) as crew:
        paper.answers = dict(PAGES)
        paper.answers["/feed"] = paper.feed(paper.answers)
        site = Site.made(tmp_path / "site", crew, {"paper": f"{paper.base}/feed"})
        use(site, server, name="near", role="stories")
        yield site


def stories() -> set[frozenset[str]]:
    members = models.Member.objects.select_related("article", "story")
    found: dict[str, set[str]] = {}
    for each in members:
        found.setdefault(each.story.public_id, set()).add(each.article.url.rpartition("/")[2])
    return set(map(frozenset, found.values()))


WORDS_ALONE = {frozenset({"ferry"}), frozenset({"reef"}), frozenset({"chess"})}
WITH_VECTORS = {frozenset({"ferry", "reef"}), frozenset({"chess"})}


def test_a_server_that_fails_holds_nothing_up_is_told_of_and_made_up_for_and_asked_for_nothing_twice(
    site: Site, server: EngineServer
) -> None:
    server.faults = ["count"]
    site.once(open_engine=ScriptedEngine)
    assert stories() == WORDS_ALONE
    report = site.report()
    assert (report["waiting"]["to publish"], report["by words alone"], len(meanings.bare(9))) == (0, 3, 3)
    assert "3 are in stories by words alone: their vectors of meaning are owed by an engine" in health.lines(report)
    assert set(site.pages("/ferry")) == {"en", "pt"}
    with site.desk() as desk:
        assert [each for each in examine(site.folder, desk.settings) if "The engine near failed" in each]
        step.join(desk)
        assert (stories(), meanings.bare(1)) == (WITH_VECTORS, [])
        models.Article.objects.update(joined=0)
        step.join(desk)
        assert stories() == WITH_VECTORS
    assert [len(each["input"]) for each in server.asked] == [3, 3]
