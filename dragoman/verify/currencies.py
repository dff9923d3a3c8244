"""Find the currencies that a sentence names, by sign, code and word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from dragoman.types import Span
from dragoman.verify.lookup import Lookup
from dragoman.verify.quantities import quantities
from dragoman.verify.quantity import Quantity, Strength
from dragoman.verify.tokens import plain, said, word_tokens


@dataclass(frozen=True, slots=True)
class Mention:
    """A currency named in a text: the families it may be of, and whether an amount stands with it.

    A `doubtful` word (pound, real, peso, won) means a currency only beside an amount.
    """

    start: int
    end: int
    families: frozenset[str]
    amount: bool
    doubtful: bool = False


def _families(table: str) -> dict[str, frozenset[str]]:
    """Read lines of a family and its names; a name of several lines is of several families."""
    found: dict[str, set[str]] = {}
    for line in table.strip().splitlines():
        family, *names = line.split()
        for name in names:
            found.setdefault(name, set()).add(family)
    return {name: frozenset(families) for name, families in found.items()}


_SIGNS = _families("""
    dollar $ US$ U.S.$ A$ AU$ C$ CA$ NZ$ HK$ S$ NT$ USD AUD CAD NZD HKD SGD TWD
    real R$ BRL
    pound £ GBP ₤
    euro € EUR
    yen ¥ JPY JP¥ 円 엔
    yuan ¥ CNY RMB CN¥ 元 人民币
    rupee ₹ INR PKR Rs Rs.
    rouble ₽ RUB
    won ₩ KRW 원
    shekel ₪ ILS
    lira ₺ TRY
    naira ₦ NGN
    hryvnia ₴ UAH
    baht ฿ THB
    dong ₫ VND
    peso ₱ PHP MXN ARS CLP COP
    franc CHF SFr
    krona SEK NOK DKK ISK kr
    zloty PLN zł
    forint HUF Ft
    rand ZAR
    bitcoin ₿ BTC
