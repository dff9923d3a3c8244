"""Send what is traced to a collector, as OTLP in JSON, through the network door; the work never waits for it."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import unquote

import structlog

from dragoman import __version__, metrics, traces
from dragoman.errors import NetworkError, UsageError
from dragoman.flow.apis import Endpoint
from dragoman.flow.desk import Desk
from dragoman.net.answers import Request
from dragoman.traces import Attributes, Span, Spans

log = structlog.get_logger()

PATH = "/v1/traces"
HEADERS = "OTEL_EXPORTER_OTLP_HEADERS"
"""The environment variable that holds what a collector wants to be sent beside: name=value, several by commas."""
PAUSE = 5.0
"""Seconds between two sendings."""
BATCH = 500
TIMEOUT = 5.0
INTERNAL, ERROR = 1, 2
"""The kind of all spans, and the status of those that failed."""


@contextmanager
def sending(desk: Desk) -> Iterator[None]:
    """Send what is traced while the block lasts to the collector of a site's settings, if there is one.

    Raises UsageError where the headers to send with it are none.
    """
    address = desk.settings.watching.traces
    if not address:
        yield
        return
    spans, over = Spans(), threading.Event()
    sender = Sender(Endpoint(address, desk.door, TIMEOUT), spans, desk.settings.site.address, headers(address))

    def send() -> None:
        while not over.wait(PAUSE):
            sender.send()
        sender.send()

    thread = threading.Thread(target=send, name="traces")
    traces.keep(spans)
    thread.start()
    try:
        yield
    finally:
        traces.keep(None)
        over.set()
        thread.join()


def headers(address: str) -> dict[str, str]:
    """Return what a collector is sent beside, its key above all; raise UsageError where the environment's are none."""
    pairs = [each.split("=", 1) for each in os.environ.get(HEADERS, "").split(",") if each.strip()]
    try:
        found = {name.strip(): unquote(value).strip() for name, value in pairs}
        Request(address, headers=tuple(found.items()))
    except ValueError:
        raise UsageError(f"{HEADERS} holds no headers; write name=value, several with commas between them") from None
    return found


class Sender:
    """Sends spans that wait to a collector; those that it could not take now are sent with the next."""

    def __init__(self, collector: Endpoint, spans: Spans, site: str, headers: Mapping[str, str]) -> None:
        self._collector, self._spans, self._site, self._headers = collector, spans, site, headers
        self._trouble = ""
        self._lost = 0

    def send(self) -> None:
        """Send all that wait, until the collector fails."""
        while found := self._spans.first(BATCH):
            trouble = self._sent(found)
            if trouble and trouble != self._trouble:
                log.warning("the collector does not take traces; the work goes on", error=trouble)
            self._trouble = trouble
            if trouble:
                break
        self._count(0, self._spans.lost - self._lost)
        self._lost = self._spans.lost

    def _sent(self, spans: Sequence[Span]) -> str:
        """Send some spans; return what went wrong, and let go of what need not be sent again."""
        try:
            answer = self._collector(PATH, request(spans, self._site), self._headers)
        except NetworkError as error:
            if not error.transient:
                self._spans.drop(spans)
                self._count(0, len(spans))
            return str(error)
        self._spans.drop(spans)
        refused, why = _refused(answer)
        self._count(len(spans) - refused, refused)
        return why

    def _count(self, sent: int, lost: int) -> None:
        metrics.SPANS.labels("sent").inc(sent)
        metrics.SPANS.labels("lost").inc(lost)


def request(spans: Sequence[Span], site: str) -> dict[str, object]:
    """Return the request that exports spans of a site (ExportTraceServiceRequest of OTLP 1, in JSON)."""
    half = hashlib.sha256(site.encode()).hexdigest()[:16]
    process = {
        "service.name": "dragoman",
        "service.version": __version__,
        "service.namespace": site,
        "service.instance.id": f"{platform.node()}-{os.getpid()}",
    }
    scope = {"scope": {"name": "dragoman", "version": __version__}, "spans": [_span(each, half) for each in spans]}
    return {"resourceSpans": [{"resource": {"attributes": _attributes(process)}, "scopeSpans": [scope]}]}


def _span(span: Span, half: str) -> dict[str, object]:
    """Return a span in JSON; its trace is named by the site and the article."""
    return {
        "traceId": half + span.article,
        "spanId": span.id,
        **({"parentSpanId": span.parent} if span.parent else {}),
        "name": span.name,
        "kind": INTERNAL,
        "startTimeUnixNano": str(span.began),
        "endTimeUnixNano": str(max(span.began, span.ended)),  # the clock may have been set back meanwhile
        "attributes": _attributes({"dragoman.article": span.article, **span.attributes}),
        **({"status": {"code": ERROR, "message": span.failed}} if span.failed else {}),
    }


def _attributes(told: Attributes) -> list[dict[str, object]]:
    return [{"key": key, "value": _value(value)} for key, value in told.items()]


def _value(value: str | int) -> dict[str, str]:
    return {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}


def _refused(answer: bytes) -> tuple[int, str]:
    """Return how many spans a collector took in none of, and why, as its answer says."""
    try:
        told = json.loads(answer or b"{}").get("partialSuccess") or {}
        return int(told.get("rejectedSpans", 0)), str(told.get("errorMessage", ""))
    except (ValueError, AttributeError, TypeError):
        return 0, ""  # taken, and answered in another form
