"""Score the lists, tables, quotations and embeds of recorded pages against labels made by hand.

    python bench/extract_blocks.py [--data ../shared/data/extraction] [--each]

A row of `bench/labels/extract-blocks.jsonl` names a page by its id and, for each kind, all that a reader would call a
part of the article: a list, a table or a quotation by the words that it begins with, an embed by a part of its
permalink. `found`: share of the labelled ones that the Document has as this kind; `right`: share of the Document's that
are labelled.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.extract import extract, to_json
from dragoman.extract.text import key

LABELS = Path(__file__).parent / "labels" / "extract-blocks.jsonl"
KINDS = {"lists": "list", "tables": "table", "quotes": "quote", "embeds": "embed"}


def matches(kind: str, label: str, block: dict[str, Any]) -> bool:
    if kind == "embeds":
        return label in block["href"]
    return key(block["text"]).startswith(key(label))


def judged(row: dict[str, Any], blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str, bool, str]]:
    """Yield for each label and each block its kind, what was asked, the answer, and what it was about."""
    for kind, name in KINDS.items():
        ours = [block for block in blocks if block["kind"] == name]
        labels = row.get(kind, [])
        for label in labels:
            yield kind, "found", any(matches(kind, label, block) for block in ours), label
        for block in ours:
            about = block.get("href") or block["text"][:60]
            yield kind, "right", any(matches(kind, label, block) for label in labels), about


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data/extraction")
    parser.add_argument("--each", action="store_true", help="list what is missing and what is too many")
    options = parser.parse_args()
    if not options.data.exists():
        raise SystemExit(f"There are no recorded pages in {options.data}; name their folder with --data.")
    with (options.data / "gold.jsonl").open(encoding="utf-8") as lines:
        pages = {row["id"]: row for row in map(json.loads, lines)}
    scores: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with LABELS.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            page = pages[row["id"]]
            body = gzip.decompress((options.data / page["file"]).read_bytes())
            for kind, asked, answer, about in judged(row, to_json(extract(body, page["url"] or ""))["blocks"]):
                scores[kind, asked].append(answer)
                if options.each and not answer:
                    print(f"  {row['id']}  {kind}, not {asked}: {about}")
    for (kind, asked), answers in sorted(scores.items()):
        print(f"{kind:<8} {asked:<6} {sum(answers) / len(answers):.3f}  {len(answers)}")


if __name__ == "__main__":
    main()
