"""Check for what no sentence of a language has, whatever it says: the signs that an engine lost its thread.

Rules that good text hardly ever breaks; a source that breaks the same one is quoted, so nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.tokens import plain

NAME = "grammar"
_ONE = r"[\w-]{2,}(?:[çs]ão|dade|mento|agem|ismo|encial|ional|ural|ável|ível|eiro|eira|adora?|ante|ência|ância)"
"""Endings of nouns and adjectives in the singular that no verb has."""
_MANY = (
    r"dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|vários|várias|muitos|muitas|alguns"
    r"|algumas|ambos|ambas|diversos|diversas|estes|estas|esses|essas|aqueles|aquelas|os|nos|dos|aos|pelos|nossos|nossas"
)
_OF = r"(?:[Dd]epois|[Aa]ntes|[Aa]lém|[Aa]pesar|em vez|capaz(?:es)?) de"
_MODAL = r"(?:pode|deve|poderia|deveria|vai|iria|quer|tenta|consegue|te|tê|tinha|teria)m?|vão"
_FINITE = r"[a-zà-ÿ]{2,}(?:ou|aram|eram|[ií]ram)"
"""A verb that says of one or more that they did something, behind what no such verb follows: depois de arrastou."""
_IS = r"(?:foi|é|era|está|estava|tem|teve|vai|pode|deve|fez|disse|havia)"
_RULES: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "pt": (
            re.compile(
                r"(?<![\w'’.-])(?P<one>[Oo]s?|[Uu]ma?|[Dd][ao]s?|[Nn][ao]s?) (?!(?P=one) )(?:o|a|os|as|A|Os|As|um|uma)"
                r" (?=[^\W\d_]{3})(?!(?<=[Uu]m a )(?:dois|três|quatro|cinco|seis|sete|oito|nove|dez|doze)(?!\w))"
            ),
            re.compile(rf"(?<![\w-])(?:{_MANY}) {_ONE}(?![\w-])", re.IGNORECASE),
            re.compile(r"(?<![\w-])(?:uma? (?:[\w-]+(?:ções|sões|dades|mentos|agens)))(?![\w-])", re.IGNORECASE),
            re.compile(
                r"(?<![\w-])(?:dois [^\W\d_]{2,}(?:ções|sões|dades|gens|ências|âncias|orias|uras)"
                r"|duas [^\W\d_]{2,}(?:mentos|ismos|blemas|stemas|eiros|essores)"
                r"|(?:d?[ao]s|(?:últim|primeir|próxim|outr)[ao]s) (?:(?<=as )dois|(?<=os )duas))(?![\w-])",
                re.IGNORECASE,
            ),
            re.compile(
                rf"(?<![\w-])(?:(?:{_OF}|{_MODAL})"
                rf" (?:se |não )?|(?:para|a|de|por|sem|ao|em) se )(?!(?:sou|mou|tenham|foram)\b){_FINITE}(?![\w-])"
            ),
            re.compile(r"(?<![\w-])Nós (?!aqui|ali|sei|daqui|daí)[a-zà-ÿ]+(?:[^aeou\W]i|ei|ou|iu)(?![\w-])"),
            re.compile(rf"(?<![\w-])(?:Os|As) [a-zà-ÿ]+s {_IS}(?![\w-])"),
        ),
        "en": (
            re.compile(r"(?<![\w-])(?:[Tt]he|[Aa]n?) (?:the|an?|this|that|these|those) (?=[^\W\d_]{3})"),
            re.compile(r"(?<![\w-])(?:is|are|was|were) (?:is|are|was|were|has|have) (?=[^\W\d_]{3})"),
            re.compile(r"(?<![\w-])(?:to|of|for|with|from) (?:of|from|with|to) (?:the|an?) ", re.IGNORECASE),
        ),
    }
)
"""Two articles in a row, one thing after a word for many, many after a word for one, two of the wrong gender; a verb of
another form or number than what stands before it calls for."""
_TOLD = "“{}” can't stand together."


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Warn of the first pair of words that can't stand together."""
    body = plain(target)
    for rule in _RULES.get(pair.languages[1], ()):
        found = rule.search(body)
        if found and found[0].strip() not in source:
            yield Finding(NAME, Severity.WARN, _TOLD.format(found[0].strip()), None, found.span())
            return
