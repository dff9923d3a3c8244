"""`dragoman models audit`: find the words of real news that an engine gets wrong, as proposals for the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.models import models
from dragoman.errors import UsageError

_HEAD = "# Words that {pair} gets wrong in most contexts: read each, write `say`, take off the #. Nothing is applied."


@models.command("audit", epilog="Example: dragoman models audit en-pt news.txt > proposals.toml")
def audit_models(
    pair: Annotated[str, typer.Argument(help="The pair of languages, as en-pt.")],
    texts: Annotated[list[Path], typer.Argument(help="News in the first language, one paragraph a line.")],
) -> None:
    """Send real news there and back, and propose the words that come back wrong for glossary.toml."""
    from dragoman.flow.audit import audit_pair
    from dragoman.types import Pair

    try:
        asked = Pair.of(pair)
    except ValueError as error:
        raise UsageError(str(error)) from None
    paragraphs = [line for file in texts for line in _read(file).splitlines()]
    typer.echo(_HEAD.format(pair=pair))
    for line in audit_pair(asked, paragraphs):
        typer.echo(line)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); check its name") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
