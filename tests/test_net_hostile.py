"""The door against servers that mean harm: every one ends inside the deadline, with the right word for it."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiohttp.connector
import hostile_servers
import pytest
from hostile_servers import Peer, RawServer, reply

from dragoman.errors import AddressRefused, NetworkError, TimedOut, Unreachable
from dragoman.net.answers import Request, Response
from dragoman.net.body import Bounds
from dragoman.net.door import Door, DoorSettings

pytestmark = pytest.mark.timed

TIMEOUT = 1.0
"""The deadline of those servers that would go on for ever."""
AMPLE = 10.0
"""That of the others, so that a busy machine doesn't make a slow server of a broken one."""
BOUNDS = Bounds(wire=300_000, decoded=3_000_000, ratio=200)

Ends = dict[str, tuple[Response | NetworkError, float, RawServer]]


def door_to(*servers: RawServer, timeout: float = AMPLE) -> Door:
    allow = frozenset(server.place for server in servers)
    return Door(DoorSettings("test", allow, timeout=timeout, bounds=BOUNDS, concurrency=len(servers)))


def fetch_from(servers: dict[str, RawServer], timeout: float) -> Ends:
    """Fetch from all servers at once: what came of each, after how long."""

    def one(server: RawServer) -> tuple[Response | NetworkError, float, RawServer]:
        start = time.monotonic()
        try:
            end: Response | NetworkError = door.fetch(Request(server.url("/a")))
        except NetworkError as error:
            end = error
        return end, time.monotonic() - start, server

    with door_to(*servers.values(), timeout=timeout) as door, ThreadPoolExecutor(len(servers)) as pool:
        return dict(zip(servers, pool.map(one, servers.values()), strict=True))


@pytest.fixture(scope="module")
def ends() -> Iterator[Ends]:
    servers = {name: RawServer(case.behave) for name, case in hostile_servers.ALL.items()}
    late = {name: servers.pop(name) for name, case in hostile_servers.ALL.items() if case.error is TimedOut}
    yield fetch_from(late, TIMEOUT) | fetch_from(servers, AMPLE)
    for server in (*late.values(), *servers.values()):
        server.close()


@pytest.mark.parametrize("name", hostile_servers.ALL)
def test_a_hostile_server_ends_in_time_and_with_the_right_word(ends: Ends, name: str) -> None:
    case = hostile_servers.ALL[name]
    end, seconds, server = ends[name]
    assert type(end) is case.error
    assert case.word in str(end)
    assert server.place in str(end) or name.startswith("redirects_")
    assert "secret" not in str(end)
    assert str(end).endswith(".")
    assert str(end).isprintable()
    assert seconds < AMPLE


def test_no_redirect_is_followed_more_often_than_allowed(ends: Ends) -> None:
    for name in ("redirects_to_itself", "redirects_in_a_ring", "redirects_without_end"):
        assert len(ends[name][2].requests) == 6


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_what_a_server_says_beyond_its_answer_is_not_the_answer_to_the_next_question(pause: float) -> None:
    said = threading.Event()

    def goes_on(peer: Peer) -> bool:
        peer.send(reply(peer.path.encode()), pause)
        peer.send(reply(b"forged"))
        said.set()
        return True

    server = RawServer(goes_on)
    with door_to(server) as door:
        for path in ("/a", "/b", "/c"):
            said.clear()
            assert door.fetch(Request(server.url(path))).body == path.encode()
            assert said.wait(5)
            time.sleep(0.02)
    server.close()


def test_a_header_behind_the_body_is_no_header() -> None:
    trailers = b"0\r\nETag: forged\r\nSet-Cookie: a=b\r\n\r\n"
    server = RawServer(lambda peer: peer.send(hostile_servers.CHUNKED + b"4\r\nnews\r\n" + trailers))
    with door_to(server) as door:
        got = door.fetch(Request(server.url()))
    assert (got.body, got.etag) == (b"news", "")
    assert "set-cookie" not in got.headers
    server.close()


def test_a_server_that_never_reads_what_is_posted_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        place = f"127.0.0.1:{deaf.getsockname()[1]}"
        start = time.monotonic()
        settings = DoorSettings("test", frozenset({place}), timeout=TIMEOUT)
        with Door(settings) as door, pytest.raises(TimedOut, match="within 1 seconds"):
            door.fetch(Request(f"http://{place}/", post=b"x" * 50_000_000))
    assert time.monotonic() - start < AMPLE


def test_hostile_servers_hold_up_nobody_else() -> None:
    slow = [RawServer(hostile_servers.pours_interim_answers) for _ in range(5)]
    good = RawServer(lambda peer: peer.send(reply(b"news")))
    ends = fetch_from({**{str(n): server for n, server in enumerate(slow)}, "good": good}, TIMEOUT)
    _, took, _ = ends.pop("good")
    assert took < min(seconds for _, seconds, _ in ends.values())
    for server in (*slow, good):
        server.close()


# --- Encrypted ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that nobody has signed, and its key."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=hostile -keyout {key} -out {cert}".split()
    subprocess.run([openssl, *made, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def encrypted(certificate: tuple[Path, Path]) -> Iterator[RawServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = RawServer(lambda peer: peer.send(hostile_servers.redirect(f"http://127.0.0.1:{peer.port}/")), context)
    yield server
    server.close()


def test_a_certificate_that_nobody_signed_is_not_trusted(encrypted: RawServer) -> None:
    with door_to(encrypted) as door, pytest.raises(Unreachable, match=r"cannot be trusted: self.signed certificate"):
        door.fetch(Request(encrypted.url().replace("http:", "https:")))
    assert not encrypted.requests


def test_a_redirect_from_https_to_http_is_not_followed(
    encrypted: RawServer, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    monkeypatch.setattr(aiohttp.connector, "_SSL_CONTEXT_VERIFIED", trusting)
    with door_to(encrypted) as door, pytest.raises(AddressRefused, match="from https to unencrypted http"):
        door.fetch(Request(encrypted.url().replace("http:", "https:")))
    assert len(encrypted.requests) == 1
