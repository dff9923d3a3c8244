"""Commands for the operators' console: serve it, and say who may come in."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.app import SiteOption, app, open_site, operator
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.config import Settings

HERE = Path()
PASSWORD = "DRAGOMAN_CONSOLE_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable that may hold a new password."""
NameArgument = Annotated[str, typer.Argument(help="The name.", show_default=False)]
PasswordOption = Annotated[
    Path | None,
    typer.Option(help=f"A file whose first line is the password; else {PASSWORD} is read, or you are asked."),
]

console = typer.Typer(help="The operators' console: serve it, and say who may come in.", invoke_without_command=True)
app.add_typer(console, name="console", epilog="Example: dragoman console --site my-site")


@console.callback(epilog="Example: dragoman console --site my-site")
def serve(context: typer.Context, site: SiteOption = HERE) -> None:
    """Serve the console until stopped, or say who may come in."""
    if context.invoked_subcommand:
        return
    settings = _furnished(site)
    if not settings.console.open:
        raise UsageError("The console is closed; set `open = true` under [console] in dragoman.toml")
    from dragoman.console import people, server
    from dragoman.console.furnishing import open_for, take_up
    from dragoman.flow import reload

    if not people.every():
        raise UsageError("Nobody may log in yet; make a user first: dragoman console add-user NAME")
    folder = site.resolve()
    open_for(folder, settings)
    place = settings.console.address or f"http://{settings.console.host}:{settings.console.port}"
    typer.echo(f"The console of {site.resolve()} is at {place}/ ; stop it with Ctrl-C")
    with reload.watching(folder, reload.read(folder), take_up):
        server.serve(settings.console)


@console.command("add-user", epilog="Example: dragoman console add-user ana --site my-site")
def add_user(name: NameArgument, password_file: PasswordOption = None, site: SiteOption = HERE) -> None:
    """Let somebody log in, by a name and a password."""
    _furnished(site)
    from dragoman.console import people

    typer.echo(people.add(operator(), name, _password(password_file)))


@console.command("set-password", epilog="Example: dragoman console set-password ana --site my-site")
def set_password(name: NameArgument, password_file: PasswordOption = None, site: SiteOption = HERE) -> None:
    """Give somebody another password."""
    _furnished(site)
    from dragoman.console import people

    typer.echo(people.set_password(operator(), name, _password(password_file)))


@console.command("remove-user", epilog="Example: dragoman console remove-user ana --site my-site")
def remove_user(name: NameArgument, site: SiteOption = HERE) -> None:
    """Let somebody log in no more."""
    _furnished(site)
    from dragoman.console import people

    typer.echo(people.remove(operator(), name))


@console.command(epilog="Example: dragoman console users --site my-site")
def users(site: SiteOption = HERE) -> None:
    """Show who may log in."""
    _furnished(site)
    from dragoman.console import people

    for each in people.every():
        typer.echo(each)


@console.command("add-token", epilog="Example: dragoman console add-token night-watch --site my-site")
def add_token(name: NameArgument, site: SiteOption = HERE) -> None:
    """Make a token by which a program may do what operators may; it is shown once."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.add_token(operator(), name))


@console.command("remove-token", epilog="Example: dragoman console remove-token night-watch --site my-site")
def remove_token(name: NameArgument, site: SiteOption = HERE) -> None:
    """Let a program in no more."""
    open_site(site)
    from dragoman.flow import operating

    typer.echo(operating.remove_token(operator(), name))


@console.command("tokens", epilog="Example: dragoman console tokens --site my-site")
def list_tokens(site: SiteOption = HERE) -> None:
    """Show which programs have a token, and when they last used it."""
    open_site(site)
    from dragoman.newsroom import tokens

    for each in tokens.every():
        used = f"last used {each.used:%Y-%m-%d %H:%M}Z" if each.used else "never used"
        typer.echo(f"{each.name}: made {each.made:%Y-%m-%d}, {used}")


def _furnished(site: Path) -> Settings:
    """Open a site with the tables of the console."""
    import dragoman.console  # noqa: F401 - adds them to what is opened

    return open_site(site)


def _password(file: Path | None) -> str:
    """Return a new password from a file, the environment or a prompt: an argument would be seen by others."""
    if file:
        try:
            return file.read_text(encoding="utf-8").partition("\n")[0]
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"{file} can't be read as text; name another file") from None
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if not sys.stdin.isatty():
        raise UsageError(f"Give the password by --password-file or in {PASSWORD}")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise UsageError("The passwords differ; try again")
    return password
