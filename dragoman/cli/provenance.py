"""Commands for signed records: verify a page, rotate the site's key, show its keys."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import WORKER, SiteOption, alone, app, open_site
from dragoman.cli.tools import fetched, is_address

if TYPE_CHECKING:
    from dragoman.flow.genuine import Checked

HERE = Path()

provenance = typer.Typer(help="Signed records: from what, by what and how a page was made.", no_args_is_help=True)
app.add_typer(provenance, name="provenance")


@provenance.command(epilog="Example: dragoman provenance verify https://news.example.org/en/2026/11/a-story-1a2b3c/")
def verify(
    source: Annotated[str, typer.Argument(help="A page or its provenance.json: a file, or an http(s) address.")],
    keys: Annotated[Path | None, typer.Option(help="The keys.json to trust; the site's own where not given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the record says.")] = False,
) -> None:
    """Check a published page against its signed record; exit 1 where anything does not hold."""
    from dragoman.flow.genuine import OnDisk, OnServer, check, read_file

    shelf = OnServer(source, fetched) if is_address(source) else OnDisk(Path(source))
    checked = check(shelf, partial(read_file, keys) if keys else None)
    if as_json:
        typer.echo(json.dumps(checked.statement, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for line in _lines(checked):
        typer.echo(line)


@provenance.command(epilog="Example: dragoman provenance rotate --site my-site")
def rotate(site: SiteOption = HERE) -> None:
    """Make a new signing key; records signed with older ones stay good."""
    from dragoman.clock import utc_now
    from dragoman.provenance import keys

    open_site(site)
    with alone(site.resolve() / "data" / f"{WORKER}.lock"):
        new = keys.rotate(keys.folder_of(site.resolve()), utc_now())
    typer.echo(f"The site signs with the key {new.id} now; the next run signs every page anew")


@provenance.command("keys", epilog="Example: dragoman provenance keys --site my-site")
def show_keys(site: SiteOption = HERE) -> None:
    """Show the keys with which the site signs and has signed."""
    from dragoman.provenance import keys

    open_site(site)
    for key in keys.public_keys(keys.folder_of(site.resolve())):
        typer.echo(f"{key.id}  made {key.made}  {f'retired {key.retired}' if key.retired else 'in use'}")


def _lines(checked: Checked) -> list[str]:
    said, source, made = checked.statement, checked.statement["source"], checked.statement["rendition"]
    compared = "The page is as it was signed" if checked.page else "The record is genuine; its page was not at hand"
    by = f" by {', '.join(made['engines'])}" if made.get("engines") else ""
    return [
        f"{compared}: {said['url']}",
        f"Source: {source['name']}, {source['url']}, revision {source['revision']}, seen {source['seen']}",
        f"Made: {made['made']}{by}; shown: {made['shown']}",
        f"Licence: {source['licence'] or 'none stated'}",
    ]
