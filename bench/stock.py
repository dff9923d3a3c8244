"""A site with as many articles as are asked for, made of a few that went through the whole wire.

The few are real in every row that they leave: read from pages, translated by a scripted engine, checked, put into
stories, shelved and published. Their rows are then copied within the database, each copy a little older than the last,
with ids, addresses and keys of its own; what their lists hold keeps the times of the first. Files are those of the few.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import DateTimeField, ForeignKey, Max
from stories_cost import LEXICON
from wire import Site, scripted
from wordfreq import top_n_list

from dragoman.dispatch.crew import Crew
from dragoman.dispatch.local import Job
from dragoman.flow import illustrating, jobs
from dragoman.flow.desk import Desk
from dragoman.flow.steps import STEPS
from dragoman.newsroom import models
from dragoman.newsroom.setup import open_database, release
from dragoman.testing.clock import FrozenClock
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.engines import Offer
from dragoman.types import Pair

AN_EVENT, AT_ONCE = 10, 20
"""Articles that tell of one event, and articles that one poll brings."""
FIRST = datetime(2026, 11, 22, 12, tzinfo=UTC)
COPIED = (
    models.Article, models.Revision, models.Rendition, models.Page,
    models.Story, models.Member, models.Link, models.TextKey,
)  # fmt: skip
PORTUGUESE = dict(zip(LEXICON, top_n_list("pt", 30000)[400:], strict=False)) | {
    "the": "o", "of": "de", "and": "e", "was": "foi", "in": "em", "with": "com", "a": "um", "for": "para",
}  # fmt: skip
_ID = "substr(public_id, 1, 8) || printf('%08x', copy.n)"
_ID_OF_ARTICLE = "(SELECT public_id FROM newsroom_article WHERE id = kept.article_id)"


def put(sentence: str) -> str:
    """Return a sentence as the scripted engine has it in Portuguese: a word for each word."""
    words = re.sub(r"\w+", lambda found: PORTUGUESE.get(found[0].lower(), found[0]), sentence)
    return words[:1].upper() + words[1:]


def open_engine(pair: Pair) -> ScriptedEngine:
    """Open the scripted engine."""
    return ScriptedEngine(pair, put)


def paragraphs(n: int, words: int) -> list[str]:
    """Return the text of an article by its number: as many words, some of them those of its event."""
    dice, of_event = random.Random(n), random.Random(-1 - n // AN_EVENT)
    shared = of_event.choices(LEXICON, k=12)

    def sentence() -> str:
        a, b, c, d, e, f = (dice.choice(shared if dice.random() < 0.4 else LEXICON) for _ in range(6))
        return f"The {a} of the {b} and the {c} was in the {d} with a {e} for the {f}."

    return [f"{sentence()} {sentence()}" for _ in range(words // 36)]


@dataclass
class Paper:
    """A newspaper of made-up news: it shows so many articles as it was told to have, the newest in its feed."""

    place: ScriptedSite
    words: int
    shown: int = 0

    def print(self, count: int) -> None:
        """Show some more articles."""
        for n in range(self.shown, self.shown + count):
            told = paragraphs(n, self.words)
            headline = told[0].split(" with ")[0] + f" {'abcdefgh'[n % 8]}"
            self.place.answers[f"/{n}"] = page("".join(f"<p>{each}</p>" for each in told), headline)
        self.shown += count
        # Half of a feed is known at least: it would be taken for a flood else.
        newest = range(self.shown - 1, max(-1, self.shown - 1 - 2 * AT_ONCE), -1)
        self.place.answers["/feed"] = self.place.feed([f"/{n}" for n in newest])


@dataclass
class Stocked:
    """A site at work on a paper, and what is copied of it; `a_day` articles come on a day."""

    folder: Path
    crew: Crew
    paper: Paper
    a_day: int
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        self.site = Site.made(self.folder, self.crew, {"paper": f"{self.paper.place.base}/feed"}, offers())
        self.site.change("gap = 1.0", "gap = 0.0")
        # What the scripted engine says is no Portuguese, and is to be published all the same.
        self.site.change("max_original = 0.2", "max_original = 1.0")
        self.site.change("max_flagged = 0.5", "max_flagged = 1.0")
        self.site.clock = FrozenClock(FIRST)

    def work(self, few: int) -> None:
        """Have a few articles go through the whole wire, a poll's worth at a time."""
        with self.site.desk() as desk:
            for _ in range(few // AT_ONCE):
                self.paper.print(AT_ONCE)
                carry(desk, jobs.poll("paper", ""))
                self.site.clock.forward(days=AT_ONCE / self.a_day)
        release()

    def copy(self, folder: Path, times: int) -> None:
        """Copy the rows of all articles of a copied site so many times, the newest first."""
        file = folder / "data" / "dragoman.sqlite3"
        open_database(file)
        few = models.Article.objects.count()
        stride = max(each.objects.aggregate(most=Max("pk"))["most"] or 0 for each in COPIED) + 1
        span = timedelta(days=few / self.a_day)
        statements = {each._meta.db_table: _statement(each, stride, few, span) for each in COPIED}
        release()
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -3000000"):
                database.execute(f"PRAGMA {pragma}")
            database.execute("UPDATE newsroom_page SET number = number + ?", (few * times,))
            database.execute("CREATE TEMP TABLE copy (n INTEGER)")
            database.executemany("INSERT INTO copy VALUES (?)", ((n,) for n in range(1, times + 1)))
            for table, statement in statements.items():
                database.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")  # noqa: S608 - our own names
                database.execute(statement)
                database.execute("DROP TABLE kept")


def carry(desk: Desk, first: Job) -> None:
    """Do a job and all that follow from it, here and one after the other."""
    waiting = deque([first])
    while waiting:
        job = waiting.popleft()
        waiting.extend(STEPS[job.step].run(desk, job.subject))
    for job in illustrating.missing(desk, AT_ONCE):  # what a sweep finds
        STEPS[job.step].run(desk, job.subject)


def offers() -> tuple[Offer, ...]:
    """Return what the scripted engine offers."""
    return scripted(open_engine)


def _statement(model: type, stride: int, few: int, span: timedelta) -> str:
    """Return the statement that copies the rows of a table, each copy `span` older than the one before."""
    columns = {each.column: _copied(each, stride, few, span) for each in model._meta.concrete_fields}
    table, names = model._meta.db_table, ", ".join(columns)
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} "  # noqa: S608 - our own names
        f"FROM copy CROSS JOIN kept"
    )


