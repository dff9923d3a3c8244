"""How Catalan writes numbers."""

from __future__ import annotations

from dragoman.verify.lexicon.forms import HALF, MIDNIGHT, NOON, QUARTER, THIRD, Lexicon, counted, each, loosely, months

CA = Lexicon(
    decimal=",",
    group=".",
    joiner="i",
    small=counted("zero un/una/u dos/dues tres quatre cinc sis set vuit/huit - deu onze dotze tretze catorze quinze")
    | counted("setze disset/desset divuit/díhuit dinou/dènou", 16)
    | counted("vint trenta quaranta cinquanta seixanta setanta vuitanta/huitanta noranta", 20, 10)
    | {"cent": 100, "cents": 100, "centes": 100, "dotzena": 12, "dotzenes": 12},
    scales={"mil": 10**3, "milió": 10**6, "milions": 10**6, "bilió": 10**12, "bilions": 10**12},
    glued={"k": 10**3, "m": 10**6} | {"mil": 10**3},
    plurals={"dotzenes": 12, "desenes": 12, "centenars": 100, "milers": 10**3, "milions": 10**6},
    ordinals=counted("primer/primera segon/segona tercer/tercera quart/quarta cinquè/cinquena sisè/sisena", 1)
    | counted("setè/setena vuitè/vuitena novè/novena desè/desena", 7),
    fractions=counted("mig/mitjos terç/terços quart/quarts cinquè/cinquens", 2) | {"dècim": 10, "dècims": 10},
    loose=loosely(
        **months("gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
        **each("primer primera primers primeres únic única sol només un una u", (1,)),
        **each("ambdós ambdues doble dobles duplicar parell parells parella bessons segon segona segons segones", (2,)),
        **each("triple trio trilogia tercer tercera", (3,)),
        **each("quart quarta quarts quartet", (4, QUARTER)),
        **each("terç terços", (THIRD, 3)),
        **each("meitat meitats mig mitja mitjan", (HALF, 30, 50)),
        **each("set", (7,)),
        **each("nou nous", (9,)),
        **each("quinzena", (2, 14, 15)),
        **each("trimestre trimestral", (3, QUARTER, 4)),
        **each("semestre semestral", (6,)),
        **each("dècada dècades desena", (10,)),
        **each("segle segles centenari", (100,)),
        **each("mitjanit", MIDNIGHT),
        **each("migdia", NOON),
        **each("mil·lenni mil·lennis", (10**3, ("s", 10**3))),
        **each("diversos diverses nombrosos", (("s", 12), ("s", 100))),
        **each("cap", (0,)),
    ),
    halves=frozenset({"mig", "mitja"}),
)
