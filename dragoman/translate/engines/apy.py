"""Apertium's own HTTP server (Debian: apertium-apy). Source: https://wiki.apertium.org/wiki/Apertium-apy."""

from __future__ import annotations

from dragoman.errors import EngineError
from dragoman.translate.engines import FORM_TYPE, Capabilities, Post, Question, checked, object_of
from dragoman.translate.engines.apertium import SIGNS, unmarked
from dragoman.types import Pair

ABLE = Capabilities(longest=2000, unreadable=SIGNS)
PATH = "/translate"
_VARIANTS = {Pair("es", "pt"): "pt_BR", Pair("ca", "pt"): "pt_BR"}
"""The pairs that have a Brazilian target, as the embedded models write."""


class Apy:
    """Translate by a server that takes one text a request, as a form."""

    def __init__(self, name: str, post: Post, key: str = "") -> None:
        self._name, self._post, self._key = name, post, key

    def translate(self, question: Question) -> list[str]:
        """Return one translation for each sentence; raise EngineError where the answer is of another form."""
        return checked([self._one(sentence, question.pair) for sentence in question.sentences], question, self._name)

    def _one(self, sentence: str, pair: Pair) -> str:
        asked = {
            "langpair": f"{pair.source}|{_VARIANTS.get(pair, pair.target)}",
            "q": sentence,
            "format": "txt",
            **({"key": self._key} if self._key else {}),
        }
        match object_of(self._post(PATH, asked, {"Content-Type": FORM_TYPE}), self._name):
            case {"responseStatus": 200, "responseData": {"translatedText": str(text)}}:
                return unmarked(text)
        raise EngineError(f"{self._name} answered with JSON of another form than its API has")
