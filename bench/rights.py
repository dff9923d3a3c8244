"""Compare what we read in the terms of real feeds with the licence that a careful list records for each.

    python bench/rights.py [FILE.csv] [--show]

The file is the Open Newswire list (`../shared/data/rights/opennewswire-feeds.csv` by default) or one with its columns
`name`, `url`, `license_link`, `license_text` and `license_name`. A class is what may be done: licences agree where they
allow the same (to translate, to earn money, to choose another licence); all that may not be translated is one class.
Printed: agreement on the words alone, with our registry of sources beside them, and every text that would be translated
against its licence's name.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.rights.licences import Terms, permits, recognise, recognise_for_text
from dragoman.rights.policy import Grant, Site, decide
from dragoman.rights.registry import find, shipped
from dragoman.types import Signal

FILE = Path(__file__).parent.parent.parent / "shared" / "data" / "rights" / "opennewswire-feeds.csv"
HELD = "not translated"
RECORDED = {
    "CC BY": "CC BY",
    "Public Domain": "CC BY",
    "CC BY-SA": "CC BY-SA",
    "CC BY-NC": "CC BY-NC",
    "CC BY-NC-SA": "CC BY-NC-SA",
}
"""The class of each licence name in the list; all others (ND, `Attribution+`) are held."""


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    recorded: str
    words: str
    known: str
    """Our class by the words alone, and with the registry."""
    text: str
    silent: bool
    """Nothing stands in the row but a name: no words, no address of a licence."""

    @property
    def loose(self) -> bool:
        return self.known != HELD and self.recorded == HELD


def compared(file: Path = FILE) -> Iterator[Compared]:
    """Yield each row of a list with the class that it records and ours."""
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            text = f"{row['license_text']} {row['license_link']}".strip()
            found = find(shipped(), row["url"])
            yield Compared(
                row["name"],
                RECORDED.get(row["license_name"], HELD),
                of(recognise_for_text(text)),
                _decided(row, text, found.licence if found else ""),
                text,
                not row["license_text"].strip() and recognise(text) is None,
            )


def of(terms: Terms | None) -> str:
    """Return the class of terms."""
    if terms is None or not permits(terms):
        return HELD
    return "CC BY" + "-NC" * terms.non_commercial + "-SA" * terms.share_alike


def _decided(row: Mapping[str, str], text: str, granted: str) -> str:
    """Return the class that the policy comes to with the registry's word and the row's."""
    signals = [Signal("rights", text, "feed")]
    if not decide(signals, Grant(granted), site=Site()).translatable:
        return HELD
    known = [terms for terms in (recognise(granted), recognise_for_text(text)) if terms]
    return "CC BY" + "-NC" * any(t.non_commercial for t in known) + "-SA" * any(t.share_alike for t in known)


def main() -> None:
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    rows = list(compared(Path(arguments[0]) if arguments else FILE))
    told = [row for row in rows if not row.silent]
    _share("words alone, all rows", [row.words == row.recorded for row in rows])
    _share("words alone, rows that say something", [row.words == row.recorded for row in told])
    _share("with the registry, all rows", [row.known == row.recorded for row in rows])
    for pair, count in Counter((row.recorded, row.known) for row in rows if row.known != row.recorded).most_common():
        print(f"  {count:3}  recorded {pair[0]}, ours {pair[1]}")
    loose = [row for row in rows if row.loose or (row.words != HELD and row.recorded == HELD)]
    print(f"translated against its recorded licence: {len(loose)}")
    for row in loose:
        print(f"  {row.name}: {' '.join(row.text.split())[:200]}")
    if "--show" in sys.argv:
        for row in rows:
            if row.known != row.recorded:
                print(f"{row.name} | {row.recorded} | {row.known} | {' '.join(row.text.split())[:150]}")


def _share(what: str, right: list[bool]) -> None:
    print(f"{what}: {sum(right)} of {len(right)} agree ({100 * sum(right) / len(right):.1f} %)")


if __name__ == "__main__":
    main()
