"""Translate a sentence, and where that fails, translate it again in other forms, in rising cost.

The order follows what each form was measured to mend; the caller takes the first that is proved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from typing import Protocol

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.errors import EngineError
from dragoman.translate.articles import agreed
from dragoman.translate.replies import reply
from dragoman.translate.shield import NUMBER, STEPS, Treatment, localised, masked, shield
from dragoman.types import Attempt, Pair, Term


class Reads(Protocol):
    """What an engine can read, and how it would spell a word's capitals."""

    def knows(self, character: str, /) -> bool: ...

    def likeliest_case(self, word: str) -> str: ...


class Engine(Protocol):
    """Whatever translates one sentence of one pair; `name` says which models did it."""

    @property
    def name(self) -> str: ...

    @property
    def vocabulary(self) -> Reads: ...

    def translate(self, sentence: str) -> str: ...


_CLAUSE = re.compile(r"(;\s|:\s|\s[-–—]\s|—|,\s)")
_QUOTED = re.compile(r"[“\"«][^“”\"«»]{3,}[”\"»]")
_BRACKETED = re.compile(r"(?<!\w)[(\[][^()\[\]]*\w[^()\[\]]*[)\]](?!\w)")
_SMALL = re.compile(r"\b[^\W\d_A-Z][^\W\d_]*\b")
"""A word that is no name."""
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?:I|May)\b")
"""What may look like a small word and is none: maio foi quente, May was hot."""
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]* [A-ZÀ-ÖØ-Þ]")
"""What a name of several words begins with: White House."""
_NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+(?<!['’]s)(?: [A-Z]\.)?(?: [A-ZÀ-ÖØ-Þ][\w’'-]+(?<!['’]s)){0,2} [A-ZÀ-ÖØ-Þ][\w’'-]+"
)
"""A name of two words or more, none but the last with the English possessive: Ana's DNA is none."""
_ACRONYM = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{2,6}\b|(?<=\()[A-ZÀ-ÖØ-Þ][\w-]+(?=\))")
_REGION = re.compile(r"(?:New|North|South|East|West|Great|Northern|Southern|Eastern|Western|Central)\b")
"""How a name begins that has a form of its own in every language: New York, South Sudan."""
_QUESTION = re.compile(r"(?<=[^\W\d_]\?) (?=[A-ZÀ-Þ])")
"""Where a headline goes on behind a question, which engines drop."""
_STRESSED = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ]{6,}(?= [a-zà-ÿ]|[.,;!?]|$)")
"""A word in capitals among small ones, too long for an acronym."""
_STOP = re.compile(r"[.!?]+$")
_MASK = re.compile(r"\bX\d+\b")
MIN_CLAUSE = 4
"""Words of the shortest clause that is worth a call of its own."""


