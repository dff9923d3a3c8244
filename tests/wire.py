"""A site of its own for a test: real store, door, crew and engines; only the clock stands still."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from dragoman.cli.app import open_site
from dragoman.cli.new import NewSite, make
from dragoman.dispatch.crew import Crew
from dragoman.flow.desk import Desk, door_settings
from dragoman.flow.steps import POLLER, WORKER
from dragoman.flow.wire import Wire
from dragoman.net.door import Door
from dragoman.newsroom import health, models, sources
from dragoman.newsroom.setup import DATABASE, open_database, release
from dragoman.testing.clock import FrozenClock
from dragoman.translate.attempts import Engine
from dragoman.translate.engines import Offer
from dragoman.types import Pair, Source

_labels = count()
CONTACT = "desk@test.example"
PAIRS = (Pair("en", "pt"), Pair("pt", "en"))


def new_database() -> str:
    """Return where the tables of a new site are: a file of its own folder."""
    return ""


@cache
def _tables() -> bytes:
    """Make the tables of a new site once: every site of the tests starts with a copy."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / DATABASE
        open_database(file)
        release()
        return file.read_bytes()


def new_site(folder: Path, *hosts: str, database: str = "") -> Path:
    """Make a site that may read some hosts, and return its folder."""
    place = database or new_database()
    if not place:
        tables = folder / "data" / DATABASE
        tables.parent.mkdir(parents=True, exist_ok=True)
        tables.write_bytes(_tables())
    new = NewSite(folder, "Test", ("en", "pt"), "http://127.0.0.1:8000", tuple(sorted(hosts)), False, CONTACT, place)
    list(make(new))
    return folder


def new_copy(text: str) -> str:
    """Return the settings of a copied site: its tables came with its folder."""
    return text


def copied(site: Path, folder: Path) -> Path:
    """Copy a site that nothing works at."""
    shutil.copytree(site, folder)
    settings = folder / "dragoman.toml"
    settings.write_text(new_copy(settings.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def scripted(open_engine: Callable[[Pair], Engine]) -> tuple[Offer, ...]:
    """Offer an engine of the test's own between English and Portuguese."""
    # The name stands for what it says, the label for itself: a worker keeps open what it knows by both.
    label = f"scripted {next(_labels)}"
    return tuple(Offer("scripted", pair, "fxtranslate", label, partial(open_engine, pair)) for pair in PAIRS)


def is_index(file: Path) -> bool:
    """Tell whether a file of a tree is of the index of the search."""
    return re.search(r"/search/(\d+/|parts\.json)", file.as_posix()) is not None


@dataclass
class Site:
    folder: Path
    crew: Crew
    local: tuple[Offer, ...] | None = None
    """What engines on this machine offer; all that is here by default."""
    steps: frozenset[str] = POLLER | WORKER - {"search"}
    """What is done; the search, whose index takes a program of its own, where a test is about it."""
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(datetime(2026, 11, 22, 12, tzinfo=UTC)))

    @classmethod
    def made(cls, folder: Path, crew: Crew, feeds: dict[str, str], local: tuple[Offer, ...] | None = None) -> Site:
        """Make a site that may read the hosts of some feeds, given by short name."""
        new_site(folder, *{urlsplit(feed).netloc for feed in feeds.values()})
        site = cls(folder, crew, local)
        for name, feed in feeds.items():
            sources.add_source(Source(name, feed, ""), site.clock())
        return site

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        settings = open_site(self.folder)
        with Door(door_settings(settings)) as door:
            desk = Desk(self.folder, settings, door, self.crew, self.crew, self.clock)
            yield desk if self.local is None else replace(desk, offers=self.local)

    def once(self, *, recheck: bool = False, open_engine: Callable[[Pair], Engine] | None = None) -> None:
        with self.desk() as desk:
            Wire(replace(desk, offers=scripted(open_engine)) if open_engine else desk, self.steps).once(recheck=recheck)

    def change(self, old: str, new: str) -> None:
        """Change a line of the settings."""
        file = self.folder / "dragoman.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def tree(self) -> dict[str, tuple[bytes, int]]:
        """Return every file of the tree with its bytes and the time it was written; but the index of the search.

        Pagefind orders what it filters by as it likes.
        """
        public = self.folder / "public"
        return {
            str(file.relative_to(public)): (file.read_bytes(), file.stat().st_mtime_ns)
            for file in sorted(public.rglob("*"))
            if file.is_file() and not is_index(file)
        }

    def report(self) -> dict[str, Any]:
        open_site(self.folder)
        return health.report(self.clock())

    def article(self, path: str) -> models.Article:
        """Return the row of the article whose page ends in a path."""
        return models.Article.objects.get(url__endswith=path)

    def pages(self, path: str) -> dict[str, str]:
        """Return the files of an article's pages by edition language."""
        public_id = self.article(path).public_id
        found = (file for file in self.tree() if file.endswith(f"{public_id}/index.html"))
        return {file.split("/")[0]: file for file in found}
