"""Ask the API of a service whose address the operator named: its own host and port may be private."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.net.answers import Request
from dragoman.net.door import Door
from dragoman.net.guard import PORTS, place


@dataclass(frozen=True, eq=False)
class Endpoint:
    """One service at an address; `timeout` in seconds."""

    address: str
    door: Door
    timeout: float

    def __call__(
        self,
        path: str,
        value: Mapping[str, object] | bytes | None,
        headers: Mapping[str, str] | None = None,
        verb: str = "POST",
    ) -> bytes:
        """Return what it answers to a value, sent as JSON unless it is bytes; raises NetworkError."""
        body = value if isinstance(value, bytes) else b"" if value is None else _json(value)
        kind = {} if value is None else {"Content-Type": "application/json"}
        request = Request(
            self.address.rstrip("/") + path,
            post=None if verb == "GET" else body,
            verb=verb,
            headers=tuple({"Accept": "application/json", **kind, **(headers or {})}.items()),
            allow=frozenset({self._place}),
            timeout=self.timeout,
        )
        return self.door.fetch(request).body

    @property
    def _place(self) -> str:
        parts = urlsplit(self.address)
        return place(parts.hostname or "", parts.port or PORTS[parts.scheme])


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
