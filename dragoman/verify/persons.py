"""Persons the same throughout a document: whom its pronouns call she is no senador in the sentences without one.

Nor is she he where Portuguese leaves the subject out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.gender import disagreements, is_woman, tells_of_men, told
from dragoman.types import Outcome, Pair, Place, Sentence
from dragoman.verify import check, verdict
from dragoman.verify.consistency import Passages, spliced

_KNOWN = "en"
"""The language whose pronouns are read."""
_SUBJECT = re.compile(
    r"(?:(?P<dona>Dona|Mestra|Madre|Dra\.|Profa\.|A (?:sra\.|dra\.|profa\.|dona)) |A (?:[a-zà-ÿ-]+ ){1,3})?"
    r"(?P<name>[A-ZÀ-Ý][\w’'-]+)(?P<more>(?: (?:d[aeo]s? )?[A-ZÀ-Ý][\w’'-]+)*)(?=[ ,])(?! e [A-ZÀ-Ý])"
)
"""Whom a Portuguese sentence begins with: Ana Reis, A enfermeira Ana Reis, Dona Ana."""
_NAME = re.compile(r"\b(?<!Santa )(?<!Santo )(?<!São )[A-ZÀ-Ý][\w’'-]+")
_HE = re.compile(
    r"^(?:(?:On|In|At|Before|After|Then|Later|Today|Yesterday|Now)\b[^,.;“”\"]{0,40},? )?[Hh]e\b"
    r"|[,?!.][”\"] he (?:said|says|explained|added|told|recalled|argued|noted|warned|joked|stated|asked|replied)\b"
)
_SHE = re.compile(r"\b(?:she|hers?|herself)\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_HERS = {"he": "she", "his": "her", "him": "her", "himself": "herself"}


def made_alike(passages: Passages, pair: Pair) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with the titles, participles and pronouns of persons in their gender."""
    if pair.languages == ("pt", _KNOWN):
        return _named_alike(passages)
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
    clean = sentence.outcome is Outcome.CLEAN
    if target == sentence.target or (clean and verdict(check(sentence.source.text, target.text, pair)) != "pass"):
        return sentence
    return replace(sentence, target=target, outcome=Outcome.REPAIRED if clean else sentence.outcome)


# --- He for she --------------------------------------------------------------------------------------------------


def _named_alike(passages: Passages) -> dict[Place, tuple[Sentence, ...]]:
    """Call her she of whom a sentence tells without a subject, as Portuguese does, right after one that she begins.

    Engines that read one sentence say he.
    """
    made, she = dict[Place, tuple[Sentence, ...]](), False
    for place, passage in passages.items():
        found = list[Sentence]()
        for sentence in passage:
            turned = _called_she(sentence) if she else None
            she = turned is not None or _begins_with_her(sentence.source.text)
            found.append(turned or sentence)
        made[place] = tuple(found)
    return made


def _begins_with_her(source: str) -> bool:
    found = _SUBJECT.match(source)
    if not found or tells_of_men(source):
        return False
    return bool(found["dona"]) or (is_woman(found["name"]) is True and bool(found["more"]))


def _called_she(sentence: Sentence) -> Sentence | None:
    """Return a sentence whose he is she; None where it has no such subject, or tells of another person."""
    source, text = sentence.source.text, sentence.target.text
    if sentence.outcome is Outcome.ORIGINAL or sentence.language or not _HE.search(text) or _SHE.search(text):
        return None
    if tells_of_men(source) or any(is_woman(name) is not None for name in _NAME.findall(source)):
        return None
    target = sentence.target
    for found in reversed([*_HIM.finditer(text)]):
        right = _HERS[found[0].lower()]
        target = spliced(target, found.span(), right.capitalize() if found[0][0].isupper() else right)
    outcome = Outcome.REPAIRED if sentence.outcome is Outcome.CLEAN else sentence.outcome
    return replace(sentence, target=target, outcome=outcome)
