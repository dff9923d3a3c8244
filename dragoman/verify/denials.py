"""How languages deny: the words that do, those that may render a denial, those that only seem to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.verify.phrases import Phrases

_NOTHING = Phrases()


@dataclass(frozen=True, slots=True)
class Denial:
    """The words of one language that have to do with denying.

    `plain` words deny, `hidden` ones may render a denial (unable, fail, exceto), and `strong` ones of these always ask
    for one (rather than, unmanned). `harmless` phrases hold a denying word and deny nothing (nada mais). `second` words
    only strengthen a denial of the same clause (não ... nada). `only` is the denial that adds (not only), `more` what
    else does, `mere` what is left where it went. Where `led` is given, a `second` word inside a clause needs a denial
    before it (não viu nada) or one of these, but for those that stand `alone` before a verb (Ana nunca viu).
    """

    plain: Phrases
    hidden: Phrases = _NOTHING
    strong: Phrases = _NOTHING
    harmless: Phrases = _NOTHING
    second: frozenset[str] = frozenset()
    only: Phrases = _NOTHING
    more: Phrases = _NOTHING
    mere: Phrases = _NOTHING
    led: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


_EN = Denial(
    plain=Phrases(r"not cannot \w+n['’]t never nobody nothing nowhere neither none nor no no-one without"),
    hidden=Phrases(
        r"non-?\w* fail\w* refus\w* den(?:y|ies|ied|ying|ial) lack\w* absen\w* unless hardly barely scarcely rarely"
        r" seldom few fewer little instead rather except unlike yet_to stop\w* prevent\w* miss(?:ed|es|ing)? avoid\w*"
        r" ceas\w* far_from nil (?:\w+-)free banned reject\w* forbid\w* forbade prohibit\w* lost zero ignor\w*"
        r" (?:make|be|made)_sure than_(?:\w+_){0,3}ever other_than remember out_of doubt\w* no_longer"
        r" un(?!der|iv|it|iq|ion)(?:able|likely|aware|sure|certain|clear|willing|known|used|usual|changed|identified"
        r"|paid|published|named|seen|familiar|happy|fair|well|safe|limited|related|specified|confirmed|manned|equal"
        r"|due|official\w*|employ\w*|\w+able|\w{4,}ed|\w{4,}ing)"
        r" in(?:abil|access|capab|advert|visib|effect|efficien|sufficien|comple|correct|credib|defin|excus|explic"
        r"|human|adequa|accura|convenien|consisten|evitab|significan|sensitiv|stabil|tangib|toler|vulnerab|elig"
        r"|expens|valid)\w* im(?:mobil|pass|patien|perfect|possib|prob|prud|munity)\w*"
        r" ir(?:rat|reg|rel|resp|rever)\w* il(?:leg|lic|log)\w* in_vain"
        r" dis(?:agre|allow|appro|belie|clos|connect|continu|hon|like|obe|orderly|qualif|regard|satis)\w*"
        r" (?!wire)\w+less(?:ly|ness)? innocen\w+ landlocked unscathed last-minute otherwise beyond"
    ),
    strong=Phrases(
        r"rather_than instead_of unlike yet_to un(?:sure|able|aware|certain|willing) lacks? lacked lacking"
        r" fail(?:s|ed)?_to refus(?:es|ed|ing)?"
        r" un(?!der|iv|it|iq|ion|fold|veil|leash|cover|earth|lock|load|ravel|wrap|mask|pack|plug)\w{4,}ed unmanned"
        r" undisclosed non-\w+"
    ),
    harmless=Phrases(
        r"no_doubt no\.?_?\d+ whether_or_not or_not no_matter not_to_mention no_less no_more nothing_but"
        r" no_sooner why_not more_often_than_not so_as_not_to nothing_less nothing_more no_later"
        r" no(?=,_no\b) \w+n['’]t_(?:it|he|they|you|we|she|I)(?=_?\?) by_no_means"
    ),
    second=frozenset({"nor"}),
    only=Phrases("(?:not|cannot|\\w+n['’]t)_(?:only|just|merely|simply|solely)"),
    more=Phrases("also too besides apart_from aside_from in_addition beyond as_well both more_than"),
    mere=Phrases("only just merely simply solely"),
)
_PT = Denial(
    plain=Phrases(r"não nunca jamais ninguém nada nenhum(?:a|as)? nenhuns nem tampouco sem"),
    hidden=Phrases(
        r"não-\w+ in(?!telig)\w+íve(?:l|is) intransfer\w+ inalterad\w+ impossibilit\w+ falt\w+ falh\w+ recus\w+"
        r" neg(?:ou|a|ar|am|aram|ando|ado|ava|avam|ativ\w+) deix(?:a|ou|ar|am|aram|ando|ava|avam|e|em)(?=_de)"
        r" exceto salvo senão mal raramente dificilmente pouc[oa]s? ao_invés em_vez ausên\w+ ausent\w+ imped\w+ evit\w+"
        r" zero longe_de perd(?:eu|eram|er|ido|ida|idos|idas) carec\w+ livres?_de lembre\w* gratuit\w+ proib\w+"
        r" rejeit\w+"
        r" contrário par(?:ou|aram)_de desconhe\w+ desnecess\w+ desempreg\w+ desobed\w+ desapare\w+ discord\w+"
        r" dispens\w+"
        r" dúvid\w+ duvid\w+ incapa\w+ improváve(?:l|is) a_menos_que"
        r" des(?:acompanh|ativ|confi|continu|control|ocup|organiz|protegid|qualific|armad|feit)\w*"
        r" in(?:acess|adequ|comp|comum|consc|cert|conv|corret|crí|decis|dese|efici|efic|esper|evit|exist|explic|feliz"
        r"|fiel|grat|ocên|ocent|just|quie|satis|segu|sens|signif|sufic|toler|us|úte|útil|vál|var|visí|volun|viáv)\w*"
        r" im(?:paci|perf|poss|prev|própr|prud|pun|óve)\w* ir(?:rac|reg|rel|resp|rever)\w* il(?:eg|íc|óg)\w*"
        r" ainda_(?:est\w+_(?:para|por)|dev\w+|falt\w+) ignor\w+ exce[çt]\w+ certifique\w* impun\w+ o_mais_tardar"
        r" em_vão só_(?:depois|quando|após|em)"
    ),
    strong=Phrases(r"não-\w+ em_vez_de ao_invés_de incapaz(?:es)? recus(?:a|ou|aram|am)"),
    harmless=Phrases(
        r"ou_não nada_mais não_obstante a_não_ser sem_dúvida nada_menos pois_não não_é(?=_?\?) não_é_mesmo"
        r" não_importa não_deix\w+ organizaç\w+_não sem_fios?"
    ),
    second=frozenset("nada ninguém nenhum nenhuma nunca jamais nem tampouco".split()),
    alone=frozenset("ninguém nunca jamais nem tampouco".split()),
    only=Phrases(
        r"(?:não|nem)_(?:(?:é|era|foi|são|eram|foram|se|pod\w+|dev\w+)_)?(?:só|apenas|somente|simplesmente|unicamente)"
    ),
    more=Phrases("também além tanto mais_do_que mais_que bem_como e_sim"),
    mere=Phrases("só apenas somente simplesmente unicamente"),
    led=frozenset(
        "quase de em com por para a que e ou mas como sobre do no na se é foi era são ao à"
        " o os as um pela pelo sem entre senão".split()
    ),
)
_ES = Denial(
    plain=Phrases(r"no nunca jamás nadie nada ning(?:ún|una|uno|unos|unas) ni tampoco sin"),
    hidden=Phrases(
        r"no-\w+ in\w+ im\w+ ir\w+ il\w+ des\w+ dis\w+ falt\w+ fall\w+ fracas\w+ neg\w+ rechaz\w+ rehús\w+ rehus\w+"
        r" dej\w+_de excepto salvo sino mal apenas casi poc[oa]s? en_vez en_lugar ausen\w+ imp\w+ evit\w+ cero lejos"
        r" perd\w+ care[cn]\w+ fuera libre\w* gratuit\w+ prohi\w+ difer\w+ contrari\w+ par[oó]\w* dud\w+ menos últim\w+"
        r" cuidado sol[oa]s? sólo anti\w+ contra otr[oa]s? muy mucho"
    ),
    harmless=Phrases(r"o_no si_no nada_más no_obstante a_no_ser sin_duda nada_menos ¿?no\? sin_embargo"),
    second=frozenset("nada nadie ningún ninguna ninguno nunca jamás ni tampoco".split()),
    only=Phrases("no_(?:s[oó]lo|solamente|únicamente)"),
    more=Phrases("también además tanto más_que así_como"),
)
_CA = Denial(
    plain=Phrases(r"no mai ningú res cap ni tampoc sense"),
    hidden=Phrases(
        r"in\w+ im\w+ ir\w+ il\w+ des\w+ dis\w+ falt\w+ fall\w+ fracass\w+ neg\w+ rebutj\w+ deix\w+_de excepte"
        r" llevat sinó"
        r" mal gairebé quasi poc\w* en_lloc absèn\w+ evit\w+ zero lluny perd\w+ fora lliure\w* gratu\w+ prohib\w+"
        r" difer\w+"
        r" contrari\w* dubt\w+ menys últim\w+ cura només sols anti\w+ contra altr\w+ molt\w*"
    ),
    harmless=Phrases(r"o_no si_no res_més no_obstant tanmateix sens_dubte"),
    second=frozenset("mai ningú res cap ni tampoc pas".split()),
    only=Phrases("no_(?:només|sols|solament)"),
    more=Phrases("també més_que tant així_com"),
)
_GL = Denial(
    plain=Phrases(r"non nunca xamais ninguén nada ningún ningunha nin tampouco sen"),
    hidden=Phrases(
        r"in\w+ im\w+ ir\w+ il\w+ des\w+ dis\w+ falt\w+ fall\w+ fracas\w+ neg\w+ rexeit\w+ deix\w+_de excepto salvo"
        r" senón mal"
        r" case pouc\w+ en_vez en_lugar ausen\w+ evit\w+ cero lonxe perd\w+ fóra libre\w* gratu\w+ prohib\w+ difer\w+"
        r" contrari\w* dúbid\w+ menos últim\w+ coidado só soamente anti\w+ contra outr\w+ moi moito"
    ),
    harmless=Phrases(r"ou_non se_non nada_máis non_obstante sen_dúbida"),
    second=frozenset("nada ninguén ningún ningunha nunca xamais nin tampouco".split()),
    only=Phrases("non_(?:só|soamente)"),
    more=Phrases("tamén ademais tanto máis_que"),
)
DENIALS: Mapping[str, Denial] = MappingProxyType({"en": _EN, "pt": _PT, "es": _ES, "ca": _CA, "gl": _GL})
"""By primary subtag."""
