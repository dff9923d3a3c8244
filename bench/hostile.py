"""Read real feeds and feedparser's own test documents after damage: does any of them harm the reader?

    python bench/hostile.py [--count N] [--seed N] [--data ../shared/data/feeds]

Each document is damaged one to four times: bytes flipped, cut, spliced, tags doubled or lost, entities and markup put
in, the encoding changed. Numbers and seed make the same documents again. All are read by a crew on all cores. Prints
how many gave what, the slowest, and the most memory that a worker took; exits 1 if one took over three seconds of a
core, lifted its worker over 300 MB, or raised anything that is not one of our errors.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import resource
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from dragoman.dispatch.crew import Crew
from dragoman.errors import DragomanError
from dragoman.ingest.feeds import parse_feed

SECONDS = 3.0
PEAK = 300
DATA = Path(__file__).parents[2] / "shared/data/feeds"
URL = "https://news.example/feed"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "latin-1",
    "cp1252",
    "cp037",
    "shift_jis",
    "gb18030",
)
PIECES = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"?>", b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&#x110000;",
    b"&nbsp;", b"&nope;", b"&amp;amp;", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b"'", b"\r",
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', b"&b;", b"<item>", b"</item>", b"<entry>",
    b"<a>" * 400,
    b'xml:base="http://[" ', b'xmlns:x="urn:x" ', b"<script>alert(1)</script>", b"</channel>", b"</rss>", b"{", b"[",
    b"a" * 5000, b"<b>" * 5000, b" " * 5000, b"&lt;" * 5000, b"9" * 5000, "\U0001f600\u202e\u0085".encode(),
)  # fmt: skip
TAG = re.compile(rb"<[^<>]{1,300}>")
DECLARED = re.compile(rb"encoding=[\"'][\w.-]{1,40}[\"']")

Damage = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def flipped(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    return body[: chance.randrange(len(body))]


def without_a_part(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    start, end = part(chance, body)
    return body[:start] + body[end:]


def with_a_part_again(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    start, end = part(chance, body)
    times = chance.choice((2, 10, 1_000_000 // (end - start + 1) + 1))
    return body[:start] + body[start:end] * times + body[end:]


def spliced(chance: random.Random, body: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = part(chance, other)
    at = chance.randrange(len(body))
    return body[:at] + other[start:end] + body[at:]


def with_pieces(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    for _ in range(chance.choice((1, 1, 5, 50))):
        at = chance.randrange(len(body))
        body = body[:at] + chance.choice(PIECES) + body[at:]
    return body


def with_a_tag_changed(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    tags = list(TAG.finditer(body))
    if not tags:
        return body
    one, other = chance.choice(tags), chance.choice(tags)
    instead = chance.choice((b"", one[0] * 2, one[0] * 1000, other[0], b"</" + one[0][1:], one[0][:-1]))
    return body[: one.start()] + instead + body[one.end() :]


def with_tags_lost(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    kept = chance.random()
    return TAG.sub(lambda tag: tag[0] if chance.random() < kept else b"", body)


def encoded(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def declared(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    name = f'encoding="{chance.choice(ENCODINGS)}"'.encode()
    return DECLARED.sub(name, body, 1) if DECLARED.search(body) else b'<?xml version="1.0" %b?>' % name + body


DAMAGES: tuple[Damage, ...] = (
    flipped, cut, without_a_part, with_a_part_again, spliced, with_pieces, with_a_tag_changed, with_tags_lost, encoded,
    declared,
)  # fmt: skip


def part(chance: random.Random, body: bytes) -> tuple[int, int]:
    start = chance.randrange(len(body))
    return start, min(len(body), start + chance.choice((1, 10, 100, 1000, 10_000)))


def damaged(chance: random.Random, documents: Sequence[bytes]) -> bytes:
    """Return one of the documents with some damage done to it."""
    body = chance.choice(documents)
    for _ in range(chance.randrange(1, 5)):
        body = chance.choice(DAMAGES)(chance, body, documents) or b"<"
    return body[: 16 * 1024 * 1024]


@cache
def documents(data: Path) -> tuple[bytes, ...]:
    """Return the recorded feeds and the documents of the suite."""
    found = [gzip.decompress(file.read_bytes()) for file in sorted((data / "real").glob("*.gz"))]
    with tarfile.open(data / "suite.tar.gz") as suite:
        files = [suite.extractfile(member) for member in suite if member.isfile()]
        found += [file.read() for file in files if file]
    return tuple(filter(None, found))


@dataclass(frozen=True)
class Outcome:
    number: int
    word: str
    seconds: float = 0.0
    peak: int = 0
    broken: bool = False


def read(data: Path, seed: int, number: int) -> Outcome:
    """Make a document by its number and read it."""
    body = damaged(random.Random(f"{seed} {number}"), documents(data))
    started, broken = time.process_time(), False
    try:
        feed = parse_feed(body, URL, now=NOW)
        word = "a feed" if feed.entries else "a feed without entries"
    except DragomanError as error:
        word = re.sub(r"“.*”|<.*>", "…", str(error).removeprefix(f"{URL} is no feed: "))
    except Exception as error:  # noqa: BLE001 - to tell it is what this is for
        word, broken = f"{type(error).__name__}: {error}", True
    return Outcome(number, word, time.process_time() - started, memory(), broken)


def memory() -> int:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def outcomes(data: Path, seed: int, count: int) -> Iterator[Outcome]:
    def lost(number: int) -> Outcome:
        return Outcome(number, "the worker was lost", SECONDS, broken=True)

    with Crew(timeout=2 * SECONDS, memory=512 * 1024 * 1024) as crew:
        for _, outcome in crew.map(partial(read, data, seed), range(count), lost):
            yield outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    started = time.perf_counter()
    found = list(outcomes(options.data.resolve(), options.seed, options.count))
    wall = time.perf_counter() - started
    for word, count in Counter(each.word for each in found if not each.broken).most_common():
        print(f"{count:6d}  {word}")
    slowest = sorted(found, key=lambda each: -each.seconds)[:3]
    print("slowest: " + ", ".join(f"{each.seconds:.2f} s (number {each.number})" for each in slowest))
    peak = max(each.peak for each in found)
    print(f"{len(found)} documents in {wall:.0f} s, most memory of a worker {peak} MB")
    broken = [each for each in found if each.broken or each.seconds > SECONDS]
    for each in broken:
        print(f"number {each.number}: {each.word} after {each.seconds:.2f} s")
    return 1 if broken or peak > PEAK else 0


if __name__ == "__main__":
    sys.exit(main())
