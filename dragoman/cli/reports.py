"""Commands for what readers report: list, grant, refuse."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import SiteOption, app, open_site, operator

if TYPE_CHECKING:
    from dragoman.newsroom.reports import Report

HERE = Path()
NumberArgument = Annotated[str, typer.Argument(help="The report's number.")]

report = typer.Typer(help="What readers report: faults and takedowns.", no_args_is_help=True)
app.add_typer(report, name="report")


@report.command("list", epilog="Example: dragoman report list --site my-site --all")
def list_reports(
    site: SiteOption = HERE,
    every: Annotated[bool, typer.Option("--all", help="Also those that are settled.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the reports that wait, the newest first."""
    from dragoman.newsroom import reports

    open_site(site)
    for each in reports.listed(every=every):
        typer.echo(json.dumps(asdict(each), ensure_ascii=False, default=datetime.isoformat) if as_json else _line(each))


@report.command(epilog="Example: dragoman report grant 3f2a9c01be --site my-site")
def grant(number: NumberArgument, site: SiteOption = HERE) -> None:
    """Take the article of a report down at once."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.grant(operator(), number))


@report.command(epilog="Example: dragoman report refuse 3f2a9c01be --site my-site")
def refuse(number: NumberArgument, site: SiteOption = HERE) -> None:
    """Refuse a takedown, before or after it took effect, or settle the report of a fault."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.refuse(operator(), number))


def _line(each: Report) -> str:
    place = f"#{each.place}" if each.place else ""
    when = each.outcome or (f"takes effect {each.due:%Y-%m-%d %H:%M}Z" if each.due else "waits for you")
    sender = f" from {each.name} <{each.mail}>" if each.name or each.mail else ""
    head = f"{each.number} {each.kind} of {each.url}{place} ({each.language}), {each.received:%Y-%m-%d %H:%M}Z, {when}"
    return f"{head}{sender}: {' '.join(each.text.split())}"
