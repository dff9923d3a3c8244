"""The conditional of hearsay: Portuguese news says *teria fugido* of what somebody is only said to have done.

Engines read *would have fled*, which English says of what did not happen.
"""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_PARTICIPLE = (
    r"(?:\w+[aiu]d[oa]s?|(?:des)?feit[oa]s?|dit[oa]s?|vist[oa]s?|pag[oa]s?|gast[oa]s?|mort[oa]s?|\w*post[oa]s?|vindo"
    r"|escrit[oa]s?)\b"
)
_HAVE = re.compile(rf"\bteria(m?)(?= (?:se |lhes? |estado )*{_PARTICIPLE})")
_DONE = re.compile(rf"\bteria(m?) sido (?={_PARTICIPLE})")
_BEING = re.compile(
    r"\bestaria(m?)(?= (?!disposto|pront|preparad|interessad|dedicad)(?:sob |\w+[aei]ndo\b|\w+[ai]d[oa]s?\b))"
)
_BE = re.compile(r"\bseria(m?)(?= (?:uma?|o|a|os|as|de) )")
_UNREAL = re.compile(
    r"(?:^|[,;:(]\s?|\b(?:que|mas|e|só) )se\b|\b(?:caso|sem|senão|não|nunca|jamais|nem|contrário|talvez|sequer"
    r"|dificilmente|supostamente|gostaria\w*|poderia\w*|deveria\w*|fosse\w*|tivesse\w*|houvesse|pudesse\w*"
    r"|soubesse\w*|quisesse\w*|fizesse\w*|viesse\w*)\b"
    r"|\b(?:diss|diz|afirm|declar|cont|admit|explic|garant|acredit|ach)\w* que (?:teria|estaria)m?\b",
    re.IGNORECASE,
)
"""What tells of a condition, or of what did not happen."""
_INQUIRY = re.compile(
    r"\b(?:polícia|testemunhas?|investiga\w+|delegad[oa]|denúncia|crimes?|criminos\w+|suspeit\w+|vizinhos|delat\w+"
    r"|ataque|assassin\w+|atirador\w*|tráfico|mandante)\b"
)
_CLAUSE = re.compile(r"\bque\b[^,;]*$")
_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)")


def hearsay(text: str, pair: Pair, knows: Knows) -> Step:
    """Say of what is only said to be so that it supposedly is, outside quotations."""
    if primary(pair.source) != "pt" or "ria" not in text or _UNREAL.search(text):
        return Step(text, same)
    pieces, end = [], 0
    for quoted in _QUOTED.finditer(text):
        pieces += [_told(text[end : quoted.start()]), quoted[0]]
        end = quoted.end()
    return Step("".join([*pieces, _told(text[end:])]), same)


def _told(text: str) -> str:
    text = _DONE.sub(lambda found: f"supostamente fo{'ram' if found[1] else 'i'} ", text)
    text = _HAVE.sub(r"supostamente tinha\1", text)
    text = _BEING.sub(_does, text)
    return _BE.sub(_is, text) if _INQUIRY.search(text) else text


def _does(found: re.Match[str]) -> str:
    if " quando " in found.string:
        return f"supostamente estava{found[1]}"
    return f"supostamente est{'ão' if found[1] else 'á'}"


def _is(found: re.Match[str]) -> str:
    """Say what supposedly is; what somebody says that it would be stays."""
    if _CLAUSE.search(found.string[: found.start()]):
        return found[0]
    return f"supostamente {'são' if found[1] else 'é'}"
