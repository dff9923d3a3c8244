"""Phrases that say the same in another turn of speech: with a denial and without, with a may or must and without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from dragoman.types import Pair, Span
from dragoman.verify.phrases import Phrases

Turn: TypeAlias = Mapping[str, Phrases]
"""Of each language, what may render the phrases of the other."""


def turned(source: str, target: str, pair: Pair, turns: Iterable[Turn]) -> tuple[str, str]:
    """Blank out what one side says in one turn and the other in another, each as often as both; lengths stay."""
    here, there = pair.languages
    for turn in turns:
        if here in turn and there in turn and here != there:
            mine = turn[here].find(source)
            both = list(zip(mine, turn[there].find(target), strict=False)) if mine else []
            source = _without(source, (one for one, _ in both))
            target = _without(target, (other for _, other in both))
    return source, target


def _without(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _turn(en: str, pt: str) -> Turn:
    return {"en": Phrases(en), "pt": Phrases(pt)}


# --- With a denial and without -----------------------------------------------------------------------------------

_NOT = r"(?:not|never|\w+n['’]t)"

DENYING: tuple[Turn, ...] = (
    _turn(
        r"(?:yet|still)_to",
        r"ainda_não não_(?:\w+_){1,3}ainda ainda_(?:vai|vão|precis\w+|ter(?:á|ão))"
        r" a_(?:definir|confirmar|decidir|determinar|anunciar)",
    ),
    _turn(
        r"(?:done|finished|through|fed_up)_with (?:had|has|have)_enough_of (?:tired|sick)_of",
        r"não_(?:\w+_)?(?:quer\w*|aguent\w+|suport\w+)_(?:mais|\w+_mais|saber|ver|ouvir)",
    ),
    _turn(
        r"ignorant unaware clueless oblivious unfamiliar (?:know|knows|knew|known)_little",
        r"não_(?:\w+_)?(?:conhec|sab|soub|entend)\w+",
    ),
    _turn(
        r"on_hold pending undecided in_(?:limbo|doubt|the_air) up_in_the_air",
        r"não_(?:\w+_){0,2}(?:defin|decid|resolv)\w+ sem_(?:\w+_)?(?:defini|decis|solu)\w+",
    ),
    _turn(r"safe(?:ly)? unhurt unharmed", r"sem_(?:\w+_)?(?:feriment|risc|perig|lesõ)\w+ não_se_(?:fer|machuc)\w+"),
    _turn(
        r"immediately promptly swiftly (?:at|all_at)_once straight_away right_away",
        r"sem_(?:\w+_)?(?:demora|tardar|delongas?|hesita\w+)",
    ),
    _turn(
        r"struggl(?:e|es|ed|ing)_to (?:have|has|had|having)_(?:\w+_){0,2}(?:trouble|difficult(?:y|ies))_\w+ing"
        r" (?:hard|difficult)_(?:\w+_){0,2}to",
        r"não_(?:\w+_){0,2}(?:consegu|consig)\w+",
    ),
    _turn(r"unlike", r"diferente(?:s|mente)?_d[aeo]s?"),
    _turn(r"unattended uninhabited unoccupied", r"abandonad[oa]s? sozinh[oa]s? vazi[oa]s? desert[oa]s?"),
    _turn(r"gibberish nonsens\w+ meaningless absurd\w*", r"sem_(?:\w+_)?(?:sentido|nexo|lógica)"),
    _turn(r"r[ua]n(?:s|ning)?_(?:\w+_)?(?:out|short|low)", r"fic\w+_sem não_(?:\w+_)?t\w+_mais"),
    _turn(
        r"un(?:disturbed|touched|damaged|scathed|harmed|hurt|broken|spoil\w+)", r"intact[oa]s? iles[oa]s? incólumes?"
    ),
    _turn(r"barely hardly scarcely", r"quase_(?:não|nunca|nada|ninguém|nenhum\w*) mal"),
    _turn(
        r"cheap(?:ly)? on_the_cheap inexpensive(?:ly)? affordable low-cost",
        r"sem_gastar não_(?:\w+_){0,3}(?:car[oa]s?|gast\w+)",
    ),
    _turn(r"object\w+ opposition oppos(?:e|es|ed|ing) resist\w+", r"recus\w+"),
    _turn(
        r"unsurprisingly understandabl[ey] hence (?:it|this|that)_is_why",
        r"não_(?:\w+_)?(?:à_toa|por_acaso|admira|surpreende)",
    ),
)
"""What English says without a denial, and Portuguese with one that is no other's: has yet to, ainda não."""

