"""How languages write numbers: separators, number words, scales and the words that stand in for a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

Reading: TypeAlias = Decimal | tuple[str | int, ...]
"""One way to read a quantity: a value, or a tagged tuple for clock times, months and bare scales."""


@dataclass(frozen=True)
class Lexicon:
    """The numerals of one language; all words in lower case.

    `small` are the words below the first scale, `scales` those that multiply, `plurals` bare ones ("millions");
    `signs` are scales of one character that stand right behind the digits. `loose` words may stand for a number of
    the other side, but are never missed themselves; a loose ordinal counts only in a longer one (twenty-first).
    """

    decimal: str
    group: str
    joiner: str = ""
    small: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    glued: Mapping[str, int] = field(default_factory=dict)
    plurals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, int] = field(default_factory=dict)
    loose: Mapping[str, frozenset[Reading]] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    signs: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Return every word that a number in words may begin with."""
        tables = (self.small, self.scales, self.plurals, self.ordinals, self.halves, self.articles)
        joined = {word.partition("-")[0] for word in self.loose}
        return frozenset(self.loose).union(joined, *tables)

    eras: frozenset[str] = frozenset()


_D = Decimal
_HALF, _THIRD, _QUARTER = _D("0.5"), _D(1) / _D(3), _D("0.25")


def _loose(**entries: tuple[Reading | int, ...]) -> dict[str, frozenset[Reading]]:
    return {
        word.replace("_", "-"): frozenset(_D(v) if isinstance(v, int) else v for v in values)
        for word, values in entries.items()
    }


def _each(words: str, values: tuple[int | Reading, ...]) -> dict[str, tuple[Reading | int, ...]]:
    return dict.fromkeys(words.split(), values)


def _count(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * n for n, group in enumerate(words.split()) for word in group.split("/") if word != "-"}


def _months(names: str) -> dict[str, tuple[Reading | int, ...]]:
    return {name: (("m", n),) for n, group in enumerate(names.split(), 1) for name in group.split("/")}


_MIDNIGHT: tuple[Reading | int, ...] = (0, 24, 12, ("t", 0))
_NOON: tuple[Reading | int, ...] = (12, ("t", 720))

