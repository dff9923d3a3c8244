"""Servers on loopback that misbehave in every way we know: one function a behaviour, on raw sockets.

Each behaviour treats one request as it likes, and the connection is closed when it returns. `ALL` names what the door
must make of it: the class of the error and a word of its sentence.
"""

from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from dragoman.errors import AddressRefused, BadStatus, NetworkError, TimedOut, TooLarge, Unreachable

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Write an answer; `X_Y="z"` is the header X-Y, and Content-Length is what it should be unless given."""
    fields = {"content-length": str(len(body))}
    fields |= {name.replace("_", "-").lower(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


@dataclass
class Peer:
    """One request, and the connection to whoever made it."""

    socket: socket.socket
    port: int
    head: bytes
    body: bytes = b""

    @property
    def method(self) -> str:
        return self.head.split(b" ", 2)[0].decode()

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode()

    @property
    def headers(self) -> dict[str, str]:
        lines = (line.partition(":") for line in self.head.decode().split("\r\n")[1:])
        return {name.lower(): value.strip() for name, _, value in lines}

    def send(self, data: bytes, pause: float = 0.0) -> None:
        self.socket.sendall(data)
        time.sleep(pause)

    def drip(self, part: bytes, pause: float = 0.05) -> None:
        """Send the same thing for ever, until the other side goes away."""
        while True:
            self.send(part, pause)

    def idle(self) -> None:
        """Say nothing more until the other side goes away."""
        while self.socket.recv(65536):
            pass

    def reset(self) -> None:
        """Break the connection instead of closing it."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Behaviour = Callable[[Peer], object]


class RawServer:
    """Listens on a port of its own; a behaviour that returns True keeps the connection for another request."""

    def __init__(self, behave: Behaviour, tls: ssl.SSLContext | None = None) -> None:
        self.behave, self._tls = behave, tls
        self.requests: list[Peer] = []
        self.open = self.most_open = 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        with suppress(OSError), self._ready(connection) as connection:
            for peer in self._requests(connection):
                self.requests.append(peer)
                if self.behave(peer) is not True:
                    break
        with self._lock:
            self.open -= 1

    def _ready(self, connection: socket.socket) -> socket.socket:
        if self._tls:
            return self._tls.wrap_socket(connection, server_side=True)
        if connection.recv(1, socket.MSG_PEEK) == b"\x16":
            connection.close()  # a greeting in TLS is no line to wait for the end of
        return connection

    def _requests(self, connection: socket.socket) -> Iterator[Peer]:
        with connection.makefile("rb") as stream:
            while line := stream.readline():
                head = line
                while (line := stream.readline()) not in (b"\r\n", b""):
                    head += line
                peer = Peer(connection, self.port, head.strip())
                peer.body = stream.read(int(peer.headers.get("content-length", 0)))
                yield peer


@dataclass(frozen=True)
class Hostile:
    """A behaviour and what becomes of it: an error and a word of its sentence."""

    behave: Behaviour
    error: type[NetworkError]
    word: str


ALL: dict[str, Hostile] = {}


def ends_as(error: type[NetworkError], word: str) -> Callable[[Behaviour], Behaviour]:
    """Enter a behaviour with the end it must come to."""

    def enter(behave: Behaviour) -> Behaviour:
        ALL[behave.__name__] = Hostile(behave, error, word)
        return behave

    return enter


LATE = "did not answer in full within"
BROKEN = "breaks the rules of HTTP"
CUT = "broke off in the middle"
NOTHING = "closed the connection without an answer"
LONG = "longer than"

# --- Slow --------------------------------------------------------------------------------------------------------


@ends_as(TimedOut, LATE)
def accepts_and_says_nothing(peer: Peer) -> None:
    peer.idle()


@ends_as(TimedOut, LATE)
def spells_its_status_line(peer: Peer) -> None:
    for letter in b"HTTP/1.1 200 " + b"O" * 10_000:
        peer.send(bytes([letter]), 0.05)


@ends_as(TimedOut, LATE)
def drips_headers(peer: Peer) -> None:
    peer.send(OK)
    peer.drip(b"X: y\r\n")


