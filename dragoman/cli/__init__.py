"""The command line: `dragoman --help`. Errors are one sentence on stderr; exit 1 on failure, 2 on bad usage."""

from __future__ import annotations

import sys

from dragoman.cli.app import app
from dragoman.errors import DragomanError, UsageError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    # The commands register themselves; each file imports the heavy rooms only inside its functions.
    from dragoman.cli import (  # noqa: F401
        audit,
        care,
        console,
        models,
        oversight,
        provenance,
        proving,
        reports,
        rights,
        site,
        sources,
        tools,
    )

    try:
        app()
    except UsageError as error:
        _fail(error, 2)
    except DragomanError as error:
        _fail(error, 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _fail(error: DragomanError, code: int) -> None:
    print(f"dragoman: {error}", file=sys.stderr)
    sys.exit(code)
