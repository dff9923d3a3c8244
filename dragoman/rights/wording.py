"""The words in which licences are named: patterns of the field's own terms, in the languages whose feeds we have read.

Each word here can only be a part of a licence's name or a publisher's own rule. A name with a part that stands in none
of these lists is a licence that we don't know (`licences.recognise`): so a list may be short, never wrong.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), _FLAGS)


CC = _any(
    r"cr[eé]ative[\s-]*commons",
    r"\bCC(?=[\s-]*(?:licen[sc]|lizenz))",
    "krea komunaĵo",
    "криејтив комонс",
    "кр[иі][эеї]?йт[иі]в комм?онс",
    "المشاع الإبداعي",
    "المشاع الابداعي",
    "کرئیٹو کامنس?",
    "کریٹیو کامنز",
    "קרי?א(?:יי)?טיב קומונס",
    "क्रिएटिव कॉमन्?स्?",
    "क्रियटिभ कमन्स",
    "ক্রিয়েটিভ কমন্স",
    "ਕ੍ਰੀਏਟਿਵ ਕਾਮਨਜ਼",
    "크리에이티브 커먼[즈스]",
    "クリエイティブ・?コモンズ",
    "知识共享",
    "知識共享",
    "创作共用",
    "創作共用",
    "創用",
    "የጋራ ፈጠራዎች",
    "ᱠᱨᱤᱭᱮᱴᱤᱵᱷ ᱠᱳᱢᱳᱱᱥ",
)

BY = _any(
    "attribu(?:tion|t|zione|ering)",
    r"atribuiç(?:ão|ões)",
    "atribuci[oó]n",
    "atribuire",
    "atribuite",
    "atribusi",
    "namensnennung",
    "naamsvermelding",
    "reconocimiento",
    "reconeixement",
    "recoñecemento",
    "aitortu",
    "paternité",
    "mention de l.auteur",
    "uznanie autorstwa",
    "uveďte (?:původ|autora)",
    "nevezd meg",
    "autorstvo",
    "imenovanje",
    "autorile viitamine",
    "nimeä",
    "erkännande",
    "navngivelse",
    "tilskrivning",
    "atıf",
    "атрибуция",
    "наведи извор",
    "с указанием авторства",
    "ссылаться на автора",
    "зазначення авторства",
    "αναφορά",
    "ייחוס",
    "نسب المصنف",
    "النسبة",
    "ایٹری ?بیوشنز?",
    "एट्रिब्यूशन",
    "अधिकार(?= \\d)",
    "এট্রিবিউশন্?স?",
    "ਐਟਰੀਬਿਊਸ਼ਨ",
    "저작자 ?표시",
    "署名",
    "姓名标示",
    "姓名標示",
    "表示",
    "ባሕርያት",
    "ᱟᱴᱨᱤᱵᱩᱥᱚᱱ",
    "give appropriate credit",
    r"(?-i:\bBY\b)",
)

ND = _any(
    r"no[\s-]*deriv",
    r"n[ãa]o a? ?(?:obras )?derivad",
    r"(?:sem|sin|sense)[\s-]*(?:obras?[\s-]*)?deriv",
    r"non[\s-]*(?:opere[\s-]*)?derivat",
    r"pas[\s-]*de[\s-]*(?:modification|travail d[ée]riv)",
    r"sans (?:modification|d[ée]riv)",
    r"keine[\s-]*bearbeitung",
    r"geen[\s-]*afgeleide",
    "bez utworów zależnych",
    "lan eratorririk gabe",
    "tanpa turunan",
    "נגזרות",
    "نو ڈیریویٹیوز?",
    "नो ?डेरिवेटिव",
    "नो ?डरिविटिव",
    "改変禁止",
    "禁止演[绎繹]",
    "禁止改作",
    "변경 ?금지",
    "منع الاشتقاق",
    "без производных",
    "без похідних",
)
"""The licence's own words for "no derivatives"."""

