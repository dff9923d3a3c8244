"""Ask the API of a service whose address the operator named: its own host and port may be private."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from dragoman.net.answers import Request
from dragoman.net.door import Door
from dragoman.net.guard import PORTS, place
from dragoman.translate.engines import FORM


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
        """Return what it answers to a value, sent as JSON, or as a form where its type says so, unless it is bytes.

        Raises NetworkError.
        """
        kind = {} if value is None else {"Content-Type": "application/json"}
        told = {"Accept": "application/json", **kind, **(headers or {})}
        request = Request(
            self.address.rstrip("/") + path,
            post=None if verb == "GET" else _body(value, told.get("Content-Type", "")),
            verb=verb,
            headers=tuple(told.items()),
            allow=frozenset({self._place}),
            timeout=self.timeout,
        )
        return self.door.fetch(request).body

    @property
    def _place(self) -> str:
        parts = urlsplit(self.address)
        return place(parts.hostname or "", parts.port or PORTS[parts.scheme])


def _body(value: Mapping[str, object] | bytes | None, kind: str) -> bytes:
    if value is None or isinstance(value, bytes):
        return value or b""
    text = urlencode(value, errors="replace") if kind == FORM else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace")
