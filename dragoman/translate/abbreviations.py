"""Abbreviations by language, and which may end a sentence; those in small letters are known with a capital too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dragoman.commonwords import FUNCTION_WORDS


def _table(words: dict[str, str]) -> Mapping[str, frozenset[str]]:
    """Return the words of each language with those of all, which stand under the empty name."""
    return MappingProxyType({language: frozenset(f"{own} {words['']}".split()) for language, own in words.items()})


ALWAYS = _table(
    {
        "en": """Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Sgt Capt Cmdr Adm Maj Rev Hon St Mt Ft vs v ca approx Jan
            Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Pres Supt Insp Messrs Det Sens Reps Brig Cpl Pvt Pte Fr Msgr
            Amb Atty Dist Rt e.g i.e cf al Bros est Mlle Mme""",
        "pt": """sr sra srta srs sras dr dra drs prof profa eng Exmo Exma Gen Cel Cap Ten Sgt Maj Alm Brig Pe Dom Sto
            Sta St av R cf ex tel séc aprox jan fev mar abr jun jul ago nov dez V.Exa V.Sa i.e vs dep hab km obs""",
        "es": """sr sra srta sres sras dr dra dres prof profa ing lic gral Cnel Cap Tte Sto Sta av avda St EE FF RR JJ
            CC cf ej tel aprox vs pdte c/ Mons Exc ene feb mzo abr jun jul ago sept oct nov dic a.C d.C""",
        "ca": """sr sra srta srs sres dr dra drs prof profa il·lm Gral Cap St Sta av avda EE cf ex tel aprox vs c/ pl
            gen febr abr jul ag oct nov des s""",
        "gl": """sr sra srta sres dr dra prof profa ing lic Gral Cap St Sto Sta av avda EE cf ex tel aprox vs c/ xan
            feb abr xuñ xul ago nov dec""",
        "fr": """M MM Mme Mmes Mlle Mlles Me Mgr Dr Drs Pr St Ste Sts av bd cf ex env tél janv févr avr juil sept oct
            nov déc adj gén vs""",
        "it": """sig sigg sigra dott dr prof avv ing arch geom ten mons s ss S cfr cf es tel ca vs feb apr mag giu lug
            ago sett ott nov dic""",
        "de": """Hr Fr Dr Prof Dipl Ing St Str f ff vgl bzw ca evtl ggf inkl max min Mio Mrd rd sog u z B d h a o v
            i.d.R z.B u.a d.h Jan Feb Mrz Apr Aug Sept Okt Nov Dez geb gest Hrsg Tel zzgl""",
        "": "Dr Prof Mr Mrs Ms Messrs St vs cf e.g i.e",
    }
)
"""Abbreviations that never end a sentence."""

NUMBERED = _table(
    {
        "en": "No Nos Art Fig Vol pp",
        "pt": "art arts n nº nos p pp pág págs fig figs vol",
        "es": "art arts núm n nº pág págs p pp fig vol",
        "ca": "art arts núm n pàg pàgs p pp fig vol",
        "gl": "art arts núm n nº páx páxs p pp fig vol",
        "fr": "art n no nos p pp vol chap fig",
        "it": "art artt n nn p pp pag pagg vol fig",
        "de": "Nr Art Abs Bd S",
        "": "No nº n art fig vol p pp",
    }
)
"""Abbreviations that stand before a number: where none follows, they are words."""

SOMETIMES = _table(
    {
        "en": "U.S U.K U.N E.U D.C L.A N.Y a.m p.m Inc Corp Co Ltd Jr Sr etc Ph.D M.D B.A M.A Ave Blvd Rd",
        "pt": "set out min S.A Cia Jr etc Ltda EUA D.C a.C d.C a.m p.m",
        "es": "cap UU S.A S.L Cía Jr etc a.m p.m",
        "ca": "set cap UU S.A S.L Cia etc a.m p.m",
        "gl": "set out UU S.A S.L Cía etc a.m p.m",
        "fr": "col cap lt etc S.A Cie av J.-C",
        "it": "on sen gen col cap mar set ecc S.p.A S.r.l a.C d.C U.S.A",
        "de": "usw etc u.a Co",
        "": "etc Inc S.A a.m p.m",
    }
)
"""Abbreviations that end a sentence where a word that opens sentences follows."""

_OPENING = {
    "en": """The A An He She It They We I You In On At As But And For If When While After Before This That These Those
        His Her Its Their Our There What Who How Why Where With By From To No Not One Some Many Most Several Police
        According Meanwhile However Since Although Despite During Under Last Earlier Later Now Then So Both Each Other
        Another""",
    "pt": """O A Os As Um Uma Ele Ela Eles Elas Isso Este Esta Esse Essa Em No Na Nos Nas De Do Da Dos Das Por Para
        Com Mas E Se Quando Enquanto Depois Antes Segundo Já Não Até Ao À Entre Sobre Após Além Também Ainda Porém Foi
        São Há""",
}


def _common(language: str) -> str:
    return " ".join(word.capitalize() for word in FUNCTION_WORDS[language])


STARTERS = _table({**{language: _common(language) for language in FUNCTION_WORDS}, **_OPENING, "": ""})
"""Words that open sentences: after an ambiguous abbreviation or an initial they do so again."""


def listed(table: Mapping[str, frozenset[str]], word: str, language: str) -> bool:
    """Tell whether a language's list holds a word; an entry in small letters stands for its capital too."""
    words = table.get(language, table[""])
    return word in words or (table is not STARTERS and word[:1].isupper() and word[:1].lower() + word[1:] in words)
