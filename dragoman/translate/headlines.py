"""Headlines: what somebody is to do, or what was done to him, which English tells by a bare infinitive or participle.

Senate to vote on Monday; officer shot in custody.
"""

from __future__ import annotations

import re

_VERBS = frozenset(
    "ban become begin bring build buy call close create cut decide demand discuss drop end expand extend face fight"
    " give go host hold introduce invest join keep launch lead leave legalise legalize lift lose make meet move offer"
    " open pay play present provide raise reach receive release remain remove reopen replace require resign restore"
    " resume retire return review run sell send set shut sign speak stand start stay stop submit support take talk test"
    " testify try unveil use visit vote withdraw work".split()
)
_OFFICES = frozenset(
    "president minister prime premier government parliament senate court council party union club company bank police"
    " army state city school university governor mayor king queen pope leader leaders former team".split()
)
_NOUNS = frozenset(
    "attempt back bid bill call chance close deal decision due effort failure fight get how need order path plan"
    " pressure pledge ready right road set thanks threat time vote way what when where who".split()
)
"""First words that an infinitive may depend on."""
_TO = re.compile(r"(?<=\w) to (?=(?P<verb>[a-z]+)\b)")
_DONE = re.compile(
    r"(?P<last>[\w’'-]+) (?=shot (?:in|near|inside|outside|during|while)\b"
    r"|projected (?:to|as|winner|victor|president|next|(?:US|U\.S\.) president)\b)"
)
"""Participles that engines take for what the subject did: officer shot in custody."""
_FINITE = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had)\b")
_MANY = re.compile(r"(?:[a-z][\w-]*[^s]s|men|women|people|children|police)")


def announced(headline: str) -> str:
    """Return an English headline in sentence case with the verbs that headlines leave out.

    `Will` stands for the infinitive of what the subject is to do: where that is names and offices alone, since any
    other word before the infinitive may be a verb that it depends on. `Is` stands before what was done to it.
    """
    done = _DONE.search(headline)
    if done and headline[:1].isupper() and not _FINITE.search(headline):
        is_ = "are" if _MANY.fullmatch(done["last"]) else "is"
        return f"{headline[: done.end()]}{is_} {headline[done.end() :]}"
    return _will(headline)


def _will(headline: str) -> str:
    found = _TO.search(headline)
    if not found or found["verb"] not in _VERBS:
        return headline
    first, *others = headline[: found.start()].split()
    if first.lower() in _NOUNS or first.endswith(("ing", "ed")) or not first[0].isupper():
        return headline
    if not all(word[0].isupper() or word in _OFFICES for word in others):
        return headline
    return f"{headline[: found.start()]} will {headline[found.end() :]}"
