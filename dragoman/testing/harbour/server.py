"""The sample source as a server on loopback, with the controls that tests and demonstrations need."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from dragoman.testing.harbour.articles import load_pieces
from dragoman.testing.harbour.pages import PAPERS, Press, Served
from dragoman.testing.loopback import Loopback


class HarbourSource(Loopback):
    """Both papers, served on 127.0.0.1 while the `with` block lasts.

    `port` 0 takes any free one. `base` is the address, `feeds` the two feeds by language. Over HTTP the same
    controls are `/ctl?edit=PATH`, `?gone=PATH`, `?fail=PATH` (with `&status=N`), `?reset=1`; `/hits` tells the hits.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._lock = threading.Lock()
        self.reset()

    @property
    def feeds(self) -> dict[str, str]:
        """The address of each paper's feed by language."""
        return {language: self.base + paper.feed for language, paper in PAPERS.items()}

    @property
    def hits(self) -> dict[str, list[int]]:
        """How often each path was answered: {path: [200s, 304s]}."""
        with self._lock:
            return {path: list(counts) for path, counts in self._hits.items()}

    def edit(self, path: str) -> None:
        """Publish the second version of an article; ValueError where it has none."""
        if path not in load_pieces(edited=True):
            raise ValueError(f"{path} has no second version.")
        with self._lock:
            self._edited.add(path)

    def remove(self, path: str) -> None:
        """Take an article down: 410 from now on, and out of its feed; ValueError where there is no such article."""
        if path not in load_pieces():
            raise ValueError(f"{path} is no article.")
        with self._lock:
            self._gone.add(path)

    def fail(self, path: str, status: int = 503) -> None:
        """Answer any path, feeds and robots.txt included, with an error from now on."""
        if not 400 <= status <= 599:
            raise ValueError(f"{status} is no error status.")
        with self._lock:
            self._failing[path] = status

    def reset(self) -> None:
        """Put all back as it was, counts included."""
        with self._lock:
            self._edited: set[str] = set()
            self._gone: set[str] = set()
            self._failing: dict[str, int] = {}
            self._hits: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def answer(self, path: str) -> Served | int:
        """Return what stands at a path now, or the error status."""
        with self._lock:
            edited, gone, status = set(self._edited), set(self._gone), self._failing.get(path)
        if status or path in gone:
            return status or 410
        second = load_pieces(edited=True)
        pieces = {
            name: second[name] if name in edited else piece for name, piece in load_pieces().items() if name not in gone
        }
        return Press(self.base, pieces).serve(path) or 404

    def count(self, path: str, unchanged: bool) -> None:
        """Note a 200 or a 304."""
        with self._lock:
            self._hits[path][unchanged] += 1

    def control(self, query: dict[str, list[str]]) -> None:
        """Obey the controls of one query string; ValueError says what is wrong with it."""
        if "reset" in query:
            self.reset()
        for path in query.get("edit", []):
            self.edit(path)
        for path in query.get("gone", []):
            self.remove(path)
        for path in query.get("fail", []):
            self.fail(path, int(query.get("status", ["503"])[0]))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1  # head and body in one packet: two would wait for each other 40 ms (Nagle and delayed ACK)
    place: HarbourSource

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/hits":
            return self._say(200, json.dumps(self.place.hits), "application/json")
        if url.path == "/ctl":
            try:
                self.place.control(parse_qs(url.query))
            except ValueError as error:
                return self._say(400, f"{error}\n")
            return self._say(200, "ok\n")
        found = self.place.answer(url.path)
        if isinstance(found, int):
            retry = {"Retry-After": "60"} if found in (429, 503) else {}
            return self._say(
                found, f"{self.responses[found][0] if found in self.responses else found}\n", headers=retry
            )
        return self._serve(url.path, found)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _serve(self, path: str, found: Served) -> None:
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:20]}"'
        modified = format_datetime(found.modified.astimezone(UTC), usegmt=True)
        unchanged = self._unchanged(tag, modified)
        self.place.count(path, unchanged)
        headers = {"ETag": tag, "Last-Modified": modified, "Cache-Control": "max-age=0"}
        self._send(304 if unchanged else 200, b"" if unchanged else found.body, headers, found.content_type)

    def _unchanged(self, tag: str, modified: str) -> bool:
        """Tell whether the asker has these very bytes; a time counts only without a tag, and only if it is the same."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in tags.split(","))
        return self.headers.get("If-Modified-Since") == modified

    def _say(
        self, status: int, text: str, kind: str = "text/plain; charset=utf-8", headers: dict[str, str] | None = None
    ) -> None:
        self._send(status, text.encode(), headers or {}, kind)

    def _send(self, status: int, body: bytes, headers: dict[str, str], kind: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: what was asked for stands under /hits."""


HarbourSource.handler = _Handler
