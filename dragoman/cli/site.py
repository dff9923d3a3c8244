"""Commands that make and run a site: init, once, run, poller, worker, serve, build, withdraw, status, doctor."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import POLLER, WORKER, SiteOption, app, open_desk, open_site, open_tables, operator
from dragoman.cli.serving import Serving, ears, is_secure
from dragoman.clock import utc_now
from dragoman.config import load
from dragoman.errors import Unavailable, UsageError

if TYPE_CHECKING:
    from dragoman.config import Settings
    from dragoman.flow.wire import Wire

HERE = Path()
HostOption = Annotated[str, typer.Option(help="The address to listen on.")]
PortOption = Annotated[int, typer.Option(help="The port to listen on.")]


@app.command(epilog="Example: dragoman init my-site --title 'Harbour News' --languages en,pt")
def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the new site.")],
    title: Annotated[str, typer.Option(help="The site's name.")] = "Dragoman",
    languages: Annotated[str, typer.Option(help="The languages to publish, by commas, the first one first.")] = "en,pt",
    address: Annotated[str, typer.Option(help="Where readers will find it.")] = "http://127.0.0.1:8000",
    contact: Annotated[str, typer.Option(help="An e-mail or web address for reports.")] = "",
    allow: Annotated[list[str] | None, typer.Option(help="A private host:port that sources may be read from.")] = None,
    sample: Annotated[bool, typer.Option(help="Read the sample source, two papers of a made-up town.")] = False,
    database: Annotated[str, typer.Option(help="A PostgreSQL address; a file in the folder by default.")] = "",
) -> None:
    """Make a new site folder: dragoman.toml, data/ and public/."""
    from dragoman.cli.new import NewSite, make

    new = NewSite(folder, title, tuple(languages.split(",")), address, tuple(allow or ()), sample, contact, database)
    for line in make(new):
        typer.echo(line)


@app.command(epilog="Example: dragoman once --site my-site --recheck")
def once(
    site: SiteOption = HERE,
    recheck: Annotated[bool, typer.Option(help="Look at every published article again.")] = False,
) -> None:
    """Poll everything that is due, carry all work to its end, and exit."""
    with open_desk(site) as desk:
        from dragoman.flow.tracing import sending
        from dragoman.flow.wire import Wire

        wire = Wire(desk)
        _stop_on_signal(wire)
        with sending(desk):
            wire.once(recheck=recheck)
        for line in _summary(site):
            typer.echo(line)
        for line in dict.fromkeys(wire.broken):
            typer.echo(f"! {line}", err=True)
        if wire.broken:
            raise typer.Exit(1)


@app.command(epilog="Example: dragoman run --site my-site --port 8000")
def run(site: SiteOption = HERE, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Poll, work, publish and serve until stopped."""
    serving = Serving(site.resolve(), host, port)
    with open_desk(site, serving=serving) as desk:
        from dragoman.flow.wire import Wire

        _work(Wire(desk), serving.take_up)


@app.command(epilog="Example: dragoman poller --site my-site")
def poller(site: SiteOption = HERE) -> None:
    """Poll the sources until stopped, and nothing else; workers do what follows."""
    with open_desk(site, [POLLER]) as desk:
        from dragoman.flow import steps
        from dragoman.flow.wire import Wire

        _keep_at_work(Wire(desk, steps.POLLER), POLLER)


@app.command(epilog="Example: dragoman worker --site my-site --queues interpret --concurrency 4")
def worker(
    site: SiteOption = HERE,
    queues: Annotated[str, typer.Option(help="The steps to do, by commas; all but polling by default.")] = "",
    concurrency: Annotated[int, typer.Option(min=1, help="How many are done at once.")] = 16,
) -> None:
    """Read, translate and publish what the poller finds until stopped."""
    with open_desk(site, [WORKER]) as desk:
        from dragoman.flow import steps
        from dragoman.flow.wire import Wire

        chosen = frozenset(each.strip() for each in queues.split(",") if each.strip()) or steps.WORKER
        if unknown := sorted(chosen - steps.WORKER):
            raise UsageError(f"There is no queue {unknown[0]}; choose among {', '.join(sorted(steps.WORKER))}")
        _keep_at_work(Wire(desk, chosen, concurrency), WORKER)


