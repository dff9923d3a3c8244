"""Score the extraction on recorded pages, beside trafilatura, in one run.

    python bench/extract.py [--data ../shared/data/extraction] [--set fundus] [--each] [--worst 10]

Body: F1 of 4-gram shingles as in the article-extraction-benchmark of scrapinghub (mean precision and recall over the
pages that have a body in the ground truth); `withs` and `withouts` are snippets that must and must not be in the text.
Fields: share of pages where the field is right by its letters and digits (authors as a set, day of publication).
Figures: kept, caption and credit with their figure, and share of our figures that the ground truth knows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import NotAPage
from dragoman.extract import extract, to_json
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import key

TOKEN = re.compile(r"\w+")
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
        return to_json(extract(body, url))
    except NotAPage:
        return {"text": "", "standfirst": "", "blocks": [], "lead": None}


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
        shown = "\n".join(filter(None, (found.get("standfirst", ""), text)))
        precision, recall = body_scores(row["body"], shown)
        scores["precision with standfirst"] += [precision] if precision is not None else []
        scores["recall with standfirst"] += [recall] if recall is not None else []
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
        yield "authors", set(map(key, row["authors"])) == set(map(key, found.get("authors", [])))
    if row.get("date"):
        yield "day", (found.get("published") or "")[:10] == row["date"]
    if row.get("lead"):
        yield "lead", row["lead"].split("?")[0] == ((found["lead"] or {}).get("src") or "").split("?")[0]
    if "standfirst" in found:
        yield from parts(row, found)


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


def report(name: str, scores: Scores, milliseconds: float) -> None:
    print(f"\n{name}  {milliseconds:.0f} ms a page")
    if scores["precision"]:
        print("  body              F1 {:.3f}  P {:.3f}  R {:.3f}".format(*f1(scores)), len(scores["recall"]))
        shown = {part: scores[f"{part} with standfirst"] for part in ("precision", "recall")}
        print("  with standfirst   F1 {:.3f}  P {:.3f}  R {:.3f}".format(*f1(shown)), len(scores["recall"]))
    for field, values in scores.items():
        if values and not field.startswith(("precision", "recall")):
            print(f"  {field:<17} {sum(values) / len(values):.3f}  {len(values)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data/extraction")
    parser.add_argument("--set", default="", help="only the pages of this set")
    parser.add_argument("--each", action="store_true", help="also score trafilatura, in the same run")
    parser.add_argument("--worst", type=int, default=0, help="list this many pages with the lowest F1")
    options = parser.parse_args()
    if not options.data.exists():
        raise SystemExit(f"There are no recorded pages in {options.data}; name their folder with --data.")
    with (options.data / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if options.set in ("", row["set"])]
    for name, method in {"ours": ours, **({"trafilatura": theirs} if options.each else {})}.items():
        by_set: dict[str, Scores] = defaultdict(lambda: defaultdict(list))
        spent: Counter[str] = Counter()
        pages = []
        for row in rows:
            body = gzip.decompress((options.data / row["file"]).read_bytes())
            start = time.process_time()
            found = method(body, row["url"] or "")
            spent[row["set"]] += round((time.process_time() - start) * 1e6)
            pages.append((score(row, found, by_set[row["set"]]), row["set"], row["id"]))
        for part, scores in by_set.items():
            count = sum(row["set"] == part for row in rows)
            report(f"{name}, {part} ({count})", scores, spent[part] / count / 1000)
        for page in sorted(pages)[: options.worst]:
            print("  {:.3f}  {}  {}".format(*page))


if __name__ == "__main__":
    main()
