"""How Portuguese writes numbers."""

from __future__ import annotations

from decimal import Decimal

from dragoman.verify.lexicon.forms import (
    FIRST,
    HALF,
    MIDNIGHT,
    NOON,
    QUARTER,
    THIRD,
    WHOLE,
    Lexicon,
    counted,
    each,
    loosely,
    months,
)

PT = Lexicon(
    decimal=",",
    group=".",
    joiner="e",
    small=counted("zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze")
    | counted("quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove", 15)
    | counted("vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa", 20, 10)
    | counted("cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas", 100, 100)
    | counted("quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas", 500, 100)
    | counted("oitocentos/oitocentas novecentos/novecentas", 800, 100)
    | {"dúzia": 12, "dúzias": 12},
    scales={
        "mil": 10**3,
        "milhar": 10**3,
        "milhão": 10**6,
        "milhões": 10**6,
        "bilhão": 10**9,
        "bilhões": 10**9,
        "bilião": 10**12,
    }
    | {"biliões": 10**12, "trilhão": 10**12, "trilhões": 10**12, "trilião": 10**18, "triliões": 10**18},
    glued={"k": 10**3, "mil": 10**3, "mi": 10**6, "bi": 10**9, "tri": 10**12},
    plurals={"dúzias": 12, "dezenas": 12, "centenas": 100, "milhares": 10**3, "milhões": 10**6, "bilhões": 10**9}
    | {"trilhões": 10**12, "biliões": 10**12, "centena": 100},
    ordinals=counted("primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta", 1)
    | counted("sétimo/sétima oitavo/oitava nono/nona décimo/décima", 7)
    | {"vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "quadragésimo": 40, "quadragésima": 40}
    | {"quinquagésimo": 50, "quinquagésima": 50, "centésimo": 100, "centésima": 100},
    fractions=counted("meio/meios terço/terços quarto/quartos quinto/quintos sexto/sextos sétimo/sétimos", 2)
    | {"oitavo": 8, "oitavos": 8, "décimo": 10, "décimos": 10},
    loose=loosely(
        **months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        **each("primeiro primeira primeiros primeiras único única só apenas sozinho sozinha um uma", (1,)),
        **each("ambos ambas dobro dobrou duplo dupla duplas par pares casal casais gêmeos gêmeas gémeos gémeas", (2,)),
        **each("segundo segunda segundos segundas duplicar duplicou dobrar bilateral vice-campeão dual nenhum", (2,)),
        **each("triplo tripla triplicou trio trilogia terceiros terceiras trilateral", (3,)),
        **each("duplicaram dobraram dobrando duplicando bicampeonato", (2,)),
        **each("triplicar triplicaram triplicando trigêmeos trigêmeas trigémeos tricampeonato", (3,)),
        **each("quadruplicar quadruplicou quadruplicaram quadrigêmeos quadrigémeos tetracampeonato", (4,)),
        **each("quíntuplo quíntuplos quintuplicar quintuplicou pentacampeonato", (5,)),
        **each("sêxtuplo sêxtuplos sextuplicou sexteto", (6,)),
        **each("septeto", (7,)),
        **each("octeto", (8,)),
        **each("décuplo decuplicou", (10,)),
        **each(
            "absoluta absolutamente absoluto completa completamente completo inteira inteiramente inteiro", (WHOLE,)
        ),
        **each("integral integralmente plena plenamente pleno total totalmente", (WHOLE,)),
        **each("lidera liderança liderar líder líderes", (FIRST,)),
        **each("quádruplo quarteto quarta quartas quarto", (4, QUARTER)),
        **each("quinta quintas quinteto", (5, Decimal("0.2"))),
        **each("sexta sextas", (6,)),
        **each("oitavas", (8, 16)),
        **each("terço terços", (THIRD, 3)),
        **each("metade metades", (HALF, 50)),
        **each("meio meia meados meios", (HALF, 30)),
        **each("bicampeão bicampeã", (2,)),
        **each("tricampeão tricampeã", (3,)),
        **each("tetracampeão tetracampeã", (4,)),
        **each("pentacampeão pentacampeã", (5,)),
        **each("hexacampeão heptacampeão octacampeão", (6, 7, 8)),
        **each("quinzena quinzenas quinzenal", (2, 14, 15)),
        **each("bimestre", (2,)),
        **each("trimestre trimestres trimestral", (3, QUARTER, 4)),
        **each("semestre semestres semestral", (6,)),
        **each("década décadas dezena", (10,)),
        **each("século séculos centenário centenária", (100,)),
        **each("meia-noite", MIDNIGHT),
        **each("meio-dia", NOON),
        **each("milenar milenares milênios milénios", (10**3, ("s", 10**3))),
        **each("diversos diversas várias vários inúmeros inúmeras", (("s", 12), ("s", 100))),
        **each("nenhuma zerado", (0,)),
    ),
    halves=frozenset({"meio", "meia"}),
    eras=frozenset(),
)
