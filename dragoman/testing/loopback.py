"""What the servers of a test's own have in common: they listen on loopback for as long as a block lasts."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import ClassVar, Self


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients who leave in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        # HTTPServer's own asks the resolver for a name, which can hang on a machine without a network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", int(self.server_address[1])


class Loopback:
    """Listen on 127.0.0.1 while the `with` block lasts, at `port` or any free one; `base` is the address.

    `handler` answers, and finds the server that it answers for as its `place`.
    """

    handler: ClassVar[type[BaseHTTPRequestHandler]]
    port = 0
    base = ""

    def __enter__(self) -> Self:
        handler = type("Handler", (self.handler,), {"place": self})
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def stand(program: str, what: str, usual: int, server: Callable[[int], Loopback]) -> int:
    """Be a server of a test's own as a program, at the port that the command line names, until interrupted.

    Returns its exit status: 1 where the port can't be had.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {program}",
        description=f"Be {what} on loopback.",
        epilog=f"Example: python -m {program} --port {usual + 1}",
    )
    port_help = f"port on 127.0.0.1, 0 for any free one (default {usual})"
    parser.add_argument("--port", type=int, default=usual, help=port_help)
    port = parser.parse_args().port
    try:
        with server(port) as standing, contextlib.suppress(KeyboardInterrupt):
            print(f"Here is {what}: {standing.base.removesuffix('/')}/ until you press Ctrl-C.", flush=True)
            threading.Event().wait()
    except (OSError, OverflowError) as error:
        print(f"Port {port} can't be used ({error}): choose another with --port.", file=sys.stderr)
        return 1
    return 0
