"""The rules of the door that need no server: addresses, and what may be asked."""

from __future__ import annotations

import math

import pytest

from dragoman.errors import AddressRefused
from dragoman.net import guard
from dragoman.net.answers import Request

REFUSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.0.9 192.0.0.10 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1
    2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0
    fec0::1 ff02::1 localhost 1.2.3 nonsense
""".split()

PUBLIC = "1.1.1.1 8.8.8.8 100.63.255.255 172.32.0.1 198.20.0.1 223.255.255.254 2606:4700::1111 2a00:1450::1".split()


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_plainly_public_is_refused(address: str) -> None:
    assert not guard.public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_let_through(address: str) -> None:
    assert guard.public(address)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ftp://news.example/feed", "not an http or https address"),
        ("javascript:alert(1)", "not an http or https address"),
        ("/feed.xml", "not an http or https address"),
        ("", "not an http or https address"),
        ("http:///feed", "not an http or https address"),
        ("http://me:secret@news.example/", "carries a user name or password"),
        ("http://@news.example/", "carries a user name or password"),
        ("http://news.example:22/", r'at port 22.*add "news\.example:22" to allow'),
        ("http://[2606:4700::1]:8080/", r'add "\[2606:4700::1\]:8080" to allow'),
        ("http://news.example:0/", "at port 0"),
        ("http://news.example:99999/", "not a well-formed address"),
        ("http://news.example/a b", "spaces or control characters"),
        ("http://news.example/\r\nHost: x", "spaces or control characters"),
    ],
)
def test_an_address_outside_the_rule_is_refused_before_any_look_up(url: str, word: str) -> None:
    with pytest.raises(AddressRefused, match=word) as caught:
        guard.check(url, frozenset())
    assert "secret" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_an_allow_listed_place_is_one_host_and_one_port() -> None:
    allow = frozenset({"127.0.0.1:8901", "[::1]:8901"})
    assert guard.check("http://127.0.0.1:8901/a", allow).allowed
    assert guard.check("http://[::1]:8901/a", allow).allowed
    assert not guard.check("http://127.0.0.1/a", allow).allowed
    with pytest.raises(AddressRefused):
        guard.check("http://127.0.0.1:8902/a", allow)


def test_a_step_down_from_https_to_http_is_refused() -> None:
    before = guard.check("https://news.example/a", frozenset())
    with pytest.raises(AddressRefused, match="from https to unencrypted http"):
        guard.step(before, "http://news.example/a", frozenset())
    assert guard.step(before, "https://other.example/a", frozenset()).host == "other.example"


@pytest.mark.parametrize(
    "header",
    [
        ("X-A", "b\r\nX-C: d"),
        ("X-A", "b\0"),
        ("X-A\r\nX-B", "c"),
        ("X A", "b"),
        ("X-A:", "b"),
        ("", "b"),
        ("X-A", "\N{EURO SIGN}"),
        ("Host", "other.example"),
        ("content-length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("User-Agent", "somebody else"),
        ("Cookie", "a=b"),
        ("Accept-Encoding", "br"),
    ],
)
def test_a_header_that_is_none_or_not_the_callers_is_refused(header: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="no header to send"):
        Request("http://news.example/", headers=(header,))


@pytest.mark.parametrize("gap", [-1.0, math.inf, math.nan])
def test_a_gap_that_is_no_time_is_refused(gap: float) -> None:
    with pytest.raises(ValueError, match="no gap"):
        Request("http://news.example/", gap=gap)


def test_requests_are_equal_and_hashable_by_what_they_ask() -> None:
    def ask(body: bytes) -> Request:
        return Request("http://hub.example/", post=body, headers=(("Content-Type", "application/json"),))

    assert {ask(b"{}"): 1}[ask(b"{}")] == 1
    assert ask(b"{}") != ask(b"[]")
