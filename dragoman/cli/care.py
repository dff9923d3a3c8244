"""Commands that keep a site safe: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.app import WORKER, SiteOption, app, open_desk, open_site

HERE = Path()
FileArgument = Annotated[Path, typer.Argument(help="The backup's file.", show_default=False)]


@app.command(epilog="Example: dragoman backup /srv/backups/news.tar.gz --site my-site")
def backup(file: FileArgument, site: SiteOption = HERE) -> None:
    """Write all of a site into one file while it runs: settings, keys, database; the tree is derived from these."""
    from dragoman.flow import backup as files

    folder = site.resolve()
    open_site(folder)
    size = files.backup(folder, file)
    typer.echo(f"{file}: {size:,} bytes; put it back with: dragoman restore {file} --site NEW-FOLDER")


@app.command(epilog="Example: dragoman restore /srv/backups/news.tar.gz --site my-site")
def restore(file: FileArgument, site: SiteOption = HERE) -> None:
    """Put a site back into a new folder, every file of it checked, and write its tree anew."""
    from dragoman.flow import backup as files
    from dragoman.flow.editions import build

    folder = site.resolve()
    files.restore(file, folder, open_site)
    with open_desk(folder, [WORKER]) as desk:
        written = build(desk, desk.public)
    typer.echo(f"Restored {folder}: {len(written.written)} files written")
