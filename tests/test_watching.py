"""How the wire is watched: metrics, a log with one id an article, alerts that ask for what there is."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import prometheus_client
import pytest
import structlog
import yaml
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import LogCapture
from wire import Site

from dragoman import metrics
from dragoman.cli.app import open_site
from dragoman.dispatch.crew import Crew
from dragoman.errors import UsageError
from dragoman.flow.tracing import sending
from dragoman.flow.watching import listening, text
from dragoman.flow.wire import Wire
from dragoman.newsroom import models
from dragoman.newsroom.setup import open_database
from dragoman.testing.collector import Collector
from dragoman.testing.harbour import HarbourSource

DOCS = Path(__file__).parent.parent / "docs"
RULES = DOCS / "alerts.rules.yml"


def numbers(told: str) -> dict[str, float]:
    """Return each number that a text tells, by its name with its labels."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(told):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def counted() -> dict[str, float]:
    return numbers(prometheus_client.generate_latest().decode())


class Ran:
    """A site that was filled once, what was counted by it, and what the log said."""

    def __init__(
        self, site: Site, before: dict[str, float], lines: list[dict[str, object]], collector: Collector
    ) -> None:
        self.site, self.lines, self.collector = site, lines, collector
        self.counts = {name: value - before.get(name, 0) for name, value in counted().items()}


@pytest.fixture(scope="module")
def ran(crew: Crew, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    log, before = LogCapture(), counted()
    structlog.reset_defaults()  # an earlier test may have had a command set its own
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, log])
    with HarbourSource() as source, Collector() as collector:
        site = Site.made(tmp_path_factory.mktemp("watched") / "site", crew, {"en": source.feeds["en"]})
        settings = site.folder / "dragoman.toml"
        written = settings.read_text()
        settings.write_text(f'{written}\n[watching]\ntraces = "{collector.base}"\n')
        with site.desk() as desk, sending(desk):
            Wire(desk, site.steps).once()
        settings.write_text(written)
    structlog.reset_defaults()
    return Ran(site, before, log.entries, collector)


def test_what_the_wire_did_is_counted(ran: Ran) -> None:
    open_site(ran.site.folder)
    articles, renditions = models.Article.objects.count(), models.Rendition.objects.count()
    counts = ran.counts
    assert counts["dragoman_polls_total{outcome=news}"] == 1
    assert counts["dragoman_fetches_total{outcome=2xx}"] >= articles
    assert sum(value for name, value in counts.items() if name.startswith("dragoman_renditions_total")) == renditions
    assert counts["dragoman_sentences_total{language=pt,outcome=clean}"] > 0
    assert counts["dragoman_job_seconds_count{outcome=done,step=interpret}"] == articles
    assert counts["dragoman_freshness_seconds_count{since=seen}"] == articles
    assert sum(value for name, value in counts.items() if name.startswith("dragoman_engine_seconds_count")) > 0


def test_the_tables_tell_what_waits_and_for_how_long(ran: Ran) -> None:
    site = ran.site
    open_site(site.folder)
    told = numbers(text(site.folder, site.clock))
    assert told["dragoman_database_up"] == 1
    assert told["dragoman_articles"] == models.Article.objects.count()
    assert told["dragoman_sources{health=well}"] == 1
    assert told["dragoman_waiting{step=publish}"] == 0
    one = models.Article.objects.order_by("id")[:1]
    models.Article.objects.filter(pk__in=list(one.values_list("pk", flat=True))).update(shown=0)
    site.clock.forward(minutes=5)
    told = numbers(text(site.folder, site.clock))
    assert told["dragoman_waiting{step=publish}"] == 1
    assert told["dragoman_waiting_oldest_seconds{step=publish}"] == 300


def test_an_article_can_be_followed_through_the_log_by_its_id(ran: Ran) -> None:
    open_site(ran.site.folder)
    id_ = models.Article.objects.order_by("id").values_list("public_id", flat=True)[0]
    said = [(line["event"], line.get("step")) for line in ran.lines if line.get("article") == id_]
    assert [step for event, step in said if event == "job" and step != "illustrate"] == ["read", "interpret"]
    assert said[0] == ("listed", "poll")
    assert ("shown", "publish") in said


def test_all_that_is_done_for_an_article_is_one_trace_from_the_poll_to_its_page(ran: Ran) -> None:
    open_site(ran.site.folder)
    articles = set(models.Article.objects.values_list("public_id", flat=True))
    traces, sent = ran.collector.spans, ran.counts["dragoman_spans_total{outcome=sent}"]
    assert ran.collector.refused == []
    assert {trace[16:] for trace in traces} == articles
    assert len({trace[:16] for trace in traces}) == 1
    assert sent == sum(map(len, traces.values()))
    for trace, spans in traces.items():
        (root,) = (each for each in spans if "parentSpanId" not in each)
        assert (root["name"], root["spanId"]) == ("article", trace[16:])
        assert {"poll", "read", "fetch", "interpret", "publish"} <= {each["name"] for each in spans}
        assert {each["parentSpanId"] for each in spans if each is not root} <= {each["spanId"] for each in spans}
        assert len({each["spanId"] for each in spans}) == len(spans)
        assert {each["attributes"]["dragoman.article"] for each in spans} == {trace[16:]}