PERHAPS: tuple[Turn, ...] = (
    _turn(
        rf"{_NOT}_(?:\w+_)?(?:out|over|finished|gone|dead|done)",
        r"ainda(?!_não) (?:continu|permanec|segu)(?:a|am|e|em|ou|aram|eu|ia|iam)",
    ),
    _turn(
        r"un(?!der|i[cfolqstv]|til|cle)\w{4,}", r"não_(?:(?:muito|tão|mais)_)?\w{2,}(?:[aií]d[oa]s?|[aií]ve(?:l|is))"
    ),
    _turn(
        rf"{_NOT}_(?:[\w'’-]+_){{0,6}}(?:until|till|before)",
        r"(?:só|somente|apenas)_(?:\w+_){0,3}(?:em|n[oa]s?|depois|após|quando|a_partir|às|aos?)",
    ),
    _turn(
        r"not_(?:so_)?(?:un(?:common|usual)|rare|infrequent)(?:ly)?",
        r"comu(?:m|ns|mente) frequente(?:s|mente)? norma(?:l|is|lmente)",
    ),
    _turn(r"(?:will|would|can|could|may|might)_ever", r"jamais nunca"),
    _turn(r"ever", r"(?:como|do_que)_(?:nunca|jamais)"),
    _turn(r"(?:cannot|can['’]t|couldn['’]t)_wait", r"ansios\w+ louc\w+ mal_(?:pod|v)\w+"),
    _turn(r"(?:cannot|can['’]t|couldn['’]t)_help", r"acab\w+ inevitave\w+ deix\w+"),
    _turn(r"(?:nobody|none|nothing|no_(?:one|\w+))_(?:\w+_){0,2}(?:but|except)", r"só somente apenas"),
    _turn(
        r"only just merely solely",
        r"não_(?:\w+_){1,5}(?:senão|a_não_ser|mais_(?:do_)?que) nada_(?:mais_)?(?:além|senão|a_não_ser)",
    ),
    _turn(r"too_(?:\w+_){1,4}(?:to|for)", r"(?:tão|tant[oa]s?)_(?:\w+_){1,5}não"),
    _turn(r"free complimentary", r"sem_(?:\w+_)?(?:custos?|cobranças?|pagar)"),
    _turn(r"for_free free_of_charge complimentary", r"não_(?:\w+_){0,2}(?:pag|cobr)\w+"),
    _turn(r"non-\w+ other_than besides", r"além_d[aeo]s? fora_d[aeo]s?"),
    _turn(rf"{_NOT}_(?:\w+_){{0,2}}(?:well|good|great)", r"mal pior(?:es)? ruim ruins má maus? más frac[oa]s?"),
    _turn(
        r"no_(?:\w+er|more|less)_than",
        r"no_(?:mínimo|máximo) (?:pelo|ao)_menos até a_partir_de",
    ),
    _turn(r"not_(?:\w+_)?far", r"perto próxim[oa]s?"),
)
"""Turns that denials of both sides may only seem to be: it is not over, ainda."""


# --- With a may or must and without ------------------------------------------------------------------------------

_CAN = r"(?:can|could)(?:not|n?['’]t)?_(?:(?:not|hardly|barely|scarcely|only|still|also|now|even)_){0,2}"
_AR, _ER = r"(?:[oae]|am|em|ou|aram|ei|amos|ava|avam)", r"(?:[oea]|em|eu|eram|ia|iam|emos)"
_ASKS = (
    r"(?:ped(?:e|em|ia|iam|iu|iram|ido|idos)|suger\w+|sugest\w+|propos\w+|propô\w+|propõ\w+|propus\w+|recomend\w+"
    r"|exig\w+|insist\w+|orient\w+|solicit\w+|aconselh\w+)"
)
_WHEN = r"(?:tiver|houver|quiser|souber|vier|fizer|estiver|for|der|disser|trouxer)(?:em|mos)?"
"""Verbs in the future of the subjunctive, which holds a perhaps: quem tiver."""

