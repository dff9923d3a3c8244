"""The door against real servers on loopback: what it brings in, where it does not go, and how it waits."""

from __future__ import annotations

import gzip
import itertools
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from guards import SOON
from hostile_servers import Peer, RawServer, reply

from dragoman.errors import AddressRefused, BadStatus, TooSoon, Unreachable
from dragoman.net import guard
from dragoman.net.answers import Request, Response
from dragoman.net.body import Bounds
from dragoman.net.door import Door, DoorSettings

pytestmark = pytest.mark.timed

Answer = bytes | Iterable[bytes]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Server(RawServer):
    """Answers each path with raw bytes, written as they come, on connections that are kept."""

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.answers: dict[str, Callable[[dict[str, str]], Answer]] = {}
        self.hits: list[tuple[str, float, dict[str, str]]] = []

    def serve(self, path: str, answer: Answer | Callable[[dict[str, str]], Answer]) -> str:
        self.answers[path] = answer if callable(answer) else lambda _: answer
        return self.url(path)

    def answer(self, peer: Peer) -> bool:
        self.hits.append((peer.path, time.monotonic(), peer.headers))
        answer = self.answers[peer.path](peer.headers)
        for part in [answer] if isinstance(answer, bytes) else answer:
            peer.send(part)
        return True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def door(server: Server) -> Iterator[Door]:
    allow = frozenset({f"127.0.0.1:{server.port}"})
    bounds = Bounds(wire=300_000, decoded=3_000_000, ratio=200)
    settings = DoorSettings("Dragoman test", allow, timeout=0.5, bounds=bounds, concurrency=8)
    with Door(settings, now=lambda: NOW) as door:
        yield door


def fetch(door: Door, url: str) -> Response:
    return door.fetch(Request(url))


def fetch_at_once(door: Door, urls: list[str]) -> list[Response]:
    with ThreadPoolExecutor(len(urls)) as pool:
        return list(pool.map(door.fetch, map(Request, urls)))


# --- What works --------------------------------------------------------------------------------------------------


def test_a_page_comes_back_with_its_validators_and_lower_case_headers(server: Server, door: Door) -> None:
    url = server.serve("/a", reply(b"hello", ETag='"1"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT", X_Odd="1"))
    got = fetch(door, url)
    assert (got.url, got.status, got.body, got.etag) == (url, 200, b"hello", '"1"')
    assert got.last_modified == "Sun, 22 Nov 2026 10:00:00 GMT"
    assert got.headers["x-odd"] == "1"


def test_headers_are_text_that_can_be_stored_whatever_their_bytes(server: Server, door: Door) -> None:
    answer = reply(b"hello", ETag="caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    got = fetch(door, server.serve("/a", answer.decode().encode("latin-1")))
    assert got.etag == "caf\N{REPLACEMENT CHARACTER}"


def test_a_validator_that_is_longer_than_any_that_is_kept_is_none(server: Server, door: Door) -> None:
    assert fetch(door, server.serve("/a", reply(b"hello", ETag='"' + 600 * "1" + '"'))).etag == ""


def test_the_wire_names_itself_and_sends_no_cookie_back(server: Server, door: Door) -> None:
    url = server.serve("/a", reply(b"", Set_Cookie="track=me; Path=/"))
    fetch(door, url)
    fetch(door, url)
    assert server.hits[1][2]["user-agent"] == "Dragoman test"
    assert "cookie" not in server.hits[1][2]


def test_an_unchanged_page_is_a_304_that_keeps_its_validators(server: Server, door: Door) -> None:
    url = server.serve("/a", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    got = door.fetch(Request(url, etag='W/"1"', last_modified="yesterday"))
    assert (got.status, got.body, got.etag, got.last_modified) == (304, b"", 'W/"1"', "yesterday")
    assert server.hits[0][2]["if-none-match"] == 'W/"1"'
    assert server.hits[0][2]["if-modified-since"] == "yesterday"


def test_validators_that_hold_control_characters_are_not_sent(server: Server, door: Door) -> None:
    url = server.serve("/a", reply())
    door.fetch(Request(url, etag='"1"\r\nX-Smuggled: 1'))
    assert not {"if-none-match", "x-smuggled"} & set(server.hits[0][2])


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"news " * 100)),
        ("x-gzip", gzip.compress(b"news " * 60) + gzip.compress(b"news " * 40)),
        ("GZIP", gzip.compress(b"news " * 100) + b"\0" * 9),
        ("deflate", zlib.compress(b"news " * 100)),
        ("deflate", zlib.compressobj(wbits=-15).compress(b"") + zlib.compress(b"news " * 100)[2:-4]),
        ("identity", b"news " * 100),
    ],
)
def test_a_packed_body_is_unpacked(server: Server, door: Door, encoding: str, packed: bytes) -> None:
    url = server.serve("/a", reply(packed, content_encoding=encoding))
    assert fetch(door, url).body == b"news " * 100


