"""The body of an answer, taken in and unpacked within bounds that no server can lift."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from dragoman.errors import NetworkError, TooLarge, Unreachable

MB = 1024 * 1024
ACCEPTED = "gzip, deflate"
_PLAIN = ("", "identity", "none", "utf-8", "binary")  # the last three are servers' misunderstandings
_RATIO_FROM = 1 * MB  # small bodies may repeat themselves as much as they like
_MEMBERS = 1000  # each costs the door's one thread an unpacker, also where it holds nothing


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a body may weigh, in bytes: on the wire, unpacked, and the second over the first."""

    wire: int = 8 * MB
    decoded: int = 16 * MB
    ratio: int = 200


class Body:
    """Collects a body chunk by chunk; `url` is for the sentences of its errors."""

    def __init__(self, url: str, encoding: str, bounds: Bounds) -> None:
        self._url, self._bounds = url, bounds
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in (*_PLAIN, "gzip", "deflate"):
            raise NetworkError(f"{url} came packed as {encoding[:40]!r}, which was not asked for and cannot be read.")
        self._packed = self._encoding in ("gzip", "deflate")
        self._zlib: zlib._Decompress | None = None
        self._held = b""
        self._parts: list[bytes] = []
        self._wire = self._decoded = self._members = 0

    def add(self, chunk: bytes) -> None:
        """Take in what came over the wire; raises TooLarge past a bound, Unreachable where it cannot be unpacked."""
        self._wire += len(chunk)
        if self._wire > self._bounds.wire:
            raise TooLarge(f"{self._url} is longer than {_size(self._bounds.wire)}, the most the wire takes in.")
        if self._packed:
            self._unpack(chunk)
        else:
            self._keep(chunk)

    def end(self) -> bytes:
        """Return the whole body; raises Unreachable where the packed stream broke off."""
        if self._held or (self._zlib and not self._zlib.eof):
            raise Unreachable(f"{self._url} broke off before its {self._encoding} data was complete.")
        return b"".join(self._parts)

    def _unpack(self, chunk: bytes) -> None:
        data = self._held + chunk
        self._held = b""
        while data:
            if self._zlib is None or self._zlib.eof:
                if len(data) < 2:
                    self._held = data
                    return
                if self._zlib and not data.startswith(b"\x1f\x8b"):
                    return  # padding after the last member, which every reader ignores
                self._zlib = self._next_member(data)
            data = self._inflate(self._zlib, data)

    def _next_member(self, data: bytes) -> zlib._Decompress:
        self._members += 1
        if self._members > _MEMBERS:
            raise TooLarge(f"{self._url} came packed in more than {_MEMBERS} pieces, as only a trap does.")
        return zlib.decompressobj(_window(self._encoding, data))

    def _inflate(self, unpacker: zlib._Decompress, data: bytes) -> bytes:
        while data and not unpacker.eof:
            try:
                self._keep(unpacker.decompress(data, 64 * 1024))
            except zlib.error:
                raise Unreachable(f"{self._url} says it is {self._encoding}, but cannot be unpacked.") from None
            data = unpacker.unconsumed_tail
        return unpacker.unused_data

    def _keep(self, part: bytes) -> None:
        self._decoded += len(part)
        if self._decoded > self._bounds.decoded:
            raise TooLarge(f"{self._url} unpacks to more than {_size(self._bounds.decoded)}, the most the wire takes.")
        if self._decoded > _RATIO_FROM and self._decoded > self._wire * self._bounds.ratio:
            raise TooLarge(f"{self._url} unpacks to over {self._bounds.ratio} times its size, as only a trap does.")
        self._parts.append(part)


def _window(encoding: str, head: bytes) -> int:
    # Servers send "deflate" both ways: with the zlib header of the standard, and raw as old browsers took it.
    if encoding == "gzip":
        return zlib.MAX_WBITS | 16
    wrapped = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS


def _size(count: int) -> str:
    return f"{count / MB:.3g} MB" if count >= MB else f"{count} bytes"
