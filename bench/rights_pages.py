"""Count what may be done with the recorded pages, and why.

    python bench/rights_pages.py [every n-th] [--each] [--show]

`--each` prints the decision on each page and its reasons, `--show` the signals that name licences and other publishers.
Each of `../shared/data/extraction` is read as the wire reads it, from its bytes alone: without headers, host or feed.
Decided twice: with nothing vouched for, and as if the operator vouched for CC BY, which shows what pages take back.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import NotAPage
from dragoman.flow.grants import Circumstances, decided
from dragoman.flow.parsing import Page, Reading, parse_page
from dragoman.rights.policy import PLAIN_SITE, Grant
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Signal, Use

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "extraction"


class Told(NamedTuple):
    """What a recorded page says, and whether it shows the whole of its article."""

    url: str
    signals: tuple[Signal, ...]
    complete: bool = True


def signals(every: int = 1) -> Iterator[Told]:
    """Yield what every n-th recorded page says."""
    rows = [json.loads(line) for line in (DATA / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows[::every]:
        body = _body(DATA / row["file"] if (DATA / row["file"]).exists() else DATA / "pages" / row["file"])
        try:
            reading = parse_page(Page(row.get("url") or "", body, {}, row.get("lang") or ""))
        except NotAPage:
            yield Told(row["url"], (Signal("page", "is none", "page"),))
            continue
        own = _own(reading)
        told = (*reading.signals, *from_holders(reading.signals, own), *from_document(reading.document, own))
        yield Told(row["url"], told, reading.document.complete)


def _body(file: Path) -> bytes:
    import gzip

    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def _own(reading: Reading) -> tuple[str, ...]:
    host = re.match(r"https?://(?:www\.)?([^/]+)", reading.document.url)
    return (host[1],) if host else ()


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    found = list(signals(*numbers[:1]))
    for what, grant in (("nothing vouched for", ""), ("CC BY vouched for", "CC-BY-4.0")):
        under = Circumstances(Grant(grant), PLAIN_SITE)
        decisions = [decided(each.signals, under, NOW, complete=each.complete) for each in found]
        print(f"\n{what}: {len(decisions)} pages")
        if "--each" in sys.argv:
            for each, decision in zip(found, decisions, strict=True):
                print(f"{decision.level}\t{each.url}\t{' '.join(decision.reasons)}")
        _count("level", [decision.level for decision in decisions])
        _count("reason", [_said(reason) for decision in decisions for reason in decision.reasons])
        _count("refused", [f"{use}: {_said(why)}" for one in decisions for use, why in _refused(one)])
    print()
    _count("signals", [f"{s.name} {s.value.partition(':')[0][:24]}" for each in found for s in set(each.signals)], 60)
    if "--show" in sys.argv:
        for url, told, _ in found:
            for signal in told:
                if signal.name in ("third-party", "notice", "picture-licence", "licence"):
                    print(f"{signal.name}\t{signal.value[:110]}\t{url[:90]}")


def _refused(decision: Decision) -> list[tuple[Use, str]]:
    return [(use, why) for use, why in decision.why if not decision.allows(use)]


def _said(reason: str) -> str:
    return re.sub(r"\((?:.|\n)*\)", "(…)", reason)[:110]


def _count(what: str, values: list[str], most: int = 14) -> None:
    for value, count in Counter(values).most_common(most):
        print(f"  {what:8} {count:4}  {value}")


if __name__ == "__main__":
    main()
