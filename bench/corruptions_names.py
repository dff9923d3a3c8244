"""Corrupt names, words, speakers and doubts in good translations: see corruptions.py."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Corrupted: TypeAlias = tuple[str, str] | None
Corruption: TypeAlias = Callable[[str, str, str, random.Random], Corrupted]

PERSONS = (
    "Almeida Barros Carvalho Correia Fonseca Moreira Nogueira Pinheiro Siqueira Tavares Anderson Bennett Clarke Dawson"
    " Fletcher Gallagher Hawkins Jenkins Lawson Mitchell Nicholson Sullivan Fernandez Gonzalez Haddad Ivanov Jansen"
    " Kowalski Lindqvist Moretti Nakamura Okafor Petrov Rashid Schneider Takahashi Weber Yilmaz Zhang"
).split()
COUNTRIES = {
    "en": "Brazil France Germany Spain Italy Japan China India Mexico Canada Australia Russia Turkey Egypt"
    " Kenya".split(),
    "pt": "Brasil França Alemanha Espanha Itália Japão China Índia México Canadá Austrália Rússia Turquia Egito"
    " Quênia".split(),
}
DOUBTS = {
    "en": r"(?:allegedly|reportedly|alleged|suspected|purported|supposedly|apparently|perhaps|possibly|probably|likely"
    r"|may|might|could|would|should|must)",
    "pt": r"(?:supostamente|alegadamente|supost[oa]s?|alegad[oa]s?|aparentemente|talvez|possivelmente|provavelmente"
    r"|possível|provável|pode|podem|poderia|poderiam|poderá|deve|devem|deveria|deveriam)",
}
_NAME = re.compile(r"(?<=[^\W\d_] )[A-ZÀ-Þ][^\W\d_A-Z]{3,}(?![\w'’-])")


def _names(source: str, target: str) -> list[re.Match[str]]:
    """Return the words with a capital inside sentences that both sides have letter for letter."""
    known = set(re.findall(r"[^\W\d_]+", source))
    return [match for match in _NAME.finditer(target) if match[0] in known]


def _put(text: str, found: re.Match[str], other: str) -> str:
    return text[: found.start()] + other + text[found.end() :]


def name_swapped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    names = _names(source, target)
    if not names:
        return None
    name = rng.choice(names)
    other = rng.choice([person for person in PERSONS if person not in source])
    return source, re.sub(rf"(?<!\w){name[0]}(?!\w)", other, target)


def name_misspelt(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    names = _names(source, target)
    if not names:
        return None
    name = rng.choice(names)
    wrong = misspelt(name[0], rng)
    return (
        None if wrong.casefold() == name[0].casefold() else (source, re.sub(rf"(?<!\w){name[0]}(?!\w)", wrong, target))
    )


def misspelt(word: str, rng: random.Random) -> str:
    """Change one letter of a word but its first: exchanged, dropped, doubled or another."""
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice("aeioubcdfglmnprst".replace(word[at], ""))
    before, here, after = word[:at], word[at], word[at + 1 :]
    return rng.choice(
        [before + after[0] + here + after[1:], before + after, before + here * 2 + after, before + letter + after]
    )


def country_swapped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    known = COUNTRIES[language]
    matches = list(re.finditer(r"(?<!\w)(?:" + "|".join(known) + r")(?!\w)", target))
    if not matches:
        return None
    found = rng.choice(matches)
    return source, re.sub(
        rf"(?<!\w){found[0]}(?!\w)", rng.choice([name for name in known if name not in target]), target
    )


def speakers_swapped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Exchange two names that stand apart: who did it to whom."""
    names = [match for match in _names(source, target) if target.count(match[0]) == 1 == source.count(match[0])]
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :] if b.start() - a.end() > 5]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    between = target[first.end() : second.start()]
    return source, target[: first.start()] + second[0] + between + first[0] + target[second.end() :]


