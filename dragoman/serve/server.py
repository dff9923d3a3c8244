"""The server of a site tree.

What hubs ask and push (WebSub), and what readers report by the form, is passed on to those who hear it.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl

from dragoman.errors import UsageError
from dragoman.serve import headers
from dragoman.serve.answers import Answer, Answers
from dragoman.serve.negotiation import is_known

HEALTH, READY = "/healthz", "/readyz"
MAX_FORM = 32 * 1024
"""Bytes of a posted form."""
FORM_TYPE = "application/x-www-form-urlencoded"
REPORT = "/_report"
ABOUT_BODY = {"Content-Type", "Content-Encoding"}
"""What is not said again of what a client has."""
MAX_PUSH = 8 * 1024 * 1024
"""The door takes no longer feed either."""
PART = 64 * 1024
PUSH_TIMEOUT = 10.0
"""How many seconds the sender of a push has for its body."""
_SITE = re.compile(r"https?://[^/]*", re.I)
"""What stands before the path where a whole address is asked for, as from proxies."""
_CALLBACK = re.compile(r"/_push/([A-Za-z0-9_-]{1,100})")


class Push(Protocol):
    """Hears what a hub asks (`body` is None) and what it pushes, at the callback of a token; in any thread."""

    def __call__(
        self, token: str, query: Mapping[str, str], body: Iterable[bytes] | None, signature: str
    ) -> tuple[int, str]:
        """Return the status and the text of the answer.

        The parts of `body` come over the network as they are asked for, once, and end early where the sender is slow
        or leaves; `signature` is the X-Hub-Signature header, empty where there is none.
        """


class Reports(Protocol):
    """Answers the form by which readers report, in any thread."""

    def __call__(self, filled: Mapping[str, str], sender: str, *, posted: bool) -> tuple[int, bytes]:
        """Return the status and the page that answer a form, filled in or to be filled in, of the sender's address."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what comes in; None where nobody does. `proxies` are believed whom they ask for."""

    push: Push | None = None
    reports: Reports | None = None
    proxies: frozenset[str] = frozenset()


def make_server(
    public: Path, host: str = "127.0.0.1", port: int = 8000, ears: Ears = Ears(), *, secure: bool = False
) -> SiteServer:
    """Return a server of a site tree, listening; raise UsageError where the port is taken.

    `secure` says that readers come by TLS, which something before us ends.
    """
    try:
        return SiteServer((host, port), Answers(public.resolve()), ears, secure=secure)
    except OSError as error:
        raise UsageError(
            f"Port {port} of {host} can't be opened ({error.strerror}); choose another with --port"
        ) from None


