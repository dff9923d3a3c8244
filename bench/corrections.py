"""Edit recorded articles, one fact or none at a time, with a seed: which edits are told as corrections?

python bench/corrections.py            # every fourth article
python bench/corrections.py --step 1   # all of them

The upper rows change a fact and should all be told, the lower ones change none and should not be. What papers say of
their own mistakes is counted on the same articles, and on recorded pages as far as their text is known.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from corruptions import CORRUPTIONS
from corruptions_names import CORRUPTIONS as OTHERS
from corruptions_names import misspelt

from dragoman.corrections.notices import notices
from dragoman.flow.edits import edits
from dragoman.quotes import quotes
from dragoman.types import Document, Paragraph, Text

DATA = Path(__file__).parents[2] / "shared" / "data"
NEWS = {"pt": "agencia-brasil-2016-pt.jsonl.gz", "en": "wikinews-en-2020.jsonl.gz"}
FACTS = (
    "digit changed",
    "number word changed",
    "scale word changed",
    "month changed",
    "weekday changed",
    "currency changed",
    "negation dropped",
    "negation added",
    "name swapped",
    "name misspelt",
    "country swapped",
)
LONGEST = 40
"""Paragraphs of an article that are edited at most."""
SAID = {"pt": (r"\b(disse|afirmou)\b", "declarou"), "en": (r"\b(said|told)\b", "stated")}
Edit = Callable[[str, str, random.Random], str | None]
"""Takes a paragraph and its language, and returns it edited; None where it offers nothing to edit."""


def corrupting(kind: str) -> Edit:
    def edit(text: str, language: str, rng: random.Random) -> str | None:
        found = (CORRUPTIONS | OTHERS)[kind](text, text, language, rng)
        return found[1] if found else None

    return edit


def quoted_word(text: str, language: str, rng: random.Random) -> str | None:
    """Exchange a word within quotation marks."""
    words = [
        word
        for start, end in quotes(text).spans
        for word in re.finditer(r"(?<= )[a-zà-þ]{5,}(?= )", text)
        if start < word.start() < end
    ]
    if not words:
        return None
    word = rng.choice(words)
    return text[: word.start()] + {"pt": "assim", "en": "thus"}[language] + text[word.end() :]


def outside_quotes(text: str, pattern: str) -> list[re.Match[str]]:
    spans = quotes(text).spans
    return [m for m in re.finditer(pattern, text) if not any(s <= m.start() < e for s, e in spans)]


def typo(text: str, language: str, rng: random.Random) -> str | None:
    words = outside_quotes(text, r"(?<= )[a-zà-þ]{6,}(?= )")
    if not words:
        return None
    word = rng.choice(words)
    return text[: word.start()] + misspelt(word[0], rng) + text[word.end() :]


def synonym(text: str, language: str, rng: random.Random) -> str | None:
    found = outside_quotes(text, SAID[language][0])
    return text[: found[0].start()] + SAID[language][1] + text[found[0].end() :] if found else None


def comma(text: str, language: str, rng: random.Random) -> str | None:
    found = outside_quotes(text, r"(?<=[a-z]), (?=[a-z])")
    return text[: found[0].start()] + " " + text[found[0].end() :] if found else None


def typography(text: str, language: str, rng: random.Random) -> str | None:
    other = text.translate(str.maketrans({"“": '"', "”": '"', "–": "-", "’": "'"}))
    return other if other != text else None


def added(text: str, language: str, rng: random.Random) -> str | None:
    return f"{text} {'A reunião volta na terça.' if language == 'pt' else 'The meeting goes on.'}"


CHANGES: dict[str, Edit] = {kind: corrupting(kind) for kind in FACTS} | {"quotation changed": quoted_word}
HARMLESS: dict[str, Edit] = {
    "misspelt word": typo,
    "other verb of speech": synonym,
    "comma taken out": comma,
    "typography": typography,
    "sentence added": added,
}


def articles(language: str, step: int) -> Iterator[Document]:
    with gzip.open(DATA / "news" / NEWS[language], "rt", encoding="utf-8") as lines:
        for line in list(lines)[::step]:
            told = json.loads(line)
            paragraphs = [part for part in told["text"].split("\n") if part.strip()]
            yield Document(
                told["url"], language, Text(told["title"]), tuple(Paragraph(Text(p)) for p in paragraphs[:40])
            )


def edited(document: Document, edit: Edit, rng: random.Random) -> Document | None:
    """Return a document with one of its paragraphs edited."""
    places = list(range(len(document.blocks)))
    rng.shuffle(places)
    for n in places:
        block = document.blocks[n]
        if isinstance(block, Paragraph) and (text := edit(block.text.text, document.language, rng)):
            blocks = list(document.blocks)
            blocks[n] = Paragraph(Text(text))
            return replace(document, blocks=tuple(blocks))
    return None


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--step", type=int, default=4)
    step = options.parse_args().step
    tried, told = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for language in NEWS:
        said = 0
        for number, document in enumerate(articles(language, step)):
            said += bool(notices(document))
            for kind, edit in (CHANGES | HARMLESS).items():
                after = edited(document, edit, random.Random(f"{kind}{number}"))
                if after:
                    tried[language, kind] += 1
                    told[language, kind] += any(change.facts for change in edits(document, after))
        print(f"{language}: {said} articles say that their paper was wrong")
    for kind in (*CHANGES, *HARMLESS):
        figures = [f"{told[lang, kind]:4}/{tried[lang, kind]:<4}" for lang in NEWS]
        print(f"{kind:24}" + "  ".join(f"{lang} {figure}" for lang, figure in zip(NEWS, figures, strict=True)))


if __name__ == "__main__":
    main()
