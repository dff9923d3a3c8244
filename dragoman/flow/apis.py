"""Ask the API of a service that the operator named, with its secret: its own host and port may be private."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from dragoman.errors import UsageError
from dragoman.net.answers import Request
from dragoman.net.door import Door
from dragoman.net.guard import PORTS, place
from dragoman.translate.engines import FORM_TYPE


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
    text = urlencode(value, errors="replace") if kind == FORM_TYPE else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace")


def secret(variable: str, whose: str, *, needed: bool) -> str:
    """Return a secret from the environment; raise UsageError where it is needed and not there, or can be none."""
    value = os.environ.get(variable, "").strip() if variable else ""
    if not value and needed:
        raise UsageError(f"The key of {whose} is missing: set {named(variable)} in the environment")
    if not value.isascii() or not value.isprintable():
        raise UsageError(f"The key of {whose} holds characters that no key has: look at it again")
    return value


def named(variable: str) -> str:
    """Return the name of the variable that holds a secret, or what names it."""
    return variable or "a variable that its setting `key` names"
