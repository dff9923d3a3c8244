"""A language model as the judge of what other engines said: what it finds is marked, what it makes up is not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_engines_remote import FIRST, FOURTH, HEADLINE, SECOND, SENTENCES, THIRD, source, use  # noqa: F401
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.errors import EngineError, UsageError
from dragoman.flow import remotes
from dragoman.newsroom import models, rows
from dragoman.testing.engines import KEY, EngineServer
from dragoman.testing.site import ScriptedSite
from dragoman.types import Outcome, Severity
from dragoman.verify import judge
from dragoman.verify.judge import Given


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineServer]:
    monkeypatch.setenv("TEST_KEY", KEY)
    monkeypatch.setattr(remotes, "PAUSE", 0.0)
    with EngineServer({}) as bench:
        yield bench


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite, bench: EngineServer) -> Iterator[Site]:  # noqa: F811
    with Crew(0) as crew, EngineServer(SENTENCES) as engine:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"}, local=())
        use(site, engine)
        use(site, bench, name="bench", role="judge")
        yield site


def sentences() -> dict[str, tuple[Outcome, list[str]]]:
    rendition = rows.RENDITION.validate_json(models.Rendition.objects.get(language="pt").body)
    told = [sentence for passage in rendition.passages.values() for sentence in passage]
    return {each.source.text: (each.outcome, [f.message for f in each.findings if f.check == "judge"]) for each in told}


def test_what_the_judge_finds_is_marked_and_it_is_asked_once(site: Site, bench: EngineServer) -> None:
    bench.differences = [("mend", "consertar")]
    site.once()
    found = sentences()
    assert found[SECOND] == (Outcome.FLAGGED, ["“consertar” is not what “mend” says."])
    assert found[FIRST] == found[THIRD] == (Outcome.CLEAN, [])
    asked = len(bench.asked)
    site.once(recheck=True)
    assert len(bench.asked) == asked > 0
    judged = [json.loads(each["messages"][1]["content"])["pairs"] for each in bench.asked]
    assert {pair["sentence"] for pairs in judged for pair in pairs} == {HEADLINE, FIRST, SECOND, THIRD, FOURTH}


def test_a_judge_that_is_away_holds_nothing_up_and_is_told_of(site: Site, bench: EngineServer) -> None:
    bench.faults = ["500"] * 50
    site.once()
    assert models.Page.objects.get(language="pt").state == "published"
    assert models.Engine.objects.get(name="bench").failures > 0
    assert not models.Memory.objects.exists()


def test_only_words_that_stand_there_are_believed() -> None:
    given = [Given("He died on Monday.", "Ele morreu na terça-feira."), Given("She left.", "Ela saiu.")]
    answer = {
        "differences": [
            {"pair": 0, "kind": "date", "source": "Monday", "target": "terça-feira"},
            {"pair": 0, "kind": "date", "source": "Friday", "target": "terça-feira"},
            {"pair": 1, "kind": "omission", "source": "left", "target": ""},
            {"pair": 1, "kind": "addition", "source": "", "target": "ontem"},
            {"pair": 1, "kind": "style", "source": "left", "target": "saiu"},
            {"pair": 7, "kind": "date", "source": "left", "target": "saiu"},
        ]
    }
    first, second = judge.read(answer, given)
    assert [(each.message, each.severity, each.source, each.target) for each in first] == [
        ("“terça-feira” is not what “Monday” says.", Severity.WARN, (11, 17), (14, 25))
    ]
    assert [each.message for each in second] == ["“left” is left out."]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"differences": "none"},
        {"differences": [], "more": 1},
        {"differences": ["x"]},
        {"differences": [{"pair": "0"}]},
    ],
)
def test_an_answer_of_another_form_is_refused(answer: dict[str, object]) -> None:
    with pytest.raises(EngineError, match="another form"):
        judge.read(answer, [Given("a", "b")])


def test_what_can_not_judge_is_refused(site: Site, bench: EngineServer) -> None:
    use(site, bench, "deepl", name="other", role="judge")
    with pytest.raises(UsageError, match="can be a judge"):
        site.once()
