"""Which words a language has, by the dictionaries of `simplemma` and the lists of `wordfreq`.

All are opened when first asked: 15 MB a language and 4; Portuguese has 10 more for its rarer words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from inspect import unwrap

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.verify.characters import fold
from dragoman.verify.lexicon import lexicon
from dragoman.verify.tables import entries

LISTED = frozenset("en pt es ca gl fr it ro de nl sv da nb nn is fi et lv lt pl cs sk sl hu bg mk ru uk el tr".split())
"""Languages with a dictionary, of those that write their words apart."""
_THIN = frozenset({"pt"})
"""Languages whose dictionary lacks many words that are rightly made: eletrodo, sociopata."""
_RAREST = 651
"""Steps of a hundredth of a power of ten that words are rarer than all, at most: what is rarer yet may be a slip."""
_PREFIXES = tuple(
    "anti arqui auto bi bio centro ciber circun co contra des eco euro ex extra foto geo hidro hiper in im inter infra"
    " intra ir macro maxi mega micro mini mono moto multi nano narco neo neuro nitro non over out petro poli post pós"
    " pre pré pro pró proto pseudo psico radio re recém self semi sobre sub super supra tele termo trans tri turbo"
    " ultra un under vice video cyber hydro photo poly psycho thermo tera giga".split()
)
_LEAST = 4
"""Letters that a word has at least behind a prefix."""
_MADE = {
    "pt": re.compile(
        r"(?P<verb>\w{2,}[aei])(?:d(?:or(?:a|es|as)?|[oa]s?|iços?)|ç(?:ão|ões)|mentos?|ntes?|tiv[oa]s?)"
        r"|(?P<noun>\w{3,})(?:i?st[ao]s?|ismos?|ian[oa]s?|inh[oa]s?|zinh[oa]s?|(?<![aeo])(?:os|as|es)|eiros?|[aá]ve(?:l|is))"
    ),
}
"""Words that Portuguese makes of a verb (apoia-dor, premia-ção) or of another word (parapent-ista, corret-os)."""
_DOER = re.compile(r"([^\W\d_]{3,})ers?")
_AMERICAN = tuple(tuple(pair.split("=")) for pair in "or=our er=re iz=is yz=ys l=ll e=ae og=ogue æ=ae œ=oe".split())
"""How English is spelled here and there: center, centre."""
_SPELLINGS = (("ô", "ó"), ("ê", "é"), ("ü", "u"), ("um", "hum"), ("k", "c"), ("éi", "ei"), ("ói", "oi"))
"""How Portuguese is spelled here and there: fenômeno, fenómeno; ação, acção is seen to apart."""


@lru_cache(maxsize=1 << 16)
def knows(word: str, language: str) -> bool:
    """Tell whether a language (primary subtag) has a word, written just so; True where it has no dictionary."""
    return language not in LISTED or word in _common(language) or _dictionary(language).get(word) is not None


@lru_cache(maxsize=1 << 14)
def hears(word: str, language: str) -> bool:
    """Tell whether a word (lower case) is said in a language more often than once in ten million words."""
    return word in _frequent(language)


@lru_cache(maxsize=1 << 14)
def reads(word: str, language: str) -> bool:
    """Tell whether a word (lower case) stands at all in texts of a language whose dictionary lacks many words."""
    return language in _THIN and word in _rare(language)


@lru_cache(maxsize=1 << 14)
def spells(word: str, language: str) -> bool:
    """Tell whether a word (lower case) is known as it is or in another spelling of its language."""
    return any(knows(form, language) for form in _spelled(word, language))


@lru_cache(maxsize=1 << 14)
def allows(word: str, language: str) -> bool:
    """Tell whether a word (lower case) is known or rightly made: by a prefix, as an adverb, in another spelling."""
    return any(knows(form, language) for form in _forms(word, language))


def does(word: str, language: str) -> bool:
    """Tell whether an English word (lower case) names who does what another one says: groper."""
    doer = _DOER.fullmatch(word) if language == "en" else None
    return doer is not None and any(knows(doer[1] + end, language) for end in ("", "e"))


@lru_cache(maxsize=1 << 12)
def prefix(word: str, language: str) -> str:
    """Return the prefix that makes a word (lower case) of another one that is known, or nothing."""
    made = (p for p in _PREFIXES if len(word) - len(p) >= _LEAST and word.startswith(p))
    return max((p for p in made if knows(word.removeprefix(p), language)), key=len, default="")


def _forms(word: str, language: str) -> Iterator[str]:
    """Yield a word and what it may be made of, likeliest first."""
    yield from _spelled(word, language)
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if len(word) > len(rest) >= _LEAST and not rest.startswith(prefix):
            yield from _spelled(rest[1:] if rest[:2] in ("rr", "ss") else rest, language)
            yield from _made(rest, language)
    yield from _made(word, language)
    if language in ("pt", "es", "gl", "it") and word.endswith("mente"):
        yield from _spelled(word[:-5], language)
        yield from _spelled(word[:-6] + "o", language)
    if language == "en":
        yield from (
            word.removesuffix(ending)
            for ending in ("ness", "like", "wise", "able", "less", "going", "goer", "goers", "wear")
            if word.endswith(ending)
        )


def _made(word: str, language: str) -> Iterator[str]:
    """Yield the verb or noun that a word is made of, by its ending."""
    pattern = _MADE.get(language)
    found = pattern.fullmatch(word) if pattern else None
    if found is None:
        return
    if verb := found["verb"]:
        yield from _spelled(f"{verb}r", language)
    if noun := found["noun"] or (found[0][:-1] if found[0][-1] == "s" else ""):
        vowels = ("", "e") if word == f"{noun}es" else ("", "o", "a", "e", "ia")
        yield from (form for vowel in vowels for form in _spelled(noun + vowel, language))


def _spelled(word: str, language: str) -> Iterator[str]:
    yield word
    if language == "en":
        yield from (word.replace(here, there) for here, there in _AMERICAN if here in word)
    if language != "pt":
        return
    other = word
    for here, there in _SPELLINGS:
        other = re.sub(rf"^{here}" if here == "um" else here, there, other)
    for form in {word, other}:
        yield form
        yield from (f"{form[:n]}{mute}{form[n:]}" for n in range(1, len(form)) if form[n] in "tç" for mute in "cp")


@cache
def _common(language: str) -> frozenset[str]:
    lex = lexicon(language)
    return FUNCTION_WORDS.get(language, frozenset()).union(
        lex.small, lex.scales, lex.ordinals, lex.plurals, lex.fractions, lex.loose, entries(f"newwords.{language}")
    )


@cache
def _frequent(language: str) -> frozenset[str]:
    from wordfreq import get_frequency_dict  # imported when needed: 0.2 s

    try:
        return frozenset(get_frequency_dict(language, wordlist="small"))
    except LookupError:
        return frozenset()


@cache
def _rare(language: str) -> frozenset[str]:
    """Return the words that are said more often than three times in a hundred million, but for those without accents.

    What differs from a commoner word in its accents alone is a slip: dolar.
    """
    from wordfreq import get_frequency_list  # imported when needed: 0.2 s

    # Unwrapped: its cache would keep all words of the list, 25 MB.
    often = unwrap(get_frequency_list)(language, wordlist="large")[:_RAREST]
    common = set(map(fold, _frequent(language)))
    return frozenset(word for words in often for word in words if word.isalpha() and fold(word) not in common)


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    # Imported when needed: 0.2 s, most of them for rules that are not used here.
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

    return StreamDictionaryFactory().get_dictionary(language)
