"""Commands that care for a site: correct, backup, restore, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import WORKER, SiteOption, app, open_desk, open_site
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.newsroom.wordings import Wording
    from dragoman.types import Pair

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
    from dragoman.flow import searching
    from dragoman.flow.editions import build

    folder = site.resolve()
    files.restore(file, folder, open_site)
    with open_desk(folder, [WORKER]) as desk:
        written = build(desk, desk.public)
        searching.build(desk, desk.public)
    typer.echo(f"Restored {folder}: {len(written.written)} files written")


@app.command(epilog="Example: dragoman export /srv/export/news --site my-site")
def export(
    target: Annotated[Path, typer.Argument(help="A new folder, or a new file that ends in .tar.gz.")],
    site: SiteOption = HERE,
) -> None:
    """Write all of a site in open formats, for other programs; it holds no secrets."""
    from dragoman.cli.adding import export_sources
    from dragoman.flow import export as files

    with open_desk(site, parts=()) as desk:
        counts = files.export(desk, target, {"sources.opml": export_sources(desk.settings.site.title)})
    typer.echo(f"{target}: " + ", ".join(f"{count} {what}" for what, count in counts.items() if count))


@app.command(
    epilog="Example: dragoman correct --from en --to pt 'They met in May.' 'Reuniram-se em maio.' --site my-site"
)
def correct(
    source: Annotated[str, typer.Argument(help="The sentence as its source has it.", show_default=False)] = "",
    target: Annotated[str, typer.Argument(help="How it is to stand in the other language.", show_default=False)] = "",
    from_: Annotated[str, typer.Option("--from", help="The language of the sentence.")] = "",
    to: Annotated[str, typer.Option(help="The other language.")] = "",
    anyway: Annotated[bool, typer.Option(help="Take it although the checks find a fact that differs.")] = False,
    undo: Annotated[bool, typer.Option(help="Leave the sentence to the engines again.")] = False,
    site: SiteOption = HERE,
) -> None:
    """Word a sentence for good, in every article that holds it; without a sentence, list those that are."""
    from dragoman.clock import utc_now
    from dragoman.newsroom import wordings

    open_site(site)
    if not source:
        for each in wordings.every():
            typer.echo(f"{each.pair}  {each.source}\n        {each.target}")
        return
    pair = _pair(from_, to)
    if undo:
        what, touched = "Taken back", wordings.take_back(pair, source)
    else:
        wording = wordings.Wording(pair, " ".join(source.split()), " ".join(target.split()), utc_now())
        _look_at(wording, anyway=anyway)
        what, touched = "Kept", wordings.give(wording)
    typer.echo(f"{what}; {len(touched)} articles hold the sentence and are rendered again in the next run")


def _pair(source: str, target: str) -> Pair:
    """Return the languages of a wording: it is for those, not for regions."""
    from dragoman.types import Pair, primary

    if not source or not target:
        raise UsageError("Name both languages: --from en --to pt")
    return Pair(primary(source), primary(target))


def _look_at(wording: Wording, *, anyway: bool) -> None:
    """Show what the checks find in a wording; raise UsageError where a fact differs and it is not wanted anyway."""
    from dragoman.types import Severity
    from dragoman.verify import check

    if not wording.target:
        raise UsageError("Give the sentence and its wording, or --undo")
    found = check(wording.source, wording.target, wording.pair)
    for each in found:
        typer.echo(f"! {each.message}", err=True)
    if not anyway and any(each.severity is Severity.FAIL for each in found):
        raise UsageError("A fact differs from the source; mend the wording, or say --anyway")
