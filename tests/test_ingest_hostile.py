"""Feeds that were made or damaged to break a reader: each ends in time, in little room, with a Feed or a sentence."""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import benches
import hostile_feeds
import pytest
from guards import SOON
from hostile_feeds import Maker
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dispatch.crew import Crew
from dragoman.errors import ContentError
from dragoman.extract import extract
from dragoman.ingest import forms
from dragoman.ingest.agency.feeds import parse_items
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.lists.section import parse_section
from dragoman.ingest.lists.sitemaps import parse_sitemap
from dragoman.types import Feed

URL = "https://news.example/feed"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
GROWTH = 300
DRAGOMAN = Path(sys.executable).with_name("dragoman")
SAMPLES = tuple(
    each.encode()
    for each in (
        hostile_feeds.TEXT,
        hostile_feeds.atom('<id>1</id><link href="/1"/><content type="html">&lt;p&gt;Não&lt;/p&gt;</content>'),
        hostile_feeds.item(
            "<description><![CDATA[<p>One <a href='/2'>two</a></p>]]></description><category>a</category>"
        ),
        hostile_feeds.json_feed(items=[hostile_feeds.ONE | {"content_html": "<p>One</p>", "tags": ["a"]}]),
    )
)
"""Sound feeds for those to damage who have no recorded ones."""


READERS: Mapping[str, Callable[[bytes], object]] = {
    "feed": lambda body: sound(parse_feed(body, URL, now=NOW)),
    "sitemap": lambda body: parse_sitemap(body, URL, now=NOW),
    "section": lambda body: parse_section(body, URL, now=NOW),
    "agency": lambda body: parse_items(body, URL, now=NOW),
    "page": lambda body: extract(body, URL),
}
"""What reads the bytes that come from outside."""


@dataclass(frozen=True)
class Outcome:
    """What came of bytes: the error, the seconds of a core that they took, and by how many MB their worker grew."""

    reader: str
    error: str
    seconds: float
    growth: int


_before = 0
"""What this worker weighed before its first trap."""


def read_all(trap: tuple[str, bytes]) -> list[Outcome]:
    """Give the same bytes to every reader."""
    global _before
    if not _before:
        for reader in READERS:
            read(reader, SAMPLES[0])
        _before = peak()
    return [read(reader, trap[1]) for reader in READERS]


def read(reader: str, body: bytes) -> Outcome:
    started, error = time.thread_time(), ""
    try:
        READERS[reader](body)
    except ContentError as reason:
        error = str(reason)
    return Outcome(reader, error, time.thread_time() - started, peak() - _before)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def sound(feed: Feed) -> None:
    """Assert that a feed is of a size and of characters that can be stored, and that its addresses are gated."""
    assert len(json.dumps(forms.to_json(feed), ensure_ascii=False).encode()) < 64 * hostile_feeds.MB
    for entry in feed.entries:
        for url in (entry.url, *entry.enclosures, *entry.media):
            assert not url or urlsplit(url).scheme in ("http", "https")


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2, timeout=10 * SOON, memory=400 * hostile_feeds.MB) as crew:
        yield crew


@pytest.mark.parametrize("family", hostile_feeds.FAMILIES.values(), ids=hostile_feeds.FAMILIES)
def test_no_trap_takes_long_or_much_room(crew: Crew, family: Mapping[str, Maker]) -> None:
    traps = ((name, hostile_feeds.made(trap)) for name, trap in family.items())
    for (name, _), outcomes in crew.map(read_all, traps):
        for outcome in outcomes:
            assert outcome.seconds < SOON, name
            assert outcome.growth < GROWTH, name
            assert "\n" not in outcome.error, name
            assert len(outcome.error) < 300, name
        assert not outcomes[0].error or outcomes[0].error.startswith(f"{URL} is no feed: it"), name


damaged = benches.load("hostile").damaged


@settings(max_examples=250, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_a_damaged_feed_is_a_feed_or_a_sentence(seed: int) -> None:
    for outcome in read_all(("damaged", damaged(random.Random(seed), SAMPLES))):  # noqa: S311 - the same again
        assert outcome.seconds < SOON
        assert "\n" not in outcome.error


# --- The command line --------------------------------------------------------------------------------------------

GOOD = SAMPLES[0]
PAGE = f"<html lang=en><body><article><h1>Quay</h1><p>{'The council met and agreed to mend it. ' * 20}</p>".encode()


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([DRAGOMAN, *map(str, arguments)], capture_output=True, text=True, check=False)


def bomb(folder: Path) -> Path:
    """Write a gzip file of a megabyte that unpacks to a gigabyte and more."""
    file = folder / "bomb.gz"
    file.write_bytes(gzip.compress(bytes(32 * hostile_feeds.MB)) * 40)
    return file


@pytest.mark.parametrize("command", ["feed", "extract"])
def test_a_file_that_takes_too_much_is_one_sentence(tmp_path: Path, command: str) -> None:
    told = run(command, bomb(tmp_path), "--url", URL)
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith(f"dragoman: {tmp_path}/bomb.gz takes over 10 seconds or ")
    assert told.stderr.count("\n") == 1


@pytest.mark.timed
@pytest.mark.parametrize(("command", "good"), [("feed", GOOD), ("extract", PAGE)])
def test_files_that_take_too_much_are_errors_in_their_rows_and_the_rest_goes_on(
    tmp_path: Path, command: str, good: bytes
) -> None:
    bomb(tmp_path)
    (tmp_path / "good").write_bytes(good)
    files = ["good", "bomb.gz", "good", "bomb.gz", "missing", "good"]
    rows = [json.dumps({"id": n, "file": file, "url": URL}) for n, file in enumerate(files)]
    (tmp_path / "rows").write_text("\n".join([*rows, "[" * 100_000, '"x"', "{"]))
    told = run(command, "--manifest", tmp_path / "rows")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["id"] for row in found] == [0, 1, 2, 3, 4, 5, None, None, None]
    assert [n for n, row in enumerate(found) if "error" not in row] == [0, 2, 5]
    assert found[1]["error"].startswith("The file takes over 10 seconds or ")
    assert "MB to read" in found[3]["error"]
    assert "can't be read" in found[4]["error"]
    assert told.stderr == "dragoman: 6 rows gave an error; it stands in their line\n"


@pytest.mark.parametrize("name", ["billion laughs", "20,000 attributes", "depth 10,000"])
def test_a_trap_on_the_command_line_is_one_sentence(tmp_path: Path, name: str) -> None:
    traps = hostile_feeds.ENTITIES | hostile_feeds.SHAPES
    (tmp_path / "trap.xml").write_bytes(hostile_feeds.made(traps[name]))
    told = run("feed", tmp_path / "trap.xml", "--url", URL)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(f"dragoman: {URL} is no feed: it")
    assert told.stderr.count("\n") == 1
