"""Measure what it costs to publish one article into sites of growing size: it should not depend on the size.

    python bench/publish.py [1000 10000 100000] [--a-day 500] [--tries 7]

Makes a site of two languages with so many articles, `--a-day` of them on a day, ten sources and six sections, and has
one new article published after another. Prints, for each size, the files that changed with one of them, the queries,
and the median time of the processor and by the clock.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from articles import SEEN, SOURCE, rich
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dragoman.cli.new import NewSite, make
from dragoman.config import load
from dragoman.flow.desk import Desk
from dragoman.flow.editions import facts, publish, stamp
from dragoman.flow.lists import ITEM
from dragoman.newsroom import models, rows
from dragoman.newsroom.setup import open_database
from dragoman.publish import site as pages
from dragoman.publish import tree
from dragoman.rights.registry import shipped
from dragoman.types import Article, Entry

SOURCES, SECTIONS = 10, ("Politics", "Economy", "Sport", "Culture", "Science", "Health")


@contextmanager
def stocked(folder: Path, size: int, a_day: int = 500) -> Iterator[SimpleNamespace]:
    """Make a site with so many published articles and yield the desk of one who publishes into it."""
    list(make(NewSite(folder, "Bench", ("en", "pt"), "http://127.0.0.1:8000", (), sample=False, contact="")))
    open_database(folder / "data" / "dragoman.sqlite3")
    settings = load(folder)
    desk = SimpleNamespace(
        folder=folder, settings=settings, public=folder / "public", clock=lambda: SEEN, registry=shipped()
    )
    for n in range(SOURCES):
        source = replace(SOURCE, slug=f"source-{n}", feed=f"https://{n}.example/feed", name=f"Source {n}")
        models.Source.objects.create(**rows_of(source), added=SEEN, due=SEEN)
    of_slug = {source.slug: source for source in models.Source.objects.all()}
    for start in range(0, size, 1000):
        stock(desk, of_slug, range(start, min(start + 1000, size)), a_day)
    tree.write(desk.public, {".dragoman": stamp(facts(desk))})
    yield desk


def rows_of(source: object) -> dict[str, object]:
    return {name: getattr(source, name) for name in source.__dataclass_fields__}  # type: ignore[attr-defined]


def an_article(n: int, a_day: int) -> Article:
    """Return one of the articles of a site, by its number: the higher, the older."""
    seen = SEEN - timedelta(days=n / a_day)
    document = {"section": SECTIONS[n % len(SECTIONS)], "published": seen}
    source = replace(SOURCE, slug=f"source-{n % SOURCES}", name=f"Source {n % SOURCES}")
    return rich(id=f"{n:010x}", first_seen=seen, updated=seen, source=source, document=document)


def stock(desk: Desk, sources: dict[str, models.Source], numbers: range, a_day: int) -> None:
    """Store articles as if they had been published already, without their texts."""
    site = facts(desk)
    found = [an_article(n, a_day) for n in numbers]
    models.Article.objects.bulk_create(
        models.Article(
            public_id=it.id,
            source=sources[it.source.slug],
            guid=it.id,
            url=it.url,
            entry="{}",
            first_seen=it.first_seen,
        )
        for it in found
    )
    of_id = {row.public_id: row for row in models.Article.objects.filter(public_id__in=[it.id for it in found])}
    models.Page.objects.bulk_create(
        models.Page(
            article=of_id[it.id],
            language=language,
            slug=it.slugs[language],
            state="published",
            dated=it.first_seen,
            section=item.section,
            source=sources[it.source.slug],
            placed=item.dated,
            live=True,
            number=10**6 - int(it.id, 16),
            item=ITEM.dump_json(item).decode(),
            content=content,
        )
        for it in found
        for language, (item, content) in pages.items_of(it, site).items()
    )


def add(n: int) -> None:
    """Store a new article, rendered and not yet shown."""
    it = an_article(n, 500)
    it = replace(it, id=f"{n + 10**9:010x}", first_seen=SEEN + timedelta(seconds=n))
    source = models.Source.objects.get(slug=it.source.slug)
    row = models.Article.objects.create(
        public_id=it.id, source=source, guid=it.id, url=it.url, first_seen=it.first_seen, revision=1, rendered=1,
        version=1, entry=rows.ENTRY.dump_json(Entry(it.id, it.url, "")).decode(),
    )  # fmt: skip
    revision = row.revisions.create(
        number=1, hash="", document=rows.DOCUMENT.dump_json(it.document).decode(), signals="[]", seen=it.first_seen
    )
    for language, rendition in it.renditions.items():
        body = rows.RENDITION.dump_json(rendition).decode()
        revision.renditions.create(language=language, state=rendition.state, body=body, made=SEEN)
        row.pages.create(language=language, slug=it.slugs[language], state=rendition.state, dated=it.first_seen)


def published(desk: Desk, n: int) -> tuple[set[str], int, float, float]:
    """Publish one more article; return the files that changed, the queries, and seconds of processor and clock."""
    add(n)
    before = files_of(desk.public)
    with CaptureQueriesContext(connection) as queries:
        processor, clock = time.process_time(), time.perf_counter()
        publish(desk, "site")
        taken = time.process_time() - processor, time.perf_counter() - clock
    after = files_of(desk.public)
    return {path for path, at in after.items() if before.get(path) != at}, len(queries), *taken


def files_of(public: Path) -> dict[str, int]:
    return {str(file.relative_to(public)): file.stat().st_mtime_ns for file in public.rglob("*") if file.is_file()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--a-day", type=int, default=500)
    parser.add_argument("--tries", type=int, default=7)
    asked = parser.parse_args()
    print("articles  files  queries  processor ms  clock ms")
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder, stocked(Path(folder) / "site", size, asked.a_day) as desk:
            published(desk, 0)  # the first one brings the pages that are always there
            found = [published(desk, n) for n in range(1, asked.tries + 1)]
            processor, clock = (1000 * statistics.median(each[k] for each in found) for k in (2, 3))
            print(f"{size:8}  {len(found[-1][0]):5}  {found[-1][1]:7}  {processor:12.0f}  {clock:8.0f}", flush=True)


if __name__ == "__main__":
    main()
