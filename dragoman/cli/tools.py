"""Commands that need no site: extract, feed, translate, verify, models."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.app import app
from dragoman.errors import DragomanError, UsageError

if TYPE_CHECKING:
    from dragoman.types import Sentence

FileOrUrl = Annotated[str | None, typer.Argument(help="A file, or an http(s) address to fetch.")]
UrlOption = Annotated[str, typer.Option(help="The address that a file came from.")]
Manifest = Annotated[
    Path | None,
    typer.Option(help="A file of JSON lines with id, url and file (beside it); one JSON line out for each."),
]
FromOption = Annotated[str, typer.Option("--from", help="The language of the source.")]
ToOption = Annotated[str, typer.Option("--to", help="The language of the translation.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON line a sentence.")]


@app.command(epilog="Example: dragoman extract page.html --url https://example.org/a-story")
def extract(source: FileOrUrl = None, url: UrlOption = "", manifest: Manifest = None) -> None:
    """Extract the article of a page as JSON."""
    _read(source, url, manifest, _extracted)


@app.command(epilog="Example: dragoman feed https://example.org/feed.xml")
def feed(source: FileOrUrl = None, url: UrlOption = "", manifest: Manifest = None) -> None:
    """Parse a feed as JSON."""
    _read(source, url, manifest, _parsed)


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
    from dragoman.types import Pair

    lines = _lines(file) if file else (line.rstrip("\n") for line in sys.stdin)
    with Crew() as crew:
        for _, sentences in crew.map(partial(_translated, Pair(from_, to)), lines):
            _say(sentences, as_json)


@app.command(epilog="Example: dragoman verify --from en --to pt source.txt translation.txt")
def verify(
    source: Annotated[Path, typer.Argument(help="The source, one sentence a line.")],
    target: Annotated[Path, typer.Argument(help="Its translation, line by line.")],
    from_: FromOption = "en",
    to: ToOption = "pt",
) -> None:
    """Check a translation, whoever made it: one JSON line each; exit 1 where a fact differs."""
    from dragoman.types import Pair
    from dragoman.verify import check
    from dragoman.verify.forms import to_json

    ours, theirs = list(_lines(source)), list(_lines(target))
    if len(ours) != len(theirs):
        raise UsageError(f"{source} has {len(ours)} lines and {target} {len(theirs)}; align them line by line")
    failed = False
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        row = to_json(number, check(one, other, Pair(from_, to)))
        failed = failed or row["verdict"] == "fail"
        typer.echo(json.dumps(row, ensure_ascii=False))
    if failed:
        raise typer.Exit(1)


models = typer.Typer(help="The local translation models.", no_args_is_help=True)
app.add_typer(models, name="models")


@models.command("list", epilog="Example: dragoman models list")
def list_models() -> None:
    """Show which pairs of languages can be translated now."""
    from dragoman.translate.engines.embedded import packaged_models

    for pair, files in packaged_models().items():
        typer.echo(f"{pair}  {files.name}  {files.digest}")


def _read(source: str | None, url: str, manifest: Path | None, work: Any) -> None:
    if (source is None) == (manifest is None):
        raise UsageError("Give a file or an address, or --manifest with a file of rows")
    if manifest:
        _read_many(manifest, work)
        return
    body, address = _fetched(str(source)) if _is_address(str(source)) else (_bytes(Path(str(source))), url)
    typer.echo(json.dumps(work(body, address), ensure_ascii=False, indent=2))


def _read_many(manifest: Path, work: Any) -> None:
    from dragoman.dispatch.crew import Crew

    failed = 0
    with Crew() as crew:
        for _, line in crew.map(partial(_row, manifest.parent, work), _lines(manifest)):
            failed += '"error": ' in line[:300]
            typer.echo(line)
    if failed:
        typer.echo(f"dragoman: {failed} rows gave an error; it stands in their line", err=True)


def _row(folder: Path, work: Any, line: str) -> str:
    """Return the JSON line of one row of a manifest: its id with the result, or with the error."""
    row: dict[str, Any] = {}
    try:
        row = json.loads(line)
        result = work(_bytes(folder / row["file"]), row.get("url", ""))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
        result = {"error": "The row is not a JSON object with the key file"}
    except DragomanError as error:
        result = {"error": str(error)}
    id_ = row.get("id") if isinstance(row, dict) else None
    return json.dumps({"id": id_, **result}, ensure_ascii=False)


def _extracted(body: bytes, url: str) -> dict[str, Any]:
    from dragoman.extract import extract as extract_page
    from dragoman.extract.forms import to_json

    return to_json(extract_page(body, url))


def _parsed(body: bytes, url: str) -> dict[str, Any]:
    from dragoman.ingest.feeds import parse_feed
    from dragoman.ingest.forms import to_json

    return to_json(parse_feed(body, url))


def _translated(pair: Any, line: str) -> list[Sentence]:
    from dragoman.flow.interpreter import interpret_text
    from dragoman.translate.engines.embedded import open_engine

    return interpret_text(open_engine, pair, line)


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


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _fetched(url: str) -> tuple[bytes, str]:
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
    except (OSError, EOFError) as error:
        told = getattr(error, "strerror", None) or error
        raise UsageError(f"{file} can't be read ({told}); check its name") from None


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); check its name") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
