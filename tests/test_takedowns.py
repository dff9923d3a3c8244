"""Takedowns and withdrawals end to end: a real site, a real server, honest readers and hostile ones."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from guards import PATIENCE
from lxml import etree, html
from wire import Site, copied

from dragoman.cli import main
from dragoman.cli.app import open_site
from dragoman.config import load
from dragoman.dispatch.crew import Crew
from dragoman.flow.editions import build
from dragoman.flow.reporting import Reports
from dragoman.newsroom import (
    archive,
    history,
    models,
    reports,
    rows,
    rulings,
    searches,
    shelves,
    showing,
    sources,
    spots,
    withdrawal,
)
from dragoman.newsroom.rulings import Ruling, Verdict
from dragoman.newsroom.setup import release
from dragoman.serve import Ears, make_server
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Change, Entry, Signal, Source, Update

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
STORY = page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>")
OTHER = page(f"<p>{SENTENCE * 3}</p>", "Another day")
WORDS = "mend the old quay"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, crew: Crew) -> Iterator[tuple[ScriptedSite, Path]]:
    """A source, and a site that has published what it has: every test gets a copy."""
    with ScriptedSite() as source:
        source.answers = _answers(source)
        folder = tmp_path_factory.mktemp("published") / "site"
        Site.made(folder, crew, {"feed": f"{source.base}/feed"}).once()
        release()
        yield source, folder


def _answers(source: ScriptedSite) -> dict[str, Answer]:
    return {"/story": STORY, "/other": OTHER, "/feed": source.feed(["/story", "/other"])}


@pytest.fixture
def source(published: tuple[ScriptedSite, Path]) -> ScriptedSite:
    source, _ = published
    source.answers = _answers(source)
    return source


@pytest.fixture
def site(tmp_path: Path, crew: Crew, source: ScriptedSite, published: tuple[ScriptedSite, Path]) -> Site:
    folder = copied(published[1], tmp_path / "site")
    open_site(folder)
    return Site(folder, crew)


@dataclass
class Asked:
    status: int
    text: str

    @property
    def alert(self) -> str:
        return html.fromstring(self.text).cssselect('[role="alert"]')[0].text_content()


@dataclass
class Desk:
    """The site's own server, as a reader meets it."""

    port: int

    def send(self, body: bytes | str, **headers: str) -> Asked:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        type_ = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/_report", body, {**type_, **{k.replace("_", "-"): v for k, v in headers.items()}})
        return self._answer(connection)

    def report(self, **filled: str) -> Asked:
        return self.send(urlencode(filled))

    def get(self, path: str) -> Asked:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return self._answer(connection)

    @staticmethod
    def _answer(connection: HTTPConnection) -> Asked:
        with closing(connection):
            answer = connection.getresponse()
            return Asked(answer.status, answer.read().decode())