class Translator:
    """Translate the sentences of one pair with one engine, each shielded by some steps (all, unless measuring)."""

    def __init__(self, pair: Pair, engine: Engine, steps: tuple[Treatment, ...] = STEPS) -> None:
        self.pair = pair
        self.engine = engine
        self._steps = steps

    def attempts(self, sentence: str, terms: Sequence[Term] = (), small: Sequence[str] = ()) -> Iterator[Attempt]:
        """Yield the plain translation, then those of other forms of the sentence, each made only when asked for.

        `terms` with a fixed translation are masked in one of the forms, and so come out as they were agreed. The words
        of `small` are no names, though they have a capital: in one of the forms they are written without.
        """
        plain = self._translate(sentence)
        yield Attempt(plain, "plain")
        forms: tuple[tuple[str, Callable[[str], str | None]], ...] = (
            ("terms", partial(self._terms_masked, terms=[term for term in terms if term.targets])),
            ("names", partial(self._names_masked, plain=plain)),
            ("lower", partial(self._lower, small=small)),
            ("stop", self._without_stop),
            ("numbers", self._numbers_masked),
            ("quotes", self._quotes_apart),
            ("clauses", self._clauses_apart),
        )
        for name, form in forms:
            try:
                text = form(sentence)
            except EngineError:
                continue
            if text:
                yield Attempt(text, name)

    def _translate(self, sentence: str) -> str:
        """Return the engine's answer with all put back; where it lost a bracket, what that holds is asked by itself."""
        asked = _QUESTION.split(sentence)
        if len(asked) > 1 and all(len(part.split()) > 2 and part.count('"') % 2 == 0 for part in asked):
            return " ".join(reply(part, self.pair) or self._translate(part) for part in asked)
        answer = self._answer(sentence)
        if any(answer.count(mark) < sentence.count(mark) for mark in "()[]"):
            return self._brackets_apart(sentence) or answer
        return answer

    def _answer(self, sentence: str) -> str:
        shielded = shield(self._calm(sentence), self.pair, self.engine.vocabulary.knows, self._steps)
        if not any(map(str.isalpha, _MASK.sub("", shielded.text))):
            return shielded.restore(localised(shielded.text, self.pair))
        return shielded.restore(self.engine.translate(shielded.text))

    def _calm(self, sentence: str) -> str:
        """Write small what stands in capitals for stress alone, which engines leave as it is: worth THOUSANDS."""
        return _STRESSED.sub(lambda word: word[0].lower() if self._is_small(word[0]) else word[0], sentence)

    def _terms_masked(self, sentence: str, terms: Sequence[Term]) -> str | None:
        """Keep the words that have a fixed translation from the engine, and put that in their place."""
        if not terms:
            return None
        fixed = {term.source: term.targets[0].rstrip("*") for term in terms}
        text, unmask = masked(sentence, re.compile("|".join(rf"\b{re.escape(source)}\b" for source in fixed)))
        answer = unmask(self._translate(text), fixed.__getitem__)
        for noun in set(fixed.values()) - set(fixed):
            answer = agreed(answer, noun, self.pair.target)
        begins = _LETTER.search(answer)
        small = begins and any(noun.islower() and answer.startswith(noun, begins.start()) for noun in fixed.values())
        return _begun_as(sentence, answer) if small else answer

    def _names_masked(self, sentence: str, plain: str) -> str | None:
        """Keep from the engine names of which it kept a part (`John Doe` -> `João Doe`) and acronyms that it lost.

        One whose letters it put in another order is not lost: EU, UE.
        """
        names = dict.fromkeys(map(self._without_title, _NAME.findall(sentence)))
        lost = [name for name in names if _half_kept(name, plain) and not _REGION.match(name)]
        turned = {"".join(sorted(name)) for name in _ACRONYM.findall(plain)}
        acronyms = dict.fromkeys(_ACRONYM.findall(sentence))
        lost += [name for name in acronyms if name not in plain and "".join(sorted(name)) not in turned]
        if not lost:
            return None
        text, unmask = masked(sentence, re.compile("|".join(rf"\b{re.escape(name)}\b" for name in lost)))
        return unmask(self._translate(text))

    def _without_title(self, name: str) -> str:
        """Take off what stands before a name of two words and is a word itself: Representatives John Doe."""
        words = name.split()
        while len(words) > 2 and self.engine.vocabulary.likeliest_case(words[0].rsplit("-", 1)[-1]).islower():
            del words[0]
        return " ".join(words)

    def _lower(self, sentence: str, small: Sequence[str]) -> str | None:
        """Write words small that may look like names: those that are known to be none, and the first one."""
        text = (
            re.sub(rf"\b(?:{'|'.join(map(re.escape, small))})\b", lambda found: found[0].lower(), sentence)
            if small
            else sentence
        )
        first = _WORD.match(text)
        if first and self._is_small(first[0]):
            text = text[0].lower() + text[1:]
        if text == sentence:
            return None
        answer, began = self._translate(text), _LETTER.search(sentence)
        return answer if began and text.startswith(began[0], began.start()) else _begun_as(sentence, answer)

    def _is_small(self, word: str) -> bool:
        """Tell whether a word is likelier small than with a capital inside a sentence."""
        return self.engine.vocabulary.likeliest_case(word) == word.lower()

    def _without_stop(self, sentence: str) -> str | None:
        """Take the final stop off and put it back; put one on a sentence that has none and take it off."""
        stop = _STOP.search(sentence)
        if stop:
            return _STOP.sub("", self._translate(sentence[: stop.start()])) + stop[0]
        return _STOP.sub("", self._translate(sentence + "."))

    def _numbers_masked(self, sentence: str) -> str | None:
        text, unmask = masked(sentence, NUMBER)
        return unmask(self._translate(text), lambda number: localised(number, self.pair)) if text != sentence else None

    def _quotes_apart(self, sentence: str) -> str | None:
        """Translate what is said and who says it by themselves."""
        text, unmask = masked(sentence, _QUOTED)
        if text == sentence or not text.replace("X1", "").strip(" .,;:"):
            return None
        return unmask(self._translate(text), lambda quoted: quoted[0] + self._translate(quoted[1:-1]) + quoted[-1])

    def _brackets_apart(self, sentence: str) -> str | None:
        """Translate what stands in brackets by itself; names and figures in them stay. None where that fails, too."""
        text, unmask = masked(sentence, _BRACKETED)
        answer = self._answer(text)
        if text == sentence or Counter(_MASK.findall(answer)) != Counter(_MASK.findall(text)):
            return None
        return unmask(answer, lambda held: f"{held[0]}{self._held(held[1:-1])}{held[-1]}")

    def _held(self, text: str) -> str:
        if not _SMALL.search(text):
            return localised(text, self.pair)
        answer = self._clause(text)
        return answer if _STOP.search(text) else _STOP.sub("", answer)

    def _clauses_apart(self, sentence: str) -> str | None:
        parts = _clauses(sentence)
        if len(parts) < 3:
            return None
        answers = [part if n % 2 else self._clause(part) for n, part in enumerate(parts)]
        return "".join(_STOP.sub("", answer) for answer in answers[:-1]) + answers[-1]

    def _clause(self, clause: str) -> str:
        """Translate a part of a sentence; a capital that its answer begins with stays where it is a name's."""
        answer = self._translate(clause)
        first = _WORD.match(answer)
        if not first or not clause[:1].islower() or _CAPITAL.match(answer) or first[0] in _WORD.findall(clause):
            return answer
        here, there = (FUNCTION_WORDS.get(language, frozenset()) for language in self.pair.languages)
        named = _TWO_CAPITALS.match(answer) and _begins_with_name(clause, here)
        small = first[0].lower() in there or (not named and self._is_small(first[0]))
        return answer[:1].lower() + answer[1:] if small else answer


