"""The command line's root, and what its commands share: the site folder, the desk, the log."""

from __future__ import annotations

import fcntl
import getpass
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import structlog
import typer

from dragoman import __version__
from dragoman.config import FILE, Settings, load, parse
from dragoman.errors import Unavailable, UsageError

if TYPE_CHECKING:
    from dragoman.flow.desk import Desk
    from dragoman.flow.operating import Operator

app = typer.Typer(
    name="dragoman",
    help="A newswire that translates and publishes news with no human editor, and proves every sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SiteOption = Annotated[
    Path,
    typer.Option(
        "--site", envvar="DRAGOMAN_FOLDER", help="The site's folder; the current one by default.", show_default=False
    ),
]


class Log(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"
    JSON = "json"


_SERVER = re.compile(rb"""=\s*["']+postgres""")
"""A setting that says which database server holds the tables."""
LINES = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what happens, step by step.")] = False,
    log: Annotated[
        Log, typer.Option(envvar="DRAGOMAN_LOG", help="How it is shown: a line of text or of JSON.")
    ] = Log.TEXT,
) -> None:
    told: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    ]
    form = structlog.processors.JSONRenderer(ensure_ascii=False) if log is Log.JSON else LINES
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if verbose else logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        processors=[*told, form],
    )
    _OF_LIBRARIES.setFormatter(structlog.stdlib.ProcessorFormatter(form, foreign_pre_chain=told))
    logging.getLogger().addHandler(_OF_LIBRARIES)


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what stderr is at the time; what strangers ask the console for in vain is no trouble of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= _LEAST.get(record.name, logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


_LEAST = {"django.request": logging.ERROR, "django.security.DisallowedHost": logging.CRITICAL}
"""What is trouble of each library; of all others, warnings are."""
_OF_LIBRARIES = _Stderr()
"""What libraries log (the database's driver above all), in the form of our own lines."""


def open_site(folder: Path) -> Settings:
    """Read a site's settings and theme, and open its database; raise UsageError where there is no site."""
    settings = load(folder)
    from dragoman.newsroom.setup import DATABASE, open_database
    from dragoman.publish import themes

    themes.use(folder.resolve())
    open_database(settings.database.address or folder / "data" / DATABASE)
    return settings


def open_tables(folder: Path) -> bool:
    """Open the tables of a site whose settings hold a mistake; False where these alone could say where they are.

    Raises UsageError where the mistake is in the environment.
    """
    from dragoman.newsroom.setup import DATABASE, open_database

    file, own = folder / FILE, folder / "data" / DATABASE
    address = parse("", str(file)).database.address  # as the environment has it
    is_known = bool(address) or (own.is_file() and file.is_file() and not _SERVER.search(file.read_bytes()))
    if is_known:
        open_database(address or own)
    return is_known


def operator() -> Operator:
    """Return who acts by the command line, now."""
    from dragoman.clock import utc_now
    from dragoman.flow.operating import Operator

    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = f"user {os.getuid()}"  # as in a container, where nobody has a name
    return Operator(f"{name} (command line)", utc_now())


SHARED = (
    "dragoman.cli",  # what a worker imports first: the script that started us
    "dragoman.flow.interpreter",
    "dragoman.flow.parsing",
    "dragoman.flow.edits",
    "dragoman.flow.signing",
    "simplemma",
    "wordfreq",
)
"""What workers share: each of them would import it for itself else."""
POLLER, WORKER = "poller", "worker"
"""The two parts of the wire: each of them is done by one process of a site at a time."""


@contextmanager
def open_desk(
    folder: Path,
    parts: Collection[str] = (POLLER, WORKER),
    serving: Callable[[Settings], AbstractContextManager[object]] = nullcontext,
    *,
    computes: bool = True,
) -> Iterator[Desk]:
    """Open a site for work: database, door, workers; the poller brings the sample source up where it is asked for.

    `serving` is entered as soon as nobody else is at work: readers don't wait for what the work needs. Workers that are
    to be wanted at once, as `computes` says, are made ready meanwhile; others are started when they are wanted.
    """
    folder = folder.resolve()
    settings = open_site(folder)
    with ExitStack() as opened:
        # Where a server holds the tables, its queue says who does what.
        for part in () if settings.database.address else parts:
            opened.enter_context(alone(folder / "data" / f"{part}.lock"))
        opened.enter_context(serving(settings))
        from dragoman.dispatch.crew import Crew
        from dragoman.dispatch.workers import preload

        if parts and computes:
            preload(*SHARED)
        from dragoman.flow import reload
        from dragoman.flow.desk import Desk, door_settings, open_readers
        from dragoman.net.door import Door

        files = reload.read(folder)
        if settings.sample.enabled and POLLER in parts:
            from dragoman.testing.harbour.server import HarbourSource

            try:
                opened.enter_context(HarbourSource(port=settings.sample.port))
            except OSError as error:
                told = f"The sample source can't listen on port {settings.sample.port} ({error.strerror})"
                raise UsageError(f"{told}; free it, or change port under [sample] in dragoman.toml") from None
        door = opened.enter_context(Door(door_settings(settings)))
        crew = opened.enter_context(Crew(settings.work.processes or None))
        readers = opened.enter_context(open_readers(settings.work.processes or None))
        yield Desk(
            folder,
            settings,
            door,
            crew,
            readers,
            rules=files.rules,
            terms=files.terms,
            registry=files.registry,
        )


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a lock while at work on a site; raise Unavailable where another process holds it. It dies with us."""
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unavailable(
                f"Another {file.stem} is at work on {file.parent.parent}; stop it, or wait for its end"
            ) from None
        yield
