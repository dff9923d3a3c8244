"""The one place where a connection is made: it sees every numeric address, and refuses those that are not public."""

from __future__ import annotations

import socket
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

import aiohttp
from aiohttp import AddrInfoType
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from dragoman.net import guard
from dragoman.net.guard import Target


@dataclass(slots=True)
class Hop:
    """One request to one server, as the socket factory and the words for its failure see it."""

    target: Target
    tried: int = 0
    refused: list[str] = field(default_factory=list)


hop: ContextVar[Hop | None] = ContextVar("hop", default=None)


class Connector(aiohttp.TCPConnector):
    """Takes no kept connection on which the server went on talking, and waits for nobody who doesn't read."""

    # What came after an answer would be taken for the answer to the next question.
    async def _get(self, key: ConnectionKey, traces: list[Trace]) -> Connection | None:
        while (kept := await super()._get(key, traces)) and kept.protocol and kept.protocol.should_close:
            kept.close()
        return kept

    # A transport that is closed stays until its last byte is sent, which a server can put off for ever.
    def _release(self, key: ConnectionKey, protocol: ResponseHandler, *, should_close: bool = False) -> None:
        if protocol.transport and protocol.transport.get_write_buffer_size():
            protocol.abort()
        super()._release(key, protocol, should_close=should_close)


def open_socket(info: AddrInfoType) -> socket.socket:
    """Open the socket of a connection that is about to be made, where its numeric address may be gone to."""
    family, kind, proto, _, address = info
    current = hop.get()
    if current:
        current.tried += 1
    if not (current and current.target.allowed) and not guard.public(str(address[0])):
        if current:
            current.refused.append(str(address[0]))
        raise OSError(f"{address[0]} is not a public address")
    return socket.socket(family, kind, proto)


def acknowledge(got: aiohttp.ClientResponse) -> None:
    """Acknowledge the headers now: servers that write the body apart wait for that, which costs 40 ms a page."""
    if got.connection and got.connection.transport and hasattr(socket, "TCP_QUICKACK"):
        connected = got.connection.transport.get_extra_info("socket")
        with suppress(OSError):
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