CHANGELESS = _any(
    r"(?:zonder|without) (?:\w+ ){0,2}(?:edit|chang|modif|alter|bewerking|wijziging)\w*",
    r"unmodified|unaltered|unedited|unadapted|unchanged",
    r"\bno\s(?:\w+\s){0,2}(?:edit|change|modification|alteration)s",
    r"(?:\bnot|n[’']t|never|cannot) (?:\w+ ){0,4}(?:edit|alter|modify|change|translate|derivative)\b(?! without)",
    r"(?:content|text|work|article)s? (?:is|are) not (?:modified|altered|changed|edited)(?! without)",
    r"in (?:its|their) entirety(?! or\b)",
    r"(?:publish\w*|reproduce\w*|used?) as is\b",
    r"sem (?:qualquer )?(?:tipo de )?(?:altera|modifica|edi[çt])",
    r"n[ãa]o (?:\w+ ){0,4}(?:alterad|modificad|editad|edite|altere|modifique)\w*\b(?! sem que)",
    r"sin (?:\w+ ){0,3}(?:modifica|altera|edita|cambi)",
    r"\bno (?:\w+ ){0,3}(?:modificar|alterar|editar|editarl|alterarl)\w*",
    r"nicht (?:\w+ ){0,3}(?:bearbeite|verände)|unverändert|senza (?:\w+ ){0,2}modific",
    r"na íntegra(?! ou\b)|íntegramente(?! o\b)|dans son intégralité",
    r"modifications? (?:du contenu )?(?:\w+ ){0,6}(?:interdit|est exclue)",
    r"не редагуйте|не редактируйте",
    r"عدم إجراء تغييرات|يحظر أي تعديل",
    "不能扭曲或?竄改",
    "без изменени[йя]",
)
"""A publisher's own words against changes."""

NC = _any(
    r"non[\s-]*commerc",
    r"\bno[\s-]*comercial",
    r"n[ãa]o[\s-]*comercial",
    r"pas[\s-]*d.utilisation commerciale",
    r"nicht[\s-]*kommerziell|keine kommerzielle",
    r"niet[\s-]*commercieel",
    "użycie niekomercyjne",
    "ez[\\s-]*komertzial",
    r"sem fins? comercia|sin fines? comercia",
    r"(?:sem fins? lucrativ|sin (?:ánimo|fines) de lucro)",
    r"(?:without|prohibits?|forbids?|not for|\bno) (?:any )?(?:commercial|sale)",
    r"not[\s-]for[\s-]profit only",
    r"(?:no|nenhum) (?:profit|lucro) (?:is|será)",
    r"\bnot (?:\w+ ){0,3}for commercial",
    "usage commercial (?:\\w+ ){0,4}interdit",
    "غير تجارية|لأغراض تجارية",
    "نان[- ]کمرشیل",
    "नॉन[- ]कॉ?म?र्?शियल",
    "非商[业業]性?",
    "非営利",
    "비영리",
    "некоммерч|некомерц",
)

SA = _any(
    r"share[\s-]*alike",
    r"compartilha\w*[\s-]*(?:pela mesma|igual)",
    r"compartir[\s-]*igual",
    r"partekatu[\s-]*berdin",
    r"baldintza beretan",
    "partage dans les mêmes",
    "condividi allo stesso",
    "weitergabe unter gleichen",
    r"gelijk[\s-]*delen",
    "na tych samych warunkach",
    "jagamine samadel tingimustel",
    "same licen[cs]e",
    "mesma licen[çz]a",
    "misma licencia",
    "на тех же условиях",
    "الترخيص بالمثل",
    "相同方式共享",
    "相同方式分享",
    "継承",
    "동일조건",
)

PUBLIC = _any(
    r"\bpublic[\s-]domain\b",
    "dom[ií]nio público",
    "domaine public",
    "pubblico dominio",
    "gemeinfrei",
    "(?:общественн|всеобщ)\\w+ достояни",
    "عوامی ملکیت",
    "دايره عام|دايرہ عام",
    "jamoat mulki",
    "жамоат мулки",
    "ملك عام|ملكية عامة",
)
NEGATED = _any(r"\b(?:not|isn.t|nicht|não|no|n.est pas|не)\b")
OTHERS = _any(r"\b(?:this|that|such|other) (?:material|content)", "third[ -]part")
"""Of whom a sentence speaks that keeps what is not the publisher's own out of the public domain."""

LICENCE = re.compile(
    r"li[cz]en[sczçt]|lisens|lèsènse|litsents|li[sz]enz|лиценз|ліценз|лиценцир|ライセンス|授權|授权|许可|رخصة|مرخص|لائسنس|لائیسنس|"
    r"लाइसें?न?स|अनुज्ञप्ति|লাইসেন্স|ਲਸੰਸ|라이선스|저작권|רישיון|מורשה|άδεια|ᱞᱟᱭᱥᱮᱱᱥ",
    _FLAGS,
)
CONDITIONS = re.compile(
    r"following|guidelines|conditions|subject to|here.s (?:all|what)|as long as you|(?:these|some) (?:simple )?"
    r"(?:rules|terms)|additional|provided (?:that )?you",
    _FLAGS,
)
"""What a publisher adds to a licence that it names without its version: nobody can tell what holds then."""

