"""What part a name plays in its sentence: where, by whom or against whom, who says so, or whose keeper, town or firm.

Languages put such parts in other places (“..., Nielsen said”, “segundo a Nielsen, ...”; “Brighton keeper Mathew Ryan”,
“Mathew Ryan, goleiro do Brighton”). Two names that have been exchanged have exchanged their parts as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.verify.namewords import Names
from dragoman.verify.possessives import LINKS
from dragoman.verify.tokens import Token, word_tokens

Both: TypeAlias = tuple[Token, Token]
"""A name in the source and in the target."""
_REACH = 5
"""Words that stand between a name and its preposition at most: at the plaza of."""
_PARTS = (
    ("in at on near inside outside within aboard across", "em no na nos nas num numa neste nesta nesse nessa naquele"),
    ("by", "por pelo pela pelos pelas"),
    ("with alongside", "com"),
    ("against", "contra"),
    ("about", "sobre"),
    ("since", "desde"),
    ("under", "sob"),
    ("for to into", "para ao à aos às"),
)
_PREPOSITIONS: Mapping[str, Mapping[str, str]] = {
    language: {word: row[0] for row in _PARTS for word in row[side].split()}
    for side, language in enumerate(("en", "pt"))
}
"""The part that each preposition gives to the name behind it."""
_THROUGH = {
    "en": frozenset("the a an of its his her their this that".split()),
    "pt": frozenset("o a os as um uma de do da dos das seu sua este esta esse essa".split()),
}
"""Common words that stand between a preposition and its name."""
_INFINITIVE = re.compile(r"^[a-zà-ÿ]*[aei]r$")
_CASED = r"[A-ZÀ-Ý][\w.’'-]*"
_SAYS = {
    "en": r"(?:sa(?:id|ys)|report(?:s|ed)|announce[sd]|add(?:s|ed)|writes|wrote|claim(?:s|ed)|explain(?:s|ed)|tells"
    r"|told|note[sd]|warn(?:s|ed)|argue[sd]|suggest(?:s|ed)|estimate[sd]|confirm(?:s|ed)|found|finds)",
    "pt": r"(?:diz(?:em)?|disse(?:ram)?|escreveu|(?:afirm|declar|inform|notici|relat|cont|explic|revel|anunci|divulg"
    r"|apont|alert|acrescent|calcul|estim|mostr|confirm|public|adiant|observ|coment)(?:a|am|ou|aram)|conclui(?:u|ram)?)",
}
_SAYING = {language: re.compile(rf"\b{verbs}\b") for language, verbs in _SAYS.items()}
_BEHIND = {
    language: re.compile(rf"(?:,[^,]{{1,60}},)? (?:(?:has|have|had|also|later|já|também|depois) )?{verbs}\b")
    for language, verbs in _SAYS.items()
}
"""What stands behind who says so."""
_NOUNS = {
    language: rf"(?:(?!(?:{'|'.join(sorted(FUNCTION_WORDS[language] - _THROUGH[language]))}|a)\b)[a-zà-ÿ-]+ ){{0,3}}$"
    for language in _SAYS
}
_BEFORE = {
    "en": re.compile(rf"(?:\b[Aa]ccording to|\b(?!told|tells){_SAYS['en']}) (?:the |an? )?{_NOUNS['en']}"),
    "pt": re.compile(
        rf"(?:\b(?:[Ss]egundo|[Cc]onforme|[Dd]e acordo com) (?:[oa]s? )?|[,”\"’'] ?{_SAYS['pt']} (?:[oa]s? )?"
        rf"|\b{_SAYS['pt']} (?:os? )?){_NOUNS['pt']}"
    ),
}
"""What stands before who says so."""
_OF = r"(?:d[aeo]s?|n[ao]s?|em)"
_PORTUGUESE_NAME = rf"(?: (?:d[aeo]s? )?{_CASED})*"
_PRE = {
    "en": (re.compile(""), re.compile(rf"(?:['’]s?)?(?:[ -](?:[a-z-]+|{_CASED})){{0,4}} ")),
    "pt": (re.compile(rf"\b{_OF} (?:{_CASED} )*$"), re.compile(rf"{_PORTUGUESE_NAME},?{_PORTUGUESE_NAME} ")),
}
"""What stands before, and behind, what tells whose a name is that comes after: Brighton keeper, o goleiro do."""
_APPOSED, _CLOSED = re.compile(r"(?: [a-z-]+){1,4}, "), re.compile(r"(?:-\w+)?,")
"""What stands before, and behind, a name that is given to what is told: a Dourado adviser, Ana Lima, said."""
_POST = {
    "en": re.compile(
        rf"(?: {_CASED})*(?:,? (?:from|of|in|at|for) (?:the )?"
        rf"|[,(] ?(?:(?:the|an?|its|then|former) )?(?:[\w-]+ ){{0,5}}(?:of|from|at|for|in|with) (?:the )?"
        rf"|, (?:the|an?|its|then|former) )(?:{_CASED} )*"
    ),
    "pt": re.compile(
        rf"(?:-\w+)?{_PORTUGUESE_NAME}(?:,? |[,(] ?(?:(?:[oa]|uma?|então) )?(?:[\w-]+ ){{0,5}}){_OF} (?:{_CASED} )*"
        rf"|{_PORTUGUESE_NAME} \((?:{_CASED} )*"
    ),
}
"""What stands between a name and what tells whose it is: Mathew Ryan, the keeper of; Mathew Ryan, goleiro do."""


def keeps_part(first: Both, second: Both, before: Names, after: Names) -> bool:
    """Tell whether two names play the parts that they played, and not each the other's."""
    languages = (before.language, after.language)
    if not set(languages) <= _SAYS.keys():
        return False
    sides = ((0, before), (1, after))
    for one, other in ((first, second), (second, first)):
        if all(_modifies(one[n], other[n], names) for n, names in sides):
            return True
        if _shares(one, before, after, _governed) - _either(other, before, after, _governed):
            return True
        if _shares(one, before, after, _says) - _either(other, before, after, _says):
            return True
    return False


