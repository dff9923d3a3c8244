"""Let an article agree with the noun that was put behind it: `o Capitania` -> `a Capitania`."""

from __future__ import annotations

import re

_PAIRS = {
    "pt": "o/a do/da no/na ao/à pelo/pela um/uma num/numa este/esta esse/essa seu/sua os/as dos/das nos/nas aos/às",
    "es": "el/la del/de_la al/a_la un/una este/esta los/las",
}
_FEMININE = re.compile(r"(?:a|ã|as|ãs|ção|são|ções|sões|dade|dades|gem|gens|tude|ice)$")
_WORD = re.compile(r"[^\W\d_]+")


def agreed(text: str, noun: str, language: str) -> str:
    """Return a text with the articles right before a noun in its gender, which its first word's ending tells."""
    first = _WORD.match(noun)
    forms = [pair.replace("_", " ").split("/") for pair in _PAIRS.get(language.split("-")[0], "").split()]
    if not first or not forms:
        return text
    feminine = _FEMININE.search(first[0].lower()) is not None
    change = {pair[not feminine]: pair[feminine] for pair in forms}
    found = re.compile(rf"\b({'|'.join(map(re.escape, change))}) (?={re.escape(noun)}\b)", re.IGNORECASE)
    return found.sub(lambda article: _as_before(change[article[1].lower()], article[1]) + " ", text)


def _as_before(word: str, before: str) -> str:
    return word[:1].upper() + word[1:] if before[:1].isupper() else word
