"""A server with the three APIs through which other places are told of news, strict about their rules, with faults.

    with TargetServer() as server:
        server.faults["mastodon"] = ["500", "lost"]     # the first two statuses go wrong, the others don't

Under /hook it hears webhooks, under /wp-json/wp/v2/posts and /media it is a WordPress, under /api/v1/statuses a
Mastodon; `faults` are by kind (`webhook`, `wordpress`, `media`, `mastodon`). `asked` holds every request, `heard`,
`posts`, `media` and `statuses` what it took. Faults: a status (429 comes with Retry-After), `slow` (2 seconds); `cut`
and `lost` do what they were asked to and answer half or nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dragoman.testing.loopback import Loopback

KEY = "a-secret-that-nobody-shall-see"
USER = "wire"
RETRY_AFTER = 120
_ADDRESS = re.compile(r"https?://\S+")
BLOG = "/wp-json/wp/v2"
_STATES = ("publish", "future", "draft", "pending", "private")


class Refused(Exception):
    """What breaks the rules of an API, with the status that says so."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


class TargetServer(Loopback):
    """Listen on loopback while the `with` block lasts; `base` is its address, `key` the secret for all three."""

    def __init__(self, key: str = KEY) -> None:
        self.key = key
        self.faults: dict[str, list[str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.heard: dict[str, dict[str, Any]] = {}
        self.posts: dict[int, dict[str, Any]] = {}
        self.media: dict[int, dict[str, Any]] = {}
        self.files: dict[int, bytes] = {}
        """The pictures of the blog by the number of their medium."""
        self.statuses: dict[str, dict[str, Any]] = {}
        self.repeated = 0
        """How often the same thing was told twice and known as the same."""
        self._keys: dict[str, str] = {}
        self._number = 100

    @property
    def login(self) -> str:
        """The user and the secret, as a blog wants them."""
        return base64.b64encode(f"{USER}:{self.key}".encode()).decode()

    def next_number(self) -> int:
        """Return a number that nothing here has yet."""
        self._number += 1
        return self._number

    # --- Webhooks ---

    def hear(self, headers: Any, body: bytes) -> object:
        """Take a signed event in, once for each id."""
        id_, stamp = headers["webhook-id"], headers["webhook-timestamp"]
        signed = hmac.new(self.key.encode(), f"{id_}.{stamp}.".encode() + body, hashlib.sha256).digest()
        if f"v1,{base64.b64encode(signed).decode()}" not in headers["webhook-signature"].split():
            raise Refused(401, "the signature does not hold")
        self.repeated += id_ in self.heard
        self.heard[id_] = json.loads(body)
        return {}

    # --- WordPress ---

    def wordpress(self, verb: str, id_: str, query: dict[str, list[str]], value: dict[str, Any]) -> object:
        """Answer one request about posts."""
        if verb == "GET":
            states = query.get("status", ["publish"])[0].split(",")
            if not set(states) <= set(_STATES) or query.get("context") != ["edit"]:
                raise Refused(400, "rest_invalid_param")
            slugs = query.get("slug", [""])
            return [post for post in self.posts.values() if post["slug"] in slugs and post["status"] in states]
        if int(value.get("featured_media", 0)) not in {0, *self.media}:
            raise Refused(400, "rest_invalid_featured_media")
        if not id_:
            return self._new_post(value)
        if int(id_) not in self.posts:
            raise Refused(404, "rest_post_invalid_id")
        if verb == "DELETE":
            if query.get("force") != ["true"]:
                raise Refused(501, "rest_trash_not_supported")
            return {"deleted": True, "previous": self.posts.pop(int(id_))}
        self.posts[int(id_)] |= value
        return self.posts[int(id_)]

    def _new_post(self, value: dict[str, Any]) -> object:
        if not value.get("title") or value.get("status") not in _STATES:
            raise Refused(400, "rest_invalid_param")
        number = self.next_number()
        self.posts[number] = value | {"id": number, "slug": self._free(value["slug"])}
        return self.posts[number]

    def _free(self, slug: str) -> str:
        """Return a slug that nothing of the blog has: pictures share theirs with posts."""
        taken = any(each["slug"] == slug for each in (*self.posts.values(), *self.media.values()))
        return f"{slug}-2" if taken else slug

    def library(self, verb: str, id_: str, query: dict[str, list[str]], value: dict[str, Any]) -> object:
        """Answer one request about the pictures of the blog, but for a new one."""
        if verb == "GET":
            if query.get("context") != ["edit"]:
                raise Refused(400, "rest_invalid_param")
            return [each for each in self.media.values() if each["slug"] in query.get("slug", [""])]
        if not id_ or int(id_) not in self.media:
            raise Refused(404 if id_ else 400, "rest_post_invalid_id" if id_ else "rest_upload_no_data")
        if verb == "DELETE":
            if query.get("force") != ["true"]:
                raise Refused(501, "rest_trash_not_supported")
            return self._delete_medium(int(id_))
        if not set(value) <= {"title", "alt_text", "caption", "post"} or "<" in value.get("alt_text", ""):
            raise Refused(400, "rest_invalid_param")
        self.media[int(id_)] |= value
        return self.media[int(id_)]

    def _delete_medium(self, number: int) -> object:
        del self.files[number]
        for post in self.posts.values():
            if int(post.get("featured_media", 0)) == number:
                post["featured_media"] = 0
        return {"deleted": True, "previous": self.media.pop(number)}

    def upload(self, headers: Any, query: dict[str, list[str]], body: bytes) -> object:
        """Take a picture into the blog's library."""
        named = re.fullmatch(r'attachment; filename="([\w.-]+\.jpg)"', headers.get("Content-Disposition", ""))
        if not named or headers.get("Content-Type") != "image/jpeg" or not body.startswith(b"\xff\xd8\xff"):
            raise Refused(400, "rest_upload_invalid_disposition")
        number = self.next_number()
        slug = self._free(query.get("slug", [named[1].removesuffix(".jpg").lower()])[0])
        url = f"{self.base}/wp-content/uploads/2026/11/{named[1]}"
        self.media[number] = {"id": number, "slug": slug, "source_url": url, "post": None, "alt_text": ""}
        self.files[number] = body
        return self.media[number]

    # --- Mastodon ---

    def mastodon(self, verb: str, id_: str, key: str, value: dict[str, Any]) -> object:
        """Answer one request about statuses."""
        if verb != "DELETE":
            self._check_status(value)
        if not id_:
            self.repeated += key in self._keys
            id_ = self._keys.setdefault(key or f"none {self.next_number()}", str(self.next_number()))
            self.statuses.setdefault(id_, value | {"id": id_, "edits": 0})
        elif id_ not in self.statuses:
            raise Refused(404, "Record not found")
        elif verb == "DELETE":
            return self.statuses.pop(id_)
        else:
            self.statuses[id_] |= value | {"edits": self.statuses[id_]["edits"] + 1}
        return self.statuses[id_]

    def _check_status(self, value: dict[str, Any]) -> None:
        length = len(_ADDRESS.sub("x" * 23, value.get("status", "")))
        if not 0 < length <= 500:
            raise Refused(422, f"Validation failed: Text of {length} characters")


class _Handler(BaseHTTPRequestHandler):
    place: TargetServer

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def do_PUT(self) -> None:
        self._take()

    def do_DELETE(self) -> None:
        self._take()

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.place.asked.append((self.command, self.path))
        faults = self.place.faults.get(self._kind, [])
        fault = faults.pop(0) if faults else ""
        if fault == "slow":
            time.sleep(2)
        if fault.isdigit():
            return self._say(int(fault), {"error": "told to"})
        try:
            answer = self._answer(body)
        except Refused as error:
            return self._say(error.status, {"message": str(error)})
        if fault == "lost":
            self.close_connection = True
            return None
        return self._say(200, answer, cut=fault == "cut")

    @property
    def _kind(self) -> str:
        kinds = {"/hook": "webhook", f"{BLOG}/media": "media", f"{BLOG}/posts": "wordpress", "/api/v1": "mastodon"}
        return next((kind for path, kind in kinds.items() if self.path.startswith(path)), "")

    def _answer(self, body: bytes) -> object:
        parts, place = urlsplit(self.path), self.place
        if parts.path == "/hook":
            return place.hear(self.headers, body)
        if self.command == "POST" and parts.path == f"{BLOG}/media":
            self._check_login(f"Basic {place.login}")
            return place.upload(self.headers, parse_qs(parts.query), body)
        value = json.loads(body) if body else {}
        about, _, id_ = parts.path.rpartition("/") if parts.path.split("/")[-1].isdigit() else (parts.path, "", "")
        if about in (f"{BLOG}/posts", f"{BLOG}/media"):
            self._check(f"Basic {place.login}")
            answers = place.wordpress if about == f"{BLOG}/posts" else place.library
            return answers(self.command, id_, parse_qs(parts.query), value)
        if about == "/api/v1/statuses":
            self._check(f"Bearer {place.key}")
            return place.mastodon(self.command, id_, self.headers.get("Idempotency-Key", ""), value)
        raise Refused(404, "no such path")

    def _check_login(self, login: str) -> None:
        if self.headers.get("Authorization") != login:
            raise Refused(401, "wrong key")

    def _check(self, login: str) -> None:
        self._check_login(login)
        if self.command in ("POST", "PUT") and self.headers.get("Content-Type") != "application/json":
            raise Refused(400, "not JSON")

    def _say(self, status: int, value: object, *, cut: bool = False) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        body = body[: len(body) // 2] if cut else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", str(RETRY_AFTER))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: what was asked stands in `asked`."""


TargetServer.handler = _Handler