@contextmanager
def serving(site: Site) -> Iterator[Desk]:
    server = make_server(site.folder / "public", port=0, ears=Ears(reports=Reports(load(site.folder), site.clock)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield Desk(server.server_port)
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    with serving(site) as desk:
        yield desk


def takedown(site: Site, path: str = "/story") -> dict[str, str]:
    return {
        "article": site.article(path).public_id,
        "language": "pt",
        "place": "p1",
        "kind": "takedown",
        "text": "I wrote this article and never allowed anybody to print it.",
        "name": "Ana Prado",
        "mail": "ana@prado.example",
        "sworn": "yes",
    }


# --- The form ---


def test_every_paragraph_leads_to_the_form_with_its_own_anchor(site: Site, desk: Desk) -> None:
    file = site.pages("/story")["pt"]
    article = html.fromstring(site.tree()[file][0])
    links = [link.get("href") for link in article.cssselect("a.flag")]
    assert len(links) == 2
    assert "place=p1" in links[1]
    assert article.cssselect("#p1")
    form = html.fromstring(desk.get(links[1]).text)
    assert form.get("lang") == "pt"
    assert form.cssselect('input[name="article"]')[0].get("value") == site.article("/story").public_id
    assert form.cssselect('input[name="place"]')[0].get("value") == "p1"
    assert not form.cssselect("script")


def test_a_reported_fault_is_kept_for_the_operator_and_hides_nothing(site: Site, desk: Desk) -> None:
    filled = takedown(site) | {"kind": "fault", "name": "", "mail": "", "sworn": ""}
    assert desk.report(**filled).status == 200
    site.clock.forward(hours=48)
    site.once()
    assert not site.article("/story").withdrawn
    (kept,) = reports.listed(every=False)
    assert (kept.kind, kept.place, kept.language, kept.due) == ("fault", "p1", "pt", None)


@pytest.mark.parametrize("name", ["page", "compare", "history", "source", "id"])
def test_a_reader_may_name_the_article_as_it_is_known_to_them(site: Site, desk: Desk, name: str) -> None:
    row = site.article("/story")
    page = "http://127.0.0.1:8000/" + site.pages("/story")["en"].removesuffix("index.html")
    beside = {"compare": f"{page}compare/", "history": f"{page}history/"}
    named = {"page": page, "source": row.url, "id": row.public_id, **beside}[name]
    assert desk.report(**(takedown(site) | {"article": named})).status == 200


@pytest.mark.parametrize(
    ("filled", "why"),
    [
        ({"article": "https://elsewhere.example/story"}, "nenhum artigo"),
        ({"article": "../../etc/passwd"}, "nenhum artigo"),
        ({"article": "http://["}, "nenhum artigo"),
        ({"text": "short"}, "diga o que está errado"),
        ({"text": "x" * 5000}, "diga o que está errado"),
        ({"name": ""}, "precisa do seu nome"),
        ({"mail": "ana"}, "precisa de um e-mail"),
        ({"mail": "ana@prado.example\r\nBcc: all@example.org"}, "precisa de um e-mail"),
        ({"sworn": ""}, "precisa da sua palavra"),
        ({"website": "https://spam.example"}, "devia ficar vazio"),
    ],
)
def test_a_report_that_is_none_is_refused_with_a_sentence_and_keeps_what_was_written(
    site: Site, desk: Desk, filled: dict[str, str], why: str
) -> None:
    answer = desk.report(**(takedown(site) | filled))
    assert answer.status == 422
    assert why in answer.alert
    assert not models.Report.objects.exists()
    form = html.fromstring(answer.text)
    assert form.cssselect("textarea")[0].text_content().strip() == (takedown(site) | filled)["text"]


def test_html_in_a_report_is_text_wherever_it_is_shown(
    site: Site, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m\u202e'
    answer = desk.report(**(takedown(site) | {"name": evil, "text": evil * 3, "mail": evil}))
    page = html.fromstring(answer.text)
    assert not page.cssselect("script, img")
    assert "\x1b" not in answer.text
    assert desk.report(**(takedown(site) | {"name": evil, "text": evil * 3})).status == 200
    (kept,) = reports.listed(every=False)
    assert "\x1b" not in kept.name + kept.text
    assert "\u202e" not in kept.name + kept.text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"text=" + b"x" * 40_000, {}, 413),
        (b"{}", {"Content_Type": "application/json"}, 415),
        (b"--x", {"Content_Type": "multipart/form-data; boundary=x"}, 415),
        (b"text=\xff\xfe", {}, 400),
        (b"text=%ff%fe", {}, 400),
        (b"&".join(b"a%d=1" % n for n in range(50)), {}, 400),
        (b"text=x", {"Origin": "https://evil.example"}, 403),
        (b"text=x", {"Sec_Fetch_Site": "cross-site"}, 403),
        (b"text=x", {"Origin": "http://["}, 403),
        (b"text=x", {"Origin": "https://news.example.org", "Sec_Fetch_Site": "same-origin"}, 422),
    ],
)
def test_what_is_no_form_of_ours_is_refused_with_a_sentence(
    desk: Desk, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = desk.send(body, **headers)
    assert answer.status == status
    assert status == 422 or answer.text.strip().endswith(".")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("target", "status"), [("http://[", 301), ("http://[/x", 404), ("http://a/en/", 200)])
