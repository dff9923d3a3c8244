"""Places: the comma that closes a country behind its town, which English often leaves out."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_STATES = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois"
    " Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri"
    " Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico North_Carolina North_Dakota Ohio Oklahoma Oregon"
    " Pennsylvania South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming"
    " England Scotland Wales Ontario Quebec Alberta"
)
_AFTER = "and or as at in on for from to with by of after before where when who that which is was while during".split()
"""Words before which nobody takes the country for a subject."""


def places(text: str, pair: Pair, knows: Knows) -> Step:
    """Close a country with a comma where a verb follows: `a court in Bonn, Germany said` reads as Germany said."""
    return Step(_behind_town().sub(r"\g<0>,", text) if primary(pair.source) == "en" else text, same)


@cache
def _behind_town() -> re.Pattern[str]:
    countries = [name for code, name in Locale("en").territories.items() if code.isalpha()]
    known = "|".join(map(re.escape, [*countries, *(name.replace("_", " ") for name in _STATES.split())]))
    town = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
    return re.compile(rf"(?<=\b(?:in|at) ){town}, (?:{known})(?= (?!(?:{'|'.join(_AFTER)})\b)[a-z]\w+)")
