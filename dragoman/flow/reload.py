"""Take up what the operator changes in a site's files while at work: all that a change says, or nothing of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from dragoman import metrics
from dragoman.config import FILE, Settings, load
from dragoman.errors import UsageError
from dragoman.extract.rules import Rules
from dragoman.flow.desk import RULES, Desk, load_rules, load_terms
from dragoman.newsroom.setup import UNAVAILABLE, refresh, release
from dragoman.rights import registry
from dragoman.rights.registry import Registry
from dragoman.translate import glossary

log = structlog.get_logger()

LOOK = 5.0
"""Seconds between two looks at the files."""
FILES = (FILE, RULES, glossary.FILE, registry.OWN_FILE)
FIXED = ("database", "work", "watching", "console", "sample")
"""Parts of the settings that hold from the start of a process to its end: what it opened stands on them."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a site's files say: settings, rules for sites, glossary, and the sources whose terms were read."""

    settings: Settings
    rules: Rules | None
    terms: str
    registry: Registry

    @classmethod
    def of(cls, desk: Desk) -> Wishes:
        """Return those that a desk works by."""
        return cls(desk.settings, desk.rules, desk.terms, desk.registry)


def read(folder: Path) -> Wishes:
    """Return what a site's files say; raise UsageError, in one sentence, where one of them holds a mistake."""
    return Wishes(load(folder), load_rules(folder), load_terms(folder), registry.load(folder))


def mistake(folder: Path) -> str:
    """Return the mistake in a site's files, for which they are not taken up; empty where there is none."""
    try:
        read(folder)
    except UsageError as error:
        return str(error)
    return ""


class Watcher:
    """Looks at a site's files, and has `take_up` take up what they say once it differs from what is in force."""

    def __init__(self, folder: Path, in_force: Wishes, take_up: Callable[[Wishes], None]) -> None:
        self._folder, self._in_force, self._take_up = folder, in_force, take_up
        self._seen: object = None
        self._settled: object = None
        """What the files were when they were read last: a mistake in them is told once."""

    def look(self) -> None:
        """Read what has changed; not before it stood still for two looks: an editor may write it in two halves."""
        seen = [_state(self._folder / name) for name in FILES]
        stands, self._seen = seen == self._seen, seen
        if not stands or seen == self._settled:
            return
        try:
            self._compare(read(self._folder))
        except UsageError as error:
            metrics.SETTINGS_REFUSED.set(1)
            log.warning("a change is not taken up; what was in force stays so until it is mended", error=str(error))
        except UNAVAILABLE as error:
            log.warning("a change can't be taken up while the database is away; it is tried again", error=repr(error))
            return
        self._settled = seen

    def _compare(self, wished: Wishes) -> None:
        fixed = [each for each in FIXED if getattr(wished.settings, each) != getattr(self._in_force.settings, each)]
        kept = {each: getattr(self._in_force.settings, each) for each in fixed}
        wished = replace(wished, settings=wished.settings.model_copy(update=kept))
        if wished != self._in_force:
            self._take_up(wished)
            self._in_force = wished
            log.warning("the site's files have changed and are taken up")
        metrics.SETTINGS_REFUSED.set(0)
        metrics.SETTINGS_WAIT.set(bool(fixed))
        if fixed:
            told = f"What stands under {' and '.join(f'[{each}]' for each in fixed)} is taken up by the next start only"
            log.warning(told)


@contextmanager
def watching(folder: Path, in_force: Wishes, take_up: Callable[[Wishes], None]) -> Iterator[None]:
    """Have a site's changed files taken up, in a thread of its own, until the block ends."""
    watcher, over = Watcher(folder, in_force, take_up), threading.Event()

    def watch() -> None:
        try:
            while not over.wait(LOOK):
                refresh()
                watcher.look()
        finally:
            release()

    thread = threading.Thread(target=watch, name="settings")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _state(file: Path) -> object:
    """Return what tells whether a file was written since: a file that is not there has none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
