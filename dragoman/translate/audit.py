"""Find the words that an engine gets wrong: send real sentences there and back, and see what doesn't return.

A word that is lost in most of its contexts is suspect (de-escalation -> descalcificação -> decalcification), and so is
one that becomes different words in different contexts. Synonyms are lost, too: what is found is a proposal to be read.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.translate.alignment import Aligner

Translate = Callable[[str], str]

CONTEXTS = 4
"""Sentences in which a word is tried."""
FEWEST = 2
"""Sentences that a word must stand in, to be judged."""
LOST = 0.6
"""Share of its contexts from which a lost word is suspect."""
LENGTH = range(6, 30)
"""Words of a sentence that is a context: long enough to tell senses apart, short enough to be read."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST = 4
"""Letters of the shortest word that is judged."""


@dataclass
class Suspect:
    """A word that came back wrong: from how many contexts, as what it was translated, and what came back instead."""

    word: str
    seen: int = 0
    lost: int = 0
    became: Counter[str] = field(default_factory=Counter)
    instead: Counter[str] = field(default_factory=Counter)
    example: str = ""

    @property
    def share(self) -> float:
        """Return the share of contexts in which it was lost."""
        return self.lost / self.seen


@dataclass(frozen=True, slots=True)
class Way:
    """There and back again, and an aligner that tells which word became which."""

    there: Translate
    back: Translate
    aligner: Aligner | None = None


def audit(sentences: Iterable[str], way: Way) -> list[Suspect]:
    """Return the words of some sentences that come back wrong from most of their contexts, the worst first."""
    contexts = _contexts(sentences)
    suspects: dict[str, Suspect] = {}
    trips: dict[str, tuple[str, str]] = {}
    for word, chosen in contexts.items():
        suspect = Suspect(word)
        for sentence in chosen:
            if sentence not in trips:
                there = way.there(sentence)
                trips[sentence] = there, way.back(there)
            _look(suspect, sentence, *trips[sentence])
        if suspect.share >= LOST:
            suspects[word] = suspect
    for word, suspect in suspects.items():
        _explain(suspect, contexts[word], trips, way.aligner)
    return sorted(suspects.values(), key=lambda suspect: (-suspect.share, -suspect.seen, suspect.word))


def _contexts(sentences: Iterable[str]) -> dict[str, list[str]]:
    """Choose for each word the shortest sentences that hold it; names and common function words are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for sentence in sorted(dict.fromkeys(sentences), key=len):
        if len(sentence.split()) in LENGTH:
            for word in dict.fromkeys(_WORD.findall(sentence)):
                if len(word) >= SHORTEST and word.islower() and len(found[word]) < CONTEXTS:
                    found[word].append(sentence)
    return {word: chosen for word, chosen in found.items() if len(chosen) >= FEWEST}


def _look(suspect: Suspect, sentence: str, there: str, back: str) -> None:
    suspect.seen += 1
    returned = {word.lower() for word in _WORD.findall(back)}
    if any(_alike(suspect.word, word) for word in returned):
        return
    suspect.lost += 1
    suspect.example = suspect.example or there
    known = [word.lower() for word in _WORD.findall(sentence)]
    new = {word for word in returned if len(word) >= SHORTEST and not any(_alike(word, other) for other in known)}
    suspect.instead.update(new)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: they begin with the same letters, but for an ending."""
    if one == other:
        return True
    begin = max(SHORTEST, min(len(one), len(other)) - 3)
    return one[:begin] == other[:begin]


def _explain(
    suspect: Suspect, contexts: Sequence[str], trips: dict[str, tuple[str, str]], aligner: Aligner | None
) -> None:
    """Add what the word became in each context, as an aligner sees it."""
    for sentence in contexts if aligner else ():
        found = re.search(rf"(?<!\w){re.escape(suspect.word)}(?!\w)", sentence)
        view = next(iter(aligner.views(sentence, trips[sentence][0])), None) if aligner and found else None
        if found and view and view.target:
            share = view.share_of(*found.span())
            suspect.became[view.target[int(share.argmax())].text.lower()] += 1


def proposals(suspects: Iterable[Suspect]) -> Iterator[str]:
    """Yield lines for a glossary.toml, each behind `#`: nothing is applied before a person has written the wording."""
    for suspect in suspects:
        became = ", ".join(f"{word} {count}" for word, count in suspect.became.most_common(4))
        instead = ", ".join(word for word, _ in suspect.instead.most_common(5))
        yield f"# lost in {suspect.lost} of {suspect.seen} contexts; became: {became or '?'}; back: {instead or '?'}"
        yield f"#     {suspect.example}"
        yield f'# {{term = {json.dumps(suspect.word, ensure_ascii=False)}, say = ""}},'