EN = Lexicon(
    decimal=".",
    group=",",
    joiner="and",
    small=_count("zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
    | _count("seventeen eighteen nineteen", 17)
    | _count("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
    | {"one": 1, "hundred": 100, "dozen": 12},
    scales={"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12},
    glued={"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9}
    | {"t": 10**12, "tn": 10**12, "trn": 10**12, "million": 10**6, "billion": 10**9},
    plurals={"dozens": 12, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9}
    | {"trillions": 10**12, "tens": 12},
    ordinals=_count(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth", 1
    )
    | _count("fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 15)
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100},
    fractions=_count("half/halves third/thirds quarter/quarters/fourths fifth/fifths sixth/sixths seventh/sevenths", 2)
    | {"eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10},
    loose=_loose(
        **_months("january february march april may june july august september october november december"),
        **_each("first once single sole only alone one's a an firstly", (1,)),
        **_each("both twice double doubled doubles couple pair pairs duo twin twins second secondly dual two", (2,)),
        **_each("either neither brace runner-up bilateral biennial two-time couples seconds", (2,)),
        **_each("triple tripled trio thrice threefold triplets hat-trick treble trilogy trilateral thirdly", (3,)),
        **_each("quarterly quarter quarters", (_QUARTER, 3, 4, 15, 25)),
        **_each("half halves halved", (_HALF, 30, 50)),
        **_each("quadruple quartet foursome", (4,)),
        **_each("fortnight fortnightly", (2, 14, 15)),
        **_each("decade decades", (10,)),
        **_each("score scores teens", (20, 12, ("s", 12))),
        **_each("century centuries centenary centennial", (100,)),
        **_each("midnight", _MIDNIGHT),
        **_each("noon midday", _NOON),
        **_each("none no nil", (0,)),
        **_each("twenties", (20, 1920)),
        **_each("thirties", (30, 1930)),
        **_each("forties", (40, 1940)),
        **_each("fifties", (50, 1950)),
        **_each("sixties", (60, 1960)),
        **_each("seventies", (70, 1970)),
        **_each("eighties", (80, 1980)),
        **_each("nineties", (90, 1990)),
        **_each("hundredth", (100,)),
        **_each("millennial millennia", (10**3, ("s", 10**3))),
        **_each("multimillion", (10**6, ("s", 10**6))),
    ),
    halves=frozenset({"half"}),
    articles=frozenset({"a", "an"}),
    eras=frozenset({"s"}),
)

PT = Lexicon(
    decimal=",",
    group=".",
    joiner="e",
    small=_count("zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze")
    | _count("quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove", 15)
    | _count("vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa", 20, 10)
    | _count("cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas", 100, 100)
    | _count("quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas", 500, 100)
    | _count("oitocentos/oitocentas novecentos/novecentas", 800, 100)
    | {"dúzia": 12, "dúzias": 12},
    scales={"mil": 10**3, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9, "bilião": 10**12}
    | {"biliões": 10**12, "trilhão": 10**12, "trilhões": 10**12, "trilião": 10**18, "triliões": 10**18},
    glued={"k": 10**3, "mil": 10**3, "mi": 10**6, "bi": 10**9, "tri": 10**12},
    plurals={"dúzias": 12, "dezenas": 12, "centenas": 100, "milhares": 10**3, "milhões": 10**6, "bilhões": 10**9}
    | {"trilhões": 10**12, "biliões": 10**12, "milhar": 10**3, "centena": 100},
    ordinals=_count("primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta", 1)
    | _count("sétimo/sétima oitavo/oitava nono/nona décimo/décima", 7)
    | {"vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "quadragésimo": 40, "quadragésima": 40}
    | {"quinquagésimo": 50, "quinquagésima": 50, "centésimo": 100, "centésima": 100},
    fractions=_count("meio/meios terço/terços quarto/quartos quinto/quintos sexto/sextos sétimo/sétimos", 2)
    | {"oitavo": 8, "oitavos": 8, "décimo": 10, "décimos": 10},
    loose=_loose(
        **_months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        **_each("primeiro primeira primeiros primeiras único única só apenas sozinho sozinha um uma", (1,)),
        **_each("ambos ambas dobro dobrou duplo dupla duplas par pares casal casais gêmeos gêmeas gémeos gémeas", (2,)),
        **_each("segundo segunda segundos segundas duplicar duplicou dobrar bilateral vice-campeão dual nenhum", (2,)),
        **_each("triplo tripla triplicou trio trilogia terceiros terceiras trilateral", (3,)),
        **_each("quádruplo quarteto quarta quartas quarto", (4, _QUARTER)),
        **_each("quinta quintas quinteto", (5, _D("0.2"))),
        **_each("sexta sextas", (6,)),
        **_each("oitavas", (8, 16)),
        **_each("terço terços", (_THIRD, 3)),
        **_each("metade metades", (_HALF, 50)),
        **_each("meio meia meados meios", (_HALF, 30)),
        **_each("bicampeão bicampeã", (2,)),
        **_each("tricampeão tricampeã", (3,)),
        **_each("tetracampeão tetracampeã", (4,)),
        **_each("pentacampeão pentacampeã", (5,)),
        **_each("hexacampeão heptacampeão octacampeão", (6, 7, 8)),
        **_each("quinzena quinzenas quinzenal", (2, 14, 15)),
        **_each("bimestre", (2,)),
        **_each("trimestre trimestres trimestral", (3, _QUARTER, 4)),
        **_each("semestre semestres semestral", (6,)),
        **_each("década décadas dezena", (10,)),
        **_each("século séculos centenário centenária", (100,)),
        **_each("meia-noite", _MIDNIGHT),
        **_each("meio-dia", _NOON),
        **_each("milenar milenares milênios milénios", (10**3, ("s", 10**3))),
        **_each("diversos diversas várias vários inúmeros inúmeras", (("s", 12), ("s", 100))),
        **_each("nenhuma zerado", (0,)),
    ),
    halves=frozenset({"meio", "meia"}),
    eras=frozenset(),
)

_COMMA = Lexicon(decimal=",", group=".")
_POINT = Lexicon(decimal=".", group=",")
_EITHER = Lexicon(decimal=",.", group=".,")
_HAN = Lexicon(
    decimal=".",
    group=",",
    signs={"千": 10**3, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
    | {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12},
)
_POINTED = frozenset("en th he iw hi bn ta te mr ur pa ms my si am sw fil tl".split())
_COMMAED = frozenset(
    "pt es ca gl eu fr it ro de nl da sv nb nn no is fi et lv lt pl cs sk sl hr bs sr hu bg mk sq el ru uk be tr az"
    " ka hy kk uz ky mn id vi".split()
)
LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"en": EN, "pt": PT})


def lexicon(language: str) -> Lexicon:
    """Return how a language (primary subtag) writes numbers; an unknown one allows both decimal signs."""
    if language in LEXICONS:
        return LEXICONS[language]
    if language in ("zh", "ja", "ko", "yue"):
        return _HAN
    if language in _COMMAED:
        return _COMMA
    return _POINT if language in _POINTED else _EITHER
