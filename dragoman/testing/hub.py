"""A WebSub hub on loopback: it verifies, signs, hands on and forgets as hubs do, and misbehaves where it is told to."""

from __future__ import annotations

import contextlib
import hmac
import json
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler
from queue import SimpleQueue
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from dragoman.testing.loopback import Loopback, stand

LEASE, LONGEST_LEASE = 10 * 24 * 3600, 30 * 24 * 3600
MAX_FORM = 64 * 1024
MAX_SECRET = 199
TIMEOUT = 15.0
GIANT = 20 * 1024 * 1024
FAULTS = frozenset({"silent", "deny", "other-topic", "unsigned", "forged", "giant", "slow"})
"""Never asks back; denies; asks about another topic; signs nothing; signs with another key; pads what it hands on to
20 MB; hands it on at ten bytes a second."""

Form = Mapping[str, list[str]]


@dataclass(frozen=True)
class Subscription:
    """Who wants to hear of a topic, and until when (seconds of the hub's clock)."""

    topic: str
    callback: str
    secret: str
    ends: float


@dataclass(frozen=True)
class _Reply:
    """An answer to the hub; status 0 where there was none."""

    status: int
    kind: str = ""
    body: bytes = b""

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300


class Hub(Loopback):
    """A hub on 127.0.0.1 while the `with` block lasts; `port` 0 takes any free one, `base` is its address.

    What it does it does one after another, each once, and notes in `log`. Over HTTP the controls are
    `/ctl?fault=NAME` (several; `fault=` for none), `?method=sha512`, `?forward=SECONDS`, `?challenge=CALLBACK&topic=T`
    and `?deny=CALLBACK&topic=T` (both out of the blue), `?settle=1` (answered when all is done), `?reset=1`;
    `/log` and `/subscriptions` tell as JSON what was done and who is subscribed.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._work: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self.reset()

    def __enter__(self) -> Self:
        super().__enter__()
        self.base += "/"
        self._worker = threading.Thread(target=self._toil, daemon=True, name="hub")
        self._worker.start()
        return self

    def __exit__(self, *told: object) -> None:
        super().__exit__(*told)
        self._work.put(None)
        self._worker.join(TIMEOUT)

    def reset(self) -> None:
        """Forget all, and behave."""
        self.subscriptions: dict[tuple[str, str], Subscription] = {}
        self.log: list[dict[str, object]] = []
        self.faults: frozenset[str] = frozenset()
        self.method = "sha256"
        self._ahead = 0.0

    def settle(self) -> None:
        """Wait until all that was asked for up to now is done."""
        done = threading.Event()
        self._work.put(done.set)
        done.wait()

    def control(self, query: Form) -> None:
        """Obey the controls of one query string; ValueError says what is wrong with it."""
        if "reset" in query:
            self.reset()
        if "fault" in query:
            self.faults = frozenset(filter(None, query["fault"]))
            if unknown := self.faults - FAULTS:
                raise ValueError(f"{', '.join(unknown)} is no fault of this hub.")
        self.method = query.get("method", [self.method])[0]
        self._ahead += float(query.get("forward", ["0"])[0])
        for mode, name in (("subscribe", "challenge"), ("denied", "deny")):
            for callback in query.get(name, []):
                wanted = self._wanted({"hub.callback": [callback], "hub.topic": query.get("topic", [])})
                self._work.put(partial(self._inquire, mode, wanted))
        if "settle" in query:
            self.settle()

    # --- What it is asked for ---

    def take(self, form: Form) -> None:
        """Take a request of a subscriber or publisher in; ValueError says what is wrong with it."""
        mode = form.get("hub.mode", [""])[0]
        if mode == "publish":
            for topic in [*form.get("hub.url", []), *form.get("hub.topic", [])]:
                self._work.put(partial(self._distribute, _loopback(topic)))
        elif mode in ("subscribe", "unsubscribe"):
            self._work.put(partial(self._decide, mode, self._wanted(form)))
        else:
            raise ValueError("hub.mode must be subscribe, unsubscribe or publish.")

    def _wanted(self, form: Form) -> Subscription:
        topic, callback, secret, lease = (
            form.get(f"hub.{name}", [""])[0] for name in ("topic", "callback", "secret", "lease_seconds")
        )
        if len(secret.encode()) > MAX_SECRET:
            raise ValueError(f"hub.secret must have at most {MAX_SECRET} bytes.")
        seconds = min(int(lease) if lease else LEASE, LONGEST_LEASE)
        return Subscription(_loopback(topic), _loopback(callback), secret, self._now() + seconds)

    # --- What it does about it, in a thread of its own ---

    def _toil(self) -> None:
        while task := self._work.get():
            task()

    def _now(self) -> float:
        return time.time() + self._ahead

    def _decide(self, mode: str, wanted: Subscription) -> None:
        if "silent" in self.faults:
            return
        if "deny" in self.faults:
            self._inquire("denied", wanted)
        elif self._inquire(mode, wanted):
            key = wanted.topic, wanted.callback
            self.subscriptions.pop(key, None)
            if mode == "subscribe":
                self.subscriptions[key] = wanted

    def _inquire(self, mode: str, wanted: Subscription) -> bool:
        """Ask a callback whether it wants this, or tell it that it is denied; return whether it does."""
        challenge = secrets.token_urlsafe(24)
        about = {"hub.mode": mode, "hub.topic": wanted.topic + ("#other" if "other-topic" in self.faults else "")}
        if mode == "denied":
            about["hub.reason"] = "This hub was told to say no."
        else:
            about |= {"hub.challenge": challenge, "hub.lease_seconds": str(round(wanted.ends - self._now()))}
        joint = "&" if "?" in wanted.callback else "?"
        reply = _call("GET", wanted.callback + joint + urlencode(about))
        confirmed = reply.good and reply.body == challenge.encode()
        self._note(mode, wanted.topic, wanted.callback, reply, confirmed=confirmed)
        return confirmed

    def _distribute(self, topic: str) -> None:
        content = _call("GET", topic)
        self._note("fetch", topic, "", content)
        self.subscriptions = {key: each for key, each in self.subscriptions.items() if each.ends > self._now()}
        for subscription in list(self.subscriptions.values()):
            if content.good and subscription.topic == topic:
                self._deliver(subscription, content)

    def _deliver(self, to: Subscription, content: _Reply) -> None:
        body = content.body.ljust(GIANT) if "giant" in self.faults else content.body
        headers = {"Content-Type": content.kind, "Link": f'<{self.base}>; rel="hub", <{to.topic}>; rel="self"'}
        if to.secret and "unsigned" not in self.faults:
            key = f"not {to.secret}" if "forged" in self.faults else to.secret
            headers["X-Hub-Signature"] = f"{self.method}={hmac.new(key.encode(), body, self.method).hexdigest()}"
        reply = _call("POST", to.callback, body, headers, slow="slow" in self.faults)
        if reply.status == 410:
            del self.subscriptions[to.topic, to.callback]
        self._note("deliver", to.topic, to.callback, reply)

    def _note(self, what: str, topic: str, callback: str, reply: _Reply, **more: object) -> None:
        self.log.append({"what": what, "topic": topic, "callback": callback, "status": reply.status, **more})


def _loopback(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "localhost"):
        raise ValueError(f"This hub deals with topics and callbacks on http://127.0.0.1 only, not with “{url}”.")
    return url


def _call(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, slow: bool = False
) -> _Reply:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIMEOUT)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        # A server may answer, and hang up, before it has heard all.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            sized = {**(headers or {}), **({"Content-Length": str(len(body))} if body else {})}
            connection.request(method, path, _drip(body) if slow else body or None, sized)
        answer = connection.getresponse()
        return _Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read())
    except (OSError, HTTPException):
        return _Reply(0)
    finally:
        connection.close()


def _drip(body: bytes) -> Iterator[bytes]:
    for n in range(len(body)):
        yield body[n : n + 1]
        time.sleep(0.1)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1
    place: Hub

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        if length > MAX_FORM:
            return self.send_error(413)
        form = parse_qs(self.rfile.read(length).decode("utf-8", "replace"))
        return self._obey(lambda: self.place.take(form), 202)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/ctl":
            return self._obey(lambda: self.place.control(parse_qs(url.query, keep_blank_values=True)), 200)
        told: dict[str, list[dict[str, object]]] = {
            "/log": self.place.log,
            "/subscriptions": [
                {"topic": each.topic, "callback": each.callback, "secret": bool(each.secret), "ends": each.ends}
                for each in self.place.subscriptions.values()
            ],
        }
        return self._say(200, json.dumps(told[url.path])) if url.path in told else self._say(404, "")

    def _obey(self, order: Callable[[], None], status: int) -> None:
        try:
            order()
        except ValueError as error:
            return self._say(400, f"{error}\n")
        return self._say(status, "")

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Stay quiet: what was done stands under /log."""


Hub.handler = _Handler


if __name__ == "__main__":
    sys.exit(stand("dragoman.testing.hub", "a WebSub hub", 8902, Hub))
