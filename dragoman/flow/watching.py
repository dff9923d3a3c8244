"""Tell Prometheus how the wire is: what this process counted, and what the tables say when they are asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from dragoman.errors import UsageError
from dragoman.newsroom import gauges
from dragoman.newsroom.setup import UNAVAILABLE, release

PREFIX = "dragoman_"


class Tables(Collector):
    """Collects what the tables of the open site say."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: what there is to tell is known only when the tables are asked."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Yield a family of each number; where the database is away, that it is."""
        try:
            found = list(gauges.readings(self._clock()))
        except UNAVAILABLE:
            found = []
        finally:
            release()
        up = gauges.Reading("database_up", "Whether the database answers.", bool(found))
        free = gauges.Reading("disk_free_bytes", "Room left for the site.", shutil.disk_usage(self._folder).free)
        families: dict[str, Metric] = {}
        for each in (up, free, *found):
            name = PREFIX + each.name
            family = families.setdefault(name, Metric(name, each.told, "counter" if each.counted else "gauge"))
            family.add_sample(name + "_total" * each.counted, dict(each.labels), each.value)
        yield from families.values()


def text(folder: Path, clock: Callable[[], datetime]) -> str:
    """Return what the tables say in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(Tables(folder, clock))
    return generate_latest(registry).decode()


@contextmanager
def listening(listen: str, folder: Path, clock: Callable[[], datetime]) -> Iterator[None]:
    """Answer Prometheus at a host:port (nowhere where it is empty); raise UsageError where that can't be opened."""
    if not listen:
        yield
        return
    host, _, port = listen.rpartition(":")
    tables = Tables(folder, clock)
    REGISTRY.register(tables)
    try:
        server, _ = start_http_server(int(port), host.strip("[]"))
    except OSError as error:
        REGISTRY.unregister(tables)
        told = f"{listen} can't be opened for metrics ({error.strerror})"
        raise UsageError(
            f"{told}; change listen under [watching], or DRAGOMAN_WATCHING__LISTEN for one process"
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        REGISTRY.unregister(tables)