def test_a_trace_shows_what_a_worker_did_within_the_step_that_asked_for_it(ran: Ran) -> None:
    spans = [each for trace in ran.collector.spans.values() for each in trace]
    named = {each["spanId"]: each for each in spans}
    made = [each for each in spans if each["name"] == "translate"]
    for each in made:
        step = named[each["parentSpanId"]]
        assert step["name"] == "interpret"
        assert int(step["startTimeUnixNano"]) <= int(each["startTimeUnixNano"])
        assert int(each["endTimeUnixNano"]) <= int(step["endTimeUnixNano"])
    assert made
    sentences = sum(each["attributes"]["dragoman.sentences"] for each in made)
    assert sentences > len(made)
    assert {each["attributes"]["dragoman.pair"] for each in made} == {"en-pt"}


def test_a_broken_database_is_told_as_a_number(ran: Ran, tmp_path: Path) -> None:
    open_database(tmp_path / "other.sqlite3")
    models.Article.objects.all()._raw_delete("default")
    (tmp_path / "gone").mkdir()
    from django.db import connections

    connections["default"].settings_dict["NAME"] = str(tmp_path / "gone")
    connections.close_all()
    assert numbers(text(tmp_path, ran.site.clock))["dragoman_database_up"] == 0


def test_a_process_tells_its_numbers_at_its_own_address(ran: Ran) -> None:
    open_site(ran.site.folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UsageError, match="change listen under"), listening(place, ran.site.folder, ran.site.clock):
            pass
    with (
        listening(place, ran.site.folder, ran.site.clock),
        urllib.request.urlopen(f"http://{place}/metrics", timeout=120) as answer,
    ):
        told = numbers(answer.read().decode())
    assert told["dragoman_articles"] > 0
    assert "dragoman_polls_total{outcome=news}" in told


def test_the_command_line_prints_numbers_and_logs_in_json(ran: Ran) -> None:
    dragoman, site = Path(sys.executable).with_name("dragoman"), ["--site", ran.site.folder]
    status = subprocess.run([dragoman, "status", "--metrics", *site], capture_output=True, text=True)
    assert numbers(status.stdout)["dragoman_articles"] > 0
    env = os.environ | {"DRAGOMAN_LOG": "json"}
    lines = subprocess.run([dragoman, "-v", "once", *site], capture_output=True, text=True, env=env).stderr.splitlines()
    jobs = [each for each in (json.loads(line) for line in lines if line.startswith("{")) if each["event"] == "job"]
    assert {"step", "outcome", "seconds", "timestamp", "level"} <= jobs[0].keys()


def test_what_libraries_log_is_json_too_but_for_what_strangers_ask_in_vain() -> None:
    code = (
        "import logging; from dragoman.cli.app import Log, root; root(log=Log.JSON)\n"
        "logging.getLogger('psycopg.pool').warning('error connecting in %r', 'pool-1')\n"
        "logging.getLogger('django.request').warning('Not Found: /wp-login.php')\n"
        "logging.getLogger('django.request').error('Internal Server Error: /console/')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [(each["event"], each["level"]) for each in told] == [
        ("error connecting in 'pool-1'", "warning"),
        ("Internal Server Error: /console/", "error"),
    ]


def test_a_library_that_logs_amiss_goes_on() -> None:
    code = (
        "import logging; from dragoman.cli.app import Log, root; root(log=Log.TEXT)\n"
        "logging.getLogger('psycopg.pool').warning('%d connections', 'no')\n"
        "print('went on')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout == "went on\n"


def families(ran: Ran) -> set[str]:
    """Return the names of all families that there are, as their documentation calls them."""
    open_site(ran.site.folder)
    own = {
        family.name
        for each in vars(metrics).values()
        if isinstance(each, MetricWrapperBase)
        for family in each.collect()
    }
    told = numbers(text(ran.site.folder, ran.site.clock))
    return own | {name.partition("{")[0].removesuffix("_total") for name in told}


def test_every_number_is_explained_and_every_alert_asks_for_one_that_there_is(ran: Ran) -> None:
    named = families(ran)
    page = (DOCS / "watching.md").read_text(encoding="utf-8")
    assert {name for name in named if f"`{name}" not in page} == set()
    rules = [rule for group in yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]
    # Some are told only where there are engines, targets or reports.
    known = named | set(re.findall(r"`(dragoman_\w+)", page))
    for rule in rules:
        asked = {re.sub("_(total|bucket|count)$", "", name) for name in re.findall(r"dragoman_\w+", rule["expr"])}
        assert asked <= known
        assert rule["annotations"]["summary"].endswith(".") or rule["annotations"]["summary"].endswith("?")
        assert f"`{rule['alert']}`" in page


@pytest.mark.skipif(shutil.which("promtool") is None, reason="needs promtool (Debian: prometheus)")
def test_prometheus_takes_the_alerts() -> None:
    subprocess.run(["promtool", "check", "rules", RULES], check=True, capture_output=True)
