"""Check that the target is in its language: the right script, the right common words, nothing left of the source's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.commonwords import COMMON, FUNCTION_WORDS
from dragoman.quotes import quotes
from dragoman.types import Context, Finding, Pair, Severity
from dragoman.verify.leftovers import english
from dragoman.verify.namewords import PERSONS
from dragoman.verify.places import bare
from dragoman.verify.scripts import other_script
from dragoman.verify.tokens import Token, said, word_tokens, words
from dragoman.verify.vocabulary import LISTED, allows, does, knows
from dragoman.verify.words import LEFTOVERS, LOANS

NAME = "language"
_RUN = 3
_WORD = 3
"""Letters that a word has at least, to be looked up."""
_STRESSED = 6
"""Letters of a word that is no acronym; a second one would make a name of it (OBSERVER ONLINE)."""
_PLENTY, _SOME = 3, 2
"""Common words of another language that settle it, beside one of the right language or beside none."""
_PARTICLES = frozenset("de da do das dos del la las los el le di du e y o os as van von".split())
"""Common words that stand in foreign names."""
_SPEAKERS = {word: [language for language, known in FUNCTION_WORDS.items() if word in known] for word in COMMON}
_ROMANCE = frozenset({"pt", "es", "gl", "ca", "it", "fr"})


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Look for the wrong script, another language's common words, and stretches copied from the source."""
    here, there = pair.languages
    if here == there:
        return
    if other_script(source, target, pair):
        yield Finding(NAME, Severity.FAIL, "The translation is in another script.", None, (0, len(target)))
    yield from _other_language(source, target, pair)
    yield from _leftovers(source, target, pair)
    for start, end in english(source, target, pair):
        yield Finding(NAME, Severity.WARN, f"“{target[start:end]}” is not translated.", None, (start, end))


