"""Check who speaks and of whom: verbs of saying, the first person in them, men and women in plain cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.gender import disagreements
from dragoman.quotes import quotes
from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.phrases import Phrases
from dragoman.verify.tokens import plain

NAME = "speech"


@dataclass(frozen=True, slots=True)
class _Voices:
    """How a language tells who speaks: `says` are sure verbs of saying, `tells` all that may render one.

    `me` is the first person in a verb of saying, `own` anything in the first person. `he` and `she` are pronouns of
    persons, `it` those that may stand for things and be rendered by either.
    """

    says: Phrases
    tells: Phrases
    me: Phrases
    own: Phrases
    he: Phrases
    she: Phrases
    it: Phrases


_TOLD = (
    "dis\\w+ diz\\w* afirm\\w+ declar\\w+ fal\\w+ cont\\w+ acrescent\\w+ explic\\w+ respond\\w+ pergunt\\w+"
    " escrev\\w+ twe?et\\w+ tuit\\w+ anunci\\w+ relat\\w+ inform\\w+ revel\\w+ insist\\w+ observ\\w+ coment\\w+"
    " admit\\w+ reconhec\\w+ conclu\\w+ segundo conforme acordo avis\\w+ alert\\w+ complet\\w+ ressalt\\w+"
    " destac\\w+ lembr\\w+ brinc\\w+ argument\\w+ garant\\w+ assegur\\w+ neg\\w+ confirm\\w+ not\\w+ apont\\w+"
    " coloc\\w+ indic\\w+ frisou enfatiz\\w+ defend\\w+ sugeri\\w+ postou public\\w+ alega\\w* gritou pediu ordenou"
    " prometeu jurou recomend\\w+ opin\\w+ pensa\\w* ach\\w+ acredit\\w+ questiona\\w* indag\\w+ quis voz"
    " palavr\\w+ descrev\\w+ cham\\w+ refer\\w+ exclam\\w+ elogi\\w+ critic\\w+ esclarec\\w+ reclam\\w+ lament\\w+"
    " desabaf\\w+ ponder\\w+ retruc\\w+ rebat\\w+ reiter\\w+ reforç\\w+ salient\\w+ sublinh\\w+ sustent\\w+"
    " adiant\\w+ acus\\w+ agradec\\w+ advert\\w+ alfinet\\w+ analis\\w+ apel\\w+ assinal\\w+ atest\\w+ brad\\w+"
    " berr\\w+ celebr\\w+ comemor\\w+ comunic\\w+ conclam\\w+ concord\\w+ confess\\w+ confidenci\\w+ corrig\\w+"
    " denunci\\w+ desmenti\\w+ detalh\\w+ divulg\\w+ emend\\w+ enumer\\w+ esbravej\\w+ especul\\w+ exig\\w+"
    " express\\w+ expôs expõe finaliz\\w+ ironiz\\w+ justific\\w+ murmur\\w+ narr\\w+ orient\\w+ parabeniz\\w+"
    " pontu\\w+ proclam\\w+ profer\\w+ pronunci\\w+ propôs propõe protest\\w+ provoc\\w+ ratific\\w+ recit\\w+"
    " relembr\\w+ repet\\w+ replic\\w+ repreend\\w+ resmung\\w+ resum\\w+ revid\\w+ sentenci\\w+ sintetiz\\w+"
    " sugere suplic\\w+ suspir\\w+ sussurr\\w+ testemunh\\w+ vocifer\\w+ zomb\\w+"
)
_VOICES: Mapping[str, _Voices] = MappingProxyType(
    {
        "en": _Voices(
            says=Phrases("said told"),
            tells=Phrases(
                "sa(?:id|ys|y|ying) t(?:old|ells?|elling) add(?:s|ed|ing)? stat(?:e|es|ed|ing|ement\\w*)"
                " declar\\w+ explain\\w* claim\\w*"
                " answer\\w* repl\\w+"
                " ask\\w* wr(?:ote|ites?|itten|iting) twe\\w+ announc\\w+ report\\w* according reveal\\w*"
                " insist\\w* observ\\w+"
                " comment\\w* admit\\w* acknowledg\\w+ conclu\\w+ warn\\w* stress\\w* not\\w+ recall\\w* jok\\w+"
                " argu\\w+"
                " den\\w+ confirm\\w* point\\w* continu\\w+ indicat\\w+ emphasi\\w+ defend\\w* suggest\\w* post\\w*"
                " sp(?:oke|eak)\\w*"
                " talk\\w* call\\w* describ\\w+ quot\\w+ remark\\w* voice\\w* word\\w* put"
                " assert\\w* caution\\w* clarif\\w+ complain\\w* conced\\w+ confess\\w* contend\\w* cr(?:ied|ies)"
                " exclaim\\w* elaborat\\w+ lament\\w* maintain\\w* mus(?:ed|es) opin(?:e[sd]?|ing) pledg\\w+"
                " predict\\w* promis(?:e[sd]?|ing) quip\\w* recount\\w* reiterat\\w+ repeat\\w* retort\\w*"
                " respond(?:s|ed|ing)? scream\\w* shout\\w* sighed testif\\w+ urg(?:e[sd]?|ing) vow\\w* whisper\\w*"
                " wonder(?:s|ed|ing)? yell\\w*"
            ),
            me=Phrases("I_(?:said|told|added|explained|replied|stated) said_I"),
            own=Phrases("I me my mine myself we us our I['’]\\w+"),
            he=Phrases("he him his he['’]\\w+"),
            she=Phrases("she her hers she['’]\\w+"),
            it=Phrases("it its itself"),
        ),
        "pt": _Voices(
            says=Phrases("disse disseram"),
            tells=Phrases(_TOLD),
            me=Phrases(
                "eu_(?:disse|falei|afirmei|contei) disse_eu falei contei afirmei expliquei respondi acrescentei"
            ),
            own=Phrases(
                "eu me meus? minhas? mim comigo nós nos noss\\w+ \\w+ei fui tive fiz vim \\w+mos falo digo acho"
                " estou sou tenho"
            ),
            he=Phrases("ele dele nele ele_mesmo"),
            she=Phrases("ela dela nela ela_mesma"),
            it=Phrases("eles elas deles delas"),
        ),
    }
)


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail where a speaker became the first person; warn where a verb of saying went, or he became she."""
    here, there = (_VOICES.get(language) for language in pair.languages)
    if here is None or there is None or here is there:
        return
    body, other = plain(source), plain(target)
    me = there.me.first(_unquoted(other))
    if me and not here.own.first(body):
        yield Finding(NAME, Severity.FAIL, "The speaker became the first person.", None, me)
    says = here.says.first(body) if quotes(source).shape != (0, 0, 0) else None
    if says and not there.tells.first(other):
        yield Finding(NAME, Severity.WARN, "The verb of saying is missing.", says, None)
    yield from _swallowed(source, target, here, there)
    yield from _gender(body, other, here, there)
    for start, end, right in disagreements(other, pair.target):
        yield Finding(NAME, Severity.WARN, f"“{other[start:end]}” should be “{right}”.", None, (start, end))


