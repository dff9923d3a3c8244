"""News sentences of our own to measure survival with: frames a language, and what is put into them.

A filler is what the source says and a pattern of what its translation may say for it, in the target's own typography.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MONEY_EN = r"(?:milh(?:ão|ões)|mi) de "
HALVES = (r"“[^”]+”", r"‘[^’]+’")


@dataclass(frozen=True)
class Filler:
    """Something that must arrive, and how it may."""

    source: str
    arrives: str


def same(*words: str) -> list[Filler]:
    """Return fillers that arrive letter by letter."""
    import re

    return [Filler(word, rf"(?<!\w){re.escape(word)}(?!\w)") for word in words]


FRAMES = {
    "en": {
        "amount": (
            "The ministry counted {} cases in the north of the country last year.",
            "Officials said on Friday that {} people had left the coast.",
            "The port handled {} containers before the strike began.",
            "Of those, {} were children, the report says.",
            "According to the agency, {} homes were without power on Monday morning.",
            "More than {} voters signed the petition against the new bridge.",
        ),
        "share": (
            "Exports rose {} in the second quarter.",
            "The bank now expects growth of {} this year, down from last autumn's forecast.",
            "Only {} of the ballots had been counted by midnight.",
            "Unemployment fell to {}, the lowest level in a decade.",
            "Shares in the company closed {} lower after the announcement.",
        ),
        "money": (
            "The club paid {} for the striker last summer.",
            "A ticket costs {} and children travel free.",
            "The government will spend {} on new trains by the end of the decade.",
            "Losses from the flood are put at {}, insurers said.",
            "She was fined {} for leaving the ship in the channel.",
        ),
        "address": (
            "The full list is at {} and is updated every hour.",
            "Readers can find the map on {}, the council said.",
            "More details were published on {} this morning.",
            "The company pointed customers to {} and apologised for the delay.",
        ),
        "handle": (
            "The video was first shared by {} on Sunday night.",
            "Follow {} for news from the harbour.",
            "Photos by {} show the bridge under water.",
            "\"We are safe,\" {} wrote shortly after the landing.",
        ),
        "tag": (
            "Supporters used {} to call for a new vote.",
            "By noon {} was the most shared phrase in the country.",
            "The march, announced under {}, drew thousands to the square.",
            "She ended her message with {} and a photograph of the ferry.",
        ),
        "mail": (
            "Witnesses are asked to write to {} before Friday.",
            "Tickets can be ordered from {} until the end of the month.",
            "The editor, who can be reached at {}, declined to comment.",
        ),
        "name": (
            "President {} met the ambassador in the capital on Tuesday.",
            "The goal was scored by {} in the last minute.",
            "“We were lucky,” said {}, who has lived on the island for years.",
            "The film by {} won the first prize in the festival.",
            "Police are looking for {}, a former minister.",
        ),
        "emoji": (
            "{} The ferries are running again",
            "The ferries are running again {}",
            "Thank you all {} see you next year!",
            "“We won {}”, the captain wrote on Monday.",
            "The minister answered with {} and left the meeting.",
        ),
        "quote": (
            "“{}”, the mayor said on Monday.",
            "The captain called the plan “{}” in an interview.",
            "“{},” she told reporters. “{}.”",
            "He said the decision was “{}”, but refused to say why.",
            "Asked about the strike, the minister said: “{}.”",
            "What they call “{}” — and what others call “{}” — begins on Friday.",
        ),
        "bracket": (
            "“We told {} that the bridge was closed,” the engineer said.",
            "“The work of {} was never finished,” she wrote.",
            "“I have nothing against {},” he added, “but the port is ours.”",
            "She said that “they {} will come back in the spring”.",
        ),
        "ordinal": (
            "The team finished {} in the final race of the season.",
            "It was the {} time that the council had voted on the plan.",
            "The museum celebrates its {} anniversary in June.",
            "The country ranks {} in the list published on Thursday.",
        ),
        "score": (
            "The home side won {} after a slow first half.",
            "A {} defeat in the rain ended their season.",
            "They drew {} with the champions on Saturday.",
            "It finished {} and the crowd went home in silence.",
        ),
        "vote": (
            "The senate passed the bill {} after a long debate.",
            "Lawmakers voted {} to keep the law.",
            "The motion failed {} in the lower house on Wednesday.",
        ),
        "time": (
            "The train leaves at {} from the old station.",
            "The alarm was raised at {} on Sunday.",
            "By {} the fire was under control.",
            "Polls close at {} in most of the country.",
        ),
    },
    "pt": {
        "amount": (
            "O ministério contou {} casos no norte do país no ano passado.",
            "As autoridades disseram na sexta-feira que {} pessoas deixaram o litoral.",
            "O porto movimentou {} contêineres antes do início da greve.",
            "Destas, {} eram crianças, diz o relatório.",
            "Segundo a agência, {} casas estavam sem luz na manhã de segunda-feira.",
            "Mais de {} eleitores assinaram a petição contra a nova ponte.",
        ),
        "share": (
            "As exportações subiram {} no segundo trimestre.",
            "O banco prevê agora um crescimento de {} neste ano.",
            "Apenas {} dos votos tinham sido contados à meia-noite.",
            "O desemprego caiu para {}, o nível mais baixo em uma década.",
            "As ações da empresa fecharam em queda de {} após o anúncio.",
        ),
        "money": (
            "O clube pagou {} pelo atacante no verão passado.",
            "A passagem custa {} e as crianças viajam de graça.",
            "O governo vai gastar {} em novos trens até o fim da década.",
            "Os prejuízos da enchente chegam a {}, disseram as seguradoras.",
            "Ela foi multada em {} por deixar o navio no canal.",
        ),
        "address": (
            "A lista completa está em {} e é atualizada a cada hora.",
            "Os leitores encontram o mapa em {}, disse a prefeitura.",
            "Mais detalhes foram publicados em {} nesta manhã.",
        ),
        "handle": (
            "O vídeo foi divulgado primeiro por {} no domingo à noite.",
            "Siga {} para notícias do porto.",
            "Fotos de {} mostram a ponte debaixo d'água.",
        ),
        "tag": (
            "Os apoiadores usaram {} para pedir uma nova votação.",
            "Ao meio-dia, {} era a frase mais compartilhada do país.",
            "A marcha, anunciada com {}, levou milhares de pessoas à praça.",
        ),
        "mail": (
            "As testemunhas devem escrever para {} até sexta-feira.",
            "Os ingressos podem ser pedidos a {} até o fim do mês.",
            "O editor, que atende em {}, não quis comentar.",
        ),
        "name": (
            "O presidente {} recebeu o embaixador na capital na terça-feira.",
            "O gol foi marcado por {} no último minuto.",
            "“Tivemos sorte”, disse {}, que vive na ilha há anos.",
            "O filme de {} ganhou o primeiro prêmio do festival.",
            "A polícia procura {}, um ex-ministro.",
        ),
        "emoji": (
            "{} As balsas voltaram a circular",
            "As balsas voltaram a circular {}",
            "Obrigado a todos {} até o ano que vem!",
            "“Vencemos {}”, escreveu o capitão na segunda-feira.",
            "O ministro respondeu com {} e deixou a reunião.",
        ),
        "quote": (
            "“{}”, disse o prefeito na segunda-feira.",
            "O capitão chamou o plano de “{}” em uma entrevista.",
            "“{}”, disse ela aos repórteres. “{}.”",
            "Ele disse que a decisão era “{}”, mas não quis explicar por quê.",
            "Questionado sobre a greve, o ministro respondeu: “{}”.",
            "O que eles chamam de «{}» — e outros de «{}» — começa na sexta-feira.",
        ),
        "bracket": (
            "“Avisamos {} que a ponte estava fechada”, disse o engenheiro.",
            "“O trabalho {} nunca foi terminado”, escreveu ela.",
            "“Não tenho nada contra {}”, acrescentou, “mas o porto é nosso.”",
        ),
        "ordinal": (
            "A equipe terminou em {} lugar na última corrida da temporada.",
            "O museu celebra em junho o seu {} aniversário.",
            "O país ocupa o {} lugar na lista publicada na quinta-feira.",
        ),
        "score": (
            "O time da casa venceu por {} depois de um primeiro tempo lento.",
            "A derrota por {} na chuva encerrou a temporada.",
            "Empataram por {} com os campeões no sábado.",
        ),
        "vote": (
            "O Senado aprovou o projeto por {} votos depois de um longo debate.",
            "A moção foi rejeitada por {} na câmara baixa na quarta-feira.",
            "Por {} votos, os deputados decidiram manter a lei.",
        ),
        "time": (
            "O trem parte às {} da estação velha.",
            "O alarme foi dado às {} de domingo.",
            "Até as {} o fogo estava controlado.",
            "As urnas fecham às {} na maior parte do país.",
        ),
    },
}
"""Frames by language and kind."""


def _plain_number(number: str) -> str:
    return rf"(?<![\d.,]){number}(?![.,]?\d)"


def _sum(number: str, scale: str, name: str, sign: str = "") -> str:
    """Return the pattern of a sum: the name or sign of its currency on either side."""
    amount = rf"{number}{f' ?(?:{scale})' if scale else ''}"
    signed = rf"|(?:{sign})[ \u00a0\u202f]?{amount}" if sign else ""
    return rf"(?:{amount} (?:de )?(?:{name}){signed})"


_MI, _BI = "milh(?:ão|ões)|mi|m", "bilh(?:ão|ões)|mil milhões|bi|bn"
_SITES = same("https://www.example.org/map?id=3&lang=en", "http://example.com/a_b/c-d.html", "www.example.net/vote",
              "https://news.example.org/2024/05/19/storm", "https://example.org/@desk/1123")  # fmt: skip
_HANDLES = same("@portwatch", "@Ana_Lima7", "@GOVdesk", "@o_cais")
_TAGS = same("#SaveTheBridge", "#PontoFinal", "#vote24", "#Ação_Já", "#açaí")
_MAILS = same("news@example.org", "anna.clarke@mail.example.com", "desk+tips@port-news.example.net")
_NAMES = same("Recep Tayyip Erdoğan", "Łukasz Żak", "Jarosław Kaczyński", "Viktor Orbán", "Aleksandar Vučić", "Şükrü Öz",
              "Søren Ørsted", "Petr Fiala", "Ngozi Okonjo-Iweala", "Nguyễn Phú Trọng", "Þóra Jónsdóttir", "Ilse Müller",
              "Zoë Kravitz", "Beyoncé", "Novak Đoković", "Emre Can", "Kylian Mbappé", "Luka Modrić")  # fmt: skip
_EMOJI = same("🚢", "🎉🎉", "👏🏽", "❤️", "🇧🇷", "😂", "👩‍🚒")
FILLERS = {
    "en": {
        "amount": [Filler(source, _plain_number(arrives)) for source, arrives in (
            ("1,234", r"1[. ]?234"), ("820,000", r"(?:820\.000|820 mil)"), ("4.5 million", r"4,5 milhões(?: de)?"), ("12", "(?:12|doze)"),
            ("299,200", r"299\.200"), ("1,250,000", r"(?:1\.250\.000|1,25 milhão)"), ("57", "57"), ("10,001.5", r"10\.001,5"),
            ("3.25 million", r"3,25 milhões(?: de)?"), ("2,018", r"2[.]?018"))],
        "share": [Filler(source, rf"(?<![\d.,]){arrives}[ \u00a0\u202f]?(?:%|por cento|pontos)") for source, arrives in (
            ("3.2%", "3,2"), ("62.5 per cent", "62,5"), ("0.75 percent", "0,75"), ("14%", "14"), ("101%", "101"),
            ("1,200%", r"1\.200"), ("7½%", "7,5"))],
        "money": [Filler(*row) for row in (
            ("£125m", _sum("125", _MI, "libras", "£")), ("€1.5bn", _sum("1,5", _BI, "euros", "€")),
            ("$2.3 million", _sum("2,3", _MI, "dólares", r"US ?\$|\$")), ("¥30,000", _sum(r"30[. ]?(?:000|mil)", "", "ienes|iene", "¥")),
            ("₹400", _sum("400", "", "rúpias", "₹")), ("£9.99", _sum("9,99", "", "libras", "£")),
            ("$45,000", _sum(r"45[. ]?(?:000|mil)", "", "dólares", r"US ?\$|\$")), ("€20", _sum("20", "", "euros", "€")),
            ("A$3m", _sum("3", _MI, "dólares australianos", r"A ?\$")), ("R$50 million", _sum("50", _MI, "reais", r"R ?\$")),
            ("12 million Swiss francs", _sum("12", _MI, "francos suíços", "CHF")), ("600 kronor", _sum("600", "", "coroas")),
            ("$1", _sum("1", "", "dólar", r"US ?\$|\$")), ("80p", "80 ?(?:p|pence|centavos|pênis)"))],
        "address": _SITES, "handle": _HANDLES, "tag": _TAGS, "mail": _MAILS, "name": _NAMES, "emoji": _EMOJI,
        "quote": same("the bridge is closed", "a mistake", "We don't know when it will open", "It's ‘now or never’ for the port",
                      "the ‘silent’ majority", "Nobody said ‘yes’", "an act of courage", "We are not leaving"),
        "bracket": same("[the council]", "[him]", "[the previous owners]", "[Clarke]", "[sic]"),
        "ordinal": [Filler(source, arrives) for source, arrives in (
            ("3rd", r"3\.?[ºªoa]|terceir[oa]"), ("21st", r"21\.?[ºª]|vigésim[oa] primeir[oa]"), ("100th", r"100\.?[ºª]|centésim[oa]|centenári[oa]"),
            ("12th", r"12\.?[ºª]|décim[oa] segund[oa]|duodécim[oa]"), ("50th", r"50\.?[ºª]|quinquagésim[oa]|50 anos"), ("2nd", r"2\.?[ºª]|segund[oa]"))],
        "score": [Filler(source, rf"(?<!\d){a}(?: ?[-–] ?| a |[x×]){b}(?!\d)") for source, a, b in (
            ("3-1", 3, 1), ("2–0", 2, 0), ("4—4", 4, 4), ("31-28", 31, 28), ("0-0", 0, 0), ("101–99", 101, 99))],
        "vote": [Filler(source, rf"(?<!\d){a}(?: votos)?(?: ?[-–] ?| a | contra | para ){b}(?!\d)") for source, a, b in (
            ("52–48", 52, 48), ("217-213", 217, 213), ("by 61 votes to 39", 61, 39), ("8–1", 8, 1))],
        "time": [Filler(*row) for row in (
            ("6:30 p.m.", r"18[h:]30|6[h:]30 (?:p\.?m|da tarde|da noite)"), ("7.45am", r"7[h:.]45"), ("3pm", r"15 ?h|15:00|3 ?h?(?:oras)? da tarde|3 ?p\.?m"),
            ("11:05", r"11[h:]05"), ("22:15 GMT", r"22[h:]15(?: \(?GMT| horas GMT)"), ("noon", "meio-dia"), ("9 a.m.", r"9 ?h|9 ?a\.?m|9 (?:horas )?da manhã|9:00"),
            ("6.26 p.m.", r"18[h:]26|6[h:]26 (?:p\.?m|da tarde|da noite)"))],
    },
    "pt": {
        "amount": [Filler(source, _plain_number(arrives)) for source, arrives in (
            ("1.234", "1,234"), ("820 mil", r"(?:820,000|820 thousand)"), ("4,5 milhões de", r"4\.5 million"), ("12", "(?:12|twelve)"),
            ("299.200", "299,200"), ("1.250.000", r"1,250,000"), ("57", "57"), ("10.001,5", r"10,001\.5"), ("2.018", "2,?018"))],
        "share": [Filler(source, rf"(?<![\d.,]){arrives} ?(?:%|per ?cent|-percent)") for source, arrives in (
            ("3,2%", r"3\.2"), ("62,5 por cento", r"62\.5"), ("0,75%", r"0\.75"), ("14 %", "14"), ("101%", "101"), ("1.200%", "1,200"))],
        "money": [Filler(*row) for row in (
            ("£ 125 milhões", _sum("125", "million|m", "pounds", "£")), ("€ 1,5 bilhão", _sum(r"1\.5", "billion|bn", "euros", "€")),
            ("US$ 2,3 milhões", _sum(r"2\.3", "million", "dollars", r"US ?\$|\$")), ("R$ 30.000", _sum("30,000", "", "reais|real", r"R ?\$")),
            ("R$ 3,25", _sum(r"3\.25", "", "reais|real", r"R ?\$")), ("€ 20", _sum("20", "", "euros", "€")), ("20 €", _sum("20", "", "euros", "€")),
            ("R$ 1,2 bilhão", _sum(r"1\.2", "billion", "reais|real", r"R ?\$")), ("12 milhões de francos suíços", _sum("12", "million", "Swiss francs", "CHF")),
            ("US$ 45 mil", _sum(r"45(?:,000| thousand)", "", "dollars", r"US ?\$|\$")), ("R$ 50 mi", _sum("50", "million", "reais|real", r"R ?\$")),
            ("¥ 300", _sum("300", "", "yen", "¥")))],
        "address": _SITES, "handle": _HANDLES, "tag": _TAGS, "mail": _MAILS, "name": _NAMES, "emoji": _EMOJI,
        "quote": same("a ponte está fechada", "um erro", "Não sabemos quando vai abrir", "É ‘agora ou nunca’ para o porto",
                      "a maioria ‘silenciosa’", "Ninguém disse ‘sim’", "um ato de coragem", "Não vamos embora"),
        "bracket": same("[o conselho]", "[os antigos donos]", "[Clarke]", "[sic]"),
        "ordinal": [Filler(source, arrives) for source, arrives in (
            ("3º", "3rd|third"), ("21º", "21st|twenty-first"), ("100º", "100th|hundredth|centenary"), ("12º", "12th|twelfth"), ("50º", "50th|fiftieth"),
            ("2.º", "2nd|second"))],
        "score": [Filler(source, rf"(?<!\d){a}(?: ?[-–] ?| to |[x×]){b}(?!\d)") for source, a, b in (
            ("3 a 1", 3, 1), ("2–0", 2, 0), ("4 x 4", 4, 4), ("31-28", 31, 28), ("0 a 0", 0, 0), ("2x1", 2, 1))],
        "vote": [Filler(source, rf"(?<!\d){a}(?: votes)?(?: ?[-–] ?| to | against ){b}(?!\d)") for source, a, b in (
            ("52 a 48", 52, 48), ("217–213", 217, 213), ("61 contra 39", 61, 39), ("8 a 1", 8, 1))],
        "time": [Filler(*row) for row in (
            ("18h30", r"18[:h]30|6[:.]30 ?p"), ("7h45", "7[:.h]45"), ("15h", r"15:00|15 ?h|3(?::00)? ?p\.?m|3 o'clock|3 in the afternoon"), ("11:05", r"11[:.]05"),
            ("22h15 GMT", r"22:15(?: GMT)|10:15 p\.?m\.? GMT"), ("9h da manhã", r"9(?::00)? ?a\.?m|9 o['’]clock|9 in the morning"), ("6 horas da tarde", r"6(?::00)? ?p\.?m|6 o['’]clock|6 in the (?:afternoon|evening)"))],
    },
}  # fmt: skip
"""Fillers by language and kind."""


def lines(language: str) -> Iterator[tuple[str, str, list[Filler]]]:
    """Yield kind, sentence and what it holds: each filler in each frame; a frame with two places takes two of them."""
    for kind, frames in FRAMES[language].items():
        fillers = FILLERS[language][kind]
        for frame in frames:
            for n, filler in enumerate(fillers):
                chosen = [filler, fillers[(n + 1) % len(fillers)]][: frame.count("{}")]
                yield kind, frame.format(*(each.source for each in chosen)), chosen
