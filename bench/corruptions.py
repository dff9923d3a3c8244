"""Corrupt good translations the way engines do, one fact at a time, with a seed: what the checks must catch.

Every corruption takes (source, target, language of the target, random generator) and returns a source and a wrong
target, or None where the sentence offers nothing to corrupt.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from corruptions_names import CORRUPTIONS as OTHERS

Corrupted: TypeAlias = tuple[str, str] | None
Corruption: TypeAlias = Callable[[str, str, str, random.Random], Corrupted]

SCALES = {
    "en": ["thousand", "million", "billion", "trillion"],
    "pt": ["mil", "milhões", "bilhões", "trilhões"],
}
NUMBER_WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split(),
    "pt": "dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta".split(),
}
MONTHS = {
    "en": "January February March April June July August September October November December".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo".split(),
}
CURRENCIES = {
    "en": ["£", "€", "US$", "R$", "dollars", "euros", "pounds", "reais"],
    "pt": ["£", "€", "US$", "R$", "dólares", "euros", "libras", "reais"],
}
MARKS = '"“”„«»'


def _other(found: re.Match[str], text: str, words: list[str], rng: random.Random) -> str:
    choice = rng.choice([word for word in words if word.casefold() != found[0].casefold()])
    return text[: found.start()] + (choice.capitalize() if found[0][0].isupper() else choice) + text[found.end() :]


def _pick(pattern: str, text: str, rng: random.Random) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, text))
    return rng.choice(matches) if matches else None


def _swap(words: Mapping[str, list[str]], after_digits: bool = False) -> Corruption:
    def corrupt(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
        known = words[language]
        behind = r"(?<=\d )" if after_digits else r"(?<!\w)"
        found = _pick(behind + "(?:" + "|".join(map(re.escape, known)) + r")(?![\w-])", target, rng)
        return (source, _other(found, target, known, rng)) if found else None

    return corrupt


def digit(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    found = _pick(r"\d", target, rng)
    if not found:
        return None
    other = rng.choice([d for d in "123456789" if d != found[0]])
    return source, target[: found.start()] + other + target[found.end() :]


def number_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    found = _pick(r"(?<![\w.,/:-])\d[\d.,]*(?![\w/:%-]) ", target, rng)
    return (source, target[: found.start()] + target[found.end() :]) if found else None


def currency(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    signs = [name for name in CURRENCIES[language] if not name.isalpha()]
    names = [name for name in CURRENCIES[language] if name.isalpha()]
    amount = r"(?:(?<=\d )|(?<=mil )|(?<=es de )|(?<=ão de )|(?<=ion )|(?<=sand ))"
    found = _pick(rf"(?:US\$|R\$|[$£€])(?=\s?\d)|{amount}(?:{'|'.join(names)})(?!\w)", target, rng)
    if not found:
        return None
    same = {"$": ["$", "US$"], "US$": ["$", "US$"]}.get(found[0], [found[0]])
    others = [name for name in (names if found[0].isalpha() else signs) if name not in same]
    return source, target[: found.start()] + rng.choice(others) + target[found.end() :]


def percent(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    found = _pick(r"(?<=\d)\s?(?:%|percent|per cent|por cento)", target, rng)
    return (source, target[: found.start()] + target[found.end() :]) if found else None


def mark_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    found = _pick(f"[{MARKS}]", target, rng)
    return (source, target[: found.start()] + target[found.end() :]) if found else None


def marks_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    stripped = re.sub(f"[{MARKS}]", "", target)
    return (source, stripped) if stripped != target else None


def repetition(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    words = target.split()
    if len(words) < 6:
        return None
    length, at = rng.randint(2, 4), rng.randint(0, len(words) - 5)
    return source, " ".join(words[: at + length] + words[at : at + length] * rng.randint(1, 3) + words[at + length :])


def truncation(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    words = target.split()
    if len(words) < 8:
        return None
    kept = " ".join(words[: int(len(words) * rng.uniform(0.3, 0.7))])
    return source, kept.rstrip(",;:") + "." if rng.random() < 0.5 else kept


def echo(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    return source, source


def leftover(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    words, copied = target.split(), source.split()
    if len(words) < 12 or len(copied) < 12:
        return None
    at, length = rng.randint(2, 5), rng.randint(4, 6)
    return source, " ".join([*words[:at], *copied[at : at + length], *words[at + length :]])


def foreign_letter(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    known = "áàâãçéêíóôõúü"
    names = [w for w in re.findall(r"[^\W\d_]+", target) if w[0].isupper() and not w.isascii() and w in source]
    names = [w for w in names if any(not c.isascii() and (language == "pt" or c.lower() not in known) for c in w)]
    if not names:
        return None
    name = rng.choice(names)
    return source, target.replace(name, "".join(c for c in name if c.isascii()))


def address_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    address = rng.choice(["@MerPolCC", "#MeToo", "https://example.org/a?b=1", "ana.lima@example.com", "🌊", "Łódź"])
    return f"{source.rstrip('.')} {address}.", target


def negation_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    pattern = r"(?i)(?<!\w)não " if language == "pt" else r"(?i)(?<=\w)n['’]t\b|(?<!\w)(?:did|does|do)? ?not(?= )"
    found = _pick(pattern, target, rng)
    return (source, target[: found.start()] + target[found.end() :]) if found else None


def negation_added(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    if re.search(r"(?i)\b(?:não|nunca|nem|sem|not|no|never|without)\b|n['’]t", target):
        return None
    if language == "pt":
        found = _pick(r"(?<!\w)(?:foi|é|são|está|estão|foram|disse|pode|será|era) ", target, rng)
        return (source, f"{target[: found.start()]}não {target[found.start() :]}") if found else None
    found = _pick(r"(?<!\w)(?:was|is|are|were|has|have|can|will|had|would) ", target, rng)
    return (source, f"{target[: found.end()]}not {target[found.end() :]}") if found else None


CORRUPTIONS: Mapping[str, Corruption] = {
    "digit changed": digit,
    "number dropped": number_dropped,
    "scale word changed": _swap(SCALES, after_digits=True),
    "number word changed": _swap(NUMBER_WORDS),
    "currency changed": currency,
    "percent dropped": percent,
    "month changed": _swap(MONTHS),
    "weekday changed": _swap(WEEKDAYS),
    "one quotation mark dropped": mark_dropped,
    "all quotation marks dropped": marks_dropped,
    "repetition": repetition,
    "truncation": truncation,
    "echo of the source": echo,
    "untranslated stretch": leftover,
    "letter of a name vanished": foreign_letter,
    "address, emoji or name vanished": address_dropped,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
} | OTHERS
