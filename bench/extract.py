"""Score the extraction on recorded pages, beside trafilatura, in one run.

    python bench/extract.py [--data ../shared/data/extraction] [--set fundus] [--each] [--worst 10] [--pin]

Body: F1 of 4-gram shingles as in the article-extraction-benchmark of scrapinghub (mean precision and recall over the
pages that have a body in the ground truth); `withs` and `withouts` are snippets that must and must not be in the text.
Fields: share of pages where the field is right by its letters and digits (authors as a set, once as they stand in the
ground truth and once with its joint bylines split; day of publication). `whole`: share of pages whose text is whole
that are not called incomplete. Figures: kept, caption and credit with their figure, and share of our figures that the
ground truth knows. Links and emphasis: of those that the HTML sets in the paragraphs of the ground truth, the share
that a Document has at the right words. Intervals: 95 %, by resampling pages.

`bench/floors/extract.toml` holds the floors that no score may fall under; only --pin writes them anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract_marks import kept

from dragoman.errors import NotAPage
from dragoman.extract import extract, to_json
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import key

FLOORS = Path(__file__).parent / "floors" / "extract.toml"

TOKEN = re.compile(r"\w+")
JOINT = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
BYLINE = re.compile(r"^(?:by|von|par|por|de)\s+", re.I)
WHOLE = 0.85
"""Recall of a body from which a text counts as whole."""
RESAMPLES = 300
PLAIN = ("section", "language", "canonical", "publisher", "free", "complete", "modified", "published", "organisations")
"""Fields that only pages of our own have in their ground truth: equal or not."""
Row = dict[str, Any]
Scores = dict[str, list[float]]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    found = (tuple(tokens[start : start + 4]) for start in range(max(1, len(tokens) - 3)))
    return Counter(shingle for shingle in found if shingle)


def body_scores(truth: str, text: str) -> tuple[float | None, float | None]:
    """Return precision and recall of a page, None where there is nothing to divide by."""
    expected, found = shingles(truth), shingles(text)
    both = (expected & found).total()
    return both / found.total() if found else None, both / expected.total() if expected else None


def f1(scores: Scores) -> tuple[float, float, float]:
    precision = sum(scores["precision"]) / max(1, len(scores["precision"]))
    recall = sum(scores["recall"]) / max(1, len(scores["recall"]))
    return 2 * precision * recall / (precision + recall or 1), precision, recall


def ours(body: bytes, url: str) -> Row:
    try:
        document = extract(body, url)
    except NotAPage:
        return {"text": "", "standfirst": "", "blocks": [], "lead": None}
    return {"organisations": list(document.organisations)} | to_json(document)


def theirs(body: bytes, url: str) -> Row:
    from trafilatura import bare_extraction

    found = bare_extraction(body, url=url, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return {"text": "", "blocks": [], "lead": None}
    return {
        "text": found.text or "",
        "headline": found.title or "",
        "authors": (found.author or "").split("; "),
        "published": found.date,
        "lead": {"src": found.image or ""},
        "blocks": [],
    }


def score(row: Row, found: Row, scores: Scores) -> float:
    """Add the scores of one page; return the F1 of its body, or 1 where the ground truth has none."""
    text = found["text"]
    page = 1.0
    if row.get("body"):
        precision, recall = body_scores(row["body"], text)
        scores["precision"] += [precision] if precision is not None else []
        scores["recall"] += [recall] if recall is not None else []
        page = 2 * (precision or 0) * (recall or 0) / ((precision or 0) + (recall or 0) or 1)
    letters = key(text)
    scores["withs"] += [key(part) in letters for part in row.get("withs", [])]
    scores["withouts"] += [key(part) not in letters for part in row.get("withouts", [])]
    for name, right in fields(row, found):
        scores[name].append(right)
    return page


def fields(row: Row, found: Row) -> Iterator[tuple[str, bool]]:
    if row.get("title"):
        yield "headline", key(row["title"]) == key(found.get("headline", ""))
    if row.get("authors"):
        names = set(map(key, found.get("authors", [])))
        yield "authors", set(map(key, row["authors"])) == names
        yield (
            "authors, split",
            {key(BYLINE.sub("", name)) for line in row["authors"] for name in JOINT.split(line)} == names,
        )
    if row.get("date"):
        yield "day", (found.get("published") or "")[:10] == row["date"]
    if row.get("lead"):
        yield "lead", row["lead"].split("?")[0] == ((found["lead"] or {}).get("src") or "").split("?")[0]
    if "standfirst" in found:
        yield from parts(row, found)
    yield from ((name, row[name] == found.get(name)) for name in PLAIN if name in row)
    if found.get("complete") is not None and "complete" not in row and is_whole(row, found["text"]):
        yield "whole", found["complete"]


def is_whole(row: Row, text: str) -> bool:
    """Tell whether a text has what the ground truth asks of it; a page without any asks nothing and tells nothing."""
    if row.get("body"):
        return (body_scores(row["body"], text)[1] or 0) >= WHOLE
    letters = key(text)
    return bool(row.get("withs")) and all(key(part) in letters for part in row["withs"])


def parts(row: Row, found: Row) -> Iterator[tuple[str, bool]]:
    """Yield what only an extractor of blocks can get right."""
    summary = key(" ".join(text for kind, text in row.get("paras", []) if kind == "summary"))
    if summary:
        yield "standfirst", summary == key(found.get("standfirst", ""))
    headings = {key(block["text"]) for block in found["blocks"]}
    for kind, text in row.get("paras", []):
        if kind == "subhead":
            yield "subheads", key(text) in headings
    yield from figures(row.get("images", []), found)


def figures(images: list[Row], found: Row) -> Iterator[tuple[str, bool]]:
    kept = [figure for figure in (found["lead"], *found["blocks"]) if figure and "credit" in figure]
    for image in images:
        match = next((f for f in kept if any(same_picture(f["src"], url) for url in image["urls"])), None)
        yield "figures", match is not None
        if image.get("caption"):
            told = key(match["caption"] + match["credit"]) if match else ""
            yield "captions", key(image["caption"])[:60] in told
        if credit := image.get("credit"):
            yield "credits", match is not None and key(str(credit)) in key(match["credit"])
    for figure in kept if images else []:
        yield "figure precision", any(same_picture(figure["src"], url) for image in images for url in image["urls"])


@dataclass
class Result:
    """The scores of one method on one set, page by page."""

    name: str
    pages: list[Scores] = field(default_factory=list)
    ids: list[tuple[float, str]] = field(default_factory=list)
    seconds: float = 0.0

    def means(self, pages: Sequence[Scores] | None = None) -> dict[str, float]:
        """Return the mean of each field over all of its items, and F1 of the bodies."""
        merged: Scores = defaultdict(list)
        for page in self.pages if pages is None else pages:
            for name, values in page.items():
                merged[name] += values
        found = {"body": f1(merged)[0]} if merged["recall"] else {}
        return found | {name: sum(values) / len(values) for name, values in merged.items() if values}

    def intervals(self) -> dict[str, tuple[float, float]]:
        """Return the 95 % interval of each mean, pages drawn with replacement."""
        draw = random.Random(0)
        means = [self.means(draw.choices(self.pages, k=len(self.pages))) for _ in range(RESAMPLES)]
        names = {name for mean in means for name in mean}
        drawn = {name: sorted(mean[name] for mean in means if name in mean) for name in names}
        return {name: (values[len(values) // 40], values[-1 - len(values) // 40]) for name, values in drawn.items()}


def run(method: Callable[[bytes, str], Row], rows: Sequence[Row], data: Path, name: str) -> dict[str, Result]:
    """Return the results of a method by set."""
    results: dict[str, Result] = {}
    for row in rows:
        result = results.setdefault(row["set"], Result(f"{name}, {row['set']}"))
        packed = (data / row["file"]).read_bytes()
        body = gzip.decompress(packed) if row["file"].endswith(".gz") else packed
        start = time.process_time()
        found = method(body, row["url"] or "")
        result.seconds += time.process_time() - start
        scores: Scores = defaultdict(list)
        if "standfirst" in found and row.get("body"):
            for mark, right in kept(body, row["url"] or "", row["body"], found):
                scores[mark].append(right)
        result.ids.append((score(row, found, scores), row["id"]))
        result.pages.append(scores)
    return results


def report(result: Result) -> None:
    pages = len(result.pages)
    print(f"\n{result.name} ({pages})  {pages / max(result.seconds, 1e-9):.0f} pages a second and core")
    intervals = result.intervals()
    counts = Counter(name for page in result.pages for name, values in page.items() for _ in values)
    counts["body"] = counts["recall"]
    for name, mean in result.means().items():
        low, high = intervals[name]
        print(f"  {name:<17} {mean:.3f}  [{low:.3f} {high:.3f}]  {counts[name]}")


def below(results: Mapping[str, Result], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a sentence for each score under its floor; a score that is no longer taken is under it."""
    told = []
    for part, result in results.items():
        means = result.means()
        low = ((name, means.get(name, 0.0), floor) for name, floor in floors.get(part, {}).items())
        told += [f"{part}: {name} is {mean:.3f}, its floor is {floor:.3f}" for name, mean, floor in low if mean < floor]
    return told


