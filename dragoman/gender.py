"""The gender of persons by their given names, and titles that disagree with it (o senador Amy). A leaf.

Engines that read one sentence make most who hold an office men. Portuguese as a target alone; `gender.toml` has the
names and titles. What the rest of a text says of a person (`told`) helps where the given name tells nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

_DATA: Mapping[str, str] = tomllib.loads(files("dragoman").joinpath("gender.toml").read_text(encoding="utf-8"))
_WOMEN, _MEN = (frozenset(_DATA[key].split()) for key in ("women", "men"))
_ARTICLES = dict(pair.split("/") for pair in "o/a ao/à do/da no/na pelo/pela um/uma cujo/cuja".split())
_TITLES = dict(pair.split("/") for pair in _DATA["titles"].split())
_ARTICLE_OF, _TITLE_OF = (({she: he for he, she in each.items()}, each) for each in (_ARTICLES, _TITLES))
"""The form for a man and that for a woman, by the other one."""
_ENDINGS = (("ês", "esa"), ("ão", "ã"), ("ol", "ola"), ("o", "a"))
"""How adjectives of nations and parties end for men and for women; others are alike for both."""
_SLAVIC = re.compile(r"(?!Casan|Villan|Vilan|Cord|Terran|Can|Gen|Villanu|Nu)[A-ZŠŽČ]\w+(?:[oe]v[aá]|sk(?:ay|ai)a)$")
"""A surname that Slavic women alone bear; not Casanova, Villanueva."""
_OF_MEN = frozenset(
    {he for he, she in _TITLES.items() if he != she}
    | {"ele", "eles", "dele", "deles", "nele"}
    | {*_DATA["kin"].split()}
)
_COMMON = "|".join(map(re.escape, [*(he for he, she in _TITLES.items() if he == she), *_DATA["alike"].split()]))
_BY_ARTICLE = re.compile(
    r"\b(?:[dn]?o|um|[dn]um|ao|pelo|[dn]?(?:este|esse|aquele)|(?:[dn]?o )?(?:outro|seu|meu|nosso)) (?:ex-|[\w-]+ )?"
    rf"(?:{_COMMON}|\w{{3,}}ista)(?![\w-])",
    re.IGNORECASE,
)
"""A man by the article of a word that may be a woman's as well: o motorista."""
_HE_IS = re.compile(r"\b(?:foi|é|era|está|estava|ficou|será|sendo) \w+[aeioust](?:d|t|s)o\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_][\w.-]*[^\W_.]")
_UNKNOWN: Mapping[str, bool] = MappingProxyType({})
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+")
_NAME = r"(?P<name>[A-ZÀ-Ý][\w'’-]+)(?P<more>(?:\s[A-ZÀ-Ý][\w.'’-]*){0,3})"
_PLACE = r"\s(?:d[aeo]s?|para)\s(?:[ao]s?\s)?[A-ZÀ-Ý][\w.'’-]*(?:\s[A-ZÀ-Ý][\w.'’-]*)*"
_IS = r"(?:foi|é|era|está|estava|ficou|será|seria|deve ser|pode ser)\s(?:também |novamente )?"
_ALIKE = "ense|ista|crata|sênior|presidencial"
_ADJECTIVES = (f"[^aãe]no|ano|ês|emão|hol|tro|ico|eiro|{_ALIKE}", f"ana|ina|esa|emã|{_ALIKE}")
"""How adjectives of nations and parties end for a man, and for a woman."""
_BEFORE = r"(?i:então[\s-]|atual\s)?(?i:ex-|vice-)*"
_GIVEN = f"(?i:{'|'.join(sorted(_WOMEN | _MEN))})"
_UNPARTED = (
    rf"(?:\sd[ao]\s(?:capital|cidade|estado|país)|(?:\sd[aeo]s?(?:\s(?!{_GIVEN}\s)[A-ZÀ-Ý][\w.'’-]*)+?){{1,3}}?)"
    rf"(?<!Santa)(?<!Santo)(?<!São)(?<!San)(?<!St\.)(?=\s{_GIVEN}\s[A-ZÀ-Ý])"
)
"""A place that no comma parts from the given name behind it: do Texas Amy Porter."""
_FOLLOWED = rf"(?:(?:{_PLACE}){{1,3}},|\sdos EUA,?|{_UNPARTED})?\s(?=(?:Dra?\.?\s)?{_NAME})"
"""Looked ahead at, so that the title Dr. is found as well."""


def _noun(which: int) -> str:
    """Return the pattern of a title for a man (0) or a woman (1) with its article and adjective."""
    articles, titles = ("|".join(map(re.escape, each)) for each in _words(which))
    return (
        rf"(?:(?P<article>(?i:{articles}))\s)?(?P<before>{_BEFORE})(?P<title>(?i:{titles}))(?![\w-])"
        rf"(?P<adjective>(?:\s[\w-]*(?:{_ADJECTIVES[which]})(?!\w))?)"
    )