def _copied(column: object, stride: int, few: int, span: timedelta) -> str:
    """Return what stands in a column of a copy."""
    seconds = int(span.total_seconds())
    special = {
        "public_id": _ID,
        "guid": "guid || '-' || copy.n",
        "url": "url || '-' || copy.n",
        "address": "address || '-' || copy.n",
        "twin": "twin || copy.n",
        "due": "NULL",  # they are past being looked at again
        "number": f"number - copy.n * {few}",
        "key": "key + copy.n * 2654435761",
    }
    name = column.column
    if name in special and column.model is not models.Revision:
        return special[name]
    if name == "dated" and column.model is models.TextKey:
        return f"dated - copy.n * {seconds}"
    if name in ("item", "body") and column.model in (models.Page, models.Member):
        new = f"substr({_ID_OF_ARTICLE}, 1, 8) || printf('%08x', copy.n)"
        return f"replace({name}, {_ID_OF_ARTICLE}, {new})"
    if column.primary_key or (isinstance(column, ForeignKey) and column.related_model in COPIED):
        return f"{name} + copy.n * {stride}"
    if isinstance(column, DateTimeField):
        return f"strftime('%Y-%m-%d %H:%M:%f', {name}, '-' || (copy.n * {seconds}) || ' seconds')"
    return f"kept.{name}"
