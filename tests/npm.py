"""Tools from npm, in a folder of the checkout that `.ci/run` fills; who has none skips their tests."""

from __future__ import annotations

import shutil
from pathlib import Path

BIN = Path(__file__).parents[1] / ".npm" / "node_modules" / ".bin"


def tool(name: str) -> str | None:
    """Return where a tool is; None where it isn't."""
    return shutil.which(name, path=str(BIN)) or shutil.which(name)
