"""Measure what putting one article into its story costs, and what is kept of it, with so many stored.

    python bench/stories_cost.py [10000 100000] [--a-day 10000] [--tries 200]

Fills the tables of a site with signed articles, `--a-day` of them on a day, then puts some more in, one after another,
through the wire's own step. Words are those of real news (wordfreq), twelve of them to an event, and ten articles to an
event; sketches are their own. Prints milliseconds of the processor an article (signing, and all that the
tables take), the bytes it takes in the database, and the most memory so far.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from wordfreq import top_n_list

from dragoman.cli.new import NewSite, make
from dragoman.flow import stories as step
from dragoman.newsroom import models, stories
from dragoman.newsroom.setup import open_database
from dragoman.stories import copies, joining
from dragoman.stories.copies import Rival
from dragoman.stories.joining import Bond
from dragoman.stories.signature import Told, signature
from dragoman.types import Signature
from dragoman.verify.places import places

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
BATCH = 2000
AN_EVENT, WORDS = 10, 12
"""Articles that report an event, and the words that they share."""
LEXICON = top_n_list("en", 30000)[400:]


def told(n: int) -> Told:
    """Return an article by its number: a headline and 300 words, some of them those of its event."""
    dice, of_event = random.Random(n), random.Random(-1 - n // AN_EVENT)
    shared = of_event.choices(LEXICON, k=WORDS)
    text = " ".join(" ".join([*dice.sample(shared, 5), *dice.choices(LEXICON, k=10)]) for _ in range(20))
    return Told(" ".join(dice.sample(shared, 7)).title(), text, "en")


def like_event(n: int) -> Signature:
    """Return a signature with the terms of the first report on an event, with a sketch of its own."""
    sketch = tuple(sorted(random.Random(n).sample(range(2**32), copies.KEPT)))
    return replace(_of_event(n // AN_EVENT), sketch=sketch)


@lru_cache(maxsize=BATCH)
def _of_event(event: int) -> Signature:
    return signature(told(event * AN_EVENT), "en", places)


def filed(n: int, signed: Signature) -> step.Filed:
    """Return what is stored of an article."""
    return step.Filed(signed, Rival(f"{n:016x}", f"Paper {n % 50}", f"{n % 50}.example", words=signed.words))


def moment(n: int, a_day: int) -> datetime:
    """Return when an article was published; the higher its number, the later."""
    return SEEN + timedelta(days=n / a_day)


def fill(source: models.Source, numbers: range, a_day: int) -> None:
    """Store articles as if each had been put into its story; those of an event are linked with each other."""
    rows = models.Article.objects.bulk_create(articles(source, numbers, a_day))
    signed = {row.public_id: like_event(int(row.public_id, 16)) for row in rows}
    events = [rows[start : start + AN_EVENT] for start in range(0, len(rows), AN_EVENT)]
    opened = models.Story.objects.bulk_create(
        models.Story(public_id=of[0].public_id, opened=of[0].first_seen, reports=len(of), shown=1) for of in events
    )
    members = models.Member.objects.bulk_create(
        models.Member(article=row, story=story, dated=row.first_seen, body=_body(row, signed))
        for story, of in zip(opened, events, strict=True)
        for row in of
    )
    models.TextKey.objects.bulk_create(
        models.TextKey(member=member, key=key, dated=int(member.dated.timestamp()))
        for member in members
        for key in _keys(signed[member.article.public_id])
    )
    models.Link.objects.bulk_create(
        models.Link(member=later, other=older, likeness=1.0, bond=Bond.FIRM)
        for start in range(0, len(members), AN_EVENT)
        for older, later in combinations(members[start : start + AN_EVENT], 2)
    )


def _keys(signed: Signature) -> set[int]:
    return {*map(stories.hashed, joining.indexed(signed)), *copies.indexed(signed)}


def articles(source: models.Source, numbers: range, a_day: int) -> Iterator[models.Article]:
    """Yield the rows of articles that were rendered."""
    for n in numbers:
        at = moment(n, a_day)
        yield models.Article(
            public_id=f"{n:016x}", source=source, guid=str(n), url=f"https://a.example/{n}", entry="{}", first_seen=at
        )


def _body(row: models.Article, signed: dict[str, Signature]) -> str:
    return step.FILED.dump_json(filed(int(row.public_id, 16), signed[row.public_id])).decode()


def joined(source: models.Source, numbers: range, a_day: int) -> list[float]:
    """Put articles into their stories one by one; return the milliseconds of the processor that each took."""
    models.Article.objects.bulk_create(articles(source, numbers, a_day))
    taken = []
    for n in numbers:
        start = time.process_time()
        found = filed(n, signature(told(n), "en", places))
        step.put(step.Found(f"{n:016x}", 1, moment(n, a_day), found))
        step.arrange()
        taken.append((time.process_time() - start) * 1000)
    return taken


def measure(size: int, a_day: int, tries: int) -> None:
    """Print what an article costs in a site of a size."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        list(make(NewSite(folder, "Bench", ("en",), "http://127.0.0.1:8000", (), sample=False, contact="")))
        file = folder / "data" / "dragoman.sqlite3"
        open_database(file)
        source = models.Source.objects.create(slug="a", feed="https://a.example/feed", name="A", added=SEEN, due=SEEN)
        for start in range(0, size, BATCH):
            fill(source, range(start, min(start + BATCH, size)), a_day)
        taken = joined(source, range(size, size + tries), a_day)
        bytes_ = sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*")) / (size + tries)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,} stored: {statistics.median(taken):6.1f} ms an article, {bytes_:,.0f} bytes, {memory:.0f} MB")


def main() -> None:
    """Measure sites of the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10000, 100000])
    parser.add_argument("--a-day", type=int, default=10000)
    parser.add_argument("--tries", type=int, default=200)
    asked = parser.parse_args()
    for size in asked.sizes:
        measure(size, asked.a_day, asked.tries)


if __name__ == "__main__":
    main()
