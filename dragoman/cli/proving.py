"""The command `verify`: check anybody's translation, line by line, in constant memory and on all cores."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from dragoman.cli.app import app
from dragoman.cli.tools import FromOption, ToOption
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.types import Pair
    from dragoman.verify.report import Line

Row: TypeAlias = tuple[int, str, str]
"""A line's number, source and translation."""
BATCH = 50
"""Lines that a worker checks at a time."""
LARGE = 20_000
"""Bytes of source from which workers are worth their start."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would move a terminal's cursor, change its colours or turn its text around."""


@app.command(epilog="Example: dragoman verify --from en --to pt source.txt translation.txt --explain")
def verify(
    source: Annotated[Path, typer.Argument(help="The source, one sentence a line.")],
    target: Annotated[Path, typer.Argument(help="Its translation, line by line.")],
    from_: FromOption = "en",
    to: ToOption = "pt",
    explain: Annotated[bool, typer.Option(help="Show what was found side by side, for people, not JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="A file to write what was found to, as a page.")] = None,
    surface: Annotated[
        bool, typer.Option(help="Look at words and figures only, ask no model what they mean: far quicker.")
    ] = False,
) -> None:
    """Check a translation, whoever made it: one JSON line each; exit 1 where a fact differs."""
    pair, counts = _pair(from_, to), Counter[str]()
    _same_length(source, target)
    with ExitStack() as opened:
        shows = [_explained() if explain else _as_json]
        if html:
            shows.append(opened.enter_context(_Page(html, pair, counts)).add)
        for line in _checked(source, target, partial(_check, pair, surface), opened):
            counts[line.verdict] += 1
            for show in shows:
                show(line)
    if explain:
        from dragoman.verify.report import summary

        typer.echo(summary(counts))
    if counts["fail"]:
        raise typer.Exit(1)


def _pair(here: str, there: str) -> Pair:
    from dragoman.types import Pair

    for code in (here, there):
        if not _CODE.fullmatch(code):
            raise UsageError(f"“{code}” is no language code; give one such as en, pt or pt-BR")
    pair = Pair(here, there)
    if pair.languages[0] == pair.languages[1]:
        raise UsageError(f"{here} and {there} are one language; --from and --to must differ")
    return pair


def _same_length(source: Path, target: Path) -> None:
    """Raise UsageError where two files have not as many lines; pipes are found out when they end."""
    if source.is_file() and target.is_file():
        ours, theirs = sum(1 for _ in _lines(source)), sum(1 for _ in _lines(target))
        if ours != theirs:
            raise UsageError(f"{source} has {ours} lines and {target} {theirs}; align them line by line")


def _checked(source: Path, target: Path, check: Callable[[list[Row]], list[Line]], opened: ExitStack) -> Iterator[Line]:
    from dragoman.dispatch.crew import Crew

    large = not source.is_file() or source.stat().st_size > LARGE
    crew = opened.enter_context(Crew(None if large else 0))
    for _, lines in crew.map(check, _batches(_rows(source, target))):
        yield from lines


def _rows(source: Path, target: Path) -> Iterator[Row]:
    for number, (ours, theirs) in enumerate(zip_longest(_lines(source), _lines(target)), 1):
        if ours is None or theirs is None:
            raise UsageError(f"{source if ours is None else target} ends before line {number}; align them line by line")
        yield number, ours, theirs


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _check(pair: Pair, surface: bool, rows: list[Row]) -> list[Line]:
    from dragoman.flow.proof import examine
    from dragoman.verify import check
    from dragoman.verify.report import Line

    look = check if surface else examine
    return [Line(number, ours, theirs, look(ours, theirs, pair)) for number, ours, theirs in rows]


def _as_json(line: Line) -> None:
    from dragoman.verify.forms import to_json

    typer.echo(json.dumps(to_json(line.number, line.findings), ensure_ascii=False))


def _explained() -> Callable[[Line], None]:
    """Return what shows a line that has findings side by side in the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dragoman.verify.report import pieces

    console = Console(highlight=False, soft_wrap=False)
    colours = {"fail": "bold white on red", "warn": "black on yellow", "note": "underline"}

    def show(line: Line) -> None:
        if not line.findings:
            return
        table = Table(title=f"Line {line.number}: {line.verdict}", title_justify="left", expand=True, show_header=False)
        sides = []
        for text, side in ((line.source, "source"), (line.target, "target")):
            cut = pieces(text, line.findings, side)
            sides.append(Text.assemble(*((_harmless(part), colours.get(worst or "", "")) for part, worst in cut)))
        table.add_row(*sides)
        console.print(table)
        for finding in line.findings:
            console.print(Text(f"  {finding.severity}  {finding.check}: {_harmless(finding.message)}"))

    return show


def _harmless(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


class _Page:
    """A page that is written line by line and takes its name when it is whole."""

    def __init__(self, file: Path, pair: Pair, counts: Counter[str]) -> None:
        self._file, self._beside = file, file.with_name(f".{file.name}.part")
        self._pair, self._counts = pair, counts

    def __enter__(self) -> _Page:
        from dragoman.verify.report import page_head

        try:
            self._open = self._beside.open("w", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{self._file} can't be written ({error.strerror}); check its folder") from None
        self._open.write(page_head(self._pair))
        return self

    def add(self, line: Line) -> None:
        """Write a line that has findings."""
        from dragoman.verify.report import page_row

        if line.findings:
            self._open.write(page_row(line, self._pair))

    def __exit__(self, kind: object, *_: object) -> None:
        from dragoman.verify.report import page_tail

        with self._open:
            self._open.write(page_tail(self._counts))
        if kind is None:
            self._beside.replace(self._file)
        else:
            self._beside.unlink()


def _lines(file: Path) -> Iterator[str]:
    """Yield the lines of a text, empty ones too: they keep both files aligned."""
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); check its name") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
