"""Commands that need no site: extract, feed, translate."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.app import app
from dragoman.errors import DragomanError, UsageError, WorkerLost

if TYPE_CHECKING:
    from dragoman.dispatch.workers import Start
    from dragoman.extract.rules import Rules
    from dragoman.types import Sentence

MB = 1024 * 1024
SECONDS = 10.0
"""How long a page or a feed may take to read: real ones take a quarter of a second, on a machine that is not busy."""
PAGE_MEMORY = 1024 * MB
FEED_MEMORY = 384 * MB
"""How much data a worker that reads pages or feeds may hold, its libraries among it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with the bytes of a file and their address, and the memory that it may take."""

    read: Callable[[bytes, str], dict[str, Any]]
    memory: int

    @property
    def given_up(self) -> str:
        """Say of a file why it was given up."""
        return f"takes over {SECONDS:g} seconds or {self.memory // MB} MB to read, as only a trap or a broken file does"


FileOrUrl = Annotated[str | None, typer.Argument(help="A file, or an http(s) address to fetch.")]
UrlOption = Annotated[str, typer.Option(help="The address that a file came from.")]
Manifest = Annotated[
    Path | None,
    typer.Option(
        help="A file of JSON lines with id, url and file (beside it); one JSON line out for each, exit 1 after errors."
    ),
]
FromOption = Annotated[str, typer.Option("--from", help="The language of the source.")]
ToOption = Annotated[str, typer.Option("--to", help="The language of the translation.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON line a sentence.")]


@app.command(epilog="Example: dragoman extract page.html --url https://example.org/a-story")
def extract(
    source: FileOrUrl = None,
    url: UrlOption = "",
    manifest: Manifest = None,
    rules: Annotated[
        Path | None, typer.Option(help="A file of your own rules for sites (TOML, CSS selectors), to try them.")
    ] = None,
) -> None:
    """Extract the article of a page as JSON."""
    from dragoman.extract.rules import read_rules

    kept = read_rules("\n".join(_lines(rules)), str(rules)) if rules else None
    _read(source, url, manifest, Work(partial(_extracted, kept), PAGE_MEMORY))


@app.command(epilog="Example: dragoman feed https://example.org/feed.xml")
def feed(source: FileOrUrl = None, url: UrlOption = "", manifest: Manifest = None) -> None:
    """Parse a feed as JSON."""
    _read(source, url, manifest, Work(_parsed, FEED_MEMORY))


@app.command(epilog="Example: dragoman translate --from en --to pt article.txt --json")
def translate(
    file: Annotated[
        Path | None, typer.Argument(help="A text, one paragraph a line; standard input by default.")
    ] = None,
    from_: FromOption = "en",
    to: ToOption = "pt",
    as_json: AsJson = False,
) -> None:
    """Translate a text, one paragraph a line; what can't be proved stays in the original."""
    from dragoman.dispatch.crew import Crew
    from dragoman.flow.interpreter import interpret_text
    from dragoman.flow.market import local_offers, ways
    from dragoman.types import Pair

    found = ways(local_offers(), Pair(from_, to))
    lines = _lines(file) if file else (line.rstrip("\n") for line in sys.stdin)
    with Crew() as crew:
        for _, sentences in crew.map(partial(interpret_text, found), lines):
            _say(sentences, as_json)


def _read(source: str | None, url: str, manifest: Path | None, work: Work) -> None:
    if (source is None) == (manifest is None):
        raise UsageError("Give a file or an address, or --manifest with a file of rows")
    if manifest:
        _read_many(manifest, work)
    elif is_address(str(source)):
        _read_one(str(source), work, partial(_result, work, *fetched(str(source))))
    else:
        _read_one(str(source), work, partial(_result_of_file, work, Path(str(source)), url), "fork")


def _read_one(source: str, work: Work, task: Callable[[], dict[str, Any]], start: Start = "forkserver") -> None:
    from dragoman.dispatch.crew import Crew

    with Crew(1, SECONDS, work.memory, start) as crew:
        try:
            result = crew.run(task)
        except WorkerLost:
            raise WorkerLost(f"{source} {work.given_up}") from None
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def _read_many(manifest: Path, work: Work) -> None:
    from dragoman.dispatch.crew import Crew

    failed = 0
    with Crew(None, SECONDS, work.memory) as crew:
        rows = crew.map(partial(_row, manifest.parent, work), _lines(manifest), partial(_lost_row, work))
        for _, (line, is_error) in rows:
            failed += is_error
            typer.echo(line)
    if failed:
        typer.echo(f"dragoman: {failed} rows gave an error; it stands in their line", err=True)
        raise typer.Exit(1)


def _row(folder: Path, work: Work, line: str) -> tuple[str, bool]:
    """Return the JSON line of one row of a manifest, its id with the result or the error, and whether it is one."""
    row = _object(line)
    file, url = row.get("file"), row.get("url") or ""
    try:
        if not isinstance(file, str) or not isinstance(url, str):
            raise UsageError("The row must be a JSON object with the name of a file, and its url as text")
        result = _result_of_file(work, folder / file, url)
    except DragomanError as error:
        result = {"error": str(error)}
    return json.dumps({"id": row.get("id"), **result}, ensure_ascii=False), "error" in result


def _lost_row(work: Work, line: str) -> tuple[str, bool]:
    return json.dumps({"id": _object(line).get("id"), "error": f"The file {work.given_up}"}, ensure_ascii=False), True


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def _result_of_file(work: Work, file: Path, url: str) -> dict[str, Any]:
    return _result(work, _bytes(file), url)


def _result(work: Work, body: bytes, url: str) -> dict[str, Any]:
    try:
        return work.read(body, url)
    except (DragomanError, MemoryError):
        raise
    except Exception as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise DragomanError(f"Dragoman itself broke over it ({told}); please report it") from error


def _extracted(rules: Rules | None, body: bytes, url: str) -> dict[str, Any]:
    from dragoman.extract import extract as extract_page
    from dragoman.extract.forms import to_json

    return to_json(extract_page(body, url, rules=rules))


def _parsed(body: bytes, url: str) -> dict[str, Any]:
    from dragoman.ingest.feeds import parse_feed
    from dragoman.ingest.forms import to_json

    return to_json(parse_feed(body, url))


def _say(sentences: list[Sentence], as_json: bool) -> None:
    if not as_json:
        typer.echo("".join(f"{each.target.text}{each.gap}" for each in sentences))
        return
    from dragoman.verify.forms import finding_to_json

    for each in sentences:
        row = {
            "source": each.source.text,
            "target": each.target.text,
            "route": each.route,
            "outcome": each.outcome,
            "findings": [finding_to_json(finding) for finding in each.findings],
        }
        typer.echo(json.dumps(row, ensure_ascii=False))


def is_address(source: str) -> bool:
    """Tell whether what was given is an address to fetch."""
    return source.startswith(("http://", "https://"))


def fetched(url: str) -> tuple[bytes, str]:
    """Return a body and the address that it came from, by the settings of the site in this folder, if any."""
    from dragoman.config import FILE, Settings, load
    from dragoman.flow.desk import door_settings
    from dragoman.net.answers import Request
    from dragoman.net.door import Door

    here = Path()
    settings = load(here) if (here / FILE).is_file() else Settings()
    with Door(door_settings(settings)) as door:
        response = door.fetch(Request(url))
    return response.body, response.url


def _bytes(file: Path) -> bytes:
    try:
        return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    except (OSError, EOFError, ValueError, zlib.error) as error:
        told = getattr(error, "strerror", None) or error
        raise UsageError(f"{file} can't be read ({told}); check its name") from None


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines if line.strip())
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); check its name") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
