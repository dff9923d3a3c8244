"""Check that what is denied in the source is denied in the target: a first form, by the words that deny."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.tokens import plain

NAME = "negation"


@dataclass(frozen=True, slots=True)
class _Denial:
    """How a language denies.

    `plain` words deny, `hidden` ones may render a denial (unable, fail, exceto, deixar de), `harmless` phrases hold a
    denying word and deny nothing (not only, whether or not, nada mais). `second` words only strengthen a denial of the
    same clause (não ... nada, neither ... nor).
    """

    plain: re.Pattern[str]
    hidden: re.Pattern[str]
    harmless: re.Pattern[str]
    second: frozenset[str]


def _words(patterns: str) -> re.Pattern[str]:
    """Compile alternatives parted by white space; an underscore stands for a space."""
    alternatives = "|".join(patterns.split()).replace("_", r"\s")
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


_EN = _Denial(
    plain=_words(r"not cannot \w+n['’]t never nobody nothing nowhere neither none nor no no-one without"),
    hidden=_words(
        r"non\w* fail\w* refus\w* den(?:y|ies|ied|ying|ial) lack\w* absen\w* unless hardly barely scarcely rarely"
        r" seldom few little instead rather except unlike yet_to stop\w* prevent\w* miss\w* avoid\w* ceas\w*"
        r" far_from nil free ban\w* out_of reject\w* forbid\w* forbade prohibit\w* too loss lost zero"
        r" (?:make|be|made)_sure ignoran\w*"
        r" un(?:able|likely|aware|sure|certain|clear|willing|known|used|usual|changed|identified|paid|published"
        r"|named|seen|til|familiar|happy|fair|well|safe|limited|related|specified|confirmed|\w+able|\w+ly"
        r"|\w{4,}ed|\w{4,}ing)"
        r" in(?:abil|capab|advert|visib|effect|efficien|sufficien|comple|defin|dependen|excus|explic|human|just"
        r"|adequa|accura|convenien|consisten|evitab|significan|sensitiv|stabil|tangib|toler|vulnerab|elig|expens"
        r"|valid)\w* im(?:mobil|pass|patien|perfect|possib|prob|prud|munity)\w*"
        r" ir(?:rat|reg|rel|repl|resp|rever)\w* il(?:leg|lic|log)\w*"
        r" dis(?:abl|agre|allow|appear|appro|belie|continu|conn|hon|like|obe|order|qualif|regard|satis)\w*"
        r" \w+less(?:ly|ness)? landlocked unscathed last-minute otherwise beyond"
    ),
    harmless=_words(
        r"not_only not_just no_doubt no\.?_?\d+ whether_or_not or_not if_not no_matter not_to_mention not_merely"
        r" not_simply no_less no_more nothing_but no_sooner why_not more_often_than_not so_as_not_to nothing_less"
        r" nothing_more not_long no_later \w+n['’]t_(?:it|he|they|you|we|she|I)(?=_?\?) by_no_means"
    ),
    second=frozenset({"nor"}),
)
_PT = _Denial(
    plain=_words(r"não nunca jamais ninguém nada nenhum(?:a|as)? nenhuns nem tampouco sem"),
    hidden=_words(
        r"não-\w+ in\w+íve(?:l|is) intransfer\w+ inalterad\w+ impossibilit\w+ falt\w+ falh\w+ recus\w+"
        r" neg(?:ou|a|ar|am|aram|ando|ado|ava|avam|ativ\w+) deix\w+ exceto salvo senão mal raramente dificilmente"
        r" quase pouc\w+ ao_invés em_vez ausên\w+ ausent\w+ imped\w+ evit\w+ zero longe perd\w+ carec\w+ fora"
        r" livr\w+ gratuit\w+ proib\w+ rejeit\w+ diferente\w* contrário par(?:ou|ar|aram|em) desconhe\w+"
        r" desconfi\w+ desnecess\w+ desempreg\w+ desobed\w+ desapare\w+ desde_que descart\w+ discord\w+ dispens\w+"
        r" dúvid\w+ incapa\w+ improváve(?:l|is)"
        r" in(?:adequ|comp|comum|consc|cert|conv|corret|crí|depend|dese|efici|efic|esper|evit|exist|explic|feliz"
        r"|fiel|grat|just|quie|satis|segu|sens|signif|sufic|toler|us|úte|útil|vál|var|visí|volun)\w*"
        r" im(?:paci|perf|poss|prev|própr|prud|pun|óve)\w* ir(?:rac|reg|rel|resp|rever)\w* il(?:eg|íc|óg)\w*"
        r" ignor\w+ exce[çt]\w+ afast\w+ últim\w+ cuidado certifique\w* menos impun\w+ o_mais_tardar"
    ),
    harmless=_words(
        r"não_só não_apenas não_somente ou_não se_não nada_mais não_obstante nem_mesmo a_não_ser sem_dúvida nada_menos"
        r" pois_não não_é(?=_?\?) não_é_mesmo não_importa não_deix\w+ não_demor\w+ nem_sempre não_muito nem_tanto"
        r" não_se_esqueça não_esqueça organizaç\w+_não"
    ),
    second=frozenset("nada ninguém nenhum nenhuma nunca jamais nem tampouco".split()),
)
_CLAUSE = 8
"""Words between two denials of one clause at most."""
_NEAR = 0.25
"""How far apart, relative to the length of the text, a denial and its rendering may stand."""
_DENIALS: Mapping[str, _Denial] = MappingProxyType({"en": _EN, "pt": _PT})


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn where one side denies and nothing near it on the other can; only for languages whose denials are known."""
    here, there = (_DENIALS.get(language) for language in pair.languages)
    if here is None or there is None or here is there:
        return
    if not here.plain.search(source) and not there.plain.search(target):
        return
    lost, added = _unmatched(_read(source, here), _read(target, there))
    if lost:
        yield Finding(NAME, Severity.WARN, "A denial is missing.", lost[0], None)
    elif added:
        yield Finding(NAME, Severity.WARN, "A denial is not in the original.", None, added[0])


