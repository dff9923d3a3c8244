"""A scripted source site: what it answers is set path by path, and can be changed while it runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler

from dragoman.testing.loopback import Loopback

BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Answer:
    """What a path answers: body, status, type and further headers, after a pause in seconds."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0


def page(body: str, title: str = "A day at the quay", language: str = "en", licence: str = BY) -> Answer:
    """Return a plain article page."""
    link = f'<link rel="license" href="{licence}">' if licence else ""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>{link}'
    return Answer(
        f'<!doctype html><html lang="{language}"><head>{head}</head>'
        f"<body><main><article><h1>{escape(title)}</h1>{body}</article></main></body></html>".encode()
    )


class ScriptedSite(Loopback):
    """Serve `answers` by path on loopback while the `with` block lasts; unknown paths are 404. `asked` counts.

    An answer with an ETag is a 304 for whoever has it already.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()

    def feed(self, paths: Iterable[str], guids: Mapping[str, str] | None = None) -> Answer:
        """Return an RSS feed of some paths; each path is its own guid unless told otherwise."""
        items = "".join(
            f"<item><title>Title of {path[1:]}</title><link>{self.base}{path}</link>"
            f"<guid>{(guids or {}).get(path, path)}</guid></item>"
            for path in paths
        )
        channel = f"<channel><title>Scripted</title><link>{self.base}</link>{items}</channel>"
        return Answer(f'<rss version="2.0">{channel}</rss>'.encode(), content_type="application/rss+xml")


class _Handler(BaseHTTPRequestHandler):
    place: ScriptedSite

    def do_GET(self) -> None:
        self.place.asked[self.path] += 1
        answer = self.place.answers.get(self.path, Answer(b"no", 404))
        time.sleep(answer.pause)
        known = answer.headers.get("ETag") is not None
        same = known and self.headers.get("If-None-Match") == answer.headers["ETag"]
        body = b"" if same else answer.body
        self.send_response(304 if same else answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


ScriptedSite.handler = _Handler