def _swallowed(source: str, target: str, here: _Voices, there: _Voices) -> Iterator[Finding]:
    """Warn where the words behind the last quotation, which tell who speaks, came inside it.

    They may stand elsewhere: as many verbs of saying must be outside quotations as before.
    """
    before, after = quotes(source), quotes(target)
    if not before.spans or before.shape != after.shape:
        return
    last, end = (max(stop for _, stop in found.spans) for found in (before, after))
    if not here.tells.first(source[last:]) or any(map(str.isalpha, target[end:])):
        return
    if len(there.tells.find(_unquoted(target))) < len(here.tells.find(_unquoted(source))):
        yield Finding(NAME, Severity.WARN, "What follows the quotation came inside it.", (last, len(source)), None)


def _unquoted(text: str) -> str:
    """Blank out what stands in quotation marks: there the speaker is another's."""
    for start, end in quotes(text).spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _gender(source: str, target: str, here: _Voices, there: _Voices) -> Iterator[Finding]:
    """Warn where all persons of the source are he and all of the target she, or the other way."""
    for mine, other in (("he", "she"), ("she", "he")):
        said = getattr(here, mine).first(source)
        turned = getattr(there, other).first(target) if said else None
        if not said or not turned or getattr(here, other).first(source) or getattr(there, mine).first(target):
            continue
        if (_opens(source, said) and _opens(target, turned)) or not here.it.first(source):
            message = f"“{source[slice(*said)]}” became “{target[slice(*turned)]}”."
            yield Finding(NAME, Severity.WARN, message, said, turned)


def _opens(text: str, place: Span) -> bool:
    return not any(letter.isalpha() for letter in text[: place[0]])
