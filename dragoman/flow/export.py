"""All of a site in open formats, for other programs: JSON Lines, ninjs, OPML, the settings and the pictures.

Unlike a backup it holds no key, password or token, and nothing here reads it again. Addresses stand in it as they were
given, of which one may be a secret, so nobody else may read it. `docs/export.md` says what stands where.
"""

from __future__ import annotations

import json
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.config import FILE
from dragoman.errors import UsageError
from dragoman.flow.articlepages import load
from dragoman.flow.desk import RULES, Desk
from dragoman.flow.sitefacts import facts
from dragoman.newsroom import everything, showing
from dragoman.provenance import keys
from dragoman.publish import site as pages
from dragoman.publish.paths import item_data
from dragoman.publish.themes import UNSOUND
from dragoman.rights.registry import OWN_FILE as REGISTRY
from dragoman.translate.glossary import FILE as GLOSSARY

FORMAT = 1
MANIFEST = "export.json"
PACKED = ".tar.gz"
_PASSWORD = re.compile(r"(://[^\s/@:\"']*):[^\s/@]*@")


def export(desk: Desk, target: Path, beside: Mapping[str, str]) -> dict[str, int]:
    """Write all of a site into a new folder, or a new .tar.gz, and return how many there are of each thing.

    `beside` are texts of the caller's own, by file name. Raise UsageError where the place is taken or can't be written.
    """
    if target.exists():
        raise UsageError(f"{target} is there already; choose a new place")
    if target.resolve().is_relative_to(desk.folder.resolve()):
        raise UsageError(f"{target} would lie in what it holds; choose a place outside of {desk.folder}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".exporting-") as room:
            whole = Path(room) / target.name.removesuffix(PACKED)
            whole.mkdir(0o700)
            counts = _write(desk, whole, beside)
            _put(whole, target)
    except OSError as error:
        raise UsageError(f"{target} can't be written ({error.strerror}); choose another place") from None
    return counts


def _write(desk: Desk, whole: Path, beside: Mapping[str, str]) -> dict[str, int]:
    counts = {name: _lines(whole / f"{name}.jsonl", rows) for name, rows in everything.tables()}
    counts["items"] = _items(desk, whole)
    for name in (FILE, RULES, GLOSSARY, REGISTRY):
        if (desk.folder / name).is_file():
            text = (desk.folder / name).read_text(encoding="utf-8")
            (whole / name).write_text(_PASSWORD.sub(r"\1:SECRET@", text), encoding="utf-8")
    for name, text in beside.items():
        (whole / name).write_text(text, encoding="utf-8")
    (whole / "keys.json").write_bytes(keys.published(keys.public_keys(keys.folder_of(desk.folder))))
    if (pictures := desk.folder / "data" / "pictures").is_dir():
        shutil.copytree(pictures, whole / "pictures")
    told = {"form": FORMAT, "dragoman": __version__, "made": desk.clock().isoformat(), "counts": counts}
    (whole / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return counts


def _lines(file: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    with file.open("w", encoding="utf-8") as lines:
        return sum(bool(lines.write(json.dumps(row, ensure_ascii=False) + "\n")) for row in rows)


def _items(desk: Desk, whole: Path) -> int:
    """Write each article in each edition as ninjs, as its readers may see it; return how many there are."""
    site, signer, count = facts(desk), keys.signer(keys.folder_of(desk.folder)), 0
    for id_ in showing.all_rendered():
        try:
            article = load(desk, id_)
            made = pages.article_files(article, site, signer) if article else {}
        except UNSOUND:
            continue  # its facts are exported, and the status tells of it
        for language in site.languages:
            if body := made.get(item_data(language, id_)):
                file = whole / "items" / language / f"{id_}.json"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
                count += 1
    return count


def _put(whole: Path, target: Path) -> None:
    """Bring what is written to its place at once, packed where its name says so."""
    if not target.name.endswith(PACKED):
        whole.rename(target)
        return
    packed = whole.with_name("packed")
    packed.touch(0o600)
    with tarfile.open(packed, "w:gz") as file:
        file.add(whole, whole.name)
    packed.rename(target)
