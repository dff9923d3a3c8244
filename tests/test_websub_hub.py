"""Push end to end: a hub in a process of its own, our listener, WebSub's rules, and feeds as we publish them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import feedparser
import pytest
from articles import SITE, index_files, short
from guards import PATIENCE

from dragoman.ingest import websub
from dragoman.ingest.websub import Asked, Confirmed, Denied
from dragoman.serve import server as serving
from dragoman.testing.hub import Hub

pytestmark = pytest.mark.timed

LEASE = timedelta(hours=3)


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes


def ask(method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=PATIENCE)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


@contextmanager
def listening(folder: Path, push: serving.Push | None = None) -> Iterator[str]:
    server = serving.make_server(folder, port=0, ears=serving.Ears(push=push))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class HubProcess:
    base: str

    def ctl(self, **controls: str) -> None:
        answer = ask("GET", f"{self.base}ctl?{urlencode(controls)}")
        assert answer.status == 200, answer.body

    def told(self, what: str) -> list[dict[str, Any]]:
        """Return what it tells of itself, once all that it was asked for is done."""
        self.ctl(settle="1")
        found = json.loads(ask("GET", self.base + what).body)
        assert isinstance(found, list)
        return found

    def log(self, what: str) -> list[int]:
        """Return the answers to one kind of thing that it did."""
        return [entry["status"] for entry in self.told("log") if entry["what"] == what]

    def publish(self, *topics: str) -> None:
        assert ask("POST", self.base, websub.announcement(topics)).status == 202
        self.ctl(settle="1")


@dataclass
class Subscriber:
    """What the wire does about pushes, with a dictionary for a store."""

    hub: HubProcess
    base: str = ""
    asked: dict[str, Asked] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    granted: dict[str, timedelta] = field(default_factory=dict)
    denied: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    pushed: list[str] = field(default_factory=list)

    def __call__(
        self, token: str, query: Mapping[str, str], body: Iterable[bytes] | None, signature: str
    ) -> tuple[int, str]:
        if token not in self.asked:
            return (410, "") if token in self.ended else (404, "")
        if body is not None:
            if websub.signed(body, signature, self.secrets[token]):
                self.pushed.append(token)
            return 202, ""
        match websub.verify(query, self.asked[token]):
            case Confirmed(challenge, lease):
                self.granted[token] = lease
                if self.asked[token].mode == "unsubscribe":
                    self.forget(token)
                return 200, challenge
            case Denied(reason):
                self.denied.append(reason)
                return 200, ""
            case None:
                return 404, ""

    def callback(self, token: str) -> str:
        return f"{self.base}/_push/{token}"

    def request(self, asked: Asked, token: str = "") -> str:
        token = token or websub.new_token()
        self.asked[token], self.secrets[token] = asked, websub.new_secret()
        form = websub.subscription(asked, self.callback(token), self.secrets[token])
        assert ask("POST", self.hub.base, form).status == 202
        self.hub.ctl(settle="1")
        return token

    def forget(self, token: str) -> None:
        del self.asked[token]
        self.ended.add(token)


@pytest.fixture(scope="module")
def process() -> Iterator[HubProcess]:
    command = [sys.executable, "-m", "dragoman.testing.hub", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        line = running.stdout.readline()
        yield HubProcess(next(word for word in line.split() if word.startswith("http://")))
        running.terminate()


@pytest.fixture
def hub(process: HubProcess) -> HubProcess:
    process.ctl(settle="1")
    process.ctl(reset="1")
    return process


@pytest.fixture
def subscriber(hub: HubProcess, tmp_path: Path) -> Iterator[Subscriber]:
    (tmp_path / "subscriber").mkdir()
    subscriber = Subscriber(hub)
    with listening(tmp_path / "subscriber", subscriber) as subscriber.base:
        yield subscriber


@pytest.fixture
def topic(hub: HubProcess, tmp_path: Path) -> Iterator[str]:
    """Serve our own feeds, naming the hub, and give the address that the Atom feed has by its own word."""
    public = tmp_path / "publisher"
    with listening(public) as base:
        for path, content in index_files("en", [short()], replace(SITE, address=base, hub=hub.base)).items():
            (public / path).parent.mkdir(parents=True, exist_ok=True)
            (public / path).write_bytes(content)
        links = {link.rel: link.href for link in feedparser.parse(ask("GET", f"{base}/en/atom.xml").body).feed.links}
        assert links["hub"] == hub.base
        yield links["self"]


# --- Subscribing -------------------------------------------------------------------------------------------------


def test_a_subscription_is_confirmed_and_a_ping_of_the_publisher_reaches_it(
    hub: HubProcess, subscriber: Subscriber, topic: str
) -> None:
    token = subscriber.request(Asked("subscribe", topic, LEASE))
    assert LEASE - timedelta(seconds=5) < subscriber.granted[token] <= LEASE
    assert [(each["topic"], each["callback"]) for each in hub.told("subscriptions")] == [
        (topic, subscriber.callback(token))
    ]
    hub.publish(topic.replace("atom.xml", "rss.xml"), topic)
    assert subscriber.pushed == [token]
    assert hub.log("deliver") == [202]


@pytest.mark.parametrize("method", websub.METHODS)
def test_every_method_of_signing_is_understood(
    hub: HubProcess, subscriber: Subscriber, topic: str, method: str
) -> None:
    token = subscriber.request(Asked("subscribe", topic))
    hub.ctl(method=method)
    hub.publish(topic)
    assert subscriber.pushed == [token]


def test_only_the_subscribers_of_a_topic_hear_of_it(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    first, other = (subscriber.request(Asked("subscribe", it)) for it in (topic, topic.replace("atom", "rss")))
    hub.publish(topic)
    assert subscriber.pushed == [first]
    hub.publish(topic.replace("atom", "rss"))
    assert subscriber.pushed == [first, other]


def test_a_hub_may_deny_a_subscription_at_once_and_later(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    hub.ctl(fault="deny")
    token = subscriber.request(Asked("subscribe", topic))
    assert subscriber.denied == ["This hub was told to say no."]
    assert not subscriber.granted
    hub.ctl(deny=subscriber.callback(token), topic=topic)
    hub.ctl(deny=subscriber.callback(token), topic=topic + "?other")
    assert hub.log("denied") == [200, 200, 404]
    assert len(subscriber.denied) == 2


def test_a_hub_that_asks_about_another_topic_is_told_no(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    hub.ctl(fault="other-topic")
    subscriber.request(Asked("subscribe", topic))
    assert hub.log("subscribe") == [404]
    assert not hub.told("subscriptions")


def test_a_hub_that_never_asks_back_has_confirmed_nothing(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    hub.ctl(fault="silent")
    subscriber.request(Asked("subscribe", topic))
    hub.publish(topic)
    assert not subscriber.granted
    assert not subscriber.pushed


def test_what_nobody_asked_for_is_not_confirmed(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    leaving = subscriber.request(Asked("unsubscribe", topic + "?never"))
    subscriber.asked[leaving] = Asked("unsubscribe", topic)
    hub.ctl(challenge=subscriber.callback(leaving), topic=topic)
    hub.ctl(challenge=subscriber.callback("unknown"), topic=topic)
    assert hub.log("subscribe") == [404, 404]


# --- Pushes that are not the hub's -------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["forged", "unsigned"])
def test_a_push_that_is_not_signed_by_the_hub_is_answered_well_and_not_believed(
    hub: HubProcess, subscriber: Subscriber, topic: str, fault: str
) -> None:
    token = subscriber.request(Asked("subscribe", topic))
    hub.ctl(fault=fault)
    hub.publish(topic)
    assert hub.log("deliver") == [202]
    assert not subscriber.pushed
    hub.ctl(fault="")
    hub.publish(topic)
    assert subscriber.pushed == [token]


def test_a_push_of_several_megabytes_is_believed_and_an_endless_one_is_not_read(
    hub: HubProcess, subscriber: Subscriber, topic: str, tmp_path: Path
) -> None:
    token = subscriber.request(Asked("subscribe", topic))
    (tmp_path / "publisher/en/atom.xml").write_bytes(b"<feed/>".ljust(5_000_000))
    hub.publish(topic)
    assert subscriber.pushed == [token]
    hub.ctl(fault="giant")
    hub.publish(topic)
    # The listener hangs up in the middle: the hub may hear the status, or nothing.
    assert hub.log("deliver") in ([202, 413], [202, 0])
    assert subscriber.pushed == [token]


def test_a_push_that_drips_is_cut_off_and_not_believed(
    hub: HubProcess, subscriber: Subscriber, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PUSH_TIMEOUT", 0.3)
    subscriber.request(Asked("subscribe", topic))
    hub.ctl(fault="slow")
    started = time.monotonic()
    hub.publish(topic)
    assert time.monotonic() - started < 5
    assert hub.log("deliver") in ([408], [0])
    assert not subscriber.pushed


# --- The end of a subscription -----------------------------------------------------------------------------------


def test_a_renewed_subscription_outlives_its_first_lease_and_a_new_secret_counts(
    hub: HubProcess, subscriber: Subscriber, topic: str
) -> None:
    token = subscriber.request(Asked("subscribe", topic, LEASE))
    before = subscriber.secrets[token]
    hub.ctl(forward=str(LEASE.total_seconds() * 2 / 3))
    subscriber.request(Asked("subscribe", topic, LEASE), token)
    assert subscriber.secrets[token] != before
    hub.ctl(forward=str(LEASE.total_seconds() * 2 / 3))
    hub.publish(topic)
    assert subscriber.pushed == [token]
    assert len(hub.told("subscriptions")) == 1


def test_a_lease_that_is_not_renewed_ends(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    subscriber.request(Asked("subscribe", topic, LEASE))
    hub.ctl(forward=str(LEASE.total_seconds() + 1))
    hub.publish(topic)
    assert not subscriber.pushed
    assert not hub.told("subscriptions")


def test_a_subscription_ends_where_its_end_is_asked_for_and_not_before(
    hub: HubProcess, subscriber: Subscriber, topic: str
) -> None:
    token = subscriber.request(Asked("subscribe", topic))
    form = websub.subscription(Asked("unsubscribe", topic), subscriber.callback(token), "")
    ask("POST", hub.base, form)  # as somebody else who knows the callback would
    assert hub.log("unsubscribe") == [404]
    subscriber.request(Asked("unsubscribe", topic), token)
    assert hub.log("unsubscribe") == [404, 200]
    hub.publish(topic)
    assert not hub.log("deliver")
    assert ask("POST", subscriber.callback(token), b"<feed/>").status == 410


def test_410_ends_a_subscription_that_was_forgotten_here(hub: HubProcess, subscriber: Subscriber, topic: str) -> None:
    token = subscriber.request(Asked("subscribe", topic))
    subscriber.forget(token)
    hub.publish(topic)
    hub.publish(topic)
    assert hub.log("deliver") == [410]
    assert not hub.told("subscriptions")


# --- The listener ------------------------------------------------------------------------------------------------


def test_a_challenge_is_echoed_as_text_that_adds_no_header(subscriber: Subscriber) -> None:
    subscriber.asked["t"] = Asked("subscribe", "http://127.0.0.1/é")
    challenge = "<script>alert(1)</script>\r\nSet-Cookie: a=b\r\n\r\né"
    query = {"hub.mode": "subscribe", "hub.topic": "http://127.0.0.1/é", "hub.challenge": challenge}
    answer = ask("GET", f"{subscriber.callback('t')}?{urlencode(query)}")
    assert answer.status == 200
    assert answer.body.decode() == challenge
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_pushes_over_one_connection_are_told_apart(subscriber: Subscriber) -> None:
    subscriber.asked["t"], subscriber.secrets["t"] = Asked("subscribe", "http://127.0.0.1/"), websub.new_secret()
    connection = HTTPConnection(urlsplit(subscriber.base).netloc, timeout=PATIENCE)
    for path, status in (("/_push/t", 202), ("/_push/nobody", 404), ("/_push/t?a=1", 202)):
        connection.request("POST", path, b"GET /_push/t HTTP/1.1\r\n\r\n" * 10_000)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (status, b"")
    connection.close()


def test_a_sender_who_stops_in_the_middle_is_told_so_and_hung_up_on(subscriber: Subscriber) -> None:
    subscriber.asked["t"], subscriber.secrets["t"] = Asked("subscribe", "http://127.0.0.1/"), websub.new_secret()
    connection = HTTPConnection(urlsplit(subscriber.base).netloc, timeout=PATIENCE)
    connection.request("POST", "/_push/t", b"half", {"Content-Length": "8"})
    connection.sock.shutdown(socket.SHUT_WR)
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (408, "close")
    connection.close()


@pytest.mark.parametrize("path", ["/", "/_push", "/_push/", "/_push/a/b", "/_push/" + "a" * 101, "/_push/%61"])
def test_only_a_callback_takes_anything_in(subscriber: Subscriber, path: str) -> None:
    subscriber.asked["a"] = Asked("subscribe", "http://127.0.0.1/")
    assert ask("POST", subscriber.base + path, b"x").status == 501
    assert ask("GET", subscriber.base + path).status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": "1e3"}, 411),
        ({"Content-Length": "9" * 18}, 413),
        ({"Content-Length": "9" * 5000}, 411),
    ],
)
def test_a_push_of_unknown_or_absurd_length_is_refused(
    subscriber: Subscriber, headers: dict[str, str], status: int
) -> None:
    subscriber.asked["a"] = Asked("subscribe", "http://127.0.0.1/")
    assert ask("POST", subscriber.callback("a"), None, headers).status == status


def test_without_a_wire_there_are_no_callbacks(tmp_path: Path) -> None:
    with listening(tmp_path) as base:
        assert [ask(method, f"{base}/_push/a").status for method in ("GET", "HEAD", "POST", "PUT")] == [
            404, 404, 501, 501,
        ]  # fmt: skip


# --- The hub itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        {"hub.mode": "subscribe", "hub.topic": "http://127.0.0.1/"},
        {"hub.mode": "subscribe", "hub.topic": "https://paper.example/", "hub.callback": "http://127.0.0.1/"},
        {"hub.mode": "beg", "hub.topic": "http://127.0.0.1/", "hub.callback": "http://127.0.0.1/"},
        {"hub.mode": "subscribe", "hub.topic": "http://127.0.0.1/", "hub.callback": "http://127.0.0.1/",
         "hub.secret": "x" * 200},
        {"hub.mode": "subscribe", "hub.topic": "http://127.0.0.1/", "hub.callback": "http://127.0.0.1/",
         "hub.lease_seconds": "long"},
    ],
)  # fmt: skip
def test_the_hub_says_what_is_wrong_with_a_request(hub: HubProcess, form: dict[str, str]) -> None:
    answer = ask("POST", hub.base, urlencode(form).encode())
    assert answer.status == 400
    assert answer.body.strip()


def test_the_hub_keeps_running_where_nobody_answers_it(hub: HubProcess) -> None:
    dead = "http://127.0.0.1:1/"
    form = websub.subscription(Asked("subscribe", dead), dead, "x")
    assert ask("POST", hub.base, form).status == 202
    hub.publish(dead)
    assert hub.log("subscribe") == hub.log("fetch") == [0]


def test_the_hub_also_runs_inside_a_with_block(tmp_path: Path) -> None:
    with Hub() as hub:
        subscriber = Subscriber(HubProcess(hub.base))
        with listening(tmp_path, subscriber) as subscriber.base:
            subscriber.request(Asked("subscribe", subscriber.base + "/"))
        assert [entry["confirmed"] for entry in hub.log] == [True]
