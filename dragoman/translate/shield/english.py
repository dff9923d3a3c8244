"""English turns that models take for something else: a person told by his age alone, the 7 am bus, who is said to."""

from __future__ import annotations

import re

from dragoman.gender import is_woman
from dragoman.translate.shield.masks import masked
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_DECADE = re.compile(r"\bin (?:his|her|their) (?:(?P<part>early|mid|late)[ -]?)?(?:to[ -]late )?(?P<years>[2-9]0)s\b")
_IS = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+)(?: [A-Z][\w.’'-]*){0,2} [A-Z][\w’'-]+,? (?:is|was) (?:[1-9]\d?|10\d)"
    r"(?=[.;]|$|,? (?:and|who)\b)"
)
_PARTS = {"early": "no início da casa dos", "mid": "em meados da casa dos", "late": "no fim da casa dos"}
_AGED = re.compile(
    r"\b(?P<age>\d{1,3})-year-old(?P<many>s)?\b(?=\s*(?:[.,;:)]|$)"
    r"|\s(?:who|whose|was|were|is|are|has|have|had|will|would|could|can|may|said|says|told|from|and|in|at|on|to|with"
    r"|also|did|does|died|pleaded|denied|admitted|appeared|faces?|suffered|defied|escaped|remains?|later)\b)"
)
_OF_AGE = re.compile(
    r"\b(?P<the>[Tt]he) (?P<age>\d{1,3})-year-old(?P<many>s?)['’]s? (?P<what>[a-z]+)"
    r"(?= (?:in|at|on|by|from|after|before|during|was|were|is|has|had|and|with|to|for|came|comes|said)\b|[,.;]|$)"
)
"""What is of a person that only an age tells: `the 19-year-old’s death`."""
_STANDS = re.compile(r"\b(é|são|era|eram|foi|foram) (?=(?:na|n?o (?:início|fim) da|em meados da) casa dos \d0 anos)")
_BE = {"é": "está", "são": "estão", "era": "estava", "eram": "estavam", "foi": "estava", "foram": "estavam"}
_NOUNS = ((13, ("child", "children")), (20, ("teenager", "teenagers")))
"""What somebody is who is younger than that."""
_TOLD = re.compile(
    r"^(?P<who>(?:[^\W\d_][\w’'-]*|\d+)(?: (?!(?:and|that|which|who|say|says|said|but|if|when|as|while|because|believe"
    r"|think|fear|hope|know|warn|claim|deny|is|are|was|were|has|have|had)\b)[\w’'-]+(?<!ed)){0,5})"
    r" (?P<be>is|are|was|were) (?P<how>known|reported|rumoured|rumored|found) to (?P<do>be|have) "
)
_SMALL = re.compile(
    r"(?:The|An?|This|That|These|Those|His|Her|Their|Its|Our|Some|Many|Most|Several|All|Both|Each|He|She|They|It|We"
    r"|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|At|More|Police|Officials|Members)\b"
)
_HAVE = {"is": "has", "are": "have", "was": "had", "were": "had"}
_CLOCK = re.compile(r"\b(\d{1,2})\.(\d\d)\b")
_DEPARTS = re.compile(
    r"\b(?:\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?) (?:ferry|train|bus|flight|boat|sailing|service)\b"
)
_DEPARTED = re.compile(
    r"\b(balsa|trem|comboio|ônibus|autocarro|voo|barco|ferry|partida|serviço)(?: d[ea]s?)? (\d{1,2})[h:](\d\d)?\b"
)
_WHERE = (
    r"(?<=\w, )(?P<where>(?:far |second from |third from )?(?:right|left)|cent(?:er|re)|background|foreground)"
    r"(?=,|;|\.?$|\)| and [A-Z])"
)
_PICTURED = re.compile(rf"[A-ZÀ-Þ][a-zà-ÿ][\w’'-]*, {_WHERE}")
"""Where somebody is in a picture: `Amy Porter, right, and Rui Lima, background`."""
_PLACES = {
    "right": "à direita",
    "left": "à esquerda",
    "center": "ao centro",
    "centre": "ao centro",
    "background": "ao fundo",
    "foreground": "em primeiro plano",
    "far right": "na ponta direita",
    "far left": "na ponta esquerda",
    "second from right": "segundo a partir da direita",
    "second from left": "segundo a partir da esquerda",
    "third from right": "terceiro a partir da direita",
    "third from left": "terceiro a partir da esquerda",
}
_ON = re.compile(
    r"\bon (?:ABC|BBC|CBS|CNN|ESPN|HBO|ITV|MSNBC|NBC|PBS|Fox|Fox News|Netflix|Twitter|Facebook|Instagram)"
    r"(?= (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?! [A-Z]))"
)
"""Where a day follows without its `on` behind a name, of which it seems a part: `on CBS Monday`."""
_PLACED = re.compile(f"{_DECADE.pattern}|{_WHERE}")
_SHOULD = re.compile(r"^Should (?=[^?]+,[^?]+$)")


def english(text: str, pair: Pair, knows: Knows) -> Step:
    """Say plainly what models misread in English: `the 90-year-old` is no child, `in his 60s` no decade."""
    if primary(pair.source) != "en":
        return Step(text, same)
    text = _ON.sub(r"\g<0> on", text)
    text = _TOLD.sub(_it_is_told, _SHOULD.sub("If ", _aged(text)))
    if primary(pair.target) != "pt":
        return Step(text, same)
    departs = _DEPARTS.search(text)
    text = _DEPARTS.sub(lambda found: _CLOCK.sub(r"\1:\2", found[0]), text)
    text, unmask = masked(text, _PLACED if _PICTURED.search(text) else _DECADE)

    def undo(answer: str) -> str:
        answer = unmask(answer, _fixed)
        answer = _DEPARTED.sub(r"\1 das \2h\3", answer) if departs else answer
        return _STANDS.sub(lambda found: f"{_BE[found[1]]} ", answer)

    return Step(text, undo)


def _aged(text: str) -> str:
    """Name the person of whom only an age is told."""
    return _AGED.sub(_person, _OF_AGE.sub(_of_person, _IS.sub(_years, text)))


def _of_person(found: re.Match[str]) -> str:
    return f"{found['the']} {found['what']} of the {_person(found)}"


def _years(found: re.Match[str]) -> str:
    """Say that a number is somebody's age: `One of them, Ana Reis, is 14.`"""
    return found[0] if is_woman(found["name"]) is None else f"{found[0]} years old"


def _person(found: re.Match[str]) -> str:
    """Say who is told by his age alone, man or woman: `the 90-year-old`."""
    age = int(found["age"])
    one, many = next((nouns for below, nouns in _NOUNS if age < below), ("person", "people"))
    return f"{age}-year-old {many if found['many'] else one}"


def _it_is_told(found: re.Match[str]) -> str:
    """Let what is known of somebody be known: `he is known to have lied`."""
    who, be = found["who"], found["be"]
    who = who[0].lower() + who[1:] if _SMALL.match(who) else who
    tense = "is" if be in {"is", "are"} else "was"
    return f"It {tense} {found['how']} that {who} {_HAVE[be] if found['do'] == 'have' else be} "


def _fixed(found: str) -> str:
    """Return what a decade of life, or a place in a picture, is called in Portuguese."""
    told = _DECADE.fullmatch(found)
    return f"{_PARTS.get(told['part'] or '', 'na casa dos')} {told['years']} anos" if told else _PLACES[found]
