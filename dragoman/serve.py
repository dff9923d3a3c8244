"""Hand out the site tree over HTTP: static files with validators, security headers and honest 404 and 410 answers."""

from __future__ import annotations

import hashlib
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dragoman.errors import UsageError

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "max-age=60",
}
MAX_PATH = 200
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
}
NAMED = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def make_server(public: Path, host: str = "127.0.0.1", port: int = 8000) -> ThreadingHTTPServer:
    """Return a server of a site tree, listening; raise UsageError where the port is taken."""
    try:
        return _Server((host, port), partial(_Handler, public.resolve()))
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

    def __init__(self, public: Path, *arguments: object) -> None:
        self.public = public
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file of the tree, 304, 301 to a folder's slash, 410 or 404."""
        path = unquote(urlsplit(self.path).path)
        file = self._file(path) if len(path) < MAX_PATH else None
        status = HTTPStatus.OK
        if file is None:
            return self._page(HTTPStatus.NOT_FOUND, self.public / "404.html")
        if file.is_dir():
            if not path.endswith("/"):
                return self._moved(urlsplit(self.path).path + "/")
            status = HTTPStatus.GONE if (file / "gone").is_file() else HTTPStatus.OK
            file = file / "index.html"
        if not file.is_file():
            return self._page(HTTPStatus.NOT_FOUND, self.public / "404.html")
        return self._page(status, file)

    do_HEAD = do_GET  # noqa: N815 - the standard library's own name

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
        body = file.read_bytes() if file.is_file() else status.phrase.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        unchanged = status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", "")
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else status)
        self.send_header("ETag", tag)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if not unchanged:
            kind = NAMED.get(file.name) or TYPES.get(file.suffix, "application/octet-stream")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the reader's address is nobody's business."""