def _other_language(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail where the common words are another language's; what the source says in a third language may stay."""
    here, there = pair.languages
    own = FUNCTION_WORDS.get(there)
    if own is None:
        return
    if len(_SPEAKERS.keys() & (said(target) - own)) < _SOME:
        return
    told = _prose(word_tokens(target))
    for other in _others(told - own):
        known = FUNCTION_WORDS[other]
        foreign = told & known - own
        if other != here and len(foreign) >= _SOME:
            foreign -= set(words(source))
        mine = len(told & own - known)
        if len(foreign) > 2 * mine and len(foreign) >= (_PLENTY if mine else _SOME):
            yield Finding(NAME, Severity.FAIL, f"The translation reads as “{other}”.", None, (0, len(target)))
            return


def _others(told: set[str]) -> list[str]:
    """Return the languages that some of these words are common in."""
    counts = Counter(language for word in told for language in _SPEAKERS.get(word, ()))
    return [language for language in FUNCTION_WORDS if counts[language] >= _SOME]


def _prose(tokens: Sequence[Token]) -> set[str]:
    """Return the words that are no part of a name: no capital, nor capitals on both sides (Back to the Future)."""
    capital = [token.text[0].isupper() for token in tokens]
    return {
        token.lower
        for n, token in enumerate(tokens)
        if not token.text.istitle() and not (any(capital[max(0, n - 2) : n]) and any(capital[n + 1 : n + 3]))
    }


def _leftovers(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail on a stretch of source words, warn of a single one that can't be a name."""
    here, there = pair.languages
    if here not in FUNCTION_WORDS or there not in FUNCTION_WORDS:
        return
    tokens = word_tokens(target)
    copied = _copied([token.text for token in word_tokens(source)], tokens)
    for start, end in copied:
        if stretch := _untranslated(target, tokens[start:end], here, there):
            span = (stretch[0].start, stretch[-1].end)
            severity = Severity.WARN if stretch[0].text.isupper() else Severity.FAIL
            yield Finding(NAME, severity, f"“{target[slice(*span)]}” is not translated.", None, span)
            return
    left = _single(source, target, pair) or _mingled(tokens, copied, pair) or _stressed(source, tokens, pair)
    if left:
        severity = Severity.FAIL if len({token.lower for token in left}) >= _RUN else Severity.WARN
        yield _left(left[0], severity)


def _untranslated(target: str, tokens: Sequence[Token], here: str, there: str) -> Sequence[Token]:
    """Return the words of a copied stretch that can't be a name, or none.

    Capitals make a name of a stretch, but for three words without one, or two of which one is a common word of the
    source and the other is not (uma banda); kin languages share too many words to go without a common one. Only
    spaces may stand between them: hyphens make one word (over-the-top), brackets and figures are no prose.
    """
    known, own = FUNCTION_WORDS[here], FUNCTION_WORDS[there]
    kin = {here, there} <= _ROMANCE
    for length in (_RUN, _RUN - 1):
        for n in range(len(tokens) - length + 1):
            some = tokens[n : n + length]
            if not (all(token.text[0].islower() for token in some) or _cried(some)) or any(
                target[a.end : b.start] != " " for a, b in pairwise(some)
            ):
                continue
            common = {token.lower for token in some} & known
            if length == _RUN and common and (not kin or common - own):
                return some
            if length < _RUN and common - own - _PARTICLES and len(common) < length:
                return some
    return ()


def _cried(tokens: Sequence[Token]) -> bool:
    """Tell whether words are written in capitals, and are more than two: acronyms stand by themselves."""
    return len(tokens) == _RUN and all(token.text.isupper() for token in tokens)


def _copied(source: Sequence[str], target: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the stretches of three words or more that stand in the source as well, letter for letter."""
    stretches: list[tuple[int, int]] = []
    known_words, texts = set(source), [token.text for token in target]
    if sum(map(known_words.__contains__, texts)) < _RUN:
        return stretches
    known = set(zip(source, source[1:], source[2:], strict=False))
    for n, three in enumerate(zip(texts, texts[1:], texts[2:], strict=False)):
        if three in known:
            if stretches and stretches[-1][1] > n:
                stretches[-1] = (stretches[-1][0], n + _RUN)
            else:
                stretches.append((n, n + _RUN))
    return stretches


def placed(target: str, pair: Pair, context: Context) -> Iterator[Finding]:
    """Warn of a word left as it is that is no name: its capital was for its place alone (Harbour clock stops)."""
    here, there = pair.languages
    if here == there or not {here, there} <= LISTED:
        return
    for token in word_tokens(target) if context.small else ():
        if token.text in context.small and _strange(token.lower, here, there) and bare(token) not in PERSONS:
            yield _left(token)
            return


def _left(token: Token, severity: Severity = Severity.WARN) -> Finding:
    return Finding(NAME, severity, f"“{token.text}” is not translated.", None, (token.start, token.end))


def _single(source: str, target: str, pair: Pair) -> list[Token]:
    """Return the words of the source that its target's language lacks, or that are common in the source's alone.

    Among capitals they are part of a name (Back to the Future), and so is a quotation that was left as it is, unless
    English titles would not be written so. What the target's language took over stands as well (hot dog).
    """
    here, there = pair.languages
    tokens = word_tokens(target)
    known = {token.text for token in word_tokens(source)}
    common = LEFTOVERS.get(here, frozenset()) if there in LEFTOVERS else frozenset[str]()
    listed = {here, there} <= LISTED
    found: list[Token] = []
    copied = [token.text for token in tokens if token.text in known or token.text in common]
    if not any(map(str.islower, copied)):
        return found
    kept = ((a, b) for a, b in quotes(target).spans if target[a + 1 : b - 1] in source)
    stands = [(a, b) for a, b in kept if here != "en" or not _is_prose(target[a + 1 : b - 1])]
    stands += [(m.start() - 1, m.end()) for m in LOANS[there].finditer(target)] if there in LOANS else []
    for n, token in enumerate(tokens):
        if not (token.text in known or token.text in common) or not token.text.islower():
            continue
        if _in_host(target, token) or target[token.start - 2 : token.start - 1].isdigit():
            continue
        if n and _hangs_on(tokens[n - 1], token, target):
            continue
        if any(a < token.start < b for a, b in stands):
            continue
        if len(tokens) == 1 or all(known & _capitals_beside(target, tokens, n, step) for step in (-1, 1)):
            continue
        if token.text in common or (listed and token.text in known and _strange(token.lower, here, there)):
            found.append(token)
    return found


def _is_prose(quoted: str) -> bool:
    """Tell whether a quotation of some words is English and no title: its long words have no capital."""
    said = word_tokens(quoted)
    long = [token.lower for token in said if token.text.islower() and len(token.text) > _RUN]
    enough = len(said) >= _RUN and len(long) > 1
    return (enough or 0 < len(said) == len(long)) and all(knows(word, "en") for word in long)


def _stressed(source: str, tokens: Sequence[Token], pair: Pair) -> list[Token]:
    """Return words of the source written in capitals for stress alone (worth THOUSANDS): those that spell no name."""
    here, there = pair.languages
    known = {token.text for token in word_tokens(source)}
    cried = [token for token in tokens if token.text.isupper() and len(token.text) >= _STRESSED]
    if len(cried) != 1 or not {here, there} <= LISTED:
        return []
    return [token for token in cried if token.text in known and _strange(token.lower, here, there)]


def _in_host(text: str, token: Token) -> bool:
    """Tell whether a word is a part of a name like weather.com."""
    behind = text[token.end : token.end + 2]
    return text[token.start - 1 : token.start] == "." or (behind[:1] == "." and behind[1:].islower())


def _hangs_on(name: Token, token: Token, text: str) -> bool:
    """Tell whether a word is the second half of a name like Ye-jin."""
    return name.text[0].isupper() and text[name.end : token.start] in ("-", "‑")


def _capitals_beside(text: str, tokens: Sequence[Token], n: int, step: int) -> set[str]:
    """Return the words with a capital, before (-1) or behind the nth, up to two away, with spaces between."""
    found = set[str]()
    for m in range(n + step, n + 3 * step, step):
        if not 0 <= m < len(tokens):
            break
        one, other = sorted((tokens[m - step], tokens[m]), key=lambda token: token.start)
        if text[one.end : other.start] not in (" ", "-", "‑"):
            break
        if tokens[m].text[0].isupper():
            found.add(tokens[m].text)
    return found


def _mingled(tokens: Sequence[Token], copied: Sequence[tuple[int, int]], pair: Pair) -> list[Token]:
    """Return the source's words in copied stretches that have names in them: two, one of them no word of the target's.

    Names have common words in them (Lord of the Rings), which alone are no sign.
    """
    here, there = pair.languages
    if not {here, there} <= LISTED:
        return []
    found = [t for start, end in copied for t in tokens[start:end] if t.text.islower()]
    own = LEFTOVERS.get(here, frozenset())
    left = [token for token in found if token.text in own or _strange(token.lower, here, there)]
    rare = any(token.text not in own for token in left)
    return left if rare and len({token.lower for token in left}) > 1 else []


def _strange(word: str, here: str, there: str) -> bool:
    return len(word) >= _WORD and (knows(word, here) or does(word, here)) and not allows(word, there)