MODAL: tuple[Turn, ...] = (
    _turn(rf"{_CAN}believe", rf"acredit{_AR}"),
    _turn(rf"{_CAN}(?:remember|recall)", rf"(?:se_)?(?:lembr|record){_AR}"),
    _turn(rf"{_CAN}(?:imagine|picture)", rf"imagin{_AR}"),
    _turn(rf"{_CAN}(?:understand|comprehend|grasp)", rf"(?:entend|compreend){_ER}"),
    _turn(rf"{_CAN}(?:hear|listen)", r"ouç[oa] ouv(?:e|em|ia|iam|iu|iram|imos)"),
    _turn(rf"{_CAN}feel", r"sint[oa] sent(?:e|em|ia|iam|iu|iram|imos)"),
    _turn(rf"(?:I|you|we|they|he|she)_{_CAN}see", r"vejo vê veem vemos via viam viu viram"),
    _turn(
        rf"{_CAN}be_(?:seen|heard|felt)",
        r"(?:vê|veem|viam?|ouv(?:e|em|ia|iam)|sent(?:e|em|ia|iam))-se se_(?:vê|veem|viam?|ouv(?:e|em|ia|iam))"
        r" (?:é|são|era|eram)_(?:vist|ouvid|sentid)[oa]s?",
    ),
    _turn(
        r"can_only (?:can|may|might)_\w+_only",
        r"(?:só|apenas|somente)_(?:se_)?\w+(?:a|e|am|em)_(?:a_\w+r\w*|se|quando|após|depois|com)",
    ),
    _turn(
        r"(?:who|whoever|anyone|anybody|those|whatever|whichever|any)_(?:\w+_){0,3}(?-i:may|might|can|could)",
        _WHEN,
    ),
    _turn(
        r"(?:unless|until|if|once|when)_(?:\w+_){1,3}(?:can|cannot|can['’]t|could)",
        r"enquanto_não_(?:\w+_){0,2}\w+(?:r|rem) se_não_(?:\w+_)?\w+(?:r|rem)",
    ),
    _turn(
        r"(?:while|though|although)_(?:[\w'’-]+_){1,8}(?-i:may|might)",
        " ".join(
            rf"{although}(?!(?:_\w+){{0,4}}_p(?:od|os[ts]|ud))"
            for although in ("apesar", "embora", "ainda_que", "mesmo_que", "por_mais_que")
        ),
    ),
    _turn(
        r"(?-i:should) (?-i:must) ought",
        rf"{_ASKS}_(?:[\w-]+_){{0,8}}que_(?:[\w-]+_){{0,3}}\w+(?:em|sse|ssem) {_ASKS}_(?:\w+_){{0,2}}de_\w+rem",
    ),
    _turn(
        r"should_be_aware should_(?:know|note|remember|bear_in_mind|keep_in_mind)",
        r"saibam? lembrem?-se note(?:m|-se)? observem? tenham?_(?:em_mente|ciência|cuidado)",
    ),
    _turn(
        r"rest_assured be_(?:sure|assured|certain) make_no_mistake", r"pod(?:e|em)_(?:\w+_)?(?:cert[oa]s?|certeza|crer)"
    ),
    _turn(
        r"(?:can|could|may|might)_(?:probably|possibly|perhaps|likely|well)",
        r"(?:provável|possível)_que talvez_(?:\w+_)?\w+(?:a|e|am|em)",
    ),
    _turn(r"(?:is|are|was|were)_(?:located|found|situated|seen)", r"pod\w+_ser_(?:encontrad|vist)[oa]s?"),
    _turn(
        r"(?:can|could|may|might)_be_(?:found|located|seen)",
        r"(?:é|são|foi|foram|era|eram)_(?:encontrad|vist|localizad)[oa]s? encontra(?:m|va|vam)?-se se_encontra"
        r"(?:m|va|vam)?",
    ),
    _turn(
        r"(?:concern|fear|worr|hope|afraid)\w*_(?:that_)?(?:[\w'’-]+_){1,4}(?-i:may|might|could)",
        r"(?:preocupa\w+|receio\w*|tem(?:e|em|or|ores|ia|iam|endo)|medo|esper\w+)"
        r"_(?:de_)?que_(?:[\w-]+_){0,3}\w+(?:em|am)",
    ),
    _turn(r"how_(?:\w+_){0,2}(?:can|could|may|should|must)", r"como_(?:se_)?\w+[aei]r"),
    _turn(r"how_(?:do|does|did)_\w+", r"como_(?:\w+_){0,2}(?:pod|dev)\w+"),
    _turn(
        r"(?:how|whether|what|when|where|which|who)_to",
        r"(?:como|se|[dn]?o_que|ao_que|quando|onde|qual|quem)_(?:\w+_){0,4}(?:pod|dev|precis)\w+",
    ),
)
"""What is said with a may or must in one language, in the other without."""
