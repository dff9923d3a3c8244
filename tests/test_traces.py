"""Traces go to a collector that may be slow, full, mistaken or away, and the work never notices."""

from collections.abc import Iterator
from datetime import UTC, datetime

import prometheus_client
import pytest

from dragoman import traces
from dragoman.errors import UsageError
from dragoman.flow.apis import Endpoint
from dragoman.flow.tracing import HEADERS, Sender, headers
from dragoman.net.door import Door, DoorSettings
from dragoman.testing.collector import Collector
from dragoman.traces import Span, Spans

SITE = "https://news.example"
ARTICLE, OTHER = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as collector:
        yield collector


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with Door(DoorSettings("Test/1 (+desk@test.example)")) as door:
        yield door


@pytest.fixture
def spans() -> Iterator[Spans]:
    kept = Spans()
    traces.keep(kept)
    yield kept
    traces.keep(None)


def sender(collector: Collector, door: Door, spans: Spans, timeout: float = 30.0) -> Sender:
    return Sender(Endpoint(collector.base, door, timeout), spans, SITE, collector.headers)


def some(count: int) -> list[Span]:
    return [Span(ARTICLE, f"{n + 1:016x}", ARTICLE, "read", 1, 2) for n in range(count)]


def taken(collector: Collector) -> list[str]:
    assert collector.refused == []
    return [each["name"] for trace in collector.spans.values() for each in trace]


def counted(outcome: str) -> float:
    return prometheus_client.REGISTRY.get_sample_value("dragoman_spans_total", {"outcome": outcome}) or 0.0


def test_steps_and_their_parts_are_spans_of_the_article_they_are_done_for(
    collector: Collector, door: Door, spans: Spans
) -> None:
    with traces.step("poll"), traces.part("fetch"):
        traces.shared(ARTICLE)
        traces.shared(OTHER)
    with pytest.raises(ValueError, match="no page"), traces.step("read", ARTICLE), traces.part("fetch", {"tries": 2}):
        raise ValueError("no page")
    traces.arrived(ARTICLE, datetime(2026, 11, 22, 12, tzinfo=UTC))
    sender(collector, door, spans).send()
    named = {each["name"]: each for each in collector.spans[next(t for t in collector.spans if t.endswith(ARTICLE))]}
    assert sorted(taken(collector)) == ["article", "fetch", "poll", "poll", "read"]
    assert named["fetch"]["parentSpanId"] == named["read"]["spanId"]
    assert named["read"]["parentSpanId"] == named["poll"]["parentSpanId"] == named["article"]["spanId"]
    assert named["fetch"]["attributes"] == {"dragoman.article": ARTICLE, "tries": 2}
    assert named["read"]["status"] == {"code": 2, "message": "no page"}
    assert "status" not in named["poll"]
    assert collector.resources[0]["service.namespace"] == SITE


def test_no_span_ends_before_it_began_where_the_clock_was_set_back(
    collector: Collector, door: Door, spans: Spans
) -> None:
    traces.arrived(ARTICLE, datetime(2999, 1, 1, tzinfo=UTC))
    sender(collector, door, spans).send()
    assert taken(collector) == ["article"]


def test_nothing_is_kept_where_nobody_wants_it() -> None:
    with traces.step("read", ARTICLE), traces.part("fetch"):
        traces.done("translate", 1, 0.5)
    spans = Spans()
    traces.keep(spans)
    traces.keep(None)
    traces.shared(ARTICLE)
    assert spans.first(10) == []


@pytest.mark.parametrize("fault", ["429", "502", "503", "slow"])
def test_what_a_collector_can_not_take_now_is_sent_with_the_next(
    fault: str, collector: Collector, spans: Spans
) -> None:
    spans.add(some(3))
    collector.faults = [fault]
    with Door(DoorSettings("Test/1 (+desk@test.example)")) as door:
        sender(collector, door, spans, timeout=0.5).send()
    assert len(spans.first(10)) == 3
    # A host that asked for peace is left in it by the door that heard it.
    with Door(DoorSettings("Test/1 (+desk@test.example)")) as door:
        sender(collector, door, spans).send()
    assert len(taken(collector)) == 3
    assert spans.first(10) == []


def test_a_collector_that_is_away_costs_bounded_memory_and_loses_the_oldest(door: Door) -> None:
    with Collector() as gone:
        pass
    spans, before = Spans(most=4), counted("lost")
    spans.add(some(3))
    waits = sender(gone, door, spans)
    waits.send()
    spans.add(some(6)[3:])
    waits.send()
    waits.send()
    assert [int(each.id, 16) for each in spans.first(10)] == [3, 4, 5, 6]
    assert counted("lost") - before == 2


@pytest.mark.parametrize(("fault", "lost"), [("400", 3), ("partial", 1)])
def test_what_a_collector_refuses_for_good_is_counted_and_let_go(
    fault: str, lost: int, collector: Collector, door: Door, spans: Spans
) -> None:
    spans.add(some(3))
    collector.faults = [fault]
    before = counted("lost")
    sender(collector, door, spans).send()
    sender(collector, door, spans).send()
    assert counted("lost") - before == lost
    assert len(taken(collector)) == 3 - lost


def test_many_spans_go_in_several_requests(collector: Collector, door: Door, spans: Spans) -> None:
    spans.add(some(1201))
    sender(collector, door, spans).send()
    assert len(taken(collector)) == 1201
    assert len(collector.resources) == 3


def test_spans_that_are_lost_while_others_are_sent_are_not_taken_for_those() -> None:
    spans = Spans(most=2)
    first = some(2)
    spans.add(first)
    spans.add(some(3)[2:])
    spans.drop(first)
    assert [int(each.id, 16) for each in spans.first(10)] == [3]


def test_a_collector_is_sent_its_key_from_the_environment(
    door: Door, spans: Spans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HEADERS, "Authorization=Basic%20abc, X-Scope = one")
    with Collector({"Authorization": "Basic abc", "X-Scope": "one"}) as collector:
        spans.add(some(1))
        Sender(Endpoint(collector.base, door, 30.0), spans, SITE, headers(collector.base)).send()
    assert taken(collector) == ["read"]


@pytest.mark.parametrize("told", ["nonsense", "Authorization", "a b=c", "Host=else.example", "x=a%0Ab"])
def test_headers_that_are_none_are_refused_in_a_sentence(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HEADERS, told)
    with pytest.raises(UsageError, match="write name=value"):
        headers("http://127.0.0.1:4318")
