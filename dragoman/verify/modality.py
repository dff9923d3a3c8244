"""Check that what is only said, possible or asked for in the source is no more than that in the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.phrases import Phrases
from dragoman.verify.tokens import plain
from dragoman.verify.turns import MODAL, turned

NAME = "modality"
_MESSAGES = {
    "claim": "What is only alleged may stand as a fact.",
    "chance": "What is only possible may stand as a fact.",
    "guess": "What is only likely may stand as a fact.",
    "plan": "What is only likely may stand as a fact.",
    "duty": "What must or should be may stand as what is.",
}
"""The classes, with what their loss means."""
_CALLS: Mapping[str, Mapping[str, Phrases]] = MappingProxyType(
    {
        "en": {
            "claim": Phrases(
                "alleg(?:ed|edly|es|ing|ation|ations) reportedly purported\\w* supposed(?:ly)? suspected apparently"
            ),
            "chance": Phrases("might could can cannot (?:ca|could|might)n['’]t (?-i:may) possible"),
            "guess": Phrases("perhaps maybe possibly probably likely"),
            "plan": Phrases("expected_to due_to_be set_to scheduled_to slated_to"),
            "duty": Phrases("must (?-i:should) (?:should|must)n['’]t (?:have|has|had|need|needs|needed)_to ought"),
        },
        "pt": {
            "claim": Phrases(
                "supost[oa]s? supostamente alegad\\w+ alegaç\\w+ presumi\\w+ aparentemente"
                " suspeit(?:[oa]s?_de|a[mr]|ava|avam|ou|aram)"
                " (?:aleg|acus|suspeit|denúnci|rumor|boato|relato)\\w*_de_que_(?:[\\w-]+_){0,8}teriam?_\\w+[ai]d[oa]s?"
                " teria_\\w+[ai]d[oa]s? teriam_\\w+[ai]d[oa]s? supostamente_teriam?_\\w+[ai]d[oa]s?"
            ),
            "chance": Phrases("pode(?:m|rá|rão|ria|riam)? podia(?:m)? possam? pudessem? possíve(?:l|is)"),
            "guess": Phrases("talvez possivelmente provavelmente prováve(?:l|is)"),
            "duty": Phrases(
                "deve(?:m|mos|rá|rão|ria|riam)?(?!-se_(?:a|à|às|aos?)\\b|_(?:(?:US|R)?[$€£]|\\d))"
                "(?!(?<=se_deve)_(?:a|à|às|aos?)\\b)(?!(?<=se_devem)_(?:a|à|às|aos?)\\b)"
                " devia(?:m)? (?:tem|têm|terá|terão|teve|tiveram)_(?:de|que)"
                " precisa(?:m|rá|rão|va|vam)?_(?:\\w+_)?(?:de|que|\\w+[aeio]r(?:-\\w+)?)"
            ),
        },
        "es": {
            "claim": Phrases("presunt\\w+ supuest\\w+ alegad\\w+ aparentemente al_parecer"),
            "chance": Phrases("pued\\w+ podr\\w+ podía\\w*"),
            "guess": Phrases("quizás? tal_vez posiblemente probablemente"),
            "duty": Phrases("deb\\w+ (?:tiene|tienen|tendrá|tendrán)_que hay_que"),
        },
    }
)
"""Words that call for one of their class in the translation."""
_ANY_CALL = {language: reduce(or_, calls.values()) for language, calls in _CALLS.items()}
_WOULD = r"(?!(?:v|contr|m|secret|livr|gal|bat|lot|parc|infant|engenh|pirat)[aei]ria)\w+[aei]riam?"
"""Portuguese verbs in the conditional, which other words look like."""
_ANSWERS: Mapping[str, Mapping[str, Phrases]] = MappingProxyType(
    {
        "en": {
            "claim": Phrases(
                "alleg\\w+ report\\w* purport\\w* suppos\\w+ suspect\\w* suspicio\\w+ apparent\\w* presum\\w+ accus\\w+"
                " claim\\w* seem\\w*"
                " believed said sa(?:y|ys) according rumou?r\\w* would \\w+['’](?:d|ve)"
                " charg\\w+ putative likely thought perceived so-called ostensibl[ey] would-be on_(?:the_)?grounds"
            ),
            "chance": Phrases(
                "may might can can(?:no|['’])t could (?:could|might)n['’]t"
                " perhaps maybe possib\\w+ probab\\w+ likely potential\\w* able"
                " would \\w+['’]d"
                " capab\\w+ abilit\\w+ allow\\w* chance\\w* un(?:able|likely) enabl\\w+"
                " managed apt available visible accessible expect\\w* must_not mustn['’]t should_not shouldn['’]t"
            ),
            "guess": Phrases(
                "may might could would \\w+['’]d should perhaps maybe possib\\w+ probab\\w+ likely potential\\w* must"
                " chance\\w* expect\\w*"
                " presumabl\\w+ apparent\\w* seem\\w* suppos\\w+ think guess some_time un(?:likely|less) or_so"
                " tend\\w* inclined"
            ),
            "duty": Phrases(
                "must should (?:must|should)n['’]t shall ha(?:ve|s|d|ving)_to need\\w* ought"
                " requir\\w+ necess\\w+ oblig\\w+ ha(?:ve|s|d)_yet_to"
                " owe\\w* due supposed expected probably force\\w* essential got_to mandatory recommend\\w* would"
                " \\w+['’]d"
                " likely may be_to (?:tipped|poised|set|slated|scheduled|bound|destined|forecast|predicted|projected"
                "|meant"
                "|planned|stands?|stood|on_course|on_track|in_line)_to"
            ),
        },
        "pt": {
            "claim": Phrases(
                "supost\\w+ supõe\\w* aleg\\w+ presum\\w+ aparent\\w+ suspeit\\w* acus\\w+ teria\\w* seria\\w* segundo"
                " conforme afirm\\w+ dizem diz disse\\w* relat\\w+ acredita\\w* informa\\w* parec\\w+ denunci\\w+"
                " indici\\w+"
                f" notici\\w+ estaria\\w* haveria\\w* possível possíveis dev(?!id)\\w+ {_WOULD}"
                " pretens\\w+ consta tudo_indica di(?:z|ziam)-se fala-se há_(?:relatos|rumores|indícios)"
            ),
            "chance": Phrases(
                "pod\\w+ poss(?:o|a|am|amos) pude\\w+ pôde talvez possib\\w+ possív\\w+ possive\\w+ prov[aá]ve\\w+"
                " probab\\w+ capa[cz]\\w*"
                f" cons[ei]g\\w+ permit\\w+ potencia\\w+ dev(?!id)\\w+ {_WOULD} \\w+ríamos quem_sabe"
                " chance\\w*"
                " suscet\\w+ dá_para saiba\\w* sab(?:e|em|er) eventua\\w+"
            ),
            "guess": Phrases(
                f"talvez possib\\w+ possív\\w+ possive\\w+ prov[aá]ve\\w+ probab\\w+ dev(?!id)\\w+ {_WOULD}"
                " quem_sabe chance\\w*"
                " aparent\\w+ eventual\\w* ach[oa]\\w* parec\\w+ pode[mr]? tend\\w+ propens\\w+ possa\\w*"
                " capa[cz]\\w*"
            ),
            "plan": Phrases(
                "dev(?!id)\\w+ esper\\w+ expectativa\\w* prev\\w+ program\\w+ agend\\w+ marca\\w+ prestes projet\\w+"
                " calcul\\w+ estim\\w+ t(?:em|êm|inham?)_(?:de|que) vai vão ia iam pode\\w* provave\\w+ prováve\\w+"
                " \\w+r(?:á|ão|ia|iam)"
            ),
            "duty": Phrases(
                "dev(?!id)\\w+"
                " t(?:[eê]\\w*|i[nv]\\w*)_(?:de|que)"
                " precis\\w+ obrig\\w+ necess\\w+ exig\\w+ forç\\w+ cab\\w+ convém melhor essencial importante preciso"
                " é_bom há_que recomend\\w+ imprescind\\w+ requer\\w*"
                f" hão_de há_de não_(?:se_)?pod\\w+ {_WOULD}"
            ),
        },
        "es": {
            "claim": Phrases(
                "presunt\\w+ supuest\\w+ alega\\w* aparent\\w+ al_parecer parec\\w+ según dic\\w+ dij\\w+"
                " habría\\w* acus\\w+ sospech\\w+ afirm\\w+"
            ),
            "chance": Phrases(
                "pued\\w+ pod\\w+ pudo pudi\\w+ quizás? tal_vez posib\\w+ probab\\w+ capa[cz]\\w* permit\\w+"
                " deb\\w+ \\w+ría\\w* logr\\w+ consig\\w+"
            ),
            "guess": Phrases(
                "quizás? tal_vez posib\\w+ probab\\w+ deb\\w+ \\w+ría\\w* acaso seguramente pued\\w+ pod\\w+"
            ),
            "duty": Phrases(
                "deb\\w+ ten\\w+ tien\\w+ tuv\\w+ hay_que necesi\\w+ oblig\\w+ exig\\w+ preciso habr\\w+ \\w+ría\\w*"
            ),
        },
    }
)
"""Words that may render one of the class, a wide choice: what else could be meant is no finding."""
_POWER = {
    "en": Phrases("can could may might cannot (?:ca|could)n['’]t"),
    "pt": Phrases("pod\\w+ poss[ao]m? pude\\w+"),
}
_CONDITIONAL = {"en": Phrases("would"), "pt": Phrases(f"(?!precis|dev|pod|ter){_WOULD}")}
_TWINS: Mapping[str, tuple[Mapping[str, Phrases], ...]] = MappingProxyType(
    {
        "claim": (
            {"en": Phrases("accus\\w+"), "pt": Phrases("acus\\w+")},
            {"en": Phrases("sa(?:y|ys|id)"), "pt": Phrases("diz disse\\w* dizem")},
            {"en": Phrases("according"), "pt": Phrases("segundo conforme")},
            {"en": Phrases("report\\w*"), "pt": Phrases("relat\\w+ inform\\w+ notici\\w+")},
            _CONDITIONAL,
        ),
        "chance": (
            {"en": Phrases("potential\\w*"), "pt": Phrases("potencia\\w+")},
            {"en": Phrases("allow\\w* permit\\w*"), "pt": Phrases("permit\\w+")},
            {"en": Phrases("probab\\w+ likely"), "pt": Phrases("prov[aá]ve\\w+ probab\\w+")},
            {"en": Phrases("perhaps maybe"), "pt": Phrases("talvez")},
            {"en": Phrases("ab(?:le|ility) capab\\w+"), "pt": Phrases("capa[cz]\\w*")},
            {"en": Phrases("chances?"), "pt": Phrases("chances?")},
            {"en": Phrases("know\\w*"), "pt": Phrases("sab(?:e|em|er)")},
            {"en": Phrases("should must (?:should|must)n['’]t"), "pt": Phrases("dev(?!id)\\w+")},
            {"en": Phrases("expect\\w*"), "pt": Phrases("esper\\w+ expectativa\\w* prev\\w+")},
            _CONDITIONAL,
        ),
        "guess": (
            {"en": Phrases("can"), "pt": Phrases("pode[mr]? possam?")},
            {"en": Phrases("chances?"), "pt": Phrases("chances?")},
            {"en": Phrases("should must"), "pt": Phrases("dev(?!id)\\w+")},
            _CONDITIONAL,
            {"en": Phrases("think"), "pt": Phrases("ach[aeo]\\w* pens\\w+ acredit\\w+")},
        ),
        "duty": (
            _POWER,
            {"en": Phrases("recommend\\w*"), "pt": Phrases("recomend\\w+")},
            {"en": Phrases("requir\\w+"), "pt": Phrases("exig\\w+ requ[ei]\\w+")},
            {"en": Phrases("need\\w* necess\\w+"), "pt": Phrases("precis\\w+ necess\\w+")},
            {"en": Phrases("forc\\w+"), "pt": Phrases("forç\\w+")},
            {"en": Phrases("important essential"), "pt": Phrases("importante essencial")},
            {"en": Phrases("probab\\w+ likely"), "pt": Phrases("prov[aá]ve\\w+ probab\\w+")},
            _CONDITIONAL,
        ),
    }
)
"""Of each class, words that render each other: they answer no call where the source has them beside it."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where a word such as alleged, may or must has nothing in the target that could render it.

    A claim that only the target makes a claim warns too.
    """
    here, there = pair.languages
    if here == there or here not in _CALLS or there not in _ANSWERS:
        return
    body, other = plain(source), plain(target)
    found = list(_lost(body, other, pair))
    yield from _lost(*turned(body, other, pair, MODAL), pair) if found else ()
    added = _CALLS[there]["claim"].first(other)
    if added and not _ANSWERS[here]["claim"].first(body):
        yield Finding(NAME, Severity.WARN, "The original doesn't say that this is only alleged.", None, added)


def _lost(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    here, there = pair.languages
    for kind, calls in _CALLS[here].items() if _ANY_CALL[here].first(source) else ():
        found = calls.find(source)
        if found and kind in _ANSWERS[there] and len(found) > _answers(kind, source, target, pair, found):
            yield Finding(NAME, Severity.WARN, _MESSAGES[kind], found[-1], None)


def _answers(kind: str, source: str, target: str, pair: Pair, calls: Sequence[Span]) -> int:
    """Count the words of a target that may render one of a class, less those that render another of the source."""
    here, there = pair.languages
    found = _ANSWERS[there][kind].find(target)
    twins = _TWINS.get(kind, ()) if {here, there} == {"en", "pt"} else ()
    taken = sum(
        min(_apart(twin[here].find(source), calls), len(found) - _apart(found, twin[there].find(target)))
        for twin in twins
    )
    return len(found) - taken


def _apart(some: Sequence[Span], others: Sequence[Span]) -> int:
    """Count the spans that lie in no other one."""
    return sum(not any(start < b and a < end for a, b in others) for start, end in some)
