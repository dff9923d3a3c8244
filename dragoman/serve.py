"""Hand out the site tree over HTTP: static files with validators, security headers and honest 404 and 410 answers.

What hubs ask and push (WebSub), and what readers report by the form, is passed on to those who hear it.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote

from dragoman.errors import UsageError

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "max-age=60",
}
SCRIPTED = {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; script-src 'self'; connect-src 'self'",
}
"""For the search, the only page with a script."""
OPEN = {"Access-Control-Allow-Origin": "*"}
"""What lets pages of other sites read our feeds and data."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""The compressed copies that may lie beside a file, the smallest first."""
MAX_PATH = 200
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".opml": "text/x-opml; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
}
NAMED = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
MAX_FORM = 32 * 1024
"""Bytes of a posted form."""
FORM = "application/x-www-form-urlencoded"
REPORT = "/_report"
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
    """Who hears what comes in; None where nobody does."""

    push: Push | None = None
    reports: Reports | None = None


def make_server(public: Path, host: str = "127.0.0.1", port: int = 8000, ears: Ears = Ears()) -> ThreadingHTTPServer:
    """Return a server of a site tree, listening; raise UsageError where the port is taken."""
    try:
        return _Server((host, port), partial(_Handler, public.resolve(), ears))
    except OSError as error:
        raise UsageError(
            f"Port {port} of {host} can't be opened ({error.strerror}); choose another with --port"
        ) from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of readers who leave in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Dragoman"
    sys_version = ""
    timeout = 30
    unread = 0
    """How many bytes of the request's body are still to come."""

    def __init__(self, public: Path, ears: Ears, *arguments: object) -> None:
        self.public, self.ears = public, ears
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file of the tree, 304, 301 to a folder's slash, 410 or 404; a callback has its own word."""
        if self.command == "GET" and (callback := self._callback()):
            return self._say(*callback(None, ""))
        path, _, query = self.path.partition("?")
        if path == REPORT and self.ears.reports:
            return self._report(dict(parse_qsl(query, keep_blank_values=True, errors="replace")), posted=False)
        named = _SITE.sub("", path)
        path = unquote(named)
        file = self._file(path) if len(path) < MAX_PATH else None
        status = HTTPStatus.OK
        if file is None:
            return self._page(HTTPStatus.NOT_FOUND, self.public / "404.html")
        if file.is_dir():
            if not path.endswith("/"):
                return self._moved(f"{named}/")
            status = HTTPStatus.GONE if (file / "gone").is_file() else HTTPStatus.OK
            file = file / "index.html"
        if not file.is_file():
            return self._page(HTTPStatus.NOT_FOUND, self.public / "404.html")
        return self._page(status, file)

    do_HEAD = do_GET  # noqa: N815 - the standard library's own name

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
        if self.headers.get_content_type() != FORM:
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
        status, page = self.ears.reports(filled, self.client_address[0], posted=posted)
        self._say(status, page, ".html")

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

    def _say(self, status: int, text: str | bytes, kind: str = ".txt") -> None:
        body = text.encode("utf-8", "replace") if isinstance(text, str) else text
        own = {"Cache-Control": "no-store", "Content-Type": TYPES[kind], "Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in (HEADERS | own).items():
            self.send_header(name, value)
        if self.unread:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _file(self, path: str) -> Path | None:
        """Return the file that a path names; None where it would leave the tree."""
        if "\0" in path or "\\" in path:
            return None
        file = (self.public / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self.public) else None

    def _moved(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + path.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self, status: HTTPStatus, file: Path) -> None:
        copy, encoding = self._copy(file)
        body = copy.read_bytes() if copy.is_file() else status.phrase.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        unchanged = status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", "")
        own = {} if unchanged else {"Content-Type": _type(file), "Content-Length": str(len(body))} | encoding
        more = OPEN if file.suffix not in (".html", ".css") else SCRIPTED if file.parent.name == "search" else {}
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else status)
        for name, value in ({"ETag": tag, "Vary": "Accept-Encoding"} | HEADERS | more | own).items():
            self.send_header(name, value)
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(body)

    def _copy(self, file: Path) -> tuple[Path, dict[str, str]]:
        """Return the smallest copy of a file that the client takes, and the header that says how it is packed."""
        taken = {each.partition(";")[0].strip() for each in self.headers.get("Accept-Encoding", "").lower().split(",")}
        for encoding, suffix in ENCODINGS.items():
            copy = file.with_name(file.name + suffix)
            if encoding in taken and copy.is_file():
                return copy, {"Content-Encoding": encoding}
        return file, {}

    def log_message(self, *_: object) -> None:
        """Say nothing: the reader's address is nobody's business."""


def _type(file: Path) -> str:
    return NAMED.get(file.name) or TYPES.get(file.suffix, "application/octet-stream")