def read_floors() -> dict[str, dict[str, float]]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def pin(results: Mapping[str, Result]) -> None:
    """Write the scores of these sets as their floors, each rounded down to a thousandth."""
    floors = read_floors() | {
        part: {name: int(mean * 1000) / 1000 for name, mean in result.means().items()}
        for part, result in results.items()
    }
    lines = ["# Scores that bench/extract.py must not fall under; written by it with --pin alone."]
    for part, names in sorted(floors.items()):
        lines += ["", f"[{part}]", *(f'"{name}" = {floor:.3f}' for name, floor in sorted(names.items()))]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_rows(data: Path, part: str = "") -> list[Row]:
    with (data / "gold.jsonl").open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if part in ("", row["set"])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data/extraction")
    parser.add_argument("--set", default="", help="only the pages of this set")
    parser.add_argument("--each", action="store_true", help="also score trafilatura, in the same run")
    parser.add_argument("--worst", type=int, default=0, help="list this many pages with the lowest F1")
    parser.add_argument("--pin", action="store_true", help="make these scores the floors")
    options = parser.parse_args()
    if not options.data.exists():
        raise SystemExit(f"There are no recorded pages in {options.data}; name their folder with --data.")
    rows = read_rows(options.data, options.set)
    run(ours, rows[:20], options.data, "")  # what loads once is no page's cost
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results = run(ours, rows, options.data, "ours")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    theirs_too = run(theirs, rows, options.data, "trafilatura") if options.each else {}
    for part, result in results.items():
        for one in filter(None, (result, theirs_too.get(part))):
            report(one)
        for page in sorted(result.ids)[: options.worst]:
            print("  {:.3f}  {}".format(*page))
    print(f"\nPeak memory {after / 1024:.0f} MB, {before / 1024:.0f} MB after 20 pages")
    if options.pin:
        pin(results)
    elif low := below(results, read_floors()):
        raise SystemExit("\n".join(["Scores have fallen under their floors:", *low]))


if __name__ == "__main__":
    main()
