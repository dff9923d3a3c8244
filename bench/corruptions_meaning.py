"""Corrupt good translations in what they mean, where the surface shows nothing: words, clauses, denials, persons.

Each takes what those of `corruptions` take. The antonyms are a list of the bench's own, written without a look at what
the checks know; wrong words are drawn from the words of other sentences, so that they are real, common and inflected.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from corruptions import CORRUPTIONS, Corrupted, Corruption, negation_added, negation_dropped

ANTONYMS = {
    "en": (
        "increase/decrease increased/decreased increases/decreases increasing/decreasing rise/fall rose/fell"
        " rising/falling risen/fallen higher/lower high/low highest/lowest more/less most/least first/last"
        " early/late earlier/later before/after above/below over/under inside/outside north/south northern/southern"
        " east/west eastern/western left/right open/closed opened/closed opening/closing opens/closes win/lose"
        " won/lost winning/losing wins/loses winner/loser begin/end began/ended beginning/ending begins/ends"
        " start/stop started/stopped starting/stopping accept/reject accepted/rejected allow/forbid allowed/banned"
        " approve/reject approved/rejected support/oppose supported/opposed supporters/opponents supporting/opposing"
        " buy/sell bought/sold buying/selling buyers/sellers success/failure successful/unsuccessful"
        " succeeded/failed strong/weak stronger/weaker strength/weakness large/small larger/smaller largest/smallest"
        " big/little long/short longer/shorter old/new older/younger oldest/youngest young/old good/bad better/worse"
        " best/worst hot/cold warm/cool warmer/cooler dry/wet easy/difficult easily/hardly simple/complex"
        " cheap/expensive rich/poor public/private legal/illegal possible/impossible likely/unlikely common/rare"
        " safe/dangerous alive/dead life/death born/died male/female men/women man/woman boys/girls boy/girl"
        " mother/father son/daughter brother/sister husband/wife king/queen friend/enemy friends/enemies peace/war"
        " attack/defend attacked/defended attacks/defences love/hate full/empty maximum/minimum major/minor"
        " majority/minority top/bottom upper/lower near/far fast/slow faster/slower quickly/slowly arrive/leave"
        " arrived/left arrival/departure enter/leave entered/left positive/negative include/exclude"
        " included/excluded including/excluding import/export imports/exports imported/exported victory/defeat"
        " victories/defeats guilty/innocent true/false correct/wrong day/night summer/winter morning/evening"
        " advantage/disadvantage advantages/disadvantages create/destroy created/destroyed build/demolish"
        " built/demolished remember/forget remembered/forgot heavy/light thick/thin deep/shallow wide/narrow"
        " ancient/modern past/future always/never everything/nothing everyone/nobody with/without up/down"
        " upstairs/downstairs indoors/outdoors agree/disagree agreed/disagreed appear/disappear appeared/disappeared"
        " connected/disconnected known/unknown able/unable happy/unhappy healthy/sick visible/invisible"
        " complete/incomplete direct/indirect normal/abnormal natural/artificial domestic/foreign internal/external"
        " urban/rural temporary/permanent voluntary/compulsory optimistic/pessimistic friendly/hostile"
        " improve/worsen improved/worsened gain/loss gained/lost profit/loss profits/losses expand/shrink"
        " expanded/shrank push/pull pushed/pulled join/leave joined/left give/take gave/took given/taken"
        " send/receive sent/received save/waste saved/killed remain/leave remained/left lead/follow led/followed"
        " many/few much/little same/different similar/different together/apart ally/rival allies/rivals ahead/behind"
        " minimum/maximum sunrise/sunset strengthened/weakened"
    ),
    "pt": (
        "aumentar/diminuir aumentou/diminuiu aumento/redução aumentos/reduções aumentando/diminuindo"
        " aumentaram/diminuíram subir/descer subiu/caiu subiram/caíram subindo/caindo subida/queda maior/menor"
        " maiores/menores mais/menos alto/baixo alta/baixa altos/baixos altas/baixas superior/inferior"
        " superiores/inferiores primeiro/último primeira/última primeiros/últimos primeiras/últimas antes/depois"
        " cedo/tarde acima/abaixo dentro/fora norte/sul leste/oeste esquerda/direita esquerdo/direito aberto/fechado"
        " aberta/fechada abertos/fechados abriu/fechou abrir/fechar abertura/fechamento ganhar/perder ganhou/perdeu"
        " ganharam/perderam venceu/perdeu vencer/perder vitória/derrota vitórias/derrotas vencedor/perdedor"
        " começar/terminar começou/terminou começaram/terminaram início/fim começo/fim iniciar/encerrar"
        " iniciou/encerrou aceitar/recusar aceitou/recusou aceitaram/recusaram permitir/proibir permitiu/proibiu"
        " permitido/proibido permite/proíbe aprovar/rejeitar aprovou/rejeitou aprovado/rejeitado apoiar/combater"
        " apoio/oposição apoiou/criticou apoiaram/criticaram comprar/vender comprou/vendeu compra/venda"
        " compras/vendas sucesso/fracasso forte/fraco fortes/fracos força/fraqueza grande/pequeno grandes/pequenos"
        " longo/curto longa/curta longos/curtos longas/curtas velho/jovem velhos/jovens velha/jovem novo/velho"
        " nova/velha novos/velhos novas/velhas antigo/moderno antiga/moderna antigos/modernos antigas/modernas"
        " bom/mau boa/má bons/maus boas/más melhor/pior melhores/piores quente/frio quentes/frios seco/úmido"
        " seca/úmida fácil/difícil fáceis/difíceis facilmente/dificilmente simples/complexo barato/caro"
        " baratos/caros rico/pobre ricos/pobres público/privado pública/privada públicos/privados públicas/privadas"
        " legal/ilegal legais/ilegais possível/impossível possíveis/impossíveis provável/improvável comum/raro"
        " comuns/raros seguro/perigoso segura/perigosa vivo/morto viva/morta vivos/mortos vida/morte vidas/mortes"
        " nasceu/morreu nascimento/morte homem/mulher homens/mulheres masculino/feminino masculina/feminina"
        " menino/menina meninos/meninas mãe/pai filho/filha irmão/irmã marido/esposa rei/rainha amigo/inimigo"
        " amigos/inimigos paz/guerra atacar/defender atacou/defendeu ataque/defesa ataques/defesas amor/ódio"
        " cheio/vazio cheia/vazia máximo/mínimo máxima/mínima maioria/minoria perto/longe rápido/lento rápida/lenta"
        " rapidamente/lentamente chegar/partir chegou/partiu chegada/partida entrar/sair entrou/saiu entrada/saída"
        " positivo/negativo positiva/negativa positivos/negativos incluir/excluir incluindo/excluindo inclui/exclui"
        " importação/exportação importações/exportações culpado/inocente verdadeiro/falso verdadeira/falsa"
        " correto/errado dia/noite verão/inverno manhã/noite vantagem/desvantagem vantagens/desvantagens"
        " criar/destruir criou/destruiu construir/demolir construiu/demoliu construído/demolido lembrar/esquecer"
        " pesado/leve pesada/leve profundo/raso profunda/rasa largo/estreito larga/estreita passado/futuro"
        " sempre/nunca tudo/nada todos/ninguém com/sem concordar/discordar concordou/discordou aparecer/desaparecer"
        " apareceu/desapareceu conhecido/desconhecido conhecida/desconhecida feliz/triste saudável/doente"
        " saudáveis/doentes visível/invisível completo/incompleto direto/indireto natural/artificial"
        " naturais/artificiais interno/externo interna/externa internos/externos urbano/rural temporário/permanente"
        " voluntário/obrigatório melhorar/piorar melhorou/piorou melhora/piora ganho/perda ganhos/perdas"
        " lucro/prejuízo lucros/prejuízos expandir/encolher entrou/saiu dar/tirar deu/tirou enviar/receber"
        " enviou/recebeu enviado/recebido salvar/matar salvou/matou liderar/seguir muitos/poucos muitas/poucas"
        " muito/pouco mesmo/diferente mesma/diferente semelhante/diferente semelhantes/diferentes juntos/separados"
        " aliado/rival aliados/rivais fortalecer/enfraquecer acelerar/desacelerar avançar/recuar avançou/recuou"
        " construção/demolição absolvido/condenado preso/solto presos/soltos manter/abandonar claro/escuro"
        " clara/escura limpo/sujo limpa/suja acreditar/duvidar frente/trás"
    ),
}
"""Pairs of opposites, with their forms, that stand in running text."""
PERSONS = {
    "en": "he/she his/her him/her himself/herself she/he herself/himself hers/his",
    "pt": "ele/ela ela/ele dele/dela dela/dele",
}
NEVER = {
    "en": "never/always without/with nobody/everybody nothing/everything no/every cannot/can neither/both",
    "pt": "nunca/sempre sem/com ninguém/todos nada/tudo nenhum/todo nenhuma/toda jamais/sempre nem/e",
}
_GENDERED = re.compile(r"(?i)(?<!\w)(?:he|him|his|she|her|hers|ele|dele|ela|dela)(?!\w)")
_FUNCTION = 4
_CLAUSE = range(4, 16)
_JOINTS = {
    "en": r"and|but|while|which|who|because|when|where|after|before|as|with|including|that",
    "pt": r"e|mas|enquanto|que|porque|quando|onde|depois|antes|com|incluindo|para|como",
}


def _pairs(listed: str, both: bool) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for one, other in (pair.split("/") for pair in listed.split()):
        table.setdefault(one, []).append(other)
        if both:
            table.setdefault(other, []).append(one)
    return table


def exchange(listed: Mapping[str, str], *, both: bool) -> Corruption:
    """Return the corruption that puts the other word of a listed pair."""
    tables = {language: _pairs(pairs, both) for language, pairs in listed.items()}

    def corrupt(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
        table = tables[language]
        found = [m for m in re.finditer(r"(?<![\w-])\w+(?![\w-])", target) if m[0] in table or m[0].lower() in table]
        if not found:
            return None
        match = rng.choice(found)
        other = rng.choice(table.get(match[0]) or table[match[0].lower()])
        return source, _put(target, match.span(), other)

    return corrupt


def _put(text: str, span: tuple[int, int], word: str) -> str:
    start, end = span
    return text[:start] + (word[:1].upper() + word[1:] if text[start].isupper() else word) + text[end:]


@dataclass
class Words:
    """Words of running text by language: what wrong words are drawn from."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def learn(self, language: str, texts: Iterable[str]) -> None:
        """Add the words of texts that stand in small letters."""
        seen = Counter(word for text in texts for word in re.findall(r"(?<![\w-])[a-zà-ÿ]{4,}(?![\w-])", text))
        self.counts.setdefault(language, Counter()).update(seen)

    def wrong(self, source: str, target: str, language: str, rng: random.Random) -> Corrupted:
        """Put another word with the same ending for a content word."""
        return self._replace(source, target, language, rng, self._any)

    def near(self, source: str, target: str, language: str, rng: random.Random) -> Corrupted:
        """Put a word spelt almost alike for a content word."""
        return self._replace(source, target, language, rng, self._alike)

    def _replace(self, source, target, language, rng, others) -> Corrupted:  # type: ignore[no-untyped-def]
        places = list(re.finditer(r"(?<![\w-])[a-zà-ÿ]{5,}(?![\w-])", target))
        rng.shuffle(places)
        for match in places:
            options = others(match[0], self.counts[language])
            if options:
                return source, _put(target, match.span(), rng.choice(options))
        return None

    def _any(self, word: str, known: Counter[str]) -> list[str]:
        return [w for w in known if known[w] > 1 and w[-2:] == word[-2:] and w[:4] != word[:4] and len(w) > _FUNCTION]

    def _alike(self, word: str, known: Counter[str]) -> list[str]:
        close = (w for w in known if w != word and abs(len(w) - len(word)) < 2 and w[-2:] == word[-2:])
        return [
            w for w in close if w[:5] != word[:5] and SequenceMatcher(None, w, word, autojunk=False).ratio() >= 0.75
        ]


