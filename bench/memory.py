"""Measure what the memory of sentences saves: a second rendering of recorded news, and one after edits.

    python bench/memory.py [--data ../shared/data/news] [--sentences 400]

Renders articles (cut, translated, proved, put together, decided) over a database of their own in one process; then
again, as after a restart; then with a word put into one sentence of forty. Prints the processor's time of each, their
ratio, and how many sentences were translated; ends with 1 where the second run is not 50 times faster than the first,
or an edit costs more than two sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dragoman.config import Settings
from dragoman.dispatch.crew import Crew
from dragoman.flow.desk import Desk, door_settings
from dragoman.flow.renditions import rendition_of
from dragoman.net.door import Door
from dragoman.newsroom import models
from dragoman.newsroom.archive import StoredRevision
from dragoman.newsroom.setup import configure, open_database
from dragoman.translate.segmentation import segment
from dragoman.types import Decision, Document, Entry, Level, Paragraph, Rendition, Source, Text

DATA = Path(__file__).parents[2] / "shared" / "data" / "news"
FASTER, EDITED, PER_EDIT = 50, 40, 2
FULL = Decision(Level.FULL, translate=True)
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sentences", type=int, default=400, help="of each language, at least")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"No data in {options.data}: give the folder with --data.", file=sys.stderr)
        return 1
    documents = [*recorded(options.data, "en", options.sentences), *recorded(options.data, "pt", options.sentences)]
    edits = [edited(document) for document in documents]
    count = sum(number for _, number in edits)
    with opened() as desk:
        render(desk, [replace(documents[0], blocks=(), headline=Text("It is late")), replace(documents[-1], blocks=())])
        rows = [measured(desk, title, some) for title, some in (("first", documents), ("second", documents))]
        rows.append(measured(desk, f"with {count} edits", [document for document, _ in edits]))
    (first, _), (second, again), (_, changed) = rows
    print(f"\nfrom memory {first / second:.0f} times faster; an edit costs {changed / count:.2f} sentences")
    return 0 if first >= FASTER * second and not again and changed <= PER_EDIT * count else 1


@contextmanager
def opened() -> Iterator[Desk]:
    configure()
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder, Door(door_settings(settings)) as door, Crew(0) as crew:
        open_database(Path(folder) / "dragoman.sqlite3")
        yield Desk(Path(folder), settings, door, crew, crew, lambda: NOW)


def recorded(data: Path, language: str, least: int) -> Iterator[Document]:
    """Yield recorded articles until they hold enough sentences."""
    name = {"en": "wikinews-en-2020", "pt": "agencia-brasil-2016-pt"}[language]
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            blocks = tuple(Paragraph(Text(part)) for part in row["text"].split("\n\n"))
            yield Document(row["url"], language, Text(row["title"]), blocks)
            least -= len(segment(row["text"], language))
            if least <= 0:
                return


def edited(document: Document) -> tuple[Document, int]:
    """Put a word into one sentence of forty, the first among them; return the document and how many were changed."""
    seen, changed, blocks = 0, 0, []
    for block in document.blocks:
        text = block.text.text if isinstance(block, Paragraph) else ""
        for start, end in reversed(segment(text, document.language)):
            if seen % EDITED == 0 and " " in text[start:end]:
                cut = text.index(" ", start)
                text, changed = f"{text[:cut]} 17{text[cut:]}", changed + 1
            seen += 1
        blocks.append(Paragraph(Text(text)))
    return replace(document, blocks=tuple(blocks)), changed


def render(desk: Desk, documents: list[Document]) -> list[Rendition]:
    return [
        rendition_of(
            desk,
            StoredRevision("", 1, Source("", "", ""), Entry("", "", ""), document, (), NOW),
            FULL,
            "pt" if document.language == "en" else "en",
            [],
        )
        for document in documents
    ]


def measured(desk: Desk, title: str, documents: list[Document]) -> tuple[float, int]:
    """Render documents; return the processor's seconds and how many sentences were translated for it."""
    before, began = models.Memory.objects.count(), time.process_time()
    sentences = sum(sum(rendition.outcomes.values()) for rendition in render(desk, documents))
    seconds = time.process_time() - began
    new = models.Memory.objects.count() - before
    print(f"{title:16} {sentences:6} sentences {seconds:8.2f} s {seconds / sentences * 1e3:8.2f} ms each, {new} made")
    return seconds, new


if __name__ == "__main__":
    sys.exit(main())