@app.command(epilog="Example: dragoman serve --site my-site --port 8000")
def serve(site: SiteOption = HERE, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the site tree as it is, without polling."""
    from dragoman.serve import make_server

    settings = load(site)
    if settings.push.subscribe or settings.reports.form:
        open_site(site)
    server = make_server(site.resolve() / "public", host, port, ears(settings), secure=is_secure(settings))
    typer.echo(f"Serving {site.resolve()} at http://{host}:{port}/ ; stop with Ctrl-C")
    # The first process of a container is not ended by a signal that it does not hear.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


@app.command(epilog="Example: dragoman build --site my-site --out /srv/www/news")
def build(
    site: SiteOption = HERE,
    out: Annotated[Path | None, typer.Option(help="Write there instead of the site's public/.")] = None,
) -> None:
    """Write the whole site tree anew."""
    from dragoman.flow import searching
    from dragoman.flow.editions import build as build_tree

    with open_desk(site, [WORKER], computes=False) as desk:
        written = build_tree(desk, out or desk.public)
        searching.build(desk, out or desk.public)
    typer.echo(
        f"{len(written.written)} files written, {written.unchanged} as they were, {len(written.removed)} removed"
    )


@app.command(epilog="Example: dragoman withdraw https://example.org/a-story --reason 'Asked for by its author.'")
def withdraw(
    url: Annotated[str, typer.Argument(help="The article's address at its source, or its id.")],
    site: SiteOption = HERE,
    reason: Annotated[str, typer.Option(help="What readers are told.")] = "The operator of this site withdrew it.",
    undo: Annotated[bool, typer.Option(help="Put it back, whoever withdrew it.")] = False,
) -> None:
    """Take an article down from every edition, or put it back with --undo."""
    from dragoman.flow import operating
    from dragoman.flow.editions import publish
    from dragoman.flow.searching import search

    settings = open_site(site)
    if undo:
        typer.echo(operating.restore(operator(), url))
        return
    told = operating.withdraw(operator(), url, reason)
    if settings.database.address:
        # The tree that readers see may be another machine's: what is written here would be taken for shown there.
        typer.echo(told)
        return
    try:
        with open_desk(site, [WORKER], computes=False) as desk:
            publish(desk, "site")
            search(desk, "site")
    except Unavailable:
        typer.echo("Withdrawn; the wire that is at work takes its pages down within seconds")
    else:
        typer.echo("Withdrawn; its pages say so now, and its text is erased here")


@app.command(epilog="Example: dragoman status --site my-site --json")
def status(
    site: SiteOption = HERE,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
    metrics: Annotated[bool, typer.Option("--metrics", help="As numbers for Prometheus.")] = False,
) -> None:
    """Show what is healthy, what is not, and what waits."""
    from dragoman.newsroom import health

    mistake = _open_in_spite(site)
    if metrics:
        from dragoman.flow import watching

        typer.echo(watching.text(site, utc_now), nl=False)
        return
    report = health.report(utc_now()) | {"settings": mistake}
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2, default=datetime.isoformat))
        return
    for line in health.lines(report):
        typer.echo(line)


@app.command(epilog="Example: dragoman doctor --site my-site")
def doctor(site: SiteOption = HERE) -> None:
    """Look for what is wrong, and say what to do about each thing; exit 1 where there is any."""
    from dragoman.flow.doctor import examine

    settings = open_site(site)
    complaints = examine(site.resolve(), settings)
    for complaint in complaints:
        typer.echo(complaint)
    if complaints:
        raise typer.Exit(1)
    typer.echo("All is well")


def _open_in_spite(site: Path) -> str:
    """Open a site to look at it; return the mistake in its files, raise UsageError where that hides its tables."""
    try:
        open_site(site)
    except UsageError as error:
        if not open_tables(site):
            raise
        return str(error)
    from dragoman.flow import reload

    return reload.mistake(site)


def _keep_at_work(wire: Wire, part: str) -> None:
    typer.echo(f"The {part} of {wire.desk.folder} is at work; stop it with Ctrl-C")
    _work(wire)


def _work(wire: Wire, take_up: Callable[[Settings], None] = lambda _: None) -> None:
    """Work until stopped, watched where that is wished; what changes in the site's files is taken up."""
    from dragoman.flow.reload import Wishes, watching
    from dragoman.flow.tracing import sending
    from dragoman.flow.watching import listening

    def changed(wishes: Wishes) -> None:
        wire.take_up(wishes)
        take_up(wishes.settings)

    _stop_on_signal(wire)
    desk = wire.desk
    listen = desk.settings.watching.listen
    with listening(listen, desk.folder, desk.clock), sending(desk), watching(desk.folder, Wishes.of(desk), changed):
        wire.run()


def _summary(site: Path) -> list[str]:
    from dragoman.newsroom import health

    return health.lines(health.report(utc_now()))


def _stop_on_signal(wire: Wire) -> None:
    def stop(_: int, __: FrameType | None) -> None:
        wire.stop()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