""")
_NAMES: Mapping[str, Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "en": _families("""
            dollar dollar dollars buck bucks
            real real reais reals
            pound pound pounds sterling quid
            euro euro euros
            yen yen
            yuan yuan renminbi
            rupee rupee rupees
            rouble rouble roubles ruble rubles
            won won
            shekel shekel shekels
            lira lira liras lire
            naira naira
            hryvnia hryvnia hryvnias
            baht baht
            dong dong
            peso peso pesos
            franc franc francs
            krona krona kronor krone kroner crown crowns krónur
            zloty zloty zlotys
            forint forint forints
            rand rand
            dinar dinar dinars
            dirham dirham dirhams
            riyal riyal riyals rial rials
            bitcoin bitcoin bitcoins
        """),
        "pt": _families("""
            dollar dólar dólares
            real real reais
            pound libra libras esterlina esterlinas
            euro euro euros
            yen iene ienes yen yens
            yuan yuan yuans iuane iuanes renminbi
            rupee rupia rupias
            rouble rublo rublos
            won won wons
            shekel shekel shekels siclo siclos xequel xequéis
            lira lira liras
            naira naira nairas
            hryvnia hryvnia hryvnias grívnia grívnias
            baht baht bahts
            dong dong dongs
            peso peso pesos
            franc franco francos
            krona coroa coroas
            zloty zloty zlotys złoty
            forint forint forints florim florins
            rand rand rands
            dinar dinar dinares
            dirham dirham dirhams dirrã dirrãs
            riyal riyal riyals rial riais rials
            bitcoin bitcoin bitcoins
        """),
        "es": _families("""
            dollar dólar dólares
            real real reales
            pound libra libras esterlina esterlinas
            euro euro euros
            yen yen yenes
            yuan yuan yuanes renminbi
            rupee rupia rupias
            rouble rublo rublos
            won won wones wons
            shekel séquel séqueles shekel shekels
            lira lira liras
            naira naira nairas
            hryvnia grivna grivnas
            baht baht bahts
            dong dong dongs
            peso peso pesos
            franc franco francos
            krona corona coronas
            zloty zloty zlotys esloti eslotis
            forint forinto forintos
            rand rand rands
            dinar dinar dinares
            dirham dirham dirhams dírham
            riyal rial riales riyal
            bitcoin bitcoin bitcoins bitcóin bitcoines
        """),
        "ca": _families("""
            dollar dòlar dòlars
            real real reals
            pound lliura lliures esterlina esterlines
            euro euro euros
            yen ien iens
            yuan iuan iuans renminbi
            rupee rúpia rupies rúpies
            rouble ruble rubles
            won won wons
            shekel xéquel xéquels
            lira lira lires
            peso peso pesos
            franc franc francs
            krona corona corones
            zloty zloty zlotys
            forint fòrint fòrints
            rand rand rands
            dinar dinar dinars
            dirham dírham dírhams dirham
            riyal rial rials
            bitcoin bitcoin bitcoins
        """),
        "gl": _families("""
            dollar dólar dólares
            real real reais
            pound libra libras esterlina esterlinas
            euro euro euros
            yen ien iens
            yuan iuan iuans renminbi
            rupee rupia rupias
            rouble rublo rublos
            won won wons
            lira lira liras
            peso peso pesos
            franc franco francos
            krona coroa coroas
            zloty zloty zlotys
            rand rand rands
            dinar dinar dinares
            dirham dirham dirhams
            riyal rial riais
            bitcoin bitcoin bitcoins
        """),
    }
)
_DOUBTFUL = frozenset(
    "real reais reals reales pound pounds libra libras lliura lliures peso pesos won wons wones crown crowns coroa"
    " coroas corona coronas corones franco francos franc lira liras lire lires rand dong buck bucks quid forint florim"
    " kr Ft TRY Rs PHP".split()
)
_WORDY = frozenset(
    "won wons real reals reales rand dong dongs crown crowns coroa coroas corona coronas corones franco francos".split()
)
"""Common words that are money only beside a large amount or a nation: 5 million won, 50 Swedish crowns."""
_ESTATE = re.compile(r"real[ -]estate\b", re.IGNORECASE)
_JOINED = 4
_SIGN = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)) + r")(?![^\W\d_])"
    r"|[$£€¥₹₽₩₪₺₦₴฿₫₱₿]|(?<=\d)(?:元|円|엔|원|人民币)"
)
_SYMBOL = re.compile("[$£€¥₹₽₩₪₺₦₴฿₫₱₿₤元円엔원币]")
_BEFORE = re.compile(r"\s?(?:about|some|over|around|up to|cerca de|mais de|quase)?\s?")
_AFTER = re.compile(
    r"[\s-]?(?:(?:de|in|em)\s)?(?:(?:US|U\.S\.|American|Canadian|Australian|Hong Kong|New Zealand|British|Brazilian"
    r"|Mexican|Argentine|Chilean|Colombian|Swiss|Swedish|Norwegian|Danish|Czech|Indian|Russian|Turkish|South Korean"
    r"|Korean|Chinese|Egyptian|Syrian|Lebanese|Philippine|South African)\s)?"
)
REACH = 80
"""How far from its currency an amount may begin, in code points."""
KNOWN = frozenset(_NAMES)
"""Languages whose names of currencies are known."""


@cache
def _named(language: str) -> Lookup:
    """Return the words (lower case) that may name a currency, or be its sign."""
    known = _NAMES.get(language, {}).keys() | {sign.lower() for sign in _SIGNS}
    return Lookup(lambda word: not known.isdisjoint(word.split("'")))


@lru_cache(maxsize=64)
def currencies(text: str, language: str) -> tuple[Mention, ...]:
    """Return the currencies that a text names, in order; `language` is a primary subtag."""
    body, names = plain(text), _NAMES.get(language, {})
    if not _named(language).among(said(text)) and not _SYMBOL.search(body):
        return ()
    amounts = [q for q in quantities(text, language) if q.strength is not Strength.LOOSE and not q.percent]
    found = [
        (match.start(), match.end(), _SIGNS.get(match[0], frozenset()), match[0]) for match in _SIGN.finditer(body)
    ]
    found += [
        (token.start, token.end, names[word], token.text if token.text in _SIGNS else word)
        for token in word_tokens(text)
        if (word := token.lower.removeprefix("d'")) in names and not _ESTATE.match(body, token.start)
    ]
    return tuple(
        Mention(start, end, families, _priced(body, (start, end), word, amounts), word in _DOUBTFUL)
        for start, end, families, word in sorted(found, key=lambda row: row[:2])
        if families
    )


def _priced(text: str, span: Span, word: str, amounts: list[Quantity]) -> bool:
    amount = beside(text, *span, amounts)
    if amount is None or (word in _DOUBTFUL and span[1] <= amount.start):
        return False
    written = text[amount.start : amount.end]
    adjective = amount.end < span[0] and span[0] - amount.end > _JOINED
    return word not in _WORDY or amount.scale > 1 or "," in written or "." in written or adjective


def beside(text: str, start: int, end: int, amounts: list[Quantity]) -> Quantity | None:
    """Return the amount that a currency at start to end belongs to: `£ 5`, `5 million US dollars`."""
    first = bisect_left(amounts, start - REACH, key=lambda amount: amount.start)
    for amount in amounts[first:]:
        if amount.start > end + REACH:
            break
        if end <= amount.start and _BEFORE.fullmatch(text, end, amount.start):
            return amount
        if amount.end <= start and _AFTER.fullmatch(text, amount.end, start):
            return amount
    return None
