"""Check that what is only said, possible or asked for in the source is no more than that in the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.phrases import Phrases
from dragoman.verify.tokens import plain

NAME = "modality"
_MESSAGES = {
    "claim": "What is only alleged may stand as a fact.",
    "chance": "What is only possible may stand as a fact.",
    "guess": "What is only likely may stand as a fact.",
    "duty": "What must or should be may stand as what is.",
}
"""The classes, with what their loss means."""
_CALLS: Mapping[str, Mapping[str, Phrases]] = MappingProxyType(
    {
        "en": {
            "claim": Phrases(
                "alleg(?:ed|edly|es|ing|ation|ations) reportedly purported\\w* supposed(?:ly)? suspected apparently"
            ),
            "chance": Phrases("might could can cannot (?-i:may)"),
            "guess": Phrases("perhaps maybe possibly probably likely"),
            "duty": Phrases("must (?-i:should) (?:have|has|had|need|needs|needed)_to ought"),
        },
        "pt": {
            "claim": Phrases(
                "supost[oa]s? supostamente alegad\\w+ alegaç\\w+ presumi\\w+ aparentemente suspeit[oa]s?_de"
                " teria_\\w+[ai]d[oa]s? teriam_\\w+[ai]d[oa]s? supostamente_teriam?_\\w+[ai]d[oa]s?"
            ),
            "chance": Phrases("pode(?:m|rá|rão|ria|riam)? podia(?:m)?"),
            "guess": Phrases("talvez possivelmente provavelmente prováve(?:l|is)"),
            "duty": Phrases(
                "deve(?:m|rá|rão|ria|riam)? devia(?:m)? (?:tem|têm|terá|terão|teve|tiveram)_(?:de|que)"
                " precisa(?:m|rá|rão|va|vam)?"
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
_ANSWERS: Mapping[str, Mapping[str, Phrases]] = MappingProxyType(
    {
        "en": {
            "claim": Phrases(
                "alleg\\w+ report\\w* purport\\w* suppos\\w+ suspect\\w* suspicio\\w+ apparent\\w* presum\\w+ accus\\w+"
                " claim\\w* seem\\w*"
                " believed said sa(?:y|ys) according rumou?r\\w* would charg\\w+ putative likely thought"
            ),
            "chance": Phrases(
                "may might can can(?:no|['’])t could perhaps maybe possib\\w+ probab\\w+ likely potential\\w* able"
                " would"
                " capab\\w+ allow\\w* chance\\w* un(?:able|likely) enabl\\w+"
                " managed apt available visible accessible"
            ),
            "guess": Phrases(
                "may might could would should perhaps maybe possib\\w+ probab\\w+ likely potential\\w* must"
                " chance\\w* expect\\w*"
                " presumabl\\w+ apparent\\w* seem\\w* suppos\\w+ think guess some_time un(?:likely|less) or_so tend\\w*"
            ),
            "duty": Phrases(
                "must should shall ha(?:ve|s|d|ving)_to need\\w* ought requir\\w+ necess\\w+ oblig\\w+"
                " owe\\w* due supposed expected probably force\\w* essential got_to mandatory recommend\\w* would"
                " likely may be_to"
            ),
        },
        "pt": {
            "claim": Phrases(
                "supost\\w+ supõe\\w* alega\\w* presum\\w+ aparent\\w+ suspeit\\w* acus\\w+ teria\\w* seria\\w* segundo"
                " conforme afirm\\w+ dizem diz disse\\w* relat\\w+ acredita\\w* informa\\w* parec\\w+ denunci\\w+"
                " indici\\w+"
                " notici\\w+ estaria\\w* haveria\\w* possível possíveis dev(?!id)\\w+ \\w+[aei]ria \\w+[aei]riam"
                " pretens\\w+"
            ),
            "chance": Phrases(
                "pod\\w+ poss[ao]m? pude\\w+ pôde talvez possib\\w+ possív\\w+ possive\\w+ prov[aá]ve\\w+"
                " probab\\w+ capa[cz]\\w*"
                " conseg\\w+ permit\\w+ potencia\\w+ dev(?!id)\\w+ \\w+[aei]ria \\w+[aei]riam \\w+ríamos quem_sabe"
                " chance\\w*"
                " suscet\\w+ dá_para saiba\\w* sab(?:e|em|er) chance\\w*"
            ),
            "guess": Phrases(
                "talvez possib\\w+ possív\\w+ possive\\w+ prov[aá]ve\\w+ probab\\w+ dev(?!id)\\w+ \\w+[aei]ria"
                " \\w+[aei]riam quem_sabe chance\\w*"
                " aparent\\w+ eventual\\w* ach[oa]\\w* parec\\w+ pode[mr]? tend\\w+ propens\\w+ se possa\\w*"
                " capa[cz]\\w*"
            ),
            "duty": Phrases(
                "dev(?!id)\\w+"
                " t(?:em|êm|er|erá|erão|eve|iveram|inham?|eriam?|ivesse|ivessem|iver|enham?|emos|endo)_(?:de|que)"
                " precis\\w+ obrig\\w+ necess\\w+ exig\\w+ forç\\w+ cab\\w+ convém melhor essencial importante preciso"
                " é_bom há_que recomend\\w+ imprescind\\w+ requer\\w*"
                " hão_de há_de \\w+[aei]ria \\w+[aei]riam"
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


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where a word such as alleged, may or must has nothing in the target that could render it.

    A claim that only the target makes a claim warns too.
    """
    here, there = pair.languages
    if here == there or here not in _CALLS or there not in _ANSWERS:
        return
    body, other = plain(source), plain(target)
    for kind, calls in _CALLS[here].items() if _ANY_CALL[here].first(body) else ():
        found = calls.find(body)
        if found and len(found) > len(_ANSWERS[there][kind].find(other)):
            yield Finding(NAME, Severity.WARN, _MESSAGES[kind], found[-1], None)
    added = _CALLS[there]["claim"].first(other)
    if added and not _ANSWERS[here]["claim"].first(body):
        yield Finding(NAME, Severity.WARN, "The original doesn't say that this is only alleged.", None, added)
