"""The stamp of what translates and proves a sentence: what older rules let pass is not remembered under newer ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
DECIDERS = (
    "translate",
    "verify",
    "flow/interpreter.py",
    "flow/judging.py",
    "flow/proof.py",
    "flow/questions.py",
    "commonwords.py",
    "gender.py",
    "quotes.py",
    "spokentimes.py",
)
"""The rooms and modules, data files included, on which it depends how a sentence comes out."""
KEYED = PACKAGE / "translate" / "terms"
"""The shipped terms: those that a sentence calls for are in its own key, and a new one must not empty the memory."""
LIBRARIES = ("babel", "fxtranslate", "icu4py", "numpy", "sentencepiece", "simplemma", "wordfreq")
"""The libraries that they use."""


@cache
def stamp() -> str:
    """Name the code, data and libraries that decide how a sentence comes out.

    A comment changes it as well: a needless miss costs an engine call, a false hit shows what today's checks refuse.
    """
    told = hashlib.sha256(repr([(name, metadata.version(name)) for name in LIBRARIES]).encode())
    for file in deciding():
        told.update(str(file.relative_to(PACKAGE)).encode())
        told.update(file.read_bytes())
    return told.hexdigest()[:16]


def deciding() -> Iterator[Path]:
    """Yield the files that the stamp is made of."""
    for decider in DECIDERS:
        path = PACKAGE / decider
        found = path.rglob("*") if path.is_dir() else [path]
        told = (file for file in found if file.is_file() and file.suffix != ".pyc")
        yield from sorted(file for file in told if file.parent != KEYED)
