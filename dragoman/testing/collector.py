"""An OpenTelemetry collector that takes traces as OTLP in JSON, strict about its rules, with faults.

    with Collector() as collector:
        collector.faults = ["503", "slow"]     # the first two requests go wrong, the others don't

`spans` holds what it took, by the id of their trace, and `resources` what sent them; `refused` says in words why it did
not take a request. Faults: a status (429 comes with Retry-After), `slow` (2 seconds), `partial` (it takes all spans but
the last).
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler
from typing import Any

from dragoman.testing.loopback import Loopback

PATH = "/v1/traces"
_TRACE, _SPAN, _NANO = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{16}"), re.compile(r"\d{1,20}")
_KEYS = {
    "span": ({"traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano"}, {"parentSpanId", "status"}),
    "status": ({"code"}, {"message"}),
    "attribute": ({"key", "value"}, set()),
    "scope": ({"name"}, {"version"}),
}
"""The keys that are needed, and those that may be there; `attributes` may be wherever they are read."""


class Broken(Exception):
    """What breaks the rules of OTLP."""


class Collector(Loopback):
    """Listen on loopback while the `with` block lasts; `base` is its address, `headers` what it wants to be sent."""

    def __init__(self, headers: dict[str, str] | None = None) -> None:
        self.headers = headers or {}
        self.faults: list[str] = []
        self.spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.resources: list[dict[str, str | int]] = []
        self.refused: list[str] = []

    def take(self, told: Any, most: int | None = None) -> None:
        """Take in the spans of a request, the first ones where it is said how many; raise Broken for what is none."""
        found = []
        for each in _only(told, {"resourceSpans"})["resourceSpans"]:
            self.resources.append(_attributes(_only(each["resource"], {"attributes"})["attributes"]))
            for scoped in _only(each, {"resource", "scopeSpans"})["scopeSpans"]:
                _shaped("scope", _only(scoped, {"scope", "spans"})["scope"])
                found += [_span(span) for span in scoped["spans"]]
        for span in found[:most]:
            self.spans[span["traceId"]].append(span)


def _only(value: Any, keys: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(keys):
        raise Broken(f"{value!r} should have {sorted(keys)} and nothing else")
    return value


def _shaped(kind: str, value: Any) -> None:
    needed, others = _KEYS[kind]
    if not isinstance(value, dict) or not needed <= set(value) <= needed | others:
        raise Broken(f"{value!r} is no {kind}")


def _span(span: Any) -> dict[str, Any]:
    """Return a span with its attributes by name."""
    told = _attributes(span.pop("attributes", []))
    _shaped("span", span)
    ids = [(_TRACE, span["traceId"]), (_SPAN, span["spanId"]), (_SPAN, span.get("parentSpanId", span["spanId"]))]
    times = [(_NANO, span["startTimeUnixNano"]), (_NANO, span["endTimeUnixNano"])]
    for form, value in (*ids, *times):
        if not isinstance(value, str) or not form.fullmatch(value) or not value.strip("0"):
            raise Broken(f"{value!r} is not {form.pattern}")
    if int(span["startTimeUnixNano"]) > int(span["endTimeUnixNano"]):
        raise Broken(f"{span['name']} ends before it begins")
    if span["kind"] not in range(1, 6) or not isinstance(span["name"], str) or not span["name"]:
        raise Broken(f"{span!r} has no name or kind")
    if (status := span.get("status")) is not None:
        _shaped("status", status)
    return {**span, "attributes": told}


def _attributes(pairs: Any) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for pair in pairs:
        _shaped("attribute", pair)
        ((kind, value),) = pair["value"].items()
        if pair["key"] in found or kind not in ("stringValue", "intValue") or not isinstance(value, str):
            raise Broken(f"{pair!r} is no attribute, or there twice")
        found[pair["key"]] = int(value) if kind == "intValue" else value
    return found


class _Handler(BaseHTTPRequestHandler):
    place: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.place.faults.pop(0) if self.place.faults else ""
        if fault == "slow":
            time.sleep(2)
        if fault.isdigit():
            self._answer(int(fault), {"message": "not now"})
            return
        try:
            self._check()
            self.place.take(json.loads(body), -1 if fault == "partial" else None)
        except (Broken, ValueError, KeyError, TypeError, AttributeError) as error:
            self.place.refused.append(repr(error))
            self._answer(400, {"message": repr(error)})
            return
        partial = {"partialSuccess": {"rejectedSpans": "1", "errorMessage": "one is too many"}}
        self._answer(200, partial if fault == "partial" else {})

    def _check(self) -> None:
        wanted = {"Content-Type": "application/json", **self.place.headers}
        if self.path != PATH or any(self.headers[name] != value for name, value in wanted.items()):
            raise Broken(f"{self.path} with {dict(self.headers)} is not asked as it should")

    def _answer(self, status: int, told: object) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status == 429:
            self.send_header("Retry-After", "120")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test reads what was taken."""


Collector.handler = _Handler