def clause_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Drop four to fifteen words that begin at a joint and end at a comma or the sentence's end."""
    starts = [m.start() for m in re.finditer(rf"[,;]? (?:{_JOINTS[language]}) |, ", target)]
    ends = [m.start() for m in re.finditer(r"[,;.]", target)]
    found = [(a, b) for a in starts for b in ends if len(target[a:b].split()) in _CLAUSE]
    found = [(a, b) for a, b in found if len(target.split()) - len(target[a:b].split()) >= _FUNCTION]
    if not found:
        return None
    start, end = rng.choice(found)
    return source, target[:start] + target[end:]


def speaker_swapped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Let two names of a sentence change places."""
    names = []
    for match in re.finditer(r"(?<![\w-])[A-Z][\w-]+(?: [A-Z][\w-]+)*", target):
        if match.start() and match[0] in source and target.count(match[0]) == 1 and not match[0].isupper():
            names.append(match)
    pairs = [(a, b) for a in names for b in names if a.start() < b.start() and _apart(target, a, b)]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return source, target[: one.start()] + other[0] + target[one.end() : other.start()] + one[0] + target[other.end() :]


def pronoun_flipped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Flip the gender of a pronoun, where the source says it in a pronoun as well."""
    return exchange(PERSONS, both=False)(source, target, language, rng) if _GENDERED.search(source) else None


