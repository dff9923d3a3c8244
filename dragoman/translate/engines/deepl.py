"""DeepL, free or pro. Source: https://developers.deepl.com/docs/api-reference/translate."""

from __future__ import annotations

from dragoman.errors import EngineError
from dragoman.translate.engines import Capabilities, Post, Question, checked, object_of

ABLE = Capabilities(longest=20000, sentences=50, context=True, markup=True, shielded=False, billed=True)
PATH = "/v2/translate"
_VARIANTS = {"en": "EN-US", "pt": "PT-BR"}
"""The targets that DeepL wants a variant of."""


class DeepL:
    """Translate by DeepL's API; the context is read and not billed."""

    def __init__(self, name: str, post: Post, key: str) -> None:
        self._name, self._post = name, post
        self._headers = {"Authorization": f"DeepL-Auth-Key {key}"}

    def translate(self, question: Question) -> list[str]:
        """Return one translation for each sentence; raise EngineError where the answer is of another form."""
        source, target = question.pair.languages
        asked = {
            "text": list(question.sentences),
            "source_lang": source.upper(),
            "target_lang": _VARIANTS.get(target, target.upper()),
            "split_sentences": "0",
            "preserve_formatting": True,
            **({"context": question.context} if question.context else {}),
        }
        answer = object_of(self._post(PATH, asked, self._headers), self._name)
        found = answer.get("translations")
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise EngineError(f"{self._name} answered with JSON of another form than its API has")
        return checked([each.get("text") for each in found], question, self._name)
