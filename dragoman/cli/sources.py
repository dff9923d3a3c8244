"""Commands for sources: add, import, export, list, pause, resume, accept, remove."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.app import SiteOption, app, open_site, operator
from dragoman.errors import UsageError
from dragoman.types import Kind, Source
from dragoman.urls import gate

HERE = Path()
NameArgument = Annotated[str, typer.Argument(help="The source's short name or the address of its feed.")]

source = typer.Typer(help="The sources that a site polls.", no_args_is_help=True)
app.add_typer(source, name="source")


@source.command(epilog="Example: dragoman source add https://example.org/ --licence CC-BY-4.0")
def add(
    url: Annotated[
        str,
        typer.Argument(help="The address of a feed or a home page, an agency's folder, or a name in the registry."),
    ],
    site: SiteOption = HERE,
    name: Annotated[str, typer.Option(help="What readers see; what the feed calls itself by default.")] = "",
    short: Annotated[str, typer.Option(help="A short name for commands; made from the address by default.")] = "",
    language: Annotated[str, typer.Option(help="Its language, where its pages don't say.")] = "",
    licence: Annotated[str, typer.Option(help="The licence you know it grants, where its pages don't say.")] = "",
    kind: Annotated[Kind, typer.Option(help="What the address answers with, where that is known.")] = Kind.FEED,
    selector: Annotated[str, typer.Option(help="A CSS selector for the links of a page that has no feed.")] = "",
    full_text: Annotated[
        bool, typer.Option(help="Its feed carries whole articles: don't fetch their pages where it does.")
    ] = False,
) -> None:
    """Add a source: find the feed of an address, and show what it holds and what its licence lets you do."""
    from dragoman.cli.adding import add_source

    address = _listed(url, site, language) or _address(url)
    wanted = Source(short, address, name, "", language, licence, kind, selector, full_text)
    for line in add_source(site, wanted):
        typer.echo(line)


@source.command("import", epilog="Example: dragoman source import subscriptions.opml")
def import_(
    file: Annotated[Path, typer.Argument(help="A list of feeds (OPML).", exists=True, dir_okay=False)],
    site: SiteOption = HERE,
    licence: Annotated[str, typer.Option(help="The licence you know all of them grant.")] = "",
) -> None:
    """Add the feeds of an OPML file; those that are there already stay as they are."""
    open_site(site)
    from dragoman.cli.adding import import_sources

    typer.echo(import_sources(file.read_bytes(), licence))


@source.command("export", epilog="Example: dragoman source export > subscriptions.opml")
def export(site: SiteOption = HERE) -> None:
    """Write the sources as OPML to standard output."""
    settings = open_site(site)
    from dragoman.cli.adding import export_sources

    typer.echo(export_sources(settings.site.title), nl=False)


@source.command("list", epilog="Example: dragoman source list --json")
def list_(
    site: SiteOption = HERE, as_json: Annotated[bool, typer.Option("--json", help="As one JSON array.")] = False
) -> None:
    """Show the sources, their health, their next poll, and what their rights let you do, with the reasons."""
    settings = open_site(site)
    from dragoman.cli.rights import standings
    from dragoman.clock import utc_now
    from dragoman.newsroom import health

    found = [each | {"rights": rights} for each, rights in standings(site, settings, health.sources(utc_now()))]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2, default=datetime.isoformat))
        return
    for each in found:
        typer.echo(health.source_line(each))
        typer.echo(f"  {each['rights']['told']}")


@source.command(epilog="Example: dragoman source pause example-org")
def pause(name: NameArgument, site: SiteOption = HERE) -> None:
    """Stop polling a source; its articles stay."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.pause(operator(), name))


@source.command(epilog="Example: dragoman source resume example-org")
def resume(name: NameArgument, site: SiteOption = HERE) -> None:
    """Take a paused source up again."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.resume(operator(), name))


@source.command(epilog="Example: dragoman source accept example-org")
def accept(name: NameArgument, site: SiteOption = HERE) -> None:
    """Take all entries of a source that were left out because nearly all of them looked new."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.accept(operator(), name))


@source.command(epilog="Example: dragoman source remove example-org")
def remove(name: NameArgument, site: SiteOption = HERE) -> None:
    """Stop polling a source for good and withdraw its articles."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.remove(operator(), name))


def _listed(name: str, site: Path, language: str) -> str:
    """Return the feed of a source that the registry knows by its name, in a language or else in its first one."""
    from dragoman.rights import registry

    known = {each.name.casefold(): each for each in reversed(registry.load(site))}
    found = known.get(name.strip().casefold())
    return found.feeds.get(language) or next(iter(found.feeds.values()), found.home) if found else ""


def _address(url: str) -> str:
    """Return the address of a source, or the folder; raise UsageError where it is neither."""
    place = Path(url).expanduser()
    if url and place.is_dir():
        return str(place.resolve())
    if url and place.is_file():
        raise UsageError(
            f"{url} is a file; give the folder that an agency writes to, or `source import` a list of feeds"
        )
    address = gate(url if "://" in url else f"https://{url}")
    if not address:
        raise UsageError(f"{_safe(url)} is no address to poll; give the http or https address of a feed or a home page")
    return address


def _safe(url: str) -> str:
    """Return an address without the password that may stand in it."""
    return re.sub(r"//[^/@\s]*@", "//…@", url) or "Nothing"