def _apart(target: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether names do not stand in one list, where their order says nothing."""
    between = target[one.end() : other.start()]
    return not re.fullmatch(r"(?:, | e | and | ou | or |/|-|–| x | v )+", between) and " " in between.strip()


def _either(*corruptions: Corruption) -> Corruption:
    def corrupt(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
        for one in rng.sample(corruptions, len(corruptions)):
            made = one(source, target, language, rng)
            if made:
                return made
        return None

    return corrupt


def meaning(words: Words) -> Mapping[str, Corruption]:
    """Return the corruptions of meaning by name; wrong words are drawn from `words`."""
    return {
        "antonym": exchange(ANTONYMS, both=True),
        "wrong word": words.wrong,
        "near word": words.near,
        "clause dropped": clause_dropped,
        "negation dropped": negation_dropped,
        "negation added": negation_added,
        "negation turned": exchange(NEVER, both=False),
        "speaker swapped": speaker_swapped,
        "pronoun flipped": pronoun_flipped,
        "number changed": _either(CORRUPTIONS["digit changed"], CORRUPTIONS["number word changed"]),
    }


def sampled(rows: Sequence[tuple[str, str]], count: int, seed: str) -> list[tuple[str, str]]:
    """Return at most `count` rows, drawn with a seed."""
    return random.Random(seed).sample(rows, min(count, len(rows)))