REUSE = _any(
    r"re-?publi(?:sh|c|qu|zier|er)\w*",
    r"\bre-?print\w*",
    r"\breproduc\w*|\breproduz\w*|\breproduire",
    r"\bre-?us(?:e|es|ed|ing)\b",
    r"re-?distribut\w*",
    r"re-?post(?:ing|ed)?\b",
    r"\bsyndicat\w*",
    "nachdruck|weiterverbreit|übernehmen",
    "перепечат|передрук|перадрук",
    "использовани\\w* материал|використання матеріал",
    "korišćenje sadržaja",
    "轉載",
)
LEAVE = _any(
    r"\bfree\b|\bfreely\b|welcome|\bmay\b|\bcan\b|allow|permit|authori[sz]|permission is (?:hereby )?(?:given|granted)",
    "pode|livre|gratuit|autoriza|permitid|permite",
    "puede|libre",
    "libres? de|gratuitement",
    "dürfen|kostenlos|gerne",
    "libero|gratis",
    "возможно|дозволя|дазваля|могут|обов.язково",
    "slobodno",
    "歡迎",
)
CHANGES = _any(
    r"\b(?:free|welcome|may|can|allowed|permitted|invited|encouraged)\b[^.;]{0,100}"
    r"\b(?:translate|adapt|remix|transform|build (?:up)?on|make derivative works)\b",
    r"\b(?:may|can) be\b[^.;]{0,60}\b(?:translated|adapted|remixed)\b",
    r"\b(?:pode|livre|puede|libre|permit|pot|peut|pouvez|può|possono|liber)\w*\b[^.;]{0,100}"
    r"\b(?:traduzir|adaptar|traduci(?:r|rlos|das?|dos?)|traduzid[ao]s?|remezclar|traduire|traduits?|adapter|tradurre|tradotti|traduir)\b",
    r"\b(?:dürfen|darf|können|kostenlos)\b[^.;]{0,100}\b(?:übersetzen|übersetzt|bearbeiten)\b",
    r"\b(?:mag|mogen|kunnen)\b[^.;]{0,100}\b(?:vertalen|vertaald)\b",
)
"""Leave to translate a text, or to change it as much."""
ASKED = _any(
    r"permission|consent|authori[sz]ation|approv|agreement|contact|\bask\b|\bnotify|\bfee\b|charge\b",
    r"permis[os]|autoriza[cç]|consent[ia]m|aprova|aprobaci|solicit|acuerdo|acordo|contat[oe]|contact[ao]|autorisation|accord",
    r"genehmig|zustimm|einverständ|erlaubnis|toestemming|autorizzazion|permesso|разрешени|согласи|дозвіл|дозвол|إذن",
)
"""What a leave to do so may hang on."""
CREDITED = _any(r"credit|attribut|\bcit[ae]|mention|nenn|fonte|fuente|source|quelle|acknowledg|посила|ссыл|المصدر")
FORBIDDEN = _any(
    r"no part\b",
    r"\b(?:may|can|must|shall) ?not be (?:\w+,? ){0,8}(?:published|reproduced|distributed|broadcast|copied|used)",
    r"without (?:\w+ ){0,5}(?:permission|consent|authori[sz]ation)",
    r"(?:strictly )?(?:prohibited|forbidden)\W*$",
    r"sem (?:\w+ ){0,4}(?:autorização|permissão)",
    r"proibid[ao] a|prohibida la|vietata la|reproduction interdite",
    r"sin (?:\w+ ){0,4}(?:autorización|permiso)",
    r"sans (?:\w+ ){0,4}autorisation",
    r"ohne (?:\w+ ){0,4}genehmigung",
)

PICTURES = _any(
    r"\b(?:photo|foto|image|imagen|imagem|picture|bild(?:er)?\b|illustration|ilustra|icons?\b|v[ií]deo|m[uú]sic)",
    "flickr|wikimedia|unsplash|фото|صور",
)
TEXTS = _any(
    r"\b(?:text|article|stor(?:y|ies)|content|work|website|site|material|texto|artigo|art[ií]c|conte[uú]d|contenid)",
    r"\b(?:texte|contenu|artikel|inhalt|beitr|website|testi|contenut|articol|reportage|reportagen|publica|edukiak)",
    "материал|текст|محتوى|المحتوى",
)