def _words(which: int) -> Iterator[Iterable[str]]:
    for each in (_ARTICLES, _TITLES):
        yield each.values() if which else each


_BEHIND = [re.compile(rf"(?<![\w-]){_noun(which)}{_FOLLOWED}") for which in (0, 1)]
"""A title and the name behind it: o senador americano Amy Porter."""
_BESIDE = [re.compile(rf"(?<![\w-]){_NAME}(?:,|\s{_IS})\s?{_noun(which)}(?=[\s,.])") for which in (0, 1)]
"""A name and what its bearer is: Amy Porter, advogado de; Amy Porter é professor."""
_APART = [
    re.compile(rf"(?<![\w-]){_noun(which)}(?:\sd[aeo]s?\s[a-zà-ÿ][\w-]+(?:\s[a-zà-ÿ][\w-]+)?)?,\s(?={_NAME},)")
    for which in (0, 1)
]
"""A title and the name between commas behind it: O prefeito, Amy Porter, disse."""
_BEGINS = re.compile(r"(?:^|[.;:!?—]\s?)[“\"‘—\s]*$")
_DONE = r"(?P<done>\w*(?:[ai]d|eit|ist|res|mort|post)[oa])(?!\w)"
_WHO_WAS = re.compile(rf"(?:^|[.;:“\"—]\s?){_NAME}\s{_IS}{_DONE}")
_AGAIN = re.compile(rf"(?<=[\w)])(?:,? e) (?:foi|é|era|está|será) {_DONE}")
"""What else is said of the same person, behind an `and` with no other subject."""
_WHOSE = frozenset({"cujo", "cuja"})
_LISTED = frozenset({"o", "a"})
"""Articles before a title that may be the next in a list of persons: Amy Porter, o senador e."""
_SHE, _HE = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in ("she|hers?|herself", "he|him|his|himself"))
_FULL = re.compile(r"\b([A-Z][a-zà-ÿ'’-]+)(?:\s[A-Z]\.)?\s([A-Z][\w'’-]+)(?!\s[A-Z]\w)")
_CAPITALISED = re.compile(r"(?:^|\s)[A-Z][\w.'’-]*\s$")
_SMALL = re.compile(r"\b[a-z][\w'’-]+")
_BEFORE_NAMES = frozenset(
    "president senator general governor vice judge justice professor dr mr mrs ms prime minister secretary lieutenant"
    " captain king queen prince princess pope sir lord lady saint representative mayor colonel sergeant officer".split()
)
"""What stands with a capital before a surname and is no first name; so does what a text has in small letters too."""
_MARRIED = re.compile(r"\b(?:[Hh]er|[Hh]is) (?:late |former )?(?:husband|wife)\b|\b(?:[Ff]irst [Ll]ady)\b")
"""What tells that another may bear the surname as well."""
_VOTES = 2
"""Sentences that must tell of a person alone, with pronouns of one sex."""


class Disagreement(NamedTuple):
    """Words that make of a man a woman or the other way, and what should stand there."""

    start: int
    end: int
    right: str


def is_woman(name: str) -> bool | None:
    """Tell whether a given name is a woman's; None where it may be either's, or is not known."""
    small = name.lower()
    return True if small in _WOMEN else False if small in _MEN else None


def tells_of_men(text: str) -> bool:
    """Tell whether a Portuguese text tells of a man: by given name, kin, title or trade, a pronoun or participle."""
    words = [word.lower() for word in _WORDS.findall(text)]
    named = any(is_woman(name) is False for name in _CAPITAL.findall(text))
    told_so = any(pattern.search(text) for pattern in (_HE_IS, _BY_ARTICLE))
    return named or told_so or not _OF_MEN.isdisjoint(words)


