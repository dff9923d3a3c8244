"""Portuguese words and their opposites, by hand, and their forms: no free WordNet of Portuguese has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

VERBS = (
    "aumentar/diminuir aumentar/reduzir aumentar/baixar subir/descer subir/cair subir/baixar elevar/reduzir"
    " elevar/baixar crescer/diminuir crescer/cair crescer/encolher ganhar/perder vencer/perder derrotar/perder"
    " começar/terminar começar/acabar iniciar/encerrar iniciar/terminar iniciar/concluir abrir/fechar abrir/encerrar"
    " inaugurar/fechar aceitar/recusar aceitar/rejeitar aprovar/rejeitar aprovar/reprovar permitir/proibir"
    " permitir/impedir autorizar/proibir autorizar/vetar legalizar/proibir liberar/proibir liberar/bloquear"
    " apoiar/combater apoiar/criticar elogiar/criticar apoiar/condenar defender/atacar defender/criticar"
    " defender/acusar confirmar/negar confirmar/desmentir admitir/negar afirmar/negar absolver/condenar"
    " inocentar/condenar prender/soltar prender/libertar deter/libertar comprar/vender importar/exportar"
    " emprestar/tomar contratar/demitir nomear/demitir nomear/exonerar chegar/partir chegar/sair entrar/sair ir/vir"
    " avançar/recuar fortalecer/enfraquecer melhorar/piorar acelerar/desacelerar acelerar/retardar expandir/encolher"
    " ampliar/reduzir ampliar/restringir estender/encurtar valorizar/desvalorizar lembrar/esquecer amar/odiar"
    " gostar/detestar incluir/excluir acrescentar/retirar adicionar/remover colocar/retirar liderar/seguir"
    " manter/abandonar manter/mudar manter/alterar ficar/sair permanecer/sair conseguir/fracassar acertar/errar"
    " passar/falhar empurrar/puxar poupar/gastar economizar/gastar conectar/desconectar ligar/desligar"
    " ativar/desativar unir/dividir unir/separar juntar/separar concordar/discordar aparecer/desaparecer"
    " surgir/desaparecer surgir/sumir revelar/esconder revelar/ocultar mostrar/esconder construir/destruir"
    " construir/demolir criar/destruir criar/extinguir erguer/derrubar salvar/matar resgatar/matar curar/ferir"
    " curar/adoecer sobreviver/morrer viver/morrer nascer/morrer enviar/receber mandar/receber dar/receber dar/tirar"
    " oferecer/receber pagar/receber doar/receber rir/chorar perguntar/responder ensinar/aprender proteger/ameaçar"
    " proteger/prejudicar ajudar/prejudicar ajudar/atrapalhar beneficiar/prejudicar favorecer/prejudicar"
    " lançar/cancelar realizar/cancelar adiar/antecipar carregar/descarregar encher/esvaziar esquentar/esfriar"
    " aquecer/esfriar aquecer/resfriar congelar/derreter flutuar/afundar decolar/pousar render/resistir"
    " obedecer/desobedecer respeitar/violar respeitar/desrespeitar cumprir/descumprir superar/subestimar"
    " atrair/repelir acreditar/duvidar confiar/desconfiar incentivar/desencorajar estimular/inibir acender/apagar"
    " vestir/despir casar/divorciar montar/desmontar armar/desarmar continuar/parar prosseguir/parar"
    " continuar/interromper manter/interromper retomar/interromper aproximar/afastar facilitar/dificultar"
    " simplificar/complicar enriquecer/empobrecer rejuvenescer/envelhecer centralizar/descentralizar"
    " estatizar/privatizar nacionalizar/privatizar levantar/baixar levantar/sentar apertar/afrouxar assinar/rejeitar"
    " publicar/retirar garantir/negar eleger/derrubar tranquilizar/alarmar acalmar/agravar aliviar/agravar"
    " atenuar/agravar suspender/manter suspender/retomar revogar/manter legitimar/deslegitimar dormir/acordar"
    " achar/perder encontrar/perder"
)
ADJECTIVES = (
    "alto/baixo grande/pequeno enorme/minúsculo longo/curto comprido/curto extenso/curto velho/jovem velho/novo"
    " antigo/novo antigo/moderno antigo/recente antigo/atual bom/mau bom/ruim quente/frio seco/úmido seco/molhado"
    " fácil/difícil simples/complexo simples/complicado barato/caro rico/pobre público/privado público/secreto"
    " público/particular legal/ilegal lícito/ilícito possível/impossível provável/improvável comum/raro"
    " frequente/raro seguro/perigoso seguro/inseguro vivo/morto masculino/feminino macho/fêmea amigo/inimigo"
    " amigável/hostil cheio/vazio máximo/mínimo maior/menor superior/inferior melhor/pior rápido/lento"
    " positivo/negativo culpado/inocente verdadeiro/falso correto/errado certo/errado correto/incorreto pesado/leve"
    " profundo/raso profundo/superficial largo/estreito amplo/restrito conhecido/desconhecido famoso/desconhecido"
    " feliz/infeliz feliz/triste saudável/doente visível/invisível completo/incompleto completo/parcial"
    " total/parcial direto/indireto natural/artificial interno/externo interior/exterior urbano/rural"
    " temporário/permanente provisório/definitivo voluntário/obrigatório opcional/obrigatório"
    " facultativo/obrigatório semelhante/diferente parecido/diferente igual/diferente mesmo/outro junto/separado"
    " aliado/rival aliado/inimigo claro/escuro limpo/sujo aberto/fechado primeiro/último inicial/final"
    " próximo/distante próximo/anterior próximo/passado seguinte/anterior anterior/posterior passado/futuro"
    " atual/antigo esquerdo/direito forte/fraco fortíssimo/fraquíssimo intenso/fraco grosso/fino espesso/fino"
    " calmo/violento pacífico/violento tranquilo/agitado civil/militar presente/ausente favorável/contrário"
    " favorável/desfavorável capaz/incapaz estável/instável eficaz/ineficaz eficiente/ineficiente útil/inútil"
    " necessário/desnecessário suficiente/insuficiente bem-sucedido/malsucedido empregado/desempregado"
    " armado/desarmado vertical/horizontal mole/duro macio/duro liso/áspero corajoso/covarde orgulhoso/envergonhado"
    " generoso/ganancioso liberal/conservador progressista/conservador democrático/autoritário"
    " independente/dependente nacional/internacional nacional/estrangeiro doméstico/estrangeiro local/estrangeiro"
    " brasileiro/estrangeiro nativo/estrangeiro livre/preso livre/ocupado grátis/pago gratuito/pago sóbrio/bêbado"
    " constante/variável fixo/variável leve/grave leve/severo leve/intenso ligeiro/grave agudo/crônico"
    " otimista/pessimista responsável/irresponsável justo/injusto legítimo/ilegítimo válido/inválido"
    " regular/irregular normal/anormal maduro/imaturo paciente/impaciente perfeito/imperfeito popular/impopular"
    " constitucional/inconstitucional consciente/inconsciente adequado/inadequado sensível/insensível"
    " solteiro/casado vazio/lotado fresco/podre cru/cozido real/falso autêntico/falso original/falso diurno/noturno"
    " matutino/vespertino ascendente/descendente crescente/decrescente importante/insignificante"
    " principal/secundário central/periférico majoritário/minoritário muito/pouco"
)
NOUNS = (
    "aumento/redução aumento/diminuição aumento/queda alta/baixa alta/queda subida/queda subida/descida"
    " crescimento/queda crescimento/recessão crescimento/declínio ganho/perda lucro/prejuízo superávit/déficit"
    " vitória/derrota vencedor/perdedor sucesso/fracasso êxito/fracasso início/fim começo/fim início/término"
    " abertura/fechamento abertura/encerramento nascimento/morte vida/morte homem/mulher menino/menina rapaz/moça"
    " garoto/garota mãe/pai filho/filha irmão/irmã marido/esposa marido/mulher tio/tia avô/avó rei/rainha"
    " príncipe/princesa ator/atriz amigo/inimigo aliado/rival defensor/crítico apoiador/opositor apoiador/crítico"
    " comprador/vendedor importação/exportação empregador/empregado patrão/empregado professor/aluno médico/paciente"
    " credor/devedor vítima/autor vítima/agressor acusação/defesa réu/autor ataque/defesa atacante/defensor"
    " paz/guerra amor/ódio dia/noite manhã/noite manhã/tarde verão/inverno primavera/outono norte/sul leste/oeste"
    " nordeste/sudoeste noroeste/sudeste topo/base frente/trás esquerda/direita maioria/minoria máximo/mínimo"
    " vantagem/desvantagem força/fraqueza benefício/prejuízo benefício/risco benefício/dano chegada/partida"
    " entrada/saída apoio/oposição aprovação/rejeição aprovação/reprovação aceitação/recusa permissão/proibição"
    " autorização/proibição oferta/demanda oferta/procura pergunta/resposta verdade/mentira culpa/inocência"
    " absolvição/condenação prisão/libertação prisão/liberdade construção/demolição construção/destruição"
    " criação/destruição criação/extinção melhora/piora melhoria/deterioração expansão/contração riqueza/pobreza"
    " saúde/doença calor/frio seca/enchente seca/inundação esperança/desespero alegria/tristeza otimismo/pessimismo"
    " governo/oposição teto/piso pai/filho chefe/subordinado adulto/criança inflação/deflação receita/despesa"
    " renda/despesa céu/inferno passado/futuro presença/ausência inclusão/exclusão liberdade/escravidão"
    " unidade/divisão união/separação acordo/desacordo confiança/desconfiança aparecimento/desaparecimento"
    " antecessor/sucessor ancestral/descendente herói/vilão herói/covarde predador/presa quantidade/qualidade"
    " teoria/prática admissão/demissão contratação/demissão nomeação/exoneração compra/venda"
    " valorização/desvalorização aceleração/desaceleração avanço/recuo emprego/desemprego acerto/erro"
    " credibilidade/descrédito legalidade/ilegalidade segurança/insegurança ordem/caos ordem/desordem"
    " estabilidade/instabilidade certeza/incerteza luz/escuridão luz/sombra verso/reverso interior/exterior"
    " interior/capital senhor/senhora noivo/noiva empresário/empresária"
)
FORMS = (
    "mais/menos antes/depois acima/abaixo dentro/fora sob/sobre com/sem contra/favor desde/até sempre/nunca"
    " sempre/jamais sempre/raramente frequentemente/raramente geralmente/raramente tudo/nada todos/ninguém"
    " alguém/ninguém todo/nenhum toda/nenhuma algum/nenhum alguma/nenhuma um/nenhum uma/nenhuma todos/nenhum"
    " cedo/tarde perto/longe bem/mal rapidamente/lentamente depressa/devagar facilmente/dificilmente aqui/ali"
    " aqui/lá cá/lá hoje/ontem hoje/amanhã ontem/amanhã muito/pouco muitos/poucos muitas/poucas muito/nada"
    " demais/pouco cima/baixo frente/trás diante/atrás adiante/atrás juntos/separados juntas/separadas"
    " também/tampouco sim/não apesar/devido incluindo/excluindo inclusive/exceto e/nem ambos/nenhum ambas/nenhuma"
    " ele/ela dele/dela antecipadamente/posteriormente anteriormente/posteriormente parcialmente/totalmente"
    " parcialmente/completamente quase/totalmente diretamente/indiretamente separadamente/conjuntamente"
    " oficialmente/extraoficialmente publicamente/secretamente legalmente/ilegalmente positivamente/negativamente"
    " máxima/mínima mínimo/mínima já/ainda demitido/contratado nascido/morto morto/ferido mortos/feridos"
    " mortos/vivos morta/ferida maiores/menores vivo/ferido matou/salvou"
)
_PRESENT = (
    "subir=sobe/sobem cair=cai/caem sair=sai/saem atrair=atrai/atraem construir=constrói/constroem"
    " destruir=destrói/destroem reduzir=reduz/reduzem diminuir=diminui/diminuem incluir=inclui/incluem"
    " excluir=exclui/excluem concluir=conclui/concluem ir=vai/vão vir=vem/vêm dar=dá/dão manter=mantém/mantêm"
    " deter=detém/detêm proibir=proíbe/proíbem impedir=impede/impedem seguir=segue/seguem"
    " conseguir=consegue/conseguem prosseguir=prossegue/prosseguem rir=ri/riem repelir=repele/repelem"
    " despir=despe/despem vestir=veste/vestem ferir=fere/ferem unir=une/unem desmentir=desmente/desmentem"
    " odiar=odeia/odeiam dormir=dorme/dormem agredir=agride/agridem descumprir=descumpre/descumprem"
)
_PAST = (
    "ir=foi/foram vir=veio/vieram dar=deu/deram manter=manteve/mantiveram deter=deteve/detiveram"
    " cair=caiu/caíram sair=saiu/saíram atrair=atraiu/atraíram construir=construiu/construíram"
    " destruir=destruiu/destruíram diminuir=diminuiu/diminuíram incluir=incluiu/incluíram"
    " excluir=excluiu/excluíram concluir=concluiu/concluíram"
)
_PARTICIPLE = (
    "abrir=aberto ganhar=ganho gastar=gasto pagar=pago morrer=morto vir=vindo cair=caído sair=saído"
    " atrair=atraído construir=construído destruir=destruído diminuir=diminuído incluir=incluído"
    " excluir=excluído concluir=concluído eleger=eleito prender=preso soltar=solto suspender=suspenso"
    " acender=aceso extinguir=extinto"
)
_PLURALS = {
    "mau": "maus",
    "simples": "simples",
    "grátis": "grátis",
    "mãe": "mães",
    "irmão": "irmãos",
    "verão": "verões",
}


def pairs() -> Iterator[tuple[str, str]]:
    """Yield the pairs with all their forms, like with like."""
    for listed, forms in ((VERBS, verb), (ADJECTIVES, adjective), (NOUNS, noun), (FORMS, lambda word: (word,))):
        for one, other in (pair.split("/") for pair in listed.split()):
            yield from zip(forms(one), forms(other), strict=False)


def verb(lemma: str) -> tuple[str, ...]:
    """Return infinitive, third persons of present, past, imperfect and future, gerund and participles."""
    stem, vowel = lemma[:-2], lemma[-2]
    open_, narrow = {"a": ("a", "a"), "e": ("e", "e"), "i": ("e", "i"), "o": ("e", "o")}[vowel]
    present = _irregular(_PRESENT).get(lemma, f"{stem}{open_} {stem}{open_}m").split()
    past_end = {"a": ("ou", "aram"), "e": ("eu", "eram"), "i": ("iu", "iram"), "o": ("ôs", "useram")}[vowel]
    past = _irregular(_PAST).get(lemma, f"{stem}{past_end[0]} {stem}{past_end[1]}").split()
    imperfect = f"{stem}ava" if vowel == "a" else f"{stem}ía" if re.search(r"[aeo]$|[^gq]u$", stem) else f"{stem}ia"
    participle = _irregular(_PARTICIPLE).get(lemma, f"{stem}{'a' if vowel == 'a' else 'i'}do")
    future = f"{lemma}á"
    return (
        lemma, *present, *past, imperfect, f"{imperfect}m", future, f"{lemma}ão", f"{stem}{narrow}ndo",
        participle, *(f"{participle[:-1]}{end}" for end in ("a", "os", "as")),
    )  # fmt: skip


def _irregular(listed: str) -> dict[str, str]:
    return {lemma: forms.replace("/", " ") for lemma, _, forms in (each.partition("=") for each in listed.split())}


def adjective(word: str) -> tuple[str, ...]:
    """Return masculine and feminine, singular and plural; of one that has one gender, the form twice."""
    if word in ("bom", "mau"):
        return {"bom": ("bom", "boa", "bons", "boas"), "mau": ("mau", "má", "maus", "más")}[word]
    if word.endswith("o"):
        return word, f"{word[:-1]}a", f"{word}s", f"{word[:-1]}as"
    plural = noun(word)[1]
    return word, word, plural, plural


def noun(word: str) -> tuple[str, str]:
    if word in _PLURALS:
        return word, _PLURALS[word]
    for end, many in (
        ("ão", "ões"),
        ("m", "ns"),
        ("al", "ais"),
        ("el", "eis"),
        ("vel", "veis"),
        ("il", "eis"),
        ("ul", "uis"),
    ):
        if word.endswith(end) and word not in ("civil", "difícil", "fácil", "hostil", "útil", "inútil"):
            return word, word[: -len(end)] + many
    if word == "civil" or word == "hostil":
        return word, f"{word[:-1]}s"
    if word.endswith("il"):
        return word, f"{word[:-2]}eis"
    return word, f"{word}es" if re.search(r"[rsz]$", word) else f"{word}s"