@ends_as(TimedOut, LATE)
def drips_one_header(peer: Peer) -> None:
    peer.send(OK + b"X: ")
    peer.drip(b"y")


@ends_as(TimedOut, LATE)
def stops_in_its_headers(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 5\r\n")
    peer.idle()


@ends_as(TimedOut, LATE)
def drips_its_body(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 99999\r\n\r\n")
    peer.drip(b"x")


@ends_as(TimedOut, LATE)
def drips_chunks_of_one_byte(peer: Peer) -> None:
    peer.send(CHUNKED)
    peer.drip(b"1\r\nx\r\n")


@ends_as(TimedOut, LATE)
def drips_gzip(peer: Peer) -> None:
    peer.send(OK + b"Content-Encoding: gzip\r\nContent-Length: 99999\r\n\r\n" + gzip.compress(b"")[:10])
    peer.drip(b"\0\0\0\xff\xff")  # empty blocks: nothing unpacked, and no end


@ends_as(TimedOut, LATE)
def drips_interim_answers(peer: Peer) -> None:
    peer.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", 0.01)


@ends_as(TimedOut, LATE)
def pours_interim_answers(peer: Peer) -> None:
    peer.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 50, 0.01)


@ends_as(TimedOut, LATE)
def says_more_than_it_sends_and_waits(peer: Peer) -> None:
    peer.send(reply(b"half", content_length="10"))
    peer.idle()


@ends_as(TimedOut, LATE)
def forgets_its_last_chunk_and_waits(peer: Peer) -> None:
    peer.send(CHUNKED + b"4\r\nnews\r\n")
    peer.idle()


@ends_as(TimedOut, LATE)
def pours_a_chunk_extension(peer: Peer) -> None:
    peer.send(CHUNKED + b"4;")
    peer.drip(b"x=y;" * 50, 0.01)


@ends_as(TimedOut, LATE)
def drips_trailers(peer: Peer) -> None:
    peer.send(CHUNKED + b"4\r\nnews\r\n0\r\n")
    peer.drip(b"X: y\r\n")


@ends_as(TimedOut, LATE)
def redirects_slowly(peer: Peer) -> None:
    time.sleep(0.4)
    peer.send(reply(status="302 Found", location=peer.path + "x"))


# --- Breaking off ------------------------------------------------------------------------------------------------


@ends_as(Unreachable, NOTHING)
def hangs_up_at_once(peer: Peer) -> None:
    pass


@ends_as(Unreachable, NOTHING)
def resets_at_once(peer: Peer) -> None:
    peer.reset()


@ends_as(Unreachable, NOTHING)
def hangs_up_in_its_headers(peer: Peer) -> None:
    peer.send(OK + b"Content-Le")


@ends_as(Unreachable, CUT)
def says_more_than_it_sends(peer: Peer) -> None:
    peer.send(reply(b"half", content_length="10"))


@ends_as(Unreachable, CUT)
def resets_in_its_body(peer: Peer) -> None:
    peer.send(reply(b"half", content_length="10"), 0.1)
    peer.reset()


@ends_as(Unreachable, CUT)
def forgets_its_last_chunk(peer: Peer) -> None:
    peer.send(CHUNKED + b"4\r\nnews\r\n")


@ends_as(Unreachable, CUT)
def hangs_up_in_a_chunk(peer: Peer) -> None:
    peer.send(CHUNKED + b"400\r\nnews")


@ends_as(Unreachable, CUT)
def hangs_up_in_its_trailers(peer: Peer) -> None:
    peer.send(CHUNKED + b"4\r\nnews\r\n0\r\nX: y")


# --- Too much ----------------------------------------------------------------------------------------------------


@ends_as(TooLarge, LONG)
def sends_an_endless_body(peer: Peer) -> None:
    peer.send(OK + b"\r\n")
    peer.drip(b"x" * 9999, 0)


@ends_as(TooLarge, LONG)
def sends_endless_chunks(peer: Peer) -> None:
    peer.send(CHUNKED)
    peer.drip(b"1000\r\n" + b"x" * 4096 + b"\r\n", 0)


@ends_as(TooLarge, LONG)
def pours_chunks_of_one_byte(peer: Peer) -> None:
    peer.send(CHUNKED)
    peer.drip(b"1\r\nx\r\n" * 999, 0)


@ends_as(TooLarge, "which is too long")
def says_it_sends_a_gigabyte(peer: Peer) -> None:
    peer.send(reply(b"x", content_length=str(10**9)))


@ends_as(TooLarge, "larger headers")
def sends_a_header_of_100_kb(peer: Peer) -> None:
    peer.send(reply(b"x", x_long="y" * 100_000))


@ends_as(TooLarge, "larger headers")
def sends_a_header_without_end(peer: Peer) -> None:
    peer.send(OK + b"X: ")
    peer.drip(b"y" * 4096, 0)


@ends_as(TooLarge, "larger headers")
def sends_a_header_name_without_end(peer: Peer) -> None:
    peer.send(OK)
    peer.drip(b"y" * 4096, 0)


@ends_as(TooLarge, "larger headers")
def sends_10000_headers(peer: Peer) -> None:
    peer.send(OK + b"".join(b"X%d: y\r\n" % n for n in range(10_000)) + b"\r\nx")


@ends_as(TooLarge, "larger headers")
def sends_headers_without_end(peer: Peer) -> None:
    peer.send(OK)
    peer.drip(b"X: y\r\n" * 500, 0)


@ends_as(TooLarge, "larger headers")
def sends_a_status_line_without_end(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 ")
    peer.drip(b"O" * 4096, 0)


@ends_as(TooLarge, "larger headers")
def sends_10000_trailers(peer: Peer) -> None:
    peer.send(CHUNKED + b"4\r\nnews\r\n0\r\n" + b"X: y\r\n" * 10_000 + b"\r\n")


# --- Packed ------------------------------------------------------------------------------------------------------


def packed(body: bytes, encoding: str = "gzip") -> bytes:
    return reply(body, content_encoding=encoding)


@ends_as(TooLarge, "unpacks to over 200 times")
def sends_a_gzip_bomb(peer: Peer) -> None:
    peer.send(packed(gzip.compress(b"\0" * 2_900_000)))


@ends_as(TooLarge, "unpacks to over 200 times")
def sends_a_deflate_bomb(peer: Peer) -> None:
    peer.send(packed(zlib.compress(b"\0" * 2_900_000), "deflate"))


@ends_as(TooLarge, "unpacks to over 200 times")
def sends_a_raw_deflate_bomb(peer: Peer) -> None:
    squeeze = zlib.compressobj(wbits=-15)
    peer.send(packed(squeeze.compress(b"\0" * 2_900_000) + squeeze.flush(), "deflate"))


@ends_as(TooLarge, "unpacks to over 200 times")
def sends_a_bomb_of_many_members(peer: Peer) -> None:
    peer.send(packed(gzip.compress(b"\0" * 20_000) * 200))


@ends_as(TooLarge, "unpacks to more than 2.86 MB")
def sends_a_bomb_under_the_ratio(peer: Peer) -> None:
    noise = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(600))
    peer.send(packed(gzip.compress(noise * 200)))


@ends_as(TooLarge, "in more than 1000 pieces")
def sends_ten_thousand_empty_members(peer: Peer) -> None:
    peer.send(packed(gzip.compress(b"") * 10_000))


@ends_as(Unreachable, "broke off before its gzip data was complete")
def truncates_its_gzip(peer: Peer) -> None:
    peer.send(packed(gzip.compress(bytes(range(256)) * 9)[:-20]))


@ends_as(Unreachable, "broke off before its deflate data was complete")
def truncates_its_deflate(peer: Peer) -> None:
    peer.send(packed(zlib.compress(bytes(range(256)) * 9)[:-20], "deflate"))


@ends_as(Unreachable, "cannot be unpacked")
def sends_gzip_in_name_only(peer: Peer) -> None:
    peer.send(packed(b"<html>"))


@ends_as(Unreachable, "cannot be unpacked")
def sends_gzip_with_a_wrong_checksum(peer: Peer) -> None:
    body = gzip.compress(b"news")
    peer.send(packed(body[:-8] + b"\0\0\0\0" + body[-4:]))


@ends_as(NetworkError, "'br', which was not asked for")
def sends_brotli_unasked(peer: Peer) -> None:
    peer.send(packed(b"\x0b\x02\x80news\x03", "br"))


@ends_as(NetworkError, "'rot13', which was not asked for")
def sends_an_encoding_nobody_knows(peer: Peer) -> None:
    peer.send(packed(b"arjf", "rot13"))


@ends_as(NetworkError, "'gzip, gzip', which was not asked for")
def packs_twice(peer: Peer) -> None:
    peer.send(packed(gzip.compress(gzip.compress(b"news")), "gzip, gzip"))


@ends_as(NetworkError, "'gzip, gzip', which was not asked for")
def packs_twice_in_two_headers(peer: Peer) -> None:
    body = gzip.compress(gzip.compress(b"news"))
    peer.send(OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


# --- Lying about lengths -----------------------------------------------------------------------------------------


@ends_as(Unreachable, BROKEN)
def sends_less_than_nothing(peer: Peer) -> None:
    peer.send(reply(b"news", content_length="-4"))


@ends_as(Unreachable, BROKEN)
def sends_a_length_that_is_no_number(peer: Peer) -> None:
    peer.send(reply(b"news", content_length="4e0"))


@ends_as(Unreachable, BROKEN)
def sends_two_lengths(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 4\r\nContent-Length: 2\r\n\r\nnews")


@ends_as(Unreachable, BROKEN)
def sends_a_list_of_lengths(peer: Peer) -> None:
    peer.send(reply(b"news", content_length="4, 2"))


@ends_as(Unreachable, BROKEN)
def smuggles_with_length_and_chunks(peer: Peer) -> None:
    peer.send(OK + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nne\r\n0\r\n\r\n")


@ends_as(NetworkError, "'chunked, rot13', which was not asked for")
def codes_its_transfer_in_an_unknown_way(peer: Peer) -> None:
    peer.send(OK + b"Transfer-Encoding: chunked, rot13\r\n\r\n4\r\nnews\r\n0\r\n\r\n")


@ends_as(NetworkError, "'gzip, chunked', which was not asked for")
def packs_its_transfer_unasked(peer: Peer) -> None:
    body = gzip.compress(b"news")
    peer.send(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))


@ends_as(Unreachable, BROKEN)
def sends_a_chunk_size_that_is_no_number(peer: Peer) -> None:
    peer.send(CHUNKED + b"zz\r\nxx\r\n")


@ends_as(Unreachable, BROKEN)
def sends_a_negative_chunk(peer: Peer) -> None:
    peer.send(CHUNKED + b"-4\r\nnews\r\n0\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def sends_a_chunk_size_beyond_64_bits(peer: Peer) -> None:
    peer.send(CHUNKED + b"F" * 20 + b"\r\nnews\r\n0\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def sends_more_than_it_says(peer: Peer) -> None:
    peer.send(reply(b"news and more", content_length="4"))


@ends_as(Unreachable, BROKEN)
def sends_more_than_its_chunk(peer: Peer) -> None:
    peer.send(CHUNKED + b"2\r\nnews\r\n0\r\n\r\n")


# --- Redirects ---------------------------------------------------------------------------------------------------


def redirect(place: str, status: str = "302 Found") -> bytes:
    return reply(status=status, location=place)


@ends_as(BadStatus, "redirects more than 5 times")
def redirects_to_itself(peer: Peer) -> None:
    peer.send(redirect(peer.path))


@ends_as(BadStatus, "redirects more than 5 times")
def redirects_in_a_ring(peer: Peer) -> None:
    peer.send(redirect("/b" if peer.path == "/a" else "/a", "301 Moved Permanently"))


@ends_as(BadStatus, "redirects more than 5 times")
def redirects_without_end(peer: Peer) -> None:
    peer.send(redirect(peer.path + "x", "308 Permanent Redirect"))


@ends_as(BadStatus, "redirects to nowhere")
def redirects_to_nowhere(peer: Peer) -> None:
    peer.send(redirect(""))


@ends_as(AddressRefused, "private address")
def redirects_to_a_private_address(peer: Peer) -> None:
    peer.send(redirect("http://127.0.0.1/admin"))


@ends_as(AddressRefused, "private address")
def redirects_to_the_metadata_of_a_cloud(peer: Peer) -> None:
    peer.send(redirect("http://169.254.169.254/latest/meta-data"))


@ends_as(AddressRefused, "private address")
def redirects_to_a_private_address_in_disguise(peer: Peer) -> None:
    peer.send(redirect("http://0x7f000001/"))


@ends_as(AddressRefused, "port 22")
def redirects_to_another_port(peer: Peer) -> None:
    peer.send(redirect("//127.0.0.1:22/"))


@ends_as(AddressRefused, "not an http or https address")
def redirects_to_a_file(peer: Peer) -> None:
    peer.send(redirect("file:///etc/passwd"))


@ends_as(AddressRefused, "not an http or https address")
def redirects_to_data(peer: Peer) -> None:
    peer.send(redirect("data:text/html,news"))


@ends_as(AddressRefused, "user name or password")
def redirects_to_credentials(peer: Peer) -> None:
    peer.send(redirect(f"http://user:secret@127.0.0.1:{peer.port}/"))


@ends_as(AddressRefused, "not well-formed")
def redirects_to_half_an_address(peer: Peer) -> None:
    peer.send(redirect("http://[::1"))


@ends_as(AddressRefused, "control characters")
def redirects_with_a_control_character(peer: Peer) -> None:
    peer.send(redirect("/a\x01b"))


@ends_as(Unreachable, BROKEN)
def redirects_with_a_bare_carriage_return(peer: Peer) -> None:
    peer.send(redirect("/a\rSet-Cookie: b"))


# --- Headers and status lines that are none ----------------------------------------------------------------------


@ends_as(Unreachable, BROKEN)
def puts_nul_in_a_header(peer: Peer) -> None:
    peer.send(OK + b"X: a\0b\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def puts_a_bare_cr_in_a_header(peer: Peer) -> None:
    peer.send(OK + b"X: a\rSet-Cookie: b\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def sends_a_header_without_a_colon(peer: Peer) -> None:
    peer.send(OK + b"nonsense\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def speaks_another_protocol(peer: Peer) -> None:
    peer.send(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")


@ends_as(Unreachable, BROKEN)
def speaks_http_0_9(peer: Peer) -> None:
    peer.send(b"<html>news</html>")


@ends_as(Unreachable, BROKEN)
def speaks_http_2_unasked(peer: Peer) -> None:
    peer.send(b"\0\0\0\x04\0\0\0\0\0")


@ends_as(Unreachable, BROKEN)
def speaks_tls_on_a_plain_port(peer: Peer) -> None:
    peer.send(b"\x15\x03\x03\x00\x02\x02\x46")


@ends_as(Unreachable, BROKEN)
def sends_a_status_of_two_digits(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 20 OK\r\n\r\nnews")


@ends_as(Unreachable, BROKEN)
def sends_a_version_nobody_speaks(peer: Peer) -> None:
    peer.send(b"HTTP/9.9 200 OK\r\nContent-Length: 4\r\n\r\nnews")


@ends_as(BadStatus, "answered 999")
def answers_999(peer: Peer) -> None:
    peer.send(reply(b"no", status="999 Request denied"))


@ends_as(BadStatus, "answered 304")
def says_unchanged_unasked(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")


@ends_as(BadStatus, "answered 206")
def sends_a_part_unasked(peer: Peer) -> None:
    peer.send(reply(b"ne", status="206 Partial Content", content_range="bytes 0-1/4"))


@ends_as(BadStatus, "answered 101")
def switches_protocols_unasked(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: chat\r\n\r\n")
    peer.idle()


@ends_as(BadStatus, "answered 404")
def sends_an_error_page_without_end(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 404 Not Found\r\n\r\n")
    peer.drip(b"x" * 9999, 0)
