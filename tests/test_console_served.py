"""The console as it is served: over HTTP to honest and hostile clients, and in a real browser by the keyboard alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browsing import CHROMIUM, chromium
from guards import PATIENCE, listens
from newsdesk import WORDED, Asked, newsdesk
from playwright.sync_api import Page
from wire import Site

from dragoman.newsroom.setup import release

DRAGOMAN = Path(sys.executable).with_name("dragoman")
NAME, PASSWORD = "ana", "tide tables at dawn"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Served:
    site: Site
    asked: Asked
    port: int


@dataclass
class Client:
    """A client that keeps its cookies, as a browser does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, own | told)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def send(self, path: str, **fields: str) -> int:
        return self.ask("POST", path, urlencode(fields).encode(), Content_Type=FORM)[0]

    def logs_in(self, password: str = PASSWORD) -> bool:
        return self.send("/login/", username=NAME, password=password, csrfmiddlewaretoken=self.form("/login/")) == 302

    def form(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", path)[2])
        assert found
        return found[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with newsdesk(tmp_path_factory.mktemp("served") / "site") as (site, asked):
        release()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        settings = site.folder / "dragoman.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(re.sub(r"(?m)^open = false.*", f"open = true\nport = {port}", text), encoding="utf-8")
        environ = os.environ | {"DRAGOMAN_CONSOLE_PASSWORD": PASSWORD}
        command = [DRAGOMAN, "console", "--site", str(site.folder)]
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert "Nobody may log in yet" in refused.stderr
        subprocess.run([*command[:2], "add-user", NAME, *command[2:]], env=environ, check=True)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            assert listens(process, port)
            yield Served(site, asked, port)
            process.terminate()


def test_it_lets_in_by_password_over_http_and_by_nothing_else(served: Served) -> None:
    client = Client(served.port)
    assert client.ask("GET", "/newsroom/article/")[0] == 302
    assert client.send("/login/", username=NAME, password=PASSWORD) == 403  # from no form of ours
    assert not client.logs_in("low tide at noon")
    assert client.logs_in()
    status, headers, page = client.ask("GET", "/newsroom/article/")
    assert (status, headers["server"], headers["x-frame-options"]) == (200, "Dragoman", "DENY")
    assert "Title of well" in page
    assert client.send("/do/sources/pause/", subject="feed") == 403
    forged = client.cookies | {"dragoman": client.cookies["dragoman"][::-1]}
    assert Client(served.port, forged).ask("GET", "/")[0] == 302


def test_style_sheets_and_scripts_come_and_nothing_else_of_the_disk(served: Served) -> None:
    client = Client(served.port)
    assert client.ask("GET", "/static/console/console.css")[1]["content-type"].startswith("text/css")
    assert client.ask("GET", "/static/admin/js/theme.js")[0] == 200
    for path in ("/static/", "/static/../console.key", "/static/%2e%2e/%2e%2e/dragoman.toml", "/public/", "/en/"):
        assert client.ask("GET", path)[0] in (302, 404), path


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/", {"Host": "news.example.org"}, b"", {400}),
        ("POST", "/login/", {"Content-Type": FORM}, b"a" * 200_000, {413}),
        ("POST", "/login/", {"Content-Type": FORM}, b"a=" + b"a" * 100_000, {400, 403, 413}),
        ("GET", "/" + "a" * 40_000, {}, b"", {414, 431, 413}),
        ("PUT", "/login/", {}, b"x", {403, 405}),
        ("BREW", "/", {}, b"", {302, 403, 405}),
        ("GET", "/login/", {"Cookie": "dragoman=\xe9\xff"}, b"", {200}),
        ("GET", "/login/", {"X-Forwarded-For": "10.0.0.1", "X-Forwarded-Host": "evil.example"}, b"", {200}),
    ],
)
def test_hostile_requests_are_refused(
    served: Served, method: str, path: str, headers: dict[str, str], body: bytes, status: set[int]
) -> None:
    assert Client(served.port).ask(method, path, body, **headers)[0] in status


def test_bytes_that_are_no_request_end_their_connection_alone(served: Served) -> None:
    for told in (
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /login/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as connection:
            connection.sendall(told + b"\r\n\r\n")
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(100)[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.0 400")
    assert Client(served.port).ask("GET", "/login/")[0] == 200


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_an_operator_mends_a_sentence_with_the_keyboard_alone(served: Served) -> None:
    def tab_to(page: Page, words: str) -> None:
        """Go on by the Tab key until what is focused says some words."""
        told = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
        for _ in range(120):
            page.keyboard.press("Tab")
            if words in (page.evaluate(told) or ""):
                return
        raise AssertionError(f"The Tab key does not lead to {words}")

    errors: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
        page.goto(f"http://127.0.0.1:{served.port}/")
        page.keyboard.type(NAME)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        for words in ("Articles", "Title of well", "Mend “The council"):
            page.wait_for_load_state()
            tab_to(page, words)
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page.keyboard.press("Control+A")
        page.keyboard.type(WORDED)
        tab_to(page, "Keep this wording")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Kept; 2 articles" in page.inner_text(".messagelist")
    assert not errors
    served.site.once(open_engine=served.asked)
    public = served.site.folder / "public" / served.site.pages("/well")["pt"]
    assert WORDED in public.read_text(encoding="utf-8")


def test_it_stops_letting_in_who_guesses(served: Served) -> None:
    statuses = []
    client = Client(served.port)
    token = client.form("/login/")
    for n in range(12):
        statuses.append(client.send("/login/", username=NAME, password=f"guess {n}", csrfmiddlewaretoken=token))
    assert statuses[0] == 200
    assert statuses[-1] == 429
