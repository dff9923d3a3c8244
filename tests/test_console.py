"""The operators' console: who gets in, what they see, that whatever they do is done and kept, and hostile requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsdesk import SAID, WORDED, Asked, newsdesk
from typer.testing import CliRunner
from wire import Site

import dragoman.console  # noqa: F401 - before any database is opened, so that it has the console's tables
from dragoman.cli import whole
from dragoman.clock import utc_now
from dragoman.config import ConsoleSettings, load, parse
from dragoman.console import furnishing, guards, people
from dragoman.console.offers import OFFERS
from dragoman.errors import UsageError
from dragoman.flow.operating import Operator
from dragoman.newsroom import deeds, health, models, rulings, withdrawal
from dragoman.newsroom import reports as reported
from dragoman.newsroom.reports import Report
from dragoman.testing.clock import FrozenClock
from dragoman.types import Level, Outcome, State, Use

app = whole()
NAME, PASSWORD = "ana", "tide tables at dawn"
HOST = {"host": "127.0.0.1:8010"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Asked]]:
    with newsdesk(tmp_path_factory.mktemp("console") / "site") as (site, asked):
        people.add(Operator("test", site.clock()), NAME, PASSWORD)
        yield site, asked


@pytest.fixture
def clock(made: tuple[Site, Asked]) -> FrozenClock:
    """A clock of the console's own, an hour on at each test: nobody has failed to log in lately."""
    site, _ = made
    site.clock.forward(hours=1)
    furnishing.open_for(site.folder, load(site.folder), site.clock)
    return site.clock


@pytest.fixture
def site(made: tuple[Site, Asked], clock: FrozenClock) -> Site:
    return made[0]


def browser(*, strict: bool = False, address: str = "127.0.0.1"):  # type: ignore[no-untyped-def]
    from django.test import Client

    return Client(enforce_csrf_checks=strict, headers=HOST, REMOTE_ADDR=address)


@pytest.fixture
def ana(site: Site):  # type: ignore[no-untyped-def]
    client = browser()
    assert logs_in(client, PASSWORD)
    return client


def logs_in(client, password: str) -> bool:  # type: ignore[no-untyped-def]
    return bool(client.post("/login/", {"username": NAME, "password": password}).status_code == 302)


def addresses() -> list[str]:
    """Return an address for every route there is."""
    from django.urls import get_resolver

    found = []
    for route in _routes(get_resolver().url_patterns):
        filled = re.sub(r"<id:\w+>", "0123456789abcdef", route)
        filled = re.sub(r"<int:\w+>", "0", re.sub(r"<(path|place):\w+>", "1", filled))
        filled = re.sub(r"<slug:\w+>|<\w+>", "pause", filled)
        found.append("/" + re.sub(r"\(\?P<\w+>.*?\)\$?|[\^$]", "x", filled))
    return found


def _routes(patterns, before: str = "") -> Iterator[str]:  # type: ignore[no-untyped-def]
    for each in patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


# --- Who gets in ---


def test_anonymous_sees_nothing_but_the_way_in(site: Site) -> None:
    every = addresses()
    assert len(every) > 30
    for address in every:
        if address.startswith(("/login/", "/logout/", "/api/")):
            continue
        for answer in (browser().get(address), browser().post(address)):
            assert (answer.status_code, answer.headers.get("location", "")[:7]) == (302, "/login/"), address


def test_a_password_lets_in_and_another_does_not(site: Site) -> None:
    client = browser()
    assert not logs_in(client, "low tide at noon")
    assert client.get("/").status_code == 302
    assert logs_in(client, PASSWORD)
    assert client.get("/").status_code == 200
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/").status_code == 302


