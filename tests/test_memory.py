"""The memory of sentences: who may use it, what it costs, when it forgets."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow.stamp import DECIDERS, KEYED, LIBRARIES, PACKAGE, deciding, stamp
from dragoman.newsroom import memory, models, withdrawal
from dragoman.newsroom.setup import open_database
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Mark, Outcome, Pair, Sentence, State, Text

DAY = date(2026, 11, 22)
SENTENCES = [f"The harbour council met in the old hall on Monday to speak about quay number {n}." for n in range(40)]


@pytest.fixture
def store(tmp_path: Path) -> None:
    open_database(tmp_path / "dragoman.sqlite3")


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/one": story(SENTENCES), "/feed": source.feed(["/one"])}
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite) -> Iterator[Site]:
    with Crew(0) as crew:
        yield Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})


def story(sentences: list[str], headline: str = "The council meets") -> Answer:
    paragraphs = (sentences[n : n + 4] for n in range(0, len(sentences), 4))
    return page("".join(f"<p>{' '.join(each)}</p>" for each in paragraphs), headline)


class Counting:
    """Opens engines that write down what they are asked, whoever opens them."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, pair: Pair) -> ScriptedEngine:
        return ScriptedEngine(pair, self._answer)

    def _answer(self, sentence: str) -> str:
        self.asked.append(sentence)
        for there, here in ANSWERS.items():
            sentence = sentence.replace(there, here)
        return sentence


ANSWERS = {
    "The harbour council met in the old hall on Monday to speak about": "O conselho se reuniu na segunda para falar do",
    "The harbour council did not meet again about": "O conselho do porto não se reuniu de novo sobre o",
    "quay number": "cais número",
    "The council meets": "O conselho se reúne",
    "A new headline": "Um novo título",
}


def said(number: int) -> Sentence:
    source = Text(f"Sentence {number}.", (Mark("link", 0, 8, "https://e.org/"),))
    return Sentence(source, Text(f"Frase {number}."), Outcome.CLEAN, "engine/plain", (), "")


def test_what_is_remembered_comes_back_as_it_was(store: None) -> None:
    memory.remember({"a": said(1), "b": said(2)}, DAY)
    assert memory.recall(["b", "a", "c", "a"], DAY) == {"a": said(1), "b": said(2)}


def test_a_use_is_written_once_a_day(store: None) -> None:
    memory.remember({"a": said(1)}, DAY)
    memory.recall(["a"], DAY + timedelta(days=3))
    assert models.Memory.objects.get().used == DAY + timedelta(days=3)
    memory.recall(["a"], DAY)
    assert models.Memory.objects.get().used == DAY + timedelta(days=3)


def test_the_least_recently_used_goes_first(store: None) -> None:
    for number in range(6):
        memory.remember({f"key{number}": said(number)}, DAY + timedelta(days=number))
    memory.recall(["key0"], DAY + timedelta(days=9))
    assert memory.excess(4) == 2
    memory.prune(memory.excess(4))
    assert set(models.Memory.objects.values_list("key", flat=True)) == {"key0", "key3", "key4", "key5"}
    assert memory.excess(4) == 0


def test_the_wire_keeps_the_memory_within_its_bound(site: Site) -> None:
    site.once(open_engine=(counting := Counting()))
    assert models.Memory.objects.count() == 41
    site.change("sentences = 500000", "sentences = 30")
    site.clock.forward(hours=1)
    site.once(open_engine=counting)
    assert models.Memory.objects.count() == 30


def test_no_sentence_is_translated_twice_across_articles_and_restarts(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=(first := Counting()))
    assert len(first.asked) == 41
    source.answers |= {"/two": story(SENTENCES[:8], "A new headline"), "/feed": source.feed(["/one", "/two"])}
    site.clock.forward(hours=1)
    site.once(open_engine=(second := Counting()))
    assert second.asked == ["A new headline"]


