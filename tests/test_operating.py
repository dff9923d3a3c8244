"""What an operator decides of an article: held, released, translated anew; and that what was done is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from newsdesk import COST, PUT, SAID, WORDED, Asked, newsdesk
from typer.testing import CliRunner
from wire import Site

from dragoman.cli import whole
from dragoman.errors import UsageError
from dragoman.flow import lists, operating, sitefacts
from dragoman.flow.operating import Operator
from dragoman.flow.overview import engines
from dragoman.flow.touched import Touched
from dragoman.newsroom import (
    archive,
    articles,
    exclusions,
    models,
    picks,
    pins,
    quality,
    reports,
    rulings,
    spots,
    tokens,
    usage,
    withdrawal,
    wordings,
)
from dragoman.newsroom.reports import Report
from dragoman.newsroom.rulings import Ruling, Verdict
from dragoman.newsroom.spots import Spot
from dragoman.newsroom.usage import Budget
from dragoman.publish.facts import OwnFeed
from dragoman.types import Pair, Shelf, State

app = whole()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Asked]]:
    with newsdesk(tmp_path_factory.mktemp("desk") / "site") as made:
        yield made


@pytest.fixture
def site(made: tuple[Site, Asked]) -> Iterator[Site]:
    """The site as it was when it had published everything: what a test rules is taken back."""
    site, asked = made
    yield site
    if [rulings.take_back(site.article(path).public_id, "") for path in ("/well", "/ill")] != [False, False]:
        site.once(open_engine=asked)


def by(site: Site) -> Operator:
    return Operator("ana (console)", site.clock())


def state(site: Site, path: str, language: str = "pt") -> str:
    return site.article(path).pages.get(language=language).state


def shown(site: Site, path: str) -> set[str]:
    return set(site.pages(path))


def dragoman(site: Site, *told: str) -> list[str]:
    run = CliRunner().invoke(app, [*told, "--site", str(site.folder)], catch_exceptions=False)
    assert run.exit_code == 0
    return run.stdout.splitlines()


def test_what_is_held_leaves_every_edition_or_one_and_comes_back(site: Site, made: tuple[Site, Asked]) -> None:
    assert shown(site, "/well") == {"en", "pt"}
    operating.hold(by(site), site.article("/well").public_id, "pt", "Its source is asked.")
    assert not site.article("/well").stale  # no engine has to be there for that
    site.once(open_engine=made[1])
    assert (shown(site, "/well"), state(site, "/well")) == ({"en"}, State.HELD)
    dragoman(site, "hold", site.article("/well").url)
    site.once(open_engine=made[1])
    assert shown(site, "/well") == set()
    assert "Um dia no cais" not in (site.folder / "public/pt/index.html").read_text(encoding="utf-8")
    dragoman(site, "hold", site.article("/well").url, "--undo")
    site.once(open_engine=made[1])
    assert shown(site, "/well") == {"en", "pt"}


def test_what_the_policy_keeps_to_its_headline_is_shown_when_released(site: Site, made: tuple[Site, Asked]) -> None:
    assert state(site, "/ill") == State.HEADLINE
    dragoman(site, "release", site.article("/ill").url)
    site.once(open_engine=made[1])
    assert state(site, "/ill") == State.PARTIAL
    page = (site.folder / "public" / site.pages("/ill")["pt"]).read_text(encoding="utf-8")
    assert COST in page
    assert PUT in page
    dragoman(site, "release", site.article("/ill").url, "--undo")
    site.once(open_engine=made[1])
    assert state(site, "/ill") == State.HEADLINE


def test_a_release_is_for_what_was_read_and_a_hold_for_all_that_comes(site: Site) -> None:
    id_ = site.article("/ill").public_id
    operating.release(by(site), id_)
    assert [each.verdict for each in rulings.every(id_, 1)] == [Verdict.RELEASED]
    assert not rulings.every(id_, 2)
    operating.hold(by(site), id_)
    assert [each.verdict for each in rulings.every(id_, 2)] == [Verdict.HELD]


def test_what_is_ruled_while_an_article_is_rendered_is_not_lost(site: Site) -> None:
    id_ = site.article("/well").public_id
    archive.make_stale()
    under_way, before = archive.newest_revision(id_), archive.article(id_)
    assert before is not None
    rulings.give(id_, Ruling(Verdict.HELD), site.clock())
    archive.add_rendition(id_, 1, before.renditions["pt"], "a-day")
    assert state(site, "/well") == State.HELD
    archive.record_rendered(under_way, site.clock())
    assert site.article("/well").stale


WELL, ILL = "A day at the quay", "The cost of the quay"


def leads(site: Site) -> list[str]:
    """Return what leads the front page, which of them says that it was put there is named once more."""
    told = (site.folder / "public/en/index.html").read_text(encoding="utf-8")
    return re.findall(f"{WELL}|{ILL}", told)


def test_what_is_pinned_leads_until_its_time_is_over_or_it_is_taken_back(site: Site, made: tuple[Site, Asked]) -> None:
    url = site.article("/well").url
    assert leads(site) == [ILL]  # the better one of two that report one event
    operating.pin(by(site), url, 2)
    before = site.tree()
    site.once(open_engine=made[1])
    assert leads(site) == [WELL, WELL]
    touched = {path for path, content in site.tree().items() if before[path] != content and path.endswith("html")}
    assert touched == {"en/index.html", "pt/index.html"}
    site.clock.forward(hours=1)
    site.once(open_engine=made[1])
    assert leads(site) == [WELL, WELL]
    site.clock.forward(hours=1)
    site.once(open_engine=made[1])
    assert leads(site) == [ILL]
    assert not pins.every()
    dragoman(site, "pin", url, "--story")
    assert dragoman(site, "pin") == [f"{url} and its story, for good"]
    site.once(open_engine=made[1])
    assert leads(site) == [ILL, ILL]
    dragoman(site, "pin", url, "--undo")
    site.once(open_engine=made[1])
    assert leads(site) == [ILL]
    with pytest.raises(UsageError, match="is not pinned"):
        operating.unpin(by(site), url)


def test_what_is_touched_while_lists_are_written_is_to_be_written_again(site: Site) -> None:
    spot = Spot(Shelf("pt", feed="quays"), 0, date.min)
    spots.touch({spot})
    written = spots.touched()
    spots.touch({spot})
    spots.record_listed(written)
    assert set(spots.touched()) == {spot}
    spots.record_listed(spots.touched())
    assert not spots.touched()


def test_a_pin_goes_with_what_is_withdrawn(site: Site) -> None:
    id_ = site.article("/well").public_id
    with transaction.atomic():
        operating.pin(by(site), id_)
        assert [each.article for each in pins.every()] == [id_]
        operating.withdraw(by(site), id_)
        assert not pins.every()
        transaction.set_rollback(True)


def test_a_pinned_story_leads_by_another_report_when_the_one_that_was_named_goes(site: Site) -> None:
    well, ill = (site.article(path).public_id for path in ("/well", "/ill"))
    with transaction.atomic():
        operating.pin(by(site), well, story=True)
        withdrawal.withdraw(well, "Gone.", site.clock())
        (pin,) = pins.every()
        assert (pin.article, pin.story) == (ill, True)
        withdrawal.withdraw(ill, "Gone.", site.clock())
        assert not pins.every()
        transaction.set_rollback(True)


FEED = '[[feeds]]\nname = "quays"\ntitle = "On quays"\nwords = ["cais"]\n'


def test_what_a_filter_leaves_out_is_not_translated_and_says_why_until_the_filter_goes(
    site: Site, made: tuple[Site, Asked]
) -> None:
    asked, settings = made[1], site.folder / "dragoman.toml"
    was = settings.read_text(encoding="utf-8")
    settings.write_text(f'{was}\n[[filters]]\nname = "no-money"\nwords = ["million"]\n{FEED}', encoding="utf-8")
    asked.sentences.clear()
    site.once(open_engine=asked)
    reason = "Your filter no-money leaves it out (word million)."
    assert (shown(site, "/ill"), shown(site, "/well")) == (set(), {"en", "pt"})
    assert COST not in asked.sentences
    assert not [path for path, content in site.tree().items() if b"cost of the quay" in content[0]]
    assert dragoman(site, "left-out")[1].strip() == reason
    assert f"1 left out: {reason}" in dragoman(site, "status")
    assert articles.standing(site.article("/ill").public_id).left_out == reason
    assert not models.Member.objects.filter(article__url__endswith="/ill").exists()
    ill = models.Article.objects.filter(url__endswith="/ill")
    ill.update(withdrawn="Asked.")
    assert (exclusions.counts(9), exclusions.latest(9)) == ([], [])
    ill.update(withdrawn="")
    operating.release(by(site), site.article("/ill").public_id, "en")
    site.once(open_engine=asked)
    assert (shown(site, "/ill"), dragoman(site, "left-out")) == ({"en"}, [])
    assert site.article("/ill").pages.get(language="pt").reason == reason
    operating.release(by(site), site.article("/ill").public_id)
    site.once(open_engine=asked)
    assert (shown(site, "/ill"), dragoman(site, "left-out")) == ({"en", "pt"}, [])
    operating.leave(by(site), site.article("/ill").public_id)
    feed = site.folder / "public/pt/feeds/quays"
    well = site.article("/well").public_id
    assert all(well in (feed / name).read_text(encoding="utf-8") for name in ("index.html", "atom.xml", "feed.json"))
    assert well not in (site.folder / "public/en/feeds/quays/atom.xml").read_text(encoding="utf-8")
    assert "On quays" in (site.folder / "public/pt/feeds/index.html").read_text(encoding="utf-8")
    part = (feed / "archive/0/atom.xml").read_text(encoding="utf-8")
    assert (well in part, "<fh:archive/>" in part, "prev-archive" in part) == (True, True, False)
    assert 'rel="prev-archive"' in (feed / "atom.xml").read_text(encoding="utf-8")
    assert well in (site.folder / "public/api/pt/feeds/quays/0.json").read_text(encoding="utf-8")
    operating.hold(by(site), well)
    site.once(open_engine=asked)
    assert well not in (feed / "atom.xml").read_text(encoding="utf-8")
    assert not (feed / "archive/0/atom.xml").exists()
    operating.leave(by(site), well)
    settings.write_text(was, encoding="utf-8")
    site.once(open_engine=asked)
    assert not list(feed.rglob("atom.xml")) + list((site.folder / "public/api/pt/feeds").rglob("*.json"))
    assert not models.Pick.objects.exists()
    assert (shown(site, "/ill"), state(site, "/ill")) == ({"en", "pt"}, State.HEADLINE)
    assert leads(site) == [ILL]
    assert models.Member.objects.filter(article__url__endswith="/ill").exists()
    assert dragoman(site, "left-out") == []


def test_the_archive_of_an_own_feed_has_parts_that_name_the_one_before_and_keep_what_they_hold(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picks, "PART", 1)
    with site.desk() as desk, transaction.atomic():
        facts = replace(sitefacts.facts(desk), feeds=(OwnFeed("quays", "On quays"),))
        first, second = models.Page.objects.filter(language="en", live=True).order_by("placed", "pk")
        spots = picks.choose(first, ["quays"], first.placed) | picks.choose(second, ["quays"], second.placed)
        files: dict[str, bytes | None] = {}
        for found in lists.lists(facts, Touched(frozenset(spots), frozenset(), lambda _: False)):
            files |= found
        parts = [(files[f"en/feeds/quays/archive/{n}/atom.xml"] or b"").decode() for n in (0, 1)]
        assert [second.article.public_id in part for part in parts] == [False, True]
        assert ["quays/archive/0/atom.xml" in (part.partition("prev-archive")[2]) for part in parts] == [False, True]
        assert "quays/archive/1/atom.xml" in (files["en/feeds/quays/atom.xml"] or b"").decode()
        moved = picks.choose(models.Page.objects.get(pk=first.pk), ["quays"], site.clock() + timedelta(days=1))
        assert {spot.part for spot in moved} == {0}
        assert set(picks.every_spot(Shelf("en", feed="quays"))) == spots
        transaction.set_rollback(True)


def test_what_was_rendered_in_part_is_rendered_anew_where_the_settings_change(
    site: Site, made: tuple[Site, Asked]
) -> None:
    row = site.article("/well")
    models.Article.objects.filter(pk=row.pk).update(rendered=0)  # as a crash leaves it between two editions
    assert archive.rendered_languages(row.public_id, row.revision) == {"en", "pt"}
    archive.record_waiting(site.article("/ill").public_id, site.clock() + timedelta(days=9), "The budget is spent.")
    archive.make_stale()
    assert archive.rendered_languages(row.public_id, row.revision) == set()
    due = archive.unrendered(site.clock(), 9)
    assert (due[row.public_id], due[site.article("/ill").public_id]) == (archive.Lack.NEW, archive.Lack.STALE)
    site.once(open_engine=made[1])
    assert not site.article("/well").stale


@pytest.mark.parametrize("blank", ["\u00a0", "\\n", "  "])
def test_a_sentence_is_found_however_it_is_spaced(site: Site, made: tuple[Site, Asked], blank: str) -> None:
    row = models.Revision.objects.get(article=site.article("/well"))
    holders = wordings.holding(SAID)
    assert site.article("/well").public_id in holders
    row.document = row.document.replace(SAID, SAID.replace(" ", blank, 2))
    row.save()
    assert wordings.holding(SAID) == holders
    assert wordings.holding(SAID.replace(" ", "", 1)) == []


def test_engines_are_asked_again_for_one_article_and_what_was_worded_stays(
    site: Site, made: tuple[Site, Asked]
) -> None:
    asked = made[1]
    pair = Pair("en", "pt")
    operating.word(by(site), pair, SAID, WORDED)
    site.once(open_engine=asked)
    asked.sentences.clear()
    operating.retranslate(by(site), site.article("/ill").url)
    site.once(open_engine=asked)
    assert COST in asked.sentences
    assert SAID not in asked.sentences
    assert "A day at the quay" not in asked.sentences
    operating.unword(by(site), pair, SAID)


def test_what_is_done_and_the_note_of_it_are_stored_together_or_neither(site: Site, made: tuple[Site, Asked]) -> None:
    pair, id_ = Pair("en", "pt"), site.article("/well").public_id
    usage.record_failure("mine", "It is away.", None)
    operating.word(by(site), pair, COST, WORDED, anyway=True)
    for article in (site.article("/well"), site.article("/ill")):  # what goes with the articles is there to be lost
        assert withdrawal.kept_of([article.public_id]).sentences
    assert withdrawal.kept_of([site.article("/ill").public_id]).wordings
    operating.hold(by(site), site.article("/ill").public_id)
    report = reports.add(Report(id_, reports.TAKEDOWN, "It is mine.", site.clock()))
    deeds: dict[str, Callable[[], object]] = {
        "pause": lambda: operating.pause(by(site), "feed"),
        "remove": lambda: operating.remove(by(site), "feed"),
        "hold": lambda: operating.hold(by(site), id_),
        "release": lambda: operating.release(by(site), id_),
        "leave": lambda: operating.leave(by(site), site.article("/ill").public_id),
        "withdraw": lambda: operating.withdraw(by(site), id_),
        "withdraw what is worded": lambda: operating.withdraw(by(site), site.article("/ill").public_id),
        "retranslate": lambda: operating.retranslate(by(site), id_),
        "word": lambda: operating.word(by(site), pair, SAID, WORDED),
        "unword": lambda: operating.unword(by(site), pair, COST),
        "grant": lambda: operating.grant(by(site), report),
        "refuse": lambda: operating.refuse(by(site), report),
        "add token": lambda: operating.add_token(by(site), "night-watch"),
        "wake": lambda: operating.wake(by(site), "mine"),
    }
    told = [models.Source, models.Article, models.Page, models.Ruling, models.Wording, models.Report, models.Token]
    told += [models.Engine, models.Deed, models.Memory]
    before = [list(each.objects.order_by("pk").values()) for each in told]

    def full(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("INSERT") and "newsroom_deed" in sql:
            raise DatabaseError("the disk is full")
        return execute(sql, *rest)

    for name, do in deeds.items():
        with connection.execute_wrapper(full), pytest.raises(DatabaseError, match="the disk is full"):
            do()
        assert [list(each.objects.order_by("pk").values()) for each in told] == before, name
    operating.refuse(by(site), report)
    operating.unword(by(site), pair, COST)
    usage.record_success("mine")
    site.once(open_engine=made[1])


def test_the_memory_is_read_once_for_all_that_is_translated_anew(site: Site, made: tuple[Site, Asked]) -> None:
    ids = [site.article(path).public_id for path in ("/well", "/ill")]
    with CaptureQueriesContext(connection) as asked:
        operating.retranslate(by(site), *ids)
    assert len([each for each in asked if "newsroom_memory" in each["sql"] and "SELECT" in each["sql"]]) == 1
    assert all(site.article(path).stale for path in ("/well", "/ill"))
    site.once(open_engine=made[1])


def test_a_hold_covers_what_is_ready_of_a_newer_revision(site: Site) -> None:
    row = site.article("/well")
    newer = row.revisions.create(number=2, hash="newer", document="", signals="[]", seen=site.clock())
    ready = models.Rendition.objects.get(revision__article=row, revision__number=1, language="en")
    ready.pk, ready.revision = None, newer
    ready.save()
    operating.hold(by(site), row.public_id)
    ready.refresh_from_db()
    newer.delete()
    assert ready.state == State.HELD


def test_an_item_without_an_address_is_found_by_its_id_alone(site: Site) -> None:
    row = site.article("/well")
    item = models.Article.objects.create(public_id="0a", source=row.source, guid="0a", url="", first_seen=site.clock())
    assert articles.find_articles(row.public_id) == [row.public_id]
    assert articles.find_articles("0a") == ["0a"]
    with pytest.raises(UsageError, match="There is no article"):
        articles.find_articles("0b")
    item.delete()


def test_what_is_not_there_is_one_sentence(site: Site) -> None:
    id_ = site.article("/well").public_id
    with pytest.raises(UsageError, match="There is no article"):
        operating.hold(by(site), "https://nowhere.example/")
    with pytest.raises(UsageError, match="has no edition fr"):
        operating.hold(by(site), id_, "fr")
    with pytest.raises(UsageError, match="neither held nor released"):
        operating.leave(by(site), id_)
    with pytest.raises(UsageError, match="is not left alone"):
        operating.wake(by(site), "none")
    with pytest.raises(UsageError, match="Name both languages"):
        operating.pair_of("en", "")


def test_who_did_what_is_kept_but_no_text_of_an_article(site: Site) -> None:
    operating.word(by(site), Pair("en", "pt"), SAID, WORDED)
    operating.unword(by(site), Pair("en", "pt"), SAID)
    dragoman(site, "hold", site.article("/well").public_id, "--reason", "Asked.")
    told = [json.loads(line) for line in dragoman(site, "deeds", "--json")]
    assert (told[0]["action"], told[0]["told"]) == ("hold", "Asked.")
    assert told[0]["who"].endswith("(command line)")
    assert {("ana (console)", "word"), ("ana (console)", "unword")} <= {(each["who"], each["action"]) for each in told}
    assert SAID not in json.dumps(told)


def test_quality_is_told_by_week_source_and_languages(site: Site) -> None:
    (week,) = quality.weeks(site.clock(), 1)
    assert (week.source, week.published, week.headline, week.sentences) == ("feed", 1, 1, 5)
    assert week.pair.endswith("-pt")
    assert quality.weeks(site.clock() + timedelta(weeks=9), 8) == []
    assert "1 published" in dragoman(site, "quality", "--weeks", "520")[0]


def test_an_engine_that_is_left_alone_is_asked_again_when_woken(site: Site) -> None:
    usage.reserve("mine", 40, Budget(), site.clock())
    usage.record_failure("mine", "It says 503.", site.clock() + timedelta(hours=1))
    with site.desk() as desk:
        (before,) = engines(desk.settings, site.clock())
        assert (before.today, before.failures, before.kind) == (40, 1, "")
        assert "no longer in the settings" in before.line
        operating.wake(by(site), "mine")
        (after,) = engines(desk.settings, site.clock())
    assert (after.failures, after.rests) == (0, None)


def test_a_token_is_known_by_its_digest_alone(site: Site) -> None:
    token = tokens.add("desk-bot", site.clock())
    assert tokens.name_of(token, site.clock()) == "desk-bot"
    assert tokens.name_of(f"{token}x", site.clock()) == ""
    with pytest.raises(UsageError, match="already"):
        tokens.add("desk-bot", site.clock())
    database = b"".join(file.read_bytes() for file in Path(site.folder / "data").glob("dragoman.sqlite3*"))
    assert token.encode() not in database
    tokens.remove("desk-bot")
    assert tokens.name_of(token, site.clock()) == ""
