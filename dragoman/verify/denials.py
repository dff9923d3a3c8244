"""How languages deny: the words that do, those that may render a denial, those that only seem to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.verify.phrases import Phrases

_NOTHING = Phrases()
_FINITE = (
    r"(?:foi|foram|é|era|será|seria|fosse|está|estava|esteja|tem|tinha|teve|tenha|havia|haja|houve|pode|podia|poderia"
    r"|deve|deveria|\w{2,}(?:ou|eu|iu|ava|ará|erá|irá|aria|eria|iria))"
)
"""Forms that a Portuguese verb hardly ever has but as that of a sentence."""


@dataclass(frozen=True, slots=True)
class Denial:
    """The words of one language that have to do with denying.

    `plain` words deny, `hidden` ones may render a denial (unable, fail, exceto), and `strong` ones of these always ask
    for one (rather than, unmanned). `harmless` phrases hold a denying word and deny nothing (nada mais). `second` words
    only strengthen a denial of the same clause (não ... nada). `only` is the denial that adds (not only), `apart` the
    same where words may stand between, `more` what else does, `mere` what is left where it went. `sure` phrases deny
    a doubt (no doubt), which `doubt` words tell of. Where `led` is given, a `second` word in a clause needs a denial
    before it (não viu nada) or one of these, but for those that stand `alone` before a verb (Ana nunca viu), and for
    what is the `subject` of one (até agora nenhum dano foi visto). Those in `again` only ever add to another (nem).
    """

    plain: Phrases
    hidden: Phrases = _NOTHING
    strong: Phrases = _NOTHING
    harmless: Phrases = _NOTHING
    second: frozenset[str] = frozenset()
    only: Phrases = _NOTHING
    apart: Phrases = _NOTHING
    more: Phrases = _NOTHING
    mere: Phrases = _NOTHING
    sure: Phrases = _NOTHING
    doubt: Phrases = _NOTHING
    led: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    subject: Phrases = _NOTHING
    again: frozenset[str] = frozenset()


_EN = Denial(
    plain=Phrases(r"not cannot \w+n['’]t never nobody nothing nowhere neither none nor no no-one without"),
    hidden=Phrases(
        r"non-?\w* fail\w* refus\w* den(?:y|ies|ied|ying|ial) lack\w* absen\w* unless hardly barely scarcely rarely"
        r" seldom few fewer little instead rather except unlike yet_to stop\w* prevent\w* miss(?:ed|es|ing)? avoid\w*"
        r" ceas\w* far_from nil (?:\w+-)free free_(?:of|from) banned reject\w* forbid\w* forbade prohibit\w* lost"
        r" zero ignor\w*"
        r" (?:make|be|made)_sure than_(?:\w+_){0,3}ever other_than remember out_of doubt\w* no_longer"
        r" (?-i:[Uu]n)(?!der|esco|i[cfolqstv]|til\b|to\b|cles?\b|ct|anim|cover|do(?:es|ing|ne)?\b|earth|fold|furl"
        r"|leash|load|lock|mask|pack|plug|ravel|rest\b"
        r"|roll|veil|wind|wrap|zip)\w{3,}"
        r" in(?:abil|access|accura|act(?:ion|iv)|adequa|admis|advert|advis|alien|animate|appl|appropr|articul|attent"
        r"|audib|capab|capac|coher|compat|compet|comple|comprehen|conceiv|conclus|congru|consequ|consider|consist"
        r"|consol|conspic|contest|controv|conven|correct|credib|cura|decis|decen|defen|defin|descri|destruct|determ"
        r"|different|digest|direct|discre|discrim|dispens|disput|distin|edib|effect|effic|efficien|elig|equal|equit"
        r"|escap|evitab|exact|excus|exhaust|exor|expens|exper|explic|fallib|feas|fertil|finit|flexib|formal|frequen"
        r"|hosp|human|imit|just|numer|offens|oper|opport|san(?:e|it)|satia|secur|sensi|separ|signif|sincer|solub"
        r"|solven|stabil|subord|substan|suffic|surmount|suscept|tangib|toler|valid|variab|vincib|visib|vulnerab)\w*"
        r" im(?:balanc|matur|measur|mobil|moral|mort|mov|munity|mutab|pass|patien|peccab|penetr|perfect|perme|person"
        r"|plausib"
        r"|polite|possib|poten|practic|precis|prob|proper|prud|pur(?:e|it))\w*"
        r" ir(?:rat|reg|rel|resp|rever)\w* il(?:leg|lic|log)\w* in_vain"
        r" dis(?:agre|allow|appro|belie|clos|connect|continu|hon|like|obe|orderly|qualif|regard|satis)\w*"
        r" (?!wire)\w+less(?:ly|ness)? innocen\w+ short_o[fn] devoid_of bereft_of still_to lest pipe_dreams?"
        r" declin(?:e|es|ed|ing)_to landlocked unscathed last-minute otherwise beyond"
    ),
    strong=Phrases(
        r"rather_than instead_of unlike yet_to un(?:sure|able|aware|certain|willing) lacks? lacked lacking_\w+"
        r" fail(?:s|ed)?_to refus(?:es|ed|ing)? declin(?:es|ed)_to"
        r" un(?!der|iv|it|iq|ion|fold|veil|leash|cover|earth|lock|load|ravel|wrap|mask|pack|plug)\w{4,}ed"
        r" non-\w+"
    ),
    harmless=Phrases(
        r"no\.?_?\d+ whether_or_not or_not no_matter not_to_mention no_less no_more nothing_but"
        r" never_more_so without_(?:fail"
        r"|question|exception|end|delay)"
        r" without_(?:\w+_){0,4}first not_least look_no_further"
        r" in_no_time no_wonder nothing_short_of no_strangers?_to no_(?:mean|small)_(?:feat|part|measure|thing)"
        r" no_sooner why_not more_often_than_not so_as_not_to nothing_less nothing_more no_later"
        r" no(?=,?_(?:(?:ah|er|oh|uh|um|well)_)?no\b) \w+n['’]t_(?:it|he|they|you|we|she|I)(?=_?\?) by_no_means"
    ),
    second=frozenset({"nor"}),
    again=frozenset({"nor"}),
    only=Phrases("(?:not|cannot|\\w+n['’]t)_(?:only|just|merely|simply|solely)"),
    apart=Phrases(
        r"(?:not|cannot|\w+n['’]t)_(?:[\w'’-]+_){0,4}(?:only|just|merely|simply|solely|limited|confined|restricted)"
    ),
    more=Phrases("also too besides apart_from aside_from in_addition beyond as_well both more_than"),
    mere=Phrases("only just merely simply solely"),
    sure=Phrases(
        r"no_(?:\w+_){0,2}doubts? (?:without|beyond)_(?:\w+_){0,4}doubts? (?:little|never|not|\w+n['’]t)_doubt(?:s|ed)?"
        r" undoubted(?:ly)? doubtless(?:ly)? no_question_that"
    ),
    doubt=Phrases(r"doubt\w*"),
)
_PT = Denial(
    plain=Phrases(r"não nunca jamais ninguém nada nenhum(?:a|as)? nenhuns nem tampouco sem"),
    hidden=Phrases(
        r"não-\w+ in(?!telig)\w+íve(?:l|is) in(?!flam|jet|stal|flu|vestig)\w+áve(?:l|is) falt\w+"
        r" falh\w+ recus\w+"
        r" neg(?:ou|a|ar|am|aram|ando|ado|ava|avam|ativ\w+) deix(?:a|ou|ar|am|aram|ando|ava|avam|e|em)(?=_de)"
        r" salvo senão mal raramente dificilmente pouc[oa]s? ao_invés em_vez ausên\w+ ausent\w+ imped\w+ evit\w+"
        r" zero longe_de perd(?:eu|eram|er|ido|ida|idos|idas) carec\w+ livres?_de lembre\w* gratuit\w+ proib\w+"
        r" rejeit\w+"
        r" contrário par(?:ou|aram)_de desconhe\w+ desnecess\w+ desempreg\w+ desobed\w+ desapare\w+ discord\w+"
        r" dispens\w+"
        r" dúvid\w+ duvid\w+ deix\w+_a_desejar a_menos_que"
        r" des(?:abitad|abrigad|acompanh|agrad|aprov|armad|ativ|conect|confi|conhec|contente|continu|control|coorden"
        r"|cuid|favor|feit|humano|igual|inform|interess|leal|ocup|organiz|prepar|protegid|provid|qualific|respeit)\w*"
        r" in(?:abal|abitad|acab|aceit|acess|acredit|adequ|admiss|alter|apropri|apt|ativ|audít|cans|capa[cz]"
        r"|cert|coer|comp|comu(?:m|ns)\b|conclus|conform|consc|consist|constit|contest|control|conv|corret|crédul|crí"
        r"|decis|defes|defin|desculp|dese|determin|dign|diret|discipl|discre|discut|disponí|distint|docum"
        r"|efic|elegí|equívoc|esgot|esper|st[aá][bv]|evit|exat|exist|exper|explic|explor|express|fali|feliz"
        r"|fértil|fiel|finit|flex|formal|fundad|grat|habitad|hósp|human|iguala|imag|júst|just|númer|oc[eê]n|ofens"
        r"|oport|quebr|quest|quiet|saci|salubr|satis|segu|sens|separ|signif|sosseg|subord|substit|suces|sufic"
        r"|suport|sustent|tang|toc|toler|trans(?:fer|ig|p)|trat|us|úte|útil|v[aá]l|var|venc|viabil|viáv|vict|visí|volun"
        r"|vulner)\w*"
        r" im(?:acul|atur|óve|orta|paci|parcial|pens|perd|perf|perme|perturb|pessoal|popular|poss|poten|prati|precis"
        r"|prescind|prev|produt|próp|prov[aá]ve|prud|pun)\w*"
        r" ir(?:rac|real|rec|reg|rel|rep|resp|rest|rev)\w* il(?:eg|es|imit|íc|óg)\w*"
        r" ainda_(?:est\w+_(?:para|por)|dev\w+|falt\w+) ignor\w+ exce[çt]\w+ certifique\w* o_mais_tardar"
        r" em_vão só_(?:depois|quando|após|em)"
    ),
    strong=Phrases(r"não-\w+ em_vez_de ao_invés_de incapaz(?:es)? recus(?:a|ou|aram|am)"),
    harmless=Phrases(
        r"ou_não nada_mais não_obstante a_não_ser nada_menos pois_não não_é(?=_?\?) não_é_mesmo"
        r" não_importa não_deix\w+ organizaç\w+_não sem_fios? não(?=,_não\b)"
        r" (?:não|nunca)_(?:(?:p[aá]r(?:a|am|ou|aram|ava|avam|ará|arão)|cess\w+)_de) sem_(?:parar|cessar|trégua"
        r"|descanso)"
        r" sem_(?:demora|tardar|delongas?|falta|exceção|querer|mais_nem_menos)"
    ),
    second=frozenset("nada ninguém nenhum nenhuma nunca jamais nem tampouco".split()),
    alone=frozenset("ninguém nunca jamais nem tampouco".split()),
    subject=Phrases(
        rf"nenhuma?_\w+(?:_(?:ou|e|d[aeo]s?)_\w+|_(?!quando|enquanto|como|que|para)\w{{3,}}[oael]s?){{0,2}}_{_FINITE}"
        rf" nada_(?:(?:me|se|lhes?|nos)_)?{_FINITE} nenhum\w*_ou_pouc[oa]s?"
    ),
    again=frozenset("nem tampouco".split()),
    only=Phrases(
        r"(?:não|nem)_(?:(?:é|era|foi|são|eram|foram|se|pod\w+|dev\w+)_)?(?:só|apenas|somente|simplesmente|unicamente)"
    ),
    apart=Phrases(
        r"(?:não|nem)_(?:[\w-]+_){0,4}(?:só|apenas|somente|simplesmente|unicamente|exclusivamente)"
        r" (?:não|nem)_se_(?:limit|resum|restring)\w+"
    ),
    more=Phrases("também além tanto mais_do_que mais_que bem_como e_sim"),
    mere=Phrases("só apenas somente simplesmente unicamente"),
    sure=Phrases(
        r"(?:não|nunca)_(?:(?:se|lhes?|me|nos)_)?(?:há|h[ao]uv\w+|haj\w+|haver\w*|havia\w*|exist\w+|rest\w+|fic\w+"
        r"|cab\w+|deix\w+"
        r"|t[eêi][mnvr]\w*|poss\w+)_(?:\w+_){0,4}dúvidas?(?:_(?:nenhuma|alguma))?"
        r" não_(?:se_)?duvid\w+ sem_(?:\w+_){0,4}dúvidas?(?:_(?:nenhuma|alguma))?"
        r" (?:fora|acima|além)_de_(?:\w+_)?dúvidas? poucas?_dúvidas? nenhuma_dúvida"
        r" indubit\w+ indiscutivelmente inquestionavelmente"
    ),
    doubt=Phrases(r"dúvid\w+ duvid\w+"),
    led=frozenset(
        "quase então depois agora aqui ali lá de em com por para a que e ou mas como sobre do no na se é foi era são ao"
        " à o os as um pela pelo sem entre senão".split()
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
    harmless=Phrases(r"o_no si_no nada_más no_obstante a_no_ser nada_menos ¿?no\? sin_embargo"),
    second=frozenset("nada nadie ningún ninguna ninguno nunca jamás ni tampoco".split()),
    only=Phrases("no_(?:s[oó]lo|solamente|únicamente)"),
    more=Phrases("también además tanto más_que así_como"),
    sure=Phrases(r"sin_(?:\w+_){0,3}dudas? no_(?:\w+_){0,4}dud(?:a|as|o|e|en|amos|é|ó) indudable\w*"),
    doubt=Phrases(r"dud\w+"),
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
    harmless=Phrases(r"o_no si_no res_més no_obstant tanmateix"),
    second=frozenset("mai ningú res cap ni tampoc pas".split()),
    only=Phrases("no_(?:només|sols|solament)"),
    more=Phrases("també més_que tant així_com"),
    sure=Phrases(r"sen(?:s|se)_(?:\w+_){0,3}dubtes? no_(?:\w+_){0,4}dubt\w+ indubtable\w*"),
    doubt=Phrases(r"dubt\w+"),
)
_GL = Denial(
    plain=Phrases(r"non nunca xamais ninguén nada ningún ningunha nin tampouco sen"),
    hidden=Phrases(
        r"in\w+ im\w+ ir\w+ il\w+ des\w+ dis\w+ falt\w+ fall\w+ fracas\w+ neg\w+ rexeit\w+ deix\w+_de excepto salvo"
        r" senón mal"
        r" case pouc\w+ en_vez en_lugar ausen\w+ evit\w+ cero lonxe perd\w+ fóra libre\w* gratu\w+ prohib\w+ difer\w+"
        r" contrari\w* dúbid\w+ menos últim\w+ coidado só soamente anti\w+ contra outr\w+ moi moito"
    ),
    harmless=Phrases(r"ou_non se_non nada_máis non_obstante"),
    second=frozenset("nada ninguén ningún ningunha nunca xamais nin tampouco".split()),
    only=Phrases("non_(?:só|soamente)"),
    more=Phrases("tamén ademais tanto máis_que"),
    sure=Phrases(r"sen_(?:\w+_){0,3}dúbidas? non_(?:\w+_){0,4}d[uú]bid\w+ indubidable\w*"),
    doubt=Phrases(r"d[uú]bid\w+"),
)
DENIALS: Mapping[str, Denial] = MappingProxyType({"en": _EN, "pt": _PT, "es": _ES, "ca": _CA, "gl": _GL})
"""By primary subtag."""
