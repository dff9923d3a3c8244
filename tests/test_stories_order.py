"""The same articles end in the same stories, at the same addresses, whoever comes first and whoever left meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wire import new_site

from dragoman.cli.app import open_site
from dragoman.flow import stories as step
from dragoman.flow.stories import Filed, Found
from dragoman.newsroom import models, stories
from dragoman.stories.copies import Rival
from dragoman.stories.signature import Told, signature
from dragoman.verify.places import places

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FERRY = (
    "Fog had hidden the lighthouse when the ferry Aurelia ran aground off Skagen with ninety passengers on board. "
    "Captain Tove Lindqvist said that nobody had panicked, and fishermen from three villages took all of them ashore "
    "in small boats. Baltic Lines, which owns the ferry, will have divers look at the hull before it is towed away."
)
NEWS = [
    ("Ferry Aurelia runs aground off Skagen", FERRY),
    ("Ninety saved as ferry Aurelia runs aground", f"(Agency) {FERRY} The union of sailors asks for pilots."),
    ("Ferry Aurelia is towed to Frederikshavn", "The ferry that ran aground off Skagen leaves the reef with the tide."),
    ("Captain Lindqvist of ferry Aurelia blames the fog", "She spoke in Skagen of the lighthouse that nobody saw."),
    ("Baltic Lines to pay passengers of the Aurelia", "Ninety people were on board the ferry that hit Skagen's reef."),
    ("Live: ferry aground off Skagen, chess open in Tallinn", "The Aurelia lies on the reef; Oramo plays at six."),
    ("Oramo wins chess open in Tallinn", "Grandmaster Pavel Oramo lost no game, his third title in a row."),
    ("Third title for grandmaster Pavel Oramo", "The open in Tallinn drew chess players from forty countries."),
    ("Tallinn chess open: Oramo leads before last round", "Grandmaster Pavel Oramo has lost no game so far."),
    ("Storm closes bridges over the Sound", "Trains to Malmo wait until the wind drops below gale force."),
]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    open_site(new_site(tmp_path_factory.mktemp("order") / "site"))
    source = models.Source.objects.create(slug="a", feed="https://a.example/feed", name="A", added=NOON, due=NOON)
    found = []
    for n, (headline, text) in enumerate(NEWS):
        # Each other one was published at the same moment as the one before.
        id_, at = f"{n * 7919 % 16:016x}", NOON + timedelta(hours=20 * (n // 2))
        models.Article.objects.create(public_id=id_, source=source, guid=id_, url=id_, entry="{}", first_seen=at)
        signed = signature(Told(headline, text, "en"), "en", places)
        found.append(Found(id_, 1, at, Filed(signed, Rival(id_, f"Paper {n}", f"{n}.example", words=signed.words))))
    return found


def told() -> set[tuple[str, frozenset[str], frozenset[tuple[str, str]]]]:
    """Return the stories that have articles: their addresses, their articles, and which are copies of which."""
    found: dict[str, list[models.Member]] = {}
    for each in models.Member.objects.select_related("story", "article", "kept"):
        found.setdefault(each.story.public_id, []).append(each)
    return {
        (
            id_,
            frozenset(each.article.public_id for each in members),
            frozenset((each.article.public_id, each.kept.public_id) for each in members if each.kept),
        )
        for id_, members in found.items()
    }


def join(batches: Sequence[Sequence[Found]]) -> None:
    for batch in batches:
        for each in batch:
            step.put(each)
        step.arrange()


@pytest.fixture(scope="module")
def expected(articles: list[Found]) -> set[tuple[str, frozenset[str], frozenset[tuple[str, str]]]]:
    join([articles])
    found = told()
    assert sorted(len(ids) for _, ids, _ in found) == [1, 3, 6]
    assert [len(copies) for _, ids, copies in found if len(ids) == 6] == [1]
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_stories_and_addresses_are_the_same_in_any_order_of_coming(
    articles: list[Found], expected: object, data: st.DataObject
) -> None:
    models.Member.objects.all().delete()
    models.Story.objects.all().delete()
    order = data.draw(st.permutations(articles))
    cuts = sorted({0, len(order), *data.draw(st.lists(st.integers(1, len(order) - 1), max_size=6))})
    join([order[start:end] for start, end in pairwise(cuts)])
    gone = data.draw(st.lists(st.sampled_from(articles), max_size=3, unique_by=lambda one: one.id))
    for each in gone:
        stories.leave(each.id)
    step.arrange()
    join([gone])
    assert told() == expected
    assert_lead_on()


def assert_lead_on() -> None:
    """Assert that whatever story ever had a page has articles, or leads to one that has."""
    standing = set(models.Member.objects.values_list("story_id", flat=True))
    left = models.Story.objects.exclude(pk__in=standing)
    assert all(story.reports > 1 or story.merged.exists() for story in left)
    assert {story.into_id for story in left} <= standing
    assert not models.Story.objects.filter(pk__in=standing).exclude(into=None).exists()


def test_the_address_of_a_story_leads_to_it_when_an_older_report_comes_and_when_that_goes(
    articles: list[Found],
) -> None:
    models.Member.objects.all().delete()
    models.Story.objects.all().delete()
    first, *others = articles[:5]
    join([others[1:]])
    ((young, _, _),) = told()
    join([[first]])
    ((old, _, _),) = told()
    assert models.Story.objects.get(public_id=young).into == models.Story.objects.get(public_id=old)
    stories.leave(first.id)
    step.arrange()
    ((again, _, _),) = told()
    assert again == young
    assert models.Story.objects.get(public_id=old).into == models.Story.objects.get(public_id=young)
