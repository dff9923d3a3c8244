"""Words that tell what is left untranslated, and where a sentence breaks off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

LEFTOVERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(
            "the and of with that which was were have has been from this these those they their them would could should"
            " because when who what where after before said ever never without while are is his her you not but had"
            " will about during against through however although every only even still also its it".split()
        ),
        "pt": frozenset(
            "não uma foi são está também você vocês eles elas ela ele seu sua seus suas pelo pela pelos pelas quando"
            " muito há já mas isso entre depois então disse até porque ainda que foram estão nem sem ao aos mais onde"
            " segundo durante desde tinha".split()
        ),
    }
)
"""Common words of a language that are no words of the other and hardly stand in names."""

LOANS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "pt": re.compile(
            r"\b(?:mountain bikes?|cross[- ]country|shopping centers?|rugby (?:union|league)|(?:back|front) nine"
            r"|home runs?|hot dogs?|fast food|happy hours?|wide receivers?|running backs?|field goals?"
            r"|hole[- ]in[- ]one|cold case|ghost writers?|stop motion|spoken word|big data|best-?sellers?|all[- ]star"
            r"|made in|making of|stand[- ]up(?: paddle)?|pay[- ]per[- ]view|self-?service|check-?(?:in|out|up)s?"
            r"|follow[- ]ups?|know[- ]how|back[- ]?up|line-?ups?|break-?even|day after|drive[- ]thru|play-?offs?)\b"
        )
    }
)
"""What a language took over from another of several words, as they stand."""

_UNFINISHED = MappingProxyType(
    {
        "en": frozenset(
            "the a an of and or with for from to that which who his her their its our my your into".split()
        ),
        "pt": frozenset(
            "o os a as um uma de do da dos das e ou com para por pelo pela que em no na nos nas ao aos à às seu sua"
            " seus suas num numa".split()
        ),
        "es": frozenset("el la los las un una de del y o con para por que en al su sus".split()),
    }
)
"""Words that hardly ever end a sentence."""


_NEVER_LAST = MappingProxyType(
    {
        "en": frozenset("the a an and or their our my your".split()),
        "pt": _UNFINISHED["pt"] - frozenset("que um uma seu sua seus suas as".split()),
    }
)
"""Words that never end a sentence, even before a full stop."""


def unfinished(word: str, language: str, *, stopped: bool) -> bool:
    """Tell whether a sentence that ends in this word (lower case) breaks off there; `stopped` ones end in a stop."""
    return word in (_NEVER_LAST if stopped else _UNFINISHED).get(language, ())