_Read: TypeAlias = Callable[[Token, Names], frozenset[str]]


def _shares(name: Both, before: Names, after: Names, read: _Read) -> frozenset[str]:
    return read(name[0], before) & read(name[1], after)


def _either(name: Both, before: Names, after: Names, read: _Read) -> frozenset[str]:
    return read(name[0], before) | read(name[1], after)


def _group(name: Token, names: Names) -> tuple[int, int]:
    """Return the place of the whole name that a word is of."""
    start, end = name.start, name.end
    cased = [token for token in names.cased if token.lower not in FUNCTION_WORDS[names.language]]
    for token in cased:
        if token.start > end and names.text[end : token.start] in LINKS:
            end = token.end
    for token in reversed(cased):
        if token.end < start and names.text[token.end : start] in LINKS:
            start = token.start
    return start, end


def _governed(name: Token, names: Names) -> frozenset[str]:
    """Return the part that the preposition before a name gives it."""
    start, _ = _group(name, names)
    words = [token for token in word_tokens(names.text) if token.end <= start][-_REACH:]
    after = start
    for token in reversed(words):
        if names.text[token.end : after].strip(" \"'“”‘’"):
            break
        if part := _PREPOSITIONS[names.language].get(token.lower):
            return frozenset({part})
        if names.language == "pt" and _INFINITIVE.search(token.text):
            break
        common = token.lower in FUNCTION_WORDS[names.language]
        if common and token.lower not in _THROUGH[names.language]:
            break
        after = token.start
    return frozenset()


def _says(name: Token, names: Names) -> frozenset[str]:
    """Return whether a name is of who says so."""
    start, end = _group(name, names)
    said = _BEHIND[names.language].match(names.text, end) or _BEFORE[names.language].search(names.text[:start])
    return frozenset({"says"}) if said else frozenset()


def _modifies(whose: Token, name: Token, names: Names) -> bool:
    """Tell whether one name says whose or of where another is, before it or behind it."""
    text, language = names.text, names.language
    if _SAYING[language].search(text, *sorted((whose.start, name.start))):
        return False
    if name.start < whose.start:
        return _POST[language].fullmatch(text[name.end : whose.start]) is not None
    gap = text[whose.end : name.start]
    if language == "en" and not FUNCTION_WORDS["en"].isdisjoint(gap.lower().split()):
        return False
    if language == "en" and _APPOSED.fullmatch(gap) and _CLOSED.match(text, _group(name, names)[1]):
        return True
    before, between = _PRE[language]
    return between.fullmatch(gap) is not None and before.search(text[: whose.start]) is not None
