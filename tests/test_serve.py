"""The server of a site tree, asked through a real socket."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from email.utils import formatdate
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from guards import PATIENCE
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.tree import write
from dragoman.serve import Ears, answers, make_server
from dragoman.serve.answers import Answers
from dragoman.serve.negotiation import encodings, is_known

PICTURE = "pictures/1d/1deca2f285a67d16ceca10d5.avif"
PAGE = b"<!doctype html><p>A page of some length.</p>" * 40
TREE = {
    "index.html": b"<p>English, portugu\xc3\xaas</p>",
    "404.html": b"<p>Not here</p>",
    "50x.html": b"<p>Our fault</p>",
    "en/index.html": PAGE,
    "en/atom.xml": b"<feed/>",
    "en/search/index.html": PAGE,
    "en/sources/search/index.html": PAGE,
    "en/search/0/pagefind-worker.js": b"'use strict'",
    "search.js": b"'use strict'",
    "en/2026/11/taken/index.html": b"<p>Withdrawn</p>",
    "en/2026/11/taken/gone": b"",
    PICTURE: b"pixels" * 200,
    "pictures/other.jpg": b"pixels",
    "site.css": b"p { color: black }",
    "api/openapi.json": b"{}",
    ".well-known/tdmrep.json": b"[]",
}
TIME, FAR = 1_790_000_000, 253_370_764_800


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "public", TREE)
    for file in (tmp_path / "public").rglob("*.*"):
        os.utime(file, (TIME, TIME))
    return tmp_path / "public"


def asking(port: int) -> Ask:
    def ask(path: str, method: str = "GET", **headers: str) -> Answer:
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    return ask


@pytest.fixture
def ask(root: Path) -> Iterator[Ask]:
    server = make_server(root, port=0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield asking(server.server_port)
    server.shutdown()
    server.server_close()


# --- What every answer says ---


@pytest.mark.parametrize("path", ["/", "/en/", "/en", "/nothing", "/en/2026/11/taken/", "/healthz", f"/{PICTURE}"])
def test_every_answer_is_secure(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_what_cannot_be_asked_is_refused_with_the_same_headers(ask: Ask) -> None:
    answer = ask("/en/", method="DELETE")
    assert answer.status == 501
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")


def test_scripts_are_for_the_search_alone(ask: Ask) -> None:
    assert "script-src" not in ask("/en/").headers["Content-Security-Policy"]
    assert "script-src" not in ask("/search.js").headers["Content-Security-Policy"]
    assert "script-src" not in ask("/en/sources/search/").headers["Content-Security-Policy"]
    for path in ("/en/search/", "/en/search/0/pagefind-worker.js"):
        assert "script-src 'self' 'wasm-unsafe-eval'" in ask(path).headers["Content-Security-Policy"]


def test_feeds_data_and_pictures_are_open_to_other_sites_and_pages_are_not(ask: Ask) -> None:
    for path in ("/en/atom.xml", "/api/openapi.json", f"/{PICTURE}"):
        assert ask(path).headers["Access-Control-Allow-Origin"] == "*"
    for path in ("/en/", "/site.css"):
        assert "Access-Control-Allow-Origin" not in ask(path).headers


def test_browsers_are_held_to_tls_only_where_they_came_by_it(ask: Ask, root: Path) -> None:
    told = "Strict-Transport-Security"
    assert ask("/", X_Forwarded_Proto="https").headers[told] == "max-age=31536000"
    assert told not in ask("/", X_Forwarded_Proto="http").headers
    server = make_server(root, port=0, secure=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    for path in ("/", "/nothing", "/en"):
        assert told in asking(server.server_port)(path).headers
    server.shutdown()
    server.server_close()


def test_languages_are_offered_and_nobody_is_sent_to_one(ask: Ask) -> None:
    english, portuguese = (ask("/", Accept_Language=language) for language in ("en", "pt-BR,pt;q=0.9"))
    assert english.status == portuguese.status == 200
    assert english.body == portuguese.body
    assert "Location" not in portuguese.headers


# --- Caches ---


def test_what_is_named_by_its_content_may_be_kept_for_ever_and_nothing_else(ask: Ask) -> None:
    for_ever = ask(f"/{PICTURE}")
    assert for_ever.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Vary" not in for_ever.headers
    for path in ("/", "/en/", "/site.css", "/en/atom.xml", "/pictures/other.jpg"):
        assert ask(path).headers["Cache-Control"] == "max-age=60"
    for path in ("/nothing", "/pictures/1d/000000000000000000000000.avif"):
        assert ask(path).headers["Cache-Control"] == "no-store"


def test_what_a_client_has_is_not_sent_again(ask: Ask) -> None:
    first = ask("/en/")
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask("/en/", If_None_Match=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "max-age=60"
        assert again.headers["Vary"] == "Accept-Encoding"
    assert ask("/en/", If_None_Match='"other"').status == 200
    assert ask("/en/", If_None_Match=tag.strip('"')).status == 200


def test_times_count_where_no_tag_is_told(ask: Ask) -> None:
    modified = ask("/en/").headers["Last-Modified"]
    assert modified == formatdate(TIME, usegmt=True)
    assert ask("/en/", If_Modified_Since=modified).status == 304
    assert ask("/en/", If_Modified_Since=formatdate(TIME - 1, usegmt=True)).status == 200
    assert ask("/en/", If_Modified_Since=modified, If_None_Match='"other"').status == 200
    assert ask("/en/", If_Modified_Since="yesterday").status == 200


def test_a_file_that_changed_has_another_tag_and_so_has_each_of_its_copies(ask: Ask, root: Path) -> None:
    before = {ask("/en/", Accept_Encoding=name).headers["ETag"] for name in ("identity", "gzip", "br")}
    assert len(before) == 3
    write(root, {"en/index.html": PAGE + b"more"})
    assert ask("/en/").headers["ETag"] not in before


def test_what_is_kept_for_the_next_reader_follows_the_tree(ask: Ask, root: Path) -> None:
    for accepted in ("br", "identity"):
        assert ask("/en/", Accept_Encoding=accepted).status == 200
    write(root, {"en/gone": b""})
    assert {ask("/en/", Accept_Encoding=accepted).status for accepted in ("br", "identity")} == {410}
    write(root, {"en/gone": None, "en/index.html": b"again"})
    assert ask("/en/", Accept_Encoding="br")[::2] == (200, b"again")
    write(root, {"en/index.html": None})
    assert ask("/en/").status == 404
    write(root, {"en/index.html": PAGE})
    assert ask("/en/").body == PAGE


def test_no_more_is_kept_than_there_is_room_for(ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "KEPT", 3)
    write(root, {f"{number}.txt": str(number).encode() for number in range(10)})
    found = Answers(root)
    for number in (*range(10), *range(10)):
        assert found.of(f"/{number}.txt", "").body == str(number).encode()
        assert len(found._kept) <= 3


# --- Packing ---


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0,gzip;q=0.000", None),
        ("*", "br"),
        ("*;q=0.3, br;q=0", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("br;q=high", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_a_copy_is_sent_packed_as_the_client_likes_best(ask: Ask, accepted: str, packed: str | None) -> None:
    answer = ask("/en/", Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] == packed
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert (answer.body == PAGE) == (packed is None)


@given(st.text(st.sampled_from(',;=q.01 *"/gzipbr\x80GMT:-'), max_size=40))
def test_headers_that_make_no_sense_are_no_wish_and_no_harm(header: str) -> None:
    assert set(encodings(header)) <= {"br", "gzip"}
    assert not is_known({"If-Modified-Since": header}, '"tag"', FAR)
    assert is_known({"If-None-Match": header}, '"tag"', TIME) == (header.strip() == "*")


@given(st.dictionaries(st.sampled_from(["br", "gzip", "deflate"]), st.integers(0, 1000)))
def test_what_has_no_weight_is_not_taken_and_more_weight_comes_first(weights: dict[str, int]) -> None:
    found = encodings(", ".join(f"{name};q={weight / 1000:.3f}" for name, weight in weights.items()))
    assert set(found) == {name for name in ("br", "gzip") if weights.get(name)}
    assert sorted(found, key=lambda name: -weights[name]) == list(found)


# --- Status ---


def test_what_is_gone_says_so_with_its_page_however_it_is_asked(ask: Ask) -> None:
    for path in ("/en/2026/11/taken/", "/en/2026/11/taken/index.html"):
        answer = ask(path)
        assert (answer.status, answer.body) == (410, b"<p>Withdrawn</p>")
        assert ask(path, If_None_Match="*").status == 410


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/en/index.html/", "/..%2f..%2fetc/passwd", "/.beside/1", "/%2ebeside/1", "/en/%00",
        "/" + "a" * 300, "/" + "%E4%B8%AD" * 120,
    ],
)  # fmt: skip
def test_what_is_not_there_is_answered_by_the_page_for_that(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.body) == (404, b"<p>Not here</p>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_what_is_well_known_is_handed_out_though_it_starts_with_a_point(ask: Ask) -> None:
    assert ask("/.well-known/tdmrep.json").status == 200


def test_a_file_that_cannot_be_read_is_our_fault_and_said_so(
    ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def broken(file: Path) -> bytes:
        if file.name == "atom.xml":
            raise OSError(5, "Input/output error")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", broken)
    answer = ask("/en/atom.xml")
    assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (500, b"<p>Our fault</p>", "no-store")


def test_a_form_that_nobody_can_answer_is_our_fault_and_said_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def away(*_: object, **__: object) -> tuple[int, bytes]:
        raise RuntimeError("the database is away")

    server = make_server(root, port=0, ears=Ears(reports=away))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    answer = asking(server.server_port)("/_report")
    server.shutdown()
    server.server_close()
    assert (answer.status, answer.body, answer.headers["Connection"]) == (500, b"<p>Our fault</p>", "close")


def test_a_tree_without_pages_for_errors_says_them_in_a_word(ask: Ask, root: Path) -> None:
    (root / "404.html").unlink()
    answer = ask("/nothing")
    assert (answer.status, answer.body) == (404, b"Not Found\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/en/", "/en", "/nothing", "/en/2026/11/taken/", "/healthz", f"/{PICTURE}"])
def test_head_says_what_get_would_and_sends_nothing(ask: Ask, path: str) -> None:
    got, head = ask(path), ask(path, method="HEAD")
    assert head.body == b""
    assert head.status == got.status
    assert [each for each in head.headers.items() if each[0] != "Date"] == [
        each for each in got.headers.items() if each[0] != "Date"
    ]


def test_who_asks_for_a_part_gets_the_whole_and_is_told_so(ask: Ask) -> None:
    answer = ask(f"/{PICTURE}", Range="bytes=0-9")
    assert (answer.status, answer.body) == (200, TREE[PICTURE])
    assert "Content-Range" not in answer.headers


def test_what_is_no_request_is_refused_in_a_line(ask: Ask, root: Path) -> None:
    server = make_server(root, port=0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as raw:
        raw.sendall(b"GET / HTTP/9.9\r\n\r\n")
        answer = raw.makefile("rb").read()
    server.shutdown()
    server.server_close()
    assert b" 505 " in answer.split(b"\r\n")[0] or answer.startswith(b"Invalid HTTP version")


# --- Health ---


def test_health_is_told_apart_from_being_ready(ask: Ask, root: Path) -> None:
    assert ask("/healthz")[::2] == (200, b"ok\n")
    assert ask("/readyz")[::2] == (200, b"ok\n")
    (root / "index.html").unlink()
    assert ask("/healthz").status == 200
    not_ready = ask("/readyz")
    assert (not_ready.status, not_ready.headers["Cache-Control"]) == (503, "no-store")
    assert b"dragoman build" in not_ready.body
