"""Tell how much memory `dragoman extract --manifest` takes over many pages: it must not grow with their number.

    python bench/extract_memory.py [--data ../shared/data/extraction] [--rows 10000]

The recorded pages are repeated until there are as many rows. Printed at every tenth of them: resident megabytes of all
processes together, and the highest so far.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from extract import read_rows

EVERY = 0.5
"""Seconds between two looks."""


def write_manifest(data: Path, count: int, folder: Path) -> Path:
    """Unpack the recorded pages into a folder, and write rows that name them, again and again."""
    pages = [(row["id"], row["url"] or "https://paper.example/a") for row in read_rows(data)]
    for row in read_rows(data):
        (folder / row["id"]).write_bytes(gzip.decompress((data / row["file"]).read_bytes()))
    manifest = folder / "rows.jsonl"
    with manifest.open("w", encoding="utf-8") as lines:
        for number, (name, url) in enumerate(islice(cycle(pages), count)):
            lines.write(json.dumps({"id": str(number), "url": url, "file": name}) + "\n")
    return manifest


def resident(pid: int) -> int:
    """Return the resident kilobytes of a process and all that it started; nothing for one that has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [child for thread in threads for child in (thread / "children").read_text("utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own + sum(map(resident, map(int, children)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data/extraction")
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        manifest, out = write_manifest(options.data, options.rows, Path(folder)), Path(folder) / "out.jsonl"
        with out.open("wb") as sink:
            command = [
                sys.executable,
                "-c",
                "from dragoman.cli import main; main()",
                "extract",
                "--manifest",
                str(manifest),
            ]
            watch(subprocess.Popen(command, stdout=sink), out, options.rows)


def watch(running: subprocess.Popen[bytes], out: Path, rows: int) -> None:
    """Print the memory of a run at every tenth of its rows, until it ends."""
    highest, tenth, read = 0, 1, 0
    with out.open("rb") as lines:
        while running.poll() is None:
            time.sleep(EVERY)
            now = resident(running.pid)
            highest = max(highest, now)
            read += sum(1 for _ in lines)
            while read >= tenth * rows / 10 and tenth <= 10:
                print(f"{read:>7} rows  {now / 1024:7.0f} MB now  {highest / 1024:7.0f} MB at most", flush=True)
                tenth += 1
        read += sum(1 for _ in lines)
    print(f"{read:>7} rows written, exit {running.returncode}, {highest / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