def test_a_chain_of_redirects_is_followed_and_told(server: Server, door: Door) -> None:
    start = server.serve("/a", reply(status="301 Moved Permanently", location="/b"))
    server.serve("/b", reply(status="302 Found", location="c?x=1 2"))
    server.serve("/c?x=1%202", reply(b"here"))
    got = fetch(door, start)
    assert got.body == b"here"
    assert got.url == server.url("/c?x=1%202")
    assert got.redirects == ((301, server.url("/b")), (302, server.url("/c?x=1%202")))


# --- Where it does not go ----------------------------------------------------------------------------------------


PRIVATE = ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "[::]", "0.0.0.1", "100.64.0.1"]


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_refused_with_the_way_to_allow_it(door: Door, host: str) -> None:
    with pytest.raises(AddressRefused, match=r'add ".*:80" to allow under \[network\] in dragoman.toml'):
        fetch(door, f"http://{host}/feed.xml")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_a_private_address_in_disguise_is_refused(door: Door, host: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(door, f"http://{host}/feed.xml")


def test_a_name_that_turns_private_after_it_was_checked_is_refused(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(AddressRefused, match=r"leads to the private address 10\.0\.0\.7"):
        fetch(door, "http://news.example/feed.xml")


# --- Answers that are no content ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [204, 401, 402, 403, 404, 410, 418, 429, 500, 503])
def test_an_answer_without_content_is_told_by_its_status(server: Server, door: Door, status: int) -> None:
    url = server.serve("/a", reply(b"" if status == 204 else b"no", status=f"{status} Whatever"))
    with pytest.raises(BadStatus, match=f"/a answered {status} ") as caught:
        fetch(door, url)
    assert caught.value.status == status
    assert caught.value.gone == (status == 410)
    assert caught.value.transient == (status in (429, 500, 503))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("1", 60),
        ("99999999999999999999", 7 * 86400),
        ((NOW + timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 7200),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 60),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_kept_within_reason(
    server: Server, door: Door, value: str, seconds: float | None
) -> None:
    url = server.serve("/a", reply(status="503 Service Unavailable", retry_after=value))
    with pytest.raises(BadStatus) as caught:
        fetch(door, url)
    assert caught.value.retry_after == seconds


# --- No way there ------------------------------------------------------------------------------------------------


def test_a_closed_port_and_an_unknown_name_are_unreachable(door: Door) -> None:
    with socket.socket() as spare:
        spare.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{spare.getsockname()[1]}"
    with Door(DoorSettings("test", frozenset({place}))) as other:
        with pytest.raises(Unreachable, match="cannot be reached"):
            fetch(other, f"http://{place}/")
        with pytest.raises(Unreachable, match=r"no address is known for nowhere\.invalid"):
            fetch(other, "http://nowhere.invalid/")


def test_a_server_that_speaks_no_tls_is_unreachable_over_https(server: Server, door: Door) -> None:
    server.serve("/a", reply())
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetch(door, server.url("/a").replace("http:", "https:"))


# --- Many at once ------------------------------------------------------------------------------------------------


def test_a_host_gets_one_connection_at_a_time(server: Server, door: Door) -> None:
    urls = [server.serve(f"/{n}", lambda _: (time.sleep(0.01), [reply()])[1]) for n in range(20)]
    assert len(fetch_at_once(door, urls)) == 20
    assert server.most_open == 1


def test_a_public_host_is_left_in_peace_between_two_requests(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "public", lambda _: True)
    monkeypatch.setattr(guard, "PORTS", {"http": server.port})
    urls = [server.serve(f"/{n}", reply()) for n in range(3)]
    with Door(DoorSettings("test", gap=0.2)) as door:
        assert len(fetch_at_once(door, urls)) == 3
    times = [when for _, when, _ in server.hits]
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(times))


@pytest.fixture
def other() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def patient(server: Server, other: Server) -> Iterator[Door]:
    """Return a door to two servers that waits half a second for a host's time, and no longer."""
    allow = frozenset({server.place, other.place})
    with Door(DoorSettings("test", allow, timeout=5, patience=0.5), now=lambda: NOW) as door:
        yield door


def test_a_gap_that_a_host_asks_for_is_kept(server: Server, patient: Door) -> None:
    url = server.serve("/a", reply())
    for _ in range(2):
        patient.fetch(Request(url, gap=0.2))
    assert server.hits[1][1] - server.hits[0][1] >= 0.2


def test_a_gap_beyond_the_patience_is_told_at_once_and_nothing_is_asked(
    server: Server, other: Server, patient: Door
) -> None:
    url = server.serve("/a", reply())
    patient.fetch(Request(url, gap=600))
    with pytest.raises(TooSoon, match=f"^{server.place} is to be left in peace for 600 seconds more") as caught:
        fetch(patient, url)
    assert 590 < caught.value.retry_after <= 600
    assert fetch(patient, other.serve("/b", reply(b"b"))).body == b"b"
    assert len(server.hits) == 1


def test_the_settings_gap_of_a_public_host_holds_where_it_is_the_larger(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "public", lambda _: True)
    monkeypatch.setattr(guard, "PORTS", {"http": server.port})
    url = server.serve("/a", reply())
    with Door(DoorSettings("test", gap=60, patience=0.5)) as door:
        door.fetch(Request(url, gap=0.1))
        with pytest.raises(TooSoon, match="for 60 seconds"):
            door.fetch(Request(url, gap=0.1))


def test_a_redirect_is_followed_whatever_gap_its_host_asks_for(server: Server, other: Server, patient: Door) -> None:
    url = server.serve("/a", reply(status="301 Moved Permanently", location="/b"))
    server.serve("/b", reply(status="301 Moved Permanently", location=other.serve("/c", reply(b"c"))))
    assert patient.fetch(Request(url, gap=600)).body == b"c"
    with pytest.raises(TooSoon, match=server.place):
        fetch(patient, server.url("/b"))
    assert fetch(patient, other.url("/c")).body == b"c"


@pytest.mark.parametrize(
    ("status", "value", "asked", "shut"),
    [
        ("429 Too Many Requests", "120", 120, 120),
        ("429 Too Many Requests", "1", 60, 60),
        ("429 Too Many Requests", "", None, 60),
        ("429 Too Many Requests", (NOW + timedelta(hours=2)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 7200, 7200),
        ("503 Service Unavailable", "120", 120, 120),
    ],
)
def test_a_host_that_asks_for_peace_is_left_in_peace_as_a_whole(
    server: Server, other: Server, patient: Door, status: str, value: str, asked: float | None, shut: float
) -> None:
    with pytest.raises(BadStatus) as refused:
        fetch(patient, server.serve("/a", reply(status=status, retry_after=value)))
    assert refused.value.retry_after == asked
    with pytest.raises(TooSoon) as caught:
        fetch(patient, server.serve("/b", reply(b"b")))
    assert shut - 5 < caught.value.retry_after <= shut
    assert len(server.hits) == 1
    assert fetch(patient, other.serve("/b", reply(b"b"))).body == b"b"


@pytest.mark.parametrize("status", [404, 500, 502, 503])
def test_the_trouble_of_one_page_shuts_no_host(server: Server, patient: Door, status: int) -> None:
    with pytest.raises(BadStatus):
        fetch(patient, server.serve("/a", reply(status=f"{status} Trouble")))
    assert fetch(patient, server.serve("/b", reply(b"b"))).body == b"b"


def test_a_door_that_is_not_open_says_so() -> None:
    with pytest.raises(RuntimeError, match="with statement"):
        fetch(Door(DoorSettings("test")), "http://127.0.0.1/")


def test_a_door_closes_at_once_also_with_fetches_under_way() -> None:
    silent = RawServer(Peer.idle)
    with ThreadPoolExecutor(1) as pool:
        with Door(DoorSettings("test", frozenset({silent.place}))) as door:
            future = pool.submit(fetch, door, silent.url())
            while not silent.requests:
                time.sleep(0.01)
            start = time.monotonic()
        assert time.monotonic() - start < SOON
        assert isinstance(future.exception(), CancelledError)
    silent.close()
