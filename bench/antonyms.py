"""Make the tables of opposites that the checks of meaning read, from WordNet and lists by hand.

    python bench/antonyms.py /usr/share/wordnet     # Debian's wordnet-base; writes dragoman/verify/meaning/tables/

Of WordNet, direct antonyms are taken, and the other words of their senses, where they are frequent enough in its tagged
texts; then all are inflected alike.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import antonyms_pt

TABLES = Path(__file__).parents[1] / "dragoman" / "verify" / "meaning" / "tables"
SYNONYMS_SEEN = 3
"""How often the synonyms of antonyms must stand in WordNet's tagged texts."""
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
Lemmas: TypeAlias = tuple[str, str, str]
"""Part of speech and two opposites."""

BY_HAND = {
    "v": (
        "join/leave build/destroy build/demolish create/destroy kill/save kill/rescue send/receive give/take"
        " give/receive rise/fall rise/drop increase/decrease increase/reduce increase/fall grow/shrink grow/fall"
        " climb/fall raise/cut raise/lower win/lose defeat/lose begin/end start/end start/stop start/finish"
        " open/close continue/stop accept/refuse accept/reject approve/reject allow/ban allow/forbid allow/prevent"
        " permit/prohibit support/oppose back/oppose support/criticise praise/criticise confirm/deny admit/deny"
        " acquit/convict acquit/condemn arrest/release free/jail free/imprison buy/sell import/export borrow/lend"
        " hire/dismiss hire/fire appoint/dismiss elect/oust arrive/leave arrive/depart come/go enter/leave"
        " enter/exit attack/defend advance/retreat strengthen/weaken improve/worsen accelerate/slow expand/contract"
        " expand/shrink gain/lose find/lose remember/forget love/hate like/dislike include/exclude lead/follow"
        " lead/trail keep/abandon keep/drop keep/change stay/leave remain/leave succeed/fail pass/fail push/pull"
        " save/spend save/waste earn/spend connect/disconnect unite/divide agree/disagree appear/disappear"
        " appear/vanish reveal/hide reveal/conceal publish/withdraw sign/reject lift/impose ease/tighten"
        " loosen/tighten trust/distrust encourage/discourage live/die bear/die survive/die heal/wound laugh/cry"
        " ask/answer question/answer teach/learn lower/raise legalise/ban protect/threaten protect/harm help/hinder"
        " benefit/harm deploy/withdraw launch/cancel hold/cancel speed/slow load/unload lock/unlock cover/uncover"
        " fill/empty heat/cool freeze/melt float/sink land/depart surrender/resist obey/disobey respect/violate"
        " exceed/miss overestimate/underestimate attract/repel construct/demolish outnumber/trail merge/split"
        " believe/doubt host/visit stand/sit awake/sleep"
    ),
    "a": (
        "rich/poor young/old new/old ancient/modern legal/illegal guilty/innocent alive/dead friendly/hostile"
        " common/rare simple/complex simple/complicated domestic/foreign local/foreign internal/external urban/rural"
        " temporary/permanent voluntary/compulsory voluntary/mandatory optional/mandatory healthy/sick healthy/ill"
        " dry/wet wet/arid strong/weak big/little big/small large/small great/small great/little huge/tiny"
        " long/short tall/short thick/thin deep/shallow wide/narrow heavy/light dark/light bright/dark fast/slow"
        " quick/slow early/late hot/cold warm/cool warm/cold easy/difficult easy/hard cheap/expensive safe/dangerous"
        " safe/unsafe full/empty first/last maximum/minimum major/minor upper/lower top/bottom northern/southern"
        " eastern/western left/right left-wing/right-wing male/female public/private public/secret open/closed"
        " pro/anti similar/different same/different many/few much/little good/bad good/poor best/worst better/worse"
        " happy/sad happy/unhappy pleased/angry calm/violent peaceful/violent civilian/military military/civil"
        " present/absent known/unknown previous/next previous/subsequent former/current former/future past/future"
        " final/initial last/next senior/junior clean/dirty fresh/rotten raw/cooked false/true wrong/right"
        " correct/incorrect correct/wrong real/fake positive/negative optimistic/pessimistic broad/narrow"
        " partial/total partial/complete several/single married/single able/unable likely/unlikely stable/unstable"
        " successful/unsuccessful employed/unemployed armed/unarmed vertical/horizontal inner/outer near/far"
        " loud/quiet soft/hard sharp/blunt smooth/rough brave/cowardly proud/ashamed generous/greedy"
        " liberal/conservative democratic/authoritarian independent/dependent native/foreign natural/artificial"
        " free/captive free/expensive allied/enemy sober/drunk constant/variable fixed/variable direct/indirect"
        " mild/severe mild/serious light/severe serious/slight acute/chronic"
    ),
    "r": (
        "always/never often/rarely often/seldom frequently/rarely up/down upstairs/downstairs indoors/outdoors"
        " together/apart together/separately here/there ahead/behind forward/back inside/outside quickly/slowly"
        " fast/slowly easily/hardly early/late now/then soon/later before/afterwards everywhere/nowhere"
        " clockwise/anticlockwise yes/no more/less most/least mostly/rarely almost/fully partially/fully"
        " partly/entirely well/badly above/below upwards/downwards upward/downward northwards/southwards"
        " eastwards/westwards increasingly/decreasingly at/off"
    ),
    "n": (
        "rise/fall rise/drop increase/decrease increase/reduction increase/decline growth/decline growth/recession"
        " gain/loss profit/loss surplus/deficit victory/defeat win/loss win/defeat winner/loser success/failure"
        " beginning/end start/end start/finish opening/closing opening/closure birth/death life/death man/woman"
        " boy/girl father/mother son/daughter brother/sister husband/wife uncle/aunt king/queen prince/princess"
        " actor/actress friend/enemy ally/enemy ally/rival friend/foe supporter/opponent supporter/critic"
        " buyer/seller import/export employer/employee landlord/tenant teacher/student doctor/patient"
        " lender/borrower creditor/debtor host/guest victim/perpetrator defendant/plaintiff prosecution/defence"
        " attack/defence attacker/defender attacker/victim peace/war love/hate day/night morning/evening"
        " summer/winter spring/autumn sunrise/sunset dawn/dusk north/south east/west northeast/southwest"
        " northwest/southeast top/bottom front/back left/right majority/minority maximum/minimum"
        " advantage/disadvantage strength/weakness benefit/harm benefit/risk arrival/departure entry/exit"
        " entrance/exit support/opposition approval/rejection acceptance/refusal permission/ban supply/demand"
        " question/answer truth/lie guilt/innocence acquittal/conviction arrest/release construction/demolition"
        " construction/destruction creation/destruction improvement/deterioration expansion/contraction"
        " wealth/poverty health/illness health/disease heat/cold drought/flood hope/despair joy/sorrow"
        " optimism/pessimism government/opposition ceiling/floor parent/child boss/worker adult/child"
        " inflation/deflation income/expense revenue/expense export/import heaven/hell ascent/descent past/future"
        " presence/absence inclusion/exclusion freedom/captivity freedom/slavery unity/division"
        " agreement/disagreement trust/distrust appearance/disappearance predecessor/successor ancestor/descendant"
        " lady/gentleman lord/lady bride/groom hero/villain hero/coward host/parasite predator/prey quantity/quality"
        " theory/practice minimum/peak"
    ),
}
FORMS = (
    "before/after above/below over/under with/without for/against from/to into/out inside/outside within/outside"
    " within/beyond north/south everything/nothing everyone/nobody everyone/noone everybody/nobody all/none all/no"
    " some/no any/no every/no both/neither never/ever and/nor can/cannot nobody/somebody nobody/someone"
    " nothing/something more/fewer most/fewest until/since including/excluding despite/because like/unlike born/died"
    " born/killed him/her his/her he/she himself/herself towards/from onto/off upon/off thanks/despite"
    " beforehand/afterwards to/without an/no a/no cut/increased cut/raised reduced/raised reduced/increased"
    " reducing/increasing reduce/increase fewer/more minus/plus former/latter another/same"
)
"""Pairs with no other forms."""
_VOWELS = "aeiou"


