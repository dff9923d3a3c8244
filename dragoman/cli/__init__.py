"""The command line: `dragoman --help`. Errors are one sentence on stderr; exit 1 on failure, 2 on bad usage.

Ctrl-C before a command listens for it itself ends it with 130 and in silence; so nothing is imported before `main`.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, UsageError

if TYPE_CHECKING:
    import typer

__all__ = ["main", "whole"]


def whole() -> typer.Typer:
    """Return the command line with all its commands."""
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
    from dragoman.cli.app import app

    return app


def main() -> None:
    """Run the command line."""
    try:
        whole()()
    except UsageError as error:
        _fail(error, 2)
    except DragomanError as error:
        _fail(error, 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        if not (told := _of_machine(error)):
            raise
        _fail(told, 1)


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


def _of_machine(error: Exception) -> str:
    """Return in a sentence what the machine refuses us, disk or database; empty where the mistake is ours."""
    from dragoman.newsroom.setup import UNAVAILABLE

    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return f"{error.filename or 'A file'} can't be written ({error.strerror}); make room, or let us write there"
    if isinstance(error, UNAVAILABLE):
        told = " ".join(str(error).split())
        return f"The database failed ({told}); look at the room on its disk, who may write there, and whether it runs"
    return ""


def _fail(error: DragomanError | str, code: int) -> None:
    print(f"dragoman: {error}", file=sys.stderr)
    sys.exit(code)
