"""How Galician writes numbers."""

from __future__ import annotations

from dragoman.verify.lexicon.forms import HALF, MIDNIGHT, NOON, QUARTER, THIRD, Lexicon, counted, each, loosely, months

GL = Lexicon(
    decimal=",",
    group=".",
    joiner="e",
    small=counted("cero un/unha dous/dúas tres catro cinco seis sete oito nove dez once doce trece catorce quince")
    | counted("dezaseis dezasete dezaoito dezanove", 16)
    | counted("vinte trinta corenta cincuenta sesenta setenta oitenta noventa", 20, 10)
    | counted("cen/cento douscentos/duascentas trescentos/trescentas catrocentos/catrocentas", 100, 100)
    | counted("cincocentos/cincocentas/quiñentos seiscentos/seiscentas setecentos/setecentas", 500, 100)
    | counted("oitocentos/oitocentas novecentos/novecentas", 800, 100)
    | {"ducia": 12, "ducias": 12},
    scales={"mil": 10**3, "millón": 10**6, "millóns": 10**6, "billón": 10**12, "billóns": 10**12},
    glued={"k": 10**3, "m": 10**6} | {"mil": 10**3},
    plurals={"ducias": 12, "decenas": 12, "centos": 100, "centenares": 100, "miles": 10**3, "milleiros": 10**3}
    | {"millóns": 10**6},
    ordinals=counted("primeiro/primeira segundo/segunda terceiro/terceira cuarto/cuarta quinto/quinta sexto/sexta", 1)
    | counted("sétimo/sétima oitavo/oitava noveno/novena décimo/décima", 7),
    fractions=counted("medio/medios terzo/terzos cuarto/cuartos quinto/quintos", 2) | {"décimo": 10, "décimos": 10},
    loose=loosely(
        **months("xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro"),
        **each("primeiro primeira primeiros primeiras único única só soamente un unha", (1,)),
        **each("ambos ambas dobre duplicar par pares parella xemelgos segundo segunda segundos segundas", (2,)),
        **each("triplo trío triloxía terceiro terceira", (3,)),
        **each("cuarto cuarta cuartos", (4, QUARTER)),
        **each("terzo terzos", (THIRD, 3)),
        **each("metade metades medio media mediados", (HALF, 30, 50)),
        **each("quincena", (2, 14, 15)),
        **each("trimestre trimestral", (3, QUARTER, 4)),
        **each("semestre", (6,)),
        **each("década décadas decena", (10,)),
        **each("século séculos centenario", (100,)),
        **each("medianoite", MIDNIGHT),
        **each("mediodía", NOON),
        **each("milenio milenios", (10**3, ("s", 10**3))),
        **each("varios varias diversos diversas numerosos", (("s", 12), ("s", 100))),
        **each("ningún ningunha", (0,)),
    ),
    halves=frozenset({"medio", "media"}),
)
