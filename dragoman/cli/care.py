"""Commands that care for a site: backup, restore, export; for articles: correct, hold, release, pin, retranslate."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import WORKER, SiteOption, app, open_desk, open_site, operator

if TYPE_CHECKING:
    from dragoman.types import Finding

HERE = Path()
UrlArgument = Annotated[str, typer.Argument(help="The article's address at its source, or its id.")]
LanguageOption = Annotated[str, typer.Option(help="One edition; all of them by default.")]
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
    with open_desk(folder, [WORKER], computes=False) as desk:
        written = build(desk, desk.public)
        searching.build(desk, desk.public)
    typer.echo(f"Restored {folder}: {len(written.written)} files written")


@app.command(epilog="Example: dragoman export /srv/export/news --site my-site")
def export(
    target: Annotated[Path, typer.Argument(help="A new folder, or a new file that ends in .tar.gz.")],
    site: SiteOption = HERE,
) -> None:
    """Write all of a site in open formats, for other programs; it holds no keys, passwords or tokens."""
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
    open_site(site)
    from dragoman.flow import operating
    from dragoman.newsroom import wordings

    if not source:
        for each in wordings.every():
            typer.echo(f"{each.pair}  {each.source}\n        {each.target}")
        return
    pair = operating.pair_of(from_, to)
    if undo:
        typer.echo(operating.unword(operator(), pair, source))
        return
    try:
        kept = operating.word(operator(), pair, source, target, anyway=anyway)
    except operating.FactDiffers as error:
        _show(error.found)
        raise
    _show(kept.found)
    typer.echo(kept.told)


def _show(found: Iterable[Finding]) -> None:
    for each in found:
        typer.echo(f"! {each.message}", err=True)


@app.command(epilog="Example: dragoman hold https://example.org/a-story --reason 'Its source is asked about it.'")
def hold(
    url: UrlArgument,
    language: LanguageOption = "",
    reason: Annotated[str, typer.Option(help="Why, for those who look after the site.")] = "",
    undo: Annotated[bool, typer.Option(help="Leave it to the policy again.")] = False,
    site: SiteOption = HERE,
) -> None:
    """Keep an article from readers until you take that back; its texts stay."""
    open_site(site)
    from dragoman.flow import operating

    by = operator()
    typer.echo(operating.leave(by, url, language) if undo else operating.hold(by, url, language, reason))


@app.command(epilog="Example: dragoman release https://example.org/a-story --language pt")
def release(
    url: UrlArgument,
    language: LanguageOption = "",
    undo: Annotated[bool, typer.Option(help="Leave it to the policy again.")] = False,
    site: SiteOption = HERE,
) -> None:
    """Show what stands of an article, whatever share of it is unproved, until its source edits it."""
    open_site(site)
    from dragoman.flow import operating

    by = operator()
    typer.echo(operating.leave(by, url, language) if undo else operating.release(by, url, language))


@app.command(epilog="Example: dragoman pin https://example.org/a-story --hours 12")
def pin(
    url: Annotated[str, typer.Argument(help="The article's address or id.", show_default=False)] = "",
    story: Annotated[bool, typer.Option("--story", help="Whichever report of its story is best.")] = False,
    hours: Annotated[int | None, typer.Option(min=1, max=8760, help="For how long; until you take it back.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Leave its place to the rule again.")] = False,
    site: SiteOption = HERE,
) -> None:
    """Put an article, or its story, first on front pages; without an address, list what is."""
    open_site(site)
    from dragoman.flow import operating
    from dragoman.newsroom import pins

    if not url:
        for each in pins.every():
            typer.echo(each.line)
        return
    by = operator()
    typer.echo(operating.unpin(by, url) if undo else operating.pin(by, url, hours, story=story))


@app.command(epilog="Example: dragoman retranslate https://example.org/a-story")
def retranslate(url: UrlArgument, site: SiteOption = HERE) -> None:
    """Have the engines asked again for an article, whatever they said before; what you worded stays."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.retranslate(operator(), url))
