"""What the servers of a test's own have in common: they listen on loopback for as long as a block lasts."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, Self


class Loopback:
    """Listen on 127.0.0.1 while the `with` block lasts, at `port` or any free one; `base` is the address.

    `handler` answers, and finds the server that it answers for as its `place`.
    """

    handler: ClassVar[type[BaseHTTPRequestHandler]]
    port = 0
    base = ""

    def __enter__(self) -> Self:
        handler = type("Handler", (self.handler,), {"place": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
