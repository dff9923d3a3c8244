"""Commands about local models and routes: models list, add, remove."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from dragoman.cli.app import SiteOption, app
from dragoman.errors import EngineError, NetworkError, UsageError, WorkerLost

if TYPE_CHECKING:
    from dragoman.config import EngineSettings
    from dragoman.net.door import Door
    from dragoman.types import Pair

MB = 1024 * 1024
SECONDS = 600.0
"""How long a file of a model may take to come."""
HERE = Path()
PairArgument = Annotated[str, typer.Argument(help="The pair of languages, as ru-en.")]

models = typer.Typer(help="The local translation models, and which pairs can be translated how.", no_args_is_help=True)
app.add_typer(models, name="models")


@models.command("list", epilog="Example: dragoman models list --json")
def list_models(
    site: SiteOption = HERE, as_json: Annotated[bool, typer.Option("--json", help="As one JSON list.")] = False
) -> None:
    """Show which pairs of languages can be translated now, by which routes, and how good those are."""
    from dragoman.flow.market import table

    rows = list(table(_engines(site)))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(f"{row['pair']:<8} {row['told']:<44} {row['route']}")


@models.command("add", epilog="Example: dragoman models add ru-en")
def add_model(
    pair: PairArgument,
    source: Annotated[
        str | None,
        typer.Argument(help="A folder with the model's files, or an index of models; Mozilla's by default."),
    ] = None,
    licence: Annotated[str, typer.Option(help="The licence of a model from a folder.")] = "",
    site: SiteOption = HERE,
) -> None:
    """Add a model to the local store: its files are fetched, checked by their checksums, and tried."""
    from dragoman.translate.engines import index, store

    wanted = store.pair_of(pair)
    if source is not None and "://" not in source:
        files, origin = store.read_folder(Path(source)), str(Path(source).resolve())
        licence = licence or "unknown"
    else:
        origin = source or index.address()
        try:
            files, licence = _fetched(wanted, origin, site), licence or index.LICENCE
        except NetworkError as error:
            told = f"{str(error).rstrip('.')}; without a network, give a folder that holds the model's files"
            raise UsageError(f"{told}: dragoman models add {pair} FOLDER") from None
    files = store.model_of(files, origin)
    _try(wanted, files, origin)
    stored = store.add(wanted, files, origin, licence)
    typer.echo(f"Added {pair}: {stored.name}, licence {licence}, in {store.folder() / pair}")


@models.command("remove", epilog="Example: dragoman models remove ru-en")
def remove_model(pair: PairArgument) -> None:
    """Remove a model from the local store."""
    from dragoman.translate.engines import store

    store.remove(store.pair_of(pair))
    typer.echo(f"Removed {pair}")


def _engines(site: Path) -> Sequence[EngineSettings]:
    from dragoman.config import FILE, load

    return load(site).engines if (site / FILE).is_file() else ()


def _try(pair: Pair, files: dict[str, bytes], origin: str) -> None:
    """Have a worker open a model and translate a line, before it is stored; raise UsageError where it can't."""
    from dragoman.dispatch.crew import Crew
    from dragoman.translate.engines.embedded import try_model

    with Crew(1, 60.0) as crew:
        try:
            crew.run(try_model, files)
        except (EngineError, WorkerLost) as error:
            raise UsageError(f"The model {pair} of {origin} does not work ({error}); nothing was stored") from None


def _fetched(pair: Pair, address: str, site: Path) -> dict[str, bytes]:
    """Return the files of a pair's model from an index, with a progress bar on a terminal."""
    from dragoman.net.answers import Request
    from dragoman.net.guard import PORTS, place
    from dragoman.translate.engines import index

    parts = urlsplit(address)
    allow = frozenset({place(parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))})
    with _door(site) as door, _bar(f"Fetching {pair}") as advance:

        def get(url: str) -> bytes:
            return door.fetch(Request(url, allow=allow, timeout=SECONDS, watch=advance)).body

        found = index.listed(get(address), pair, address)
        return {file.name: index.unpacked(file, get(file.url)) for file in found}


@contextmanager
def _door(site: Path) -> Iterator[Door]:
    from dataclasses import replace

    from dragoman.config import FILE, Settings, load
    from dragoman.flow.desk import door_settings
    from dragoman.net.body import Bounds
    from dragoman.net.door import Door
    from dragoman.translate.engines.store import MAX_MB

    settings = load(site) if (site / FILE).is_file() else Settings()
    bounds = Bounds(wire=MAX_MB * MB, decoded=MAX_MB * MB)
    with Door(replace(door_settings(settings), bounds=bounds)) as door:
        yield door


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int], None]]:
    """Count the megabytes that come in, on a terminal."""
    came = 0

    def advance(count: int) -> None:
        nonlocal came
        came += count
        sys.stderr.write(f"\r{label}: {came / MB:.1f} MB")

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    yield advance
    sys.stderr.write("\n")
