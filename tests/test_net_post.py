"""What the door sends beside plain questions: bodies and headers, and to whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hostile_servers import Peer, RawServer, redirect, reply

from dragoman.errors import AddressRefused, BadStatus, TooLarge
from dragoman.net.answers import Request, Response
from dragoman.net.body import Bounds
from dragoman.net.door import Door, DoorSettings

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


class Servers:
    """Two servers and a door to both; what each answers is set by path."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.hub, self.other = RawServer(self.answer), RawServer(self.answer)
        allow = frozenset({self.hub.place, self.other.place})
        self.door = Door(DoorSettings("test", allow, timeout=2, bounds=Bounds(wire=10_000, decoded=10_000)))

    def answer(self, peer: Peer) -> bool:
        peer.send(self.answers[peer.path])
        return True

    def post(self, answer: bytes, body: bytes = b"a=b", headers: tuple[tuple[str, str], ...] = FORM) -> Response:
        self.answers["/a"] = answer
        return self.door.fetch(Request(self.hub.url("/a"), post=body, headers=headers))


@pytest.fixture
def servers() -> Iterator[Servers]:
    servers = Servers()
    with servers.door:
        yield servers
    servers.hub.close()
    servers.other.close()


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206])
def test_a_post_brings_its_body_there_and_any_good_answer_back(servers: Servers, status: int) -> None:
    got = servers.post(reply(b"done", status=f"{status} Whatever", ETag="1"))
    assert (got.status, got.body, got.etag) == (200 if status == 203 else status, b"done", "1")
    (asked,) = servers.hub.requests
    assert (asked.method, asked.body) == ("POST", b"a=b")
    assert asked.headers["content-type"] == FORM[0][1]
    assert asked.headers["content-length"] == "3"


def test_a_post_may_be_empty_on_both_sides(servers: Servers) -> None:
    got = servers.post(b"HTTP/1.1 204 No Content\r\n\r\n", body=b"", headers=())
    assert (got.status, got.body) == (204, b"")
    assert (servers.hub.requests[0].method, servers.hub.requests[0].headers["content-length"]) == ("POST", "0")


@pytest.mark.parametrize("status", [301, 302, 303, 304, 400, 404, 422, 429, 500])
def test_a_post_takes_no_other_answer_and_follows_no_redirect_that_would_lose_its_body(
    servers: Servers, status: int
) -> None:
    with pytest.raises(BadStatus, match=f"/a answered {status} ") as caught:
        servers.post(reply(status=f"{status} Whatever", location="/b"))
    assert caught.value.status == status
    assert len(servers.hub.requests) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_post_is_made_again_where_it_is_sent_on(servers: Servers, status: int) -> None:
    servers.answers["/b"] = reply(b"done")
    got = servers.post(redirect(servers.other.url("/b"), f"{status} Elsewhere"))
    assert (got.body, got.redirects) == (b"done", ((status, servers.other.url("/b")),))
    (asked,) = servers.other.requests
    assert (asked.method, asked.body, asked.headers["content-type"]) == ("POST", b"a=b", FORM[0][1])


def test_a_post_that_is_sent_on_is_held_to_the_same_rules(servers: Servers) -> None:
    with pytest.raises(AddressRefused, match="private"):
        servers.post(redirect("http://127.0.0.1/", "307 Elsewhere"))
    with pytest.raises(BadStatus, match="redirects more than 5 times"):
        servers.post(redirect("/a", "308 Elsewhere"))


def test_what_a_post_brings_back_is_bounded(servers: Servers) -> None:
    with pytest.raises(TooLarge):
        servers.post(reply(b"x" * 20_000, status="201 Created"))


def test_a_post_asks_for_no_news_and_is_never_unchanged(servers: Servers) -> None:
    servers.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with pytest.raises(BadStatus, match="304"):
        servers.door.fetch(Request(servers.hub.url("/a"), etag='"1"', last_modified="yesterday", post=b"a=b"))
    assert not {"if-none-match", "if-modified-since"} & set(servers.hub.requests[0].headers)


def test_headers_go_along_with_a_page_too(servers: Servers) -> None:
    servers.answers["/a"] = reply(b"news")
    headers = (("Accept", "application/json"), ("X-Key", "1"), ("X-Key", "2"))
    servers.door.fetch(Request(servers.hub.url("/a"), headers=headers))
    head = servers.hub.requests[0].head.lower()
    assert servers.hub.requests[0].headers["accept"] == "application/json"
    assert b"x-key: 1\r\nx-key: 2" in head
    assert head.count(b"user-agent: test") == 1


def test_a_key_for_one_origin_is_not_given_to_another(servers: Servers) -> None:
    key = ("Authorization", "Bearer secret")
    servers.answers |= {"/b": redirect(servers.other.url("/c"), "307 Elsewhere"), "/c": reply(b"done")}
    assert servers.post(redirect("/b", "307 Elsewhere"), headers=(*FORM, key)).body == b"done"
    assert [asked.headers.get("authorization") for asked in servers.hub.requests] == [key[1], key[1]]
    assert "authorization" not in servers.other.requests[0].headers
