"""What a site tree answers to a path: a page, a file, or that it is missing, gone or elsewhere."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from dragoman.serve import headers
from dragoman.serve.negotiation import ENCODINGS, encodings

MAX_PATH = 200
"""Bytes of a path."""
MISSING, FAILED = "404.html", "50x.html"
KEPT, LARGEST = 1024, 64 * 1024
"""How many answers are kept, and how many bytes such a one may have."""
_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers and a body; `tag` and `modified` (seconds) are there where a client may have it already."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes = b""
    tag: str = ""
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a site tree, which may change at any time; thread-safe.

    They are kept as long as neither their file nor its folder changes: files come and go by being renamed.
    """

    root: Path
    _kept: dict[tuple[str, tuple[str, ...]], tuple[Path, _Stamp, Answer]] = field(default_factory=dict)

    def of(self, path: str, accepted: str) -> Answer:
        """Return what a percent-encoded path has, packed as an Accept-Encoding header likes best."""
        key = path, encodings(accepted)
        with suppress(KeyError, OSError):
            file, stamp, answer = self._kept[key]
            if stamp == _stamp(file):
                return answer
        try:
            return self._find(*key)
        except OSError:
            return self.failed(accepted)

    def failed(self, accepted: str) -> Answer:
        """Return the page that says that the fault is ours."""
        return self._page(HTTPStatus.INTERNAL_SERVER_ERROR, self.root / FAILED, encodings(accepted))

    def _find(self, named: str, taken: tuple[str, ...]) -> Answer:
        path = unquote(named)
        file = self._file(path)
        if file and file.is_dir():
            if not path.endswith("/"):
                return Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"/{named.lstrip('/')}/"})
            file = file / "index.html"
        elif path.endswith("/"):
            file = None  # a file is no folder
        if not (file and file.is_file()):
            return self._page(HTTPStatus.NOT_FOUND, self.root / MISSING, taken)
        stamp = _stamp(file)  # before it is read: what changes meanwhile is read again
        answer = self._page(HTTPStatus.GONE if (file.parent / "gone").is_file() else HTTPStatus.OK, file, taken)
        if len(answer.body) <= LARGEST:
            self._keep((named, taken), (file, stamp, answer))
        return answer

    def _keep(self, key: tuple[str, tuple[str, ...]], kept: tuple[Path, _Stamp, Answer]) -> None:
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[key] = kept

    def _file(self, path: str) -> Path | None:
        """Return the file that a path names; None where it would leave the tree or is one that is being written."""
        hidden = path.lstrip("/").startswith(".") and not path.startswith("/.well-known/")
        if hidden or "\0" in path or "\\" in path or len(path.encode()) >= MAX_PATH:
            return None
        file = (self.root / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self.root) else None

    def _page(self, status: HTTPStatus, file: Path, taken: tuple[str, ...]) -> Answer:
        copy, packed = _copy(file, taken)
        try:
            body, modified = copy.read_bytes(), int(file.stat().st_mtime)
        except FileNotFoundError:
            return _in_a_word(HTTPStatus.NOT_FOUND if status is HTTPStatus.OK else status)
        except OSError:
            if status is HTTPStatus.INTERNAL_SERVER_ERROR:
                return _in_a_word(status)
            raise
        path = PurePosixPath(file.relative_to(self.root))
        own = headers.of_file(path) | {"Content-Type": headers.media_type(path)} | packed
        if status is not HTTPStatus.OK:
            return Answer(status, own if status is HTTPStatus.GONE else own | headers.UNSTORED, body)
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        own |= {"ETag": tag, "Last-Modified": formatdate(modified, usegmt=True)}
        return Answer(status, own, body, tag, modified)


def _stamp(file: Path) -> _Stamp:
    seen = file.stat()
    return seen.st_mtime_ns, seen.st_size, file.parent.stat().st_mtime_ns


def _copy(file: Path, taken: tuple[str, ...]) -> tuple[Path, dict[str, str]]:
    """Return the first copy of a file that is there and taken, and the header that says how it is packed."""
    for encoding in taken:
        copy = file.with_name(file.name + ENCODINGS[encoding])
        if copy.is_file():
            return copy, {"Content-Encoding": encoding}
    return file, {}


def _in_a_word(status: HTTPStatus) -> Answer:
    own = headers.UNSTORED | {"Content-Type": headers.TYPES[".txt"]}
    return Answer(status, own, f"{status.phrase}\n".encode())