def _begins_with_name(clause: str, common: Container[str]) -> bool:
    """Tell whether the first word of a clause that is no common one has a capital: o Banco Central subiu os juros."""
    word = next((word for word in _WORD.findall(clause) if word.lower() not in common), "")
    return word[:1].isupper()


def _begun_as(sentence: str, answer: str) -> str:
    """Let an answer begin with a capital where its sentence does."""
    began = _LETTER.search(sentence)
    return _LETTER.sub(lambda letter: letter[0].upper(), answer, count=1) if began and began[0].isupper() else answer


def _half_kept(name: str, text: str) -> bool:
    """Tell whether a text holds the last part of a name, but not the whole of it."""
    return name not in text and re.search(rf"\b{re.escape(name.split()[-1])}\b", text) is not None


def _clauses(sentence: str) -> list[str]:
    """Cut a sentence at its clause ends: clause, delimiter, clause, ...; short clauses stay with the one before."""
    pieces = _CLAUSE.split(sentence)
    parts = pieces[:1]
    for delimiter, clause in zip(pieces[1::2], pieces[2::2], strict=True):
        if min(len(parts[-1].split()), len(clause.split())) < MIN_CLAUSE:
            parts[-1] += delimiter + clause
        else:
            parts += [delimiter, clause]
    return parts