def test_a_whole_address_is_answered_whatever_its_host(desk: Desk, target: str, status: int) -> None:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=PATIENCE) as asked:
        asked.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert f" {status} " in asked.recv(1000).decode().partition("\n")[0]


def test_a_body_without_a_length_or_that_never_comes_ends_without_a_report(desk: Desk) -> None:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=PATIENCE) as slow:
        slow.sendall(b"POST /_report HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert b" 411 " in slow.recv(1000)
    assert not models.Report.objects.exists()


def test_too_many_reports_in_an_hour_are_refused_until_it_is_over(tmp_path: Path, site: Site) -> None:
    site.change("hours = 24 ", "hourly = 3\nhours = 24 ")
    with serving(site) as desk:
        assert [desk.report(**takedown(site)).status for _ in range(4)] == [200, 200, 200, 429]
        site.clock.forward(hours=2)
        assert desk.report(**takedown(site)).status == 200


def test_one_sender_can_not_use_up_the_hour_of_all(site: Site) -> None:
    asked = Reports(load(site.folder), site.clock)
    filled = takedown(site) | {"kind": "fault"}
    statuses = [asked(filled, "203.0.113.9", posted=True)[0] for _ in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    assert asked(filled, "203.0.113.10", posted=True)[0] == 200


@pytest.mark.parametrize(
    ("named", "sender"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("203.0.113.9, nobody", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_who_stands_before_a_proxy_is_known_by_what_the_proxy_says(named: str, sender: str) -> None:
    assert heard(named, frozenset({"127.0.0.1"})) == [sender]


def test_nobody_else_is_believed_who_he_is() -> None:
    assert heard("203.0.113.9", frozenset({"192.0.2.7"})) == ["127.0.0.1"]


def heard(named: str, proxies: frozenset[str]) -> list[str]:
    """Return whom a server takes for the sender of a form."""
    senders: list[str] = []

    def reports(_: object, sender: str, *, posted: bool) -> tuple[int, bytes]:
        senders.append(sender)
        return 200, b""

    server = make_server(Path("/nowhere"), port=0, ears=Ears(reports=reports, proxies=proxies))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    Desk(server.server_port).send("a=b", X_Forwarded_For=named)
    server.shutdown()
    server.server_close()
    return senders


# --- What takes effect by itself ---


def test_a_complete_takedown_hides_the_article_within_the_configured_time_and_no_sooner(site: Site, desk: Desk) -> None:
    answer = desk.report(**takedown(site))
    assert "23 de novembro de 2026, 12:00 UTC" in answer.text
    site.clock.forward(hours=23)
    site.once()
    assert not site.article("/story").withdrawn
    site.clock.forward(hours=1)
    site.once()
    row = site.article("/story")
    assert (bool(row.withdrawn), row.cause) == (True, "request")
    assert_gone(site, row)
    page = html.fromstring(site.tree()["pt/takedowns/index.html"][0])
    counts = {term.text: term.getnext().text for term in page.cssselect("dt")}
    assert counts["Artigos retirados após um pedido"] == "1"
    assert counts["Pedidos à espera"] == "0"
    assert desk.report(**takedown(site)).status == 422


def assert_gone(site: Site, row: models.Article) -> None:
    """Nothing of an article's text is left: not in the tree, not in the database, not in its memory."""
    tree = site.tree()
    for language, file in site.pages("/story").items():
        folder = file.removesuffix("index.html")
        assert folder + "gone" in tree
        left = {path for path in tree if path.startswith(folder)}
        assert {path for path in left if not path.endswith((".gz", ".br"))} == {file, folder + "gone"}
        assert f"api/{language}/items/{row.public_id}.json" not in tree
        assert row.public_id not in tree[f"{language}/rss.xml"][0].decode()
        deleted = list(etree.fromstring(tree[f"{language}/atom.xml"][0]).iterfind(TOMBSTONE))
        assert [row.public_id in (gone.get("ref") or "") for gone in deleted] == [True]
    assert not any(row.public_id.encode() in tree[path][0] for path in tree if path.startswith("sitemaps/"))
    for name in ("entry", "listed"):
        assert WORDS not in getattr(row, name)
    for revision in row.revisions.all():
        assert (revision.document, bool(revision.hash)) == ("", True)
        assert not any(WORDS in rendition.body for rendition in revision.renditions.all())
    assert not any(WORDS in page.item + page.content for page in row.pages.all())
    assert not row.updates.exists()


def test_a_takedown_that_came_in_is_counted_at_once(site: Site, desk: Desk) -> None:
    assert desk.report(**takedown(site)).status == 200
    site.once()
    page = html.fromstring(site.tree()["pt/takedowns/index.html"][0])
    assert {term.text: term.getnext().text for term in page.cssselect("dt")}["Pedidos à espera"] == "1"


def test_what_a_reader_had_taken_down_is_forgotten_by_the_memory_too(site: Site, desk: Desk) -> None:
    assert models.Memory.objects.filter(sentence__contains=WORDS).exists()
    desk.report(**takedown(site))
    site.clock.forward(hours=25)
    site.once()
    assert not models.Memory.objects.filter(sentence__contains=WORDS).exists()


def test_the_operator_may_refuse_before_it_takes_effect_and_after(site: Site, desk: Desk) -> None:
    desk.report(**takedown(site))
    (early,) = reports.listed(every=False)
    reports.refuse(early.number, site.clock())
    site.clock.forward(hours=25)
    site.once()
    assert not site.article("/story").withdrawn
    desk.report(**takedown(site))
    site.clock.forward(hours=25)
    site.once()
    late = reports.listed(every=True)[0]
    assert reports.refuse(late.number, site.clock())
    site.once()
    row = site.article("/story")
    assert (row.withdrawn, row.erased) == ("", False)
    pages = site.pages("/story")
    assert all(WORDS in site.tree()[pages["en"]][0].decode() for _ in pages)
    assert not any(path.endswith("/gone") for path in site.tree())


def test_a_takedown_hides_every_source_s_copy_and_a_refusal_brings_them_all_back(
    site: Site, source: ScriptedSite, desk: Desk
) -> None:
    source.answers["/second"] = source.feed(["/story/", "/other"])
    source.answers["/story/"] = STORY
    sources.add_source(Source("second", f"{source.base}/second", ""), site.clock())
    site.once()
    story = models.Article.objects.filter(url__contains="/story")
    assert desk.report(**(takedown(site) | {"article": story[1].public_id})).status == 200
    site.clock.forward(hours=25)
    site.once()
    assert [row.cause for row in story.all()] == ["request", "request"]
    assert not models.Article.objects.filter(url__contains="/other").exclude(withdrawn="").exists()
    (report,) = reports.listed(every=True)
    assert reports.refuse(report.number, site.clock())
    assert [row.withdrawn for row in story.all()] == ["", ""]


def test_a_refused_takedown_brings_nothing_back_while_another_stands(site: Site, desk: Desk) -> None:
    for _ in range(2):
        desk.report(**takedown(site))
        site.clock.forward(hours=1)
    site.clock.forward(hours=25)
    site.once()
    one, other = (report.number for report in reports.listed(every=True))
    assert not reports.refuse(one, site.clock())
    assert site.article("/story").withdrawn
    assert reports.refuse(other, site.clock())
    assert not site.article("/story").withdrawn


def test_a_copy_that_is_listed_after_a_takedown_is_not_taken_in(site: Site, source: ScriptedSite, desk: Desk) -> None:
    desk.report(**takedown(site))
    site.clock.forward(hours=25)
    site.once()
    canonical = f'<link rel="canonical" href="{source.base}/story"></head>'.encode()
    source.answers["/copy"] = replace(STORY, body=STORY.body.replace(b"</head>", canonical))
    source.answers["/second"] = source.feed(["/story/", "/copy"])
    sources.add_source(Source("second", f"{source.base}/second", ""), site.clock())
    asked = source.asked["/story/"]
    site.once()
    copies = models.Article.objects.filter(source__slug="second")
    assert [(row.cause, row.revision) for row in copies] == [("request", 0), ("request", 0)]
    assert source.asked["/story/"] == asked
    assert not any(WORDS.encode() in file for file, _ in site.tree().values() if b"Another day" not in file)


def test_items_without_an_address_are_no_copies_of_each_other(site: Site) -> None:
    models.Article.objects.update(address="")
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.REQUEST)
    assert withdrawal.withdrawn_copy({""}) == ""


def test_a_request_after_the_source_s_own_withdrawal_empties_the_memory_all_the_same(
    site: Site, source: ScriptedSite
) -> None:
    id_ = site.article("/story").public_id
    withdrawal.withdraw(site.article("/other").public_id, "It was the source's.", site.clock())
    withdrawal.withdraw(id_, "It was the source's.", site.clock())
    assert models.Memory.objects.filter(sentence__contains=WORDS).exists()
    withdrawal.withdraw(id_, "It was asked for.", site.clock(), withdrawal.REQUEST)
    assert not models.Memory.objects.filter(sentence__contains=WORDS).exists()
    assert not any(
        "sentences" in each.body for each in models.Rendition.objects.filter(revision__article__public_id=id_)
    )


@pytest.mark.parametrize("hours", [0, 25])
def test_a_refusal_leaves_what_the_operator_withdrew_before_or_after(site: Site, desk: Desk, hours: int) -> None:
    desk.report(**takedown(site))
    site.clock.forward(hours=hours)
    site.once()
    withdrawal.withdraw(site.article("/story").public_id, "A court ordered it.", site.clock(), withdrawal.OPERATOR)
    site.clock.forward(hours=25)
    site.once()
    (report,) = reports.listed(every=True)
    assert not reports.refuse(report.number, site.clock())
    assert site.article("/story").withdrawn == "A court ordered it."


def test_a_flood_of_takedowns_waits_for_the_operator(site: Site) -> None:
    site.change("hours = 24 ", "daily = 1\nhours = 24 ")
    with serving(site) as desk:
        desk.report(**takedown(site))
        answer = desk.report(**takedown(site, "/other"))
    assert "O operador decidirá" in answer.text
    site.clock.forward(hours=30)
    site.once()
    assert site.article("/story").withdrawn
    assert not site.article("/other").withdrawn


# --- The operator's and the source's own withdrawals ---


def test_withdraw_erases_the_text_and_leaves_a_tombstone_with_its_reason(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = site.article("/story")
    command = ["dragoman", "withdraw", row.url, "--site", str(site.folder), "--reason", "Its author asked for it."]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    if os.environ.get("DRAGOMAN_TEST_POSTGRES"):
        # What is written here might not be what readers see: the worker that publishes does it.
        neighbour = site.article("/other").public_id  # told beside it until now
        assert set(showing.unshown(10)) == {row.public_id, neighbour}
        site.once()
    row = site.article("/story")
    assert row.cause == "operator"
    assert_gone(site, row)
    assert "Its author asked for it." in site.tree()[site.pages("/story")["pt"]][0].decode()
    server = make_server(site.folder / "public", port=0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    with closing(connection):
        connection.request("GET", "/" + site.pages("/story")["pt"].removesuffix("index.html"))
        assert connection.getresponse().status == 410
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"gone", 410),
        replace(STORY, headers={"X-Robots-Tag": "noindex"}),
        replace(STORY, headers={"X-Robots-Tag": "unavailable_after: Sun, 22 Nov 2026 13:00:00 GMT"}),
    ],
    ids=["gone", "noindex", "unavailable_after"],
)
def test_what_its_source_takes_back_goes_the_same_way_by_itself(
    site: Site, source: ScriptedSite, answer: Answer
) -> None:
    source.answers["/story"] = answer
    site.once(recheck=True)
    site.clock.forward(hours=2)
    site.once()
    row = site.article("/story")
    assert (bool(row.withdrawn), row.cause) == (True, "source")
    assert_gone(site, row)


def test_a_page_that_is_away_for_a_day_is_withdrawn_and_one_that_fails_is_not(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = Answer(b"no", 404)
    source.answers["/other"] = Answer(b"no", 503)
    site.once(recheck=True)
    assert not site.article("/story").withdrawn
    site.clock.forward(hours=25)
    site.once(recheck=True)
    assert site.article("/story").withdrawn
    assert not site.article("/other").withdrawn


def test_old_reports_forget_who_sent_them(site: Site, desk: Desk) -> None:
    desk.report(**takedown(site))
    (kept,) = reports.listed(every=False)
    reports.refuse(kept.number, site.clock())
    reports.forget_old(site.clock() + timedelta(days=1))
    row = models.Report.objects.get()
    assert (row.name, row.mail, row.text, row.outcome) == ("", "", "", "refused")


def test_the_command_line_lists_and_settles_reports(
    site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.report(**takedown(site))

    def run(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["dragoman", "report", *words, "--site", str(site.folder)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    (told,) = run("list", "--json").splitlines()
    number = json.loads(told)["number"]
    assert "Ana Prado <ana@prado.example>" in run("list")
    run("refuse", number)
    assert run("list") == ""
    assert number in run("list", "--all")


def test_what_comes_back_is_bound_by_what_its_feed_said_of_rights(site: Site) -> None:
    row = site.article("/story")
    told = {"language": "en", "licence": "CC-BY-ND-4.0", "rights": "No changes.", "signals": (Signal("rsl", "x", "f"),)}
    entry = replace(rows.ENTRY.validate_json(row.entry), summary=WORDS, **told)
    models.Article.objects.filter(pk=row.pk).update(entry=rows.ENTRY.dump_json(entry).decode())
    withdrawal.withdraw(row.public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    withdrawal.restore(row.public_id, site.clock())
    assert rows.ENTRY.validate_json(site.article("/story").entry) == Entry(entry.id, entry.url, "", **told)


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("source", "source", "First."),
        ("source", "request", "Second."),
        ("source", "operator", "Second."),
        ("request", "source", "First."),
        ("request", "operator", "Second."),
        ("operator", "request", "First."),
        ("operator", "operator", "First."),
    ],
)
def test_of_two_withdrawals_the_weightier_stands_and_of_equal_ones_the_first(
    site: Site, first: str, second: str, stands: str
) -> None:
    id_ = site.article("/story").public_id
    withdrawal.withdraw(id_, "First.", site.clock(), first)
    withdrawal.withdraw(id_, "Second.", site.clock(), second)
    row = site.article("/story")
    assert (row.withdrawn, row.cause) == (stands, first if stands == "First." else second)


def test_what_a_removed_source_had_is_the_operator_s_doing_and_erased_only_when_asked_for(
    site: Site, source: ScriptedSite
) -> None:
    sources.remove_source("feed", site.clock())
    counts = reports.counts()
    assert (counts["operator"], counts["source"]) == (2, 0)
    withdrawal.withdraw(site.article("/story").public_id, "A court ordered it.", site.clock(), withdrawal.OPERATOR)
    assert not site.article("/story").revisions.exclude(document="").exists()
    assert site.article("/other").revisions.exclude(document="").exists()
    assert not models.Memory.objects.filter(sentence__contains=WORDS).exists()
    sources.add_source(Source("feed", f"{source.base}/feed", ""), site.clock())
    site.once()
    assert site.article("/story").withdrawn == "A court ordered it."
    assert not site.article("/other").withdrawn
    assert not site.article("/other").cause


Hide = Callable[[str, datetime], None]
HIDDEN: dict[str, Hide] = {
    "withdrawn": lambda id_, now: withdrawal.mark(id_, "Asked for.", now, withdrawal.OPERATOR),
    "held": lambda id_, now: rulings.give(id_, Ruling(Verdict.HELD), now),
    "removed with its source": lambda _, now: sources.remove_source("feed", now),
    "taken from its lists": lambda id_, _: shelves.shelve(id_, []),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_stands_on_no_shelf_and_leaves_the_search_at_once(site: Site, hide: Hide) -> None:
    pages = site.article("/story").pages
    assert pages.filter(live=True).exclude(item="").count() == 2
    searches.record_refreshed(site.clock())
    hide(site.article("/story").public_id, site.clock())
    assert not pages.filter(live=True).exists()
    assert not pages.exclude(item="", content="").exists()
    assert searches.refreshed() is None
    assert searches.changed()


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_whoever_hides_anything_locks_in_one_order(site: Site, hide: Hide) -> None:
    with CaptureQueriesContext(connection) as asked:
        hide(site.article("/story").public_id, site.clock())
    written = re.findall(r'(?:UPDATE|INTO) "newsroom_(story|page|note)"', str([each["sql"] for each in asked]))
    first = list(dict.fromkeys(written))
    assert first == [each for each in ("story", "page", "note") if each in first]


def test_a_reading_that_ends_after_the_withdrawal_stores_no_text(site: Site) -> None:
    row = site.article("/story")
    document = rows.DOCUMENT.validate_json(row.revisions.get(number=row.revision).document)
    withdrawal.withdraw(row.public_id, "Asked for.", site.clock(), withdrawal.REQUEST)
    assert not archive.add_revision(row.public_id, document, (), "another", site.clock())
    history.record_update(row.public_id, "en", Update(site.clock(), 1, (Change("0", WORDS, "x"),)))
    site.once()
    assert_gone(site, site.article("/story"))


def test_a_withdrawn_article_is_known_by_its_guid_whatever_else_its_feed_changes(
    site: Site, source: ScriptedSite
) -> None:
    row = site.article("/story")
    withdrawal.withdraw(row.public_id, "A court ordered it.", site.clock(), withdrawal.OPERATOR)
    source.answers["/moved"] = STORY
    source.answers["/feed"] = source.feed(["/moved", "/other"], {"/moved": row.guid})
    site.clock.forward(hours=2)
    site.once(recheck=True)
    assert models.Article.objects.count() == 2
    assert not any(path.endswith("moved") for path in models.Article.objects.values_list("url", flat=True))


def test_an_article_that_comes_back_was_not_edited(site: Site) -> None:
    id_ = site.article("/story").public_id
    withdrawal.withdraw(id_, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    withdrawal.restore(id_, site.clock())
    site.clock.forward(minutes=5)
    site.once()
    assert site.article("/story").revision == 2
    assert not models.Update.objects.exists()


def test_another_tree_has_the_tombstone_of_what_comes_back_until_it_has_come(site: Site, tmp_path: Path) -> None:
    id_ = site.article("/story").public_id
    withdrawal.withdraw(id_, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    withdrawal.restore(id_, site.clock())
    with site.desk() as desk:
        build(desk, tmp_path / "other")
    for path in site.pages("/story").values():
        assert (tmp_path / "other" / path).read_bytes() == site.tree()[path][0]
    site.once()
    assert WORDS in site.tree()[site.pages("/story")["en"]][0].decode()


def test_another_tree_takes_no_news_from_the_site_s_own(site: Site, tmp_path: Path) -> None:
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    with site.desk() as desk:
        build(desk, tmp_path / "other")
    site.once()
    other, own = (root / "en/takedowns/index.html" for root in (tmp_path / "other", site.folder / "public"))
    assert own.read_bytes() == other.read_bytes()


def test_what_is_touched_while_lists_are_written_stays_touched(site: Site) -> None:
    assert not spots.touched()
    shelves.clear(site.article("/story").pages.all())
    (first, note), *others = spots.touched().items()
    spots.record_listed({first: note})
    assert spots.touched() == dict(others) != {}