def test_whoever_fails_too_often_has_to_wait_and_nobody_else(site: Site) -> None:
    for _ in range(guards.BY_ONE - 1):
        deeds.record(deeds.Deed(site.clock(), "", guards.REFUSED, "127.0.0.1"))
    assert not logs_in(browser(), "wrong")
    answer = browser().post("/login/", {"username": NAME, "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert logs_in(browser(address="10.0.0.9"), PASSWORD)
    site.clock.forward(minutes=16)
    assert logs_in(browser(), PASSWORD)


def test_all_together_may_not_try_without_end(site: Site) -> None:
    for n in range(guards.BY_ALL):
        deeds.record(deeds.Deed(site.clock(), "", guards.REFUSED, f"10.1.0.{n}"))
    assert browser(address="10.2.0.1").post("/login/", {"username": NAME, "password": "x"}).status_code == 429


def test_what_is_typed_into_the_wrong_field_is_kept_nowhere(site: Site) -> None:
    browser().post("/login/", {"username": PASSWORD, "password": NAME})
    (deed,) = deeds.latest(1)
    assert (deed.action, deed.who, deed.subject, deed.told) == (guards.REFUSED, "", "127.0.0.1", "")


def test_a_form_from_elsewhere_changes_nothing(site: Site) -> None:
    client = browser(strict=True)
    assert client.post("/login/", {"username": NAME, "password": PASSWORD}).status_code == 403
    client.force_login(people.User.objects.get(username=NAME))
    assert client.post("/do/sources/pause/", {"subject": "feed"}).status_code == 403
    assert not models.Source.objects.get().paused


@pytest.mark.parametrize("host", ["news.example.org", "127.0.0.1.evil.example", "", "a b", "[::1", "\xe9"])
def test_it_answers_to_its_own_name_only(site: Site, host: str) -> None:
    assert browser().get("/login/", headers={"host": host}).status_code == 400


def test_every_answer_forbids_what_the_console_does_not_need(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    stranger = browser()
    for answer in (ana.get("/"), ana.get("/no/"), stranger.get("/login/"), stranger.get("/", headers={"host": "x"})):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "no-store" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-robots-tag"] == "noindex"
    assert ana.get("/").headers["x-frame-options"] == "DENY"
    assert not re.search(r"<script>|<style>|\son\w+=|style=", ana.get("/").content.decode())


def test_cookies_are_for_this_console_alone(site: Site) -> None:
    settings = load(site.folder)
    told = ConsoleSettings(open=True, address="https://desk.example.org")
    furnishing.open_for(site.folder, settings.model_copy(update={"console": told}), site.clock)
    from django.test import Client

    client = Client(headers={"host": "desk.example.org"})
    answer = client.post("/login/", {"username": NAME, "password": PASSWORD}, secure=True)
    assert set(answer.cookies) == {"__Host-dragoman", "__Host-dragoman-form"}
    for cookie in answer.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert "max-age=31536000" in client.get("/", secure=True).headers["strict-transport-security"]


def test_a_key_of_the_console_is_read_by_nobody_else(site: Site) -> None:
    assert (site.folder / "data" / furnishing.KEY).stat().st_mode & 0o777 == 0o600
    assert not list((site.folder / "public").rglob("*console*"))


# --- In the operator's language; before anything is done to the articles ---


def in_language(ana, languages: str, address: str) -> str:  # type: ignore[no-untyped-def]
    return str(ana.get(address, headers={"accept-language": languages}).content.decode())


def test_it_speaks_the_language_that_the_browser_asks_for_and_english_to_others(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    for languages, lang, words in (
        ("pt-BR,pt;q=0.9,en;q=0.5", "pt", ("Situação", "publicado: 2", "À sua espera", "Primeira página")),
        ("es", "es", ("Situación", "publicado: 2", "A la espera de usted", "Portada")),
        ("fi", "en", ("How it stands", "published: 2", "Waiting for you", "Front page")),
    ):
        page = in_language(ana, languages, "/")
        assert f'<html lang="{lang}"' in page
        assert not [each for each in words if each not in page]


def test_columns_states_and_reasons_are_in_that_language_too_and_times_as_everywhere(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    page = in_language(ana, "pt", "/newsroom/article/")
    assert "Visto pela primeira vez" in page
    assert "pt título" in page
    assert f"{site.clock():%Y-%m}-" in page
    ill = f"/articles/{site.article('/ill').public_id}/"
    assert "<p>2 de 4 frases não puderam ser traduzidas com segurança.</p>" in in_language(ana, "pt", ill)


def test_every_word_that_rows_hold_and_every_column_is_in_the_catalogue(ana) -> None:  # type: ignore[no-untyped-def]
    from dragoman.console.desk import console
    from dragoman.console.terms import NAMES, TERMS

    held = {*State, *Outcome, *rulings.Verdict, *Level, *Use, *health.report(utc_now())["waiting"]}
    held |= {reported.FAULT, reported.TAKEDOWN, reported.HIDDEN, reported.REFUSED, reported.CLOSED}
    held |= {withdrawal.SOURCE, withdrawal.OPERATOR, withdrawal.REQUEST, withdrawal.AGE, withdrawal.REMOVAL}
    assert held <= {*TERMS}
    for model, rows in console._registry.items():
        flat = [name for each in rows.fields or () for name in ([each] if isinstance(each, str) else each)]
        shown = {*rows.list_display, *flat, *rows.list_filter}
        names = {each._verbose_name or each.name.replace("_", " ") for each in model._meta.fields if each.name in shown}
        assert names | {model._meta.model_name, f"{model._meta.model_name}s"} <= {*TERMS, *NAMES}


# --- What is seen and done ---


def test_every_room_shows_what_there_is(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    id_ = site.article("/well").public_id
    told = {
        "/": "published: 2",
        "/newsroom/source/": "full, translated",
        f"/newsroom/source/{models.Source.objects.get().pk}/change/": "CC BY 4.0",
        "/newsroom/article/?withdrawn=no&state=headline&source=feed": "Title of ill",
        "/newsroom/report/?settled=no": "0 reports",
        "/newsroom/wording/": "0 wordings",
        "/newsroom/deed/?action=log+in": NAME,
        "/newsroom/": "What was done",
        "/front/": "The cost of the quay",
        "/engines/": "No engine",
        "/glossary/": "no glossary.toml",
        "/quality/": "feed",
        f"/articles/{id_}/": SAID,
        f"/articles/{id_}/pt/0/0/": SAID,
        "/password_change/": "password",
    }
    for address, words in told.items():
        answer = ana.get(address)
        assert answer.status_code == 200, address
        assert words in answer.content.decode(), address


def test_what_sources_say_is_text_and_no_markup(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    models.Source.objects.update(alarm="<script>alert(1)</script>", failures=2, name="<img src=x onerror=alert(1)>")
    models.Article.objects.update(error="<svg onload=alert(1)>")
    for address in ("/", "/newsroom/source/", "/newsroom/article/", f"/articles/{site.article('/well').public_id}/"):
        shown = ana.get(address).content.decode()
        assert not re.search(r"<script>alert|<img src=x|<svg onload", shown)
        assert "alert(1)" in shown or address == "/newsroom/source/"
    models.Source.objects.update(alarm="", failures=0, name="Scripted")
    models.Article.objects.update(error="")


def test_a_sentence_is_mended_for_good_and_seen_in_the_article(  # type: ignore[no-untyped-def]
    ana, site: Site, made: tuple[Site, Asked]
) -> None:
    id_ = site.article("/well").public_id
    page = f"/articles/{id_}/pt/0/0/"
    wrong = ana.post(page, {"target": WORDED.replace("segunda-feira", "sexta-feira")})
    assert "A fact differs" in wrong.content.decode()
    assert not models.Wording.objects.exists()
    assert ana.post(page, {"target": WORDED}).headers["location"] == f"/articles/{id_}/#pt-0-0"
    site.once(open_engine=made[1])
    assert WORDED in (site.folder / "public" / site.pages("/well")["pt"]).read_text(encoding="utf-8")
    assert f'lang="pt" dir="auto">{WORDED}' in ana.get(f"/articles/{id_}/").content.decode()
    assert deeds.latest(1)[0].who == f"{NAME} (console)"
    proposed = ana.get("/glossary/").content.decode()
    assert "<td>câmara</td>" in proposed or "<td>A câmara" in proposed
    key = models.Wording.objects.get().pk
    ana.post("/newsroom/wording/", {"action": "unword", "_selected_action": key})
    assert not models.Wording.objects.exists()
    site.once(open_engine=made[1])


def test_every_deed_is_done_told_and_also_a_command(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    id_, url = site.article("/well").public_id, site.article("/well").url
    number = reported.add(Report(id_, reported.FAULT, "It is wrong.", site.clock()))
    taken = reported.add(
        Report(site.article("/ill").public_id, reported.TAKEDOWN, "Mine.", site.clock(), due=site.clock())
    )

    def do(kind: str, name: str, subject: str, **fields: str) -> str:
        answer = ana.post(f"/do/{kind}/{name}/", {"subject": subject, "next": "/engines/", **fields}, follow=True)
        assert answer.redirect_chain == [("/engines/", 302)]
        return re.findall(r'<li class="(\w+)">', answer.content.decode())[0]

    assert do("articles", "hold", id_, language="pt", reason="Asked.") == "success"
    assert [each.language for each in rulings.every(id_, 1)] == ["pt"]
    assert do("articles", "release", url) == "success"
    assert do("articles", "leave", id_) == "success"
    assert do("articles", "leave", id_) == "error"
    assert do("articles", "hold", id_, language="tlh") == "error"
    assert do("articles", "pin", id_, hours="0") == "error"
    assert do("articles", "pin", id_, hours="3", story="on") == "success"
    assert "until" in ana.get("/front/").content.decode()
    assert do("articles", "unpin", id_) == "success"
    assert do("articles", "retranslate", id_) == "success"
    assert site.article("/well").stale
    assert do("reports", "refuse", number) == "success"
    assert do("reports", "grant", taken) == "success"
    assert site.article("/ill").cause == "request"
    assert do("articles", "restore", site.article("/ill").public_id) == "success"
    for name in ("pause", "resume", "accept"):
        assert do("sources", name, "feed") == "success"
    assert do("sources", "pause", "none") == do("engines", "wake", "none") == "error"
    done = {each.action for each in deeds.latest(100)}
    assert {each.name for each in OFFERS} - {"withdraw", "remove", "wake"} <= done
    commands = {
        "sources": "source {}", "articles": "{}", "reports": "report {}", "engines": "engine {}"
    }  # fmt: skip
    for each in OFFERS:
        words = commands[each.kind].format(
            {"leave": "hold", "restore": "withdraw", "unpin": "pin"}.get(each.name, each.name)
        )
        assert CliRunner().invoke(app, [*words.split(), "--help"]).exit_code == 0


def test_several_articles_are_held_at_once(ana, site: Site) -> None:  # type: ignore[no-untyped-def]
    keys = [site.article("/well").pk]
    ana.post("/newsroom/article/", {"action": "hold", "_selected_action": keys})
    assert rulings.every(site.article("/well").public_id, 1)
    ana.post("/newsroom/article/", {"action": "leave", "_selected_action": keys})
    assert not rulings.every(site.article("/well").public_id, 1)


# --- Hostile requests ---


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "\0"]
)
def test_nobody_is_led_away(ana, next_: str) -> None:  # type: ignore[no-untyped-def]
    answer = ana.post("/do/sources/accept/", {"subject": "feed", "next": next_})
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace", "head", "get"])
def test_other_methods_do_nothing(ana, method: str) -> None:  # type: ignore[no-untyped-def]
    before = models.Deed.objects.count()
    for address in ("/do/sources/pause/", "/engines/", "/articles/0123456789abcdef/", "/newsroom/source/"):
        assert getattr(ana, method)(address).status_code in (200, 404, 405), address
    assert models.Deed.objects.count() == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"subject=feed\0&next=/", "application/x-www-form-urlencoded"),
        (b"subject=%ff%fe&next=/", "application/x-www-form-urlencoded"),
        (b"subject=%00", "application/x-www-form-urlencoded"),
        (b"\xff\xfes\0u\0b\0", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"subject=\xe9", "application/x-www-form-urlencoded; charset=none-such"),
        (b"subject=feed", "text/plain"),
        (b"{}", "application/json"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"&".join(b"a=1" for _ in range(1000)), "application/x-www-form-urlencoded"),
        (b"subject=" + b"a" * 100_000, "application/x-www-form-urlencoded"),
        (b"subject=" + b"a" * 3000, "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_none_is_refused_and_breaks_nothing(ana, body: bytes, kind: str) -> None:  # type: ignore[no-untyped-def]
    answer = ana.generic("POST", "/do/sources/pause/", body, content_type=kind)
    assert answer.status_code in (302, 400, 404, 413)
    assert not models.Source.objects.get().paused


def test_a_file_that_is_sent_is_not_taken(ana) -> None:  # type: ignore[no-untyped-def]
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = ana.post("/do/sources/accept/", {"subject": "feed", "file": SimpleUploadedFile("a.txt", b"x" * 1000)})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/newsroom/article/?q=%00", "/newsroom/article/?p=x", "/newsroom/article/?o=9.9", "/newsroom/article/?nope=1",
        "/newsroom/article/%00/change/", "/newsroom/article/x/change/", "/newsroom/source/999/change/", "/%ff/",
        "/articles/../../etc/passwd", "/articles/ffffffffffffffff/", "/articles/0123456789abcdef/pt/0/9/",
        "/newsroom/deed/?made__year=x", "/newsroom/deed/?action=%27%20OR%201", "/do/none/none/",
        "/newsroom/article/?source=%27&state=%27&withdrawn=%27",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_breaks_nothing(ana, address: str) -> None:  # type: ignore[no-untyped-def]
    assert ana.get(address).status_code in (200, 302, 404, 405)


# --- By command ---


def console(site: Site, *told: str, password: str | None = PASSWORD) -> tuple[int, str]:
    run = CliRunner().invoke(
        app, ["console", *told, "--site", str(site.folder)], env={"DRAGOMAN_CONSOLE_PASSWORD": password}
    )
    return run.exit_code, str(run.exception or run.stdout)


def test_it_is_closed_until_somebody_opens_it(site: Site) -> None:
    assert "The console is closed" in console(site)[1]
    assert not ConsoleSettings().open
    with pytest.raises(UsageError, match="beyond this machine"):
        parse('[console]\nhost = "0.0.0.0"')
    assert parse('[console]\nhost = "0.0.0.0"\naddress = "https://desk.example.org"').console.secure


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("ana", PASSWORD, "There is a user ana already"),
        ("bea", "short", "too short"),
        ("bea", "123456789012345", "entirely numeric"),
        ("bea", "password1234", "too common"),
        ("beatriz-nunes", "beatriz-nunes1", "too similar"),
        ("b a", PASSWORD, "valid username"),
        ("", PASSWORD, "cannot be blank"),
        ("bea", None, "--password-file"),
    ],
)  # fmt: skip
def test_a_user_with_a_weak_password_or_none_is_not_made(site: Site, name: str, password: str | None, why: str) -> None:
    code, told = console(site, "add-user", name, password=password)
    assert code != 0
    assert why in told
    assert people.every() == [NAME]


def test_users_come_and_go_by_command(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("harbour lights at night\nmore\n", encoding="utf-8")
    assert console(site, "add-user", "rui", "--password-file", str(file), password=None) == (0, "rui may log in\n")
    client = browser()
    client.force_login(people.User.objects.get(username="rui"))
    assert console(site, "set-password", "rui")[0] == 0
    assert client.get("/").status_code == 302
    assert console(site, "users")[1].split() == ["ana", "rui"]
    assert console(site, "remove-user", "rui")[0] == 0
    assert "There is no user" in console(site, "remove-user", "rui")[1]
    assert "rui" not in console(site, "users")[1]
