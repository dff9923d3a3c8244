"""Any LibreTranslate-compatible server. Source: https://docs.libretranslate.com/api/operations/translate/."""

from __future__ import annotations

from dragoman.errors import EngineError
from dragoman.translate.engines import Capabilities, Post, Question, checked, object_of

ABLE = Capabilities(longest=2000, sentences=12)
PATH = "/translate"


class LibreTranslate:
    """Translate by a server whose models lose what they don't know: its sentences are shielded before."""

    def __init__(self, name: str, post: Post, key: str = "") -> None:
        self._name, self._post, self._key = name, post, key

    def translate(self, question: Question) -> list[str]:
        """Return one translation for each sentence; raise EngineError where the answer is of another form."""
        asked = {
            "q": list(question.sentences),
            "source": question.pair.source,
            "target": question.pair.target,
            "format": "text",
            **({"api_key": self._key} if self._key else {}),
        }
        answer = object_of(self._post(PATH, asked), self._name)
        if "error" in answer:
            raise EngineError(f"{self._name} refused: {' '.join(str(answer['error']).split())[:120]}")
        return checked(answer.get("translatedText"), question, self._name)