@dataclass(frozen=True, slots=True)
class _Denials:
    """The denials of a text, the words that may be one, and the length that places are relative to."""

    plain: list[Span]
    hidden: list[Span]
    length: int

    def place(self, span: Span) -> float:
        return span[0] / self.length


def _read(text: str, denial: _Denial) -> _Denials:
    """Find denials; the second of a pair in one clause (não ... nada, neither ... nor) counts as hidden."""
    body = plain(text)
    hidden = [match.span() for match in denial.harmless.finditer(body)]
    body = denial.harmless.sub(lambda match: " " * len(match[0]), body)
    hidden += [match.span() for match in denial.hidden.finditer(body)]
    found: list[Span] = []
    for match in denial.plain.finditer(body):
        again = found and match[0].lower() in denial.second and body.count(" ", found[-1][1], match.start()) <= _CLAUSE
        (hidden if again else found).append(match.span())
    return _Denials(found, hidden, max(1, len(text)))


def _unmatched(before: _Denials, after: _Denials) -> tuple[list[Span], list[Span]]:
    """Pair the nearest denials of both sides; what is left may still answer a hidden one nearby."""
    options = sorted(
        (abs(before.place(a) - after.place(b)), n, m)
        for n, a in enumerate(before.plain)
        for m, b in enumerate(after.plain)
    )
    left, right = set(range(len(before.plain))), set(range(len(after.plain)))
    for _, n, m in options:
        if n in left and m in right:
            left.discard(n)
            right.discard(m)
    lost = [before.plain[n] for n in sorted(left) if not _near(before.place(before.plain[n]), after)]
    added = [after.plain[m] for m in sorted(right) if not _near(after.place(after.plain[m]), before)]
    return lost, added


def _near(place: float, others: _Denials) -> bool:
    return any(abs(place - others.place(span)) <= _NEAR for span in others.hidden)
