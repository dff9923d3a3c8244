"""How Spanish writes numbers."""

from __future__ import annotations

from dragoman.verify.lexicon.forms import HALF, MIDNIGHT, NOON, QUARTER, THIRD, Lexicon, counted, each, loosely, months

ES = Lexicon(
    decimal=",.",
    group=".,",
    joiner="y",
    small=counted("cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")
    | counted("dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés", 16)
    | counted("veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve", 24)
    | counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    | counted("cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas", 100, 100)
    | counted("quinientos/quinientas seiscientos/seiscientas setecientos/setecientas", 500, 100)
    | counted("ochocientos/ochocientas novecientos/novecientas", 800, 100)
    | {"docena": 12, "docenas": 12},
    scales={"mil": 10**3, "millar": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12}
    | {"trillón": 10**18, "trillones": 10**18},
    glued={"k": 10**3, "m": 10**6} | {"mil": 10**3, "mm": 10**6},
    plurals={
        "docenas": 12,
        "decenas": 12,
        "centenares": 100,
        "cientos": 100,
        "miles": 10**3,
        "millares": 10**3,
        "millar": 10**3,
    }
    | {"millones": 10**6},
    ordinals=counted("primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta", 1)
    | counted("sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima", 6)
    | {"vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "centésimo": 100},
    fractions=counted("medio/medios tercio/tercios cuarto/cuartos quinto/quintos sexto/sextos", 2)
    | {"décimo": 10, "décimos": 10},
    loose=loosely(
        **months("enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"),
        **each("primero primera primer primeros primeras único única sólo solo solamente un una uno", (1,)),
        **each(
            "ambos ambas doble dobles duplicar duplicó par pares pareja parejas gemelos gemelas segundo segunda", (2,)
        ),
        **each("segundos segundas bilateral subcampeón dúo", (2,)),
        **each("triple triplicó trío trilogía trillizos tercero tercera tercer", (3,)),
        **each("cuarto cuarta cuartos cuarteto", (4, QUARTER)),
        **each("tercio tercios", (THIRD, 3)),
        **each("mitad mitades medio media mediados", (HALF, 30, 50)),
        **each("quincena", (2, 14, 15)),
        **each("trimestre trimestral", (3, QUARTER, 4)),
        **each("semestre semestral", (6,)),
        **each("década décadas decena", (10,)),
        **each("siglo siglos centenario", (100,)),
        **each("medianoche", MIDNIGHT),
        **each("mediodía", NOON),
        **each("milenio milenios milenario", (10**3, ("s", 10**3))),
        **each("varios varias diversos diversas numerosos numerosas", (("s", 12), ("s", 100))),
        **each("ninguno ninguna ningún", (0,)),
    ),
    halves=frozenset({"medio", "media"}),
)
