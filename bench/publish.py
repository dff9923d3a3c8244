"""Measure what it costs to publish one article into sites of growing size: it should not depend on the size.

    python bench/publish.py [1000 10000 100000] [--a-day 500] [--tries 7] [--words 400] [--beside 1000] [--build 500]

Makes a site of two languages with so many articles, `--a-day` of them on a day, ten sources and six sections, and has
one new article of some `--words` published after another. Prints, for each size, the files that changed with one of
them, the queries, the median time of the processor and by the clock, and the most memory so far. Where Hugo is
installed, sites of up to `--beside` articles are rebuilt by it with one article more, and a site of `--build` articles
is built from nothing by both; each has one core.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import hugo
from articles import SEEN, SOURCE, rich, said
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dragoman.cli.new import NewSite, make
from dragoman.config import load
from dragoman.flow.desk import Desk
from dragoman.flow.editions import build, publish
from dragoman.flow.sitefacts import facts, stamp
from dragoman.newsroom import models, rows
from dragoman.newsroom.setup import open_database
from dragoman.publish import site as pages
from dragoman.publish import tree
from dragoman.publish.items import FullItem, item_from_json, item_to_json
from dragoman.types import Article, Entry, Paragraph, Sentence, Text

DISTINCT = 600
"""Articles of which each has a text of its own: more than a list holds, so that nothing packs better than news do."""
SOURCES, SECTIONS = 10, ("Politics", "Economy", "Sport", "Culture", "Science", "Health")


@contextmanager
def stocked(folder: Path, size: int, asked: Asked) -> Iterator[Desk]:
    """Make a site with so many published articles and yield the desk of one who publishes into it."""
    list(make(NewSite(folder, "Bench", ("en", "pt"), "http://127.0.0.1:8000", (), sample=False, contact="")))
    open_database(folder / "data" / "dragoman.sqlite3")
    settings = load(folder)
    desk = Desk(folder, settings, door=None, crew=None, readers=None, clock=lambda: SEEN, offers=())
    for n in range(SOURCES):
        source = replace(SOURCE, slug=f"source-{n}", feed=f"https://{n}.example/feed", name=f"Source {n}")
        models.Source.objects.create(**rows_of(source), added=SEEN, due=SEEN)
    of_slug = {source.slug: source for source in models.Source.objects.all()}
    for start in range(0, size, 1000):
        stock(desk, of_slug, range(start, min(start + 1000, size)), asked)
    tree.write(desk.public, {".dragoman": stamp(facts(desk))})
    yield desk


def rows_of(source: object) -> dict[str, object]:
    return {name: getattr(source, name) for name in source.__dataclass_fields__}  # type: ignore[attr-defined]


def an_article(n: int, a_day: int, words: int) -> Article:
    """Return one of the articles of a site, by its number: the higher, the older."""
    seen = SEEN - timedelta(days=n / a_day)
    source = replace(SOURCE, slug=f"source-{n % SOURCES}", name=f"Source {n % SOURCES}")
    found = rich()
    passages = {"en": {**found.renditions["en"].passages}}
    blocks = list(found.document.blocks)
    for sentences in _paragraphs(n, words):
        passages["en"][str(len(blocks))] = sentences
        blocks.append(Paragraph(Text(" ".join(each.source.text for each in sentences))))
    document = {"section": SECTIONS[n % len(SECTIONS)], "published": seen, "blocks": tuple(blocks)}
    return rich(id=f"{n:010x}", first_seen=seen, updated=seen, source=source, document=document, passages=passages)


def _paragraphs(n: int, words: int) -> Iterator[tuple[Sentence, ...]]:
    """Yield paragraphs of two sentences of sixteen words each, never the same; a translation has as many words."""
    dice = random.Random(n)
    for _ in range(words // 32):
        yield tuple(said(*(" ".join(dice.choices(_lexicon(code), k=16)) + "." for code in "ab")) for _ in "12")


@lru_cache
def _lexicon(seed: str) -> list[str]:
    """Return four thousand words, the first of which are picked no more often than the last."""
    dice = random.Random(seed)
    return ["".join(dice.choices("aaabcdeeefghiiijlmnooopqrrssttuuv", k=dice.randint(2, 11))) for _ in range(4000)]


def stock(desk: Desk, sources: dict[str, models.Source], numbers: range, asked: Asked) -> None:
    """Store articles as if they had been published already, without their texts."""
    models.Article.objects.bulk_create(
        models.Article(
            public_id=f"{n:010x}",
            source=sources[f"source-{n % SOURCES}"],
            guid=str(n),
            url=f"https://correio.example/{n}",
            entry="{}",
            first_seen=SEEN - timedelta(days=n / asked.a_day),
        )
        for n in numbers
    )
    found = models.Article.objects.filter(public_id__in=[f"{n:010x}" for n in numbers])
    models.Page.objects.bulk_create(page for row in found for page in pages_of(desk, row, asked))


def pages_of(desk: Desk, row: models.Article, asked: Asked) -> Iterator[models.Page]:
    """Yield the pages of a stocked article, made of what lists hold of one of those that have a text of their own."""
    n = int(row.public_id, 16)
    for language, full in _items(desk, n % DISTINCT, asked).items():
        item = replace(
            full.item,
            id=row.public_id,
            path=f"{full.item.path.rpartition('-')[0]}-{row.public_id}/",
            **dict.fromkeys(("seen", "updated", "made", "dated", "published"), row.first_seen),
        )
        yield models.Page(
            article=row,
            language=language,
            slug="new-breakwater",
            state="published",
            section=item.section,
            source=row.source,
            placed=item.dated,
            live=True,
            number=10**6 - n,
            item=item_to_json(item),
            content=full.content,
        )


_KNOWN: dict[int, dict[str, FullItem]] = {}


def _items(desk: Desk, n: int, asked: Asked) -> dict[str, FullItem]:
    if n not in _KNOWN:
        found = pages.items_of(an_article(n, asked.a_day, asked.words), facts(desk))
        _KNOWN[n] = {language: full for language, full in found.items() if full}
    return _KNOWN[n]


def add(n: int, asked: Asked) -> Article:
    """Store a new article, rendered, looked at by itself (what that costs, `stories_cost` measures), not yet shown."""
    it = replace(an_article(n, 500, asked.words), id=f"{n + 10**9:010x}", first_seen=SEEN + timedelta(seconds=n))
    source = models.Source.objects.get(slug=it.source.slug)
    row = models.Article.objects.create(
        public_id=it.id, source=source, guid=it.id, url=it.url, first_seen=it.first_seen, revision=1, rendered=1,
        joined=1, version=1, entry=rows.ENTRY.dump_json(Entry(it.id, it.url, "")).decode(),
    )  # fmt: skip
    revision = row.revisions.create(
        number=1, hash="", document=rows.DOCUMENT.dump_json(it.document).decode(), signals="[]", seen=it.first_seen
    )
    for language, rendition in it.renditions.items():
        body = rows.RENDITION.dump_json(rendition).decode()
        revision.renditions.create(language=language, state=rendition.state, body=body, made=SEEN)
        row.pages.create(language=language, slug=it.slugs[language], state=rendition.state)
    return it


def published(desk: Desk, n: int, asked: Asked) -> tuple[float, float]:
    """Publish one more article; return the seconds of the processor and by the clock that it took."""
    add(n, asked)
    with timed() as taken:
        publish(desk, "site")
    processor, clock = taken
    return processor, clock


def touched(desk: Desk, n: int, asked: Asked) -> tuple[int, int]:
    """Publish one more article; return the numbers of files that changed and of queries."""
    add(n, asked)
    before = files_of(desk.public)
    with CaptureQueriesContext(connection) as queries:
        publish(desk, "site")
    after = files_of(desk.public)
    return sum(before.get(path) != at for path, at in after.items()), len(queries)


@contextmanager
def timed() -> Iterator[list[float]]:
    """Yield a list that gets the seconds of the processor and by the clock."""
    taken: list[float] = []
    processor, clock = time.process_time(), time.perf_counter()
    yield taken
    taken += [time.process_time() - processor, time.perf_counter() - clock]


def files_of(public: Path) -> dict[str, int]:
    return {str(file.relative_to(public)): file.stat().st_mtime_ns for file in public.rglob("*") if file.is_file()}


def beside(desk: Desk, folder: Path, size: int, asked: Asked) -> tuple[float, float]:
    """Return how long Hugo takes to rebuild a site of the same articles with one more."""
    hugo.make(folder, ("en", "pt"))
    for row in models.Article.objects.order_by("-first_seen")[:size].iterator():
        for page in row.pages.all():
            hugo.add(folder, FullItem(item_from_json(page.item), page.content))
    hugo.build(folder)
    for full in pages.items_of(an_article(10**8, asked.a_day, asked.words), facts(desk)).values():
        if full:
            hugo.add(folder, full)
    return hugo.build(folder)


def from_nothing(asked: Asked) -> None:
    """Print how many pages a second a full build makes, here and by Hugo."""
    with tempfile.TemporaryDirectory() as name, stocked(Path(name) / "site", 0, asked) as desk:
        for n in range(asked.build):
            add(n, asked)
        publish(desk, "site")
        with timed() as taken:
            build(desk, Path(name) / "out")
        ours = count_pages(Path(name) / "out")
        print(f"built from nothing: {ours} pages, {ours / taken[0]:.0f} a second of processor", flush=True)
        if hugo.command():
            beside(desk, Path(name) / "hugo", asked.build, asked)
            shutil.rmtree(Path(name) / "hugo" / "public")
            processor, _ = hugo.build(Path(name) / "hugo")
            theirs = count_pages(Path(name) / "hugo" / "public")
            print(f"by Hugo: {theirs} pages, {theirs / processor:.0f} a second of processor,", end=" ")
            print(f"ratio {ours / taken[0] / (theirs / processor):.2f}", flush=True)


def count_pages(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))


class Asked(argparse.Namespace):
    """What the command line asks for."""

    sizes: list[int]
    a_day: int
    tries: int
    words: int
    beside: int
    build: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    for name, value in (("a-day", 500), ("tries", 7), ("words", 400), ("beside", 1000), ("build", 500)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args(namespace=Asked())
    if hugo.command() is None:
        print(hugo.MISSING, file=sys.stderr)
    print("articles  files  queries  processor ms  clock ms  memory MB  Hugo processor ms  ratio", flush=True)
    for size in asked.sizes:
        measure(size, asked)
    if asked.build:
        from_nothing(asked)


def measure(size: int, asked: Asked) -> None:
    """Print the line of one size."""
    with tempfile.TemporaryDirectory() as name, stocked(Path(name) / "site", size, asked) as desk:
        for n in range(SOURCES):
            published(desk, n, asked)  # one of each source brings what stands and what a running process keeps
        files, queries = touched(desk, SOURCES, asked)
        found = [published(desk, n, asked) for n in range(SOURCES + 1, SOURCES + 1 + asked.tries)]
        processor, clock = (1000 * statistics.median(each) for each in zip(*found, strict=True))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = f"{size:8}  {files:5}  {queries:7}  {processor:12.0f}  {clock:8.0f}  {memory:9}"
        if hugo.command() and size <= asked.beside:
            rebuilt = 1000 * beside(desk, Path(name) / "hugo", size, asked)[0]
            line += f"  {rebuilt:17.0f}  {processor / rebuilt:5.2f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