def told(sentences: Iterable[str]) -> dict[str, bool]:
    """Return whether the persons of an English text, by each of their names, are women.

    Their given names say so, or the pronouns: a sentence tells where it names one person and has the pronouns of one
    sex, and all that tell must agree with each other and with the name. Of two who share a surname nothing is known.
    """
    texts = list(sentences)
    small = {word for text in texts for word in _SMALL.findall(text)} | _BEFORE_NAMES
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for name, surname in (found.groups() for text in texts for found in _FULL.finditer(text)):
        if name.lower() not in small:
            persons[surname].add(name)
    surnames = [name for name, first in persons.items() if len(first) == 1 and any(_alone(name, t) for t in texts)]
    said: defaultdict[str, list[bool]] = defaultdict(list)
    for text in texts:
        named = [surname for surname in surnames if re.search(rf"\b{re.escape(surname)}\b", text)]
        she, he = bool(_SHE.search(text)), bool(_HE.search(text))
        if len(named) == 1 and she != he:
            said[named[0]].append(she)
    married = any(map(_MARRIED.search, texts))
    sure = {surname: woman for surname in surnames if (woman := is_woman(*persons[surname])) is not None}
    sure |= {surname: votes[0] for surname, votes in said.items() if len(votes) >= _VOTES and len(set(votes)) == 1}
    return {
        name: woman
        for surname, woman in sure.items()
        for name in (surname, *persons[surname])
        if is_woman(*persons[surname]) in (woman, None) and not (married and name == surname)
    }


def _alone(surname: str, text: str) -> bool:
    """Tell whether a surname stands without a first name, as those of persons do after the first time."""
    return any(
        not _CAPITALISED.search(text, 0, found.start()) for found in re.finditer(rf"\b{re.escape(surname)}\b", text)
    )


def disagreements(text: str, language: str, known: Mapping[str, bool] = _UNKNOWN) -> Iterator[Disagreement]:
    """Yield the titles and participles of a text that are of another gender than the person that they stand beside.

    `known` are persons whose gender is told elsewhere, by any of their names.
    """
    names = _CAPITAL.findall(text) if language.split("-")[0] == "pt" else ()
    if all(is_woman(word) is None and word not in known and not _SLAVIC.match(word) for word in names):
        return
    taken = 0
    for found in sorted(_titles(text), key=lambda found: found.start("title")):
        woman = _bearer(found, known)
        if woman is not None and found.start("title") >= taken:
            taken = found.end("title")
            yield from _of_title(found, woman=woman)
    for found in _WHO_WAS.finditer(text):
        woman, again = _bearer(found, known), _AGAIN.search(text, found.end())
        for done in (found, *([again] if again else ())):
            if woman is not None and woman != done["done"].endswith("a"):
                yield Disagreement(done.start("done"), done.end("done"), done["done"][:-1] + "oa"[woman])


def agreed(text: str, language: str) -> str:
    """Return a text in which titles and participles agree with the persons that they stand beside."""
    for start, end, right in sorted(disagreements(text, language), reverse=True):
        text = text[:start] + right + text[end:]
    return text


def _titles(text: str) -> Iterator[re.Match[str]]:
    """Yield the titles of a text with the names beside them; those behind a name that may be another's are left out.

    A name between commas is that of whom a sentence begins with: segundo o médico, Amy Porter, 34, morreu.
    """
    for pattern in _BEHIND:
        yield from pattern.finditer(text)
    for pattern in _APART:
        yield from (found for found in pattern.finditer(text) if _begins(found))
    for pattern in _BESIDE:
        yield from (found for found in pattern.finditer(text) if (found["article"] or "").lower() not in _LISTED)


def _begins(found: re.Match[str]) -> bool:
    """Tell whether a title begins its sentence, or is in the nominative anyhow: cujo dono."""
    article = (found["article"] or "").lower()
    return article in _WHOSE or _BEGINS.search(found.string[: found.start()]) is not None


def _bearer(found: re.Match[str], known: Mapping[str, bool]) -> bool | None:
    """Tell whether the bearer of a name is a woman; a name that stands alone must be known.

    Where the given name doesn't tell, a Slavic surname may.
    """
    name, more = found["name"], found["more"].split()
    woman = is_woman(name) if more else None
    if woman is None and more and _SLAVIC.match(more[-1]):
        return True
    return woman if woman is not None else known.get(name)


def _of_title(found: re.Match[str], *, woman: bool) -> Iterator[Disagreement]:
    """Yield a title with its article and adjective where it is the other gender's."""
    article, title, adjective = found["article"] or "", found["title"], found["adjective"]
    right = _turned(article, _ARTICLE_OF, woman=woman), _turned(title, _TITLE_OF, woman=woman)
    if right == (article, title):
        return
    yield Disagreement(
        found.start("article") if article else found.start("title"),
        found.end("adjective"),
        f"{right[0]}{' ' if article else ''}{found['before']}{right[1]}{_ended(adjective, woman=woman)}",
    )


def _turned(word: str, forms: tuple[dict[str, str], dict[str, str]], *, woman: bool) -> str:
    """Return a word's form for a man or a woman, with the capital that it had."""
    form = forms[woman].get(word.lower(), word)
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _ended(adjective: str, *, woman: bool) -> str:
    for he, she in _ENDINGS:
        mine, other = (he, she) if woman else (she, he)
        if adjective.endswith(mine):
            return adjective.removesuffix(mine) + other
    return adjective
