"""A sentence that the operator worded: it stands so in every article, for good, as a correction of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import Told, run
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow.interpreter import Interpreter, agreeing
from dragoman.newsroom import archive, history, withdrawal
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.brief import Segment
from dragoman.translate.verbatim import Kept
from dragoman.types import Mark, Outcome, Pair, Sentence, Text

SAID = "The council met in the old hall on Monday and spoke for three hours about the quay."
WORDED = "A câmara reuniu-se na segunda-feira no salão antigo e falou três horas sobre o cais."
MORE = "The works will cost two million euros and begin before the winter, the harbour master said. " * 2

OTHER = "The ferry company wants a new pier before the summer, its director told the newspaper. " * 2


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        marked = SAID.replace("the old hall", '<a href="/hall">the old hall</a>')
        source.answers = {
            "/one": page(f"<p>{marked} {MORE}</p>"),
            "/two": page(f"<p>{OTHER}</p><p>{SAID}</p>", "Another day at the quay"),
            "/feed": source.feed(["/one", "/two"]),
        }
        yield source


@pytest.fixture
def site(tmp_path: Path, crew: Crew, source: ScriptedSite) -> Site:
    site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    site.once()
    return site


def correct(site: Site, *told: str) -> Told:
    return run("correct", "--site", site.folder, *told)


def sentence(site: Site, path: str) -> Sentence:
    article = archive.article(site.article(path).public_id)
    assert article is not None
    passages = article.renditions["pt"].passages.values()
    return next(each for passage in passages for each in passage if each.source.text == SAID)


def test_a_wording_stands_in_every_article_and_outlives_a_rendering_anew(site: Site) -> None:
    told = correct(site, "--from", "en", "--to", "pt", SAID, WORDED)
    assert (told.returncode, told.stdout.split(";")[1].split()[0]) == (0, "2")
    site.once()
    assert [sentence(site, path).target.text for path in ("/one", "/two")] == [WORDED, WORDED]
    (mark,) = sentence(site, "/one").target.marks
    assert "salão antigo" in WORDED[mark.start : mark.end]
    for path in ("/one", "/two"):
        assert "salão antigo" in (site.folder / "public" / site.pages(path)["pt"]).read_text(encoding="utf-8")
    archive.make_stale()
    site.once()
    assert sentence(site, "/two").route == "by hand"
    assert WORDED in correct(site).stdout


def test_a_wording_is_for_a_language_and_not_for_a_region(site: Site) -> None:
    assert correct(site, "--from", "en-GB", "--to", "pt-BR", SAID, WORDED).returncode == 0
    site.once()
    assert sentence(site, "/one").target.text == WORDED


def test_nothing_puts_alike_what_the_operator_worded() -> None:
    told = {
        "0": ("Jo Porter won, and her party cheered.", "Jo Porter venceu, e seu partido comemorou.", "plain"),
        "1": ("Porter said she was glad.", "Porter disse que ela estava contente.", "plain"),
        "2": ("Senator Porter left.", "O senador Porter saiu.", "by hand"),
        "3": ("Senator Porter left.", "O senador Porter saiu.", "plain"),
    }
    passages = {
        place: (Sentence(Text(source), Text(target), Outcome.CLEAN, route),)
        for place, (source, target, route) in told.items()
    }
    made = agreeing(Pair("en", "pt"), passages)
    assert [made[place][0].target.text for place in ("2", "3")] == ["O senador Porter saiu.", "A senadora Porter saiu."]


def test_a_name_that_words_went_by_is_a_word_of_its_own_in_a_wording() -> None:
    source, kept = Text("The Neue Klasse is quick.", (Mark("verbatim", 4, 15),)), (Kept("X1", "Neue Klasse"),)
    wording = "A Neue Klasse é mais rápida do que o X1."
    made = Interpreter("none", Pair("en", "pt")).worded(Segment("0", source, "The X1 is quick.", kept=kept), wording)
    assert made.target.text == wording


def test_a_wording_taken_back_leaves_the_sentence_to_the_engines_again(site: Site) -> None:
    before = sentence(site, "/one").target.text
    correct(site, "--from", "en", "--to", "pt", SAID, WORDED)
    site.once()
    assert correct(site, "--from", "en", "--to", "pt", SAID, "--undo").returncode == 0
    site.once()
    assert sentence(site, "/one").target.text == before
    assert correct(site).stdout == ""


def test_a_wording_with_another_fact_is_refused_unless_it_is_wanted_anyway(site: Site) -> None:
    wrong = WORDED.replace("três horas", "cinco horas")
    told = correct(site, "--from", "en", "--to", "pt", SAID, wrong)
    assert told.returncode == 2
    assert "--anyway" in told.stderr
    assert correct(site).stdout == ""
    assert correct(site, "--from", "en", "--to", "pt", SAID, wrong, "--anyway").returncode == 0
    site.once()
    correct(site, "--from", "en", "--to", "pt", SAID, WORDED)
    site.once()
    last = history.updates(site.article("/one").public_id, 1)["pt"][-1]
    assert last.ours
    assert [(change.was, change.now) for change in last.changes] == [(wrong, WORDED)]


def test_a_wording_goes_with_the_article_that_somebody_has_taken_down(site: Site) -> None:
    correct(site, "--from", "en", "--to", "pt", SAID, WORDED)
    withdrawal.withdraw(site.article("/one").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    assert correct(site).stdout == ""


@pytest.mark.parametrize("told", [("--from", "en", SAID, WORDED), (SAID, WORDED), ("--from", "en", "--to", "pt", SAID)])
def test_what_is_missing_is_one_sentence(tmp_path: Path, crew: Crew, told: tuple[str, ...]) -> None:
    with ScriptedSite() as source:
        site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    run = correct(site, *told)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
