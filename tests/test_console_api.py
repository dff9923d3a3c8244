"""The operators' API: a token opens it and nothing else does, and it does what the console does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from newsdesk import SAID, WORDED, Asked, newsdesk
from typer.testing import CliRunner
from wire import Site

import dragoman.console  # noqa: F401 - before any database is opened, so that it has the console's tables
from dragoman.cli import whole
from dragoman.config import load
from dragoman.console import furnishing
from dragoman.console.offers import OFFERS
from dragoman.newsroom import deeds, models, reports, rulings, tokens
from dragoman.newsroom.reports import Report

app = whole()
HOST = "127.0.0.1:8010"
DIFFERS = WORDED.replace("segunda-feira", "sexta-feira")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Asked]]:
    with newsdesk(tmp_path_factory.mktemp("api") / "site") as made:
        yield made


@pytest.fixture(scope="module")
def site(made: tuple[Site, Asked]) -> Site:
    site, _ = made
    furnishing.open_for(site.folder, load(site.folder), site.clock)
    return site


@pytest.fixture(scope="module")
def token(site: Site) -> str:
    run = CliRunner().invoke(app, ["console", "add-token", "night-watch", "--site", str(site.folder)])
    return run.stdout.strip()


class Program:
    """A program with a token, or with none."""

    def __init__(self, token: str = "") -> None:
        from django.test import Client

        self._client = Client(enforce_csrf_checks=True, headers={"host": HOST})
        self._own = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str) -> tuple[int, Any]:
        answer = self._client.get(f"/api/1/{path}", headers=self._own)
        is_json = answer.headers["content-type"].startswith("application/json")
        return answer.status_code, answer.json() if is_json else None

    def post(self, path: str, body: Any = None) -> tuple[int, Any]:
        told = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        answer = self._client.post(f"/api/1/{path}", told, content_type="application/json", headers=self._own)
        is_json = answer.headers["content-type"].startswith("application/json")
        return answer.status_code, answer.json() if is_json else None


@pytest.fixture
def program(token: str) -> Program:
    return Program(token)


def test_only_a_token_opens_it(site: Site, token: str, program: Program) -> None:
    from dragoman.console.api import api

    paths = [path.removeprefix("/api/1/") for path in api.get_openapi_schema()["paths"]]
    assert len(paths) > 20
    for who in (Program(), Program(token[:-1]), Program(token.upper())):
        for path in [*paths, "openapi.json"]:
            assert 401 in (who.get(path)[0], who.post(path)[0]) or (who.get(path)[0], who.post(path)[0]) == (405, 401)
    assert program.get("openapi.json")[1]["openapi"].startswith("3.1")
    assert program.get("no/such") == (404, {"detail": "There is nothing at this address; see /api/1/openapi.json"})
    assert tokens.every()[0].used is not None


def test_it_shows_what_the_console_shows(site: Site, program: Program) -> None:
    id_ = site.article("/well").public_id
    (source,) = program.get("sources")[1]
    assert (source["health"], source["rights"]["level"]) == ("well", "full")
    assert {each["id"] for each in program.get("articles?source=feed&limit=9")[1]} >= {id_}
    assert program.get("articles?before=2020-01-01T00:00:00Z") == (200, [])
    shown = program.get(f"articles/{id_}")[1]
    assert shown["standing"]["headline"] == "Title of well"
    (edition,) = (each for each in shown["editions"] if each["language"] == "pt")
    assert edition["sentences"][1]["source"] == SAID
    assert program.get("articles/0123456789abcdef")[0] == 404
    assert program.get("quality")[1][0]["sentences"] == 5
    assert program.get("status")[1]["articles"] == 2
    assert program.get("engines") == (200, [])
    (lead,) = program.get("front?language=en")[1]
    assert (lead["headline"], lead["pinned"]) == ("The cost of the quay", False)
    factors = [lead[name] for name in ("weight", "told", "placed", "recency", "share")]
    assert lead["score"] == pytest.approx(prod(factors))
    assert program.get("pins") == (200, [])


def test_it_does_what_the_console_does_under_its_own_name(site: Site, program: Program) -> None:
    id_, ill = site.article("/well").public_id, site.article("/ill").public_id
    fault = reports.add(Report(id_, reports.FAULT, "It is wrong.", site.clock()))
    takedown = reports.add(Report(ill, reports.TAKEDOWN, "It is mine.", site.clock()))
    assert len(program.get("reports")[1]) == 2
    does = {
        "articles": {id_: ("hold", "release", "leave", "pin", "unpin", "retranslate", "withdraw", "restore")},
        "reports": {fault: ("refuse",), takedown: ("grant",)},
        "sources": {"feed": ("pause", "resume", "accept", "remove")},
    }
    for kind, things in does.items():
        for thing, names in things.items():
            for name in names:
                status, told = program.post(f"{kind}/{thing}/{name}")
                assert (status, list(told)) == (200, ["told"]), (kind, name)
    assert {each.name for each in OFFERS} - {each.action for each in deeds.latest(50)} == {"wake"}
    assert "night-watch (API)" in {each["who"] for each in program.get("deeds?limit=50")[1]}
    models.Source.objects.update(removed=None, paused=False)


def test_what_can_not_be_done_is_told_in_a_sentence(site: Site, program: Program) -> None:
    for path, told in (
        ("articles/none/hold", "There is no article none"),
        ("sources/none/pause", "There is no source none"),
        ("reports/none/grant", "There is no open report none"),
        ("engines/none/wake", "is not left alone"),
    ):
        status, answer = program.post(path)
        assert status == 409
        assert told in answer["detail"]


def test_a_sentence_is_worded_unless_a_fact_differs(site: Site, program: Program) -> None:
    sentence = {"source_language": "en", "target_language": "pt", "source": SAID}
    status, told = program.post("wordings", sentence | {"target": DIFFERS})
    assert (status, "A fact differs" in told["detail"]) == (409, True)
    assert told["found"][0]["severity"] == "fail"
    assert program.post("wordings", sentence | {"target": DIFFERS, "anyway": True})[0] == 200
    assert program.get("wordings")[1][0]["target"] == DIFFERS
    assert program.post("wordings/undo", sentence)[0] == 200
    assert program.get("wordings")[1] == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff", b'{"source": "\\ud800"}', b'{"source": "\\u0000"}', b"1" * 5000,
        b'{"source_language": "en", "target_language": "pt", "source": "", "target": ""}',
        b'{"source_language": "<b>", "target_language": "../..", "source": "x", "target": "y"}',
        b"[" * 5000, b'{"a": ' + b"9" * 200_000 + b"}",
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(site: Site, program: Program, body: bytes) -> None:
    status, told = program.post("wordings", body)
    assert status in (400, 422)
    assert told["detail"]


@pytest.mark.parametrize("path", ["articles?sorce=feed", "deeds?last=3", "quality?weeks=0", "articles?limit=100000"])
def test_a_question_that_we_do_not_know_is_refused_and_not_passed_over(program: Program, path: str) -> None:
    assert program.get(path)[0] == 422


def test_whatever_is_sent_is_answered_as_the_description_says(site: Site, token: str) -> None:
    import schemathesis
    from django.core.handlers.wsgi import WSGIHandler
    from schemathesis import GenerationMode, checks

    told = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    own = {"Host": HOST, "Authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_wsgi("/api/1/openapi.json", WSGIHandler(), headers=own)

    def answers(mode: GenerationMode, operation: Any) -> None:
        @settings(max_examples=2, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy(generation_mode=mode))
        def answer(case: Any) -> None:
            case.call_and_validate(headers=own, checks=told)

        answer()

    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 20
    alike = {each.name for each in OFFERS} - {"hold", "release", "withdraw", "pause"}  # one for each set of fields
    for operation in operations:
        if operation.path.rpartition("/")[2] not in alike:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                answers(mode, operation)


def test_a_token_that_is_taken_back_opens_nothing(site: Site) -> None:
    token = CliRunner().invoke(app, ["console", "add-token", "old", "--site", str(site.folder)]).stdout.strip()
    assert Program(token).get("status")[0] == 200
    listed = CliRunner().invoke(app, ["console", "tokens", "--site", str(site.folder)]).stdout
    assert "old: made" in listed
    assert token not in listed
    assert CliRunner().invoke(app, ["console", "remove-token", "old", "--site", str(site.folder)]).exit_code == 0
    assert Program(token).get("status")[0] == 401


def test_a_ruling_by_a_program_holds_as_any(site: Site, program: Program) -> None:
    id_ = site.article("/well").public_id
    models.Article.objects.update(withdrawn="")
    assert program.post(f"articles/{id_}/hold", {"language": "pt", "reason": "Asked."})[0] == 200
    assert [(each.language, each.reason) for each in rulings.every(id_, 1)] == [("pt", "Asked.")]
    assert program.post(f"articles/{id_}/hold", {"language": "PT'"})[0] == 422
