"""What links the words of one name, and what makes a name another's: Ana's book, the Jones' house."""

from __future__ import annotations

import re

from dragoman.verify.tokens import Token

LINKS = frozenset({" ", " de ", " da ", " do ", " dos ", " of ", " del ", "-"})
"""What stands between the words of one name."""
_HUNG = re.compile(r"[-‑](?:based|born|listed|led|backed|owned|made|run|trained|area)\b")
_BARE = re.compile(r"['’] (?=[^\W\d_])")
"""The possessive of a name in s: James’ book."""
_QUOTED = re.compile(r"(?<!\w)['‘](?=\w)")


def owns(name: Token, text: str) -> bool:
    """Tell whether what a name is of stands behind it: Ana's book, a Lisbon-based firm."""
    if name.lower.endswith(("'s", "s'")) or _HUNG.match(text, name.end):
        return True
    bare = name.lower.endswith(("s", "x", "z")) and _BARE.match(text, name.end)
    return bool(bare) and not _QUOTED.search(text, 0, name.start)
