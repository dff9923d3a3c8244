"""Commands that look over a site: engines behind the network, how translations came out, what is left out, deeds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import SiteOption, app, open_site, operator

if TYPE_CHECKING:
    from dragoman.flow.overview import EngineState
    from dragoman.newsroom.deeds import Deed
    from dragoman.newsroom.exclusions import Exclusion
    from dragoman.newsroom.quality import Week

HERE = Path()
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

engine = typer.Typer(help="The engines behind the network.", no_args_is_help=True)
app.add_typer(engine, name="engine")


@engine.command("list", epilog="Example: dragoman engine list --json")
def list_engines(site: SiteOption = HERE, as_json: JsonOption = False) -> None:
    """Show what each engine was sent, of which budget, and whether it is left alone."""
    settings = open_site(site)
    from dragoman.clock import utc_now
    from dragoman.flow.overview import engines

    _tell(engines(settings, utc_now()), as_json)


@engine.command(epilog="Example: dragoman engine wake my-engine")
def wake(
    name: Annotated[str, typer.Argument(help="The engine's name in the settings.")], site: SiteOption = HERE
) -> None:
    """Ask an engine again at once that is left alone because it failed."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.wake(operator(), name))


@app.command(epilog="Example: dragoman quality --weeks 4 --json")
def quality(
    site: SiteOption = HERE,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks, this one among them.")] = 8,
    as_json: JsonOption = False,
) -> None:
    """Show how well translations came out, week by week, by source and languages."""
    open_site(site)
    from dragoman.clock import utc_now
    from dragoman.newsroom.quality import weeks as found

    _tell(found(utc_now(), weeks), as_json)


@app.command(epilog="Example: dragoman deeds --json")
def deeds(
    site: SiteOption = HERE,
    last: Annotated[int, typer.Option(min=1, help="How many, the latest first.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """Show what operators did: by the command line, in the console, by programs."""
    open_site(site)
    from dragoman.newsroom.deeds import latest

    _tell(latest(last), as_json)


@app.command("left-out", epilog="Example: dragoman left-out --last 20")
def left_out(
    site: SiteOption = HERE,
    last: Annotated[int, typer.Option(min=1, help="How many, the latest first.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """Show the articles that filters of the settings leave out, and why."""
    open_site(site)
    from dragoman.newsroom.exclusions import latest

    _tell(latest(last), as_json)


def _tell(found: Iterable[EngineState | Week | Deed | Exclusion], as_json: bool) -> None:
    for each in found:
        typer.echo(json.dumps(asdict(each), ensure_ascii=False, default=date.isoformat) if as_json else each.line)
