"""Keep what `fidelity` measured where readers see it: in the sites' figures (rates.toml) and in docs/fidelity.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from intervals import wilson

ROOT = Path(__file__).parents[1]
RATES, DOCS = ROOT / "dragoman" / "publish" / "rates.toml", ROOT / "docs" / "fidelity.md"
WAYS = ("en-pt", "pt-en")
Counts = tuple[int, int, int]
"""How many there were, how many fail, and how many fail or warn."""
SYSTEMS = {
    "Google, FLORES": ["google, FLORES"],
    "Microsoft, FLORES": ["microsoft, FLORES"],
    "people, NTREX": ["human, NTREX"],
    "people, FLORES": ["human, FLORES"],
    "the embedded engine, NTREX and FLORES": ["engine, NTREX", "engine, FLORES"],
}
KINDS = {
    "one or all quotation marks dropped": ["one quotation mark dropped", "all quotation marks dropped"],
    "two names exchanged": ["speakers swapped"],
    "address, emoji or foreign name vanished": ["address, emoji or name vanished"],
    "denial dropped": ["negation dropped"],
    "denial added": ["negation added"],
    "he became she, plain cases": ["pronoun flipped"],
    "doubt or duty dropped (may, must, alleged)": ["doubt dropped"],
    "opposite (more, less)": ["opposite"],
}
"""What readers are told of as another name, or of some kinds together."""


def keep(alarms: Mapping[str, Counts], caught: Mapping[str, Counts], day: date) -> None:
    """Write what was measured into both, in the rows that they have."""
    told = tomllib.loads(RATES.read_text("utf-8"))
    for row in told["alarms"]:
        found = _sum(alarms[f"{row['way']} {name}"] for name in SYSTEMS[row["by"]])
        row |= {"sentences": found[0], "fail": _share(found[1], found[0]), "fail_interval": _span(found[1], found[0])}
        row |= {"either": _share(found[2], found[0]), "interval": _span(found[2], found[0])}
    for row in told["errors"]:
        for way in WAYS:
            count, fail, either = _sum(caught[f"{way} {name}"] for name in KINDS.get(row["name"], [row["name"]]))
            row[way] = {"count": count, "fail": _share(fail, count), "either": _share(either, count)}
            row[way]["interval"] = _span(either, count)
    RATES.write_text(_toml(told, day), encoding="utf-8")
    DOCS.write_text(_documented(DOCS.read_text("utf-8"), told, day), encoding="utf-8")


def _sum(found: Iterable[Counts]) -> Counts:
    total, fail, either = zip(*found, strict=True)
    return sum(total), sum(fail), sum(either)


def _share(count: int, total: int) -> float:
    return round(100 * count / total, 1)


def _span(count: int, total: int) -> list[float]:
    return [round(100 * end, 1) for end in wilson(count, total)]


def _toml(told: Mapping[str, Any], day: date) -> str:
    head, _, _ = RATES.read_text("utf-8").partition("measured = ")
    read = "\n".join(f"{key} = {_value(value)}" for key, value in told["read"].items())
    blocks = [f"measured = {day}", f"[read]\n{read}"]
    for row in told["alarms"]:
        blocks.append("[[alarms]]\n" + "\n".join(f"{key} = {_value(value)}" for key, value in row.items()))
    for row in told["errors"]:
        blocks.append("[[errors]]\n" + "\n".join(f"{key} = {_value(value)}" for key, value in row.items()))
    return head + "\n\n".join(blocks) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _documented(text: str, told: Mapping[str, Any], day: date) -> str:
    """Return the document with its tables of both kinds as measured."""
    text = re.sub(r"(?m)^## Measured on .*$", f"## Measured on {day}", text)
    for row in told["alarms"]:
        fail = f"{row['fail']:.1f} {_written(row['fail_interval'])}"
        line = f"| {row['by']} | {row['way']} | {row['sentences']} | {fail} | {row['either']:.1f} "
        text = _replaced(text, f"| {row['by']} | {row['way']} |", f"{line}{_written(row['interval'])} |")
    for row in told["errors"]:
        cells = (row[way] for way in WAYS)
        shown = (f"{each['count']:,} | {_figure(each['fail'])} / {_figure(each['either'])}" for each in cells)
        spans = (_written(row[way]["interval"]) for way in WAYS)
        line = " | ".join(f"{cell} {span}" for cell, span in zip(shown, spans, strict=True))
        text = _replaced(text, f"| {row['name']} |", f"| {row['name']} | {line} |")
    return text


def _replaced(text: str, begins: str, line: str) -> str:
    """Return a text with the first line that begins so as another one."""
    return re.sub(rf"(?m)^{re.escape(begins)}.*$", lambda _: line, text, count=1)


def _written(interval: list[float]) -> str:
    return f"[{_plain(interval[0])}, {_plain(interval[1])}]"


def _figure(share: float) -> str:
    return "0" if share == 0 else _plain(share)


def _plain(share: float) -> str:
    return "100" if share == 100 else f"{share:.1f}"