def non_word(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Make a word that no language has of a long one: a syllable doubled, two letters exchanged, two put in."""
    matches = list(re.finditer(r"(?<![\w-])[^\W\d_A-Z]{7,}(?![\w-])", target))
    if not matches:
        return None
    found = rng.choice(matches)
    word, at = found[0], rng.randrange(2, len(found[0]) - 3)
    made = [word[:at] + word[at - 2 : at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
    made.append(word[:at] + rng.choice(["ga", "ri", "om", "ul", "te"]) + word[at:])
    wrong = rng.choice([other for other in made if other != word])
    return source, _put(target, found, wrong)


def doubt_dropped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Leave out one word that says that something is not certain, or not yet."""
    matches = list(re.finditer(rf"(?<!\w){DOUBTS[language]} ", target))
    if not matches:
        return None
    found = rng.choice(matches)
    return source, target[: found.start()] + target[found.end() :]


_PRONOUNS = {
    "en": {"he": "she", "she": "he", "his": "her", "him": "her", "He": "She", "She": "He", "His": "Her"},
    "pt": {"ele": "ela", "ela": "ele", "dele": "dela", "dela": "dele", "Ele": "Ela", "Ela": "Ele"},
}


def pronoun_flipped(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Turn every he into she, or the other way, where source and target say it and speak of one person."""
    table = _PRONOUNS[language]
    found = re.findall(rf"(?<!\w)(?:{'|'.join(table)})(?!\w)", target)
    if not found or len({word.lower()[-1 if language == "pt" else 0] for word in found}) > 1:
        return None
    he, she = "he|his|him|ele|dele", "she|her|hers|ela|dela"
    mine, other = (he, she) if found[0].lower() in he.split("|") else (she, he)
    said = re.search(rf"(?i)(?<!\w)(?:{mine})(?!\w)", source)
    if not said or re.search(rf"(?i)(?<!\w)(?:{other})(?!\w)", f"{source} {target}"):
        return None
    return source, re.sub(rf"(?<!\w)(?:{'|'.join(table)})(?!\w)", lambda match: table[match[0]], target)


OPPOSITES = {
    "en": "more less|before after|increase decrease|increased decreased|rose fell|won lost|first last|higher lower"
    "|old new|large small|above below|north south|east west|open closed|best worst|accepted rejected|started"
    " ended|early late"
    "|good bad|strong weak|high low|long short|right left|major minor|public private|inside outside|arrived left",
    "pt": "mais menos|antes depois|aumento redução|aumentou diminuiu|subiu caiu|ganhou perdeu|primeiro último"
    "|maior menor|velho novo|grande pequeno|acima abaixo|norte sul|leste oeste|aberto fechado|melhor pior|aceitou"
    " rejeitou"
    "|começou terminou|cedo tarde|bom mau|forte fraco|alto baixo|longo curto|direita esquerda|dentro fora",
}


def opposite(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    table = {}
    for pair in OPPOSITES[language].split("|"):
        one, other = pair.split()
        table |= {one: other, other: one}
    matches = list(re.finditer(rf"(?<![\w-])(?:{'|'.join(table)})(?![\w-])", target))
    if not matches:
        return None
    found = rng.choice(matches)
    return source, _put(target, found, table[found[0]])


def scale_added(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    """Put a scale behind a plain number."""
    matches = list(re.finditer(r"(?<![\w.,/:$£€-])\d{1,3}(?= [^\W\d_]{4,})(?! (?:mil|bil|tri|tho|hun))", target))
    if not matches:
        return None
    found = rng.choice(matches)
    scales = ["mil", "milhões de", "bilhões de"] if language == "pt" else ["thousand", "million", "billion"]
    return source, f"{target[: found.end()]} {rng.choice(scales)}{target[found.end() :]}"


UNITS = {
    "en": "kilometres miles|kilometers miles|km miles|kg pounds|metres feet|meters feet|hours minutes|days weeks"
    "|years months|hectares acres|litres gallons",
    "pt": "quilômetros milhas|km milhas|kg libras|metros pés|horas minutos|dias semanas|anos meses|hectares acres"
    "|litros galões",
}


def unit_changed(source: str, target: str, language: str, rng: random.Random) -> Corrupted:
    table = {}
    for pair in UNITS[language].split("|"):
        one, other = pair.split()
        table |= {other: one, one: other}
    matches = list(re.finditer(rf"(?<=\d )(?:{'|'.join(table)})(?!\w)", target))
    if not matches:
        return None
    found = rng.choice(matches)
    return source, _put(target, found, table[found[0]])


CORRUPTIONS: Mapping[str, Corruption] = {
    "scale word added": scale_added,
    "unit changed": unit_changed,
    "name swapped": name_swapped,
    "name misspelt": name_misspelt,
    "country swapped": country_swapped,
    "speakers swapped": speakers_swapped,
    "non-word": non_word,
    "doubt dropped": doubt_dropped,
    "pronoun flipped": pronoun_flipped,
    "opposite": opposite,
}
