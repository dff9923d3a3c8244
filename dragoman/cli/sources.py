"""Commands for sources: add, list, pause, resume, remove."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from dragoman.cli.app import SiteOption, app, open_site
from dragoman.errors import UsageError
from dragoman.urls import gate

HERE = Path()
NameArgument = Annotated[str, typer.Argument(help="The source's short name or the address of its feed.")]

source = typer.Typer(help="The sources that a site polls.", no_args_is_help=True)
app.add_typer(source, name="source")


@source.command(epilog="Example: dragoman source add https://example.org/feed.xml --licence CC-BY-4.0")
def add(
    url: Annotated[str, typer.Argument(help="The address of its feed.")],
    site: SiteOption = HERE,
    name: Annotated[str, typer.Option(help="What readers see; what the feed calls itself by default.")] = "",
    short: Annotated[str, typer.Option(help="A short name for commands; made from the address by default.")] = "",
    language: Annotated[str, typer.Option(help="Its language, where its pages don't say.")] = "",
    licence: Annotated[str, typer.Option(help="The licence you know it grants, where its pages don't say.")] = "",
) -> None:
    """Add a source; it is polled in the next run."""
    feed = gate(url)
    if not feed:
        raise UsageError(f"{url} is not an http or https address; give the address of a feed")
    open_site(site)
    from dragoman.flow.desk import utc_now
    from dragoman.newsroom import intake
    from dragoman.types import Source

    new = Source(short or _short(feed), feed, name, "", language, licence)
    intake.add_source(new, utc_now())
    typer.echo(f"Added {new.slug}; it is polled in the next run")


@source.command("list", epilog="Example: dragoman source list --json")
def list_(
    site: SiteOption = HERE, as_json: Annotated[bool, typer.Option("--json", help="As one JSON array.")] = False
) -> None:
    """Show the sources, their health and their next poll."""
    open_site(site)
    from dragoman.newsroom import health

    found = health.report()["sources"]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2, default=datetime.isoformat))
        return
    for each in found:
        typer.echo(health.source_line(each))


@source.command(epilog="Example: dragoman source pause example-org")
def pause(name: NameArgument, site: SiteOption = HERE) -> None:
    """Stop polling a source; its articles stay."""
    _set_paused(name, site, paused=True)


@source.command(epilog="Example: dragoman source resume example-org")
def resume(name: NameArgument, site: SiteOption = HERE) -> None:
    """Take a paused source up again."""
    _set_paused(name, site, paused=False)


@source.command(epilog="Example: dragoman source remove example-org")
def remove(name: NameArgument, site: SiteOption = HERE) -> None:
    """Stop polling a source for good and withdraw its articles."""
    open_site(site)
    from dragoman.flow.desk import utc_now
    from dragoman.newsroom import intake

    intake.remove_source(name, utc_now())
    typer.echo(f"Removed {name}; its articles are withdrawn in the next run")


def _set_paused(name: str, site: Path, *, paused: bool) -> None:
    open_site(site)
    from dragoman.newsroom import intake

    intake.pause_source(name, paused=paused)
    typer.echo(f"{'Paused' if paused else 'Resumed'} {name}")


def _short(feed: str) -> str:
    """Return a short name for a feed: its host and the telling part of its path."""
    parts = urlsplit(feed)
    host = (parts.hostname or "").removeprefix("www.")
    path = re.sub(r"\.(xml|rss|atom|json)$", "", parts.path)
    words = [
        word for word in re.findall(r"[a-z0-9]+", f"{host} {path}".lower()) if word not in ("feed", "feeds", "rss")
    ]
    return "-".join(words)[:80].strip("-")