def main() -> int:
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "data.verb").is_file():
        print("Give WordNet's folder, as in: python bench/antonyms.py /usr/share/wordnet", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    past = irregular(folder / "verb.exc")
    lemmas = {*common(folder), *by_hand()}
    pairs = {tuple(sorted(pair)) for found in lemmas for pair in inflected(*found, past)}
    pairs |= {tuple(sorted(pair.split("/"))) for pair in FORMS.split()}
    write("en", NOTICE, pairs)
    write("pt", NOTICE_PT, {tuple(sorted(pair)) for pair in antonyms_pt.pairs()})
    return 0


def write(language: str, notice: str, pairs: Iterable[tuple[str, ...]]) -> None:
    lines = [" ".join(pair) for pair in sorted(pairs) if pair[0] != pair[-1]]
    (TABLES / f"{language}.txt").write_text(notice + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{language}: {len(lines)} pairs")


NOTICE_PT = "# Portuguese words and their opposites, a pair a line; made by bench/antonyms.py from lists by hand.\n"
NOTICE = """\
# English words and their opposites, a pair a line; made by bench/antonyms.py from WordNet 3.0 and a list by hand.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Permission to use, copy, modify and
# distribute this database for any purpose and without fee or royalty is granted; it is provided "as is", and Princeton
# University makes no representations or warranties, express or implied. The name of Princeton University may not be
# used in advertising or publicity pertaining to its distribution. The whole licence: LICENSE.wordnet beside this file.
"""


# --- WordNet -----------------------------------------------------------------------------------------------------


def common(folder: Path) -> Iterator[Lemmas]:
    """Yield the opposites that stand in WordNet's tagged texts: direct antonyms once, their synonyms more often."""
    seen = tagged(folder / "cntlist.rev")
    for part, name in PARTS.items():
        for direct, one, other in opposed(folder / f"data.{name}"):
            frequent = min(seen[one], seen[other]) >= (1 if direct else SYNONYMS_SEEN)
            if frequent and one < other and (one + other).isalpha() and (one + other).islower():
                yield part, one, other


def tagged(path: Path) -> Counter[str]:
    """Count a lemma's tags, whatever its part of speech."""
    counts = Counter[str]()
    for line in path.read_text(encoding="ascii").splitlines():
        key, _, count = line.split()
        counts[key.partition("%")[0]] += int(count)
    return counts


def opposed(path: Path) -> Iterator[tuple[bool, str, str]]:
    """Yield the words of opposed senses, and whether they are the very words that a data file calls antonyms.

    Pointers `!` go from word to word of two senses (wndb(5WN)).
    """
    words: dict[str, Sequence[str]] = {}
    pointers: list[tuple[str, str, str]] = []
    for line in path.read_text(encoding="ascii").splitlines():
        fields = line.partition("|")[0].split()
        if line.startswith("  "):
            continue
        end = 4 + 2 * int(fields[3], 16)
        words[fields[0]] = [re.sub(r"\(.*", "", word) for word in fields[4:end:2]]
        for at in range(end + 1, end + 1 + 4 * int(fields[end]), 4):
            if fields[at] == "!":
                pointers.append((fields[0], fields[at + 1], fields[at + 3]))
    for here, there, places in pointers:
        named = int(places[:2], 16) - 1, int(places[2:], 16) - 1
        for n, one in enumerate(words[here]):
            yield from (((n, m) == named, one, other) for m, other in enumerate(words.get(there, ())))


def by_hand() -> Iterator[Lemmas]:
    for part, listed in BY_HAND.items():
        for pair in listed.split():
            one, _, other = pair.partition("/")
            yield part, one, other


# --- Forms -------------------------------------------------------------------------------------------------------


def irregular(path: Path) -> dict[str, tuple[str, str]]:
    """Return past and participle of the irregular verbs; of two forms the participle ends in n or has a u."""
    forms = defaultdict(list)
    for line in path.read_text(encoding="ascii").splitlines():
        form, lemma = line.split()[:2]
        if not re.search(r"(?:ing|s|ied)$", form) and "_" not in form:
            forms[lemma].append(form)
    found = {}
    for lemma, known in forms.items():
        participle = next((form for form in known if re.search(r"n$|u(?:ng|nk|m)$", form)), known[-1])
        found[lemma] = (next((form for form in known if form != participle), participle), participle)
    return {**found, "come": ("came", "come"), "become": ("became", "become"), "run": ("ran", "run")} | {
        verb: (verb, verb) for verb in "cut hit let put set shut split spread hurt cost".split()
    }


def inflected(part: str, one: str, other: str, past: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield two lemmas and their other forms, like with like."""
    yield one, other
    if part == "v":
        yield from zip(verb(one, past), verb(other, past), strict=True)
    elif part == "n":
        yield plural(one), plural(other)
    elif part == "a":
        compared = [(short(one), one), (short(other), other)]
        if all(is_short for is_short, _ in compared):
            yield from ((graded(one, end), graded(other, end)) for end in ("er", "est"))


def verb(lemma: str, past: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    before = past.get(lemma, (_joined(lemma, "ed"),) * 2)
    return plural(lemma), *before, _joined(lemma, "ing")


def plural(word: str) -> str:
    irregulars = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "life": "lives"}
    if word in irregulars:
        return irregulars[word]
    if re.search(r"(?:s|x|z|ch|sh)$|^(?:go|do)$", word):
        return f"{word}es"
    return f"{word[:-1]}ies" if re.search(rf"[^{_VOWELS}]y$", word) else f"{word}s"


def graded(word: str, end: str) -> str:
    known = {"good": {"er": "better", "est": "best"}, "bad": {"er": "worse", "est": "worst"}}
    known |= {"far": {"er": "farther", "est": "farthest"}, "little": {"er": "less", "est": "least"}}
    return known[word][end] if word in known else _joined(word, end)


def short(word: str) -> bool:
    """Tell whether an adjective is compared by endings: one syllable, or two with y at the end."""
    return len(re.findall(r"[aeiouy]+", word.rstrip("e"))) == 1 or word.endswith("y")


def _joined(word: str, end: str) -> str:
    if word.endswith("e"):
        return (word[:-2] + "y" if word.endswith("ie") and end == "ing" else word[:-1]) + end
    if re.search(rf"[^{_VOWELS}]y$", word) and end != "ing":
        return f"{word[:-1]}i{end}"
    one_syllable = len(re.findall(r"[aeiouy]+", word)) == 1
    if re.search(rf"[^{_VOWELS}][{_VOWELS}][bdgklmnprt]$", word) and (one_syllable or word in _DOUBLED):
        return word + word[-1] + end
    return word + end


_DOUBLED = frozenset("admit begin forget permit submit commit refer prefer regret".split())

if __name__ == "__main__":
    raise SystemExit(main())
