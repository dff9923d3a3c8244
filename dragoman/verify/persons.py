"""Persons the same throughout a document: whom its pronouns call she is no senador in the sentences without one.

Nor is she he where Portuguese leaves the subject out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dragoman.gender import disagreements, is_woman, tells_of_men, told
from dragoman.quotes import quotes
from dragoman.types import Outcome, Pair, Place, Sentence
from dragoman.verify.consistency import Passages, proved, spliced
from dragoman.verify.places import places

NOWHERE = frozenset[Place]()
_KNOWN = "en"
"""The language whose pronouns are read."""
_SUBJECT = re.compile(
    r"(?:(?P<dona>Dona|Mestra|Madre|Dra\.|Profa\.|A (?:sra\.|dra\.|profa\.|dona)) |A (?:[a-zà-ÿ-]+ ){1,3})?"
    r"(?P<name>[A-ZÀ-Ý][\w’'-]+)(?P<more>(?: (?:d[aeo]s? )?[A-ZÀ-Ý][\w’'-]+)*)(?=[ ,])(?! e [A-ZÀ-Ý])"
)
"""Whom a Portuguese sentence begins with: Ana Reis, A enfermeira Ana Reis, Dona Ana."""
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]*(?: (?:d[aeo]s? )?[A-ZÀ-Ý][\w’'-]*)*")
_NO_PERSON = re.compile(
    r"(?:Santa|Santo|São|Ilhas?|Rua|Avenida|Praça|Porto|Cais|Praia|Rio|Serra|Baía|Cabo|Lago|Monte|Vale|Vila|Mercado"
    r"|Hospital|Igreja|Escola|Museu|Universidade|Teatro)\b"
)
"""How the names of saints, and of boats and streets called after them, and of places begin."""
_BEGINS = re.compile(r"(?:^|[.!?:] )[“\"‘«—–( ]*$")
_OF = re.compile(r"\b(?:d[aeo]s?|n[ao]s?|em) (?:[a-zà-ÿ-]+ )?$")
"""What makes of a name a place or a part of another: a enfermeira da clínica Boa Vida."""
_MAN = re.compile(r"\b(?:[Oo]|[Uu]m|[Ee]ste|[Ee]sse|[Aa]quele|[Oo]utro) (?!que\b|qual\b)[a-zà-ÿ]")
"""What may be a man, by its article, or a pronoun: o sobrevivente, o viu."""
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN = (
    "Then|Later|Now|Today|Yesterday|Afterwards|(?:Before|After) that|At (?:first|the time)|In the end|That day"
    rf"|(?:On|Last) {_DAY}(?: \(\d+\))?|In \d{{4}}"
)
"""What may stand before a subject and holds none itself."""
_HE = re.compile(
    rf"^(?:(?:{_WHEN}),? )?[Hh]e\b"
    r"|[,?!.][”\"] he (?:said|says|explained|added|told|recalled|argued|noted|warned|joked|stated|asked|replied)\b"
)
_SHE = re.compile(r"\b(?:she|hers?|herself)\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_HERS = {"he": "she", "his": "her", "himself": "herself"}
"""Of the one whom the subject is: him is another."""


def made_alike(
    passages: Passages, pair: Pair, paragraphs: frozenset[Place] = NOWHERE
) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with the titles, participles and pronouns of persons in their gender.

    Whom a sentence tells of is remembered from one of `paragraphs` to the next, and else within one place only.
    """
    if pair.languages == ("pt", _KNOWN):
        return _named_alike(passages, pair, paragraphs)
    known = told(_texts(passages)) if pair.languages[0] == _KNOWN else {}
    if not known:
        return dict(passages)
    return {place: tuple(_agreed(sentence, pair, known) for sentence in passage) for place, passage in passages.items()}


def _texts(passages: Passages) -> Iterator[str]:
    return (sentence.source.text for passage in passages.values() for sentence in passage if not sentence.language)


def _agreed(sentence: Sentence, pair: Pair, known: Mapping[str, bool]) -> Sentence:
    """Return a sentence with its persons put right; as it is where it stands in the original, or a check objects."""
    if sentence.outcome is Outcome.ORIGINAL or sentence.language:
        return sentence
    target = sentence.target
    for start, end, right in sorted(disagreements(target.text, pair.target, known), reverse=True):
        target = spliced(target, (start, end), right)
    return proved(sentence, target, pair) or sentence


# --- He for she --------------------------------------------------------------------------------------------------


def _named_alike(passages: Passages, pair: Pair, paragraphs: frozenset[Place]) -> dict[Place, tuple[Sentence, ...]]:
    """Call her she of whom a sentence tells without a subject, as Portuguese does: the one that she begins or the next.

    Engines say he.
    """
    made, she, before = dict[Place, tuple[Sentence, ...]](), False, ""
    for place, passage in passages.items():
        she = she and {before, place} <= paragraphs and int(place) == int(before) + 1
        found = list[Sentence]()
        for sentence in passage:
            here = _begins_with_her(sentence.source.text)
            turned = _called_she(sentence, pair, here=here) if she or here else None
            she = turned is not None or here
            found.append(turned or sentence)
        made[place], before = tuple(found), place
    return made


def _begins_with_her(source: str) -> bool:
    """Tell whether a sentence begins with a woman and tells of nobody else."""
    found = _SUBJECT.match(source)
    if not found or tells_of_men(source) or not _stands_whole(source):
        return False
    if any(not _OF.search(source, 0, start) for start in _strangers(source, found.end())):
        return False
    return bool(found["dona"]) or (is_woman(found["name"]) is True and bool(found["more"]))


def _stands_whole(text: str) -> bool:
    """Tell whether no quotation begins or ends outside a text: in one, others may be spoken of."""
    return not (quotes(text).opened or quotes(text).closed)


def _strangers(text: str, begin: int = 0) -> Iterator[int]:
    """Yield where a name stands that is no place, nor a saint's; what begins a sentence may be a word."""
    known = [(place.start, place.end) for place in places(text, "pt")]
    for found in _NAME.finditer(text, begin):
        inside = any(start <= found.start() < end for start, end in known)
        if not (inside or _NO_PERSON.match(found[0]) or _BEGINS.search(text, 0, found.start())):
            yield found.start()


def _called_she(sentence: Sentence, pair: Pair, *, here: bool) -> Sentence | None:
    """Return a sentence whose he is she, since it begins with her `here`, or leaves her out who began the one before.

    None where it says no he, or may tell of another person.
    """
    source, text = sentence.source.text, sentence.target.text
    if sentence.outcome is Outcome.ORIGINAL or sentence.language or _SHE.search(text):
        return None
    spans = quotes(text).spans
    pronouns = [each for each in _HIM.finditer(text) if not any(a < each.start() < b for a, b in spans)]
    others = _MAN.search(source) if here or len(pronouns) > 1 else None
    if others or not (pronouns if here else _HE.search(text) and not _tells_of_others(source)):
        return None
    target = sentence.target
    for found in reversed(pronouns):
        if not (right := _HERS.get(found[0].lower())):
            return None
        target = spliced(target, found.span(), right.capitalize() if found[0][0].isupper() else right)
    return proved(sentence, target, pair)


def _tells_of_others(source: str) -> bool:
    words = (word for name in _NAME.findall(source) if not _NO_PERSON.match(name) for word in name.split())
    named = any(is_woman(word) is not None for word in words)
    return named or tells_of_men(source) or not _stands_whole(source) or next(_strangers(source), None) is not None
