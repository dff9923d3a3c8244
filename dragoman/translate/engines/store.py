"""The local store of models: a folder a pair, with its files, their checksums, where they come from, their licence.

It lies in the user's data folder, or where DRAGOMAN_MODELS says. A folder is written beside and renamed, so what stands
in the store is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.translate.engines.embedded import ModelFiles, kind_of, of_parts, packaged_models
from dragoman.types import Pair

FACTS = "model.json"
MAX_MB = 500
"""How large a file of a model may be; real ones have up to 60 MB."""
_NEEDED = {"model", "vocabulary"}
_PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a stored model: its name, where it comes from, its licence, and each file's SHA-256."""

    name: str
    origin: str
    licence: str
    files: Mapping[str, str] = field(default_factory=dict)


def folder() -> Path:
    """Return the folder of the store."""
    named = os.environ.get("DRAGOMAN_MODELS")
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(named) if named else Path(base) / "dragoman" / "models"


def pair_of(name: str) -> Pair:
    """Return the pair that is written `ru-en`; raise UsageError for anything else."""
    pair = Pair.of(name) if _PAIR.fullmatch(name) else None
    if pair is None or pair.source == pair.target:
        raise UsageError(f"{name} is no pair of languages; write it as ru-en")
    return pair


def known_models() -> dict[Pair, ModelFiles]:
    """Return all models on this machine by their pairs: a stored one stands before a packaged one."""
    return packaged_models() | stored_models()


def stored_models() -> dict[Pair, ModelFiles]:
    """Return the models of the store."""
    found = {}
    for place in sorted(folder().glob("*-*")):
        if _PAIR.fullmatch(place.name) and (facts := facts_of(place.name)):
            found[pair_of(place.name)] = of_parts(facts.name, [place / file for file in facts.files])
    return found


def facts_of(pair: str) -> Facts | None:
    """Return what is known of a stored model, None where there is none."""
    try:
        return Facts(**json.loads((folder() / pair / FACTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def add(pair: Pair, files: Mapping[str, bytes], origin: str, licence: str) -> ModelFiles:
    """Store a model from the bytes of its files by name; raise UsageError where one is missing.

    What stood there under the pair is replaced. A caller tries the model before (`embedded.try_model`).
    """
    parts = model_of(files, origin)
    told = {file: hashlib.sha256(content).hexdigest() for file, content in parts.items()}
    digest = hashlib.sha256("".join(sorted(told.values())).encode()).hexdigest()
    name = f"{pair.source}{pair.target}-{digest[:10]}"
    facts = Facts(name, origin, licence, told)
    place = folder() / pair.key
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
    try:
        for file, content in parts.items():
            (beside / file).write_bytes(content)
        (beside / FACTS).write_text(json.dumps(asdict(facts), indent=1), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return of_parts(name, [place / file for file in told])


def model_of(files: Mapping[str, bytes], origin: str) -> dict[str, bytes]:
    """Return the files that a model is made of, one of a kind; raise UsageError where some are missing, or too many."""
    by_kind: dict[str, str] = {}
    for file in files:
        if kind := kind_of(file):
            if kind in by_kind:
                raise UsageError(f"{origin} holds two models ({by_kind[kind]}, {file}); give a folder with one")
            by_kind[kind] = file
    if missing := sorted(_NEEDED - set(by_kind)):
        raise UsageError(
            f"{origin} holds no {' and no '.join(missing)}; a model is model.*.bin, vocab.*.spm and lex.*.bin, named so"
        )
    return {file: files[file] for file in by_kind.values()}


def read_folder(place: Path) -> dict[str, bytes]:
    """Return the files of a model that lie in a folder; raise UsageError where it can't be read."""
    try:
        return _read(file for file in place.iterdir() if kind_of(file.name))
    except OSError as error:
        raise UsageError(f"{place} can't be read ({error.strerror}); give a folder with a model's files") from None


def _read(files: Iterable[Path]) -> dict[str, bytes]:
    found = {}
    for file in files:
        if file.stat().st_size > MAX_MB * 1024 * 1024:
            raise UsageError(f"{file} is larger than {MAX_MB} MB, which no model's file is; give another folder")
        found[file.name] = file.read_bytes()
    return found


def remove(pair: Pair) -> None:
    """Drop a stored model; raise UsageError where there is none."""
    name = pair.key
    if pair not in stored_models():
        more = "; the packaged one stays, as long as its package is installed" if pair in packaged_models() else ""
        raise UsageError(f"There is no model {name} in {folder()}{more}")
    shutil.rmtree(folder() / name)


def damaged(pair: Pair) -> str:
    """Return the name of a stored file that is missing or not what it was; empty where all is whole."""
    name = pair.key
    facts = facts_of(name)
    for file, digest in (facts.files if facts else {}).items():
        path = folder() / name / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return file
    return ""