def test_an_edit_costs_its_changed_sentences(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=Counting())
    edited = [*SENTENCES[:20], "The harbour council did not meet again about quay number 20.", *SENTENCES[21:]]
    source.answers["/one"] = story(edited)
    site.clock.forward(hours=1)
    site.once(recheck=True, open_engine=(second := Counting()))
    assert set(second.asked) == {edited[20]}


@pytest.mark.parametrize("directive", ["noarchive", "nocache"])
def test_what_may_not_be_kept_is_rendered_and_not_remembered(site: Site, source: ScriptedSite, directive: str) -> None:
    kept = story(SENTENCES)
    source.answers["/one"] = replace(kept, headers={"X-Robots-Tag": directive})
    site.once(open_engine=(counting := Counting()))
    assert len(counting.asked) == 41
    assert models.Page.objects.get(language="pt").state == "published"
    assert not models.Memory.objects.exists()


def test_what_may_be_kept_no_longer_is_forgotten(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=Counting())
    assert models.Memory.objects.exists()
    source.answers["/one"] = replace(story(SENTENCES), headers={"X-Robots-Tag": "noarchive"})
    site.clock.forward(hours=1)
    site.once(recheck=True, open_engine=Counting())
    assert models.Page.objects.get(language="pt").state == "published"
    assert not models.Memory.objects.exists()


def test_the_stamp_holds_every_library_that_translates_or_proves() -> None:
    found: set[str] = set()
    for decider in DECIDERS:
        path = PACKAGE / decider
        for file in path.rglob("*.py") if path.is_dir() else [path]:
            found |= _imported(file)
    owners = metadata.packages_distributions()
    installed = {owner for name in found for owner in owners.get(name, ())} - {"dragoman"}
    assert installed - {"structlog", "django"} <= set(LIBRARIES), "name them in flow/stamp.py: LIBRARIES"
    assert len(stamp()) == 16


def test_the_stamp_holds_every_room_that_translates_or_proves() -> None:
    found: set[str] = set()
    for decider in DECIDERS:
        path = PACKAGE / decider
        for file in path.rglob("*.py") if path.is_dir() else [path]:
            found |= {name for name in _modules(file) if name.startswith("dragoman.")}
    inside = tuple("dragoman." + decider.removesuffix(".py").replace("/", ".") for decider in DECIDERS)
    strange = {name for name in found if not any(name == one or name.startswith(f"{one}.") for one in inside)}
    leaves = {"dragoman.config", "dragoman.errors", "dragoman.flow.desk", "dragoman.types", "dragoman.types.text"}
    assert strange <= leaves, "name them in flow/stamp.py: DECIDERS"


def test_a_changed_term_does_not_empty_the_memory() -> None:
    told = set(deciding())
    shipped = set(KEYED.glob("*.toml"))
    assert shipped
    assert not told & shipped
    assert PACKAGE / "translate" / "glossary.py" in told, "how terms are found and said still counts"


def _imported(file: Path) -> set[str]:
    return {name.split(".")[0] for name in _modules(file)}


def _modules(file: Path) -> set[str]:
    tree = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in tree if isinstance(node, ast.ImportFrom) and node.module}


def test_what_a_person_withdrew_is_forgotten_even_where_only_its_headline_came_out(site: Site) -> None:
    site.once(open_engine=ScriptedEngine)
    assert models.Rendition.objects.get(language="pt").state == State.HEADLINE
    assert models.Memory.objects.filter(sentence__contains=SENTENCES[3]).exists()
    withdrawal.withdraw(site.article("/one").public_id, "Asked for.", site.clock(), withdrawal.REQUEST)
    assert not models.Memory.objects.exists()


def test_a_rendering_that_ends_after_a_person_s_withdrawal_is_forgotten(site: Site) -> None:
    asked: list[str] = []

    def answer(sentence: str) -> str:
        asked.append(sentence)
        withdrawal.withdraw(site.article("/one").public_id, "Asked for.", site.clock(), withdrawal.REQUEST)
        return sentence

    site.once(open_engine=lambda pair: ScriptedEngine(pair, answer))
    assert len(asked) > 1
    assert not models.Memory.objects.exists()