class SiteServer(ThreadingHTTPServer):
    """A server of a site tree."""

    daemon_threads = True

    def __init__(self, place: tuple[str, int], answers: Answers, ears: Ears, *, secure: bool) -> None:
        self._answers = answers
        super().__init__(place, partial(_Handler, answers, ears, secure))

    def adapt(self, ears: Ears, *, secure: bool) -> None:
        """Hear otherwise from the next connection on."""
        self.RequestHandlerClass = partial(_Handler, self._answers, ears, secure)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of readers who leave in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Dragoman"
    sys_version = ""
    timeout = 30
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True  # or the body waits until the client has acknowledged the head
    unread = 0
    """How many bytes of the request's body are still to come."""

    def __init__(self, answers: Answers, ears: Ears, secure: bool, *arguments: object) -> None:
        self.answers, self.ears, self.secure = answers, ears, secure
        self.headers = Message()  # a request that can't be read has none
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file of the tree, 304, 301 to a folder's slash, 410 or 404; a callback has its own word."""
        if self.command == "GET" and (callback := self._callback()):
            return self._say(*callback(None, ""))
        path, _, query = self.path.partition("?")
        if path in (HEALTH, READY):
            return self._tell_health(path)
        if path == REPORT and self.ears.reports:
            return self._report(dict(parse_qsl(query, keep_blank_values=True, errors="replace")), posted=False)
        return self._answer(self.answers.of(_SITE.sub("", path), self.headers.get("Accept-Encoding", "")))

    do_HEAD = do_GET  # noqa: N815 - the standard library's own name

    def _answer(self, answer: Answer) -> None:
        """Send an answer of the tree, or 304 where the client has it already."""
        if answer.tag and is_known(self.headers, answer.tag, answer.modified):
            return self._send(
                HTTPStatus.NOT_MODIFIED,
                {name: answer.headers[name] for name in answer.headers if name not in ABOUT_BODY},
            )
        return self._send(answer.status, answer.headers | {"Content-Length": str(len(answer.body))}, answer.body)

    def _tell_health(self, path: str) -> None:
        """Say that we are alive, and whether there is a tree to hand out."""
        if path == HEALTH or (self.answers.root / "index.html").is_file():
            return self._say(HTTPStatus.OK, "ok\n")
        return self._say(HTTPStatus.SERVICE_UNAVAILABLE, "There is no site here yet; run `dragoman build`.\n")

    def do_POST(self) -> None:
        """Pass on what a hub pushes and what a reader reports; nothing else takes anything in."""
        if self.path == REPORT and self.ears.reports:
            return self._take_form()
        callback, length = self._callback(), self.headers.get("Content-Length", "")
        if not callback:
            return self.send_error(HTTPStatus.NOT_IMPLEMENTED, f"Unsupported method ({self.command!r})")
        if "Transfer-Encoding" in self.headers or not re.fullmatch("[0-9]{1,18}", length):
            return self.send_error(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > MAX_PUSH:
            return self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        self.unread = int(length)
        body = self._body()
        status, text = callback(body, self.headers.get("X-Hub-Signature", ""))
        for _ in body:
            pass  # what was not listened to would be taken for the next request
        return self._say(HTTPStatus.REQUEST_TIMEOUT, "") if self.unread else self._say(status, text)

    def _take_form(self) -> None:
        """Read a posted form and have it answered; refuse what is none with a sentence."""
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not re.fullmatch("[0-9]{1,18}", length):
            return self._refuse(HTTPStatus.LENGTH_REQUIRED, "A report comes with its length; send it from the form.")
        self.unread = int(length)
        if self.unread > MAX_FORM:
            return self._refuse(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A report has 4,000 characters at most; shorten it."
            )
        if self.headers.get_content_type() != FORM_TYPE:
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A report is a plain form; send it from the form.")
        if self._is_foreign():
            return self._refuse(
                HTTPStatus.FORBIDDEN, "A report is sent from this site's own form, not from another site."
            )
        body = b"".join(self._body())
        try:
            filled = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict"))
        except ValueError:
            return self._refuse(HTTPStatus.BAD_REQUEST, "The form could not be read; send it from this site.")
        if self.unread:
            return self._refuse(HTTPStatus.REQUEST_TIMEOUT, "The report did not come in time; send it again.")
        return self._report(filled, posted=True)

    def _is_foreign(self) -> bool:
        """Tell whether a form was sent from another site: browsers say so, in one header or the other.

        Behind a proxy our Host may be another than the reader's, but then the first header decides.
        """
        if said := self.headers.get("Sec-Fetch-Site"):
            return said not in ("same-origin", "none")
        return self.headers.get("Origin", "").partition("://")[2] not in ("", self.headers.get("Host", ""))

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._say(status, f"{why}\n")

    def _report(self, filled: Mapping[str, str], *, posted: bool) -> None:
        assert self.ears.reports  # noqa: S101 - asked before
        try:
            status, page = self.ears.reports(filled, self._sender(), posted=posted)
        except Exception:
            self.close_connection = True
            self._answer(self.answers.failed(self.headers.get("Accept-Encoding", "")))
            raise
        self._say(status, page, ".html")

    def _sender(self) -> str:
        """Return who asks: behind proxies of our own, the last whom they name that is none of them."""
        sender: str = self.client_address[0]
        for named in reversed(self.headers.get("X-Forwarded-For", "").split(",")):
            if sender not in self.ears.proxies:
                break
            try:
                sender = str(ip_address(named.strip()))
            except ValueError:
                break
        return sender

    def _callback(self) -> Callable[[Iterable[bytes] | None, str], tuple[int, str]] | None:
        """Return what hears of a request, with its token and query; None where its path is no callback."""
        path, _, query = self.path.partition("?")
        token = _CALLBACK.fullmatch(path)
        if not (self.ears.push and token):
            return None
        return partial(self.ears.push, token[1], dict(parse_qsl(query, keep_blank_values=True)))

    def _body(self) -> Iterator[bytes]:
        """Read the body of a request, in parts as they come."""
        end = time.monotonic() + PUSH_TIMEOUT
        with suppress(OSError):
            while self.unread and (left := end - time.monotonic()) > 0:
                self.connection.settimeout(left)
                part = self.rfile.read1(min(self.unread, PART))
                if not part:
                    break
                self.unread -= len(part)
                yield part
        self.connection.settimeout(self.timeout)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a request in a line, and hear no more on its connection."""
        self.close_connection = True
        self._say(code, f"{message or HTTPStatus(code).phrase}\n")

    def _say(self, status: int, text: str | bytes, kind: str = ".txt") -> None:
        body = text.encode("utf-8", "replace") if isinstance(text, str) else text
        own = headers.UNSTORED | {"Content-Type": headers.TYPES[kind], "Content-Length": str(len(body))}
        self._send(status, own, body)

    def _send(self, status: int, own: dict[str, str], body: bytes = b"") -> None:
        """Send an answer with its own headers and those that all have; its body too, where one is asked for."""
        self.send_response(status)
        by_tls = self.secure or self.headers.get("X-Forwarded-Proto", "").lower() == "https"
        for name, value in (headers.SECURITY | (headers.SECURE if by_tls else {}) | own).items():
            self.send_header(name, value)
        if self.unread or self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the reader's address is nobody's business."""
